"""What `run` prints when a session has ended: what it came to, and when the participant is to come again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from experiment.config.visits import Window
from experiment.design.schedule import scheduled
from experiment.design.windows import Timing, span_of
from experiment.format.apparatus import Apparatus
from experiment.format.run_files import SessionFiles
from experiment.format.vocabulary import SessionKind
from experiment.record.read_sheet import read_sheet
from experiment.record.storage import Disk
from experiment.task.participant import Participant
from experiment.task.stage import Stage
from experiment.verbs import run as run_verb
from experiment.verbs.moment import shortly
from experiment.verbs.visit_summary import next_line
from experiment.virtual.participants import ScriptedParticipant
from experiment.virtual.stage import VirtualStage
from tests.instruments.ends_early import EndsEarly
from tests.instruments.ketamine_times import PARIS
from tests.instruments.timed_study import with_anchors
from tests.instruments.typed_lab import Lab

SEAL = re.compile(r"seal code ([0-9A-Z-]+)")
NOW = datetime.fromisoformat("2026-11-26T16:00+01:00")


@pytest.fixture
def lab(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Lab:
    """A lab with visits that are due after infusions, whose screen is the virtual stage."""
    lab = Lab(tmp_path, capsys)
    with_anchors(lab.study, **{"time_zone: Europe/Paris": "time_zone: Europe/Paris\nresume: {within_h: 6}"})
    monkeypatch.setattr(run_verb, "check_usable", lambda: None)
    for verb in ("anchor", "visit_summary"):
        monkeypatch.setattr(f"experiment.verbs.{verb}.now", lambda: NOW)
    someone(monkeypatch, ScriptedParticipant())
    return lab


def someone(monkeypatch: pytest.MonkeyPatch, participant: Participant) -> None:
    """Let somebody sit at the screen."""

    @contextmanager
    def open_stage(_choice: object, _kind: SessionKind, _who: object) -> Iterator[tuple[Stage, Apparatus]]:
        zero = "2026-11-26T06:00:00.000+00:00"
        yield (
            VirtualStage(participant),
            Apparatus(zero_utc=zero, stage="virtual", inputs="", clock="virtual", display=None),
        )

    monkeypatch.setattr(run_verb, "open_stage", open_stage)


def run(lab: Lab, visit: str, *more: str) -> list[str]:
    said = lab.say("run", "--participant", "KD001", "--visit", visit, "--operator", "AB", *more)
    return said.out.splitlines()


def test_a_complete_session(lab: Lab) -> None:
    """What was answered, pauses, display and the next visit; the seal code stays the last line."""
    lines = run(lab, "baseline")
    assert [
        "KD001 · baseline · began 07:00, 16 s on the screen",
        "estimates: 12 of 12 answered",
        "pauses: none",
        "display: none; 0 rows with a timing flag, 0 rows disturbed",
        "next visit: post4h; its hours follow once the time of infusion1_end is entered",
    ] == lines[-6:-1]
    assert lines[-1].startswith("seal code ")


def test_a_session_out_of_its_window(lab: Lab) -> None:
    """A session that was not in its window says so, with its reason; what the next one waits for is said."""
    run(lab, "baseline")
    entry = ("anchor", "--participant", "KD001", "--name", "infusion1_end", "--at", "2026-11-25 12:00")
    assert 0 == lab.say(*entry, "--accept-time").code
    lines = run(lab, "post4h", "--visit-reason", "scheduling")
    assert any(line.startswith("time: late, ") and line.endswith(", for the reason: scheduling") for line in lines)
    assert "next visit: day7; its hours follow once the time of infusion3_end is entered" in lines


def test_the_hours_of_the_next_visit() -> None:
    """Its day and hours, by the clock of the laboratory, as short as they are clear."""
    window = Window(anchor="infusion1_end", due_h=4, window_h=(3.5, 5))
    timing = Timing("post4h", NOW, (window,), (span_of(window, NOW - timedelta(hours=1), PARIS),), None, ())
    line = next_line(scheduled(timing, None, withdrawn=False), PARIS, NOW)
    assert "next visit: post4h, 18:30 – 20:00, due 19:00" == line
    assert "next visit: none, this was the last" == next_line(None, PARIS, NOW)


def test_a_session_that_ended_early(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was not asked is said, and the pause in which it was ended."""
    someone(monkeypatch, EndsEarly(3))
    lines = run(lab, "baseline")
    assert any(line.startswith("estimates: ") and line.endswith("not asked") for line in lines)
    assert any(line.startswith("pauses: 2 (escape 2), ") for line in lines)
    files = SessionFiles(lab.data, "KD001", "baseline", "beliefupdate", SessionKind.STUDY).run(1)
    ended = datetime.fromisoformat(read_sheet(Disk(), files.sheet).launches[-1].ended_utc or "")
    assert f"goes on: until {shortly(ended + timedelta(hours=6), False, NOW, PARIS)}, with --resume" in lines


def test_a_summary_that_cannot_be_made_takes_nothing_from_the_session(
    lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The session is complete, and its seal is said, whatever is the matter with the summary."""
    files = SessionFiles(lab.data, "KD001", "baseline", "beliefupdate", SessionKind.STUDY).run(1)
    made = run_verb.end_of_visit

    def damaged(run_files: object, study: object) -> tuple[str, ...]:
        files.plan.chmod(0o600)
        files.plan.write_text("{}", encoding="utf-8", newline="\n")
        return made(run_files, study)  # type: ignore[arg-type]

    monkeypatch.setattr(run_verb, "end_of_visit", damaged)
    said = lab.say("run", "--participant", "KD001", "--visit", "baseline", "--operator", "AB")
    assert 0 == said.code
    assert any("it is no plan" in line for line in said.out.splitlines())
    assert said.out.splitlines()[-1].startswith("seal code ")


def test_an_early_end_that_was_gone_on_with(lab: Lab) -> None:
    """Its reason is said at the end of the visit, and on the page of the copy, there with the first seal code too."""
    with pytest.MonkeyPatch.context() as patch:
        someone(patch, EndsEarly(5))
        (seal,) = SEAL.findall("\n".join(run(lab, "baseline")))
    first = run(lab, "baseline", "--resume")[-6:]
    assert first[0].endswith(" on the screen, ended early before (clinical), gone on with once")
    (lab.folder / "stick").mkdir()
    assert 0 == lab.say("backup", str(lab.folder / "stick")).code
    (page,) = (lab.folder / "stick").glob("*/report.txt")
    lines = page.read_text(encoding="utf-8").splitlines()
    for what in (
        "launch 1 was ended early, clinical, and the session gone on with later",
        f"seal code before it was gone on with: {seal}",
    ):
        assert f"KD001 at baseline, run 1: {what}" in lines

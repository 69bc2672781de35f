"""How long after a stop a session may go on: as long as the study file says, counted from the last thing it did."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from experiment.config.load import load_study
from experiment.format.journal import ClocksJumped
from experiment.format.journal_lines import line_of
from experiment.format.run_files import SessionFiles
from experiment.format.vocabulary import ParticipantMode, SessionKind
from experiment.record.find import runs_of
from experiment.record.stopped import stopped_at
from experiment.record.storage import Disk
from tests.instruments.small_study import PROJECT
from tests.instruments.study_data import StudyConducted, is_nth_rate
from tests.instruments.typed_lab import Lab, break_off

SHIPPED = ("ketamine", "ketamine_retest", "paris_two_phase", "paris_one_phase", "original", "clinical", "demo")


def begun(lab: Lab) -> datetime:
    (sheet,) = lab.simulated.rglob("*_session.json")
    return datetime.fromisoformat(json.loads(sheet.read_bytes())["launches"][0]["started_utc"])


def later(lab: Lab, patch: pytest.MonkeyPatch, hours: float) -> None:
    at = begun(lab) + timedelta(hours=hours)
    patch.setattr("experiment.record.resuming.now", lambda: at)


@pytest.fixture
def broken_off(lab: Lab) -> Lab:
    """A session that stopped within a minute of its beginning, in a study that lets it go on for two hours."""
    lab.edit("study.yaml", "seed: 7", "seed: 7\nresume: {within_h: 2}")
    break_off(lab, ParticipantMode.SCRIPTED)
    return lab


@pytest.mark.parametrize("hours", [-24, 0, 1.99, 2])
def test_it_goes_on_in_time(broken_off: Lab, monkeypatch: pytest.MonkeyPatch, hours: float) -> None:
    """Also where the clock has been set back; the time counts from the stop, not from the beginning."""
    later(broken_off, monkeypatch, hours)
    assert 0 == broken_off.simulate("--resume").code


@pytest.mark.parametrize("again", [(), ("--resume",)])
def test_later_it_is_refused_and_can_begin_anew(
    broken_off: Lab, monkeypatch: pytest.MonkeyPatch, again: tuple[str, ...]
) -> None:
    """Whether it is asked to go on or just started, the line names the way on, and that way works; the sheet says
    interrupted by then."""
    later(broken_off, monkeypatch, 2.1)
    said = broken_off.simulate(*again)
    assert 1 == said.code
    assert "within 2 h 00" in said.err
    assert "--new-run" in said.err
    (sheet,) = broken_off.simulated.rglob("*_session.json")
    assert "interrupted" == json.loads(sheet.read_bytes())["status"]
    assert 0 == broken_off.simulate("--new-run", "--reason", "broken off too long ago").code


def test_without_the_key_it_goes_on_however_late(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    """A study need not say."""
    break_off(lab, ParticipantMode.SCRIPTED)
    later(lab, monkeypatch, 1000)
    assert 0 == lab.simulate("--resume").code


@pytest.mark.parametrize("power_cut", [False, True])
def test_when_a_run_stopped(tmp_path: Path, power_cut: bool) -> None:
    """Ended early, it stopped at its end; broken off, at the last thing in its journal, which is after its start."""
    study = StudyConducted(tmp_path)
    study.enrol("KD001")
    study.launch("KD001", "baseline", ends_at=is_nth_rate(3), power_cut=power_cut)
    session = SessionFiles(study.data, "KD001", "baseline", "beliefupdate", SessionKind.STUDY)
    (run,) = runs_of(Disk(), session)
    last, stopped = run.sheet.launches[-1], stopped_at(Disk(), run)
    assert stopped is not None
    if power_cut:
        after_s = (stopped - datetime.fromisoformat(last.started_utc)).total_seconds()
        assert 10 < after_s < 60
    else:
        assert last.ended_utc is not None
        assert datetime.fromisoformat(last.ended_utc) == stopped


def test_a_sleep_counts_to_the_time_since_the_beginning(broken_off: Lab) -> None:
    """The journal's clock stands still while the computer sleeps: what it slept comes on top, and so does a clock that
    was set.
    """
    (journal,) = broken_off.simulated.rglob("*_journal.jsonl")
    (run,) = runs_of(Disk(), SessionFiles(broken_off.data, "KD001", "baseline", "beliefupdate", SessionKind.SIMULATED))
    before = stopped_at(Disk(), run)
    with journal.open("ab") as file:
        file.write(line_of(ClocksJumped(t_s=1.0, slept_s=1800.0, set_s=-60.0)))
    assert before is not None
    assert before + timedelta(minutes=29) == stopped_at(Disk(), run)


@pytest.mark.parametrize("within_h", ["0", "-1", "true", '"6"', "null"])
def test_a_time_that_is_none_is_refused_at_the_door(lab: Lab, within_h: str) -> None:
    """It is a number of hours above 0."""
    lab.edit("study.yaml", "seed: 7", f"seed: 7\nresume: {{within_h: {within_h}}}")
    said = lab.say_just("validate", str(lab.study))
    assert 1 == said.code
    assert "within_h" in said.err


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_studies_say_a_time_and_that_it_is_assumed(name: str) -> None:
    """No source is known for it."""
    file = PROJECT / "configs" / f"{name}.yaml"
    assert timedelta(hours=6) == load_study(file).file.resumable_for
    assert re.search(r"(?m)^resume: .*# assumed", file.read_text(encoding="utf-8"))


def test_a_resume_in_time_is_refused_for_nothing_else(broken_off: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    """A session that was started again without --resume is told to go on, as long as it may."""
    later(broken_off, monkeypatch, 1)
    assert "go on with --resume" in broken_off.simulate().err

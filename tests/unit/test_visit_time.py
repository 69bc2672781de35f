"""A session and the time of its visit: said before it, asked about where it is not its time, kept with the data."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from experiment.conduct import Conducted, conduct
from experiment.config.load import load_study
from experiment.design.window_words import hours, in_words
from experiment.design.windows import Timing, timing_of
from experiment.format.apparatus import Apparatus
from experiment.format.ledger import RunEntered, read_ledger
from experiment.format.vocabulary import AbortReason, ParticipantMode, SessionKind, VisitWindow, WindowReason
from experiment.messages import Reason, Refusal
from experiment.record import participants
from experiment.record.anchors import Anchors
from experiment.record.request import Deviation, Request
from experiment.record.storage import Disk
from experiment.record.verify import verify
from experiment.task.participant import Participant
from experiment.task.stage import Stage
from experiment.verbs.visit_time import say_or_ask
from experiment.virtual.stage import VirtualStage
from tests.instruments.ends_early import EndsEarly
from tests.instruments.ketamine_times import INFUSIONS, KETAMINE, paris
from tests.instruments.small_study import write_small_study
from tests.instruments.study_session import study_session
from tests.instruments.terminal import sit_down
from tests.instruments.timed_study import with_anchors

INFUSION_TOOK_LONGER = Deviation(WindowReason.LATE_INFUSION, "the pump stopped")


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return enrolled(with_anchors(write_small_study(tmp_path)))


def enrolled(study: Path) -> Path:
    participants.enrol(Disk(), study.parent / "data", load_study(study).file, "KD001", "patient", "fr")
    study_session(study, study.parent / "data")
    return study


def infusion(study: Path, hours_ago: float) -> None:
    at = datetime.now(timezone.utc) - timedelta(hours=hours_ago)
    anchors = Anchors(Disk(), study.parent / "data", load_study(study).file)
    anchors.enter("KD001", "infusion1_end", at, "as it stands on paper")


def post4h(study: Path, **more: object) -> Conducted:
    return study_session(study, study.parent / "data", visit="post4h", **more)


def kept(done: Conducted) -> tuple[object, ...]:
    sheet = json.loads(done.files.sheet.read_bytes())
    return tuple(sheet[name] for name in ("window", "window_reason", "window_words"))


def test_a_session_at_its_time(study: Path) -> None:
    """Four hours after the infusion: inside, in sheet, ledger and every row; no reason is kept, whatever was given."""
    infusion(study, 4.25)
    done = post4h(study, deviation=INFUSION_TOOK_LONGER)
    assert ("inside", None, None) == kept(done)
    with done.files.data.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {"inside"} == {row["window"] for row in rows}
    assert {4.25} == {round(float(row["hours_since_anchor"]), 2) for row in rows}
    lines = read_ledger((study.parent / "data" / "ledger.jsonl").read_bytes()).lines
    (line,) = [line for line in lines if isinstance(line, RunEntered) and line.visit == "post4h"]
    assert (VisitWindow.INSIDE, None) == (line.window, line.window_reason)
    assert [] == verify(Disk(), study.parent / "data").wrong


@pytest.mark.parametrize(("hours_ago", "window"), [(2.0, "early"), (6.0, "late"), (None, None)])
def test_a_session_that_is_not_at_its_time(study: Path, hours_ago: float | None, window: str | None) -> None:
    """Too early, too late, or nobody can say: refused without a reason before anything is written, kept with one."""
    if hours_ago is not None:
        infusion(study, hours_ago)
    with pytest.raises(Refusal) as refused:
        post4h(study)
    assert Reason.NOT_ITS_TIME is refused.value.reason
    assert not (study.parent / "data" / "sub-KD001" / "ses-post4h").exists()
    done = post4h(study, deviation=INFUSION_TOOK_LONGER)
    assert (window, "late_infusion", "the pump stopped") == kept(done)
    lines = read_ledger((study.parent / "data" / "ledger.jsonl").read_bytes()).lines
    reasons = [line.window_reason for line in lines if isinstance(line, RunEntered)]
    assert [None, WindowReason.LATE_INFUSION] == reasons


def test_a_window_that_is_shut_takes_no_reason(tmp_path: Path) -> None:
    """`outside: refuse` refuses, whatever is said; inside it goes on."""
    shut = {"window_h: [3.5, 5]}, list": "window_h: [3.5, 5], outside: refuse}, list"}
    study = enrolled(with_anchors(write_small_study(tmp_path), **shut))
    infusion(study, 6)
    with pytest.raises(Refusal) as refused:
        post4h(study, deviation=INFUSION_TOOK_LONGER)
    assert Reason.WINDOW_SHUT is refused.value.reason
    infusion(study, 4)
    assert ("inside", None, None) == kept(post4h(study))


def test_an_earlier_visit_that_is_not_done(tmp_path: Path) -> None:
    """Inside its window, but without a baseline: it needs a reason, and the window is kept as it is."""
    study = with_anchors(write_small_study(tmp_path))
    participants.enrol(Disk(), tmp_path / "data", load_study(study).file, "KD001", "patient", "fr")
    infusion(study, 4)
    with pytest.raises(Refusal, match="baseline is not done"):
        post4h(study)
    assert ("inside", "clinical", None) == kept(post4h(study, deviation=Deviation(WindowReason.CLINICAL)))


def test_a_rehearsal_is_never_asked(study: Path) -> None:
    """What is not of the study has no time, and its sheet says none."""
    done = post4h(study, kind=SessionKind.TEST)
    assert (None, None, None) == kept(done)


@contextmanager
def before_somebody_who_leaves(_kind: SessionKind, _who: Participant | None) -> Iterator[tuple[Stage, Apparatus]]:
    zero_utc = "2026-11-23T12:00:00.000+00:00"
    yield (
        VirtualStage(EndsEarly(3)),
        Apparatus(zero_utc=zero_utc, stage="virtual", inputs="", clock="virtual", display=None),
    )


def test_a_resume_keeps_what_the_first_launch_said(study: Path) -> None:
    """A session that was begun inside stays so when it goes on, though it is later, and the anchor was corrected."""
    infusion(study, 4)
    asked = Request(study.parent / "data", "KD001", "post4h", SessionKind.STUDY, ParticipantMode.HUMAN, operator="AB")
    assert conduct(load_study(study), asked, before_somebody_who_leaves).reason is AbortReason.CLINICAL
    infusion(study, 9)
    done = post4h(study, resume=True)
    assert ("inside", None, None) == kept(done)
    with done.files.data.open(encoding="utf-8", newline="") as file:
        assert {("inside", "4.0")} == {(row["window"], row["hours_since_anchor"][:3]) for row in csv.DictReader(file)}


def timing(moment: str, visit: str = "post4h", done: tuple[str, ...] = ("baseline", "post4h")) -> Timing:
    return timing_of(KETAMINE, "patient", visit, INFUSIONS, done, paris(moment))


@pytest.mark.parametrize(
    ("visit", "moment", "done", "words"),
    [
        ("post4h", "2026-10-19 18:12", "baseline", "4 h 07 after infusion1_end: inside 3 h 30 – 5 h 00"),
        ("post4h", "2026-10-19 16:15", "baseline", "2 h 10 after infusion1_end: early, before 3 h 30 – 5 h 00"),
        (
            "post4h",
            "2026-10-19 20:00",
            "",
            "5 h 55 after infusion1_end: late, after 3 h 30 – 5 h 00|baseline is not done",
        ),
        (
            "day7",
            "2026-10-26 14:00",
            "baseline post4h",
            "4 h 00 after infusion3_end: inside 3 h 30 – 5 h 00|day 7 after infusion1_end: inside days 6 – 9",
        ),
        ("baseline", "2026-10-19 15:05", "", "1 h 00 after infusion1_end, and it comes before that"),
    ],
)
def test_the_time_in_words(visit: str, moment: str, done: str, words: str) -> None:
    """What an experimenter reads: elapsed hours and minutes, or the day, and the window beside it."""
    assert tuple(words.split("|")) == in_words(timing(moment, visit, tuple(done.split())))


def test_hours_that_have_not_come() -> None:
    """A moment before the anchor has a sign."""
    assert "−0 h 30" == hours(timedelta(minutes=-30))


@pytest.mark.parametrize("typed", ["1", "late_infusion", "LATE_INFUSION", "9\n1"])
def test_on_a_terminal_the_reason_is_chosen(monkeypatch: pytest.MonkeyPatch, typed: str) -> None:
    """By its number or its name, and then more in words; a number that is none is asked again."""
    screen = sit_down(monkeypatch, *typed.split("\n"), "the pump stopped")
    late = timing("2026-10-19 20:00", done=("baseline",))
    assert INFUSION_TOOK_LONGER == say_or_ask(late, "KD001", None)
    assert "5 h 55 after infusion1_end" in screen.getvalue()
    assert "1 late_infusion, 2 participant_late" in screen.getvalue()


def test_enter_alone_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever gives no reason has not said that the visit takes place."""
    sit_down(monkeypatch, "")
    assert say_or_ask(timing("2026-10-19 20:00"), "KD001", None) is None


def test_inside_it_is_said_and_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """The window stands on the terminal before the session."""
    screen = sit_down(monkeypatch)
    inside = timing("2026-10-19 18:12", done=("baseline",))
    assert say_or_ask(inside, "KD001", None) is None
    assert "post4h of KD001: 4 h 07 after infusion1_end: inside 3 h 30 – 5 h 00\n" == screen.getvalue()
    assert sys.stdin.read() == ""

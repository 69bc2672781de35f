"""Pictures of every page of the launcher, in both languages: ``python -m tests.instruments.launcher_pictures FOLDER``.

They are drawn by the launcher itself, without a display, in a lab that is made for them; the clock of the pictures
stands at a time at which there is something to see. `docs/pictures` has those of one size.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from unittest.mock import patch

from PyQt6.QtWidgets import QApplication

from experiment.cli import act
from experiment.config.load import load_study
from experiment.config.mistakes import StudyMistakes
from experiment.format.check_report import CheckLine, Fact, Verdict
from experiment.format.judging import decided
from experiment.format.ledger import Ledger
from experiment.format.session_line import Checked, SessionState
from experiment.format.vocabulary import PauseReason, SessionKind, SessionPart, SessionStatus, WindowReason
from experiment.format.wall_clock import in_place_of_the_clock
from experiment.launcher import preflight
from experiment.launcher.amiss import Amiss
from experiment.launcher.anchor_page import AnchorPage
from experiment.launcher.command_page import BackupPage, CheckPage
from experiment.launcher.laboratory import Laboratory
from experiment.launcher.main_window import MainWindow
from experiment.launcher.monitor_page import MonitorPage
from experiment.launcher.monitor_state import Followed, SentNote
from experiment.launcher.replay_page import ReplayPage
from experiment.launcher.session_desk import Running
from experiment.launcher.speaking import Language, Speaker
from experiment.launcher.start_page import StartPage
from experiment.launcher.start_state import Choice, StartForm
from experiment.launcher.texts import Monitoring, Opening
from experiment.launcher.why_not import why_not
from experiment.messages.checks import CheckState, OfFiles, OfMachine
from experiment.record.visit_summary import seal_of
from experiment.verbs.defaults import DISPLAYS
from tests.instruments.study_data import StudyConducted, _is_second_estimate, _Nth
from tests.instruments.timed_study import with_anchors

NOW = datetime(2026, 11, 23, 17, 7, tzinfo=timezone.utc)
"""18:07 in Paris, on the day of the sessions that are made up."""

SIZES = {"small": (640, 560), "": (960, 720)}
_STATE = SessionState(
    participant_id="KD004", visit="post4h", run=1, launch=1, part=SessionPart.SECOND_ESTIMATES, number=17, of=40,
    finished=59, recorded=126, minutes_left=14, answered=135, missed=2, unconfirmed=1, frames_dropped=0, pauses=1,
    notes=1, paused=None, status=SessionStatus.RUNNING, reason=None,
)  # fmt: skip
_SEAL = "K7QX-2M9P"
"""Of every session of the pictures."""
_ANSWERED = 12
"""A screen with an answer."""


def laboratory(folder: Path) -> Laboratory:
    """Make a lab with four participants: one is due, one was ended early, one is done, one is new."""
    study = StudyConducted(folder)
    file = folder / "study.yaml"
    with_anchors(file)
    study.study = load_study(file)
    with in_place_of_the_clock(lambda: study.began + timedelta(minutes=20)):
        _conduct(study)
    os.chdir(folder)  # the board names the data folder
    lab = Laboratory(load_study(file), file, Path("data"), DISPLAYS, act, ("true",), clock=lambda: NOW)
    with in_place_of_the_clock(lambda: NOW):
        for who, at in (("KD001", "2026-11-23 14:00"), ("KD004", "2026-11-23 12:30")):
            acted = act(
                ["anchor", *lab.places, "--participant", who, "--name", "infusion1_end", "--at", at, "--accept-time"]
            )
            assert acted.code == 0, acted
    return lab


def _conduct(study: StudyConducted) -> None:
    for number in range(1, 5):
        study.enrol(f"KD{number:03}", "control" if number == 3 else "patient")
    study.launch("KD001", "baseline")
    study.launch("KD002", "baseline", ends_at=_Nth(3, _is_second_estimate))
    study.launch("KD003", "baseline")
    study.launch("KD004", "baseline")


def _found() -> tuple[CheckLine, ...]:
    good: list[tuple[CheckState, dict[str, Fact]]] = [
        (OfFiles.CHECK_RECENT, {"made": "2026-11-23 17:02"}),
        (OfFiles.STUDY_REVIEWED, {}),
        (OfFiles.DATE_GOES_ON, {"now": "2026-11-23 18:10"}),
        (OfFiles.FOLDER_ON_DISK, {}),
        (OfFiles.SPACE, {"free_mb": 41_000}),
        (OfFiles.DISK_TAKES, {"median_ms": 1.2, "p95_ms": 2.3, "times": 60}),
        (OfMachine.KEPT_AWAKE, {"means": "X"}),
        (OfMachine.NO_RESTART_WAITS, {}),
        (OfMachine.MEMORY_FREE, {"free_gib": 9.5, "swap_pct": 0.0}),
    ]
    battery = decided(OfMachine.ON_BATTERY, False, "", {"left_pct": 62}, otherwise=Verdict.WARN)
    return (*(decided(state, True, "", facts) for state, facts in good), battery)


def pages(window: MainWindow, lab: Laboratory) -> Iterator[str]:
    """Show every page, and name it."""
    window.show_board()
    yield "board"
    window.show_enrol()
    yield "enrol"
    window.show_anchor("KD002")
    anchor = window.page
    assert isinstance(anchor, AnchorPage)
    anchor.time.setText("14:05")
    yield "time"
    window.show_start("KD004", "post4h", StartForm(operator="AB", reason=WindowReason.LATE_INFUSION, words="M. Durand"))
    _with_preflight(window)
    yield "start_late"
    window.show_start("KD001", "post4h", StartForm(operator="AB", is_the_person=True))
    _with_preflight(window)
    yield "start"
    window.show_start("KD002", "baseline", StartForm(choice=Choice.RESUME))
    _with_preflight(window)
    yield "resume"
    followed = Followed("KD004", "post4h", can_order=True, state=_STATE, sent=(SentNote("18:02", "asked for water"),))
    window.desk.running = Running("KD004", "post4h", SessionKind.STUDY, replace(followed, notes_before=0))
    window.desk.show_monitor()
    yield "monitor"
    paused = _STATE.model_copy(update={"paused": PauseReason.EXPERIMENTER})
    window.desk.running.followed = replace(followed, state=paused)
    window.desk.show_followed()
    page = window.page
    assert isinstance(page, MonitorPage)
    page.write.click()
    yield "note"
    page.no_note.click()
    page.end.click()
    yield "end"
    window.desk.running = None
    window.desk.show_summary(Running("KD001", "baseline", SessionKind.STUDY, followed), ())
    yield "summary"
    window.show_command(BackupPage)
    yield "backup"
    window.show_command(CheckPage)
    page = window.page
    assert isinstance(page, CheckPage)
    page._on_letter(Checked(verdict=Verdict.WARN, lines=_found()))
    page._end(0)
    yield "check"
    window.show_replay("KD001", "baseline")
    page = window.page
    assert isinstance(page, ReplayPage)
    page.slider.setValue(_ANSWERED)
    yield "replay"
    stopped = Running("KD002", "baseline", SessionKind.STUDY, followed)
    window.desk.show_stopped(stopped, Monitoring.DIED, ())
    yield "stopped"


def cannot_open(language: Language) -> Amiss:
    """Open the launcher for a study file with a slip of the keyboard, and make the window that says so."""
    file, say = Path("ketamine.yaml"), Speaker(language)
    text = Path("study.yaml").read_text(encoding="utf-8")
    file.write_text(
        text.replace("time_zone: Europe/Paris", "time_zone: Europe/Pairs", 1), encoding="utf-8", newline="\n"
    )
    try:
        load_study(file)
    except StudyMistakes as mistakes:
        return Amiss(say, Opening.CANNOT_OPEN, why_not(mistakes, say))
    raise AssertionError("the slip was not found")


def _with_preflight(window: MainWindow) -> None:
    page = window.page
    assert isinstance(page, StartPage)
    say = window.say
    page.show_preflight([*preflight.in_words(_found(), say), preflight.monitors_line(2, say)])


@contextmanager
def _sealed_as_ever() -> Iterator[None]:
    """Show one seal code: a real one follows from the identity of the ledger, which is drawn, and from the program."""

    def sealed(ledger: Ledger, stem: str) -> str | None:
        return None if seal_of(ledger, stem) is None else _SEAL

    where = ("experiment.record.visit_summary", "experiment.launcher.past_run")
    with ExitStack() as stack:
        for module in where:
            stack.enter_context(patch(f"{module}.seal_of", sealed))
        yield


@contextmanager
def _lab() -> Iterator[Laboratory]:
    with tempfile.TemporaryDirectory() as folder:
        yield laboratory(Path(folder))


def main(folder: Path) -> int:
    """Draw all of them."""
    app = QApplication(["belief-update", "-platform", "offscreen"])
    app.setStyle("Fusion")
    app.setCursorFlashTime(0)  # a picture would show the cursor, or not, by when it was drawn
    folder = folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    with _lab() as lab, _sealed_as_ever():
        for language in Language:
            window = MainWindow(lab, language)
            window._mailbox.close()
            window.show()
            for name in pages(window, lab):
                for size, (width, height) in SIZES.items():
                    window.resize(width, height)
                    for _ in range(5):  # rows follow columns, and the page follows rows
                        app.processEvents()
                    ending = f"_{size}" if size else ""
                    window.grab().save(str(folder / f"launcher_{name}_{language.code}{ending}.png"))
            window.close()
            amiss = cannot_open(language)
            amiss.show()
            app.processEvents()
            amiss.grab().save(str(folder / f"launcher_cannot_open_{language.code}.png"))
            amiss.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))

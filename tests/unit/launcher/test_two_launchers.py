"""Two launchers at one data folder, and locks that nobody holds any more: with real processes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from PyQt6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from experiment.format.vocabulary import SessionKind
from experiment.launcher.board_page import BoardPage
from experiment.launcher.laboratory import Laboratory
from experiment.launcher.main_window import MainWindow
from experiment.launcher.monitor_page import MonitorPage
from experiment.launcher.monitor_state import Followed
from experiment.launcher.session_desk import Running
from experiment.launcher.speaking import Language
from experiment.launcher.start_page import StartPage
from experiment.launcher.start_state import Choice
from experiment.launcher.summary_page import RunningPage, StoppedPage
from experiment.launcher.texts import Monitoring
from experiment.record.session_lock import locked
from experiment.record.storage import Disk
from tests.instruments.small_study import PROJECT
from tests.instruments.study_session import study_session
from tests.instruments.typed_lab import Lab

Opened = Callable[..., MainWindow]

HOLDS = """
import sys
from pathlib import Path
from experiment.format.run_files import SessionFiles
from experiment.format.vocabulary import SessionKind
from experiment.record.session_lock import locked
from experiment.record.storage import Disk

with locked(Disk(), SessionFiles(Path(sys.argv[1]), "KD001", "baseline", "beliefupdate", SessionKind.STUDY)):
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def session_of_another(lab: Lab) -> Iterator[subprocess.Popen[str]]:
    """Have another program hold the session of KD001."""
    command = [sys.executable, "-c", HOLDS, str(lab.data)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=PROJECT) as holder:
        assert holder.stdout is not None
        assert "held\n" == holder.stdout.readline()
        try:
            yield holder
        finally:
            holder.kill()


@pytest.fixture
def real(laboratory: Laboratory, monkeypatch: pytest.MonkeyPatch) -> Laboratory:
    """A laboratory whose sessions are the program's own, on a computer without a display."""
    monkeypatch.delenv("DISPLAY", raising=False)
    return replace(laboratory, session_command=(sys.executable, "-X", "utf8", "-m", "experiment"))


def read(window: MainWindow) -> str:
    """Everything that can be read on the page."""
    return "\n".join(label.text() for label in window.page.findChildren(QLabel) if label.isVisible())


def launched_again(laboratory: Laboratory) -> None:
    """Have the sheet say that the session runs, as another launch writes it."""
    run = laboratory.last_run("KD001", "baseline")
    assert run is not None
    sheet = run.files.sheet
    text = sheet.read_text("utf-8")
    assert '"complete"' in text
    sheet.chmod(0o600)
    sheet.write_text(text.replace('"complete"', '"running"'), "utf-8", newline="\n")


def opened_page(window: MainWindow) -> StartPage:
    window.show_start("KD001", "baseline")
    page = window.page
    assert isinstance(page, StartPage)
    return page


def refused(page: StartPage, qtbot: QtBot) -> StartPage:
    """Start the session of KD001, and wait until it is refused."""
    page.operator.setText("AB")
    page.is_the_person.setChecked(True)
    qtbot.waitUntil(lambda: page.preflight.text() != "Looking…", timeout=20_000)  # it has tried to write
    page.start.click()
    qtbot.waitUntil(lambda: page.message.text().startswith("Not possible"), timeout=20_000)
    return page


def test_what_another_launcher_has_started_is_not_started_again(
    opened: Opened, qtbot: QtBot, real: Laboratory, lab: Lab
) -> None:
    """The second is told that it runs elsewhere, and keeps what it has typed; nothing is written."""
    page = opened_page(opened(lab=real))
    with session_of_another(lab):
        before = lab.tree()
        refused(page, qtbot)
        assert "running elsewhere" in page.message.text()
        assert "AB" == page.operator.text()
        assert before == lab.tree()


@pytest.mark.skipif(sys.platform != "linux", reason="where a display has a name")
def test_a_lock_that_nobody_holds_any_more_is_none(opened: Opened, qtbot: QtBot, real: Laboratory, lab: Lab) -> None:
    """Once the other program is killed, its lock is no obstacle: what is missing then is a display."""
    with session_of_another(lab) as holder:
        holder.kill()
        holder.wait()
        page = refused(opened_page(opened(lab=real)), qtbot)
        assert "there is no display" in page.message.text()


def test_two_launchers_enrol_side_by_side(opened: Opened, real: Laboratory, lab: Lab) -> None:
    """Whoever one of them has enrolled is on the board of the other when it looks again."""
    window = opened(lab=real)
    assert 0 == lab.say("enrol", "--participant", "KD002", "--arm", "control", "--language", "fr").code
    window._tick()
    board = window.page
    assert isinstance(board, BoardPage)
    assert ["KD001", "KD002"] == [board.everybody.item(row, 0).text() for row in range(2)]  # type: ignore[union-attr]


def test_a_session_that_runs_elsewhere_is_followed_and_not_recommended_to_go_on(
    opened: Opened, qtbot: QtBot, laboratory: Laboratory, lab: Lab
) -> None:
    """Whoever opens the visit is told that it runs, in the language of the window."""
    window = opened(Language.FR)
    with session_of_another(lab):
        window.show_start("KD001", "baseline")
        page = window.page
        assert isinstance(page, RunningPage)
        assert "Cette séance est en cours" in read(window)
        assert "KD001  ·  baseline" in read(window)
        assert "panne" not in read(window)
    window.show_start("KD001", "baseline")
    assert isinstance(window.page, StartPage)


def test_what_has_stopped_and_was_gone_on_with_elsewhere_is_said_to_run(
    opened: Opened, qtbot: QtBot, laboratory: Laboratory, lab: Lab
) -> None:
    """The page notices it by itself, says so also in another language, and leads to following it."""
    study_session(lab.study, lab.data)
    window = opened()
    window.desk.show_stopped(
        Running("KD001", "baseline", SessionKind.STUDY, Followed("KD001", "baseline", False)), Monitoring.DIED, ()
    )
    page = window.page
    assert isinstance(page, StoppedPage)
    assert "KD001  ·  baseline" in read(window)
    window.desk._read_along()
    assert "The session has stopped" in read(window)
    with session_of_another(lab):
        window.desk._read_along()
        assert "The session has stopped" in read(window), "its place is not even tried while nothing has changed"
        launched_again(laboratory)
        window.desk._read_along()
        assert "The session runs again" in read(window)
        assert "has stopped" not in read(window)
        assert "can go on" not in read(window)
        window.speak(Language.FR)
        assert "La séance est de nouveau en cours" in read(window)
        again = window.page
        assert isinstance(again, StoppedPage)
        again.go_on.click()
        assert isinstance(window.page, MonitorPage)


@pytest.mark.parametrize(
    ("language", "runs", "is_over"),
    [
        (Language.EN, "This session is running now", "does not run any more"),
        (Language.FR, "Cette séance est en cours", "n’est plus en cours"),
    ],
)
def test_a_page_before_a_session_notices_that_others_have_begun_it(
    opened: Opened, laboratory: Laboratory, lab: Lab, language: Language, runs: str, is_over: str
) -> None:
    """It says so by itself, also that it is over; what is typed stays, and so does the keyboard, until it is opened."""
    study_session(lab.study, lab.data)
    window = opened(language)
    page = opened_page(window)
    page.operator.setText("AB")
    page.again.setText("the fire alarm")
    page.again.setFocus()
    window._tick()
    assert not page.anew.isVisible()
    with locked(Disk(), laboratory.session("KD001", "baseline")):
        window._tick()
        assert runs not in read(window), "its place is not even tried while nothing has changed"
        launched_again(laboratory)
        window._tick()
        assert runs in read(window)
        assert is_over not in read(window)
    window._tick()
    assert runs not in read(window)
    assert is_over in read(window)
    assert window.page is page
    assert page.focusWidget() is page.again
    page.anew.click()
    opened_anew = window.page
    assert isinstance(opened_anew, StartPage)
    assert ["AB", "the fire alarm"] == [opened_anew.operator.text(), opened_anew.again.text()]
    assert Choice.RESUME is opened_anew.state.choices[0]
    assert is_over not in read(window)


def test_what_runs_meanwhile_is_followed(opened: Opened, laboratory: Laboratory, lab: Lab) -> None:
    """The button of that page leads to following it; a session that is being started from here is none of others."""
    study_session(lab.study, lab.data)
    window = opened()
    page = opened_page(window)
    with locked(Disk(), laboratory.session("KD001", "baseline")):
        launched_again(laboratory)
        window.desk.running = Running("KD001", "baseline", SessionKind.STUDY, Followed("KD001", "baseline", False))
        window._tick()
        assert not page.anew.isVisible()
        window.desk.running = None
        window._tick()
        page.anew.click()
        assert isinstance(window.page, RunningPage)


def test_where_nothing_is_looked_at_again_no_time_is_kept(opened: Opened) -> None:
    """On the board and on the page before a session it is looked again and again; nowhere else."""
    window = opened()
    board = window._every.interval(), window._every.isActive()
    opened_page(window)
    visit = window._every.interval(), window._every.isActive()
    window.show_enrol()
    window._tick()
    assert (board[1], visit[1], False) == (True, True, window._every.isActive())
    assert 0 < visit[0] < board[0]

"""The launcher's pages: what is due on top, three clicks to a session, and nothing typed is lost."""

from __future__ import annotations

import errno
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from experiment.format.vocabulary import WindowReason
from experiment.launcher.anchor_page import AnchorPage
from experiment.launcher.board_page import BoardPage
from experiment.launcher.command_page import BackupPage
from experiment.launcher.enrol_page import EnrolPage
from experiment.launcher.laboratory import Laboratory
from experiment.launcher.main_window import MainWindow
from experiment.launcher.monitor_page import MonitorPage
from experiment.launcher.speaking import Language
from experiment.launcher.start_page import StartPage
from experiment.launcher.summary_page import StoppedPage
from experiment.launcher.texts import Monitoring, Starting
from tests.instruments.study_session import study_session
from tests.instruments.typed_lab import Lab

Opened = Callable[..., MainWindow]
LEFT = Qt.MouseButton.LeftButton


def page_of(window: MainWindow, kind: type) -> QWidget:
    page = window.page
    assert isinstance(page, kind)
    return page


def texts(window: MainWindow) -> str:
    """Everything that can be read on the page."""
    return "\n".join(label.text() for label in window.page.findChildren(QLabel) if label.isVisible())


def start_page(window: MainWindow, qtbot: QtBot) -> StartPage:
    board = page_of(window, BoardPage)
    assert isinstance(board, BoardPage)
    button = board.now.cellWidget(0, 4)
    qtbot.mouseClick(button, LEFT)
    page = window.page
    assert isinstance(page, StartPage)
    return page


def started(window: MainWindow, qtbot: QtBot) -> MonitorPage:
    """Start the session that is due: three clicks and the code."""
    page = start_page(window, qtbot)
    qtbot.keyClicks(page.operator, "ab")
    qtbot.mouseClick(page.is_the_person, LEFT, pos=page.is_the_person.rect().center() * 0)
    page.is_the_person.setChecked(True)
    qtbot.mouseClick(page.start, LEFT)
    qtbot.waitUntil(lambda: isinstance(window.page, MonitorPage), timeout=10_000)
    monitor = window.page
    assert isinstance(monitor, MonitorPage)
    qtbot.waitUntil(lambda: "●" in monitor.standing.text(), timeout=10_000)
    return monitor


def test_what_is_due_stands_on_top(opened: Opened) -> None:
    """A baseline that may take place now is in the list of now, with its participant and a button."""
    board = page_of(opened(), BoardPage)
    assert isinstance(board, BoardPage)
    assert ["KD001", "baseline", "▶ due"] == [board.now.item(0, column).text() for column in range(3)]  # type: ignore[union-attr]


def test_a_due_visit_starts_with_three_clicks_and_the_code(opened: Opened, qtbot: QtBot) -> None:
    """From the board: start, the person, start; nothing but the code is typed."""
    monitor = started(opened(), qtbot)
    assert "KD001  ·  baseline" == monitor.title.text()
    monitor.why.setCurrentIndex(1)
    monitor._end()


def test_without_a_code_nothing_starts_and_nothing_is_lost(opened: Opened, qtbot: QtBot) -> None:
    """What is missing is said in place, and what was ticked stays ticked."""
    window = opened()
    page = start_page(window, qtbot)
    page.is_the_person.setChecked(True)
    qtbot.mouseClick(page.start, LEFT)
    assert page is window.page
    assert "Type your code first." == page.message.text()
    assert page.is_the_person.isChecked()


def test_the_person_is_confirmed(opened: Opened, qtbot: QtBot) -> None:
    """Without the word that the person is the one whose ID is shown large, no session starts."""
    window = opened()
    page = start_page(window, qtbot)
    qtbot.keyClicks(page.operator, "AB")
    qtbot.keyClick(page.operator, Qt.Key.Key_Return)
    assert "KD001" in page.message.text()
    assert "AB" == page.operator.text()


def test_outside_the_window_a_reason_is_chosen(opened: Opened, qtbot: QtBot, lab: Lab) -> None:
    """A visit that nobody knows the time of asks for a reason of the list, and its words are warned about."""
    window = opened()
    window.show_start("KD001", "post4h")
    page = window.page
    assert isinstance(page, StartPage)
    assert page.reason.isVisible()
    assert "the time of infusion 1 (end) has not been entered" in texts(window)
    page.operator.setText("AB")
    page.is_the_person.setChecked(True)
    qtbot.mouseClick(page.start, LEFT)
    assert "Choose a reason first." == page.message.text()
    page.reason.setCurrentIndex(page.reason.findData(WindowReason.CLINICAL))
    page.words.setText("Mme Durand was ill")
    assert "looks like a name" in page.words_warn.text()
    qtbot.mouseClick(page.start, LEFT)
    assert "looks like a name" in page.message.text()
    assert "Mme Durand was ill" == page.words.text()


def test_another_language_keeps_what_was_typed(opened: Opened, qtbot: QtBot) -> None:
    """The menu changes the words, and nothing that was typed or chosen."""
    window = opened()
    page = start_page(window, qtbot)
    page.operator.setText("AB")
    page.is_the_person.setChecked(True)
    window.speak(Language.FR)
    french = window.page
    assert isinstance(french, StartPage)
    assert "AB" == french.operator.text()
    assert french.is_the_person.isChecked()
    assert "C’est le moment" in texts(window) or "Cette visite" in texts(window)


def test_enrolling(opened: Opened, qtbot: QtBot, lab: Lab) -> None:
    """Somebody is enrolled by ID, arm and language, and is on the board then."""
    window = opened()
    window.show_enrol()
    page = window.page
    assert isinstance(page, EnrolPage)
    page.who.setText("kd002")
    page.arm.setCurrentIndex(1)
    qtbot.mouseClick(page.enrol, LEFT)
    assert "KD002 is enrolled" in texts(window)
    assert (lab.data / "participants" / "KD002.json").exists()


@pytest.mark.parametrize("typed", ["kd 010", " Kd010 "])
def test_the_id_that_is_said_is_the_one_enrolled(opened: Opened, qtbot: QtBot, lab: Lab, typed: str) -> None:
    """However it was typed, the board says the ID that stands on it."""
    window = opened()
    window.show_enrol()
    page = window.page
    assert isinstance(page, EnrolPage)
    page.who.setText(typed)
    page.arm.setCurrentIndex(1)
    qtbot.mouseClick(page.enrol, LEFT)
    if page.yes.isVisible():
        qtbot.mouseClick(page.yes, LEFT)
    assert (lab.data / "participants" / "KD010.json").exists()
    assert "KD010 is enrolled" in texts(window)


def test_an_enrolment_that_is_refused_keeps_what_was_typed(opened: Opened, qtbot: QtBot) -> None:
    """An ID that is none is said so, and stands there to be mended."""
    window = opened()
    window.show_enrol()
    page = window.page
    assert isinstance(page, EnrolPage)
    page.who.setText("Dupont")
    page.arm.setCurrentIndex(1)
    qtbot.mouseClick(page.enrol, LEFT)
    assert "is not a participant ID" in page.message.text()
    assert "Dupont" == page.who.text()


def test_an_id_that_resembles_another_is_asked_about(opened: Opened, qtbot: QtBot, lab: Lab) -> None:
    """The question is asked in the page, of this ID and no other; yes goes on."""
    window = opened()
    window.show_enrol()
    page = window.page
    assert isinstance(page, EnrolPage)
    page.who.setText("KD010")
    page.arm.setCurrentIndex(1)
    qtbot.mouseClick(page.enrol, LEFT)
    assert page.yes.isVisible()
    page.who.setText("KD100")
    assert not page.yes.isVisible()
    page.who.setText("KD010")
    qtbot.mouseClick(page.enrol, LEFT)
    qtbot.mouseClick(page.yes, LEFT)
    assert (lab.data / "participants" / "KD010.json").exists()


def test_an_anchor_is_entered_and_asked_about(opened: Opened, qtbot: QtBot, laboratory: Laboratory) -> None:
    """A time before the visit that comes first is asked about; yes enters it, and the board knows."""
    window = opened()
    window.show_anchor("KD001")
    page = window.page
    assert isinstance(page, AnchorPage)
    before = laboratory.clock() - timedelta(minutes=2)
    local = before.astimezone(laboratory.zone)
    page.day.setText(f"{local:%d/%m/%Y}")
    page.time.setText(f"{local:%H:%M}")
    qtbot.mouseClick(page.enter, LEFT)
    assert "baseline, which comes before it, has not taken place" in page.message.text()
    qtbot.mouseClick(page.yes, LEFT)
    assert "infusion 1 (end) was at" in texts(window)
    window.show_anchor("KD001")
    again = window.page
    assert isinstance(again, AnchorPage)
    again.name.setCurrentIndex(0)
    assert "Entered so far" in again.so_far.text()
    assert again.why.isVisible()


def test_a_time_that_nobody_has_typed_is_none(opened: Opened, qtbot: QtBot, lab: Lab) -> None:
    """One Enter too many does not make now of it: the field of the time begins empty."""
    window = opened()
    window.show_anchor("KD001")
    page = window.page
    assert isinstance(page, AnchorPage)
    before = lab.tree()
    qtbot.mouseClick(page.enter, LEFT)
    assert "“–” is no time" in page.message.text()
    assert before == lab.tree()


@pytest.mark.parametrize("typed", ["1405", "14:05", "14h05", "14.05"])
@pytest.mark.parametrize("clicks", [0, 1, 2], ids=["keyboard", "click", "double click"])
@pytest.mark.parametrize("before", ["", "23:59", "noon"])
def test_the_time_that_is_typed_is_the_one_that_is_understood(
    opened: Opened, qtbot: QtBot, typed: str, clicks: int, before: str
) -> None:
    """However the keyboard has come to the field, and whatever stood there: all of it is replaced."""
    window = opened()
    window.activateWindow()
    window.show_anchor("KD001")
    page = window.page
    assert isinstance(page, AnchorPage)
    page.time.setText(before)
    page.back.setFocus()
    qtbot.waitUntil(page.back.hasFocus)
    for press in [qtbot.mouseClick, qtbot.mouseDClick][:clicks]:
        press(page.time, LEFT)
    page.time.setFocus()
    QApplication.processEvents()
    qtbot.keyClicks(page.time, typed)
    assert page.understood.text().endswith(" 14:05.")


@pytest.mark.parametrize("day", ["", "31/11/2026", "11/26/2026", "yesterday", "26/11/26"])
def test_what_is_no_day_is_refused(opened: Opened, qtbot: QtBot, lab: Lab, day: str) -> None:
    """The page says so, and the keyboard is where it is mended."""
    window = opened()
    window.show_anchor("KD001")
    page = window.page
    assert isinstance(page, AnchorPage)
    before = lab.tree()
    page.day.setText(day)
    page.time.setText("14:05")
    qtbot.mouseClick(page.enter, LEFT)
    assert f"“{day or '–'}” is no day" in page.message.text()
    assert before == lab.tree()


def test_a_session_is_followed_paused_noted_and_ended(opened: Opened, qtbot: QtBot) -> None:
    """The figures stand there, a note is kept, a pause is shown with its reason, and the end brings the summary."""
    window = opened()
    monitor = started(window, qtbot)
    assert "2 of 4" in texts(window)
    qtbot.mouseClick(monitor.write, LEFT)
    qtbot.waitUntil(monitor.note.isVisible, timeout=10_000)
    qtbot.keyClicks(monitor.note, "asked for water")
    qtbot.keyClick(monitor.note, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: monitor.notes.text().endswith("✓"), timeout=10_000)
    assert "" == monitor.note.text()
    assert not monitor.note.isVisible()
    qtbot.waitUntil(lambda: "paused: asked for in the launcher" in monitor.standing.text(), timeout=10_000)
    assert not monitor.pause.isEnabled()
    qtbot.mouseClick(monitor.end, LEFT)
    qtbot.mouseClick(monitor.end_now, LEFT)
    assert "Choose a reason first." == monitor.told.text()
    monitor.why.setCurrentIndex(2)
    qtbot.mouseClick(monitor.end_now, LEFT)
    qtbot.waitUntil(lambda: not isinstance(window.page, MonitorPage), timeout=10_000)


def test_a_note_that_looks_like_a_name_is_asked_about(opened: Opened, qtbot: QtBot) -> None:
    """It is not sent until it is sent again, unchanged."""
    monitor = started(opened(), qtbot)
    qtbot.mouseClick(monitor.write, LEFT)
    qtbot.waitUntil(monitor.note.isVisible, timeout=10_000)
    monitor.note.setText("Mme Durand wants to stop")
    qtbot.mouseClick(monitor.add, LEFT)
    assert "looks like a name" in monitor.note_warn.text()
    assert "Mme Durand wants to stop" == monitor.note.text()
    qtbot.mouseClick(monitor.add, LEFT)
    qtbot.waitUntil(lambda: monitor.notes.text().endswith("✓"), timeout=10_000)
    monitor.why.setCurrentIndex(1)
    monitor._end()


def test_what_has_not_changed_is_not_written_again(opened: Opened, qtbot: QtBot) -> None:
    """Told the same twice, the window sets no text twice: nothing is painted."""
    window = opened()
    monitor = started(window, qtbot)
    writes: list[str] = []
    for label in monitor.findChildren(QLabel):
        label.setText = writes.append  # type: ignore[method-assign]
    window.desk.show_followed()
    assert [] == writes
    monitor.why.setCurrentIndex(1)
    monitor._end()


def test_a_session_that_dies_is_said(opened: Opened, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """A session that is gone without a word: what is kept, its last words, and a way to go on."""
    monkeypatch.setenv("STAND_IN", "dies")
    window = opened()
    page = start_page(window, qtbot)
    page.operator.setText("AB")
    page.is_the_person.setChecked(True)
    qtbot.mouseClick(page.start, LEFT)
    qtbot.waitUntil(lambda: isinstance(window.page, StoppedPage), timeout=10_000)
    assert "Every finished trial is on the disk" in texts(window)
    assert "for people" in texts(window)


def test_a_session_that_was_stopped_is_said_with_its_reason(
    opened: Opened, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What has stopped it, and what to do, in the language of the window, as it can be done there."""
    monkeypatch.setenv("STAND_IN", "stopped")
    window = opened(Language.FR)
    page = start_page(window, qtbot)
    page.operator.setText("AB")
    page.is_the_person.setChecked(True)
    qtbot.mouseClick(page.start, LEFT)
    qtbot.waitUntil(lambda: isinstance(window.page, StoppedPage), timeout=10_000)
    assert "trials.csv n’a pas pu être écrit (No space left on device)" in texts(window)
    assert "puis «\u00a0Reprendre\u00a0»" in texts(window)


def test_a_session_starts_where_nothing_can_be_kept_of_its_words(
    opened: Opened, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk with the temporary files is full: what the session says to people is lost, and nothing else."""

    def full(*_: object, **__: object) -> tuple[int, str]:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("tempfile.mkstemp", full)
    monkeypatch.setenv("STAND_IN", "dies")
    window = opened()
    page = start_page(window, qtbot)
    page.operator.setText("AB")
    page.is_the_person.setChecked(True)
    qtbot.mouseClick(page.start, LEFT)
    qtbot.waitUntil(lambda: isinstance(window.page, StoppedPage), timeout=10_000)
    assert "Every finished trial is on the disk" in texts(window)


def test_one_session_is_started_at_a_time(
    opened: Opened, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Whatever is pressed while it comes up: a second Start starts nothing, and says what is being waited for."""
    # An empty file for each that begins: it is there or it is not, whenever its process is ended.
    begun = tmp_path / "begun"
    begun.mkdir()
    waits = f"import os, pathlib, time; pathlib.Path({str(begun)!r}, str(os.getpid())).touch(); time.sleep(60)"
    window = opened()
    monkeypatch.setattr(window.desk, "_lab", replace(window.desk._lab, session_command=(sys.executable, "-c", waits)))
    page = start_page(window, qtbot)
    page.operator.setText("AB")
    page.is_the_person.setChecked(True)
    qtbot.mouseClick(page.start, LEFT)
    qtbot.waitUntil(lambda: any(begun.iterdir()), timeout=10_000)
    page.is_the_person.setChecked(False)
    page.is_the_person.setChecked(True)
    qtbot.mouseClick(page.start, LEFT)
    assert "KD001 · baseline is being started" in page.message.text()
    running = window.desk.running
    assert running is not None
    assert running.process is not None
    os.kill(running.process.pid, signal.SIGTERM)
    qtbot.waitUntil(lambda: window.desk.running is None, timeout=10_000)
    assert 1 == len(list(begun.iterdir()))


def test_any_number_of_refusals_in_a_row_leave_the_page_as_it_was(opened: Opened, qtbot: QtBot) -> None:
    """What may be accepted is offered as long as the last refusal offers it, and does what that one means."""
    window = opened()
    page = start_page(window, qtbot)
    done: list[str] = []
    for number, offers in enumerate((False, False, True, True, False, True)):
        page.refuse(f"no {number}", partial(done.append, f"go on {number}") if offers else None)
        assert f"no {number}" == page.message.text()
        assert page.start.isEnabled()
        assert offers == page.accept.isVisible()
    qtbot.mouseClick(page.accept, LEFT)
    assert ["go on 5"] == done


def test_what_is_chosen_under_now_can_be_looked_at_again(opened: Opened, qtbot: QtBot) -> None:
    """One thing is chosen on the board, in whichever of its lists."""
    window = opened()
    board = page_of(window, BoardPage)
    assert isinstance(board, BoardPage)
    board.everybody.setCurrentCell(0, 2)
    board.now.setCurrentCell(0, 1)
    assert not board.everybody.selectedItems()
    qtbot.mouseClick(board.open, LEFT)
    assert isinstance(window.page, StartPage)


def test_a_computer_that_starts_no_process_is_said(opened: Opened, qtbot: QtBot, laboratory: Laboratory) -> None:
    """The page stays as it was typed, says what to do, and the session can be started once it is possible."""
    window = opened(lab=replace(laboratory, session_command=("/nowhere/python",)))
    page = start_page(window, qtbot)
    page.operator.setText("AB")
    page.is_the_person.setChecked(True)
    qtbot.mouseClick(page.start, LEFT)
    assert "can start no other program now (No such file or directory)" in page.message.text()
    assert page.start.isEnabled()
    assert "AB" == page.operator.text()
    assert window.desk.running is None


@pytest.mark.parametrize(("name", "offers"), [("DISPLAY_NOT_AS_EXPECTED", True), ("DISPLAY_NOT_SYNCHRONISED", False)])
def test_a_session_that_its_display_refuses_can_be_started_again(
    opened: Opened, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, name: str, offers: bool
) -> None:
    """A window must be open before its display is known: what was typed is there, and what may be accepted can be."""
    monkeypatch.setenv("STAND_IN", "display")
    monkeypatch.setenv("REFUSED_AS", name)
    window = opened()
    page = start_page(window, qtbot)
    page.operator.setText("AB")
    page.is_the_person.setChecked(True)
    qtbot.mouseClick(page.start, LEFT)
    qtbot.waitUntil(lambda: window.page is not page and isinstance(window.page, StartPage), timeout=10_000)
    again = window.page
    assert isinstance(again, StartPage)
    assert again.message.isVisible()
    assert "AB" == again.operator.text()
    assert offers == again.accept.isVisible()
    if offers:
        qtbot.mouseClick(again.accept, LEFT)
        last = window.page
        assert isinstance(last, StartPage)
        assert ("--accept-display",) == last.form().accepted


@pytest.mark.parametrize(("name", "offers"), [("CLOCK_BEFORE_ENROLMENT", True), ("DISK_NEARLY_FULL", False)])
def test_a_refused_session_leaves_the_form_as_it_was(
    opened: Opened, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, name: str, offers: bool
) -> None:
    """Why, and what to do, stand above the form; what may be accepted can be, and the form keeps everything."""
    monkeypatch.setenv("STAND_IN", "refused")
    monkeypatch.setenv("REFUSED_AS", name)
    window = opened()
    page = start_page(window, qtbot)
    page.operator.setText("AB")
    page.is_the_person.setChecked(True)
    qtbot.mouseClick(page.start, LEFT)
    qtbot.waitUntil(lambda: "t cannot be" in page.message.text(), timeout=10_000)
    assert offers == page.accept.isVisible()
    assert "AB" == page.operator.text()
    if offers:
        qtbot.mouseClick(page.accept, LEFT)
        again = window.page
        assert isinstance(again, StartPage)
        assert ("--accept-clock",) == again.form().accepted
        assert "AB" == again.operator.text()


@pytest.mark.parametrize("language", Language)
def test_a_program_that_fails_before_its_first_screen_says_what_to_do(
    opened: Opened, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, language: Language
) -> None:
    """In a sentence of the launcher; what the program wrote is behind a button, word for word, and hidden again."""
    monkeypatch.setenv("STAND_IN", "fails")
    window = opened(language)
    page = start_page(window, qtbot)
    page.operator.setText("AB")
    page.is_the_person.setChecked(True)
    qtbot.mouseClick(page.start, LEFT)
    qtbot.waitUntil(page.program_words.isVisible, timeout=10_000)
    assert window.say(Monitoring.NOT_BEGUN_BY_A_FAULT) == page.message.text()
    words = page.program_words
    assert words.show_them.isVisible()
    assert not words.words.isVisible()
    qtbot.mouseClick(words.show_them, LEFT)
    assert words.words.isVisible()
    assert words.words.text().endswith("TypeError: a mistake of the program")
    qtbot.mouseClick(words.show_them, LEFT)
    assert not words.words.isVisible()
    page.refuse("another thing")
    assert not words.isVisible()


def test_a_finished_visit_says_when_the_next_one_is(
    opened: Opened, laboratory: Laboratory, lab: Lab, qtbot: QtBot
) -> None:
    """After a complete session the board has it done, and the next one waits for what it hangs on."""
    study_session(lab.study, lab.data)
    window = opened(lab=replace(laboratory))
    board = window.page
    assert isinstance(board, BoardPage)
    cells = [board.everybody.item(0, column).text() for column in range(2, 5)]  # type: ignore[union-attr]
    assert cells[0].startswith("✓ done")
    assert "its time is not entered yet: infusion 1 (end)" in cells[1]


def test_the_data_are_backed_up(opened: Opened, qtbot: QtBot, laboratory: Laboratory, lab: Lab) -> None:
    """Without a place nothing is done; with one, the copy is made, and what the command says stands there."""
    window = opened(lab=replace(laboratory, session_command=(sys.executable, "-X", "utf8", "-m", "experiment")))
    window.show_command(BackupPage)
    page = window.page
    assert isinstance(page, BackupPage)
    qtbot.mouseClick(page.begin, LEFT)
    assert "Say first where the copy is to be." == page.verdict.text()
    page.place.setText(str(lab.folder / "stick"))
    qtbot.mouseClick(page.begin, LEFT)
    assert not page.back.isEnabled()
    qtbot.waitUntil(page.back.isEnabled, timeout=20_000)
    assert "✓ Done." == page.verdict.text()
    assert "✓ The copy is whole" in page.lines.text()


def test_a_backup_that_fails_says_why(opened: Opened, qtbot: QtBot, laboratory: Laboratory) -> None:
    """A place within the data folder is refused, in the words of the command, and the place stays typed."""
    window = opened(lab=replace(laboratory, session_command=(sys.executable, "-X", "utf8", "-m", "experiment")))
    window.show_command(BackupPage)
    page = window.page
    assert isinstance(page, BackupPage)
    page.place.setText(str(laboratory.data / "copy"))
    qtbot.mouseClick(page.begin, LEFT)
    qtbot.waitUntil(page.back.isEnabled, timeout=20_000)
    assert page.verdict.text().startswith("✕")
    assert page.lines.text().startswith("Not possible: ")
    assert page.place.text().endswith("copy")


def test_a_code_that_is_refused_can_be_put_right_at_once(
    opened: Opened, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The keyboard is in the field of the code then, and not on the button."""
    monkeypatch.setenv("STAND_IN", "refused")
    monkeypatch.setenv("REFUSED_AS", "OPERATOR_CODE_MALFORMED")
    page = start_page(opened(), qtbot)
    page.operator.setText("x")
    page.is_the_person.setChecked(True)
    qtbot.mouseClick(page.start, LEFT)
    qtbot.waitUntil(lambda: "t cannot be" in page.message.text(), timeout=10_000)
    assert page.focusWidget() is page.operator


def test_a_missing_code_is_named_where_the_keyboard_is(opened: Opened, qtbot: QtBot) -> None:
    """Who presses Enter with nothing typed is asked for the code, in whose field the keyboard is."""
    window = opened()
    page = start_page(window, qtbot)
    qtbot.keyClick(page.operator, Qt.Key.Key_Return)
    assert window.say(Starting.CODE_MISSING, example=page.state.code_example) == page.message.text()

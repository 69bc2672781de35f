"""What is asked on a page is answered by somebody who has read it, and what is not shown asks and says nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from PyQt6.QtCore import QEvent, Qt
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from experiment.design.local_time import day_of
from experiment.format.session_line import Away, Note, Order
from experiment.launcher.anchor_page import AnchorPage
from experiment.launcher.enrol_page import EnrolPage
from experiment.launcher.laboratory import Laboratory
from experiment.launcher.main_window import MainWindow
from experiment.launcher.monitor_page import MonitorPage, _At
from experiment.launcher.past_run import PastRun
from experiment.launcher.speaking import Language, Speaker
from experiment.launcher.start_page import StartPage
from experiment.launcher.start_state import Choice, Outside, StartForm, StartState, session_options
from experiment.launcher.widgets import Button, Page
from experiment.record import participants
from experiment.record.enrolments import enrolled_ids
from tests.instruments.typed_lab import Lab

Opened = Callable[..., MainWindow]
ENTER, TAB = Qt.Key.Key_Return, Qt.Key.Key_Tab
SAY = Speaker(Language.EN)
PAST = PastRun(said="It was broken off.", costs="All of it again.", can_go_on=True, minutes_left=5)


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def active(window: MainWindow, qtbot: QtBot, field: QWidget) -> None:
    """Have the keyboard in a field of the window."""
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    field.setFocus()


def held(widget: QWidget, key: Qt.Key) -> None:
    """Let a key repeat itself, as one that is held down does."""
    QApplication.sendEvent(
        widget, QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, "\r", autorep=True)
    )


def asked_of_a_day(window: MainWindow, qtbot: QtBot) -> Page:
    window.show_anchor("KD001")
    page = window.page
    assert isinstance(page, AnchorPage)
    active(window, qtbot, page.time)
    page.day.setText(f"{datetime.now(timezone.utc) - timedelta(days=3):%d/%m/%Y}")
    page.time.setText("14:05")
    return page


def asked_of_an_id(window: MainWindow, qtbot: QtBot) -> Page:
    window.show_enrol()
    page = window.page
    assert isinstance(page, EnrolPage)
    active(window, qtbot, page.who)
    page.who.setText("KD010")
    page.arm.setCurrentIndex(1)
    return page


def entered(lab: Laboratory) -> tuple[object, object]:
    found = participants.find(lab.storage, lab.data, lab.study.file, "KD001")
    return found.anchor_times, enrolled_ids(lab.storage, lab.data)


@pytest.mark.parametrize("asked", [asked_of_a_day, asked_of_an_id])
def test_no_question_is_answered_by_the_key_that_raised_it(
    opened: Opened, qtbot: QtBot, laboratory: Laboratory, asked: Callable[[MainWindow, QtBot], Page]
) -> None:
    """Enter once more asks it once more, and one that is held does nothing; Tab leads to the answer."""
    window = opened()
    page = asked(window, qtbot)
    assert isinstance(page, AnchorPage | EnrolPage)
    before = entered(laboratory)
    qtbot.keyClick(focused(), ENTER)
    assert page.yes.isVisible()
    for _ in range(2):
        qtbot.keyClick(focused(), ENTER)
        held(focused(), ENTER)
        qtbot.keyClick(focused(), Qt.Key.Key_Space)
        assert page.yes.isVisible()
    assert before == entered(laboratory)
    qtbot.keyClick(focused(), TAB)
    assert page.yes is focused()
    held(page.yes, ENTER)
    assert before == entered(laboratory)
    qtbot.keyClick(page.yes, ENTER)
    assert page is not window.page
    assert before != entered(laboratory)


def test_a_refusal_that_may_be_accepted_is_not_by_one_enter_too_many(qtbot: QtBot) -> None:
    """It comes when the session has been looked at for a while, and somebody may be pressing Enter just then."""
    accepted = list[bool]()
    page = shown(qtbot, replace(STATE, past=None), StartForm())
    page.refuse("Is the clock right?", lambda: accepted.append(True))
    for key in (ENTER, Qt.Key.Key_Space):
        qtbot.keyClick(focused(), key)
    assert page.accept.isVisible()
    assert [] == accepted
    qtbot.keyClick(focused(), TAB)
    qtbot.keyClick(focused(), ENTER)
    assert [True] == accepted


def test_a_note_that_looks_like_a_name_is_not_sent_by_one_enter_too_many(qtbot: QtBot) -> None:
    """The field asks as often as Enter is pressed; the button, which says so, sends it."""
    sent = list[Order]()

    def give(order: Order) -> bool:
        sent.append(order)
        return True

    page = MonitorPage(SAY, True, give, lambda _: None)
    qtbot.addWidget(page)
    page.show()
    page._begin(_At.NOTE)
    page.note.setText("asked by Durand")
    for _ in range(3):
        qtbot.keyClick(page.note, ENTER)
    assert page.note_warn.isVisible()
    assert [Away()] == sent
    page.add.click()
    assert [Note("asked by Durand")] == [one for one in sent if isinstance(one, Note)]


def test_a_key_that_is_held_presses_once(qtbot: QtBot) -> None:
    """Whatever button has the keyboard."""
    pressed = list[int]()
    button = Button("Do it", lambda: pressed.append(1))
    qtbot.addWidget(button)
    held(button, ENTER)
    qtbot.keyClick(button, ENTER)
    held(button, ENTER)
    assert [1] == pressed


STATE = StartState(
    participant_id="KD001",
    visit="baseline",
    about="about 1 min",
    about_new_run="about 5 min",
    outside=Outside.NO,
    time="",
    past=PAST,
    code_example="AB",
)


def shown(
    qtbot: QtBot, state: StartState, form: StartForm, start: Callable[[StartForm], object] = lambda _: None
) -> StartPage:
    page = StartPage(SAY, state, start, lambda: None, lambda: None, form)
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    page.operator.setText("AB")
    page.is_the_person.setChecked(True)
    return page


def said_on(page: StartPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_the_head_says_how_long_takes_what_is_chosen(qtbot: QtBot) -> None:
    """The rest of a session, or another run."""
    page = shown(qtbot, STATE, StartForm(choice=Choice.RESUME))
    assert "about 1 min" in said_on(page)
    page.choices.buttons()[1].click()
    assert "about 5 min" in said_on(page)
    assert "about 1 min" not in said_on(page)


def test_what_looks_like_a_name_is_said_once(qtbot: QtBot) -> None:
    """Below the field while it is typed, and in the question when it is to start; other words are another matter."""
    page = shown(qtbot, STATE, StartForm(choice=Choice.NEW_RUN, new_run_reason="Mme Durand"))
    assert 1 == said_on(page).count("looks like a name")
    page.start.click()
    assert page.accept.isVisible()
    assert 1 == said_on(page).count("looks like a name")
    page.again.setText("Mme Dupont")
    assert not page.accept.isVisible()
    assert 1 == said_on(page).count("looks like a name")


def test_words_that_are_not_shown_hinder_nothing_and_are_not_sent(qtbot: QtBot, laboratory: Laboratory) -> None:
    """Why it is done again was typed, and then it is to go on; the words stand there if that is chosen again."""
    started = list[StartForm]()
    page = shown(qtbot, STATE, StartForm(choice=Choice.NEW_RUN, new_run_reason="Mme Durand"), started.append)
    assert page.again_warn.isVisible()
    page.choices.buttons()[0].setChecked(True)
    assert {False} == {one.isVisible() for one in (page.again, page.again_warn)}
    page.start.click()
    (form,) = started
    assert Choice.RESUME is form.choice
    assert "Mme Durand" == page.again.text()
    assert "Mme Durand" not in " ".join(session_options(laboratory, STATE, form))


def test_a_reason_for_changed_files_stays_asked(qtbot: QtBot, laboratory: Laboratory) -> None:
    """Whatever else is refused meanwhile, it is shown with its warning, in another language too, and is sent."""
    page = shown(qtbot, replace(STATE, past=None), StartForm())
    page.refuse("The files have been changed.", name="STUDY_FILES_CHANGED")
    page.changed.setText("corrected by Durand")
    page.refuse("The disk is full.")
    assert page.changed_warn.isVisible()
    again = shown(qtbot, replace(STATE, past=None), page.form())
    assert again.changed.isVisible()
    again.changed.setText("a typo")
    assert not again.changed_warn.isVisible()
    assert "--study-changed=a typo" in session_options(laboratory, again.state, again.form())


def test_words_that_look_like_a_name_are_warned_of_and_not_refused(qtbot: QtBot, laboratory: Laboratory) -> None:
    """Whoever knows better goes on with them; of other words that says nothing."""
    started = list[StartForm]()
    page = shown(qtbot, STATE, StartForm(choice=Choice.NEW_RUN), started.append)
    page.again.setText("imprimante Zebra")
    page.start.click()
    assert page.accept.isVisible()
    page.again.setText("imprimante Durand")
    assert not page.accept.isVisible()
    page.start.click()
    assert [] == started
    page.accept.click()
    (form,) = started
    assert "--accept-words" in session_options(laboratory, STATE, form)
    again = shown(qtbot, STATE, form, started.append)
    again.again.setText("autre chose de Durand")
    assert () == again.form().accepted


def test_a_correction_that_looks_like_a_name_is_asked_about(opened: Opened, laboratory: Laboratory) -> None:
    """Of the time that is unusual, and then of the reason: each has its own yes."""
    window = opened()
    for why in ("", "read off by Durand"):
        window.show_anchor("KD001")
        page = window.page
        assert isinstance(page, AnchorPage)
        page.name.setCurrentIndex(0)
        page.day.setText("20/11/2026")
        page.time.setText("00:00" if why else "00:01")
        page.why.setText(why)
        page.enter.click()
        for _ in range(2):
            if page is window.page:
                page.yes.click()
        assert page is not window.page
    found = participants.find(laboratory.storage, laboratory.data, laboratory.study.file, "KD001")
    assert "read off by Durand" == found.anchors[-1].reason


@pytest.mark.parametrize("choice", Choice)
@pytest.mark.parametrize("past", [None, PAST, replace(PAST, can_go_on=False)])
def test_what_starts_is_what_is_chosen_to_be_seen(qtbot: QtBot, choice: Choice, past: PastRun | None) -> None:
    """Whatever was chosen when the visit stood otherwise, one of the choices there are now is marked, and is taken."""
    state = replace(STATE, past=past)
    page = shown(qtbot, state, StartForm(choice=choice))
    assert page.form().choice is (choice if choice in state.choices else state.choices[0])
    assert (past is None) == (page.choices.checkedButton() is None)


@pytest.mark.parametrize(("time", "is_yesterdays"), [("14:05", True), ("", False)])
def test_a_time_stays_with_the_day_under_which_it_was_typed(
    opened: Opened, laboratory: Laboratory, time: str, is_yesterdays: bool
) -> None:
    """The next day it stands under its own; where no time was typed, the day that is filled in is the new one."""
    clock = [datetime(2026, 11, 25, 18, 0, tzinfo=timezone.utc)]
    window = opened(lab=replace(laboratory, clock=lambda: clock[0]))
    window.show_anchor("KD001")
    page = window.page
    assert isinstance(page, AnchorPage)
    page.time.setText(time)
    window.show_board()
    clock[0] += timedelta(days=1)
    window.show_anchor("KD001")
    page = window.page
    assert isinstance(page, AnchorPage)
    assert (time, "2026-11-25" if is_yesterdays else "2026-11-26") == (page.time.text(), page.day.text())


@pytest.mark.parametrize("day", ["01/01/0001", "26/11/1999", "26/11/0026", "01/01/2100", "31/12/9999"])
@pytest.mark.parametrize("language", Language)
def test_a_day_of_another_age_is_refused_with_those_that_are_right(
    opened: Opened, laboratory: Laboratory, day: str, language: Language
) -> None:
    """Nothing is entered, and the sentence names the first day and the last one."""
    window = opened(language)
    window.show_anchor("KD001")
    page = window.page
    assert isinstance(page, AnchorPage)
    page.day.setText(day)
    page.time.setText("00:00")
    page.enter.click()
    say, today = Speaker(language), day_of(laboratory.clock(), laboratory.zone)
    assert day in page.message.text()
    assert say.day(today) in page.message.text()
    assert "2000" in page.message.text()
    assert page is window.page


def test_a_laboratory_without_a_zone_has_this_computers_clock(lab: Lab, laboratory: Laboratory) -> None:
    """What is said of the time on the board is no zone that nobody is in."""
    file = laboratory.study.file.model_copy(update={"time_zone": None})
    without = replace(laboratory, study=replace(laboratory.study, file=file))
    moment = datetime(2026, 11, 26, 12, 0, tzinfo=timezone.utc)
    assert moment.astimezone().utcoffset() == moment.astimezone(without.zone).utcoffset()

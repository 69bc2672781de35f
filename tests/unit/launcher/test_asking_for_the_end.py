"""An end, or a note, that is asked for here: the task pauses first, and the keyboard is here only then."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from PyQt6.QtCore import Qt
from pytestqt.qtbot import QtBot

from experiment.format.session_line import Away, End, Front, Order, Pause
from experiment.format.vocabulary import AbortReason, PauseReason
from experiment.launcher.monitor_page import MonitorPage
from experiment.launcher.monitor_state import Followed, monitor_state
from experiment.launcher.speaking import Language, Speaker
from tests.instruments.launcher_pictures import _STATE

SAY = Speaker(Language.EN)


@dataclass
class Session:
    """A page that follows a session, and what is asked of that."""

    orders: list[Order] = field(default_factory=list)
    keyboard: list[bool] = field(default_factory=list)
    takes: bool = True

    def __post_init__(self) -> None:
        self.page = MonitorPage(SAY, True, self._order, self.keyboard.append)
        self.page.label_lines(monitor_state(Followed("KD004", "post4h", True, _STATE), SAY))
        self.stands()

    def _order(self, order: Order) -> bool:
        self.orders.append(order)
        return self.takes

    def stands(self, paused: PauseReason | None = None, reason: AbortReason | None = None) -> None:
        """Tell how it stands."""
        state = _STATE.model_copy(update={"paused": paused, "reason": reason})
        self.page.show_state(monitor_state(Followed("KD004", "post4h", True, state), SAY))


@pytest.fixture
def session(qtbot: QtBot) -> Session:
    session = Session()
    qtbot.addWidget(session.page)
    session.page.show()
    return session


def test_the_task_pauses_while_the_reason_is_chosen(session: Session) -> None:
    """Nothing is asked here before it pauses; then the keyboard is here, until the end is given."""
    page = session.page
    page.end.click()
    assert [Pause()] == session.orders
    assert not page.why.isVisible()
    assert not page.end.isEnabled()
    session.stands(PauseReason.EXPERIMENTER)
    assert page.why.isVisible()
    assert [True] == session.keyboard
    page.why.setCurrentIndex(page.why.findData(AbortReason.CLINICAL))
    page.end_now.click()
    assert [Pause(), Away(), End(AbortReason.CLINICAL), Front()] == session.orders
    assert [True, False] == session.keyboard
    session.stands(PauseReason.EXPERIMENTER)  # what was on its way when the end was asked for
    assert not any(button.isEnabled() for button in (page.pause, page.end, page.write))


def test_enter_ends_it_as_the_bold_button_says(session: Session, qtbot: QtBot) -> None:
    """Without a reason it asks for one; with one it ends it. Elsewhere on the page Enter ends nothing."""
    page = session.page
    session.stands(PauseReason.ESCAPE)
    qtbot.keyClick(page, Qt.Key.Key_Return)
    assert [] == session.orders
    page.end.click()
    qtbot.keyClick(page.why, Qt.Key.Key_Return)
    assert "Choose a reason first." == page.told.text()
    assert [Away()] == session.orders
    page.why.setCurrentIndex(page.why.findData(AbortReason.CLINICAL))
    qtbot.keyClick(page.why, Qt.Key.Key_Return)
    assert [Away(), End(AbortReason.CLINICAL), Front()] == session.orders


@pytest.mark.parametrize("opens", ["write", "end"])
def test_what_opens_is_scrolled_into_view(session: Session, qtbot: QtBot, opens: str) -> None:
    """In a window that is too low for the page: the field that has the keyboard, and the button that sends it."""
    page = session.page
    page.resize(600, 260)
    session.stands(PauseReason.ESCAPE)
    getattr(page, opens).click()
    shown = (page.note, page.add) if opens == "write" else (page.why, page.end_now)
    qtbot.waitUntil(lambda: all(one.visibleRegion().boundingRect() == one.rect() for one in shown))


@pytest.mark.parametrize("leaves", ["button", "escape"])
def test_who_does_not_end_it_leaves_the_keyboard_to_the_task(session: Session, leaves: str) -> None:
    """It goes on there when its key is pressed, and the page says so."""
    page = session.page
    session.stands(PauseReason.ESCAPE)
    page.end.click()
    assert page.why.isVisible()
    page.end_not.click() if leaves == "button" else page.escape()
    assert not page.why.isVisible()
    assert [Away(), Front()] == session.orders
    assert [True, False] == session.keyboard
    assert page.end.isEnabled()
    assert "space bar or Enter" in page.hint.text()


def test_one_thing_is_done_with_the_keyboard_at_a_time(session: Session) -> None:
    """Who writes a note may ask for the end at once; what was typed of the note is kept."""
    page = session.page
    session.stands(PauseReason.EXPERIMENTER)
    page.write.click()
    page.note.setText("feels unwell")
    page.end.click()
    assert page.why.isVisible()
    assert not page.note.isVisible()
    page.write.click()
    assert not page.why.isVisible()
    assert "feels unwell" == page.note.text()


@pytest.mark.parametrize("asked", ["pause", "end", "write"])
def test_a_task_that_cannot_be_paused_any_more_says_so(session: Session, asked: str) -> None:
    """It is being ended at the participant's keyboard meanwhile: nothing is asked, and nothing more is offered."""
    page = session.page
    getattr(page, asked).click()
    session.stands(reason=AbortReason.TECHNICAL)
    assert "being ended" in page.standing.text()
    assert "cannot be paused any more" in page.told.text() + page.hint.text()
    assert not page.why.isVisible()
    assert not page.note.isVisible()
    assert not any(button.isEnabled() for button in (page.pause, page.end, page.write))


@pytest.mark.parametrize("asked", ["end", "write"])
def test_a_session_that_is_gone_is_not_waited_for(session: Session, asked: str) -> None:
    """What it does not take is said, and can be asked for again."""
    page, session.takes = session.page, False
    getattr(page, asked).click()
    assert "does not take this any more" in page.told.text()
    assert getattr(page, asked).isEnabled()

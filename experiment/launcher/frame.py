"""The window around the pages: one page at a time, in a language that can be changed, beside the task's own window."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass

from PyQt6.QtCore import QRect, QSize, Qt, QTimer
from PyQt6.QtGui import QActionGroup, QGuiApplication, QMoveEvent, QShowEvent
from PyQt6.QtWidgets import QApplication, QMainWindow, QMenuBar, QStackedWidget, QWidget

from experiment.launcher.drafts import Draft, type_again, typed_in
from experiment.launcher.monitors import Box, monitor_at, place_off, within
from experiment.launcher.speaking import Language, Speaker
from experiment.launcher.texts import Commands, Everywhere, Sentence
from experiment.launcher.widgets import Page

_WIDTH_EM, _HEIGHT_EM = 60, 45
"""The first size of the window, in heights of a line: a larger font has a larger window."""


@dataclass(frozen=True)
class Entry:
    """A line of the menu *More*: what it says, and what it does."""

    text: Sentence
    chosen: Callable[[], object]


class Frame(QMainWindow):
    """A window with pages.

    Parameters
    ----------
    study
        The name of the study, for the title.
    language
        Which one to begin with.
    remember
        Told of another language that somebody has chosen.
    """

    def __init__(self, study: str, language: Language, remember: Callable[[Language], object]) -> None:
        super().__init__()
        self._study, self._remember, self.say = study, remember, Speaker(language)
        self._stack = QStackedWidget()
        self.setCentralWidget(self._stack)
        self._drafts: dict[Hashable, Draft] = {}
        self._blank: Draft = {}
        self._again: Callable[[], object] = lambda: None
        self._own_size: QSize | None = None
        """What it came up with, as long as its frame is not known yet."""
        self._fit_the_screen()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._show_focus)

    def more(self) -> tuple[Entry, ...]:
        """What stands in the menu *More*."""
        return ()

    @property
    def page(self) -> Page:
        """The page that is shown."""
        page = self._stack.currentWidget()
        assert isinstance(page, Page)
        return page

    def show_page(self, page: Page, again: Callable[[], object]) -> None:
        """Show a page in the place of another; what was typed on it and not sent stands there again.

        Parameters
        ----------
        again
            Makes the page anew, in another language.
        """
        before = self._stack.currentWidget()
        if isinstance(before, Page):
            self._keep(before)
            before.gone()
        self._again, self._blank = again, typed_in(page)
        if page.key is not None:
            type_again(page, self._drafts.pop(page.key, {}))
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        if before is not None:
            self._stack.removeWidget(before)
            before.deleteLater()
        page.first_focus()

    def speak(self, language: Language) -> None:
        """Go on in another language, on the same page, and in later launchers."""
        if self.page.is_at_work:
            return
        self.say = Speaker(language)
        self._remember(language)
        self.make_menu()
        self._again()

    def make_menu(self) -> None:
        """Write title and menu."""
        bar = self.menuBar()
        assert bar is not None
        bar.clear()
        self.setWindowTitle(self.say(Everywhere.TITLE, study=self._study))
        self._languages(bar)
        menu = bar.addMenu(self.say(Commands.MORE))
        assert menu is not None
        for entry in self.more():
            action = menu.addAction(self.say(entry.text))
            assert action is not None
            action.triggered.connect(lambda _checked=False, entry=entry: entry.chosen())

    def have_keyboard(self, wanted: bool) -> None:
        """Take the keyboard, or take it not even where somebody clicks here: it is the task's while a session runs."""
        handle = self.windowHandle()
        if handle is not None:
            handle.setFlag(Qt.WindowType.WindowDoesNotAcceptFocus, not wanted)
        elif not wanted:  # it is not shown yet: a session runs already
            self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
            self.setWindowFlag(Qt.WindowType.WindowDoesNotAcceptFocus)
        if wanted:
            self.activateWindow()

    def have_keyboard_again(self) -> None:
        """Let it be typed into when the session is over; it does not push itself before another window."""
        handle = self.windowHandle()
        if handle is not None:
            handle.setFlag(Qt.WindowType.WindowDoesNotAcceptFocus, False)

    def leave_monitor(self, participants: Box) -> None:
        """Go off the participant's monitor, if there is another.

        Parameters
        ----------
        participants
            Where the session says that it is.
        """
        frame, inner = self.frameGeometry(), self.geometry()
        place = _off(_box(frame), participants)
        if place is None:
            return
        if self.isMaximized() or self.isFullScreen():
            self.showNormal()
        self.move(place.x, place.y)
        self.resize(place.width - (frame.width() - inner.width()), place.height - (frame.height() - inner.height()))

    def begin_off_monitor(self, participants: Box) -> None:
        """Come up elsewhere than on the participant's monitor: a session may be running there.

        Parameters
        ----------
        participants
            Where the last session was shown.
        """
        there = Box(participants.x, participants.y, self.width(), self.height())
        place = _off(there, participants)
        if place is not None:
            self.move(place.x, place.y)
            self.resize(place.width, place.height)
            self._own_size = self.size()

    def showEvent(self, event: QShowEvent | None) -> None:  # noqa: N802 (Qt's name)
        """Come onto the screen whole."""
        super().showEvent(event)
        QTimer.singleShot(0, self._fit_the_frame)

    def moveEvent(self, event: QMoveEvent | None) -> None:  # noqa: N802 (Qt's name)
        """Hear of the frame: a window manager may put it around a window that is shown already, which moves then."""
        super().moveEvent(event)
        if self.isVisible() and self._own_size is not None:
            QTimer.singleShot(0, self._fit_the_frame)

    def _show_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Show where the keyboard is from the first page on, not only once somebody has pressed Tab.

        What has it is scrolled into view, unless it was clicked: it would move away under the mouse.
        """
        self.setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
        page = self._stack.currentWidget()
        is_clicked = QApplication.mouseButtons() != Qt.MouseButton.NoButton
        if isinstance(page, Page) and now is not None and page.isAncestorOf(now) and not is_clicked:
            page.bring_into_view(now)

    def _keep(self, page: Page) -> None:
        """Keep what was typed on a page that is left; what was filled in and nobody has touched is not."""
        if page.key is None or page.is_done:
            return
        typed = typed_in(page)
        untouched = {name for name, value in typed.items() if value == self._blank.get(name)}
        left = {name for name, other in page.filled_in.items() if {name, other} <= untouched}
        self._drafts[page.key] = {
            name: value for name, value in typed.items() if name not in left and name not in page.not_kept
        }

    def _languages(self, bar: QMenuBar) -> None:
        menu = bar.addMenu(self.say(Everywhere.LANGUAGE))
        assert menu is not None
        group = QActionGroup(menu)
        for language, text in ((Language.EN, Everywhere.ENGLISH), (Language.FR, Everywhere.FRENCH)):
            action = menu.addAction(self.say(text))
            assert action is not None
            action.setCheckable(True)
            action.setChecked(language is self.say.language)
            action.triggered.connect(lambda _checked=False, language=language: self.speak(language))
            group.addAction(action)

    def _fit_the_screen(self) -> None:
        em = self.fontMetrics().height()
        width, height = _WIDTH_EM * em, _HEIGHT_EM * em
        screen = self.screen()
        if screen is not None:
            there = screen.availableGeometry()
            width, height = min(width, there.width()), min(height, there.height())
        self.resize(width, height)
        self._own_size = self.size()

    def _fit_the_frame(self) -> None:
        """Bring the window onto the screen with its frame, once it has one; a size that somebody gave it stays."""
        frame, inner, screen = self.frameGeometry(), self.geometry(), self.screen()
        is_framed = frame != inner
        if self._own_size is None or not is_framed or screen is None:
            return
        is_as_it_came, self._own_size = self.size() == self._own_size, None
        there = screen.availableGeometry()
        if not is_as_it_came or there.contains(frame):
            return
        place = within(_box(frame), _box(there))
        self.resize(inner.width() - (frame.width() - place.width), inner.height() - (frame.height() - place.height))
        self.move(place.x, place.y)


def _off(window: Box, participants: Box) -> Box | None:
    """Return where the window goes off the participant's monitor, by what Qt knows of monitors."""
    monitors = [_box(screen.geometry()) for screen in QGuiApplication.screens()]
    return place_off(window, monitors, monitor_at(participants, monitors))


def _box(rectangle: QRect) -> Box:
    return Box(rectangle.x(), rectangle.y(), rectangle.width(), rectangle.height())

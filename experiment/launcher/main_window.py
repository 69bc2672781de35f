"""The window of the launcher: one page at a time."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from PyQt6.QtCore import QObject, Qt, QTimer, pyqtSignal
from PyQt6.QtGui import QActionGroup, QCloseEvent, QGuiApplication
from PyQt6.QtWidgets import QMainWindow, QStackedWidget

from experiment.format.session_line import (
    Note,
    Order,
    Saying,
    SessionEnded,
    SessionOpening,
    SessionRefused,
    SessionState,
)
from experiment.format.vocabulary import SessionKind, SessionStatus, VisitStanding
from experiment.launcher import preflight
from experiment.launcher.anchor_page import AnchorPage
from experiment.launcher.board_page import BoardPage
from experiment.launcher.board_state import BoardState, VisitCell, board_state
from experiment.launcher.command_page import BackupPage, CommandPage, DrillPage
from experiment.launcher.enrol_page import EnrolPage
from experiment.launcher.laboratory import Laboratory
from experiment.launcher.monitor_page import MonitorPage
from experiment.launcher.monitor_state import Followed, SentNote, monitor_state
from experiment.launcher.reading_along import ReadingAlong
from experiment.launcher.refusals import said_of
from experiment.launcher.session_process import SessionProcess
from experiment.launcher.speaking import Language, Speaker
from experiment.launcher.start_page import StartPage
from experiment.launcher.start_state import (
    StartForm,
    accepting,
    may_be_accepted,
    session_options,
    start_state,
)
from experiment.launcher.summary_page import StoppedPage, SummaryPage
from experiment.launcher.summary_state import summary_state
from experiment.launcher.texts import Text
from experiment.launcher.widgets import Page
from experiment.messages import Reason, Refusal
from experiment.record import participants

_BOARD_EVERY_MS = 30_000
_READ_ALONG_EVERY_MS = 2_000


class Relay(QObject):
    """Brings what other threads say to the one of the window."""

    said = pyqtSignal(object)
    ended = pyqtSignal(int)
    looked = pyqtSignal(int, object)


@dataclass
class Running:
    """A session that is followed, and how."""

    participant_id: str
    visit: str
    kind: SessionKind
    followed: Followed
    process: SessionProcess | None = None
    along: ReadingAlong | None = None
    ended: SessionEnded | None = None
    refused: SessionRefused | None = None
    opened: bool = False


class MainWindow(QMainWindow):
    """The launcher.

    Parameters
    ----------
    lab
        Study, data, and how things are done.
    language
        Which one to begin with.
    """

    def __init__(self, lab: Laboratory, language: Language) -> None:
        super().__init__()
        self._lab, self._say = lab, Speaker(language)
        self._running: Running | None = None
        self._board: BoardState | None = None
        self._message = ""
        self._looks = 0
        self._relay = Relay()
        self._relay.said.connect(self._on_saying)
        self._relay.ended.connect(self._on_end)
        self._relay.looked.connect(self._on_looked)
        self._stack = QStackedWidget()
        self.setCentralWidget(self._stack)
        self._again: Callable[[], object] = self.show_board
        self._every = QTimer(self)
        self._every.timeout.connect(self._tick)
        self._menu()
        self.resize(960, 720)
        self.show_board()
        self._follow_what_runs()

    @property
    def page(self) -> Page:
        """The page that is shown."""
        page = self._stack.currentWidget()
        assert isinstance(page, Page)
        return page

    def closeEvent(self, event: QCloseEvent | None) -> None:  # noqa: N802 (Qt's name)
        """Leave a session to itself: nobody here listens any more."""
        if self._running is not None and self._running.process is not None:
            self._running.process.let_go()
        super().closeEvent(event)

    def show_board(self, message: str = "") -> None:
        """Show the board as it is now."""
        self._message, self._again = message, lambda: self.show_board(self._message)
        page = BoardPage(self._say, self.open_visit, self.show_enrol, self.show_anchor, self.show_board)
        self._board = None
        self._fill_board(page)
        self._show(page)
        self._every.start(_BOARD_EVERY_MS)

    def open_visit(self, cell: VisitCell) -> None:
        """Show the page of a visit that was chosen: what it is to become."""
        if cell.standing is VisitStanding.RUNNING:
            self._follow(cell)
        else:
            self.show_start(cell.participant_id, cell.visit)

    def show_start(self, participant_id: str, visit: str, form: StartForm | None = None) -> None:
        """Show the page before a session."""
        try:
            state = start_state(self._lab, participant_id, visit, self._say)
        except Refusal as no:
            self.show_board(str(no))
            return
        form = form or StartForm(choice=state.choices[0])
        page = StartPage(self._say, state, self._start, self.show_board, form)
        self._again = lambda: self.show_start(participant_id, visit, page.form())
        self._show(page)
        self._looks += 1
        relay, lab, number = self._relay, self._lab, self._looks  # no widget: it must not die in another thread
        threading.Thread(target=lambda: relay.looked.emit(number, preflight.look(lab)), daemon=True).start()

    def show_enrol(self) -> None:
        """Show the page on which somebody is enrolled."""
        self._again = self.show_enrol
        self._show(EnrolPage(self._say, self._lab, self.show_board, self.show_board))

    def show_anchor(self, participant_id: str) -> None:
        """Show the page on which a time is entered, for whoever is chosen on the board."""
        if not participant_id:
            self.show_board(self._say(Text.CHOOSE_SOMEBODY))
            return
        try:
            found = participants.find(self._lab.storage, self._lab.data, self._lab.study.file, participant_id)
        except Refusal as no:
            self.show_board(str(no))
            return
        self._again = lambda: self.show_anchor(participant_id)
        page = AnchorPage(self._say, self._lab, found, self.show_board, self.show_board)
        page.choose_unentered()
        self._show(page)

    def _show_command(self, page: type[BackupPage] | type[DrillPage], _checked: bool = False) -> None:
        """Show the page of a command, unless a session is followed."""
        if self._running is None and not self._is_at_work():
            self._again = partial(self._show_command, page)
            self._show(page(self._say, self._lab, self.show_board))

    def _is_at_work(self) -> bool:
        """Tell whether the page cannot be left: a command is at work there."""
        page = self._stack.currentWidget()
        return isinstance(page, CommandPage) and not page.back.isEnabled()

    def speak(self, language: Language) -> None:
        """Go on in another language, on the same page."""
        if self._is_at_work():
            return
        self._say = Speaker(language)
        self._menu()
        self._again()

    def _show(self, page: Page) -> None:
        before = self._stack.currentWidget()
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        if before is not None:
            self._stack.removeWidget(before)
            before.deleteLater()
        self._every.stop()
        page.first_focus()

    def _menu(self) -> None:
        bar = self.menuBar()
        assert bar is not None
        bar.clear()
        self.setWindowTitle(self._say(Text.TITLE, study=self._lab.study.file.study))
        menu = bar.addMenu(self._say(Text.LANGUAGE))
        assert menu is not None
        group = QActionGroup(self)
        for language, text in ((Language.EN, Text.ENGLISH), (Language.FR, Text.FRENCH)):
            action = menu.addAction(self._say(text))
            assert action is not None
            action.setCheckable(True)
            action.setChecked(language is self._say.language)
            action.triggered.connect(lambda _checked=False, language=language: self.speak(language))
            group.addAction(action)
        more = bar.addMenu(self._say(Text.MORE))
        assert more is not None
        for text, page in ((Text.BACKUP, BackupPage), (Text.DRILL, DrillPage)):
            action = more.addAction(self._say(text))
            assert action is not None
            action.triggered.connect(partial(self._show_command, page))

    def _tick(self) -> None:
        """Look again at what changes by itself; where nothing has changed, nothing is painted."""
        page = self._stack.currentWidget()
        if isinstance(page, BoardPage):
            self._fill_board(page)
        elif isinstance(page, MonitorPage) and self._running is not None and self._running.along is not None:
            self._read_along(page, self._running, self._running.along)

    def _fill_board(self, page: BoardPage) -> None:
        lab, moment = self._lab, self._lab.clock()
        try:
            state = board_state(lab.board(), lab.study.file, moment, lab.zone, self._say)
        except OSError as error:
            state = BoardState((), tuple(lab.study.file.visits), (), str(error))
        if state == self._board:
            return
        self._board = state
        facts = {"zone": lab.study.file.time_zone or "UTC", "data": lab.data}
        page.show_state(state, self._say(Text.AS_OF, time=self._say.moment(moment, lab.zone), **facts), self._message)

    def _on_looked(self, number: int, lines: object) -> None:
        page = self._stack.currentWidget()
        if number == self._looks and isinstance(page, StartPage):
            found = lines if isinstance(lines, tuple) else None
            monitors = preflight.monitors_line(len(QGuiApplication.screens()), self._say)
            page.show_preflight([*preflight.in_words(found, self._say), monitors])

    def _start(self, form: StartForm) -> None:
        page = self._stack.currentWidget()
        assert isinstance(page, StartPage)
        state, kind = page.state, SessionKind.TEST if form.rehearsal else SessionKind.STUDY
        followed = Followed(state.participant_id, state.visit, can_order=True)
        self._running = Running(state.participant_id, state.visit, kind, followed)
        command = (*self._lab.session_command, *session_options(self._lab, state, form))
        self._running.process = SessionProcess(command, self._relay.said.emit, self._relay.ended.emit)

    def _on_saying(self, saying: Saying) -> None:
        running = self._running
        if running is None:
            return
        match saying:
            case SessionOpening():
                running.opened = True
                self._show_monitor()
            case SessionState():
                running.followed = running.followed.told(saying)
                self._show_followed()
            case SessionEnded():
                running.ended = saying
            case SessionRefused():
                running.refused = saying

    def _on_end(self, _code: int) -> None:
        running = self._running
        if running is None or running.process is None:
            return
        self._running = None
        self._have_keyboard_again()
        last_words = running.process.last_words()
        running.process.forget()
        if running.ended is not None:
            self._show_summary(running, running.ended.advice)
        elif running.followed.state is None:
            self._not_begun(running, last_words)
        else:
            self._show_stopped(running.participant_id, running.visit, Text.DIED, last_words)

    def _not_begun(self, running: Running, last_words: tuple[str, ...]) -> None:
        """Say why a session has not begun, on the page where it was started."""
        page, refused = self._stack.currentWidget(), running.refused
        if not isinstance(page, StartPage):
            self._show_stopped(running.participant_id, running.visit, Text.NOT_BEGUN, last_words)
            return
        if refused is None:
            page.refuse("\n".join((self._say(Text.NOT_BEGUN), *last_words)))
            return

        def go_on() -> None:
            form = accepting(page.form(), refused.name)
            self.show_start(running.participant_id, running.visit, replace(form))

        page.refuse(
            said_of(refused, self._say),
            go_on if may_be_accepted(refused.name) else None,
            asks_why_changed=refused.name == Reason.STUDY_FILES_CHANGED.name,
        )

    def _show_monitor(self) -> None:
        running = self._running
        assert running is not None
        page = MonitorPage(self._say, running.followed.can_order, self._order, self._have_keyboard)
        page.label_lines(monitor_state(running.followed, self._say))
        self._again = self._show_monitor
        self._show(page)
        self._show_followed()
        self._have_keyboard(False)
        if running.along is not None:
            self._every.start(_READ_ALONG_EVERY_MS)

    def _have_keyboard_again(self) -> None:
        """Let this window be typed into when the session is over; it does not push itself before another one."""
        handle = self.windowHandle()
        if handle is not None:
            handle.setFlag(Qt.WindowType.WindowDoesNotAcceptFocus, False)

    def _have_keyboard(self, wanted: bool) -> None:
        """Take the keyboard, or take it not even where somebody clicks here: it is the task's while a session runs."""
        handle = self.windowHandle()
        if handle is not None:
            handle.setFlag(Qt.WindowType.WindowDoesNotAcceptFocus, not wanted)
        elif not wanted:  # it is not shown yet: a session runs already
            self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
            self.setWindowFlag(Qt.WindowType.WindowDoesNotAcceptFocus)
        if wanted:
            self.activateWindow()

    def _show_followed(self) -> None:
        page = self._stack.currentWidget()
        if isinstance(page, MonitorPage) and self._running is not None:
            page.show_state(monitor_state(self._running.followed, self._say))

    def _order(self, order: Order) -> bool:
        running = self._running
        if running is None or running.process is None or not running.process.give(order):
            return False
        if isinstance(order, Note):
            time = self._lab.clock().astimezone(self._lab.zone)
            running.followed = running.followed.noted(SentNote(f"{time:%H:%M}", order.text))
            self._show_followed()
        return True

    def _show_summary(self, running: Running, advice: tuple[str, ...]) -> None:
        """Show what the last run of a session came to."""
        try:
            run = self._lab.last_run(running.participant_id, running.visit, running.kind)
            state = None if run is None else summary_state(self._lab, run, advice, self._say)
        except Refusal as no:
            self.show_board(str(no))
            return
        if state is None:
            self.show_board()
            return
        self._again = lambda: self._show_summary(running, advice)
        self._show(SummaryPage(self._say, state, self.show_board))

    def _show_stopped(self, participant_id: str, visit: str, what: Text, last_words: tuple[str, ...]) -> None:
        def go_on() -> None:
            self.show_start(participant_id, visit)

        self._again = lambda: self._show_stopped(participant_id, visit, what, last_words)
        self._show(StoppedPage(self._say, what, last_words, go_on, self.show_board))

    def _follow_what_runs(self) -> None:
        """Find a session that another launcher has started, when this one is opened."""
        if self._board is not None and self._board.running is not None:
            self._follow(self._board.running)

    def _follow(self, cell: VisitCell) -> None:
        """Follow a session that this program has not started, by what is written."""
        try:
            run = self._lab.last_run(cell.participant_id, cell.visit)
            if run is None:
                return
            along = ReadingAlong(self._lab.storage, run.files)
        except Refusal as no:
            self.show_board(str(no))
            return
        followed = Followed(cell.participant_id, cell.visit, can_order=False, state=along.look())
        self._running = Running(cell.participant_id, cell.visit, SessionKind.STUDY, followed, along=along, opened=True)
        self._show_monitor()

    def _read_along(self, page: MonitorPage, running: Running, along: ReadingAlong) -> None:
        running.followed = running.followed.told(along.look())
        page.show_state(monitor_state(running.followed, self._say))
        if along.is_running:
            return
        self._running = None
        self._have_keyboard_again()
        try:
            run = self._lab.last_run(running.participant_id, running.visit)
        except Refusal as no:
            self.show_board(str(no))
            return
        if run is not None and run.sheet.status in (SessionStatus.COMPLETE, SessionStatus.ABORTED):
            self._show_summary(running, ())
        else:
            self._show_stopped(running.participant_id, running.visit, Text.DIED, ())

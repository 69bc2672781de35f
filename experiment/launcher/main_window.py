"""The launcher: which page comes when."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from PyQt6.QtCore import QTimer
from PyQt6.QtGui import QCloseEvent, QGuiApplication

from experiment.format.vocabulary import SessionKind, VisitStanding
from experiment.launcher import preflight
from experiment.launcher.anchor_page import AnchorPage
from experiment.launcher.at_once import begin
from experiment.launcher.board_page import BoardPage
from experiment.launcher.board_state import BoardState, VisitCell, board_state
from experiment.launcher.command_page import BackupPage, CheckPage, DrillPage
from experiment.launcher.enrol_page import EnrolPage
from experiment.launcher.frame import Entry, Frame
from experiment.launcher.gone_folder import said_gone
from experiment.launcher.laboratory import Laboratory
from experiment.launcher.mailbox import Mailbox
from experiment.launcher.meanwhile import Meanwhile
from experiment.launcher.post import Post
from experiment.launcher.refusals import said_line, said_no
from experiment.launcher.replay_page import ReplayPage
from experiment.launcher.session_desk import SessionDesk
from experiment.launcher.speaking import Language
from experiment.launcher.start_page import StartPage
from experiment.launcher.start_state import StartForm, start_state
from experiment.launcher.summary_page import RunningPage
from experiment.launcher.texts import Anchors, Commands, OnBoard
from experiment.messages import Refusal, plainly
from experiment.record import participants
from experiment.record.failures import not_writable

_BOARD_EVERY_MS = 30_000
_VISIT_EVERY_MS = 2_000


@dataclass(frozen=True)
class _Looked:
    """What the short check has found, and for which page it looked."""

    number: int
    looked: preflight.Looked


class MainWindow(Frame):
    """The launcher.

    Parameters
    ----------
    lab
        Study, data, and how things are done.
    language
        Which one to begin with.
    remember
        Told of another language that somebody has chosen.
    """

    def __init__(
        self, lab: Laboratory, language: Language, remember: Callable[[Language], object] = lambda _: None
    ) -> None:
        super().__init__(lab.study.file.study, language, remember)
        self._lab = lab
        self._board: BoardState | None = None
        self._looks = 0
        self._meanwhile: Meanwhile | None = None
        self._mailbox = Mailbox(self, self._on_looked)
        self.desk = SessionDesk(self, lab, self.show_board, self.show_start, self.show_replay)
        self._every = QTimer(self)
        self._every.timeout.connect(self._tick)
        self.make_menu()
        if lab.monitor.box is not None:
            self.begin_off_monitor(lab.monitor.box)
        self.show_board()
        if self._board is not None and self._board.running is not None:
            self._follow(self._board.running)

    def more(self) -> tuple[Entry, ...]:
        """The beginning of the day and its end, and practice."""
        return (
            Entry(Commands.CHECK, lambda: self.show_command(CheckPage)),
            Entry(Commands.BACKUP, lambda: self.show_command(BackupPage)),
            Entry(Commands.DRILL, lambda: self.show_command(DrillPage)),
        )

    def closeEvent(self, event: QCloseEvent | None) -> None:  # noqa: N802 (Qt's name)
        """Leave a session to itself, and whatever else is at work."""
        self.desk.close()
        self._mailbox.close()
        self.page.gone()
        super().closeEvent(event)

    def show_board(self, message: str = "") -> None:
        """Show the board as it is now."""
        page = BoardPage(self.say, self.open_visit, self.show_enrol, self.show_anchor, self.show_board, self._replay_of)
        self._board = None
        self._fill_board(page, message)
        self.show_page(page, lambda: self.show_board(message))
        self._every.start(_BOARD_EVERY_MS)

    def open_visit(self, cell: VisitCell) -> None:
        """Show the page of a visit that was chosen: what it is to become."""
        if cell.standing is VisitStanding.RUNNING:
            self._follow(cell)
        else:
            self.show_start(cell.participant_id, cell.visit)

    def show_start(self, participant_id: str, visit: str, form: StartForm | None = None) -> None:
        """Show the page before a session; what was typed there before and not sent stands there again."""
        self._meanwhile = Meanwhile(self._lab, participant_id, visit)  # before anything is read that is shown
        if self.desk.running is None and self._lab.is_running(participant_id, visit):
            follow = partial(self.desk.follow, participant_id, visit)
            page_of_it = RunningPage(self.say, (participant_id, visit), follow, self.show_board)
            self.show_page(page_of_it, lambda: self.show_start(participant_id, visit, form))
            return
        try:
            state = start_state(self._lab, participant_id, visit, self.say)
        except Refusal as no:
            self.show_board(said_no(no, self.say))
            return
        form = form or StartForm(choice=state.choices[0])

        def anew() -> None:
            self.show_start(participant_id, visit, page.form())

        page = StartPage(self.say, state, lambda form: self.desk.start(page, form), self.show_board, anew, form)
        self.show_page(page, anew)
        self._every.start(_VISIT_EVERY_MS)
        self._looks += 1
        look = partial(_look, self._lab, self._looks, self._mailbox.post)
        try:
            begin(look, "looks at this computer")
        except OSError:  # that the check could not be made is said, and hinders nobody
            self._on_looked(_Looked(self._looks, None))

    def show_enrol(self) -> None:
        """Show the page on which somebody is enrolled."""
        self.show_page(EnrolPage(self.say, self._lab, self.show_board, self.show_board), self.show_enrol)

    def show_anchor(self, participant_id: str) -> None:
        """Show the page on which a time is entered, for whoever is chosen on the board."""
        if not participant_id:
            self.show_board(self.say(Anchors.CHOOSE_SOMEBODY))
            return
        try:
            found = participants.find(self._lab.storage, self._lab.data, self._lab.study.file, participant_id)
        except Refusal as no:
            self.show_board(said_no(no, self.say))
            return
        page = AnchorPage(self.say, self._lab, found, self.show_board, self.show_board)
        page.choose_unentered()
        self.show_page(page, lambda: self.show_anchor(participant_id))

    def show_replay(self, participant_id: str, visit: str, kind: SessionKind = SessionKind.STUDY) -> None:
        """Show again what a participant saw and pressed in the last run of a visit."""
        try:
            page = ReplayPage(self.say, self._lab, participant_id, visit, kind, self.show_board)
        except Refusal as no:
            self.show_board(said_no(no, self.say))
            return
        self.show_page(page, lambda: self.show_replay(participant_id, visit, kind))

    def show_command(self, page: type[BackupPage] | type[CheckPage] | type[DrillPage]) -> None:
        """Show the page of a command, unless a session is followed."""
        if self.desk.running is None and not self.page.is_at_work:
            self.show_page(page(self.say, self._lab, self.show_board), lambda: self.show_command(page))

    def _follow(self, cell: VisitCell) -> None:
        self.desk.follow(cell.participant_id, cell.visit)

    def _replay_of(self, cell: VisitCell) -> None:
        self.show_replay(cell.participant_id, cell.visit)

    def _tick(self) -> None:
        """Look again at what changes by itself; where nothing has changed, nothing is painted."""
        page = self.page
        if isinstance(page, BoardPage):
            self._fill_board(page, page.message.text())
        elif isinstance(page, StartPage):
            self._look_at_visit(page)
        else:
            self._every.stop()

    def _look_at_visit(self, page: StartPage) -> None:
        """Look whether others have begun the session of a page, or gone on with it; not while it starts from here."""
        starts, seen = self.desk.running, self._meanwhile
        whose = page.state.participant_id, page.state.visit
        if seen is None or (starts is not None and (starts.participant_id, starts.visit) == whose):
            return
        seen.look()
        page.say_meanwhile(seen.runs, seen.has_changed)

    def _fill_board(self, page: BoardPage, message: str) -> None:
        lab, moment = self._lab, self._lab.clock()
        try:
            found, of_ledger = lab.board()
            amiss = (*self._of_folder(), *(said_line(line, self.say) for line in of_ledger))
            state = board_state(found, lab.study.file, moment, lab.zone, self.say, amiss)
        except Refusal as no:
            state = BoardState((), tuple(lab.study.file.visits), (), said_no(no, self.say))
        if state == self._board:
            return
        self._board = state
        facts = {"zone": lab.study.file.time_zone or self.say(OnBoard.THIS_CLOCK), "data": lab.data}
        page.show_state(state, self.say(OnBoard.AS_OF, time=self.say.moment(moment, lab.zone), **facts), message)

    def _of_folder(self) -> Iterator[str]:
        """Say that the data folder is gone, or cannot be written to, before somebody has typed anything for nothing."""
        if gone := said_gone(self._lab, self.say):
            yield gone
        error = self._lab.refused_writing()
        if error is not None:
            yield said_no(Refusal(not_writable(error), data=self._lab.data, error=plainly(error)), self.say)

    def _on_looked(self, letter: object) -> None:
        page = self.page
        if isinstance(letter, _Looked) and letter.number == self._looks and isinstance(page, StartPage):
            monitors = preflight.monitors_line(len(QGuiApplication.screens()), self.say)
            page.show_preflight([*preflight.looked_in_words(letter.looked, self.say), monitors])


def _look(lab: Laboratory, number: int, post: Post) -> None:
    post(_Looked(number, preflight.look(lab)))

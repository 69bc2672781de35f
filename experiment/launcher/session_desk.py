"""The session that is started or followed from here: its page while it runs, and what becomes of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PyQt6.QtCore import QTimer

from experiment.format.session_line import (
    Note,
    Order,
    SessionEnded,
    SessionOpening,
    SessionRefused,
    SessionState,
    Told,
)
from experiment.format.vocabulary import SessionKind, SessionStatus
from experiment.launcher.acting import WRONG_USAGE
from experiment.launcher.frame import Frame
from experiment.launcher.laboratory import Laboratory
from experiment.launcher.mailbox import Mailbox
from experiment.launcher.meanwhile import Meanwhile
from experiment.launcher.monitor_page import MonitorPage
from experiment.launcher.monitor_state import Followed, SentNote, monitor_state
from experiment.launcher.monitors import Box
from experiment.launcher.past_run import broken_off, until_when
from experiment.launcher.reading_along import ReadingAlong
from experiment.launcher.refusals import said_advice, said_no, said_of
from experiment.launcher.session_process import SessionProcess
from experiment.launcher.start_page import StartPage
from experiment.launcher.start_state import StartForm, accepting, is_out_of_date, may_be_accepted, session_options
from experiment.launcher.summary_page import StoppedPage, SummaryPage
from experiment.launcher.summary_state import summary_state
from experiment.launcher.texts import Everywhere, Monitoring, OnBoard, Sentence, Starting
from experiment.messages import Refusal
from experiment.record.find import Run

_READ_ALONG_EVERY_MS = 2_000


@dataclass(frozen=True)
class _Over:
    """The process of a session is over."""

    code: int


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
    form: StartForm | None = None
    unkept: tuple[str, ...] = ()
    """Notes that were written here and are not in the journal."""


class SessionDesk:
    """Starts a session, follows it, and says what has become of it: one at a time.

    Parameters
    ----------
    frame, lab
        Where it is shown, and what it is of.
    to_board
        Shows the board, with a message.
    to_start
        Shows the page before a session again, with what was typed there.
    to_replay
        Shows the last run of a visit again.
    """

    def __init__(
        self,
        frame: Frame,
        lab: Laboratory,
        to_board: Callable[[str], object],
        to_start: Callable[[str, str, StartForm | None], object],
        to_replay: Callable[[str, str, SessionKind], object],
    ) -> None:
        self._frame, self._lab = frame, lab
        self._to_board, self._to_start, self._to_replay = to_board, to_start, to_replay
        self.running: Running | None = None
        self._again: Meanwhile | None = None
        self._mailbox = Mailbox(frame, self._on_letter)
        self._every = QTimer(frame)
        self._every.timeout.connect(self._read_along)

    def close(self) -> None:
        """Leave a session to itself: nobody here listens any more."""
        if self.running is not None and self.running.process is not None:
            self.running.process.let_go()
        self._mailbox.close()

    def start(self, page: StartPage, form: StartForm) -> None:
        """Start a session in a process of its own, unless another is being started: Back leads to others meanwhile."""
        if self.running is not None:
            facts = {"participant": self.running.participant_id, "visit": self.running.visit}
            page.refuse(self._frame.say(Starting.ONE_AT_A_TIME, **facts))
            return
        state, kind = page.state, SessionKind.TEST if form.rehearsal else SessionKind.STUDY
        followed = Followed(state.participant_id, state.visit, can_order=True, is_rehearsal=form.rehearsal)
        self.running = Running(state.participant_id, state.visit, kind, followed, form=form)
        command = (*self._lab.session_command, *session_options(self._lab, state, form))
        post = self._mailbox.post
        try:
            self.running.process = SessionProcess(command, post, lambda code: post(_Over(code)))
        except OSError as error:
            self.running = None
            page.refuse(self._frame.say(Everywhere.NO_PROCESS, error=error.strerror or error))

    def follow(self, participant_id: str, visit: str) -> None:
        """Follow a session that this program has not started, by what is written."""
        try:
            run = self._lab.last_run(participant_id, visit)
            if run is None:
                return
            along = ReadingAlong(self._lab.storage, run.files)
        except Refusal as no:
            self._to_board(said_no(no, self._frame.say))
            return
        followed = Followed(participant_id, visit, can_order=False, state=along.look())
        self.running = Running(participant_id, visit, SessionKind.STUDY, followed, along=along)
        self.show_monitor()

    def show_monitor(self) -> None:
        """Show the page while the session runs."""
        running = self.running
        assert running is not None
        page = MonitorPage(self._frame.say, running.followed.can_order, self._order, self._frame.have_keyboard)
        page.label_lines(monitor_state(running.followed, self._frame.say))
        self._frame.show_page(page, self.show_monitor)
        self.show_followed()
        self._frame.have_keyboard(False)
        if running.along is not None:
            self._every.start(_READ_ALONG_EVERY_MS)

    def show_followed(self) -> None:
        """Show how it stands; what has not changed is not painted."""
        page = self._frame.page
        if isinstance(page, MonitorPage) and self.running is not None:
            page.show_state(monitor_state(self.running.followed, self._frame.say))

    def show_summary(self, running: Running, advice: tuple[Told, ...]) -> None:
        """Show what the last run of a session came to."""
        say = self._frame.say
        try:
            run = self._lab.last_run(running.participant_id, running.visit, running.kind)
            told = (*self._of_notes(running), *(said_advice(one, say) for one in advice))
            state = None if run is None else summary_state(self._lab, run, told, say)
        except Refusal as no:
            self._to_board(said_no(no, say))
            return
        if state is None:
            self._to_board("")
            return

        def look_again() -> None:
            self._to_replay(running.participant_id, running.visit, running.kind)

        page = SummaryPage(say, state, look_again, lambda: self._to_board(""))
        self._frame.show_page(page, lambda: self.show_summary(running, advice))

    def show_stopped(
        self, running: Running, what: Sentence, last_words: tuple[str, ...], again: Meanwhile | None = None
    ) -> None:
        """Show that a session has stopped, why, and how to go on; once it runs again, that it does.

        Parameters
        ----------
        again
            Has looked whether it runs again since it has stopped.
        """
        say = self._frame.say

        whose = running.participant_id, running.visit
        form: StartForm | None = None
        way_on: Sentence = Monitoring.RESUME_NOW
        if running.form is not None and running.form.rehearsal:
            form, way_on = replace(running.form, is_the_person=False), OnBoard.BEGIN_AGAIN_HERE

        if again is None and running.kind is SessionKind.STUDY:
            again = Meanwhile(self._lab, running.participant_id, running.visit)

        def go_on() -> None:
            if again is not None and again.runs:
                self.follow(*whose)
                return
            self._to_start(running.participant_id, running.visit, form)

        why = self._why(running) if running.refused is None else said_of(running.refused, say)
        if what is Monitoring.DIED:
            why = f"{why}{self._until_when(running)}".strip()
        of_it = why, "\n".join(self._of_notes(running))
        page = StoppedPage(say, whose, (what, way_on), of_it, last_words, go_on, lambda: self._to_board(""))
        self._frame.show_page(page, lambda: self.show_stopped(running, what, last_words, again))
        self._again = again
        if again is not None and again.runs:
            page.runs_again()
        self._every.start(_READ_ALONG_EVERY_MS)

    def _look_again(self) -> None:
        """Look whether a session that has stopped runs again, as long as that is shown."""
        page = self._frame.page
        if isinstance(page, StoppedPage) and self._again is not None and not self._again.runs:
            if self._again.look():
                page.runs_again()
        else:
            self._every.stop()

    def _of_notes(self, running: Running) -> tuple[str, ...]:
        """Say which notes were not kept: they are to be written on paper, whatever has become of the session."""
        return tuple(self._frame.say(Monitoring.UNKEPT, text=text) for text in running.unkept)

    def _until_when(self, running: Running) -> str:
        """Say until when a session that has stopped may go on, as far as its files tell."""
        run = self._run_of(running)
        return "" if run is None else until_when(self._lab, run, self._frame.say)

    def _why(self, running: Running) -> str:
        """Say what broke a session off that said nothing itself, as far as its files tell."""
        return "" if (run := self._run_of(running)) is None else broken_off(run, self._frame.say)

    def _run_of(self, running: Running) -> Run | None:
        try:
            return self._lab.last_run(running.participant_id, running.visit, running.kind)
        except Refusal:  # it is said when it is to go on
            return None

    def _on_letter(self, letter: object) -> None:
        running = self.running
        if running is None:
            return
        match letter:
            case SessionOpening():
                if letter.monitor is not None:
                    self._lab.monitor.saw(Box(*letter.monitor))
                    self._frame.leave_monitor(Box(*letter.monitor))
                if isinstance(self._frame.page, StartPage):
                    self._frame.page.is_done = True
                self.show_monitor()
            case SessionState():
                running.followed = running.followed.told(letter)
                self.show_followed()
            case SessionEnded():
                running.ended = letter
            case SessionRefused():
                running.refused = letter
                if running.followed.state is not None:
                    running.followed = replace(running.followed, stopped=letter)
                    self.show_followed()
            case _Over():
                self._on_end(running, letter.code)

    def _on_end(self, running: Running, code: int) -> None:
        if running.process is None:
            return
        self.running = None
        page = self._frame.page
        unsent = page.unsent if isinstance(page, MonitorPage) else ""
        running.unkept = tuple(filter(None, (*(note.text for note in running.followed.unkept), unsent)))
        self._frame.have_keyboard_again()
        last_words = running.process.last_words()
        running.process.forget()
        if running.ended is not None:
            self.show_summary(running, running.ended.advice)
        elif running.followed.state is None:
            self._not_begun(running, code, last_words)
        else:
            self._frame.have_keyboard(True)  # the task is gone: it is taken from nobody, and Enter goes on
            is_study = running.kind is SessionKind.STUDY
            self.show_stopped(running, Monitoring.DIED if is_study else Monitoring.REHEARSAL_DIED, last_words)

    def _not_begun(self, running: Running, code: int, last_words: tuple[str, ...]) -> None:
        """Say why a session has not begun, on the page where it was started, also if its window was open by then."""
        shown = self._frame.page
        whose = (shown.state.participant_id, shown.state.visit) if isinstance(shown, StartPage) else None
        if whose != (running.participant_id, running.visit):
            self._to_start(running.participant_id, running.visit, running.form)
            self._frame.have_keyboard(True)
        page, refused, say = self._frame.page, running.refused, self._frame.say
        if not isinstance(page, StartPage):  # there is nothing to start any more, and that is said
            return
        if refused is None:
            said = say(Everywhere.NOT_UNDERSTOOD_AT_ALL if code == WRONG_USAGE else Monitoring.NOT_BEGUN_BY_A_FAULT)
            page.refuse(said, program_words=last_words)
            return
        form = page.form()
        if is_out_of_date(refused.name):  # what there is to choose is another thing by now
            self._to_start(running.participant_id, running.visit, form)
            page = self._frame.page
            if not isinstance(page, StartPage):
                return

        def go_on() -> None:
            self._to_start(running.participant_id, running.visit, accepting(page.form(), refused.name))

        page.refuse(
            said_of(refused, say),
            go_on if may_be_accepted(refused.name) else None,
            refused.name,
        )

    def _order(self, order: Order) -> bool:
        running = self.running
        if running is None or running.process is None or running.refused is not None:
            return False
        if not running.process.give(order):
            return False
        if isinstance(order, Note):
            time = self._lab.clock().astimezone(self._lab.zone)
            running.followed = running.followed.noted(SentNote(f"{time:%H:%M}", order.text))
            self.show_followed()
        return True

    def _read_along(self) -> None:
        """Read on in the journal of a session that another launcher has started."""
        running = self.running
        if running is None or running.along is None:
            self._look_again()
            return
        along = running.along
        followed = running.followed.told(along.look())
        running.followed = replace(followed, stopped_by=along.stopped_by, silent_min=along.silent_min)
        self.show_followed()
        if running.along.is_running:
            return
        self.running = None
        self._every.stop()
        self._frame.have_keyboard_again()
        try:
            run = self._lab.last_run(running.participant_id, running.visit)
        except Refusal as no:
            self._to_board(said_no(no, self._frame.say))
            return
        if run is not None and run.sheet.status in (SessionStatus.COMPLETE, SessionStatus.ABORTED):
            self.show_summary(running, ())
        else:
            self._frame.have_keyboard(True)
            self.show_stopped(running, Monitoring.DIED, ())

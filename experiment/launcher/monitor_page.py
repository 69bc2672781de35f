"""The window that follows a session: it changes when a step has ended, and nothing in it moves by itself."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QPainter, QPaintEvent
from PyQt6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from experiment.format.privacy import looks_personal
from experiment.format.session_line import LONGEST_NOTE, Away, End, Front, Note, Order, Pause, as_note
from experiment.format.vocabulary import AbortReason
from experiment.launcher.monitor_state import MonitorState
from experiment.launcher.speaking import Speaker
from experiment.launcher.texts import Enrolling, Monitoring, Sentence, Starting
from experiment.launcher.widgets import Button, ChoiceList, Page, figure, heading, large, line, said, side_by_side


class _At(Enum):
    """What the experimenter has the keyboard for."""

    NOTE = auto()
    END = auto()


class Bar(QWidget):
    """How much is finished, as a bar that is drawn once for each new figure."""

    def __init__(self) -> None:
        super().__init__()
        self._share = 0.0
        self.setFixedHeight(self.fontMetrics().height())

    def show_share(self, share: float) -> None:
        """Draw another share, from 0 to 1."""
        if share != self._share:
            self._share = share
            self.update()

    def paintEvent(self, _event: QPaintEvent | None) -> None:  # noqa: N802 (Qt's name)
        """Draw it."""
        painter, palette, box = QPainter(self), self.palette(), self.rect().adjusted(0, 0, -1, -1)
        painter.fillRect(box, palette.base())
        done = box.adjusted(0, 0, -round((1 - self._share) * box.width()), 0)
        painter.fillRect(done, palette.highlight())
        painter.setPen(palette.color(palette.ColorRole.WindowText))
        painter.drawRect(box)


class MonitorPage(Page):
    """The page while a session runs.

    Parameters
    ----------
    say
        In which language.
    can_order
        Whether the session takes orders from here.
    order
        Called with an order; tells whether it can be given.
    keyboard
        Called to have the keyboard here, or to leave it to the task.
    """

    def __init__(
        self, say: Speaker, can_order: bool, order: Callable[[Order], bool], keyboard: Callable[[bool], object]
    ) -> None:
        super().__init__()
        self._say, self._order, self._keyboard = say, order, keyboard
        self._is_paused = self._is_stopped = self._is_ending = False
        self._wanted: _At | None = None
        """What is to begin once the task pauses."""
        self._at: _At | None = None
        self.title, self.standing = large(""), heading("")
        self.bar, self.hint, self.notes = Bar(), said(), said()
        self.pause = Button(say(Monitoring.PAUSE), lambda: self._give(Pause(), Monitoring.PAUSE_ASKED))
        self.end = Button(say(Monitoring.END), lambda: self._once_paused(_At.END))
        self.why = ChoiceList()
        self.why.addItem(say(Enrolling.CHOOSE), None)
        for reason in AbortReason:
            self.why.addItem(say.word(reason), reason)
        self.end_now = Button(say(Monitoring.END_NOW), self._end, main=True)
        self.end_not = Button(say(Monitoring.END_NOT), self._leave)
        self.why_label = QLabel(say(Monitoring.END_WHY))
        self.why_label.setBuddy(self.why)
        self.note, self.note_warn = QLineEdit(), said()
        self.note.setMaxLength(LONGEST_NOTE)
        self.note_label = QLabel(say(Monitoring.NOTE))
        self.note_label.setBuddy(self.note)
        self.note.setAccessibleName(say(Monitoring.NOTE).replace("&", ""))
        self.write = Button(say(Monitoring.WRITE_NOTE), lambda: self._once_paused(_At.NOTE))
        self.add = Button(say(Monitoring.ADD_NOTE), self._answer, main=True)
        self.no_note = Button(say(Monitoring.NO_NOTE), self._leave)
        self.told = said()
        self._values: list[QLabel] = []
        self._warned = ""
        self._put_together(can_order)
        self.note.returnPressed.connect(self._add)

    def show_state(self, state: MonitorState) -> None:
        """Show how the session stands; what has not changed is not painted again."""
        _write(self.title, state.title)
        _write(self.standing, state.standing)
        for label, (_, value) in zip(self._values, state.lines, strict=True):
            _write(label, value)
        self.bar.show_share(state.share)
        _write(self.hint, state.hint)
        _write(self.notes, "\n".join(state.notes))
        self._is_paused, self._is_ending = state.is_paused, self._is_ending or state.is_ending
        if state.is_paused:
            _write(self.told, "")
            self._begin(self._wanted)
        elif state.is_ending and self._wanted is not None:
            self._wanted = None
            _write(self.told, self._say(Monitoring.NO_PAUSE_ANY_MORE))
        if state.is_stopped and not self._is_stopped:
            self._stop()
        self._is_stopped = state.is_stopped
        self._offer()

    @property
    def unsent(self) -> str:
        """What has been typed of a note and not been sent."""
        return as_note(self.note.text())

    def _stop(self) -> None:
        """Ask for nothing more that the session cannot do; what was being written is said to be written nowhere."""
        self._wanted = None
        if self._at is not None:
            self._show(None)
            self._keyboard(False)
        _write(self.told, self._say(Monitoring.UNKEPT, text=self.unsent) if self.unsent else "")

    def label_lines(self, state: MonitorState) -> None:
        """Write the labels of the figures, once."""
        self._values = [figure(label, value, self._figures) for label, value in state.lines]

    def _put_together(self, can_order: bool) -> None:
        say = self._say
        self._figures = QGridLayout()
        for widget in (self.title, self.standing, self.bar):
            self.column.addWidget(widget)
        self.column.addLayout(self._figures)
        self.column.addWidget(self.hint)
        self.column.addWidget(line())
        self.column.addLayout(side_by_side(self.pause, self.end, self.write))
        self.column.addLayout(side_by_side(self.why_label, self.why, self.end_now, self.end_not))
        self.column.addWidget(self.told)
        self.column.addWidget(self.note_label)
        self.column.addWidget(self.note)
        self.column.addWidget(self.note_warn)
        self.column.addLayout(side_by_side(self.add, self.no_note))
        self.column.addWidget(self.notes)
        self.column.addStretch(1)
        self.pauses = said(say(Monitoring.WRITING_PAUSES))
        self.column.addWidget(self.pauses)
        self.column.addWidget(said(say(Monitoring.LEAVES_RUNNING)))
        self._show(None)
        ordering: tuple[QWidget, ...] = (self.pause, self.end, self.write, self.pauses)
        for one in ordering:
            one.setVisible(can_order)
        self.title.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def first_focus(self) -> None:
        """Put the keyboard on no button: until the task's window has come up, what is pressed may be meant for it."""
        self.setFocus()

    def escape(self) -> None:
        """Leave a note unsent, as it stands, or the question why the session is to be ended; never the session."""
        if self._at is not None:
            self._leave()

    def _once_paused(self, what: _At) -> None:
        """Have the keyboard here, from a task that pauses: so the pause is the experimenter's, and nobody is asked."""
        if self._is_paused:
            self._begin(what)
        elif self._give(Pause(), Monitoring.PAUSE_ASKED):
            self._wanted = what
        self._offer()

    def _begin(self, what: _At | None) -> None:
        """Take the keyboard for a note, or for the reason of an end: two steps, so that no slip of the hand ends it."""
        self._wanted = None
        if what is None:
            return
        self._show(what)
        self._order(Away())
        self._keyboard(True)
        first, last = (self.note, self.add) if what is _At.NOTE else (self.why, self.end_now)
        first.setFocus()
        self.bring_into_view(last, first)

    def _leave(self) -> None:
        """Leave the keyboard to the task again, which goes on there when its key is pressed."""
        self._show(None)
        self._offer()
        self._keyboard(False)
        self._order(Front())

    def _show(self, what: _At | None) -> None:
        self._at = what
        self.go = self.end_now if what is _At.END else None  # a note is sent from its field, which asks about names
        of_note: tuple[QWidget, ...] = (self.note_label, self.note, self.add, self.no_note)
        of_end: tuple[QWidget, ...] = (self.why_label, self.why, self.end_now, self.end_not)
        for widgets, at in ((of_note, _At.NOTE), (of_end, _At.END)):
            for widget in widgets:
                widget.setVisible(what is at)
        self.note_warn.setVisible(False)

    def _offer(self) -> None:
        """Let be pressed what the session can do now."""
        can = not self._is_stopped and not self._is_ending and self._wanted is None
        self.pause.setEnabled(can and not self._is_paused)
        self.end.setEnabled(can and self._at is not _At.END)
        self.write.setEnabled(can and self._at is not _At.NOTE)

    def _end(self) -> None:
        reason = self.why.currentData()
        if reason is None:
            _write(self.told, self._say(Starting.REASON_MISSING))
            self.why.setFocus()
            self.bring_into_view(self.end_now, self.told, self.why)
            return
        self._is_ending = self._give(End(reason), Monitoring.END_ASKED)
        self._leave()

    def _answer(self) -> None:
        """Send a note by the button: what was warned of goes as it is. One Enter too many in the field is no answer."""
        self._add(as_warned=True)

    def _add(self, as_warned: bool = False) -> None:
        """Send a note, unless it looks as if it named somebody and nobody has been warned of that."""
        text = as_note(self.note.text())
        what = looks_personal(text)
        if what is not None and not (as_warned and self._warned == text):
            self._warned = text
            self.note_warn.setText(self._say(Starting.LOOKS_PERSONAL, what=self._say.word(what)))
            self.note_warn.setVisible(True)
            self.add.setText(self._say(Monitoring.ADD_ALL_THE_SAME))
            self.note.setFocus()
            self.bring_into_view(self.add, self.note_warn, self.note)
            return
        self.add.setText(self._say(Monitoring.ADD_NOTE))
        if not text:
            return
        if not self._order(Note(text)):
            _write(self.told, self._say(Monitoring.NOT_TAKEN))
            return
        self.note.clear()
        self._leave()

    def _give(self, order: Order, told: Sentence) -> bool:
        """Ask for something, and say that it has been asked for, or that it cannot be."""
        taken = self._order(order)
        _write(self.told, self._say(told if taken else Monitoring.NOT_TAKEN))
        return taken


def _write(label: QLabel, text: str) -> None:
    if label.text() != text:
        label.setText(text)

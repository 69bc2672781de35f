"""The window that follows a session: it changes when a step has ended, and nothing in it moves by itself."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QPainter, QPaintEvent
from PyQt6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from experiment.format.privacy import looks_personal
from experiment.format.session_line import LONGEST_NOTE, End, Front, Note, Order, Pause, as_note
from experiment.format.vocabulary import AbortReason
from experiment.launcher.monitor_state import MonitorState
from experiment.launcher.speaking import Speaker
from experiment.launcher.texts import Enrolling, Monitoring, Sentence, Starting
from experiment.launcher.widgets import Button, ChoiceList, Page, figure, heading, large, line, said, side_by_side


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
        self._is_paused = self._is_stopped = self._note_wanted = False
        self.title, self.standing = large(""), heading("")
        self.bar, self.hint, self.notes = Bar(), said(), said()
        self.pause = Button(say(Monitoring.PAUSE), lambda: self._give(Pause(), Monitoring.PAUSE_ASKED))
        self.end = Button(say(Monitoring.END), lambda: self._ask_end(True))
        self.why = ChoiceList()
        self.why.addItem(say(Enrolling.CHOOSE), None)
        for reason in AbortReason:
            self.why.addItem(say.word(reason), reason)
        self.end_now = Button(say(Monitoring.END_NOW), self._end, main=True)
        self.end_not = Button(say(Monitoring.END_NOT), lambda: self._ask_end(False))
        self.why_label = QLabel(say(Monitoring.END_WHY))
        self.why_label.setBuddy(self.why)
        self.note, self.note_warn = QLineEdit(), said()
        self.note.setMaxLength(LONGEST_NOTE)
        self.note_label = QLabel(say(Monitoring.NOTE))
        self.note_label.setBuddy(self.note)
        self.note.setAccessibleName(say(Monitoring.NOTE).replace("&", ""))
        self.write = Button(say(Monitoring.WRITE_NOTE), self._write_note)
        self.add = Button(say(Monitoring.ADD_NOTE), self._answer, main=True)
        self.no_note = Button(say(Monitoring.NO_NOTE), self._leave_note)
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
        self._is_paused = state.is_paused
        if state.is_paused:
            _write(self.told, "")
            if self._note_wanted:
                self._begin_note()
        self.pause.setEnabled(not state.is_paused)
        if state.is_stopped and not self._is_stopped:
            self._stop()
        self._is_stopped = state.is_stopped
        for order in (self.pause, self.end, self.write):
            order.setEnabled(order.isEnabled() and not state.is_stopped)

    @property
    def unsent(self) -> str:
        """What has been typed of a note and not been sent."""
        return as_note(self.note.text())

    def _stop(self) -> None:
        """Ask for nothing more that the session cannot do; what was being written is said to be written nowhere."""
        self._note_wanted = False
        if self.note.isVisible():
            self._show_note(False)
            self._keyboard(False)
        self._ask_end(False)
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
        self._show_note(False)
        self._ask_end(False)
        ordering: tuple[QWidget, ...] = (self.pause, self.end, self.write, self.pauses)
        for one in ordering:
            one.setVisible(can_order)
        self.title.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def first_focus(self) -> None:
        """Put the keyboard on no button: until the task's window has come up, what is pressed may be meant for it."""
        self.setFocus()

    def escape(self) -> None:
        """Leave a note unsent, as it stands, or the question why the session is to be ended; never the session."""
        if self.note.isVisible():
            self._leave_note()
        elif self.why.isVisible():
            self._ask_end(False)

    def _ask_end(self, asked: bool) -> None:
        """Ask why the session is to be ended: two steps, so that no slip of the hand ends one."""
        for widget in (self.why_label, self.why, self.end_now, self.end_not):
            widget.setVisible(asked)
        self.end.setEnabled(not asked)
        if asked:
            self.why.setFocus()

    def _end(self) -> None:
        reason = self.why.currentData()
        if reason is None:
            _write(self.told, self._say(Starting.REASON_MISSING))
            self.why.setFocus()
            return
        self._ask_end(False)
        self.end.setEnabled(False)
        self._give(End(reason), Monitoring.END_ASKED)

    def _write_note(self) -> None:
        """Have the keyboard here, which pauses the task."""
        if self._is_paused:
            self._begin_note()
            return
        self._note_wanted = self._give(Pause(), Monitoring.PAUSE_ASKED)
        self.write.setEnabled(not self._note_wanted)

    def _begin_note(self) -> None:
        """Take the keyboard: only from a task that pauses, so that the pause is the experimenter's."""
        self._note_wanted = False
        self._show_note(True)
        self._keyboard(True)
        self.note.setFocus()

    def _leave_note(self) -> None:
        """Leave the keyboard to the task again."""
        self._show_note(False)
        self._keyboard(False)
        self._order(Front())

    def _show_note(self, is_written: bool) -> None:
        for widget in (self.note_label, self.note, self.add, self.no_note):
            widget.setVisible(is_written)
        self.note_warn.setVisible(False)
        self.write.setEnabled(not is_written)

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
            return
        self.add.setText(self._say(Monitoring.ADD_NOTE))
        if not text:
            return
        if not self._order(Note(text)):
            _write(self.told, self._say(Monitoring.NOT_TAKEN))
            return
        self.note.clear()
        self._leave_note()

    def _give(self, order: Order, told: Sentence) -> bool:
        """Ask for something, and say that it has been asked for, or that it cannot be."""
        taken = self._order(order)
        _write(self.told, self._say(told if taken else Monitoring.NOT_TAKEN))
        return taken


def _write(label: QLabel, text: str) -> None:
    if label.text() != text:
        label.setText(text)

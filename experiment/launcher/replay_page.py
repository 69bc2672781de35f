"""What a participant saw and pressed, screen by screen: a slider, and a picture of each."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QFocusEvent, QKeyEvent, QPixmap, QResizeEvent, QWheelEvent
from PyQt6.QtWidgets import QFrame, QLabel, QSizePolicy, QSlider

from experiment.format.vocabulary import SessionKind
from experiment.launcher.laboratory import Laboratory
from experiment.launcher.replay_state import ReplayState
from experiment.launcher.speaking import Speaker
from experiment.launcher.texts import Everywhere, Replaying
from experiment.launcher.widgets import Button, Page, heading, said, side_by_side

_LEAST_LINES = 14
"""The picture is at least so many lines of text high."""


class Picture(QLabel):
    """A picture that is as large as there is room, in its own shape."""

    def __init__(self) -> None:
        super().__init__()
        self._whole = QPixmap()
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(_LEAST_LINES * self.fontMetrics().height())

    def show_png(self, content: bytes) -> None:
        """Show another picture."""
        self._whole.loadFromData(content, "PNG")
        self._fit()

    def resizeEvent(self, event: QResizeEvent | None) -> None:  # noqa: N802 (Qt's name)
        """Fill the room that there is now."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if not self._whole.isNull():
            kept, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            self.setPixmap(self._whole.scaled(self.size(), kept, smooth))


_PAGE = 10
"""So many screens are passed over by the pages of the keyboard."""

_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -_PAGE,
    Qt.Key.Key_PageDown: _PAGE,
}
"""How many screens a key goes on, as in a text: Qt's sliders grow by what goes up."""

_NOTCH = 120
"""What a wheel says of one notch."""


class Screens(QSlider):
    """A slider from screen to screen: what goes down a page goes on."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setPageStep(_PAGE)
        self._turned = 0

    def keyPressEvent(self, event: QKeyEvent | None) -> None:  # noqa: N802 (Qt's names, here and below)
        """Go on or back."""
        step = None if event is None else _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.setValue(self.value() + step)

    def wheelEvent(self, event: QWheelEvent | None) -> None:  # noqa: N802
        """Go on where it is turned down, a screen a notch, and be moved by nothing less."""
        if event is not None:
            self._turned -= event.angleDelta().y() or event.angleDelta().x()
            notches = int(self._turned / _NOTCH)
            self._turned -= notches * _NOTCH
            self.setValue(self.value() + notches)
            event.accept()


class Pressed(QLabel):
    """What was pressed: the tab key leads here, into view; from here the arrows up and down scroll the page.

    Parameters
    ----------
    screens
        Goes from screen to screen also from here, by the arrows to the side.
    """

    def __init__(self, screens: Screens) -> None:
        super().__init__()
        self._screens = screens
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:  # noqa: N802
        """Leave all but the arrows to the side to the place that scrolls."""
        if event is not None and event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._screens.keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent | None) -> None:  # noqa: N802
        """Show that the keyboard is here."""
        self.setFrameShape(QFrame.Shape.Box)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent | None) -> None:  # noqa: N802
        """Show that it is no longer."""
        self.setFrameShape(QFrame.Shape.NoFrame)
        super().focusOutEvent(event)


class ReplayPage(Page):
    """The page of a replay.

    Parameters
    ----------
    participant_id, visit, kind
        Whose session: its last run.
    back
        Called to leave.

    Raises
    ------
    Refusal
        If there is no such run, or it cannot be read.
    """

    def __init__(
        self,
        say: Speaker,
        lab: Laboratory,
        participant_id: str,
        visit: str,
        kind: SessionKind,
        back: Callable[[], object],
    ) -> None:
        super().__init__()
        self._state = ReplayState(lab, participant_id, visit, kind, say)
        self.picture, self.place, self.shown = Picture(), said(bold=True), said()
        self.key = ("replay", participant_id, visit)
        self.slider = Screens()
        self.done = Pressed(self.slider)
        self.slider.setAccessibleName(say(Replaying.SCREENS))
        self.slider.setRange(0, max(0, len(self._state) - 1))
        self.before = Button(say(Replaying.SCREEN_BEFORE), lambda: self.slider.setValue(self.slider.value() - 1))
        self.after = Button(say(Replaying.SCREEN_AFTER), lambda: self.slider.setValue(self.slider.value() + 1))
        self.away = self.back = Button(say(Everywhere.BACK), back)
        for widget in (heading(self._state.title), said(say(Replaying.REPLAY_ABOUT)), self.slider):
            self.column.addWidget(widget)
        self.column.addLayout(side_by_side(self.before, self.after, self.back, self.place))
        self.column.addWidget(self.shown)
        self.column.addWidget(self.picture, 1)
        self.column.addWidget(self.done)
        self.slider.valueChanged.connect(self._show)
        self._show(0)

    def first_focus(self) -> None:
        """Put the keyboard on the slider: the arrows go from screen to screen."""
        self.slider.setFocus()

    def _show(self, place: int) -> None:
        for button, where in ((self.before, place > 0), (self.after, place < len(self._state) - 1)):
            button.setEnabled(where)
        if not len(self._state):  # it was broken off before its first screen
            return
        shown = self._state.shown(place)
        self.place.setText(shown.place)
        self.shown.setText(shown.said)
        self.done.setText("\n".join(shown.done))
        self.picture.show_png(self._state.picture(place))

"""What every page of the launcher is made of: text that scales with the system's, buttons that Enter presses."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from types import MappingProxyType
from typing import TypeVar

from PyQt6.QtCore import QEvent, QPoint, QRect, QSize, Qt, QTimer
from PyQt6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PyQt6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QFrame,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from experiment.launcher.row import Row

_HEADING, _LARGE = 1.35, 2.6

_Box = TypeVar("_Box", bound=QAbstractButton)


class Button(QPushButton):
    """A button that is pressed by the space bar, by Enter and by its letter."""

    def __init__(self, text: str, pressed: Callable[[], object], main: bool = False) -> None:
        super().__init__(text)
        self.clicked.connect(lambda _checked=False: pressed())
        if main:
            self.be_main(True)

    def be_main(self, is_main: bool) -> None:
        """Be the one that is bold, which Enter presses; or be no longer."""
        font = self.font()
        font.setBold(is_main)
        self.setFont(font)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:  # noqa: N802 (Qt's name)
        """Let Enter do what the space bar does; a key that is held presses once."""
        if event is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.click()
        else:
            super().keyPressEvent(event)


class ChoiceList(QComboBox):
    """A list of which one thing is chosen; not by the wheel, which is turned to scroll the page that it stands on."""

    def wheelEvent(self, event: QWheelEvent | None) -> None:  # noqa: N802 (Qt's name)
        """Leave the wheel to the page."""
        if event is not None:
            event.ignore()


class WholeLine(QLineEdit):
    """A line that is selected whole when the keyboard comes to it: what is typed takes the place of all of it."""

    def focusInEvent(self, event: QFocusEvent | None) -> None:  # noqa: N802 (Qt's name)
        """Select all, after the click by which the keyboard may have come has put the cursor somewhere."""
        super().focusInEvent(event)
        QTimer.singleShot(0, self.selectAll)

    def mouseDoubleClickEvent(self, _event: QMouseEvent | None) -> None:  # noqa: N802 (Qt's name)
        """Select all here too: a part of a time is seldom meant."""
        self.selectAll()


def plainly(label: QLabel) -> None:
    """Let a label show its text as it is, in as many lines as that needs."""
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)


def said(text: str = "", scale: float = 1.0, bold: bool = False) -> QLabel:
    """Make a text that can be read, wraps, and can be selected for copying."""
    label = QLabel(text)
    plainly(label)
    font = label.font()
    font.setPointSizeF(font.pointSizeF() * scale)
    font.setBold(bold)
    label.setFont(font)
    return label


class Asked(QLabel):
    """What is wrong, or asked, on a page: nothing until it is said.

    The keyboard comes here when it is a question, so that no key which raised it answers it: Enter on this asks it
    again, and Tab leads to the answers, which stand below.
    """

    def __init__(self) -> None:
        super().__init__()
        plainly(self)
        font = self.font()
        font.setBold(True)
        self.setFont(font)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVisible(False)

    def focusInEvent(self, event: QFocusEvent | None) -> None:  # noqa: N802 (Qt's names, here and below)
        """Show that the keyboard is here."""
        self.setFrameShape(QFrame.Shape.Box)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent | None) -> None:  # noqa: N802
        """Show that it is no longer."""
        self.setFrameShape(QFrame.Shape.NoFrame)
        super().focusOutEvent(event)


def heading(text: str) -> QLabel:
    """Make a heading."""
    return said(text, _HEADING, bold=True)


def large(text: str) -> QLabel:
    """Make a text that is read from a distance: an ID, a seal code."""
    return said(text, _LARGE, bold=True)


def choice(box: _Box) -> _Box:
    """Let a box to tick, or one of several, be no wider than what can be clicked."""
    box.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return box


def line() -> QFrame:
    """Make a line between two parts."""
    frame = QFrame()
    frame.setFrameShape(QFrame.Shape.HLine)
    frame.setFrameShadow(QFrame.Shadow.Sunken)
    return frame


class Inner(QWidget):
    """What is in a place that scrolls: as high as it is in the width that it has, so that what fits does not scroll."""

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's names, here and below)
        """Ask for no height of its own where that hangs on the width: Qt would take that of the narrowest."""
        least = super().minimumSizeHint()
        return QSize(least.width(), 0) if self.hasHeightForWidth() else least

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """Return how high it is at least in a width."""
        layout = self.layout()
        return -1 if layout is None else layout.minimumHeightForWidth(width)


def scrolled(inner: QWidget) -> QScrollArea:
    """Return a place in which something can be scrolled, without a frame; the keyboard goes to what is in it."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inner)
    return area


def side_by_side(*widgets: QWidget) -> Row:
    """Put buttons into a row, from the left; what has no room in it stands in the next."""
    row = Row()
    for widget in widgets:
        row.addWidget(widget)
    return row


_FIELD_CHARACTERS = 62
"""A field is no wider than so many: the eye finds its end."""


def field(column: QVBoxLayout, text: str, *widgets: QWidget) -> QLabel:
    """Add a field below its label, and what belongs to it; the label's letter leads to it."""
    named = QLabel(text)
    named.setWordWrap(True)
    named.setBuddy(widgets[0])
    widgets[0].setAccessibleName(text.replace("&", ""))
    widgets[0].setMaximumWidth(_FIELD_CHARACTERS * widgets[0].fontMetrics().averageCharWidth())
    for widget in (named, *widgets):
        column.addWidget(widget)
    return named


def figure(label: str, value: str, grid: QGridLayout) -> QLabel:
    """Add a line of a label and what is said to it; gives the latter."""
    row, name, what = grid.rowCount(), QLabel(label), said(value, bold=True)
    grid.setColumnStretch(1, 1)
    grid.setHorizontalSpacing(24)
    grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
    grid.addWidget(what, row, 1)
    return what


class Page(QWidget):
    """A page of the launcher: it scrolls where the window is too small for it. Enter goes on, Escape goes back.

    Attributes
    ----------
    key
        What is typed here and not sent is kept under it, until the page is opened again; ``None``: nothing is kept.
    is_done
        Whether what was typed has been sent.
    go, away
        What Enter presses where the keyboard is on nothing that it presses, and what Escape presses.
    """

    key: Hashable | None = None
    is_done = False
    go: QAbstractButton | None = None
    away: QAbstractButton | None = None
    not_kept: frozenset[str] = frozenset()
    """Fields that are not kept when the page is left."""
    filled_in: Mapping[str, str] = MappingProxyType({})
    """Fields that have something in them before anybody types, and the one that each belongs to.

    What was filled in is kept only where somebody has changed it, or has typed into the other: a time of day stays with
    the day under which it was typed.
    """

    def __init__(self) -> None:
        super().__init__()
        inner = Inner()
        self.column = QVBoxLayout(inner)
        self.column.setContentsMargins(24, 18, 24, 18)
        self.column.setSpacing(10)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        self._place = scrolled(inner)
        around.addWidget(self._place)
        self._to_see: list[QWidget] = []

    @property
    def is_at_work(self) -> bool:
        """Whether it cannot be left now."""
        return False

    def first_focus(self) -> None:
        """Put the keyboard where typing begins."""

    def gone(self) -> None:
        """Do what is to be done before it is taken away."""

    def bring_into_view(self, *widgets: QWidget) -> None:
        """Scroll to what is asked for now, once it has its place; all of it if there is room, else what came last.

        What is said comes last, and before it what there is to do about it: the button first, and the field.
        """
        if not self._to_see:
            QTimer.singleShot(0, self._scroll)
        self._to_see += widgets

    def _scroll(self) -> None:
        inner, port, asked = self._place.widget(), self._place.viewport(), self._to_see
        self._to_see = []
        assert inner is not None
        assert port is not None
        wanted = [one for one in asked if one.isVisibleTo(self) and inner.isAncestorOf(one)]
        if not wanted:
            return
        if (layout := inner.layout()) is not None:
            layout.activate()
        QApplication.sendEvent(self._place, QEvent(QEvent.Type.LayoutRequest))  # it is as high as what is on it now
        boxes = [QRect(one.mapTo(inner, QPoint()), one.size()) for one in wanted]
        whole = boxes[-1]
        for box in boxes:
            if whole.united(box).height() <= port.height():
                whole = whole.united(box)
        if whole.height() <= port.height():
            half = whole.height() // 2
            self._place.ensureVisible(whole.center().x(), whole.top() + half, 0, half + 1)

    def escape(self) -> None:
        """Go back."""
        _press(self.away)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:  # noqa: N802 (Qt's name)
        """Do what a key means where no field and no button has taken it; a key that is held means it once."""
        key = None if event is None or event.isAutoRepeat() else event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            _press(self.go)
        elif key == Qt.Key.Key_Escape:
            self.escape()
        else:
            super().keyPressEvent(event)


def _press(button: QAbstractButton | None) -> None:
    if button is not None and button.isVisible() and button.isEnabled():
        button.click()

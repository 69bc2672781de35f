"""A row of buttons that goes on in the next line where the window is too narrow, or the type too large, for one."""

from __future__ import annotations

from collections.abc import Iterator

from PyQt6.QtCore import QRect, QSize, Qt
from PyQt6.QtWidgets import QLayout, QLayoutItem

_GAP = 8


class Row(QLayout):
    """Puts widgets beside one another, from the left, in as many lines as they need."""

    def __init__(self) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem | None) -> None:  # noqa: N802 (Qt's names, here and below)
        """Add an item."""
        if item is not None:
            self._items.append(item)

    def count(self) -> int:
        """Return how many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        """Return an item."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        """Take an item out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802
        """Return in which directions it wants more than it needs: in none."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        """Return whether its height hangs on its width."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """Return how high it is in a width."""
        lines = list(self._lines(width))
        return sum(map(_height, lines)) + _GAP * max(0, len(lines) - 1)

    def setGeometry(self, box: QRect) -> None:  # noqa: N802
        """Put its items into a box, those of a line on one height."""
        super().setGeometry(box)
        y = box.y()
        for line in self._lines(box.width()):
            x, height = box.x(), _height(line)
            for item in line:
                size = item.sizeHint()
                width = min(size.width(), box.width())
                item.setGeometry(QRect(x, y + (height - size.height()) // 2, width, size.height()))
                x += width + _GAP
            y += height + _GAP

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the size in which all stand in one line."""
        sizes = [item.sizeHint() for item in self._shown()]
        width = sum(size.width() for size in sizes) + _GAP * max(0, len(sizes) - 1)
        return QSize(width, max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:  # noqa: N802
        """Return the size of the largest item: no line is narrower."""
        sizes = [item.sizeHint() for item in self._shown()]
        return QSize(
            max((size.width() for size in sizes), default=0), max((size.height() for size in sizes), default=0)
        )

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _lines(self, width: int) -> Iterator[list[QLayoutItem]]:
        """Part what is shown into lines that are no wider than this, unless one item alone is."""
        line: list[QLayoutItem] = []
        taken = 0
        for item in self._shown():
            wants = item.sizeHint().width()
            if line and taken + _GAP + wants > width:
                yield line
                line, taken = [], 0
            taken += wants + (_GAP if line else 0)
            line.append(item)
        if line:
            yield line


def _height(line: list[QLayoutItem]) -> int:
    return max(item.sizeHint().height() for item in line)

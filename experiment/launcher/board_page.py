"""The board: what is due on top, and everybody below."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import partial

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QAbstractItemView, QHeaderView, QLabel, QTableWidget, QTableWidgetItem, QWidget

from experiment.launcher.board_state import BoardState, VisitCell
from experiment.launcher.speaking import Speaker
from experiment.launcher.texts import OnBoard, Sentence
from experiment.launcher.widgets import Button, Page, heading, said, side_by_side

_ROLE = Qt.ItemDataRole.UserRole
_ALL_THE_ROOM = 1000
"""The list of everybody has whatever is left of the page, up to its own height."""

_LEAST_ROWS = 12
"""So many lines of everybody can be seen, however small the window."""


class BoardPage(Page):
    """The first page.

    Parameters
    ----------
    say
        In which language.
    open_visit
        Called with a participant and a visit that somebody has chosen.
    enrol, refresh
        Called by their buttons.
    enter_time
        Called with the participant that is chosen, or nothing.
    look_again
        Called with the visit that is chosen.
    """

    def __init__(
        self,
        say: Speaker,
        open_visit: Callable[[VisitCell], object],
        enrol: Callable[[], object],
        enter_time: Callable[[str], object],
        refresh: Callable[[], object],
        look_again: Callable[[VisitCell], object],
    ) -> None:
        super().__init__()
        self._say, self._open = say, open_visit
        self.message = said(bold=True)
        self.now = _Table(self._open_item, is_whole=True)
        self.nobody = said()
        self.everybody = _Table(self._open_item, is_whole=False)
        self.none = said(say(OnBoard.NOBODY_ENROLLED))
        self.amiss, self.as_of = said(bold=True), said()
        for table, other in ((self.now, self.everybody), (self.everybody, self.now)):
            table.itemSelectionChanged.connect(partial(_choose_one, table, other))
        self.open = Button(say(OnBoard.OPEN_VISIT), lambda: self._with_chosen(open_visit, OnBoard.CHOOSE_VISIT))
        self.again = Button(say(OnBoard.LOOK_AGAIN), lambda: self._with_chosen(look_again, OnBoard.CHOOSE_TO_LOOK))
        self.enrol = Button(say(OnBoard.ENROL), enrol)
        self.time = Button(say(OnBoard.ENTER_TIME), lambda: enter_time(self.chosen))
        self.refresh = Button(say(OnBoard.REFRESH), refresh)
        for widget in (self.message, heading(say(OnBoard.NOW)), self.now, self.nobody, heading(say(OnBoard.EVERYBODY))):
            self.column.addWidget(widget)
        self.column.addWidget(self.everybody, _ALL_THE_ROOM)
        self.column.addWidget(self.none)
        self.column.addWidget(self.amiss)
        self.column.addLayout(side_by_side(self.open, self.time, self.enrol, self.again, self.refresh))
        self.column.addWidget(self.as_of)
        self.column.addStretch(1)

    def show_state(self, state: BoardState, as_of: str, message: str) -> None:
        """Fill the board."""
        say = self._say
        _say_in(self.message, message)
        _say_in(self.amiss, state.amiss)
        is_unknown = not state.rows and bool(state.amiss)
        _say_in(self.nobody, "" if state.now or is_unknown else say(OnBoard.NOBODY_NOW))
        self.none.setVisible(not state.rows and not is_unknown)
        self.as_of.setText(as_of)
        titles = [say(OnBoard.PARTICIPANT), say(OnBoard.VISIT), say(OnBoard.STANDS), say(OnBoard.WHEN), ""]
        _fill(self.now, titles, [[cell.participant_id, cell.visit, cell.said, cell.when, ""] for cell in state.now])
        before: QWidget = self.now
        for row, cell in enumerate(state.now):
            for column in range(4):
                _item(self.now, row, column).setData(_ROLE, cell)
            button = Button(cell.act, partial(self._open, cell), main=True)
            self.now.setCellWidget(row, 4, button)
            QWidget.setTabOrder(before, button)
            before = button
        self.now.setVisible(bool(state.now))
        _fill(
            self.everybody,
            [say(OnBoard.PARTICIPANT), say(OnBoard.ARM), *state.visits],
            [[row.participant_id, row.arm, *(_cell_text(cell) for cell in row.visits)] for row in state.rows],
        )
        for number, participant in enumerate(state.rows):
            for column, found in enumerate((None, None, *participant.visits)):
                _item(self.everybody, number, column).setData(_ROLE, found or participant.participant_id)
        self.everybody.setVisible(bool(state.rows))
        self.now.spread({3})
        self.everybody.spread(range(2, 2 + len(state.visits)))

    @property
    def chosen(self) -> str:
        """The participant whose row was chosen last; nothing, if none was."""
        for table in (self.everybody, self.now):
            item = table.currentItem()
            data = item.data(_ROLE) if item is not None and item.isSelected() else None
            if data is not None:
                return data.participant_id if isinstance(data, VisitCell) else str(data)
        return ""

    def first_focus(self) -> None:
        """Put the keyboard on the first thing to do."""
        button = self.now.cellWidget(0, 4) if self.now.rowCount() else None
        (button or self.enrol).setFocus()

    def _with_chosen(self, do: Callable[[VisitCell], object], else_say: Sentence) -> None:
        """Do something with the visit that was chosen, among everybody's or among those of now."""
        for table in (self.everybody, self.now):
            item = table.currentItem()
            data = item.data(_ROLE) if item is not None and item.isSelected() else None
            if isinstance(data, VisitCell):
                do(data)
                return
        _say_in(self.message, self._say(else_say))

    def _open_item(self, item: QTableWidgetItem) -> None:
        data = item.data(_ROLE)
        if isinstance(data, VisitCell):
            self._open(data)


def _choose_one(table: QTableWidget, other: QTableWidget) -> None:
    """Let one thing be chosen on the page: what is chosen here is no more so there."""
    if table.selectedItems():
        other.clearSelection()


def _cell_text(cell: VisitCell | None) -> str:
    return "" if cell is None else cell.said + (f"\n{cell.shortly}" if cell.shortly else "")


def _say_in(label: QLabel, text: str) -> None:
    label.setText(text)
    label.setVisible(bool(text))


class _Table(QTableWidget):
    """A table that is as high as its rows, where it need not be higher."""

    def __init__(self, activated: Callable[[QTableWidgetItem], object], is_whole: bool) -> None:
        super().__init__()
        self._is_whole = is_whole
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.setAlternatingRowColors(True)
        self.rows, self.titles = self.verticalHeader(), self.horizontalHeader()
        assert self.rows is not None
        assert self.titles is not None
        self.rows.setVisible(False)
        self.rows.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.rows.setMinimumSectionSize(round(2 * self.fontMetrics().height()))
        self.titles.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.rows.sectionResized.connect(self._fit)
        self.itemActivated.connect(activated)

    def spread(self, wide: Collection[int]) -> None:
        """Give every column what it needs, and those that hold sentences the rest."""
        assert self.titles is not None
        for column in range(self.columnCount()):
            mode = QHeaderView.ResizeMode.Stretch if column in wide else QHeaderView.ResizeMode.ResizeToContents
            self.titles.setSectionResizeMode(column, mode)
        self._fit()

    def updateGeometries(self) -> None:  # noqa: N802 (Qt's name)
        """Follow the rows, which are higher where columns are narrower."""
        super().updateGeometries()
        self._fit()

    def _fit(self, *_: object) -> None:
        assert self.titles is not None
        rows = sum(self.rowHeight(row) for row in range(self.rowCount()))
        height = rows + self.titles.sizeHint().height() + 2 * self.frameWidth()
        if self._is_whole:
            self.setFixedHeight(height)
        else:
            self.setMaximumHeight(height)
            self.setMinimumHeight(min(height, _LEAST_ROWS * self.fontMetrics().height()))


def _fill(table: QTableWidget, titles: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    table.clear()
    table.setColumnCount(len(titles))
    table.setHorizontalHeaderLabels(titles)
    table.setRowCount(len(rows))
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            table.setItem(number, column, QTableWidgetItem(text))


def _item(table: QTableWidget, row: int, column: int) -> QTableWidgetItem:
    item = table.item(row, column)
    assert item is not None
    return item

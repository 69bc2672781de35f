"""The board: what is due on top, and everybody below."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QAbstractItemView, QHeaderView, QLabel, QTableWidget, QTableWidgetItem

from experiment.launcher.board_state import BoardState, VisitCell
from experiment.launcher.speaking import Speaker
from experiment.launcher.texts import Text
from experiment.launcher.widgets import Button, Page, heading, said, side_by_side

_ROLE = Qt.ItemDataRole.UserRole


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
    """

    def __init__(
        self,
        say: Speaker,
        open_visit: Callable[[VisitCell], object],
        enrol: Callable[[], object],
        enter_time: Callable[[str], object],
        refresh: Callable[[], object],
    ) -> None:
        super().__init__()
        self._say, self._open = say, open_visit
        self.message = said(bold=True)
        self.now = _table(self._open_item)
        self.nobody = said()
        self.everybody = _table(self._open_item)
        self.none = said(say(Text.NOBODY_ENROLLED))
        self.amiss, self.as_of = said(), said()
        self.enrol = Button(say(Text.ENROL), enrol)
        self.time = Button(say(Text.ENTER_TIME), lambda: enter_time(self.chosen))
        self.refresh = Button(say(Text.REFRESH), refresh)
        for widget in (self.message, heading(say(Text.NOW)), self.now, self.nobody, heading(say(Text.EVERYBODY))):
            self.column.addWidget(widget)
        self.column.addWidget(self.everybody, 1)
        self.column.addWidget(self.none)
        self.column.addWidget(self.amiss)
        self.column.addLayout(side_by_side(self.enrol, self.time, self.refresh))
        self.column.addWidget(self.as_of)
        self.column.addStretch(1)

    def show_state(self, state: BoardState, as_of: str, message: str) -> None:
        """Fill the board."""
        say = self._say
        _say_in(self.message, message)
        _say_in(self.amiss, state.amiss)
        _say_in(self.nobody, "" if state.now else say(Text.NOBODY_NOW))
        self.none.setVisible(not state.rows)
        self.as_of.setText(as_of)
        titles = [say(Text.PARTICIPANT), say(Text.VISIT), say(Text.STANDS), say(Text.WHEN), ""]
        _fill(self.now, titles, [[cell.participant_id, cell.visit, cell.said, cell.when, ""] for cell in state.now])
        for row, cell in enumerate(state.now):
            for column in range(4):
                _item(self.now, row, column).setData(_ROLE, cell)
            self.now.setCellWidget(row, 4, Button(cell.act, partial(self._open, cell), main=True))
        self.now.setVisible(bool(state.now))
        _fill(
            self.everybody,
            [say(Text.PARTICIPANT), say(Text.ARM), *state.visits],
            [[row.participant_id, row.arm, *(_cell_text(cell) for cell in row.visits)] for row in state.rows],
        )
        for number, participant in enumerate(state.rows):
            for column, found in enumerate((None, None, *participant.visits)):
                _item(self.everybody, number, column).setData(_ROLE, found or participant.participant_id)
        self.everybody.setVisible(bool(state.rows))
        _fit(self.now)
        _fit(self.everybody)

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

    def _open_item(self, item: QTableWidgetItem) -> None:
        data = item.data(_ROLE)
        if isinstance(data, VisitCell):
            self._open(data)


def _cell_text(cell: VisitCell | None) -> str:
    return "" if cell is None else cell.said + (f"\n{cell.when}" if cell.when else "")


def _say_in(label: QLabel, text: str) -> None:
    label.setText(text)
    label.setVisible(bool(text))


def _table(activated: Callable[[QTableWidgetItem], object]) -> QTableWidget:
    table = QTableWidget()
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setTabKeyNavigation(False)
    table.setWordWrap(True)
    table.setAlternatingRowColors(True)
    vertical, horizontal = table.verticalHeader(), table.horizontalHeader()
    assert vertical is not None and horizontal is not None
    vertical.setVisible(False)
    horizontal.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    table.itemActivated.connect(activated)
    return table


def _fill(table: QTableWidget, titles: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    table.clear()
    table.setColumnCount(len(titles))
    table.setHorizontalHeaderLabels(titles)
    table.setRowCount(len(rows))
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            table.setItem(number, column, QTableWidgetItem(text))


def _fit(table: QTableWidget) -> None:
    """Give every column what it needs, the widest the rest, and the table the height of its rows."""
    horizontal = table.horizontalHeader()
    assert horizontal is not None
    for column in range(table.columnCount()):
        horizontal.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
    if table.columnCount():
        horizontal.setSectionResizeMode(min(3, table.columnCount() - 1), QHeaderView.ResizeMode.Stretch)
    table.resizeRowsToContents()
    rows = sum(table.rowHeight(row) for row in range(table.rowCount()))
    table.setMinimumHeight(min(rows, 320) + horizontal.sizeHint().height() + 2 * table.frameWidth() + 4)
    if table.rowCount():
        table.setMaximumHeight(rows + horizontal.sizeHint().height() + 2 * table.frameWidth() + 4)


def _item(table: QTableWidget, row: int, column: int) -> QTableWidgetItem:
    item = table.item(row, column)
    assert item is not None
    return item

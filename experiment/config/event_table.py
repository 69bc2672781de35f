"""A table of events out of a spreadsheet, read as if it were a file of events.

It has a row for each event and a column for each of its keys: ``id``, ``category``, ``base_rate_pct`` and so on, its
texts in ``text_fr``, ``text_en`` …, and, if it has several lists, their names in ``list``. An empty cell is a key that
is not given. What is wrong with a column is said once, at the first row, and not of each event.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from experiment.config.characters import first_unseen, name_of
from experiment.config.event_file import Event
from experiment.config.explain import closest
from experiment.config.faults import Fault
from experiment.config.key_meanings import meanings
from experiment.config.mistakes import Mistake, Position, StudyMistakes
from experiment.config.no_table import no_table_of_events
from experiment.config.reading import of_no_program, read_whole
from experiment.config.yaml_source import Path_, YamlSource

TABLES = (".csv", ".tsv")
SPREADSHEETS = (".xlsx", ".xls", ".ods", ".numbers")
"""Of the programs themselves: a table is saved out of them."""
ONLY_LIST = "bank"
"""The list of a table that names none."""

_TEXT = re.compile("text_([a-z]{2})")
_OF_A_LANGUAGE = re.compile("_([a-z]{2})$")
_LIST = "list"
_SIGNS = {",": "comma", ";": "semicolon", "\t": "tab"}
"""What parts the cells of a row, and what it is called."""

_FAILED = re.compile(r"#(REF!|NAME\?|VALUE!|N/A|DIV/0!|NUM!|NULL!|NOM\s*\?|VALEUR\s*!|NOMBRE\s*!|¡.*!|¿.*\?)")
"""What a spreadsheet shows in place of a formula's result, in English, French and Spanish."""
_REMARK = 2
"""A row with no more cells is a sum or a remark."""
_TITLES = 5
"""So many lines at most stand above the names of the columns."""

_OF_TEXTS = "what the participant reads; a column for each language: text_fr, text_en, text_es …"


@dataclass(frozen=True)
class EventTable:
    """A table as it was read.

    Parameters
    ----------
    source
        Its values, as those of a file of events, and their places.
    mistakes
        What is wrong with its columns and rows.
    absent
        Keys of events that are wanted and no column gives.
    columns
        The number of the column of each key, from 1; of the texts, of the first.
    names
        What that column is called.
    """

    source: YamlSource
    mistakes: tuple[Mistake, ...]
    absent: frozenset[str]
    columns: Mapping[str, int]
    names: Mapping[str, str]


def read_table(file: Path) -> EventTable:
    """Read a table; commas, semicolons and tabs are known by the first row.

    Raises
    ------
    StudyMistakes
        If the file cannot be read, or is no text.
    """
    content, skipped, text, sign = _opened(file)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=sign)
    header = [name.strip() for name in next(rows, [])]
    while header and not header[-1]:  # a spreadsheet saves columns that were used once
        header.pop()
    mistakes = list(_of_the_header(file, header, 1 + skipped))
    too_long: list[Mistake] = []
    lists: dict[str, list[dict[str, object]]] = {}
    positions: dict[Path_, Position] = {(): Position(file, 1, 1), ("lists",): Position(file, 1, 1)}
    began = rows.line_num + 1 + skipped
    for row in rows:
        line, began = began, rows.line_num + 1 + skipped
        cells = [unicodedata.normalize("NFC", cell.strip()) for cell in row]
        if not any(cells):
            continue
        if (no_event := _no_event(file, line, header, cells, sign)) is not None:
            mistakes.append(no_event)
            continue
        if any(cells[len(header) :]):
            facts = {"cells": len(cells), "columns": len(header), "sign": _SIGNS[sign]}
            too_long.append(Mistake.at(Position(file, line, len(header) + 1), Fault.ROW_TOO_LONG, **facts))
            continue
        named = dict(zip(header, cells, strict=False))
        events = lists.setdefault(named.get(_LIST, "") or ONLY_LIST, [])
        place = ("lists", named.get(_LIST, "") or ONLY_LIST, len(events))
        positions.setdefault(place[:2], Position(file, line, 1))
        positions[place] = Position(file, line, 1)
        event: dict[str, object] = {}
        for column, (key, cell) in enumerate(zip(header, cells, strict=False), start=1):
            of_cell = (*place, key)
            where = positions[of_cell] = Position(file, line, column)
            mistakes += _of_a_cell(where, cell)
            if language := _TEXT.fullmatch(key):
                of_text = (*place, "text", language[1])
                positions[of_text] = where
                positions.setdefault((*place, "text"), where)
            if cell and _is_known(key) and key != _LIST:
                _put(event, key, cell)
        events.append(event)
    mistakes += too_long if lists else too_long[:1]  # where all are, it is the first row that is too short
    if not lists and not mistakes:
        mistakes.append(Mistake.at(Position(file, 1 + skipped, 1), Fault.TABLE_WITHOUT_ROWS))
    value = {"lists": {name: tuple(events) for name, events in lists.items()}}
    source = YamlSource(file, content, value, positions)
    columns: dict[str, int] = {}
    names: dict[str, str] = {}
    for column, name_of_column in enumerate(header, start=1):
        key = "text" if _TEXT.fullmatch(name_of_column) else name_of_column
        columns.setdefault(key, column)
        names.setdefault(key, name_of_column)
    return EventTable(source, tuple(mistakes), frozenset(_absent(header)), columns, names)


def _opened(file: Path) -> tuple[bytes, int, str, str]:
    """Read a table: its bytes, how many lines of it are left out, its text, and the sign that parts its cells."""
    content = of_no_program(file, read_whole(file, TABLES), "CSV (UTF-8)")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise StudyMistakes([Mistake.at(Position(file, line, 1), Fault.TABLE_NOT_UTF8)]) from error
    skipped, text = _without_sign(text)
    first = text.partition("\n")[0]
    sign = max(_SIGNS, key=first.count)
    if (no_table := no_table_of_events(text, sign, _SIGNS)) is not None:
        line, fault, facts = no_table
        raise StudyMistakes([Mistake.at(Position(file, line + skipped, 1), fault, **facts)])
    if (below := _names_below(text, sign)) is not None:
        raise StudyMistakes([Mistake.at(Position(file, below + skipped, 1), Fault.COLUMNS_NAMED_BELOW)])
    return content, skipped, text, sign


def _is_known(column: str) -> bool:
    return column == _LIST or _TEXT.fullmatch(column) is not None or (column in Event.model_fields and column != "text")


def _absent(header: Sequence[str]) -> Iterator[str]:
    for key, field in Event.model_fields.items():
        there = any(map(_TEXT.fullmatch, header)) if key == "text" else key in header
        if field.is_required() and not there:
            yield key


def _of_a_cell(where: Position, cell: str) -> Iterator[Mistake]:
    if unseen := first_unseen(cell):
        yield Mistake.at(where, Fault.CHARACTER_UNSEEN, name=name_of(unseen))
    if _FAILED.fullmatch(cell):
        yield Mistake.at(where, Fault.FORMULA_FAILED, cell=cell)


def _without_sign(text: str) -> tuple[int, str]:
    """Take away the line sep=; that a spreadsheet program writes for itself; how many lines that are."""
    first, _, rest = text.partition("\n")
    return (1, rest) if re.fullmatch(r"sep=.\r?", first) else (0, text)


def _names_below(text: str, sign: str) -> int | None:
    """Return the line that names the columns, where a title or an empty line stands above it."""
    for n, line in enumerate(text.splitlines()[:_TITLES]):
        signs = [sign] if n == 0 else list(_SIGNS)
        if any(len({name.strip(' "') for name in line.split(one)} & Event.model_fields.keys()) > 1 for one in signs):
            return n + 1 if n else None
    return None


def _no_event(file: Path, line: int, header: Sequence[str], cells: Sequence[str], sign: str) -> Mistake | None:
    """Find rows that are none of events: the names of the columns once more, a sum, rows swallowed by a quote."""
    if [*cells] == [*header]:
        return Mistake.at(Position(file, line, 1), Fault.COLUMNS_NAMED_AGAIN)
    open_quote = next((n for n, cell in enumerate(cells, start=1) if "\n" in cell and sign in cell), None)
    if open_quote is not None:
        return Mistake.at(Position(file, line, open_quote), Fault.QUOTE_NOT_CLOSED)
    given = dict(zip(header, cells, strict=False))
    filled = [cell for cell in cells if cell]
    if len(filled) <= _REMARK and len(header) > 2 * _REMARK and set(given) & Event.model_fields.keys():
        return Mistake.at(Position(file, line, 1), Fault.ROW_OF_NO_EVENT, cells=", ".join(filled))
    return None


def _of_the_header(file: Path, header: Sequence[str], line: int) -> Iterator[Mistake]:
    """Say which columns are unknown, stand twice, or are missing; one that is misspelt is not missing, too."""
    missing = set(_absent(header))
    for column, name in enumerate(header, start=1):
        where = Position(file, line, column)
        if name in header[: column - 1] and name:
            yield Mistake.at(where, Fault.COLUMN_TWICE, column=name)
        elif not _is_known(name):
            yield Mistake.at(where, Fault.COLUMN_UNKNOWN, column=name, suggestion=_meant(name))
            missing -= {key for key in missing if closest(name.lower(), [*_columns_of(key, name)]).endswith("?")}
    for key in Event.model_fields:
        if key in missing:
            column_name = "text_en" if key == "text" else key
            meaning = meanings(Event)[key].partition(" For example")[0].rstrip(".")
            meaning = _OF_TEXTS if key == "text" else f"{meaning[0].lower()}{meaning[1:]}"
            yield Mistake.at(Position(file, line, 1), Fault.COLUMN_MISSING, column=column_name, meaning=meaning)


def _meant(name: str) -> str:
    known = [one for key in Event.model_fields for one in _columns_of(key, name)] + [_LIST]
    suggestion = closest(name.lower(), known)
    if "“text_" in suggestion and not _OF_A_LANGUAGE.search(name.lower()):
        return "write text_ and the two letters of its language, such as text_es"
    return suggestion


def _columns_of(key: str, name: str) -> Iterator[str]:
    """Name the columns that give a key: of the texts, the one of the language with which a name ends."""
    if key != "text":
        yield key
    else:
        language = _OF_A_LANGUAGE.search(name.lower())
        yield f"text_{language[1] if language else 'en'}"


def _put(event: dict[str, object], key: str, cell: str) -> None:
    text = _TEXT.fullmatch(key)
    if text:
        texts = event.setdefault("text", {})
        assert isinstance(texts, dict)
        texts[text[1]] = cell
    elif key == "base_rate_pct" and re.fullmatch("-?[0-9]+", cell):
        event[key] = int(cell)
    elif key == "base_rate_pct" and re.fullmatch(r"-?[0-9]+\.[0-9]+", cell):
        event[key] = float(cell)
    else:
        event[key] = cell

"""A bank of events that belongs to no study: a file of events, or a table out of a spreadsheet.

A table has a row for each event and a column for each of its keys: ``id``, ``category``, ``base_rate_pct`` and so on,
its texts in ``text_fr``, ``text_en`` …, and, if it has several lists, their names in ``list``. An empty cell is a key
that is not given.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from experiment.config.characters import first_unseen, name_of
from experiment.config.event_file import EventFile
from experiment.config.explain import build
from experiment.config.faults import Fault
from experiment.config.mistakes import Mistake, Position, StudyMistakes
from experiment.config.reading import read_whole
from experiment.config.yaml_source import Path_, YamlSource, read_yaml

TABLES = (".csv", ".tsv")
ONLY_LIST = "bank"
"""The list of a table that names none."""
_TEXT = re.compile("text_([a-z]{2})")


def load_bank(file: Path) -> EventFile:
    """Read a bank, by the ending of its name.

    Raises
    ------
    StudyMistakes
        With every mistake that could be found.
    """
    source = read_table(file) if file.suffix.lower() in TABLES else read_yaml(file)
    events = build(EventFile, source)
    twice = list(_twice(events, source))
    if twice:
        raise StudyMistakes(twice)
    return events


def _twice(events: EventFile, source: YamlSource) -> Iterator[Mistake]:
    seen: dict[str, Position] = {}
    for name, listed in events.lists.items():
        for n, event in enumerate(listed):
            where = source.at("lists", name, n, "id")
            if event.id in seen:
                yield Mistake.at(where, Fault.EVENT_TWICE, event=event.id, line=seen[event.id].line)
            seen.setdefault(event.id, where)


def read_table(file: Path) -> YamlSource:
    """Read a table as if it were a file of events; commas, semicolons and tabs are known by the first row."""
    content = read_whole(file, TABLES)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise StudyMistakes([Mistake.at(Position(file, line, 1), Fault.NOT_UTF8)]) from error
    first = text.partition("\n")[0]
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count))
    header = [name.strip() for name in next(rows, [])]
    lists: dict[str, list[dict[str, object]]] = {}
    positions: dict[Path_, Position] = {(): Position(file, 1, 1), ("lists",): Position(file, 1, 1)}
    mistakes: list[Mistake] = []
    began = rows.line_num + 1
    for row in rows:
        line, began = began, rows.line_num + 1
        cells = {name: unicodedata.normalize("NFC", cell.strip()) for name, cell in zip(header, row, strict=False)}
        if not any(cells.values()):
            continue
        name = cells.pop("list", "") or ONLY_LIST
        events = lists.setdefault(name, [])
        place = ("lists", name, len(events))
        positions.setdefault(place[:2], Position(file, line, 1))
        positions[place] = Position(file, line, 1)
        event: dict[str, object] = {}
        for column, (key, cell) in enumerate(cells.items(), start=1):
            cell_place, where = (*place, key), Position(file, line, column)
            positions[cell_place] = where
            if unseen := first_unseen(cell):
                mistakes.append(Mistake.at(where, Fault.CHARACTER_UNSEEN, name=name_of(unseen)))
            if cell:
                _put(event, key, cell)
        events.append(event)
    if mistakes:
        raise StudyMistakes(mistakes)
    value = {"lists": {name: tuple(events) for name, events in lists.items()}}
    return YamlSource(file, content, value, positions)


def _put(event: dict[str, object], key: str, cell: str) -> None:
    text = _TEXT.fullmatch(key)
    if text:
        texts = event.setdefault("text", {})
        assert isinstance(texts, dict)
        texts[text[1]] = cell
    elif key == "base_rate_pct" and re.fullmatch("[0-9]{1,3}", cell):
        event[key] = int(cell)
    else:
        event[key] = cell

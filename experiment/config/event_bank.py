"""A bank of events that belongs to no study: a file of events, or a table out of a spreadsheet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from experiment.config.cross_checks import events_once
from experiment.config.event_file import EventFile
from experiment.config.event_table import SPREADSHEETS, TABLES, EventTable, read_table
from experiment.config.explain import build
from experiment.config.faults import Fault
from experiment.config.mistakes import Mistake, Position, StudyMistakes
from experiment.config.yaml_source import YamlSource, read_yaml

_MANY = 5
"""What is wrong alike in so many cells of a column is said once."""


def load_bank(file: Path) -> EventFile:
    """Read a bank, by the ending of its name.

    Raises
    ------
    StudyMistakes
        With every mistake that could be found.
    """
    if file.suffix.lower() in SPREADSHEETS:
        raise StudyMistakes([Mistake.at(Position(file, 1, 1), Fault.NOT_A_TABLE)])
    if file.suffix.lower() in TABLES:
        events, source = _of_table(file)
    else:
        source = read_yaml(file)
        events = build(EventFile, source)
    if twice := list(events_once(events, source)):
        raise StudyMistakes(twice)
    return events


def _of_table(file: Path) -> tuple[EventFile, YamlSource]:
    table = read_table(file)
    try:
        events = build(EventFile, table.source)
    except StudyMistakes as said:
        placed = [_in_its_cell(one, table) for one in said.mistakes if not _follows(one, table)]
        raise StudyMistakes([*table.mistakes, *_once_a_column(placed)]) from said
    if table.mistakes:
        raise StudyMistakes(table.mistakes)
    return events, table.source


def _follows(mistake: Mistake, table: EventTable) -> bool:
    """Return whether a mistake only follows from a column that is not there."""
    return mistake.fault is Fault.KEY_MISSING and dict(mistake.facts)["key"] in table.absent


def _in_its_cell(mistake: Mistake, table: EventTable) -> Mistake:
    """Place what is missing where it should stand."""
    if mistake.fault is not Fault.KEY_MISSING:
        return mistake
    column = table.columns.get(dict(mistake.facts)["key"], mistake.where.column)
    return replace(mistake, where=replace(mistake.where, column=column))


def _once_a_column(mistakes: Sequence[Mistake]) -> Iterator[Mistake]:
    """Say what is wrong alike in many cells of a column once, and in how many it is."""
    alike: defaultdict[tuple[object, ...], list[Mistake]] = defaultdict(list)
    for one in mistakes:
        alike[one.fault, one.facts, one.where.column].append(one)
    for several in alike.values():
        if len(several) < _MANY:
            yield from several
        else:
            yield several[0]
            yield Mistake.at(several[0].where, Fault.SAME_IN_OTHER_ROWS, rows=len(several) - 1)

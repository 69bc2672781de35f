"""A bank of events that belongs to no study: a file of events, or a table out of a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from experiment.config.cross_checks import events_once
from experiment.config.event_file import EventFile
from experiment.config.event_table import SPREADSHEETS, TABLES, EventTable, read_table
from experiment.config.faults import Fault
from experiment.config.mending import Built, build_as_far_as_possible
from experiment.config.mistakes import Mistake, Position, StudyMistakes
from experiment.config.yaml_source import YamlSource, read_as_far_as_possible

_EVENT = 3
"""So many steps lead to an event."""


def load_bank(file: Path) -> EventFile:
    """Read a bank, by the ending of its name.

    Raises
    ------
    StudyMistakes
        With every mistake that could be found.
    """
    return examined_bank(file)[0]


def examined_bank(file: Path) -> tuple[EventFile, YamlSource]:
    """Read a bank, and say where each of its events stands.

    Raises
    ------
    StudyMistakes
        With every mistake that could be found.
    """
    if file.suffix.lower() in SPREADSHEETS:
        raise StudyMistakes([Mistake.at(Position(file, 1, 1), Fault.NOT_A_TABLE)])
    return _of_table(file) if file.suffix.lower() in TABLES else _of_events(file)


def _of_events(file: Path) -> tuple[EventFile, YamlSource]:
    built = build_as_far_as_possible(EventFile, read_as_far_as_possible(file))
    mistakes = [*built.mistakes, *_twice(built)]
    if mistakes or built.model is None:
        raise StudyMistakes(mistakes)
    return built.model, built.source


def _of_table(file: Path) -> tuple[EventFile, YamlSource]:
    table = read_table(file)
    built = build_as_far_as_possible(EventFile, table.source)
    failed = {one.where for one in table.mistakes if one.fault is Fault.FORMULA_FAILED}
    placed = [
        _in_its_cell(one, table) for one in built.mistakes if not _follows(one, table) and one.where not in failed
    ]
    mistakes = [*table.mistakes, *placed, *_untranslated(table), *_twice(built)]
    if mistakes or built.model is None:
        raise StudyMistakes(mistakes)
    return built.model, built.source


def _untranslated(table: EventTable) -> Iterator[Mistake]:
    """Find events without words in a language that others have: its cell is empty."""
    events = [
        (("lists", name, n), event.get("text", {}))
        for name, listed in table.source.value["lists"].items()
        for n, event in enumerate(listed)
    ]
    languages = dict.fromkeys(language for _, text in events for language in text)
    for path, text in events:
        for language in languages if text else ():
            if language not in text:
                column = f"text_{language}"
                facts = {"column": column, "meaning": "what the participant reads, in that language"}
                yield Mistake.at(table.source.at(*path, column), Fault.CELL_EMPTY, **facts)


def _twice(built: Built[EventFile]) -> Iterator[Mistake]:
    """Find events that stand twice, whatever else is wrong; of ids that were mended, nothing is known."""
    if built.model is None:
        return
    mended = {built.source.at(*path).line for path in built.damage if path[-1:] == ("id",) or len(path) <= _EVENT}
    for mistake in events_once(built.model, built.source):
        if not mended & {mistake.where.line, int(dict(mistake.facts)["line"])}:
            yield mistake


def _follows(mistake: Mistake, table: EventTable) -> bool:
    """Return whether a mistake only follows from a column that is not there."""
    return mistake.fault is Fault.KEY_MISSING and dict(mistake.facts)["key"] in table.absent


def _in_its_cell(mistake: Mistake, table: EventTable) -> Mistake:
    """Place what is missing where it should stand, under the name of its column."""
    if mistake.fault is not Fault.KEY_MISSING:
        return mistake
    key = dict(mistake.facts)["key"]
    where = replace(mistake.where, column=table.columns.get(key, mistake.where.column))
    meaning = dict(mistake.facts)["meaning"]
    return Mistake.at(where, Fault.CELL_EMPTY, column=table.names.get(key, key), meaning=meaning)

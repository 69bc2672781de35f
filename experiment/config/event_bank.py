"""A bank of events that belongs to no study: a file of events, or a table out of a spreadsheet."""

from __future__ import annotations

from pathlib import Path

from experiment.config.cross_checks import events_once
from experiment.config.event_file import EventFile
from experiment.config.event_table import SPREADSHEETS, TABLES, read_table
from experiment.config.explain import build
from experiment.config.faults import Fault
from experiment.config.mistakes import Mistake, Position, StudyMistakes
from experiment.config.yaml_source import YamlSource, read_yaml


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
        follow = [one for one in said.mistakes if one.fault is Fault.KEY_MISSING and _key(one) in table.absent]
        raise StudyMistakes([*table.mistakes, *(one for one in said.mistakes if one not in follow)]) from said
    if table.mistakes:
        raise StudyMistakes(table.mistakes)
    return events, table.source


def _key(mistake: Mistake) -> str:
    return dict(mistake.facts)["key"]

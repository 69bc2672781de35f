"""Runs that the ledger of a data folder knows, and of which the folder has no sheet: not to be missed in silence."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from experiment.analysis.problems import Problem, problem
from experiment.format.ledger import DifferenceAccepted, Ledger, OfRun, merged, read_ledger
from experiment.format.run_files import ledger_file, ledgers_folder
from experiment.messages import TableFault, plainly


def missing_runs(folder: Path, there: Collection[str]) -> tuple[tuple[str, ...], list[Problem]]:
    """Return what the names of each missing run's files begin with, and what of the ledgers could not be read.

    A run whose absence somebody has accepted is none.

    Parameters
    ----------
    folder
        A data folder; it may have the ledgers of several computers.
    there
        What the names of the files of each run begin with that has a sheet.
    """
    read: list[Ledger] = []
    problems: list[Problem] = []
    for file in _ledgers(folder):
        try:
            read.append(read_ledger(file.read_bytes()))
        except OSError as error:
            problems.append(problem(file, TableFault.NOT_READ, error=plainly(error)))
    known = merged(read).runs() if len(read) > 1 else read[0].runs() if read else {}
    missing = [stem for stem, lines in known.items() if stem not in there and not any(map(_accepts, lines))]
    return tuple(sorted(missing)), problems


def _accepts(line: OfRun) -> bool:
    return isinstance(line, DifferenceAccepted) and line.what == "missing"


def _ledgers(folder: Path) -> Iterator[Path]:
    if ledger_file(folder).exists():
        yield ledger_file(folder)
    others = ledgers_folder(folder)
    yield from sorted(others.glob("*.jsonl")) if others.is_dir() else ()

"""The ledger on the disk: appended by one process at a time, and synced line by line."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from secrets import token_hex
from typing import TypeVar

from experiment.format.apparatus import utc_now
from experiment.format.ledger import Follows, Ledger, LedgerBegun, Line, follows, line_text, merged, read_ledger
from experiment.format.run_files import ledger_file, ledgers_folder, locks_folder
from experiment.messages import Advice
from experiment.record.enrolments import enrolled_ids
from experiment.record.found_runs import found_runs
from experiment.record.held_files import refused_because
from experiment.record.provenance import program
from experiment.record.soft_locks import Locked
from experiment.record.storage import Storage
from experiment.record.unused import is_launched
from experiment.record.whole_files import make_file, make_folders, write_whole

_L = TypeVar("_L", bound=Line)

_PATIENCE_S, _BETWEEN_TRIES_S = 5.0, 0.02
"""Others hold the ledger for as long as a line takes."""


def read(storage: Storage, place: Path) -> Ledger:
    """Read the ledger of a folder of sessions, with those of other computers that were collected; there may be none."""
    file, folder = ledger_file(place), ledgers_folder(place)
    own = read_ledger(storage.read(file)) if storage.exists(file) else Ledger()
    others = [_other(storage, folder / name) for name in storage.names_in(folder) if name.endswith(".jsonl")]
    return merged([own, *others]) if others else own


def _other(storage: Storage, file: Path) -> Ledger:
    found = read_ledger(storage.read(file))
    return replace(found, faults=tuple(f"{fault} (in ledgers/{file.name})" for fault in found.faults))


def enter(storage: Storage, place: Path, make: Callable[[Follows], _L]) -> _L:
    """Add a line, and make it safe.

    Parameters
    ----------
    storage, place
        The folder of sessions whose ledger it is; where there is no ledger yet, one is begun.
    make
        Makes the line, from what it must say as the next one.

    Raises
    ------
    OSError
        If it cannot be written.
    """
    file = ledger_file(place)
    with _held(storage, place):
        content = storage.read(file) if storage.exists(file) else b""
        due = follows(content)
        if due.after == 0:  # none, or a power cut has left an empty one, or not one whole line
            content = line_text(first_line(storage, place))
            write_whole(storage, file, content)
            due = follows(content)
        if due.after < len(content):  # a line that a crash has cut short; nothing had been built on it
            storage.cut(file, due.after)
        line = make(due)
        opened = storage.append_to(file)
        try:
            opened.write(line_text(line))
            opened.sync()
        finally:
            opened.close()
    return line


def unless_refused(place: Path, entering: Callable[[], object]) -> tuple[str, ...]:
    """Enter something without which a session goes on: it cannot be repeated, and the ledger can be put right.

    Returns
    -------
    tuple of str
        What the experimenter should be told, if it could not be entered.
    """
    try:
        entering()
    except OSError as error:
        return (Advice.LEDGER_NOT_WRITTEN.say(file=ledger_file(place), error=refused_because(error)),)
    return ()


def first_line(storage: Storage, place: Path) -> LedgerBegun:
    """Begin a ledger: it says what was there before it."""
    due = follows(b"")
    runs = tuple(run.stem for run in found_runs(storage, place) if is_launched(storage, run))  # not one that begins now
    who = tuple(enrolled_ids(storage, place))
    return LedgerBegun(
        n=due.n, utc=utc_now(), before=due.before, identity=token_hex(16), written_by=program(), runs=runs,
        participants=who,
    )  # fmt: skip


@contextmanager
def _held(storage: Storage, place: Path) -> Iterator[None]:
    make_folders(storage, locks_folder(place))
    lock = locks_folder(place) / "ledger.lock"
    make_file(storage, lock)
    until_s = time.monotonic() + _PATIENCE_S
    while True:
        held = storage.lock(lock)
        try:
            held.__enter__()
        except Locked as error:
            if time.monotonic() > until_s:
                raise TimeoutError(f"another program holds {lock}") from error
            time.sleep(_BETWEEN_TRIES_S)
        else:
            break
    try:
        yield
    finally:
        held.__exit__(None, None, None)

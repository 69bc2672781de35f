"""A table on the disk, held against the rows that were recorded; the first cell that differs is named."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from experiment.format.tables import Row, header
from experiment.format.vocabulary import Table

_UNWRITTEN = b"\0" * 4
"""What a file system may leave of a block that it has made room for and not written."""


_QUOTED = re.compile(r'["\r\n]')
"""What makes a cell be quoted; a comma does too."""

_LONGEST_BYTES = 10_000_000
"""More than any record takes: no more is looked through for where one ends."""


class Differs(Exception):
    """A table is not as it was written; the text says where."""


@dataclass(frozen=True)
class TableRead:
    """How a table stands.

    Parameters
    ----------
    rows
        How many of the recorded rows are in it, from the first.
    whole
        How many of its bytes they take, with the header; what follows is torn.
    """

    rows: int
    whole: int


def csv_text(cells: Sequence[str]) -> bytes:
    r"""Write one line of RFC 4180, ended by ``\n``."""
    plain = ",".join(cells)
    if len(cells) > 1 and plain.count(",") == len(cells) - 1 and not _QUOTED.search(plain):  # as most lines are
        return plain.encode("utf-8") + b"\n"
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerow(cells)  # so that cells with either character are quoted
    return text.getvalue().removesuffix("\r\n").encode("utf-8") + b"\n"


def read_table(table: Table, content: bytes, recorded: Sequence[Row]) -> TableRead:
    """Hold a table against the rows that were recorded.

    A crash may leave fewer rows, or a part of one: they can be written again. It leaves no others.

    Raises
    ------
    Differs
        Naming the first difference.
    """
    names = header(table)
    first = csv_text(names)
    if not content.startswith(first):
        raise Differs("its first line is not the header")
    place = len(first)
    for number, row in enumerate(recorded):
        line = csv_text(row.cells())
        if not content.startswith(line, place):
            _check_torn(content[place:], number, names, row.cells())
            return TableRead(number, place)
        place += len(line)
    if _UNWRITTEN not in content[place:] and next(_records(content[place:]), None) is not None:
        raise Differs(f"row {len(recorded) + 1} was not recorded: the journal has {len(recorded)}")
    return TableRead(len(recorded), place)


def differing_cells(table: Table, content: bytes, recorded: Sequence[Row]) -> Iterator[str]:
    """Name every row and cell of a table that is not as it was recorded."""
    names = header(table)
    records = list(_records(content))
    if not records or records[0] != csv_text(names):
        yield "its first line is not the header"
    rows = records[1:]
    for number, (there, row) in enumerate(zip(rows, recorded, strict=False)):
        if there != csv_text(row.cells()):
            yield from _differences(there, number, names, row.cells())
    for number in range(len(rows), len(recorded)):
        yield f"row {number + 1} is not there"
    for number in range(len(recorded), len(rows)):
        yield f"row {number + 1} was not recorded"
    if sum(map(len, records)) < len(content):
        yield "something unfinished stands at its end"


def _check_torn(rest: bytes, number: int, names: tuple[str, ...], recorded: list[str]) -> None:
    if _UNWRITTEN in rest:
        return
    there = next(_records(rest), None)
    if there is not None:
        raise Differs(next(_differences(there, number, names, recorded)))


def _differences(there: bytes, number: int, names: tuple[str, ...], recorded: list[str]) -> Iterator[str]:
    """Return where a record of a table differs from what was recorded."""
    try:
        cells = next(csv.reader(io.StringIO(there.decode("utf-8"), newline="")))
    except (UnicodeDecodeError, csv.Error, StopIteration):
        yield f"row {number + 1} is no longer a line of a CSV in UTF-8"
        return
    if len(cells) != len(names):
        yield f"row {number + 1} has {len(cells)} cells, and there are {len(names)} columns"
        return
    if cells == recorded:
        yield f"row {number + 1} is written otherwise than it was recorded"
    for name, cell, right in zip(names, cells, recorded, strict=True):
        if cell != right:
            yield f"row {number + 1}, {name}: “{_short(cell)}” stands there, and “{_short(right)}” was recorded"


def _short(cell: str) -> str:
    return cell if len(cell) <= 40 else cell[:39] + "…"


def _records(content: bytes) -> Iterator[bytes]:
    """Split off the whole records of a CSV; line ends within quotes belong to their record."""
    start, quoted = 0, False
    for place, byte in enumerate(content[:_LONGEST_BYTES]):
        if byte == ord('"'):
            quoted = not quoted
        elif byte == ord("\n") and not quoted:
            yield content[start : place + 1]
            start = place + 1

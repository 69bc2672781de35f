"""A table in columns, for a terminal."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence


def columns(rows: Sequence[Sequence[str]], right: Container[int] = ()) -> Iterator[str]:
    """Set rows side by side; a row may be shorter than others.

    Parameters
    ----------
    right
        The columns, from 0, that are set to the right.
    """
    number = max(len(row) for row in rows)
    widths = [max((len(row[n]) for row in rows if n < len(row)), default=0) for n in range(number)]
    for row in rows:
        cells = [
            cell.rjust(width) if n in right else cell.ljust(width)
            for n, (cell, width) in enumerate(zip(row, widths, strict=False))
        ]
        yield "  ".join(cells).rstrip()

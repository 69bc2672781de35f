"""A line that stands in another column than it should: a parser notices at the next line that stands where it belongs.

That may be far below: what is named here is the line that was moved.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from experiment.config.faults import Fault
from experiment.config.mistakes import Mistake, Position

At = Callable[[int], Position]
"""Names the place of a line, by its number from 0."""

_ENTRY = re.compile(r"^( *)- +(?:([\w\"']+) *:)?")
_KEY = re.compile(r"^ *([\w\"']+) *:(?:\s|$)")
_ALONE = re.compile(r"^ *[\w\"']+ *: *(?:#.*)?$")
"""A key with nothing behind it."""


def entry_left(lines: Sequence[str], here: int, at: At) -> Iterator[Mistake]:
    """Find what stands in the column of dashes without one, where the next entry of a list is refused."""
    margin = _indentation(lines[here])
    if not lines[here].lstrip().startswith("- "):
        return
    culprit = dash = None
    for n in range(here - 1, -1, -1):
        if not _says(lines[n]) or _indentation(lines[n]) > margin:
            continue
        if _indentation(lines[n]) < margin:
            return
        if lines[n].lstrip().startswith("- "):
            dash = n
            break
        culprit = n
    if culprit is None or dash is None:
        return
    entry, key = _ENTRY.match(lines[dash]), _KEY.match(lines[culprit])
    inner = [line for line in lines[dash + 1 : culprit] if _says(line) and _indentation(line) == margin + 2]
    if inner and entry and key and key[1] != entry[2]:
        yield Mistake.at(at(culprit), Fault.LEFT_OF_ITS_ENTRY, key=key[1], line=dash + 1)
    else:
        yield Mistake.at(at(culprit), Fault.DASH_MISSING)


def moved(lines: Sequence[str], here: int, at: At) -> Iterator[Mistake]:
    """Find the line that was moved, where one is refused that begins as those beside it did."""
    margin = _indentation(lines[here])
    above = [n for n in range(here) if _says(lines[n])]
    holder = next((n for n in reversed(above) if _indentation(lines[n]) < margin), None)
    if holder is None:
        return
    first, *rest = [n for n in above if n > holder] or [here]
    if first == here:  # one line between those beside it
        before = above[above.index(holder) - 1]
        if before < holder and _KEY.match(lines[before]) and _indentation(lines[before]) == margin:
            yield Mistake.at(at(holder), Fault.LESS_FAR_IN, line=here + 1)
        return
    if _indentation(lines[first]) <= margin:
        return
    if _ALONE.match(lines[first]) and rest and _indentation(lines[rest[0]]) == _indentation(lines[first]):
        yield Mistake.at(at(first), Fault.FURTHER_IN, line=here + 1)
    elif _KEY.match(lines[holder]):
        yield Mistake.at(at(holder), Fault.LESS_FAR_IN, line=here + 1)


def _says(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _indentation(line: str) -> int:
    return len(line) - len(line.lstrip(" "))

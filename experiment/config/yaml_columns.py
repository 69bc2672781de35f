"""A line that stands in another column than it should: a parser notices at the next line that stands where it belongs.

That may be far below: what is named here is the line that was moved.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from experiment.config.faults import Fault
from experiment.config.mistakes import Mistake, Position

At = Callable[[int], Position]
"""Names the place of a line, by its number from 0."""

_ENTRY = re.compile(r"^( *)- +(?:([\w\"']+) *:)?")
_KEY = re.compile(r"^ *([\w\"']+) *:(?:\s|$)")
_KEY_OF_ENTRY = re.compile(r"^( *)- +([\w\"'-]+) *:(?:\s|$)")
_KEY_IN_LINE = re.compile(r"^ *(?:- +)*([\w\"'-]+) *:(?:\s|$)")
_ANNOUNCED = re.compile(r"^ *[\w\"']+ *: *[|>][-+0-9]* *$")
_REACH = 4
"""So many lines above, two may have changed places."""
_LIST_AND_KEY = 2
_ALONE = re.compile(r"^ *[\w\"']+ *: *(?:#.*)?$")
"""A key with nothing behind it."""


def dash_before_key(lines: Sequence[str], here: int, problem: str, began: int | None, at: At) -> Iterator[Mistake]:
    """Find a dash before a key among others, which begins a list where there is none."""
    line = lines[here]
    if "expected key" in problem and (found := _KEY_OF_ENTRY.match(line)):
        column = len(found[1])
        before = [n for n in range(here) if _says(lines[n]) and _indentation(lines[n]) <= column]
        above = lines[before[-1]] if before else ""
        entry = next((n for n in reversed(before) if _indentation(lines[n]) < column), None)
        if _begins_again(lines, entry, found[2]):
            yield Mistake.at(at(here), Fault.FURTHER_IN, line=(entry or 0) + 1)
        elif _KEY_IN_LINE.match(above) and _indentation_of_key(above) == column:
            yield Mistake.at(at(here), Fault.DASH_BEFORE_KEY, key=found[2])
    if "expected '-' indicator" not in problem or began is None or not _KEY.match(line):
        return
    margin = _indentation(line)
    dashes, keys = [], set()
    for n in (*range(began, here), *range(here, len(lines))):
        if not _says(lines[n]):
            continue
        if n > began and _indentation(lines[n]) < margin:
            break
        if lines[n][margin:].startswith("- ") and (n == began or _indentation(lines[n]) == margin):
            dashes.append(n)
        if n < here and (key := _KEY_IN_LINE.match(lines[n])):
            keys.add(key[1])
    key = _KEY.match(line)
    if len(dashes) == 1 and key is not None and key[1] not in keys and (first := _KEY_IN_LINE.match(lines[began])):
        two = lines[began].lstrip().startswith("- -")
        yield Mistake.at(at(began), Fault.DASHES_TWO if two else Fault.DASH_BEFORE_KEY, key=first[1])


def _begins_again(lines: Sequence[str], entry: int | None, key: str) -> bool:
    """Return whether a key is that with which the entry above begins: another entry begins, set in further."""
    begun = _KEY_OF_ENTRY.match(lines[entry]) if entry is not None else None
    return begun is not None and begun[2] == key


def alone(lines: Sequence[str], here: int) -> bool:
    """Return whether no other entry stands in the column of a dash, in the same list."""
    margin = _indentation(lines[here])
    for way in (range(here - 1, -1, -1), range(here + 1, len(lines))):
        beside = next((lines[n] for n in way if _says(lines[n]) and _indentation(lines[n]) <= margin), "")
        if _indentation(beside) == margin and beside.lstrip().startswith("- "):
            return False
    return True


def key_before_entries(lines: Sequence[str], here: int, problem: str, at: At) -> Iterator[Mistake]:
    """Find a key with its value between the line that begins a list and the first of its entries."""
    above = [n for n in range(here) if _says(lines[n])]
    if "expected key" not in problem or not lines[here].lstrip().startswith("- ") or len(above) < _LIST_AND_KEY:
        return
    of_list, before = above[-2:]
    key, name = _KEY.match(lines[before]), _ALONE.match(lines[of_list])
    deeper = _indentation(lines[of_list]) < _indentation(lines[before])
    beside = _indentation(lines[here]) in (_indentation(lines[of_list]), _indentation(lines[before]))
    if key and name and deeper and beside:
        yield Mistake.at(
            at(before), Fault.KEY_BEFORE_ENTRIES, key=key[1], list=lines[of_list].partition(":")[0].strip()
        )


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
        alone = _ALONE.match(lines[before]) and _indentation(lines[before]) == _indentation(lines[holder])
        beside = _KEY.match(lines[before]) and _indentation(lines[before]) == margin
        if before < holder and beside and not lines[holder - 1].strip():  # an empty line ends what came before
            yield Mistake.at(at(here), Fault.INDENTED_TOO_FAR, line=holder + 1)
        elif before < holder and _KEY.match(lines[holder]) and (beside or alone):
            yield Mistake.at(at(holder), Fault.LESS_FAR_IN, line=here + 1)
        return
    if _indentation(lines[first]) <= margin:
        return
    if _ALONE.match(lines[first]) and rest and _indentation(lines[rest[0]]) == _indentation(lines[first]):
        yield Mistake.at(at(first), Fault.FURTHER_IN, line=here + 1)
    elif _KEY.match(lines[holder]):
        yield Mistake.at(at(holder), Fault.LESS_FAR_IN, line=here + 1)


def changed_places(
    value: Any, positions: Mapping[tuple[str | int, ...], Position], again: tuple[str | int, ...], first: int
) -> tuple[str | int, ...] | None:
    """Find what lacks a key that stands twice in its neighbour, first right below the line which begins that.

    Parameters
    ----------
    value, positions
        Of the whole file.
    again
        The key that stands twice.
    first
        The line where it stands first.

    Returns
    -------
    tuple or None
        The neighbour above, whose last line has changed places with that which begins the other.
    """
    *around, name = again[:-1] or (0,)
    if not isinstance(name, str) or positions[again[:-1]].line + 1 != first:
        return None
    for step in around:
        value = value[step]
    names = list(value)
    before = names[names.index(name) - 1] if names.index(name) else None
    if before is None or not isinstance(value[before], Mapping) or again[-1] in value[before]:
        return None
    return (*around, before) if value[before].keys() & value[name].keys() else None


def text_below_the_next(lines: Sequence[str], here: int) -> int | None:
    """Find the line that announces a text of several lines, where the line of another key stands below it."""
    above = [n for n in range(here + 1) if _says(lines[n])][-_REACH:]
    for text, key in pairwise(above):
        set_in = _indentation(lines[text]) - _indentation(lines[key])
        if _ANNOUNCED.match(lines[text]) and _ALONE.match(lines[key]) and set_in > 0:
            return text
    return None


def _indentation_of_key(line: str) -> int:
    """Return how far a key is set in, behind the dash of its entry."""
    return len(line) - len(line.lstrip(" -"))


def _says(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _indentation(line: str) -> int:
    return len(line) - len(line.lstrip(" "))

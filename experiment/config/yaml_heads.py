"""Lines whose head is gone: commented out, deleted, or turned into the dash of an entry."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from experiment.config.faults import Fault
from experiment.config.mistakes import Mistake, Position

_HEAD_IN_COMMENT = re.compile(r"^(\s*)#\s*(?:(?:- +)?(\w+)\s*:\s*(?:[>|][-+]?\s*)?(?:#.*)?|- +(\w+)\s*:\s.*)$")
"""A key without a value, or the first key of an entry."""
_KEY = re.compile(r"^ *[\w\"']+ *:(\s|$)")
_DASH = re.compile(r"^ *- +(?![\w\"']+ *:(\s|$))")
"""A dash that has no key behind it, either."""
_FEW = 2
"""So many keys below a dash are more than one that was forgotten."""


def heads(lines: list[str], here: int, problem: str, at: Callable[[int], Position]) -> Iterator[Mistake]:
    """Say where what belongs together has lost its head.

    Parameters
    ----------
    lines
        Of the file.
    here
        Number of the line where a parser stopped, from 0.
    problem
        What it says.
    at
        Names the place of a line.
    """
    if "expected '-' indicator" in problem and (dash := _dash_for_key(lines, here)) is not None:
        yield Mistake.at(at(dash), Fault.DASH_FOR_KEY)
    first = next((n for n, line in enumerate(lines) if _says_something(line)), here)
    if first <= here and "<document start>" in problem and lines[first].startswith(" "):
        if (head := head_in_comment(lines, first)) is not None:
            yield Mistake.at(at(head[0]), Fault.HEAD_IN_COMMENT, key=head[1])
        yield Mistake.at(at(first), Fault.NOTHING_ABOVE)
    if (head := head_in_comment(lines, here) or _head_of_those_above(lines, here)) is not None:
        yield Mistake.at(at(head[0]), Fault.HEAD_IN_COMMENT, key=head[1])


def head_in_comment(lines: list[str], here: int, *, beside: bool = False) -> tuple[int, str] | None:
    """Return the line right above another that is a key to which that would belong, and a comment; and the key.

    Parameters
    ----------
    lines
        Of the file.
    here
        Number of the line below it, from 0.
    beside
        Whether that may begin in the column of the comment.
    """
    above = here - 1
    while above > 0 and not lines[above].strip():
        above -= 1
    head = _HEAD_IN_COMMENT.match(lines[above]) if above >= 0 else None
    if head is None or _margin(lines[here]) < len(head[1]) + (not beside):
        return None
    return above, head[2] or head[3]


def below_comment(lines: list[str], keys: list[int], again: int) -> tuple[int, tuple[int, str]] | None:
    """Find which of the keys of a mapping, at or above one that comes again, has its own head in a comment; and that.

    Parameters
    ----------
    lines
        Of the file.
    keys
        Numbers of the lines in which they begin, from 0.
    again
        The same of the first that comes again.
    """
    for n in reversed(range(1, len(keys))):
        head = head_in_comment(lines, keys[n]) if keys[n] <= again else None
        if head is not None and head[0] > keys[n - 1]:
            return n, head
    return None


def _head_of_those_above(lines: list[str], here: int) -> tuple[int, str] | None:
    """Return the same of lines above that are set in further than this one."""
    for n in range(here - 1, 0, -1):
        if _says_something(lines[n]):
            if _margin(lines[n]) <= _margin(lines[here]):
                return None
            head = head_in_comment(lines, n)
            if head is not None and head[0] < n and _margin(lines[here]) <= _margin(lines[n]) - 1:
                return head
    return None


def _says_something(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _dash_for_key(lines: list[str], here: int) -> int | None:
    """Return the line that begins with the only dash among keys of its column."""
    margin = _margin(lines[here])
    upwards, downwards = range(here - 1, -1, -1), range(here, len(lines))
    beside = [n for way in (upwards, downwards) for n in _of_column(lines, way, margin)]
    dashes = [n for n in beside if _DASH.match(lines[n])]
    if any(lines[n].lstrip().startswith("- ") for n in beside if n not in dashes):
        return None
    keys = sum(_KEY.match(lines[n]) is not None for n in beside)
    return dashes[0] if len(dashes) == 1 and keys >= _FEW else None


def _of_column(lines: list[str], way: Iterable[int], margin: int) -> Iterator[int]:
    """Find the lines that begin in a column, until one begins further to the left."""
    for n in way:
        if _says_something(lines[n]):
            if _margin(lines[n]) < margin:
                return
            if _margin(lines[n]) == margin:
                yield n


def _margin(line: str) -> int:
    return len(line) - len(line.lstrip(" "))

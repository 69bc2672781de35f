"""The pattern of a code (participant ID, operator): which patterns are safe, what they allow, and an example of each.

A pattern is a regular expression of letters, digits, [classes] of them, (groups), a|b, and repetitions. Whatever could
keep the computer busy with a code, or would let a code hold what cannot stand in a file name, is refused with the study
file; so a code can be held against a pattern at once.
"""

from __future__ import annotations

import importlib
import re
import string
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Any, TypeAlias

from experiment.config.faults import Fault
from experiment.config.model import wrong

_PARSER = importlib.import_module("re._parser" if sys.version_info >= (3, 11) else "sre_parse")

LONGEST_CODE = 32
"""No code is longer."""

_LONGEST_PATTERN = 200
_LETTERS_AND_DIGITS = string.ascii_letters + string.digits
_MOST_WAYS = 5_000
"""In how many ways a pattern may be laid over one code at most: each is a way that a match may have to try."""
_MOST_PARTS = 500
"""How many parts it may have when its repetitions are written out."""


@dataclass(frozen=True)
class OneOf:
    """One character of several; none: a place such as the beginning."""

    characters: str


@dataclass(frozen=True)
class Either:
    """One of several parts."""

    branches: tuple[Parts, ...]


@dataclass(frozen=True)
class Repeated:
    """A part, so many times."""

    fewest: int
    most: int
    what: Parts


Parts: TypeAlias = tuple["OneOf | Either | Repeated", ...]


class _NotOfCodes(Exception):
    """A part of a pattern stands for something that no code may hold."""


def is_code(pattern: str, text: str) -> bool:
    """Return whether a text is a code of a pattern that has been checked."""
    plain = len(text) <= LONGEST_CODE and re.fullmatch("[A-Za-z0-9]+", text) is not None
    return plain and re.fullmatch(pattern, text) is not None


def example_of(pattern: str) -> str:
    """Return a code that a checked pattern allows, such as AB123."""
    return _example(parsed(pattern), "")


def checked_pattern(pattern: str) -> str:
    """Return the pattern if it is one of codes.

    Raises
    ------
    PydanticCustomError
        If it is no regular expression, could take long, or allows what no code may hold, or no code at all.
    """
    if len(pattern) > _LONGEST_PATTERN:
        raise wrong(Fault.PATTERN_TOO_INVOLVED, text=pattern)
    try:
        re.compile(pattern)
        parts = parsed(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        raise wrong(Fault.NOT_A_PATTERN, text=pattern, error=error) from error
    except _NotOfCodes as part:
        raise wrong(Fault.PATTERN_NOT_OF_CODES, text=pattern, part=part) from part
    if _size(parts) > _MOST_PARTS or _ways(parts) > _MOST_WAYS:
        raise wrong(Fault.PATTERN_TOO_INVOLVED, text=pattern)
    if not is_code(pattern, _example(parts, "")):
        raise wrong(Fault.PATTERN_OF_NO_CODE, text=pattern, longest=LONGEST_CODE)
    return pattern


@lru_cache(maxsize=16)
def parsed(pattern: str) -> Parts:
    """Read a pattern with Python's own parser."""
    found = _PARSER.parse(pattern)
    if found.state.flags & ~re.UNICODE.value:
        raise _NotOfCodes("a part that begins with “(?”")
    return tuple(_parts(found))


def _parts(found: Any) -> Iterator[OneOf | Either | Repeated]:
    for code, value in found:
        kind = str(code)
        if kind == "SUBPATTERN" and value[1] == value[2] == 0:
            yield Either((tuple(_parts(value[3])),))
        elif kind == "BRANCH":
            yield Either(tuple(tuple(_parts(branch)) for branch in value[1]))
        elif kind in ("MAX_REPEAT", "MIN_REPEAT"):  # more often than a code is long means no more
            fewest, most = min(int(value[0]), LONGEST_CODE + 1), min(int(value[1]), LONGEST_CODE + 1)
            yield Repeated(fewest, most, tuple(_parts(value[2])))
        elif kind == "IN":
            named = "".join(_characters(*item) for item in value)
            yield OneOf("".join(one for one in _LETTERS_AND_DIGITS if one in named))
        else:
            yield OneOf(_characters(code, value))


def _characters(code: Any, value: Any) -> str:
    """Name the characters that the smallest part of a pattern stands for."""
    kind = str(code)
    if kind == "LITERAL" and chr(value) in _LETTERS_AND_DIGITS:
        return chr(value)
    if kind == "RANGE":
        named = "".join(map(chr, range(value[0], min(value[1], 0x7F) + 1)))
        if set(named) <= set(_LETTERS_AND_DIGITS) and value[1] < 0x7F:
            return named
    if (kind, str(value)) == ("CATEGORY", "CATEGORY_DIGIT"):
        return string.digits
    if kind == "AT" and str(value) in ("AT_BEGINNING", "AT_END"):
        return ""
    if kind == "LITERAL":
        raise _NotOfCodes(f"“{chr(value)}”")
    if kind == "RANGE":
        raise _NotOfCodes(f"“{chr(value[0])}-{chr(value[1])}”")
    raise _NotOfCodes(_WRITTEN.get(kind, "a part that begins with “(?” or “\\”"))


_WRITTEN = {"ANY": "“.”", "NEGATE": "“[^…]”", "NOT_LITERAL": "“[^…]”", "POSSESSIVE_REPEAT": "“+” after a repetition"}
"""How what no code may hold is written."""


def _size(parts: Parts) -> int:
    """Count the parts with repetitions written out."""
    size = 0
    for part in parts:
        if isinstance(part, Either):
            size += 1 + sum(_size(branch) for branch in part.branches)
        else:
            size += 1 + part.most * _size(part.what) if isinstance(part, Repeated) else 1
    return size


def _ways(parts: Parts) -> int:
    """Bound from above in how many ways the parts can be laid over one code."""
    ways = 1
    for part in parts:
        if isinstance(part, Either):
            ways *= sum(_ways(branch) for branch in part.branches)
        elif isinstance(part, Repeated):
            once = _ways(part.what)
            ways *= sum(once**times for times in range(part.fewest, part.most + 1))
        ways = min(ways, _MOST_WAYS + 1)
    return ways


def codes_of(pattern: str) -> Iterator[str]:
    """Give one code after the other that a checked pattern allows, all as long as its example: AA000, then AA001."""
    codes = map("".join, product(*_places(parsed(pattern))))
    return (code for code in codes if is_code(pattern, code))


def _places(parts: Parts) -> Iterator[str]:
    """Name the characters that each place of a code can have."""
    for part in parts:
        if isinstance(part, Either):
            yield from _places(part.branches[0])
        elif isinstance(part, Repeated):
            for _ in range(max(part.fewest, min(1, part.most))):
                yield from _places(part.what)
        elif part.characters:
            yield "".join(sorted(part.characters))


def _example(parts: Parts, before: str) -> str:
    """Write a code after what stands before it; its letters and digits are counted (A, B, C; 1, 2, 3)."""
    code = before
    for part in parts:
        if isinstance(part, Either):
            code = _example(part.branches[0], code)
        elif isinstance(part, Repeated):
            for _ in range(max(part.fewest, min(1, part.most))):
                code = _example(part.what, code)
        else:
            code += _next(part.characters, code)
    return code


def _next(characters: str, code: str) -> str:
    """Choose the next of these characters: a capital if there are any, otherwise a small letter, or a digit."""
    for kind in (string.ascii_uppercase, string.ascii_lowercase, "1234567890"):
        choices = [one for one in kind if one in characters]
        if choices:
            return choices[sum(one in kind for one in code) % len(choices)]
    return ""

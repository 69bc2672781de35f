"""Whether a pattern of codes allows a code that some software would read as something else, and which.

Pattern and unwanted codes are walked through together, character by character; so the answer is exact.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from functools import lru_cache

from experiment.config.code_pattern import Either, OneOf, Parts, Repeated, parsed
from experiment.format.read_otherwise import WAYS

_MOST_STEPS = 200_000
"""Patterns that need more are left to enrolment, where every ID is looked at."""


@lru_cache(maxsize=16)
def code_read_otherwise(pattern: str) -> tuple[str, str] | None:
    """Return a code that a checked pattern allows and that is read as something else, and as what."""
    for otherwise, unwanted in WAYS.items():
        code = _shared(parsed(pattern), _in_any_case(parsed(unwanted)))
        if code is not None:
            return code, otherwise.of()
    return None


def _shared(one: Parts, other: Parts) -> str | None:
    """Find a shortest code that both allow."""
    seen = {(one, other)}
    to_do = deque([("", one, other)])
    while to_do and len(seen) < _MOST_STEPS:
        code, first, second = to_do.popleft()
        if code and _may_end(first) and _may_end(second):
            return code
        for characters, after_first in _moves(first):
            for wanted, after_second in _moves(second):
                shared = [character for character in characters if character in wanted]
                if shared and (after_first, after_second) not in seen:
                    seen.add((after_first, after_second))
                    to_do.append((code + shared[0], after_first, after_second))
    return None


def _may_end(parts: Parts) -> bool:
    """Return whether nothing more need come."""
    for part in parts:
        if isinstance(part, OneOf):
            empty = not part.characters
        elif isinstance(part, Either):
            empty = any(_may_end(branch) for branch in part.branches)
        else:
            empty = part.fewest == 0 or _may_end(part.what)
        if not empty:
            return False
    return True


def _moves(parts: Parts) -> Iterator[tuple[str, Parts]]:
    """Return what the next character may be, and what may come after it."""
    if not parts:
        return
    part, rest = parts[0], parts[1:]
    if isinstance(part, OneOf) and part.characters:
        yield part.characters, rest
    elif isinstance(part, Either):
        for branch in part.branches:
            for characters, after in _moves(branch):
                yield characters, after + rest
    elif isinstance(part, Repeated) and part.most > 0:
        left = Repeated(max(part.fewest - 1, 0), part.most - 1, part.what)
        for characters, after in _moves(part.what):
            yield characters, (*after, left, *rest)
    if _may_end((part,)):
        yield from _moves(rest)


def _in_any_case(parts: Parts) -> Parts:
    return tuple(_with_capitals(part) for part in parts)


def _with_capitals(part: OneOf | Either | Repeated) -> OneOf | Either | Repeated:
    if isinstance(part, OneOf):
        return OneOf("".join(dict.fromkeys(part.characters.upper() + part.characters)))
    if isinstance(part, Either):
        return Either(tuple(_in_any_case(branch) for branch in part.branches))
    return Repeated(part.fewest, part.most, _in_any_case(part.what))

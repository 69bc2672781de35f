"""Codes that are easily typed for one another."""

from __future__ import annotations

import re
from collections.abc import Iterable

_ALIKE = str.maketrans("OIL", "011")


def nearly(one: str, other: str) -> bool:
    """Return whether two codes differ by one slip: a character more, less, another, or two that changed places."""
    a, b = _seen(one), _seen(other)
    if a == b:
        return True
    if len(a) > len(b):
        a, b = b, a
    start = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), len(a))
    if len(a) < len(b):
        return len(b) - len(a) == 1 and a[start:] == b[start + 1 :]
    return a[start + 1 :] == b[start + 1 :] or (
        a[start : start + 2] == b[start : start + 2][::-1] and a[start + 2 :] == b[start + 2 :]
    )


def near_ones(code: str, known: Iterable[str]) -> list[str]:
    """List the known codes that a code was perhaps typed for, those first that look the same."""
    near = [other for other in sorted(known) if other != code and nearly(code, other)]
    return sorted(near, key=lambda other: _seen(other) != _seen(code))


def _seen(code: str) -> str:
    """Return a code as a glance takes it in."""
    return code.upper().translate(_ALIKE)


_SKIPPED = 2
"""So many numbers may be left out: not everybody who has a number is enrolled."""


def follows(code: str, known: Iterable[str]) -> bool:
    """Return whether a code follows the last one of its series: KD012 after KD011, or after KD009."""
    match = re.fullmatch(r"(.*?)([0-9]+)", code)
    if match is None or not code.isascii():
        return False
    numbers = [int(other[len(match[1]) :]) for other in known if _of_series(other, match[1], len(match[2]))]
    return bool(numbers) and 1 <= int(match[2]) - max(numbers) <= 1 + _SKIPPED


def _of_series(code: str, letters: str, digits: int) -> bool:
    rest = code[len(letters) :]
    return code.startswith(letters) and len(rest) == digits and rest.isdecimal() and rest.isascii()


def as_known(typed: str, known: Iterable[str]) -> str:
    """Return the known word that was typed in other capitals; what is none of them, or may be two, stays as it is."""
    words = list(known)
    alike = [word for word in words if word.casefold() == typed.casefold()]
    return alike[0] if typed not in words and len(alike) == 1 else typed

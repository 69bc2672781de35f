"""What stands in both of two lists, in one order: the most of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

_A = TypeVar("_A")
_B = TypeVar("_B")


def in_both(one: Sequence[_A], other: Sequence[_B], same: Callable[[_A, _B], bool]) -> dict[int, int]:
    """Pair as many of two lists as can be, so that the pairs stand in one order in both.

    Returns
    -------
    dict
        For numbers in the second list, the number in the first of what is the same.
    """
    most = [[0] * (len(other) + 1) for _ in range(len(one) + 1)]
    for i in reversed(range(len(one))):
        for j in reversed(range(len(other))):
            most[i][j] = most[i + 1][j + 1] + 1 if same(one[i], other[j]) else max(most[i + 1][j], most[i][j + 1])
    found, i, j = {}, 0, 0
    while i < len(one) and j < len(other):
        if same(one[i], other[j]):
            found[j] = i
            i, j = i + 1, j + 1
        elif most[i + 1][j] >= most[i][j + 1]:
            i += 1
        else:
            j += 1
    return found

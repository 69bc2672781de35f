"""Several lists of things that happened, put together as one: each once, none out of the order of any of them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

_T = TypeVar("_T", bound=Hashable)


def interleaved(
    lists: Sequence[Sequence[_T]], time: Callable[[_T], str], after: Callable[[_T], Iterable[_T]] = lambda _one: ()
) -> list[_T]:
    """Put lists together; what no list puts in an order stands in that of its time.

    A time that is earlier than that of what stands before it in its list counts as that one: a clock was set back.

    Parameters
    ----------
    lists
        Each in its own order. Lists that contradict one another, as damaged ones may, are put together all the same.
    time
        When each happened, by some clock.
    after
        What each came after besides, wherever that stands.
    """
    others: dict[_T, int] = {}
    """In how many lists, that are not yet there, each stands."""
    for one in (one for some in lists for one in dict.fromkeys(some)):
        others[one] = others.get(one, 0) + 1
    waiting = [[*reversed(list(dict.fromkeys(some)))] for some in lists]
    clocks = [""] * len(waiting)
    heads: dict[_T, int] = {}
    done: dict[_T, None] = {}
    while any(waiting):
        tops = [(max(clocks[n], time(some[-1])), n) for n, some in enumerate(waiting) if some]
        heads.clear()
        for _, n in tops:
            heads[waiting[n][-1]] = heads.get(waiting[n][-1], 0) + 1
        ready = [
            top
            for top in tops
            if heads[one := waiting[top[1]][-1]] == others[one]
            and all(before in done or before == one for before in after(one))
        ]
        at, n = min(ready or tops)
        one = waiting[n][-1]
        done[one] = None
        for m, some in enumerate(waiting):
            if some and some[-1] == one:
                some.pop()
                clocks[m] = max(clocks[m], at)
                others[one] -= 1
    return list(done)

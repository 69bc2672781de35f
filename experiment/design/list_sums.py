"""How well lists are matched, as one figure that can be had again quickly when two events change places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import NamedTuple

from experiment.config.event_file import Event
from experiment.config.list_match import ENDS_PCT, LENGTH_SHARE, MEAN_PCT, SD_PCT, count_limit
from experiment.format.vocabulary import Valence

_BEYOND = 100.0
"""What lies beyond a limit weighs so much more than what lies within it."""


@dataclass(frozen=True)
class Member:
    """What an event adds to its list."""

    rate_pct: int
    lengths: tuple[int, ...]
    kinds: tuple[str, ...]
    """Of what it is one more: its category, and favourable events."""

    @classmethod
    def of(cls, event: Event, languages: Sequence[str]) -> Member:
        """Take from an event what counts."""
        favourable = ("favourable events",) if event.valence is Valence.FAVOURABLE else ()
        lengths = tuple(len(event.text[language]) for language in languages)
        return cls(event.base_rate_pct, lengths, (f"category {event.category}", *favourable))


class ListSums:
    """A list as the sums that its figures are made of.

    Parameters
    ----------
    members
        Its events.
    """

    def __init__(self, members: Iterable[Member]) -> None:
        self._rates: Counter[int] = Counter()
        self._kinds: Counter[str] = Counter()
        self._events = self._sum = self._squares = 0
        self._lengths: list[int] = []
        for member in members:
            self.put(member)

    def put(self, member: Member, times: int = 1) -> None:
        """Take an event in; ``times=-1``: take it out."""
        self._events += times
        self._sum += times * member.rate_pct
        self._squares += times * member.rate_pct**2
        self._rates[member.rate_pct] += times
        self._lengths = self._lengths or [0] * len(member.lengths)
        for n, length in enumerate(member.lengths):
            self._lengths[n] += times * length
        for kind in member.kinds:
            self._kinds[kind] += times

    @property
    def kinds(self) -> Counter[str]:
        """How many events of each kind there are."""
        return self._kinds

    @property
    def figures(self) -> tuple[float, float, float, float, tuple[float, ...]]:
        """Mean, SD, lowest and highest of the rates, and the mean lengths."""
        n, mean = self._events, self._sum / self._events
        spread = max(0.0, self._squares - n * mean**2)
        there = [rate for rate, times in self._rates.items() if times]
        lengths = tuple(length / n for length in self._lengths)
        return mean, sqrt(spread / (n - 1)) if n > 1 else 0.0, min(there), max(there), lengths

    @property
    def events(self) -> int:
        """How many there are."""
        return self._events


class Mismatch(NamedTuple):
    """How far lists are from being the same.

    Parameters
    ----------
    cost
        The sum of squares of every difference, as shares of its limit; what is beyond a limit weighs most.
    beyond
        How many differences are beyond their limits.
    """

    cost: float
    beyond: int


def mismatch(lists: Sequence[ListSums]) -> Mismatch:
    """Return how far lists are from being the same, by the limits of `list_match`."""
    figures = [one.figures for one in lists]
    compared: list[tuple[list[float], float]] = [
        ([one[0] for one in figures], MEAN_PCT),
        ([one[1] for one in figures], SD_PCT),
        ([one[2] for one in figures], ENDS_PCT),
        ([one[3] for one in figures], ENDS_PCT),
    ]
    for n in range(len(figures[0][4])):
        lengths = [one[4][n] for one in figures]
        compared.append((lengths, LENGTH_SHARE * min(lengths)))
    may_differ = count_limit(min(one.events for one in lists))
    kinds = {kind for one in lists for kind in one.kinds}
    compared += [([float(one.kinds[kind]) for one in lists], may_differ) for kind in sorted(kinds)]
    cost, beyond = 0.0, 0
    for values, limit in compared:
        share = (max(values) - min(values)) / limit
        is_beyond = share > 1 + 1e-9
        cost += share**2 + (_BEYOND * share if is_beyond else 0.0)
        beyond += is_beyond
    return Mismatch(cost, beyond)

"""Matched lists out of a bank of events.

Simulated annealing from a fixed seed: the same bank gives the same lists. A list is never guaranteed to be matched; who
calls looks at what was reached (`experiment/config/list_match.py`).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from experiment.config.event_file import Event
from experiment.design.draw import Draw
from experiment.design.list_sums import ListSums, Member, mismatch
from experiment.design.list_swapping import fit_to_show
from experiment.format.vocabulary import Strength

_STEPS = 30_000
_TOLD = 100
_WARM, _COLD = 2.0, 0.002
_UNDOCUMENTED = 0.05
"""What an event without a documented rate costs: little against what lists are matched in."""


@dataclass(frozen=True)
class MadeLists:
    """Lists, and what is left of the bank, in its order."""

    lists: tuple[tuple[Event, ...], ...]
    left: tuple[Event, ...]


def enough_for(bank: Sequence[Event], languages: Sequence[str]) -> int:
    """Say how many events of a bank lists can hold together: of similar ones one each, and none that is sensitive."""
    return len(_one_of_each(fit_to_show(bank, languages)))


def made_lists(
    bank: Sequence[Event],
    lists: int,
    events: int,
    languages: Sequence[str],
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> MadeLists:
    """Make lists that are as well matched as can be found.

    Parameters
    ----------
    bank
        The events there are; at least as many are usable (:func:`enough_for`) as the lists hold.
    lists, events
        How many lists, of how many events each.
    languages
        In which the texts are to be of like length.
    progress
        Told now and then how many steps are done, of how many.
    """
    usable = fit_to_show(bank, languages)
    annealing = _Annealing(usable, _dealt(_one_of_each(usable), lists, events), languages)
    for step in range(_STEPS):
        if step % (_STEPS // _TOLD) == 0:
            progress(step, _STEPS)
        annealing.step(_WARM * (_COLD / _WARM) ** (step / _STEPS))
    chosen = annealing.best
    taken = {event.id for one in chosen for event in one}
    places = {event.id: n for n, event in enumerate(bank)}
    return MadeLists(
        tuple(tuple(sorted(one, key=lambda event: places[event.id])) for one in chosen),
        tuple(event for event in bank if event.id not in taken),
    )


def spread(events: Sequence[Event], number: int, lists: Sequence[Sequence[Event]]) -> list[Event]:
    """Choose events for practice: spread over the range of base rates, and none similar to one of the lists.

    There are as many as that wherever the bank was enough for them beside the lists (:func:`enough_for`).
    """
    similar = {event.similar for one in lists for event in one} - {None}
    able = sorted(
        (event for event in _one_of_each(events) if event.similar not in similar),
        key=lambda event: (event.base_rate_pct, event.id),
    )
    return [able[int((n + 0.5) * len(able) / number)] for n in range(number)]


_STRENGTHS = list(Strength)


def _one_of_each(events: Sequence[Event]) -> list[Event]:
    """Of events that are similar keep the one whose source carries furthest; of these the first."""
    kept: dict[str, Event] = {}
    for event in events:
        key = event.similar or f"={event.id}"  # no name has this sign
        if key not in kept or _STRENGTHS.index(event.strength) < _STRENGTHS.index(kept[key].strength):
            kept[key] = event
    return list(kept.values())


def _dealt(events: Sequence[Event], lists: int, number: int) -> list[list[Event]]:
    """Deal events out by category and base rate, there and back, so that lists begin nearly matched."""
    ordered = sorted(events, key=lambda event: (event.category, event.base_rate_pct, event.id))
    wanted = lists * number
    chosen = [ordered[n * len(ordered) // wanted] for n in range(wanted)]
    dealt: list[list[Event]] = [[] for _ in range(lists)]
    for n, event in enumerate(chosen):
        turn, place = divmod(n, lists)
        dealt[place if turn % 2 == 0 else lists - 1 - place].append(event)
    return dealt


class _Annealing:
    """Lists that change by one exchange at a time, with each other or with what is left; the best are kept."""

    def __init__(self, usable: Sequence[Event], lists: list[list[Event]], languages: Sequence[str]) -> None:
        self._members = {event.id: Member.of(event, languages) for event in usable}
        self._lists = lists
        taken = {event.id for one in lists for event in one}
        self._left = [event for event in usable if event.id not in taken]
        self._similar = {event.similar for one in lists for event in one} - {None}
        self._sums = [ListSums(self._members[event.id] for event in one) for one in lists]
        self._draw = Draw("lists", len(lists), len(lists[0]), *sorted(self._members))
        self._undocumented = sum(_is_undocumented(event) for one in lists for event in one)
        self._cost = self._best_cost = self._now()
        self.best = [list(one) for one in lists]

    def _now(self) -> float:
        matched = mismatch(self._sums).cost if len(self._sums) > 1 else 0.0
        return matched + _UNDOCUMENTED * self._undocumented

    def _any(self, number: int) -> int:
        return min(number - 1, int(self._draw.uniform(0, number)))

    def step(self, warmth: float) -> None:
        """Try one exchange, and keep it if it is better; if not, the less often the colder it is."""
        here = self._any(len(self._lists))
        n, places = self._any(len(self._lists[here])), len(self._lists) - 1 + bool(self._left)
        if not places:
            return
        there = self._any(places)
        there += there >= here
        others = self._lists[there] if there < len(self._lists) else self._left
        m = self._any(len(others))
        out, into = self._lists[here][n], others[m]
        if others is self._left and into.similar != out.similar and into.similar in self._similar:
            return
        self._exchange(here, n, there, m)
        cost = self._now()
        worse = cost - self._cost
        if worse > 0 and self._draw.uniform(0, 1) >= math.exp(-worse / warmth):
            self._exchange(here, n, there, m)
            return
        self._cost = cost
        if cost < self._best_cost - 1e-12:
            self._best_cost, self.best = cost, [list(one) for one in self._lists]

    def _exchange(self, here: int, n: int, there: int, m: int) -> None:
        """Exchange two events; the same again takes it back."""
        is_left = there == len(self._lists)
        others = self._left if is_left else self._lists[there]
        out, into = self._lists[here][n], others[m]
        self._lists[here][n], others[m] = into, out
        self._sums[here].put(self._members[out.id], -1)
        self._sums[here].put(self._members[into.id])
        if is_left:
            self._similar -= {out.similar}
            self._similar |= {into.similar} - {None}
            self._undocumented += _is_undocumented(into) - _is_undocumented(out)
        else:
            self._sums[there].put(self._members[into.id], -1)
            self._sums[there].put(self._members[out.id])


def _is_undocumented(event: Event) -> bool:
    return event.strength is Strength.UNDOCUMENTED

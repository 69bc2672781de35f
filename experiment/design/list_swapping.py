"""The smallest exchange with spare events that matches the lists of a study again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from experiment.config.event_file import Event
from experiment.config.list_match import alike, unmatched
from experiment.design.list_sums import ListSums, Member, Mismatch, mismatch

MOST_EXCHANGED = 6
"""More is not an exchange but another list."""
_KEPT = 12
"""So many of the best exchanges are tried further, when one more is needed."""
_CLASH = 1000.0
"""What two similar events cost that the same participants may meet."""


@dataclass(frozen=True)
class Exchange:
    """One event of a list that gives its place to a spare one."""

    list_name: str
    out: Event
    into: Event


def exchanged(lists: Mapping[str, Sequence[Event]], exchanges: Sequence[Exchange]) -> dict[str, tuple[Event, ...]]:
    """Make the exchanges; each event that comes in stands in the place of the one that goes."""
    into = {(one.list_name, one.out.id): one.into for one in exchanges}
    return {name: tuple(into.get((name, event.id), event) for event in events) for name, events in lists.items()}


def is_matched(lists: Mapping[str, Sequence[Event]], languages: Sequence[str]) -> bool:
    """Return whether lists are matched, and no two of their events similar."""
    return not unmatched(lists, languages) and next(alike(lists), None) is None


def fit_to_show(events: Sequence[Event], languages: Sequence[str]) -> list[Event]:
    """Leave out the events that are sensitive, or lack a language."""
    return [event for event in events if event.sensitive is None and set(languages) <= set(event.text)]


def smallest_exchange(
    lists: Mapping[str, Sequence[Event]],
    spare: Sequence[Event],
    languages: Sequence[str],
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> tuple[Exchange, ...] | None:
    """Find the smallest exchange after which the lists are matched.

    One exchange is found wherever there is one. Two and more are sought among the best of one fewer, so that now and
    then a smaller set may be missed.

    Parameters
    ----------
    lists
        The lists, of one size.
    spare
        The events there are to take.
    languages
        Of the study.
    progress
        Told now and then how many steps are done, of how many at most.

    Returns
    -------
    tuple of Exchange or None
        None at all if the lists are matched as they are; ``None`` if no exchange of up to :data:`MOST_EXCHANGED`
        events matches them.
    """
    if is_matched(lists, languages):
        return ()
    search = _Search(lists, fit_to_show(spare, languages), languages)
    best: list[tuple[Exchange, ...]] = [()]
    for number in range(MOST_EXCHANGED):
        found: dict[frozenset[tuple[str, str, str]], tuple[float, int, tuple[Exchange, ...]]] = {}
        for n, so_far in enumerate(best):
            progress(number * _KEPT + n, MOST_EXCHANGED * _KEPT)
            for cost, beyond, exchanges in search.one_more(so_far):
                key = frozenset((one.list_name, one.out.id, one.into.id) for one in exchanges)
                found.setdefault(key, (cost, beyond, exchanges))
        ranked = sorted(found.values(), key=lambda one: one[0])[:_KEPT]
        for _, beyond, exchanges in ranked:
            if beyond == 0 and is_matched(exchanged(lists, exchanges), languages):
                return exchanges
        best = [exchanges for _, _, exchanges in ranked]
    return None


class _Search:
    def __init__(self, lists: Mapping[str, Sequence[Event]], spare: Sequence[Event], languages: Sequence[str]) -> None:
        self._lists = lists
        self._spare = spare
        events = [*(event for events in lists.values() for event in events), *spare]
        self._members = {event.id: Member.of(event, languages) for event in events}

    def one_more(self, so_far: tuple[Exchange, ...]) -> Iterator[tuple[float, int, tuple[Exchange, ...]]]:
        """Try each further exchange."""
        lists = exchanged(self._lists, so_far)
        sums = {name: ListSums(self._members[event.id] for event in events) for name, events in lists.items()}
        names = Counter(event.similar for events in lists.values() for event in events if event.similar)
        used = {one.into.id for one in so_far}
        for name, events in self._lists.items():
            gone = {one.out.id for one in so_far if one.list_name == name}
            for out in events:
                if out.id in gone:
                    continue
                for into in self._spare:
                    if into.id not in used:
                        found = self._tried(sums, name, out, into)
                        clashes = _clashes(names, out, into)
                        yield found.cost + _CLASH * clashes, found.beyond, (*so_far, Exchange(name, out, into))

    def _tried(self, sums: Mapping[str, ListSums], name: str, out: Event, into: Event) -> Mismatch:
        one, goes, comes = sums[name], self._members[out.id], self._members[into.id]
        one.put(goes, -1)
        one.put(comes)
        found = mismatch(list(sums.values()))
        one.put(comes, -1)
        one.put(goes)
        return found


def _clashes(names: Counter[str], out: Event, into: Event) -> int:
    """Count the events that are one too many of their `similar`, after an exchange."""
    after = names + Counter([into.similar] if into.similar else []) - Counter([out.similar] if out.similar else [])
    return sum(times - 1 for times in after.values())

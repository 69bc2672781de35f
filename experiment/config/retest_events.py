"""Which retest events go with which list: events asked about twice whose base rate is never shown.

Each list has retest events of its own: whoever meets the list at a visit meets these too. So they come in turn as the
lists do, and nobody meets one at a visit with another list. None is so like an event of its list that the rate of the
one would tell of the other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from experiment.config.event_file import Event

_Slot: TypeAlias = tuple[str, int]


def retest_events(
    candidates: Sequence[Event], lists: Mapping[str, Sequence[Event]], trials: int
) -> dict[str, tuple[Event, ...]] | None:
    """Give each list so many retest events; those who come first are taken first.

    Parameters
    ----------
    candidates
        The events there are to take, in the order in which they are to be tried.
    lists
        The lists of the study.
    trials
        How many each needs.

    Returns
    -------
    dict or None
        For each list its retest events; ``None``: there are not enough.
    """
    slots = [(name, n) for n in range(trials) for name in lists]
    similar = {name: {event.similar for event in events} - {None} for name, events in lists.items()}
    taken: dict[str, _Slot] = {}
    given: dict[_Slot, Event] = {}

    def give(slot: _Slot, tried: set[str]) -> bool:
        """Give a slot an event, if need be one that another slot can do without (Kuhn's augmenting paths)."""
        for event in candidates:
            if event.id in tried or event.similar in similar[slot[0]]:
                continue
            tried.add(event.id)
            if event.id not in taken or give(taken[event.id], tried):
                taken[event.id], given[slot] = slot, event
                return True
        return False

    if not all(give(slot, set()) for slot in slots):
        return None
    return {name: tuple(given[name, n] for n in range(trials)) for name in lists}

"""Lists that are made out of a bank, and the smallest exchange that matches lists again."""

from __future__ import annotations

import pytest

from experiment.config.event_file import Event
from experiment.config.list_match import alike, unmatched
from experiment.design.list_making import enough_for, made_lists, spread
from experiment.design.list_sums import ListSums, Member, mismatch
from experiment.design.list_swapping import exchanged, is_matched, smallest_exchange
from tests.instruments.bank import bank, bank_event


@pytest.fixture(scope="module")
def made() -> dict[str, tuple[Event, ...]]:
    """Three lists of 18 out of 60 events."""
    return dict(zip("ABC", made_lists(bank(60), 3, 18, ["en"]).lists, strict=True))


def test_lists_of_a_bank_are_matched(made: dict[str, tuple[Event, ...]]) -> None:
    """Three lists of 18 out of 60 ordinary events are within every limit, and hold each event once."""
    assert [] == unmatched(made, ["en"])
    ids = [event.id for events in made.values() for event in events]
    assert (54, 54) == (len(ids), len(set(ids)))


def test_the_same_bank_gives_the_same_lists(made: dict[str, tuple[Event, ...]]) -> None:
    """Nothing is left to chance: whoever does it again has the same lists, and the same rest."""
    again = made_lists(bank(60), 3, 18, ["en"])
    assert tuple(made.values()) == again.lists
    assert 6 == len(again.left)


def test_similar_and_sensitive_events_stay_out() -> None:
    """Of similar events one comes into all lists together, of sensitive ones none; the one with the better source."""
    events = [
        *(bank_event(n, similar=f"pair_{n // 2}", strength="weak" if n % 2 else "strong") for n in range(16)),
        *(bank_event(n, sensitive="it may hurt") for n in range(16, 20)),
    ]
    assert 8 == enough_for(events, ["en"])
    lists = made_lists(events, 2, 4, ["en"]).lists
    assert [] == list(alike(dict(enumerate(map(list, lists)))))  # type: ignore[arg-type]
    assert {False} == {event.sensitive is not None for one in lists for event in one}


def test_one_list_can_be_made() -> None:
    """A list alone is of the size that is asked for."""
    assert [7] == [len(one) for one in made_lists(bank(20), 1, 7, ["en"]).lists]


def test_all_of_a_bank_can_be_used() -> None:
    """Where the lists take every event, none is left, and they are matched as well as they can be."""
    made = made_lists(bank(40), 2, 20, ["en"])
    assert () == made.left
    assert 40 == len({event.id for one in made.lists for event in one})
    assert [] == unmatched(dict(zip("AB", made.lists, strict=True)), ["en"])


def test_events_to_practise_with_are_spread() -> None:
    """They range from low to high base rates, and none is similar to one of the lists."""
    lists = [[bank_event(100, similar="flight")]]
    events = [bank_event(n, base_rate_pct=10 + n) for n in range(30)]
    chosen = spread([*events, bank_event(99, similar="flight", base_rate_pct=9)], 3, lists)
    assert chosen is not None
    assert [15, 25, 35] == [event.base_rate_pct for event in chosen]


def shifted(made: dict[str, tuple[Event, ...]], events: int) -> dict[str, tuple[Event, ...]]:
    """The lists, with another category and much higher rates for some events of the first."""
    first = tuple(
        event.model_copy(update={"base_rate_pct": 70, "category": "odd"}) if n < events else event
        for n, event in enumerate(made["A"])
    )
    return {**made, "A": first}


@pytest.mark.parametrize("events", [2, 3])
def test_the_smallest_exchange_puts_back_what_was_right(made: dict[str, tuple[Event, ...]], events: int) -> None:
    """Where some events have spoilt a list and the right ones are spare, no more are exchanged than were spoilt."""
    spoilt = shifted(made, events)
    spare = [event.model_copy(update={"id": f"spare_{n}"}) for n, event in enumerate(made["A"][:events])]
    assert not is_matched(spoilt, ["en"])
    exchanges = smallest_exchange(spoilt, spare, ["en"])
    assert exchanges is not None
    assert 1 <= len(exchanges) <= events
    assert is_matched(exchanged(spoilt, exchanges), ["en"])


def test_nothing_is_exchanged_between_lists_that_are_matched(made: dict[str, tuple[Event, ...]]) -> None:
    """Lists that are matched stay as they are."""
    assert () == smallest_exchange(made, bank(5), ["en"])


def test_an_exchange_parts_similar_events(made: dict[str, tuple[Event, ...]]) -> None:
    """Two similar events in two lists are a reason for an exchange, and one of them goes."""
    alike_now = {
        **made,
        "A": (made["A"][0].model_copy(update={"similar": "theft"}), *made["A"][1:]),
        "B": (made["B"][0].model_copy(update={"similar": "theft"}), *made["B"][1:]),
    }
    spare = [made["A"][0].model_copy(update={"id": "spare_0"})]
    exchanges = smallest_exchange(alike_now, spare, ["en"])
    assert exchanges is not None
    assert [(True, "spare_0")] == [(one.out.similar == "theft", one.into.id) for one in exchanges]


def test_no_exchange_is_said_to_be_none(made: dict[str, tuple[Event, ...]]) -> None:
    """Without spare events that could help there is no exchange; a sensitive one is never taken."""
    sensitive = [event.model_copy(update={"id": f"s_{event.id}", "sensitive": "it may hurt"}) for event in made["A"]]
    assert smallest_exchange(shifted(made, 3), sensitive, ["en"]) is None


def test_the_quick_sums_say_what_the_figures_say(made: dict[str, tuple[Event, ...]]) -> None:
    """What is sought with sums is what is counted in the end: as many differences are beyond their limits."""
    for lists in (made, shifted(made, 2), shifted(made, 5)):
        sums = [ListSums(Member.of(event, ["en"]) for event in events) for events in lists.values()]
        assert len(unmatched(lists, ["en"])) == mismatch(sums).beyond

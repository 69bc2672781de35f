"""The shipped event lists are the event bank (figures counted from its CSV when the lists were made)."""

from __future__ import annotations

from collections import Counter

import pytest

from experiment.config.event_file import Event, Evidence
from experiment.config.load import load_study
from experiment.format.vocabulary import Strength
from tests.unit.config.study_copies import PROJECT, STUDY

LISTS = load_study(PROJECT / STUDY).events.lists
MAIN = ("A", "B", "C")


def of(*names: str) -> list[Event]:
    return [event for name in names for event in LISTS[name]]


def test_lists_have_their_sizes() -> None:
    """Three lists of 40 to be matched with visits, six events to practise with, 18 whose rate is never shown, and three
    more to exchange.
    """
    assert {"A": 40, "B": 40, "C": 40, "practice": 6, "retest": 18, "spare": 3} == {
        name: len(LISTS[name]) for name in LISTS
    }


def test_every_event_has_a_name_of_its_own() -> None:
    """No id and no wording stands twice in the file."""
    events = of(*LISTS)
    assert len(events) == len({event.id for event in events})
    for language in ("fr", "en"):
        assert len(events) == len({event.text[language] for event in events})


@pytest.mark.parametrize(
    ("name", "sum_pct", "squares", "lowest", "highest", "french", "english"),
    [
        ("A", 1576, 72742, 11, 70, 876, 748),
        ("B", 1577, 72785, 10, 70, 879, 733),
        ("C", 1577, 72811, 11, 69, 884, 735),
        ("practice", 195, 8825, 10, 67, 109, 87),
        ("retest", 511, 18175, 10, 62, 493, 416),
        ("spare", 58, 1138, 16, 21, 81, 60),
    ],
)
def test_rates_and_wording_are_those_of_the_bank(
    name: str, sum_pct: int, squares: int, lowest: int, highest: int, french: int, english: int
) -> None:
    """Sum, sum of squares and bounds of the base rates, and the length of all words, are those of the bank's list,
    with the wordings as they were reviewed.
    """
    rates = [event.base_rate_pct for event in LISTS[name]]
    assert sum_pct == sum(rates)
    assert squares == sum(rate**2 for rate in rates)
    assert (lowest, highest) == (min(rates), max(rates))
    lengths = [sum(len(event.text[language]) for event in LISTS[name]) for language in ("fr", "en")]
    assert [french, english] == lengths


def test_the_lists_are_matched() -> None:
    """A, B and C have mean base rates within half a per cent of each other, and wordings of like length in each
    language: an event is a twentieth longer on average at the most. Every rate can be answered.
    """
    means = [sum(event.base_rate_pct for event in LISTS[name]) / len(LISTS[name]) for name in MAIN]
    assert max(means) - min(means) <= 0.5
    for language in ("fr", "en"):
        lengths = [sum(len(event.text[language]) for event in LISTS[name]) for name in MAIN]
        assert max(lengths) <= 1.05 * min(lengths)
    assert all(10 <= event.base_rate_pct <= 70 for event in of(*MAIN))


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("A", {Strength.UNDOCUMENTED: 17, Strength.STRONG: 6, Strength.MEDIUM: 9, Strength.WEAK: 8}),
        ("B", {Strength.UNDOCUMENTED: 17, Strength.STRONG: 9, Strength.MEDIUM: 6, Strength.WEAK: 8}),
        ("C", {Strength.UNDOCUMENTED: 18, Strength.STRONG: 6, Strength.MEDIUM: 6, Strength.WEAK: 10}),
        ("practice", {Strength.UNDOCUMENTED: 3, Strength.MEDIUM: 2, Strength.WEAK: 1}),
    ],
)
def test_how_far_the_sources_carry_is_said(name: str, counts: dict[Strength, int]) -> None:
    """Each list has as many strong, medium, weak and undocumented rates as the bank counts."""
    assert counts == Counter(event.strength for event in LISTS[name])


def test_undocumented_rates_are_the_legacy_ones() -> None:
    """A rate is undocumented exactly if it was taken over from the task's 2013 script, and 52 of the 120 are."""
    undocumented = {event.id for event in of(*MAIN) if event.strength is Strength.UNDOCUMENTED}
    assert undocumented == {event.id for event in of(*MAIN) if event.evidence is Evidence.LEGACY}
    assert 52 == len(undocumented)


def test_categories_are_spread_over_the_lists() -> None:
    """Categories are as frequent in each list, but for one event of finance and crime (event bank, section 2)."""
    common = {
        "accident": 4,
        "death_disability": 1,
        "health": 18,
        "home_daily_life": 5,
        "mental_health": 1,
        "relationships": 2,
        "travel_leisure": 2,
    }
    assert {
        "A": {**common, "crime": 4, "finance_work": 3},
        "B": {**common, "crime": 5, "finance_work": 2},
        "C": {**common, "crime": 5, "finance_work": 2},
    } == {name: Counter(event.category for event in LISTS[name]) for name in MAIN}


@pytest.mark.parametrize(
    ("name", "event_id", "french", "english", "rate"),
    [
        ("A", "wallet_loss", "Perte de son portefeuille", "Loss of one’s wallet", 51),
        ("B", "cancer", "Cancer", "Cancer", 32),
        ("C", "car_accident", "Accident de voiture", "Car accident", 57),
    ],
)
def test_events_that_can_be_looked_up(name: str, event_id: str, french: str, english: str, rate: int) -> None:
    """One event of each list, word for word."""
    [event] = [event for event in LISTS[name] if event.id == event_id]
    assert (french, english, rate) == (event.text["fr"], event.text["en"], event.base_rate_pct)

"""Whether lists are matched: the figures of each, how far they are apart, and what may not stand in two of them."""

from __future__ import annotations

import pytest

from experiment.config.event_file import Event, Evidence
from experiment.config.list_match import alike, count_limit, figures_of, measures, unmatched
from experiment.format.vocabulary import Strength, Valence


def event(number: int, rate: int, **changed: object) -> Event:
    """An event of no importance."""
    usual = {
        "id": f"event_{number}",
        "category": "test",
        "text": {"en": f"Event {number:03}"},
        "base_rate_pct": rate,
        "definition": "invented",
        "period": "lifetime",
        "population": "nobody",
        "source": "invented for tests",
        "evidence": Evidence.OWN,
        "strength": Strength.WEAK,
    }
    return Event.model_validate({**usual, **changed})


def events(*rates: int, **changed: object) -> list[Event]:
    return [event(number, rate, **changed) for number, rate in enumerate(rates)]


def test_the_figures_of_a_list() -> None:
    """Mean, standard deviation of a sample, ends, length of texts and categories are those that can be counted."""
    figures = figures_of("A", events(10, 20, 30, 40), ["en"])
    assert (4, 25.0, 10, 40) == (figures.events, figures.mean_pct, figures.lowest_pct, figures.highest_pct)
    assert pytest.approx(12.9099, abs=1e-4) == figures.sd_pct
    assert {"en": 9.0} == figures.lengths
    assert {"test": 4} == figures.categories


def test_a_single_event_has_no_spread() -> None:
    """The standard deviation of one base rate is 0, and no error."""
    assert 0.0 == figures_of("A", events(10), ["en"]).sd_pct


def test_lists_that_are_alike_are_matched() -> None:
    """Nothing is said of lists whose figures are the same, nor of a single list."""
    assert [] == unmatched({"A": events(10, 20, 30), "B": events(10, 20, 30)}, ["en"])
    assert [] == unmatched({"A": events(10, 20, 90)}, ["en"])


@pytest.mark.parametrize(
    ("other", "what"),
    [
        (events(13, 23, 33), {"mean base rate"}),
        (events(10, 26, 24), set()),
        (events(16, 20, 24), {"SD of base rates"}),
        (events(22, 22, 22), {"SD of base rates", "lowest base rate"}),
        (events(10, 20, 30, category="other"), {"category other", "category test"}),
        (events(10, 20, 30, valence=Valence.FAVOURABLE), {"favourable events"}),
        (events(10, 20, 30, text={"en": "Event with a name"}), {"text length (en)"}),
    ],
)
def test_what_lists_differ_in_is_named(other: list[Event], what: set[str]) -> None:
    """Each way in which two lists can differ too much is found, and no other."""
    found = {measure.what for measure in unmatched({"A": events(10, 20, 30), "B": other}, ["en"])}
    assert what == found


def test_a_limit_is_still_matched() -> None:
    """Means that are exactly two points apart are matched; a tenth of a point more is not."""
    assert [] == unmatched({"A": events(10, 20, 30), "B": events(12, 22, 32)}, ["en"])
    tenth = unmatched({"A": events(*[20] * 10), "B": events(*[22] * 9, 23)}, ["en"])
    assert ["mean base rate"] == [measure.what for measure in tenth]


def test_every_measure_has_a_value_for_each_list() -> None:
    """A category that a list has not is 0 there."""
    lists = [figures_of("A", events(10, category="one"), ["en"]), figures_of("B", events(10, category="two"), ["en"])]
    by_name = {measure.what: measure.values for measure in measures(lists)}
    assert (1.0, 0.0) == by_name["category one"]
    assert {2} == {len(values) for values in by_name.values()}


def test_larger_lists_may_differ_by_more_events() -> None:
    """Lists of 40 may differ by two events of a category, small ones by one."""
    assert 1 == count_limit(4)
    assert 1 == count_limit(20)
    assert 2 == count_limit(40)


def test_similar_events_are_found_wherever_they_stand() -> None:
    """Two events of one `similar` are found in one list and in two; others are not."""
    one, two, three = (event(n, 20, similar="theft") for n in range(3))
    found = list(alike({"A": [one, two, event(8, 20)], "B": [three, event(9, 20, similar="flight")]}))
    assert [("A", "A"), ("A", "B"), ("A", "B")] == [(pair.first[0], pair.second[0]) for pair in found]
    assert {"theft"} == {pair.similar for pair in found}

"""What differs from visit to visit, and when visits take place, comes out of raw CSVs again; beliefs do not differ.

The people are those of `tests.instruments.known_visits`; what is calculated is school-book statistics.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from tests.instruments.found_again import Found
from tests.instruments.found_visits import HELD, come_out, put_in, same_beliefs
from tests.instruments.known_people import MOST_ERRORS
from tests.instruments.known_visits import COURSE, PEOPLE, KnownVisits, known_visits


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> KnownVisits:
    return known_visits(tmp_path_factory.mktemp("known"))


@pytest.fixture(scope="module")
def found(known: KnownVisits) -> dict[str, Found]:
    return come_out(known)


@pytest.mark.parametrize("name", HELD)
def test_it_comes_out(found: dict[str, Found], name: str) -> None:
    """Within three and a half standard errors."""
    off = (found[name].found - put_in(name)) / found[name].error
    assert abs(off) < MOST_ERRORS, f"{found[name]}, put in {put_in(name)}: {off:.1f} standard errors"


def test_a_person_believes_the_same_at_every_visit(known: KnownVisits) -> None:
    """Without the noise of answers, beliefs about the same events at two visits go together as well as can be."""
    same = same_beliefs(known)
    assert same.error < 0.05
    assert abs(same.found - 1) < MOST_ERRORS * same.error


def test_who_answers_without_noise_answers_the_same_at_every_visit(tmp_path: Path) -> None:
    """Event by event: a belief is about an event, and is not drawn anew when somebody comes again."""
    quiet = {**PEOPLE, "noise_sd_pct": {"value": 0.0}}
    rows = known_visits(tmp_path, quiet, {**COURSE, "one_value": 0.0}, participants=4).rows
    given: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in rows:
        if row["phase"] == "first_estimate":
            given[row["participant_id"], row["event_id"]].add(row["self_pct"])
            assert row["visit"] in ("baseline", "post4h", "day7")
    assert len(given) == 4 * 20
    assert {len(answers) for answers in given.values()} == {1}
    assert len({next(iter(answers)) for answers in given.values()}) > 15

"""Every figure that is assumed of people comes out of raw CSVs again, by calculations that share nothing with it.

The people are those of `tests.instruments.known_people`; what is calculated is school-book statistics (`found_again`,
`found_hands`), and every figure has its standard error. ``python -m tests.benchmarks.parameters_seen`` says whether a
figure that is wrong by half is seen.
"""

from __future__ import annotations

import pytest

from experiment.config.assumptions import AssumedPeople
from tests.instruments.found_again import Found
from tests.instruments.known_people import HELD, MOST_ERRORS, PUT_IN, come_out, known_people, put_in


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Found]:
    return come_out(known_people(tmp_path_factory.mktemp("known")))


def test_nothing_that_is_assumed_of_people_is_left_out() -> None:
    """Whoever adds a figure to the file of assumptions adds what finds it again."""
    assert set(AssumedPeople.model_fields) == set(PUT_IN)


@pytest.mark.parametrize("name", HELD)
def test_it_comes_out(found: dict[str, Found], name: str) -> None:
    """Within three and a half standard errors."""
    off = (found[name].found - put_in(name)) / found[name].error
    assert abs(off) < MOST_ERRORS, f"{found[name]}, put in {put_in(name)}: {off:.1f} standard errors"

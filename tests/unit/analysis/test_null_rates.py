"""The shares that stand beside a p are those of the page about nulls, where they were counted."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from experiment.analysis import group_tests
from experiment.analysis.null_rates import BETWEEN_ARMS, CHANGE, LEVEL, LEVEL_OF_ALL, NULL_RATES, NullRates
from tests.instruments.small_study import PROJECT
from tests.unit.analysis.studies import study

TESTS = {
    "all sessions against 0": LEVEL_OF_ALL,
    "controls, baseline, against 0": LEVEL,
    "patients, baseline → post4h": CHANGE,
    "patients − controls, baseline → day7": BETWEEN_ARMS,
}


def counted() -> Iterator[tuple[str, str, str, float]]:
    """Test, measure, people and share of every cell of the page."""
    test, measures = "", []
    for line in (PROJECT / "docs" / "nulls.md").read_text(encoding="utf-8").splitlines():
        if (title := re.fullmatch(r"\*\*(.+)\*\*", line)) is not None and title[1] in TESTS:
            test = TESTS[title[1]]
        elif line.startswith("#"):
            test = ""
        elif line.startswith("| people |"):
            measures = [cell.strip() for cell in line.strip("|").split("|")][2:]
        elif test and re.match(r"\| (never learn|learn equally)", line):
            people, _, *cells = (cell.strip() for cell in line.strip("|").split("|"))
            yield from (
                (test, measure, people, float(cell.split()[0])) for measure, cell in zip(measures, cells, strict=True)
            )


CELLS = list(counted())


@pytest.mark.parametrize(("test", "measure"), NULL_RATES, ids=str)
def test_of_the_page(test: str, measure: str) -> None:
    """Least and most are of people without bias or learning; those with skewed beliefs stand apart."""
    mine = [(people, share) for of, what, people, share in CELLS if (of, what) == (test, measure)]
    skewed = [share for people, share in mine if "skewed" in people]
    others = [share for people, share in mine if "skewed" not in people]
    assert NullRates(min(others), max(others), max(skewed)) == NULL_RATES[test, measure]


def test_every_test_has_its_rates() -> None:
    """Whatever the page counts stands beside its p."""
    assert {(test, measure) for test, measure, _, _ in CELLS} == set(NULL_RATES)


def test_beside_each_p() -> None:
    """The table of tests has them in every row whose test was counted: of all sessions apart from those of an arm."""
    table = group_tests(study(8, 0.5, 0.3, 8.0, visits=2))
    found = table.set_index(["test", "measure", "arm"])["found_in_nulls_skewed"]
    level = table[(table["measure"] == "robust_asymmetry") & table["arm"].isna()]["found_in_nulls_skewed"]
    assert [0.617] == level.tolist()
    assert {0.185} == set(found.loc[("level", "robust_asymmetry", "patient")])
    assert table["found_in_nulls_high"].notna().all()

"""The shares that stand beside a p are those of the page about nulls, where they were counted."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
import pytest

from experiment.analysis import group_tests, session_scores
from experiment.analysis.group.tables import group_effects
from experiment.analysis.null_rates import (
    AT_FIRST,
    AT_LAST,
    BETWEEN_ARMS,
    CHANGE,
    LEVEL,
    LEVEL_OF_ALL,
    NULL_RATES,
    WITH_SYMPTOMS,
    NullRates,
    of_trials,
)
from experiment.analysis.symptom_changes import symptom_changes
from tests.instruments.small_study import PROJECT
from tests.unit.analysis.models.test_tables import study as two_groups
from tests.unit.analysis.studies import study

TESTS = {
    "all sessions against 0": LEVEL_OF_ALL,
    "controls, baseline, against 0": LEVEL,
    "patients, baseline → post4h": CHANGE,
    "patients − controls, baseline → day7": BETWEEN_ARMS,
    "mixed model of two groups, by E1 − BR": of_trials(2, "own"),
    "mixed model of two groups, by eBR − BR": of_trials(2, "population"),
    "mixed model of patients, by E1 − BR": of_trials(1, "own"),
    "mixed model of patients, by eBR − BR": of_trials(1, "population"),
    "patients − controls, baseline": AT_FIRST,
    "patients − controls, day7": AT_LAST,
    "patients, baseline → post4h: change beside change of MADRS": WITH_SYMPTOMS,
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
    """Least and most are of people without bias or learning; apart are who becomes noisier, and skewed beliefs."""
    mine = [(people, share) for of, what, people, share in CELLS if (of, what) == (test, measure)]
    skewed = [share for people, share in mine if "skewed" in people]
    noisier = [share for people, share in mine if "noise 10 → 15" in people]
    others = [share for people, share in mine if "skewed" not in people and "→" not in people]
    assert NullRates(min(others), max(others), max(noisier), max(skewed)) == NULL_RATES[test, measure]


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


def test_beside_each_p_of_fit() -> None:
    """Each p of the group analysis has its rates, by its level and classification, but for what is only held still."""
    effects = group_effects(two_groups())
    without = effects[effects["p"].notna() & effects["found_in_nulls_high"].isna()]
    assert {"intercept", "error_size_pct"} == set(without["effect"])
    assert {"trials"} == set(without["level"])
    shown = effects.set_index(["level", "classification", "effect"])["found_in_nulls_high"]
    for level, classification, effect, test, measure in (
        ("trials", "own", "group × visit × news", of_trials(2, "own"), "group × visit × news"),
        ("trials", "population", "news", of_trials(2, "population"), "news"),
        ("trials", "own", "(post4h − baseline) × news", of_trials(1, "own"), "change × news"),
        ("trials", "own", "day7 − baseline", of_trials(1, "own"), "change"),
        ("participants", "own", "bias at baseline: patient − control", AT_FIRST, "bias_pct"),
        ("participants", "population", "bias at day7: patient − control", AT_LAST, "population_bias_pct"),
        ("participants", "own", "bias at post4h", LEVEL, "bias_pct"),
        ("participants", "population", "change of bias, day7 − baseline", CHANGE, "population_bias_pct"),
        ("noise_robust", "own", "change of noise-robust asymmetry, post4h − baseline", CHANGE, "robust_asymmetry"),
    ):
        assert NULL_RATES[test, measure].most in shown.loc[[(level, classification, effect)]].tolist(), effect


def test_beside_changes_of_symptoms() -> None:
    """Each measure whose change is tested against that of a score has its rates."""
    scores = session_scores(two_groups(12))
    of_visits = scores[["participant_id", "visit"]].assign(madrs=np.arange(len(scores)) ** 2 % 29)
    table = symptom_changes(scores, of_visits)
    assert len(table) > 0
    assert table["found_in_nulls_high"].notna().all()

"""Random-effects model selection gives what the toolbox gives, and what simple cases must give."""

from __future__ import annotations

import numpy as np
import pytest

from experiment.analysis.models.changes import compare_visits
from experiment.analysis.models.comparison import compare, exceedance_probabilities


def evidence(people: int, models: int, best: int, by: float, seed: int = 1) -> np.ndarray:  # type: ignore[type-arg]
    logs = np.random.default_rng(seed).normal(-100, 2, (people, models))
    logs[:, best] += by
    return logs


def test_exceedance_by_drawing() -> None:
    """Exceedance probabilities are how often each share is the largest among draws from the Dirichlet distribution."""
    counts = np.array([0.4, 2.3, 5.1, 4.0])
    draws = np.random.default_rng(3).dirichlet(counts, 400_000)
    assert np.bincount(draws.argmax(axis=1), minlength=4) / len(draws) == pytest.approx(
        exceedance_probabilities(counts), abs=0.003
    )


def test_the_best_model_wins() -> None:
    """A model that is much better for everybody is surely the most frequent."""
    assert compare(evidence(20, 4, best=2, by=20)).protected[2] > 0.99


def test_chance_is_named() -> None:
    """Where no model is better for anybody, it is likely that all are equally frequent."""
    assert compare(np.zeros((20, 4))).omnibus_risk > 0.8


def test_frequencies_add_up() -> None:
    """The frequencies of all models make a whole."""
    assert 1 == pytest.approx(compare(evidence(9, 12, best=0, by=2)).frequency.sum())


def test_same_model_at_both_visits() -> None:
    """People whose best model stays are found to keep it."""
    before, after = evidence(20, 3, best=1, by=15), evidence(20, 3, best=1, by=15, seed=2)
    assert compare_visits(before, after).same_protected > 0.95


def test_another_model_at_the_second_visit() -> None:
    """People whose best model changes are found to change it."""
    before, after = evidence(20, 3, best=1, by=15), evidence(20, 3, best=2, by=15, seed=2)
    assert compare_visits(before, after).same_protected < 0.05


def test_beside_the_exact_integral() -> None:
    """Protected exceedance, of two models, is within a tenth of what one integral over their shares gives."""
    random = np.random.default_rng(1)
    share = np.sin((np.arange(2000) + 0.5) / 2000 * np.pi / 2) ** 2  # counts of a half each
    for people in (3, 10, 28):
        for _ in range(10):
            logs = np.column_stack([random.normal(0.3, 1.5, people), np.zeros(people)])
            each = np.exp(logs - logs.max(axis=1, keepdims=True))
            log_likelihood = np.log(share[:, None] * each[:, 0] + (1 - share[:, None]) * each[:, 1]).sum(axis=1)
            likelihood = np.exp(log_likelihood)
            more = likelihood[share > 0.5].sum() / likelihood.sum()
            risk = 1 / (1 + likelihood.mean() / np.exp(np.log(each.mean(axis=1)).sum()))
            assert compare(logs).protected[0] == pytest.approx(more * (1 - risk) + risk / 2, abs=0.1)

"""The most that the noise of a session can be: it holds for noisy, rounded and bounded answers, or is not given."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from experiment.analysis import session_noise
from experiment.analysis.updates import measured
from tests.unit.analysis.by_definition import Trial, pairs_of
from tests.unit.analysis.studies import study


@pytest.mark.parametrize("noise", [5.0, 20.0])
def test_the_limit_holds(noise: float) -> None:
    """The limit lies above the noise that was put in, in 95 of 100 sessions or more, though scales end."""
    limits = session_noise(study(120, 0.4, 0.3, noise))["noise_at_most_pct"].astype(float)
    assert np.mean(limits.dropna() >= noise) >= 0.93  # 95 % of 120, less two standard errors
    assert limits.isna().mean() < 0.05


def session(second: Callable[[int, int], int]) -> pd.DataFrame:
    """One session: first estimates from 10 to 67, rates beside them, and second estimates that follow from both."""
    firsts, rates = range(10, 70, 2), [20 + 7 * n % 50 for n in range(30)]
    trials = [Trial(first, second(first, rate), 40, rate) for first, rate in zip(firsts, rates, strict=True)]
    pairs = pairs_of(trials, 1, "KD001", "baseline").assign(visit_number=1, arm="patient")
    return session_noise(measured(pairs))


def test_a_constant_answerer_sets_no_limit() -> None:
    """Who gives one answer to everything shows no noise, and no limit of it."""
    assert session(lambda _first, _rate: 50)["noise_at_most_pct"].isna().all()


@pytest.mark.parametrize(("step", "least"), [(1, 0.25), (10, 2.5)])
def test_rounding_hides_noise(step: int, least: float) -> None:
    """Who repeats each rate, to whole numbers or tens, may have the noise that such a step hides, and no less."""
    limits = session(lambda _first, rate: rate // step * step)["noise_at_most_pct"]
    assert least < float(limits.iloc[0]) < 12


def test_a_limit_below_what_was_measured() -> None:
    """Where retest events scatter far more than all other answers allow, it is said that the two contradict."""
    trials = [Trial(10 + 2 * n, 20 + 7 * n % 50, 40, 20 + 7 * n % 50) for n in range(30)]
    pairs = pairs_of(trials, 1, "KD001", "baseline").assign(visit_number=1, arm="patient")
    shown = np.arange(30) % 5 > 0
    contradicts = [
        bool(session_noise(measured(pairs.assign(base_rate_shown=of)))["noise_contradicts"].fillna(False).iloc[0])
        for of in (shown, np.ones(30, dtype=bool))
    ]
    assert [True, False] == contradicts

"""What is drawn for a group is right: by ranks over data sets made from the priors, and as a closed form has it."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import invwishart, kstest

from experiment.analysis.models.convergence import LARGEST_R_HAT, effective_draws, r_hat, tail_draws
from experiment.analysis.models.hierarchy import GroupSums, HierarchyPriors, draw_hierarchy


def data_from_priors(sets: int, people: int, visits: int, trials: int, priors: HierarchyPriors, seed: int):  # type: ignore[no-untyped-def]
    """Data sets made from the priors, and the group means that they were made from."""
    random = np.random.default_rng(seed)
    size = 2 * visits
    mean = priors.mean(visits) + priors.mean_sd * random.standard_normal((sets, size))
    covariance = (
        invwishart(priors.degrees(visits), priors.scale(visits))
        .rvs(sets, random_state=random)
        .reshape(sets, size, size)
    )
    lower = np.linalg.cholesky(covariance)
    each = mean[:, None] + np.einsum("sij,spj->spi", lower, random.standard_normal((sets, people, size)))
    each = each.reshape(sets, people, visits, 1, 2)
    x = random.uniform(1, 40, (sets, people, visits, trials))
    news = random.choice([-1.0, 1.0], x.shape)
    sd = 1 / np.sqrt(random.gamma(priors.precision_shape, 1 / priors.precision_rate, x.shape[:3]))
    update = (each[..., 0] + news * each[..., 1]) * x + sd[..., None] * random.standard_normal(x.shape)
    return GroupSums.of(x, news, update), mean.reshape(sets, visits, 2)


def test_ranks_are_even() -> None:
    """Among draws of the group means, the true ones have every rank equally often (simulation-based calibration)."""
    priors = HierarchyPriors()
    sums, truth = data_from_priors(200, 6, 2, 10, priors, seed=2)
    drawn = draw_hierarchy(sums, priors, draws=60, warm_up=80, random=np.random.default_rng(3), thin=4)
    ranks = (drawn.group_mean < truth).mean(axis=0)
    assert all(kstest(ranks[:, visit, which], "uniform").pvalue > 0.001 for visit in (0, 1) for which in (0, 1))


def test_chains_agree() -> None:
    """Chains of one data set cannot be told apart, by the bound beyond which they are not to be used."""
    priors = HierarchyPriors()
    sums, _ = data_from_priors(1, 8, 1, 20, priors, seed=4)
    drawn = draw_hierarchy(sums.repeated(4), priors, draws=400, warm_up=100, random=np.random.default_rng(5))
    assert max(r_hat(drawn.group_mean[:, :, 0, which]) for which in (0, 1)) <= LARGEST_R_HAT


def test_r_hat_sees_chains_apart() -> None:
    """Chains around different values are told apart."""
    draws = np.random.default_rng(1).standard_normal((200, 4)) + np.array([0, 0, 0, 2.0])
    assert r_hat(draws) > 1.1


def test_ends_of_an_interval_may_rest_on_fewer_draws() -> None:
    """Independent draws count in full at an end; where the outer ones come in long runs, far fewer do."""
    draws = np.random.default_rng(1).standard_normal((2000, 4))
    assert 8000 == pytest.approx(tail_draws(draws), rel=0.15)
    place = np.arange(2000)[:, None]
    side = np.where(place % 1000 < 500, 1, -1)
    in_runs = np.where(place % 500 < 25, side * (np.abs(draws) + 3), draws)
    assert tail_draws(in_runs) < 400 < effective_draws(in_runs)


def test_independent_draws_count_in_full() -> None:
    """Draws that are independent are worth about as many as they are."""
    assert 4000 == pytest.approx(effective_draws(np.random.default_rng(2).standard_normal((1000, 4))), rel=0.15)


def test_draws_that_repeat_count_less() -> None:
    """Draws that hang together (0.9 from one to the next) are worth about a nineteenth."""
    random = np.random.default_rng(3)
    draws = np.zeros((4000, 4))
    for step in range(1, 4000):
        draws[step] = 0.9 * draws[step - 1] + random.standard_normal(4)
    assert 16000 / 19 == pytest.approx(effective_draws(draws), rel=0.3)

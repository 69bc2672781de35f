"""The twelve models are fitted as a numerical integration over everything at once, written here, fits them."""

from __future__ import annotations

import math
from functools import cache

import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.stats import gamma, norm

from experiment.analysis.models.exact_fit import Fit, fit
from experiment.belief.models import MODELS, Model
from tests.unit.analysis.models.sessions import made_up

SESSIONS = made_up(3, 12, seed=7, model=MODELS[0])


@cache
def fitted(model: Model) -> Fit:
    return fit(model, SESSIONS)


def log_posterior(model: Model, session: int, scaling: np.ndarray, asymmetry: np.ndarray, log_precision: np.ndarray):  # type: ignore[no-untyped-def,type-arg]
    """Log of likelihood times priors, from the definitions: normal updates, N(1, 1), N(0, 1), Gamma(1, 1) of 1/σ²."""
    x, v, y = SESSIONS.evidence_pct[model.family][session], SESSIONS.news[session], SESSIONS.update_pct[session]
    density = gamma(1, scale=1).logpdf(np.exp(log_precision)) + log_precision
    density = density + (0 if model.scaling is not None else norm(1, 1).logpdf(scaling))
    density = density + (0 if model.asymmetry is not None else norm(0, 1).logpdf(asymmetry))
    for one_x, one_v, one_y in zip(x, v, y, strict=True):
        apart = one_y - (scaling + asymmetry * one_v) * one_x
        density = density + 0.5 * (log_precision - np.log(2 * np.pi) - np.exp(log_precision) * apart**2)
    return density


@cache
def by_brute_force(model: Model, session: int) -> tuple[float, float, float, float]:
    """Evidence, mean of S, of A, and the share of A below 0, from sums over a box of all three."""
    near = fitted(model)
    grids = []
    for fixed, marginal in ((model.scaling, near.scaling), (model.asymmetry, near.asymmetry)):
        centre, sd = marginal.mean[session], marginal.sd[session]
        grids.append(np.array([fixed]) if fixed is not None else np.linspace(centre - 7 * sd, centre + 7 * sd, 61))
    grids.append(np.linspace(-9, 1, 101))
    scaling, asymmetry, log_precision = np.meshgrid(*grids, indexing="ij")
    logs = log_posterior(model, session, scaling, asymmetry, log_precision)
    cell = math.prod(grid[1] - grid[0] for grid in grids if len(grid) > 1)
    weights = np.exp(logs - logs.max())
    evidence = math.log(weights.sum() * cell) + logs.max()
    weights = weights / weights.sum()
    return (
        evidence,
        (weights * scaling).sum(),
        (weights * asymmetry).sum(),
        weights[asymmetry < near.asymmetry.low[session]].sum(),
    )


@pytest.mark.parametrize("model", MODELS, ids=lambda model: str(model.number))
def test_evidence(model: Model) -> None:
    """The evidence is the integral of likelihood times priors."""
    assert by_brute_force(model, 0)[0] == pytest.approx(fitted(model).log_evidence[0], abs=2e-4)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: str(model.number))
def test_posterior_means(model: Model) -> None:
    """The estimates are the means of the posterior."""
    _, scaling, asymmetry, _ = by_brute_force(model, 1)
    assert (scaling, asymmetry) == pytest.approx(
        (fitted(model).scaling.mean[1], fitted(model).asymmetry.mean[1]), abs=1e-4
    )


def test_interval() -> None:
    """One part in forty of the posterior lies below the interval."""
    assert 0.025 == pytest.approx(by_brute_force(MODELS[0], 2)[3], abs=2e-3)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: str(model.number))
def test_mode(model: Model) -> None:
    """A general optimiser finds the same highest point."""
    free = [index for index, fixed in enumerate((model.scaling, model.asymmetry)) if fixed is None]

    def height(at: np.ndarray) -> float:  # type: ignore[type-arg]
        both = [0.0 if fixed is None else fixed for fixed in (model.scaling, model.asymmetry)]
        for index, value in zip(free, at[:-1], strict=True):
            both[index] = value
        return -float(log_posterior(model, 0, np.array(both[0]), np.array(both[1]), np.array(at[-1])))

    start = np.array([*([0.5] * len(free)), -4.0])
    found = minimize(height, start, method="Nelder-Mead", options={"xatol": 1e-9, "fatol": 1e-12, "maxiter": 4000}).x
    ours = fitted(model)
    mode = [(ours.mode_scaling[0], ours.mode_asymmetry[0])[index] for index in free] + [ours.mode_log_precision[0]]
    assert list(found) == pytest.approx(mode, abs=1e-5)


def test_learning_rates() -> None:
    """The learning rate after good news is S + A, after bad news S − A."""
    ours = fitted(MODELS[0])
    assert [
        ours.scaling.mean[0] + ours.asymmetry.mean[0],
        ours.scaling.mean[0] - ours.asymmetry.mean[0],
    ] == pytest.approx([ours.learning_good.mean[0], ours.learning_bad.mean[0]])


def test_nothing_to_fit() -> None:
    """A session without any trial has no evidence, and not that of the prior."""
    arrays = made_up(2, 5, seed=1)
    arrays.update_pct[1] = np.nan
    assert [False, True] == np.isnan(fit(MODELS[0], arrays).log_evidence).tolist()


def test_perfect_answers() -> None:
    """Who moves all the way each time has learning rates of 1, and the fit does not break."""
    arrays = made_up(1, 30, seed=3)
    arrays.update_pct[:] = arrays.evidence_pct[MODELS[0].family]
    assert 1 == pytest.approx(fit(MODELS[0], arrays).scaling.mean[0], abs=1e-3)

"""How well each model predicts second estimates that it has not seen, and whether it makes data like those it has seen.

Held-out trials are predicted from the other trials of the session. The joint density that a model gives them is exact:
the evidence of all trials over the evidence of those that were kept.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from experiment.analysis.models.exact_fit import PUBLISHED_PRIORS, OverPrecision, Priors
from experiment.analysis.models.latent_likelihood import Flags
from experiment.analysis.models.session_arrays import SessionArrays, session_arrays
from experiment.belief.models import MODELS, Model, expected_update_pct
from experiment.belief.news import Floats


@dataclass(frozen=True)
class HeldOut:
    """Predictions of trials that were held out, for each session; arrays of shape (sessions,).

    Parameters
    ----------
    log_density
        Mean natural logarithm of the density given to a held-out update.
    error_pct
        Root mean square of update less prediction, in percentage points.
    error_of_mean_pct
        The same, if the prediction is the mean of the updates that were kept: what a model has to be better than.
    """

    log_density: Floats
    error_pct: Floats
    error_of_mean_pct: Floats


def held_out(
    model: Model, sessions: SessionArrays, folds: int = 10, priors: Priors = PUBLISHED_PRIORS, seed: int = 1
) -> HeldOut:
    """Predict each trial from the trials of the other folds of its session.

    Parameters
    ----------
    model
        Which of the twelve.
    sessions
        Evidence, news and updates.
    folds
        Into how many parts the trials of a session are divided, at random.
    priors
        The prior distributions.
    seed
        Of the division into folds.
    """
    evidence = sessions.evidence_pct[model.family]
    there = ~np.isnan(evidence) & ~np.isnan(sessions.update_pct)
    part = dealt(there, folds, seed)
    whole = OverPrecision.of(model, sessions, priors).log_evidence
    log_density = np.zeros(len(there))
    expected = np.full(there.shape, np.nan)
    for fold in range(folds):
        out = there & (part == fold)
        kept = replace(sessions, update_pct=np.where(out, np.nan, sessions.update_pct))
        fitted = OverPrecision.of(model, kept, priors)
        # Where nothing was kept, the model predicts from its priors alone; the evidence of nothing is 1.
        log_density += np.where(out.any(axis=1), whole - np.nan_to_num(fitted.log_evidence), 0.0)
        scaling, asymmetry = fitted.mean().T
        of_fold = expected_update_pct(evidence, sessions.news, scaling[:, None], asymmetry[:, None])
        expected = np.where(out, of_fold, expected)
    return of_held_out(log_density, np.where(there, sessions.update_pct, np.nan), expected, part, folds)


def of_held_out(log_density: Floats, update: Floats, expected: Floats, part: NDArray[np.int64], folds: int) -> HeldOut:
    """Compare predictions with what was held out, and with the mean of what was kept.

    Parameters
    ----------
    log_density
        Sum of natural logarithms, (sessions,).
    update, expected
        In percentage points, (sessions, trials); NaN where a session has no trial.
    part
        In which fold each trial was held out.
    folds
        How many there are.
    """
    there = ~np.isnan(update)
    squares_of_mean = np.zeros(len(there))
    for fold in range(folds):
        out, kept = there & (part == fold), there & (part != fold)
        mean = np.where(kept, update, 0.0).sum(axis=1) / np.maximum(kept.sum(axis=1), 1)
        squares_of_mean += np.where(out, (update - mean[:, None]) ** 2, 0.0).sum(axis=1)
    trials = np.where(there.any(axis=1), there.sum(axis=1), np.nan)
    squares = np.where(there, (update - expected) ** 2, 0.0).sum(axis=1)
    return HeldOut(log_density / trials, np.sqrt(squares / trials), np.sqrt(squares_of_mean / trials))


def dealt(there: Flags, folds: int, seed: int) -> NDArray[np.int64]:
    """Divide the trials of each session into parts of even size, at random."""
    order = np.where(there, np.random.default_rng(seed).random(there.shape), np.inf).argsort(axis=1).argsort(axis=1)
    return np.asarray(order % folds)


def model_predictions(updates: pd.DataFrame, folds: int = 10) -> pd.DataFrame:
    """Return how well each model predicts held-out updates, by arm and visit.

    Parameters
    ----------
    updates
        What `experiment.analysis.load_updates` gives.
    folds
        Into how many parts the trials of a session are divided.

    Returns
    -------
    DataFrame
        One row for each arm, visit and model: `sessions`, and means over them of `log_density`, `error_pct` and
        `error_of_mean_pct`; see `HeldOut`.
    """
    sessions, arrays = session_arrays(updates)
    tables = []
    for model in MODELS:
        found = held_out(model, arrays, folds)
        tables.append(sessions.assign(model=model.number, family=model.family.value, **vars(found)))
    together = pd.concat(tables, ignore_index=True).dropna(subset=["log_density"])
    groups = together.groupby(["arm", "visit", "model", "family"], observed=True)
    means = groups[["log_density", "error_pct", "error_of_mean_pct"]].mean()
    return means.assign(sessions=groups.size()).reset_index()


def simulated(
    model: Model, sessions: SessionArrays, scaling: Floats, asymmetry: Floats, noise_sd_pct: Floats, seed: int
) -> SessionArrays:
    """Return sessions with the same evidence, and with updates simulated by a model.

    Parameters
    ----------
    model
        Whose evidence.
    sessions
        What the participants had before them.
    scaling, asymmetry, noise_sd_pct
        (sessions,): S, A and σ; what the model fixes is fixed.
    seed
        Of the noise.
    """
    s = scaling if model.scaling is None else np.full_like(scaling, model.scaling)
    a = asymmetry if model.asymmetry is None else np.full_like(asymmetry, model.asymmetry)
    expected = expected_update_pct(sessions.evidence_pct[model.family], sessions.news, s[:, None], a[:, None])
    noise = noise_sd_pct[:, None] * np.random.default_rng(seed).standard_normal(expected.shape)
    return SessionArrays(sessions.evidence_pct, sessions.news, expected + noise)

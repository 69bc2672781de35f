"""Recovery of parameters and of models: whether fits find what made the data, with a study's own evidence.

As reviewers ask (Wilson & Collins 2019, eLife 8:e49547): data are made by each model with known parameters for what the
participants of the study had before them, and fitted as the study's own data are.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from experiment.analysis.models.comparison import compare
from experiment.analysis.models.exact_fit import fit
from experiment.analysis.models.prediction import families_of, simulated
from experiment.analysis.models.session_arrays import SessionArrays
from experiment.belief.models import MODELS
from experiment.belief.news import Floats

PUBLISHED_SCALING, PUBLISHED_ASYMMETRY = 0.39, 0.07
"""Means at which Khalid et al. 2025 simulated; they state no spread."""
PUBLISHED_R = {"scaling": 0.92, "asymmetry": 0.82}
"""Correlations of what was put in and what came out, there; they depend on spread and noise, and so are no bar."""
ASSUMED_SCALING_SD, ASSUMED_ASYMMETRY_SD = 0.2, 0.1
"""Of simulated participants; assumed."""

Done = Callable[[int, int], None]
"""Told how much of how much is done."""


def _nothing(_done: int, _of: int) -> None:
    """Ignore progress."""


def parameter_recovery(sessions: SessionArrays, noises_sd_pct: tuple[float, ...], seed: int = 1) -> pd.DataFrame:
    """Return how well S and A of the first model come out, over noise.

    Parameters
    ----------
    sessions
        What the participants had before them.
    noises_sd_pct
        Noise of an update, in percentage points.
    seed
        Of all that is drawn.

    Returns
    -------
    DataFrame
        One row for each noise and parameter: `r` of true and fitted values over sessions, `bias` and `rmse` of the
        fitted ones, `covered`: the share of 95 % intervals that hold the true value, `published_r`.
    """
    random = np.random.default_rng(seed)
    n = len(sessions.update_pct)
    rows: list[dict[str, object]] = []
    for noise in noises_sd_pct:
        scaling = random.normal(PUBLISHED_SCALING, ASSUMED_SCALING_SD, n)
        asymmetry = random.normal(PUBLISHED_ASYMMETRY, ASSUMED_ASYMMETRY_SD, n)
        made = simulated(MODELS[0], sessions, scaling, asymmetry, np.full(n, noise), int(random.integers(2**31)))
        fitted = fit(MODELS[0], made)
        for name, true, found in (("scaling", scaling, fitted.scaling), ("asymmetry", asymmetry, fitted.asymmetry)):
            off = found.mean - true
            rows.append(
                {
                    "noise_sd_pct": noise, "parameter": name, "sessions": n, "r": np.corrcoef(true, found.mean)[0, 1],
                    "bias": off.mean(), "rmse": np.sqrt((off**2).mean()),
                    "covered": ((found.low < true) & (true < found.high)).mean(), "published_r": PUBLISHED_R[name],
                }
            )  # fmt: skip
    return pd.DataFrame(rows)


def model_recovery(
    sessions: SessionArrays, noise_sd_pct: float, groups: int, seed: int = 1, done: Done = _nothing
) -> pd.DataFrame:
    """Return which model is found in data that each model has made.

    Parameters
    ----------
    sessions
        What the participants of one group had before them.
    noise_sd_pct
        Noise of an update, in percentage points.
    groups
        How many groups of simulated participants each model makes.
    seed
        Of all that is drawn.
    done
        Told after each model.

    Returns
    -------
    DataFrame
        One row for each model that makes data (`made_by`) and each that is found: `participants`, the share of
        simulated participants for whom it has most evidence; `groups`, the share of groups in which it is the most
        frequent; `frequency`, its mean expected frequency.
    """
    possible = [model for model in MODELS if model.family in families_of(sessions)]
    random = np.random.default_rng(seed)
    n = len(sessions.update_pct)
    tables = []
    for index, maker in enumerate(possible):
        best, winners = np.zeros(len(possible)), np.zeros(len(possible))
        frequency: Floats = np.zeros(len(possible))
        for _ in range(groups):
            made = simulated(
                maker, sessions, random.normal(PUBLISHED_SCALING, ASSUMED_SCALING_SD, n),
                random.normal(PUBLISHED_ASYMMETRY, ASSUMED_ASYMMETRY_SD, n), np.full(n, noise_sd_pct),
                int(random.integers(2**31)),
            )  # fmt: skip
            evidence = np.column_stack([fit(model, made).log_evidence for model in possible])
            found = compare(evidence)
            best += np.bincount(evidence.argmax(axis=1), minlength=len(possible)) / n
            winners[found.frequency.argmax()] += 1
            frequency += found.frequency
        tables.append(
            pd.DataFrame(
                {
                    "made_by": maker.number,
                    "found": [model.number for model in possible],
                    "participants": best / groups,
                    "groups": winners / groups,
                    "frequency": frequency / groups,
                }
            )
        )
        done(index + 1, len(possible))
    return pd.concat(tables, ignore_index=True)

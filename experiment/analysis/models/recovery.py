"""Do S and A come back, on the evidence of given sessions? And what was published of that.

As reviewers ask (Wilson & Collins 2019, eLife 8:e49547): data are made with known parameters for what participants had
before them, and fitted as a study's own are. Everything else of that kind stands in `experiment.analysis.validation`.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from experiment.analysis.models.exact_fit import fit
from experiment.analysis.models.prediction import simulated
from experiment.analysis.models.session_arrays import SessionArrays
from experiment.belief.models import MODELS

PUBLISHED_SCALING, PUBLISHED_ASYMMETRY = 0.39, 0.07
"""Means at which Khalid et al. 2025 simulated; they state no spread."""
PUBLISHED_R = {"scaling": 0.92, "asymmetry": 0.82}
"""Correlations of what was put in and what came out, there; they depend on spread and noise, and so are no bar."""
ASSUMED_SCALING_SD, ASSUMED_ASYMMETRY_SD = 0.2, 0.1
"""Of simulated participants; assumed."""


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

"""Sessions made up for the models: evidence and updates of given S, A and noise."""

from __future__ import annotations

import numpy as np

from experiment.analysis.models.session_arrays import SessionArrays
from experiment.belief.models import Family, Model, evidence_pct
from experiment.belief.news import Floats


def made_up(
    sessions: int, trials: int, seed: int, model: Model | None = None, noise_sd_pct: float = 8.0
) -> SessionArrays:
    """Sessions whose updates come from a model (its free parameters drawn), or are noise."""
    random = np.random.default_rng(seed)
    rate = random.integers(10, 71, (sessions, trials)).astype(float)
    first = random.integers(3, 78, (sessions, trials)).astype(float)
    first = np.where(first == rate, first + 1, first)
    population = np.clip(first + random.integers(-15, 16, (sessions, trials)), 3, 77).astype(float)
    evidence = {family: evidence_pct(family, first, rate, population) for family in Family}
    news: Floats = np.sign(first - rate)
    expected = np.zeros_like(rate)
    if model is not None:
        scaling = model.scaling if model.scaling is not None else random.normal(0.5, 0.3, (sessions, 1))
        asymmetry = model.asymmetry if model.asymmetry is not None else random.normal(0.1, 0.2, (sessions, 1))
        expected = (scaling + asymmetry * news) * evidence[model.family]
    return SessionArrays(evidence, news, expected + noise_sd_pct * random.standard_normal(rate.shape))

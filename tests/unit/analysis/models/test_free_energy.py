"""The evidence of a session is exact, where the VBA toolbox has a bound of it: by how much the two differ.

The toolbox itself (Matlab) is not run here: this is the bound that it has for linear models, by its equations
(Daunizeau, Adam & Rigoux 2014, PLoS Comput Biol 10:e1003441), with the same priors. docs/models.md has the figures.
"""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import gammaln, psi

from experiment.analysis.models.exact_fit import fit
from experiment.analysis.models.session_arrays import SessionArrays
from experiment.belief.models import MODELS, Model
from tests.unit.analysis.models.sessions import made_up


def free_energy(model: Model, sessions: SessionArrays, session: int) -> float:
    """Minus the divergence of normal (S, A) times gamma (precision) from what is true, at its best, in numpy alone."""
    x, v = sessions.evidence_pct[model.family][session], sessions.news[session]
    left = sessions.update_pct[session] - x  # S = 1, A = 0: the means of the priors, and what is fixed
    design = np.column_stack([x, v * x])[:, [model.scaling is None, model.asymmetry is None]]
    n, k = design.shape
    shape, rate = 1 + n / 2, 1.0
    for _ in range(500):
        precision = shape / rate
        spread = np.linalg.inv(np.eye(k) + precision * design.T @ design)
        mean = precision * spread @ design.T @ left
        squares = ((left - design @ mean) ** 2).sum() + np.trace(design @ spread @ design.T)
        rate = 1 + squares / 2
    log_precision, precision = psi(shape) - np.log(rate), shape / rate
    of_data = 0.5 * n * (log_precision - np.log(2 * np.pi)) - 0.5 * precision * squares
    of_effects = 0.5 * (k - mean @ mean - np.trace(spread) + np.linalg.slogdet(spread)[1])
    of_precision = -precision + shape - np.log(rate) + gammaln(shape) + (1 - shape) * psi(shape)
    return float(of_data + of_effects + of_precision)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: str(model.number))
def test_a_bound_of_the_evidence(model: Model) -> None:
    """The bound lies below the exact evidence of every session; where nothing is free but the noise, it is exact."""
    sessions = made_up(4, 40, seed=9, model=MODELS[0])
    exact = fit(model, sessions).log_evidence
    below = exact - [free_energy(model, sessions, session) for session in range(4)]
    if model.scaling is not None and model.asymmetry is not None:
        assert below == pytest.approx(0, abs=1e-6)
    else:
        of_each = 0.012 * ((model.scaling is None) + (model.asymmetry is None))
        assert below == pytest.approx(of_each, abs=0.002)

"""What the models cost over a whole study, beside a general optimiser: ``python -m tests.benchmarks.model_fits``."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TypeVar

import numpy as np
from scipy.optimize import minimize

from experiment.analysis.models.exact_fit import fit
from experiment.analysis.models.latent_fit import fit_latent
from experiment.belief.models import MODELS, Model
from tests.unit.analysis.models.sessions import made_up
from tests.unit.analysis.models.test_latent_fit import answers

SESSIONS = 138
Result = TypeVar("Result")


def cpu_s(work: Callable[[], Result]) -> tuple[float, Result]:
    before = time.process_time()
    result = work()
    return time.process_time() - before, result


def by_optimiser(model: Model, x: np.ndarray, v: np.ndarray, y: np.ndarray) -> np.ndarray:  # type: ignore[type-arg]
    """Climb to the highest posterior density of one session as anybody would."""
    free = [index for index, fixed in enumerate((model.scaling, model.asymmetry)) if fixed is None]
    means = np.array([1.0, 0.0])

    def height(at: np.ndarray) -> float:  # type: ignore[type-arg]
        both = np.array([0.0 if fixed is None else fixed for fixed in (model.scaling, model.asymmetry)])
        both[free] = at[:-1]
        errors = y - (both[0] + both[1] * v) * x
        u, precision = at[-1], np.exp(at[-1])
        likelihood = 0.5 * len(y) * (u - np.log(2 * np.pi)) - 0.5 * precision * (errors**2).sum()
        return float(-(likelihood - precision + u - 0.5 * ((both - means)[free] ** 2).sum()))

    start = np.array([*([0.5] * len(free)), -4.0])
    return np.asarray(minimize(height, start, method="BFGS", options={"gtol": 1e-7}).x)


def main() -> int:
    """Print the figures; 1: an optimum differs."""
    sessions = made_up(SESSIONS, 40, seed=2, model=MODELS[0])
    took, fits = cpu_s(lambda: [fit(model, sessions) for model in MODELS])
    print(f"twelve models × {SESSIONS} sessions of 40 trials: {took:.2f} s CPU")
    apart = 0.0

    def everybody() -> float:
        far = 0.0
        for model, ours in zip(MODELS, fits, strict=True):
            x = sessions.evidence_pct[model.family]
            for index in range(SESSIONS):
                at = by_optimiser(model, x[index], sessions.news[index], sessions.update_pct[index])
                both = [ours.mode_scaling[index], ours.mode_asymmetry[index]]
                free = [one for one, fixed in zip(both, (model.scaling, model.asymmetry), strict=True) if fixed is None]
                far = max(far, float(np.abs(at - np.array([*free, ours.mode_log_precision[index]])).max()))
        return far

    took, apart = cpu_s(everybody)
    print(f"scipy.optimize.minimize for each session and model: {took:.2f} s CPU; optima differ by at most {apart:.2g}")
    for retest in (0, 6, 20):
        data = answers(SESSIONS, 40 + retest, retest, seed=9)
        took, found = cpu_s(lambda data=data: fit_latent(data))  # type: ignore[misc]
        print(
            f"latent belief × {SESSIONS} sessions of 40 + {retest} events: {took:.1f} s CPU; "
            f"{int(found.settled.sum())} settled"
        )
    return 0 if apart < 1e-4 else 1


if __name__ == "__main__":
    sys.exit(main())

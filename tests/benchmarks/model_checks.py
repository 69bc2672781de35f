"""Are the models right, and where do they fail? ``python -m tests.benchmarks.model_checks [--quick]``.

Simulation-based calibration: data are made from the priors and fitted; among the posterior, what was put in must have
every rank equally often, and 95 % intervals must hold it in 93–97 % of fits. Then recovery: of S and A over noise, of
models by models, and of the latent-belief model over noise and retest events beside the published one.
"""

from __future__ import annotations

import argparse
import sys

import numpy as np
import pandas as pd
from scipy.stats import invwishart, kstest

from experiment.analysis.models.exact_fit import PUBLISHED_PRIORS, fit
from experiment.analysis.models.hierarchy import ASSUMED_PRIORS, GroupSums, draw_hierarchy
from experiment.analysis.models.latent_recovery import Answerers, latent_recovery
from experiment.analysis.models.recovery import model_recovery, parameter_recovery
from experiment.analysis.models.session_arrays import SessionArrays
from experiment.belief.models import MODELS
from tests.unit.analysis.models.sessions import made_up

_COVERED = (0.93, 0.97)


def calibration_of_sessions(fits: int) -> bool:
    """Check the exact fit of model 1."""
    random = np.random.default_rng(1)
    sessions = made_up(fits, 40, seed=2)
    scaling = random.normal(PUBLISHED_PRIORS.scaling_mean, 1, fits)
    asymmetry = random.normal(PUBLISHED_PRIORS.asymmetry_mean, 1, fits)
    noise = 1 / np.sqrt(random.gamma(PUBLISHED_PRIORS.precision_shape, 1 / PUBLISHED_PRIORS.precision_rate, fits))
    x = sessions.evidence_pct[MODELS[0].family]
    expected = (scaling[:, None] + asymmetry[:, None] * sessions.news) * x
    made = SessionArrays(
        sessions.evidence_pct, sessions.news, expected + noise[:, None] * random.standard_normal(x.shape)
    )
    fitted = fit(MODELS[0], made)
    right = True
    for name, true, found in (("S", scaling, fitted.scaling), ("A", asymmetry, fitted.asymmetry)):
        covered = float(((found.low < true) & (true < found.high)).mean())
        z = (true - found.mean) / found.sd
        right &= _COVERED[0] <= covered <= _COVERED[1]
        print(f"session, {name}: n {fits}, covered {covered:.3f}; z: mean {z.mean():+.3f}, SD {z.std():.3f}")
    return right


def calibration_of_groups(fits: int) -> bool:
    """Check the hierarchy: 8 participants at 2 visits, 20 trials each."""
    random, priors, people, visits = np.random.default_rng(3), ASSUMED_PRIORS, 8, 2
    size = 2 * visits
    mean = priors.mean(visits) + priors.mean_sd * random.standard_normal((fits, size))
    covariance = invwishart(priors.degrees(visits), priors.scale(visits)).rvs(fits, random_state=random)
    each = mean[:, None] + np.einsum(
        "sij,spj->spi", np.linalg.cholesky(covariance), random.standard_normal((fits, people, size))
    )
    each = each.reshape(fits, people, visits, 1, 2)
    x = random.uniform(1, 40, (fits, people, visits, 20))
    news = random.choice([-1.0, 1.0], x.shape)
    noise = 1 / np.sqrt(random.gamma(priors.precision_shape, 1 / priors.precision_rate, x.shape[:3]))
    update = (each[..., 0] + news * each[..., 1]) * x + noise[..., None] * random.standard_normal(x.shape)
    drawn = draw_hierarchy(GroupSums.of(x, news, update), priors, 99, 200, random, thin=5)
    true = mean.reshape(fits, visits, 2)
    ranks = (drawn.group_mean < true).sum(axis=0)
    right = True
    for visit in range(visits):
        for which, name in enumerate("SA"):
            of = ranks[:, visit, which]
            uniform = kstest((of + random.random(fits)) / 100, "uniform").pvalue
            covered = float(((of >= 2.5) & (of <= 96.5)).mean())
            right &= uniform > 0.01 and _COVERED[0] - 0.005 <= covered <= _COVERED[1] + 0.005
            print(f"group, visit {visit + 1}, {name}: n {fits}, even p = {uniform:.3f}, ranks 3 to 96: {covered:.3f}")
    return right


def main() -> int:
    """Print the figures; 1: a calibration is not as it must be."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="a tenth of it")
    quick = parser.parse_args().quick
    fits = 100 if quick else 1000
    right = calibration_of_sessions(fits) & calibration_of_groups(fits)
    pd.set_option("display.width", 250, "display.max_columns", 30, "display.max_rows", 200)
    sessions = made_up(138, 40, seed=4)
    print(parameter_recovery(sessions, (5.0, 10.0, 15.0, 20.0)).round(3).to_string(index=False))
    models = model_recovery(sessions, 10.0, groups=1 if quick else 5)
    print(models.pivot(index="made_by", columns="found", values="participants").round(2).to_string())
    cases = tuple(
        Answerers(good, bad, noise, retest)
        for good, bad in ((0.0, 0.0), (0.4, 0.4), (0.5, 0.3))
        for noise in (5.0, 10.0, 15.0, 20.0)
        for retest in ((0, 12) if quick else (0, 6, 12, 20))
    )
    print(latent_recovery(cases, 20 if quick else 200).round(3).to_string(index=False))
    return 0 if right else 1


if __name__ == "__main__":
    sys.exit(main())

"""Simulation-based calibration: parameters from priors, data from them, and where in the posterior they come to lie.

Talts et al. 2018 (arXiv 1804.06788): if the computation is right, every place is as likely as any other.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.special import ndtr
from scipy.stats import invwishart

from experiment.analysis.models.exact_fit import PUBLISHED_PRIORS, OverPrecision
from experiment.analysis.models.hierarchy import ASSUMED_PRIORS, GroupSums, draw_hierarchy
from experiment.analysis.models.latent_fit import WEAK_PRIORS, fit_latent
from experiment.analysis.models.latent_likelihood import PARAMETERS
from experiment.analysis.models.latent_prediction import drawn_answers
from experiment.analysis.models.session_arrays import SessionArrays
from experiment.analysis.validation.made_people import People, by_latent_belief
from experiment.belief.models import MODELS
from experiment.belief.news import Floats

_NOISE_PCT = 10.0
"""Of the first answers, whose errors are the evidence."""


def made_of_the_priors(people: int, random: np.random.Generator) -> tuple[Floats, Floats, SessionArrays]:
    """Return S, A and sessions of the first published model, from its priors."""
    seen = by_latent_belief(People.who_never_learn(people, _NOISE_PCT, random), 0, random).updates
    priors = PUBLISHED_PRIORS
    scaling = random.normal(priors.scaling_mean, np.sqrt(priors.variance), people)
    asymmetry = random.normal(priors.asymmetry_mean, np.sqrt(priors.variance), people)
    noise = 1 / np.sqrt(random.gamma(priors.precision_shape, 1 / priors.precision_rate, people))
    x = seen.evidence_pct[MODELS[0].family]
    expected = (scaling[:, None] + asymmetry[:, None] * seen.news) * x
    update = expected + noise[:, None] * random.standard_normal(x.shape)
    return scaling, asymmetry, SessionArrays(seen.evidence_pct, seen.news, update)


def calibrated_sessions(fits: int, seed: int) -> pd.DataFrame:
    """Return `share`, how much of the posterior lies below what was put in, for S and A of each of so many fits."""
    scaling, asymmetry, sessions = made_of_the_priors(fits, np.random.default_rng(seed))
    over = OverPrecision.of(MODELS[0], sessions)
    return _table("published model 1", {"S": over.share_below(1, 0, scaling), "A": over.share_below(0, 1, asymmetry)})


def calibrated_latent(fits: int, retest_events: int, seed: int) -> pd.DataFrame:
    """Return the same for the latent-belief model, whose posterior is taken for normal."""
    random = np.random.default_rng(seed)
    who = np.array(WEAK_PRIORS.means) + random.standard_normal((fits, len(PARAMETERS))) @ WEAK_PRIORS.factor.T
    design = by_latent_belief(People.who_never_learn(fits, _NOISE_PCT, random), retest_events, random).twice
    fitted = fit_latent(drawn_answers(who, design, random))
    shares = {}
    for name, label in (("learning_good", "λ good"), ("learning_bad", "λ bad"), ("log_noise", "σ")):
        centre, sd = fitted.parameter(name)
        shares[label] = ndtr((who[:, PARAMETERS.index(name)] - centre) / sd)
    centre, sd = fitted.asymmetry()
    good, bad = (who[:, PARAMETERS.index(f"learning_{news}")] for news in ("good", "bad"))
    shares["λ good − λ bad"] = ndtr((good - bad - centre) / sd)
    return _table(f"latent belief, {retest_events} retest events", shares)


def calibrated_groups(fits: int, seed: int) -> pd.DataFrame:
    """Return the same for group means of the hierarchy: 8 participants at 2 visits, 20 trials each, 99 draws."""
    random, priors, people, visits = np.random.default_rng(seed), ASSUMED_PRIORS, 8, 2
    size = 2 * visits
    mean = priors.mean(visits) + priors.mean_sd * random.standard_normal((fits, size))
    covariance = invwishart(priors.degrees(visits), priors.scale(visits)).rvs(fits, random_state=random)
    each = mean[:, None] + np.einsum(
        "sij,spj->spi",
        np.linalg.cholesky(covariance.reshape(fits, size, size)),
        random.standard_normal((fits, people, size)),
    )
    each = each.reshape(fits, people, visits, 1, 2)
    x = random.uniform(1, 40, (fits, people, visits, 20))
    news = random.choice([-1.0, 1.0], x.shape)
    noise = 1 / np.sqrt(random.gamma(priors.precision_shape, 1 / priors.precision_rate, x.shape[:3]))
    update = (each[..., 0] + news * each[..., 1]) * x + noise[..., None] * random.standard_normal(x.shape)
    drawn = draw_hierarchy(GroupSums.of(x, news, update), priors, 99, 200, random, thin=5)
    ranks = (drawn.group_mean < mean.reshape(fits, visits, 2)).sum(axis=0)
    places = (ranks + random.random(ranks.shape)) / 100
    return _table(
        "hierarchy",
        {
            f"mean {name}, visit {visit + 1}": places[:, visit, which]
            for visit in range(visits)
            for which, name in enumerate("SA")
        },
    )


def _table(model: str, shares: dict[str, Floats]) -> pd.DataFrame:
    tables = [pd.DataFrame({"model": model, "parameter": name, "share": each}) for name, each in shares.items()]
    return pd.concat(tables, ignore_index=True)

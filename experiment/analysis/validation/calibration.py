"""Simulation-based calibration: parameters from priors, data from them, and where in the posterior they come to lie.

Talts et al. 2018 (arXiv 1804.06788): if the computation is right, every place is as likely as any other.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.stats import invwishart

from experiment.analysis.models.exact_fit import PUBLISHED_PRIORS, OverPrecision
from experiment.analysis.models.hierarchy import ASSUMED_PRIORS, GroupSums, draw_hierarchy
from experiment.analysis.models.latent_fit import fit_latent
from experiment.analysis.models.latent_likelihood import PARAMETERS
from experiment.analysis.models.latent_peak import WEAK_PRIORS
from experiment.analysis.models.latent_prediction import drawn_answers
from experiment.analysis.models.session_arrays import SessionArrays
from experiment.analysis.validation.made_people import People, by_latent_belief
from experiment.belief.models import MODELS, Model, expected_update_pct, second_pct
from experiment.belief.news import Floats, estimation_error

_NOISE_PCT = 10.0
"""Of the first answers, whose errors are the evidence."""
_COLUMNS = ["panel", "model", "parameter", "share"]
_OF_LATENT = {
    "learning_good": "λ good", "learning_bad": "λ bad", "log_noise": "σ", "mean_pct": "μ", "slope": "ρ",
    "log_spread": "τ",
}  # fmt: skip
_OF_FAMILY = 4
"""Models of each family."""


@dataclass(frozen=True)
class OfThePriors:
    """Sessions of a published model, and the parameters that made them; arrays of shape (sessions,).

    Parameters
    ----------
    scaling, asymmetry, noise_sd_pct
        S, A and σ.
    sessions
        What the model sees of them.
    second_pct
        (sessions, trials): second answers, as the model has them: neither whole nor within any bounds.
    """

    scaling: Floats
    asymmetry: Floats
    noise_sd_pct: Floats
    sessions: SessionArrays
    second_pct: Floats


def made_of_the_priors(model: Model, people: int, random: np.random.Generator) -> OfThePriors:
    """Return sessions of a published model whose parameters are drawn from its priors; what it fixes is fixed."""
    answers = by_latent_belief(People.who_never_learn(people, _NOISE_PCT, random), 0, random)
    seen, twice = answers.updates, answers.twice
    priors = PUBLISHED_PRIORS
    sd = np.sqrt(priors.variance)
    scaling, asymmetry = (
        random.normal(mean, sd, people) if fixed is None else np.full(people, fixed)
        for mean, fixed in ((priors.scaling_mean, model.scaling), (priors.asymmetry_mean, model.asymmetry))
    )
    noise = 1 / np.sqrt(random.gamma(priors.precision_shape, 1 / priors.precision_rate, people))
    x = seen.evidence_pct[model.family]
    expected = expected_update_pct(x, seen.news, scaling[:, None], asymmetry[:, None])
    update = expected + noise[:, None] * random.standard_normal(x.shape)
    second = second_pct(twice.first_pct, estimation_error(twice.first_pct, twice.rate_pct), update)
    return OfThePriors(scaling, asymmetry, noise, SessionArrays(seen.evidence_pct, seen.news, update), second)


def calibrated_sessions(fits: int, seed: int) -> pd.DataFrame:
    """Return `share`, how much of the posterior lies below what was put in, for so many fits of each of the twelve.

    Returns
    -------
    DataFrame
        One row for each fit and parameter: `panel` of the figure, `model`, `parameter` (S and A where they are free,
        and σ) and `share`.
    """
    random = np.random.default_rng(seed)
    tables = []
    for model in MODELS:
        made = made_of_the_priors(model, fits, random)
        over = OverPrecision.of(model, made.sessions)
        shares = {
            **({"S": over.share_below(1, 0, made.scaling)} if model.scaling is None else {}),
            **({"A": over.share_below(0, 1, made.asymmetry)} if model.asymmetry is None else {}),
            "σ": over.share_quieter(made.noise_sd_pct),
        }
        last = -(-model.number // _OF_FAMILY) * _OF_FAMILY
        tables.append(_table(f"models {last - _OF_FAMILY + 1}–{last}", f"published model {model.number}", shares))
    return pd.concat(tables, ignore_index=True)


def calibrated_latent(fits: int, retest_events: int, seed: int) -> pd.DataFrame:
    """Return the same for the latent-belief model: λ and their difference, σ, and what beliefs are like."""
    random = np.random.default_rng(seed)
    who = np.array(WEAK_PRIORS.means) + random.standard_normal((fits, len(PARAMETERS))) @ WEAK_PRIORS.factor.T
    design = by_latent_belief(People.who_never_learn(fits, _NOISE_PCT, random), retest_events, random).twice
    fitted = fit_latent(drawn_answers(who, design, random))
    true = dict(zip(PARAMETERS, who.T, strict=True))
    shares = {label: fitted.share_below(fitted.parameter(name), true[name]) for name, label in _OF_LATENT.items()}
    difference = true["learning_good"] - true["learning_bad"]
    shares["λ good − λ bad"] = fitted.share_below(fitted.asymmetry(), difference)
    name = f"latent belief, {retest_events} retest events"
    return _table(name, name, shares)


def calibrated_groups(fits: int, seed: int) -> pd.DataFrame:
    """Return the same for the hierarchy: 8 participants at 2 visits, 20 trials each, 99 draws.

    Of the group its means of S and A at each visit, how these change, and how much participants differ in them; of one
    participant S and A at the first visit, and σ.
    """
    random, priors, people, visits = np.random.default_rng(seed), ASSUMED_PRIORS, 8, 2
    size = 2 * visits
    mean = priors.mean(visits) + priors.mean_sd * random.standard_normal((fits, size))
    covariance = invwishart(priors.degrees(visits), priors.scale(visits)).rvs(fits, random_state=random)
    covariance = covariance.reshape(fits, size, size)
    each = mean[:, None] + np.einsum(
        "sij,spj->spi", np.linalg.cholesky(covariance), random.standard_normal((fits, people, size))
    )
    each = each.reshape(fits, people, visits, 1, 2)
    x = random.uniform(1, 40, (fits, people, visits, 20))
    news = random.choice([-1.0, 1.0], x.shape)
    noise = 1 / np.sqrt(random.gamma(priors.precision_shape, 1 / priors.precision_rate, x.shape[:3]))
    update = (each[..., 0] + news * each[..., 1]) * x + noise[..., None] * random.standard_normal(x.shape)
    drawn = draw_hierarchy(GroupSums.of(x, news, update), priors, 99, 200, random, thin=_THIN)
    true_mean = mean.reshape(fits, visits, 2)
    true_sd = np.sqrt(np.einsum("sii->si", covariance)).reshape(fits, visits, 2)
    of_group: dict[str, tuple[Floats, Floats]] = {}
    of_people: dict[str, tuple[Floats, Floats]] = {}
    for which, name in enumerate("SA"):
        for visit in range(visits):
            of_group[f"mean {name}, visit {visit + 1}"] = (
                drawn.group_mean[:, :, visit, which],
                true_mean[:, visit, which],
            )
            of_people[f"SD of {name}, visit {visit + 1}"] = (
                drawn.group_sd[:, :, visit, which],
                true_sd[:, visit, which],
            )
        of_group[f"change of {name}"] = (
            np.diff(drawn.group_mean[..., which], axis=2)[:, :, 0], np.diff(true_mean[..., which], axis=1)[:, 0],
        )  # fmt: skip
        of_people[f"{name} of somebody"] = (drawn.participant[:, :, 0, 0, which], each[:, 0, 0, 0, which])
    of_people["σ of somebody"] = (drawn.noise_sd_pct[:, :, 0, 0], noise[:, 0, 0])
    return pd.concat(
        [
            _table(f"hierarchy: {panel}", "hierarchy", {name: _place(*both, random) for name, both in of.items()})
            for panel, of in (("means", of_group), ("people", of_people))
        ],
        ignore_index=True,
    )


_THIN = 5
"""One draw in so many is kept: what is left of them hardly depends on the one before."""


def _place(draws: Floats, true: Floats, random: np.random.Generator) -> Floats:
    """Return the place of true values among draws, of shape (draws, fits), as shares: ranks, evened out."""
    ranks = (draws < true).sum(axis=0)
    return np.asarray((ranks + random.random(ranks.shape)) / (len(draws) + 1))


def _table(panel: str, model: str, shares: dict[str, Floats]) -> pd.DataFrame:
    tables = [
        pd.DataFrame({"panel": panel, "model": model, "parameter": name, "share": each})
        for name, each in shares.items()
    ]
    return pd.concat(tables, ignore_index=True)[_COLUMNS]

"""How well the latent-belief model finds the parameters that made the data, beside S and A of the published models.

Participants with known learning rates and noise answer 40 events and some retest events, on the published scale, in
whole numbers; each is fitted as a session is.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from experiment.analysis.models.exact_fit import fit
from experiment.analysis.models.latent_fit import fit_latent
from experiment.analysis.models.latent_likelihood import AnsweredTwice
from experiment.analysis.models.session_arrays import SessionArrays
from experiment.belief.answers import PUBLISHED_BOUNDS, Bounds, answered_pct
from experiment.belief.latent import moved_belief_pct
from experiment.belief.models import MODELS, Family, evidence_pct
from experiment.belief.news import Floats, estimation_error, news, update


@dataclass(frozen=True)
class Answerers:
    """People whose sessions are simulated; what a caller does not set is assumed.

    Parameters
    ----------
    learning_good, learning_bad
        λ of all of them.
    noise_sd_pct
        σ of all of them.
    retest_events
        How many events are asked twice without their rate, beside those that are learned from.
    belief_slope
        ρ; .4 is about what a correlation of .4 between beliefs and rates needs.
    belief_mean_pct, belief_mean_sd_pct
        μ: its mean and its spread over people.
    belief_spread_pct
        τ.
    events
        Rates are spread evenly over 10 to 70 %, as in the published lists.
    """

    learning_good: float
    learning_bad: float
    noise_sd_pct: float
    retest_events: int
    belief_slope: float = 0.4
    belief_mean_pct: float = 33.0
    belief_mean_sd_pct: float = 8.0
    belief_spread_pct: float = 16.0
    events: int = 40


def made_answers(
    who: Answerers, sessions: int, random: np.random.Generator, bounds: Bounds = PUBLISHED_BOUNDS
) -> AnsweredTwice:
    """Return both answers to each event of a number of sessions."""
    alike = np.ones((sessions, 1))
    return answers_of(
        who, who.learning_good * alike, who.learning_bad * alike, who.noise_sd_pct * alike, random, bounds
    )


def answers_of(
    who: Answerers,
    learning_good: Floats,
    learning_bad: Floats,
    noise_sd_pct: Floats,
    random: np.random.Generator,
    bounds: Bounds = PUBLISHED_BOUNDS,
) -> AnsweredTwice:
    """Return the same of people who differ in learning and noise, each of shape (sessions, 1)."""
    events, sessions = who.events + who.retest_events, len(noise_sd_pct)
    rate = np.round(random.permuted(np.tile(np.linspace(10, 70, events), (sessions, 1)), axis=1))
    shown = np.broadcast_to(np.arange(events) < who.events, rate.shape)
    mean = random.normal(who.belief_mean_pct, who.belief_mean_sd_pct, (sessions, 1))
    belief = mean + who.belief_slope * (rate - 40) + who.belief_spread_pct * random.standard_normal(rate.shape)
    belief = np.clip(belief, 0, 100)
    after = np.where(shown, moved_belief_pct(belief, rate, learning_good, learning_bad), belief)
    noise = noise_sd_pct * random.standard_normal((2, *rate.shape))
    return AnsweredTwice(
        first_pct=answered_pct(belief + noise[0], bounds),
        second_pct=answered_pct(after + noise[1], bounds),
        rate_pct=rate,
        centre_pct=rate.mean(axis=1),
        rate_shown=shown,
        favourable=np.zeros(rate.shape, dtype=bool),
        minimum_pct=np.full(sessions, float(bounds.minimum_pct)),
        maximum_pct=np.full(sessions, float(bounds.maximum_pct)),
    )


def as_updates(answers: AnsweredTwice) -> SessionArrays:
    """Return what the published models of reinforcement learning see in the same answers."""
    first = np.where(answers.rate_shown, answers.first_pct, np.nan)
    error = estimation_error(first, answers.rate_pct)
    return SessionArrays(
        {Family.REINFORCEMENT: evidence_pct(Family.REINFORCEMENT, first, answers.rate_pct)},
        news(error).astype(np.float64),
        update(first, answers.second_pct, error),
    )


def latent_recovery(cases: tuple[Answerers, ...], sessions: int, seed: int = 1) -> pd.DataFrame:
    """Return bias and spread of the estimates from sessions of given people.

    Parameters
    ----------
    cases
        The people.
    sessions
        How many of each.
    seed
        Of all that is drawn.

    Returns
    -------
    DataFrame
        One row for each case: what was put in (`learning_good`, `learning_bad`, `noise_sd_pct`, `retest_events`,
        `difference` λ_good − λ_bad); `latent_…`: mean and SD over sessions of λ_good − λ_bad, the share of 95 %
        intervals that hold the true difference, and mean σ; `published_…`: mean and SD of 2·A, the same difference by
        the first published model, and mean S.
    """
    random = np.random.default_rng(seed)
    rows = []
    for who in cases:
        answers = made_answers(who, sessions, random)
        fitted = fit_latent(answers)
        of = fitted.marginal(fitted.asymmetry())
        found = of.mean
        published = fit(MODELS[0], as_updates(answers))
        true = who.learning_good - who.learning_bad
        rows.append(
            {
                "learning_good": who.learning_good, "learning_bad": who.learning_bad,
                "noise_sd_pct": who.noise_sd_pct, "retest_events": who.retest_events, "sessions": sessions,
                "difference": true, "latent_difference": found.mean(), "latent_sd": found.std(ddof=1),
                "latent_covered": ((of.low < true) & (true < of.high)).mean(),
                "latent_noise_sd_pct": fitted.marginal(fitted.noise_sd_pct()).mean.mean(),
                "settled": fitted.settled.mean(),
                "published_difference": (2 * published.asymmetry.mean).mean(),
                "published_sd": (2 * published.asymmetry.mean).std(ddof=1),
                "published_scaling": published.scaling.mean.mean(),
            }
        )  # fmt: skip
    return pd.DataFrame(rows)

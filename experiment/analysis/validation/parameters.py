"""Do parameters come back? S and A of the first published model, λ and σ of the latent-belief model."""

from __future__ import annotations

import numpy as np
import pandas as pd

from experiment.analysis.models.exact_fit import fit
from experiment.analysis.models.latent_fit import fit_latent
from experiment.analysis.models.recovery import PUBLISHED_R
from experiment.analysis.validation.made_people import Answers, People, by_latent_belief, by_published
from experiment.belief.models import MODELS
from experiment.belief.news import Floats

LEARN, NEVER, AS_PUBLISHED = "learn", "never learn", "as the published model"
"""Who is made: people who learn, and people who do not, of a latent belief; and people of the first published model."""
LATENT, PUBLISHED = "latent belief", "published model 1"


def recovered_parameters(kind: str, noise_sd_pct: float, retest_events: int, people: int, seed: int) -> pd.DataFrame:
    """Return how well parameters come back, of people of one kind.

    Parameters
    ----------
    kind
        `LEARN`, `NEVER` or `AS_PUBLISHED`, which has no retest events.
    noise_sd_pct
        σ of an answer, or, of the published model, of an update.
    retest_events
        How many, beside 40 others.
    people
        How many.
    seed
        Of all that is drawn.

    Returns
    -------
    DataFrame
        One row for each model and parameter: what was put in on average (`put_in`), `r` of what was put in and what
        came out (n/a where nobody differs), `bias`: how much more came out on average, `spread`: SD of that, `covered`:
        the share of 95 % intervals that hold what was put in, and `published_r` (K25, of S and A).
    """
    random = np.random.default_rng(seed)
    drawn = (People.who_never_learn if kind == NEVER else People.who_differ)(people, noise_sd_pct, random)
    if kind == AS_PUBLISHED:
        answers = by_published(MODELS[0], drawn, random)
        found = _by_published(drawn, answers)
    else:
        answers = by_latent_belief(drawn, retest_events, random)
        found = [*_by_latent_belief(drawn, answers), *_by_published(drawn, answers)]
    rows = [
        {
            "people": kind, "noise_sd_pct": noise_sd_pct, "retest_events": retest_events, "n": people, "model": model,
            "parameter": name, "put_in": true.mean(), "r": _correlation(true, estimate),
            "bias": (estimate - true).mean(), "spread": (estimate - true).std(ddof=1),
            "covered": ((low < true) & (true < high)).mean(),
            "published_r": PUBLISHED_R.get(name, np.nan) if model == PUBLISHED else np.nan,
        }
        for model, name, true, estimate, low, high in found
    ]  # fmt: skip
    return pd.DataFrame(rows)


_Found = list[tuple[str, str, Floats, Floats, Floats, Floats]]


def _by_published(people: People, answers: Answers) -> _Found:
    fitted = fit(MODELS[0], answers.updates)
    scaling, asymmetry = fitted.scaling, fitted.asymmetry
    return [
        (PUBLISHED, "scaling", people.scaling, scaling.mean, scaling.low, scaling.high),
        (PUBLISHED, "asymmetry", people.asymmetry, asymmetry.mean, asymmetry.low, asymmetry.high),
        (
            PUBLISHED, "difference", 2 * people.asymmetry, 2 * asymmetry.mean, 2 * asymmetry.low, 2 * asymmetry.high,
        ),
    ]  # fmt: skip


def _by_latent_belief(people: People, answers: Answers) -> _Found:
    fitted = fit_latent(answers.twice)
    found: _Found = []
    for name, true, values in (
        ("learning_good", people.scaling + people.asymmetry, fitted.parameter("learning_good")),
        ("learning_bad", people.scaling - people.asymmetry, fitted.parameter("learning_bad")),
        ("difference", 2 * people.asymmetry, fitted.asymmetry()),
        ("noise_sd_pct", people.noise_sd_pct, fitted.noise_sd_pct()),
    ):
        of = fitted.marginal(values)
        found.append((LATENT, name, true, of.mean, of.low, of.high))
    return found


def _correlation(true: Floats, found: Floats) -> float:
    if np.ptp(true) == 0 or np.ptp(found) == 0:
        return float("nan")
    return float(np.corrcoef(true, found)[0, 1])

"""What models predict: before anything is seen, of what they were fitted to, and of what was held out."""

from __future__ import annotations

import numpy as np
import pandas as pd

from experiment.analysis.models.latent_likelihood import PARAMETERS
from experiment.analysis.models.latent_peak import WEAK_PRIORS
from experiment.analysis.models.latent_prediction import counted, drawn_answers, latent_held_out
from experiment.analysis.models.prediction import HeldOut, held_out
from experiment.analysis.models.predictive import (
    beside_what_was,
    latent_replicates,
    replicates,
    spread_of_single,
)
from experiment.analysis.models.session_arrays import SessionArrays
from experiment.analysis.validation.calibration import made_of_the_priors
from experiment.analysis.validation.made_people import Answers, People, by_latent_belief, by_published
from experiment.analysis.validation.parameters import AS_PUBLISHED, LATENT, LEARN, NEVER, PUBLISHED
from experiment.belief.models import MODELS, Family
from experiment.belief.news import Floats

KINDS = (LEARN, NEVER, AS_PUBLISHED)
_NOISE_PCT, _RETEST = 10.0, 6


def people_who(kind: str, people: int, random: np.random.Generator) -> Answers:
    """Return people of a kind, with a noise of 10 points, and 6 retest events where the kind can have some."""
    if kind == AS_PUBLISHED:
        return by_published(MODELS[0], People.who_differ(people, _NOISE_PCT, random), random)
    made = People.who_never_learn if kind == NEVER else People.who_differ
    return by_latent_belief(made(people, _NOISE_PCT, random), _RETEST, random)


def prior_predictive(people: int, seed: int) -> pd.DataFrame:
    """Return what updates the priors of two models allow: quantiles of single ones, by news and size of the error.

    Returns
    -------
    DataFrame
        As `spread_of_single` has it, for each `model`; of all its updates, whatever their news and size, the same in
        each row: `all_low_pct` and `all_high_pct`, between which 95 of 100 lie, and `impossible`, the share whose
        second answer lies below 0 or above 100 %, of a model that knows no bounds.
    """
    random = np.random.default_rng(seed)
    made = made_of_the_priors(MODELS[0], people, random)
    second = made.second_pct[~np.isnan(made.sessions.update_pct)]
    beyond = float(((second < 0) | (second > 100)).mean())
    tables = [_of_all(made.sessions).assign(model=PUBLISHED, impossible=beyond)]
    who = np.array(WEAK_PRIORS.means) + random.standard_normal((people, len(PARAMETERS))) @ WEAK_PRIORS.factor.T
    design = by_latent_belief(People.who_never_learn(people, _NOISE_PCT, random), 0, random).twice
    answers = drawn_answers(who, design, random)
    seen = counted(answers)
    error = np.where(seen, answers.first_pct - answers.rate_pct, np.nan)
    update: Floats = np.sign(error) * (answers.first_pct - answers.second_pct)
    latent = SessionArrays({Family.REINFORCEMENT: np.abs(error)}, np.sign(error), update)
    tables.append(_of_all(latent).assign(model=LATENT, impossible=0.0))
    return pd.concat(tables, ignore_index=True)


def _of_all(sessions: SessionArrays) -> pd.DataFrame:
    """Return what single updates are by news and size of the error, and between which 95 of 100 of all lie."""
    low, high = np.nanquantile(sessions.update_pct, [0.025, 0.975])
    return spread_of_single((sessions, [sessions.update_pct])).assign(all_low_pct=low, all_high_pct=high)


def posterior_predictive(kind: str, people: int, number: int, seed: int) -> pd.DataFrame:
    """Return updates beside those that both models make once fitted: `beside_what_was` for each `model`."""
    random = np.random.default_rng(seed)
    answers = people_who(kind, people, random)
    made = {
        PUBLISHED: replicates(MODELS[0], answers.updates, number, seed),
        LATENT: latent_replicates(answers.twice, number, seed),
    }
    return pd.concat(
        [beside_what_was(each).assign(people=kind, model=model) for model, each in made.items()], ignore_index=True
    )


def predicted(kind: str, people: int, folds: int, seed: int) -> pd.DataFrame:
    """Return how well each of thirteen models predicts second answers that were held out.

    Returns
    -------
    DataFrame
        One row for each `model`: means over people of `log_density`, `error_pct` and `error_of_mean_pct` (see
        `HeldOut`), and `better`: the share of people whose held-out answers it gives more density than the first
        published model does.
    """
    answers = people_who(kind, people, np.random.default_rng(seed))
    updates = answers.updates
    found: dict[str, HeldOut] = {str(model.number): held_out(model, updates, folds) for model in MODELS}
    found["latent"] = latent_held_out(answers.twice, folds)
    first = found["1"].log_density
    return pd.DataFrame(
        [
            {
                "people": kind, "n": people, "model": model, "log_density": np.nanmean(each.log_density),
                "error_pct": np.nanmean(each.error_pct), "error_of_mean_pct": np.nanmean(each.error_of_mean_pct),
                "better": np.mean(each.log_density > first),
            }
            for model, each in found.items()
        ]
    )  # fmt: skip

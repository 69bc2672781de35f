"""Which model is found where each of thirteen has made the answers: the published twelve, and the latent belief."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.special import log_ndtr, logsumexp

from experiment.analysis.models.comparison import compare
from experiment.analysis.models.exact_fit import OverPrecision, Priors
from experiment.analysis.models.latent_prediction import evidence_of_updates
from experiment.analysis.models.session_arrays import SessionArrays
from experiment.analysis.validation.made_people import Answers, People, by_latent_belief, by_published
from experiment.belief.models import MODELS, Model, expected_update_pct
from experiment.belief.news import Floats

NAMES = (*(str(model.number) for model in MODELS), "latent")

AS_PUBLISHED, EQUAL = "as published", "on equal terms"
"""How the twelve are told: with their priors, to which a noise of 10 points is a surprise that costs each some 4 units
of evidence, and without the ends of the scale; or with priors such as those of the latent-belief model, and with the
ends. In the first case much of what speaks for the latent belief is neither learning nor noise."""

MATCHED_PRIORS = Priors(scaling_mean=0.4, variance=0.25, precision_shape=1.0, precision_rate=60.0)
_DRAWS = 400


def evidence_of_all(answers: Answers, random: np.random.Generator) -> dict[str, Floats]:
    """Return the evidence of the same second answers under each model, (people, 13), for either way of telling them.

    For the thirteenth, see `evidence_of_updates`.
    """
    seen, latent = answers.updates, evidence_of_updates(answers.twice)
    plain = [OverPrecision.of(model, seen).log_evidence for model in MODELS]
    equal = [_with_ends(model, answers, seen, random) for model in MODELS]
    return {AS_PUBLISHED: np.column_stack([*plain, latent]), EQUAL: np.column_stack([*equal, latent])}


def _with_ends(model: Model, answers: Answers, seen: SessionArrays, random: np.random.Generator) -> Floats:
    """Return the evidence where an answer at an end of the scale stands for all beyond it.

    It is the evidence without, times what that changes on average over its posterior.
    """
    over = OverPrecision.of(model, seen, MATCHED_PRIORS)
    scaling, asymmetry, noise = (each[..., None] for each in over.draws(_DRAWS, random))
    twice = answers.twice
    expected = expected_update_pct(seen.evidence_pct[model.family], seen.news, scaling, asymmetry)
    second = twice.first_pct - np.sign(twice.first_pct - twice.rate_pct) * expected
    beyond = np.where(twice.second_pct <= twice.minimum_pct[:, None], 1.0, -1.0)
    at_end = (twice.second_pct <= twice.minimum_pct[:, None]) | (twice.second_pct >= twice.maximum_pct[:, None])
    at_end &= ~np.isnan(seen.update_pct)
    away = (twice.second_pct - second) / noise
    censored = log_ndtr(beyond * away + 0.5 / noise)
    plain = -0.5 * away**2 - np.log(noise) - 0.5 * np.log(2 * np.pi)
    changed = np.where(at_end, censored - plain, 0.0).sum(axis=-1)
    return over.log_evidence + logsumexp(changed, axis=0) - np.log(_DRAWS)


def confused(maker: str, people: int, noise_sd_pct: float, seed: int) -> pd.DataFrame:
    """Return what is found in a group of people whose answers one model has made.

    Parameters
    ----------
    maker
        One of `NAMES`.
    people
        How many the group has.
    noise_sd_pct
        σ about which they differ.
    seed
        Of all that is drawn.

    Returns
    -------
    DataFrame
        One row for each way of telling the twelve (`told`) and model that can be found: `people` for whom it has most
        evidence, whether it is the most frequent of the group (`wins`: 1 or 0), and its expected `frequency` (random
        effects). Whoever's latent fit comes to no peak counts for none.
    """
    random = np.random.default_rng(seed)
    drawn = People.who_differ(people, noise_sd_pct, random)
    place = NAMES.index(maker)
    answers = by_latent_belief(drawn, 0, random) if place == len(MODELS) else by_published(MODELS[place], drawn, random)
    tables = []
    for told, evidence in evidence_of_all(answers, random).items():
        whole = evidence[~np.isnan(evidence).any(axis=1)]
        frequency = compare(whole).frequency
        tables.append(
            pd.DataFrame(
                {
                    "told": told, "made_by": maker, "found": NAMES, "n": len(whole), "noise_sd_pct": noise_sd_pct,
                    "people": np.bincount(whole.argmax(axis=1), minlength=len(NAMES)),
                    "wins": (np.arange(len(NAMES)) == frequency.argmax()).astype(int), "frequency": frequency,
                }
            )
        )  # fmt: skip
    return pd.concat(tables, ignore_index=True)


def matrices(groups: pd.DataFrame) -> pd.DataFrame:
    """Return both matrices of Wilson & Collins 2019, of many groups.

    Parameters
    ----------
    groups
        Rows of `confused`.

    Returns
    -------
    DataFrame
        One row for each way of telling the twelve (`told`), model that makes answers and model that is found: `n`
        people, `confusion`: the share of them for whom it has most evidence, P(found | made); `inversion`: P(made |
        found), if all were as likely to make them; `groups`: the share of groups in which it is the most frequent;
        `frequency`: mean expected share.
    """
    by = groups.groupby(["told", "made_by", "found"], sort=False)
    table = by[["people", "n"]].sum().reset_index()
    table["confusion"] = table["people"] / table["n"]
    of_found = table.groupby(["told", "found"])["confusion"].transform("sum")
    table["inversion"] = table["confusion"] / of_found.where(of_found > 0)
    table["groups"], table["frequency"] = by["wins"].mean().to_numpy(), by["frequency"].mean().to_numpy()
    return table.drop(columns="people")

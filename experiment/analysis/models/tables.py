"""The fits of a study as tables: one row for each session and model, and what groups say about the models."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd

from experiment.analysis.models.changes import compare_visits
from experiment.analysis.models.comparison import compare
from experiment.analysis.models.exact_fit import PUBLISHED_PRIORS, Marginal, Priors, fit
from experiment.analysis.models.latent_fit import fit_latent
from experiment.analysis.models.predictive import beside_what_was, replicates
from experiment.analysis.models.session_arrays import answered_twice, session_arrays
from experiment.belief.models import MODELS
from experiment.belief.news import Floats

_GROUP = ["arm", "visit"]


def model_parameters(updates: pd.DataFrame, priors: Priors = PUBLISHED_PRIORS) -> pd.DataFrame:
    """Return what each of the twelve published models says about each session.

    Parameters
    ----------
    updates
        What `experiment.analysis.load_updates` gives.
    priors
        The prior distributions.

    Returns
    -------
    DataFrame
        One row for each session and model: `model` (its number), `family`, `trials`, `log_evidence`; posterior mean,
        `…_sd` and 95 % interval (`…_low`, `…_high`) of `scaling` (S), `asymmetry` (A), `learning_good` (S + A) and
        `learning_bad` (S − A), where what the model fixes has its value alone; `noise_sd_pct`. Families that need
        population estimates have no rows for sessions that were not asked for any.
    """
    sessions, arrays = session_arrays(updates)
    tables = []
    for model in MODELS:
        fitted = fit(model, arrays, priors)
        columns = {"model": model.number, "family": model.family.value, "trials": arrays.trials.astype(int)}
        numbers: dict[str, Floats] = {
            "log_evidence": fitted.log_evidence,
            **_columns("scaling", fitted.scaling),
            **_columns("asymmetry", fitted.asymmetry),
            **_columns("learning_good", fitted.learning_good),
            **_columns("learning_bad", fitted.learning_bad),
            "noise_sd_pct": fitted.noise_sd_pct,
        }
        table = sessions.assign(**columns, **{name: pd.array(each, dtype="Float64") for name, each in numbers.items()})
        tables.append(table[~np.isnan(fitted.log_evidence)])
    together = pd.concat(tables, ignore_index=True)
    return together.sort_values(["participant_id", "visit", "run", "model"], ignore_index=True, kind="stable")


def _columns(name: str, marginal: Marginal) -> dict[str, Floats]:
    return {name: marginal.mean, f"{name}_sd": marginal.sd, f"{name}_low": marginal.low, f"{name}_high": marginal.high}


def model_comparison(parameters: pd.DataFrame) -> pd.DataFrame:
    """Return how frequent each model is among the people of an arm at a visit.

    Parameters
    ----------
    parameters
        What `model_parameters` gives.

    Returns
    -------
    DataFrame
        One row for each arm, visit and model: `sessions` compared, `frequency`, `exceedance`, `protected_exceedance`,
        and `omnibus_risk`, the same for all models of a comparison.
    """
    tables = []
    for (arm, visit), evidence in _evidence(parameters):
        found = compare(evidence.to_numpy(dtype=np.float64))
        tables.append(
            pd.DataFrame(
                {
                    "arm": arm,
                    "visit": visit,
                    "sessions": len(evidence),
                    "model": evidence.columns,
                    "frequency": found.frequency,
                    "exceedance": found.exceedance,
                    "protected_exceedance": found.protected,
                    "omnibus_risk": found.omnibus_risk,
                }
            )
        )
    return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=[*_GROUP, "sessions", "model"])


def model_stability(parameters: pd.DataFrame) -> pd.DataFrame:
    """Return whether people keep their model from one visit to another.

    Parameters
    ----------
    parameters
        What `model_parameters` gives.

    Returns
    -------
    DataFrame
        One row for each arm and pair of visits: how many `participants` have both, `same_frequency`,
        `same_exceedance`, `same_protected`, `omnibus_risk`; see `experiment.analysis.models.changes.Stability`.
    """
    rows = []
    by_arm: dict[object, list[tuple[object, pd.DataFrame]]] = {}
    for (arm, visit), evidence in _evidence(parameters):
        by_arm.setdefault(arm, []).append((visit, evidence))
    for arm, visits in by_arm.items():
        for (visit, before), (later, after) in combinations(visits, 2):
            both = before.index.intersection(after.index)
            models = before.columns.intersection(after.columns)
            if len(both) == 0:
                continue
            found = compare_visits(
                before.loc[both, models].to_numpy(dtype=np.float64), after.loc[both, models].to_numpy(dtype=np.float64)
            )
            rows.append(
                {"arm": arm, "visit_before": visit, "visit_after": later, "participants": len(both), **vars(found)}
            )
    return pd.DataFrame(rows)


def model_predictive(updates: pd.DataFrame, replicas: int = 200) -> pd.DataFrame:
    """Return mean updates beside those that the first published model, fitted to each session, would make again.

    Parameters
    ----------
    updates
        What `experiment.analysis.load_updates` gives.
    replicas
        How many times it makes them.

    Returns
    -------
    DataFrame
        One row for each arm, visit, `news` and size of the error that at least two sessions have; see
        `experiment.analysis.models.predictive.beside_what_was`.
    """
    sessions, arrays = session_arrays(updates)
    tables = []
    for (arm, visit), rows in sessions.groupby(_GROUP, observed=True, sort=True):
        table = beside_what_was(replicates(MODELS[0], arrays[sessions.index.isin(rows.index)], replicas))
        table.insert(0, "arm", str(arm))
        table.insert(1, "visit", str(visit))
        tables.append(table)
    if not tables:
        return beside_what_was((arrays, [])).assign(arm="", visit="")
    return pd.concat(tables, ignore_index=True)


def _evidence(parameters: pd.DataFrame) -> list[tuple[tuple[object, object], pd.DataFrame]]:
    """Return log evidence, participants × models, for each arm and visit; models that somebody lacks are left out."""
    groups = parameters.groupby(_GROUP, observed=True, sort=True)
    return [
        (
            (arm, visit),
            rows.pivot_table(index="participant_id", columns="model", values="log_evidence", aggfunc="first").dropna(
                axis="columns"
            ),
        )
        for (arm, visit), rows in groups
    ]


def latent_parameters(updates: pd.DataFrame) -> pd.DataFrame:
    """Return what the latent-belief model says about each session.

    Parameters
    ----------
    updates
        What `experiment.analysis.load_updates` gives.

    Returns
    -------
    DataFrame
        One row for each session: `events` answered, `retest_events` among them; posterior mean, `…_sd` and central
        95 % (`…_low`, `…_high`) of `learning_good`, `learning_bad` (λ), `learning_difference` (good less bad),
        `noise_sd_pct` (σ), `belief_mean_pct` (μ), `belief_slope` (ρ) and `belief_spread_pct` (τ); `log_evidence`,
        not to be compared with that of the published models; `effective_draws`: how many draws from the posterior the
        numbers rest on, `tail_draws`: the end of an interval that has fewest, `tail_shape`: k̂ of what draws count;
        `settled`: whether they are enough.
    """
    sessions, answers = answered_twice(updates)
    fitted = fit_latent(answers)
    answered = ~np.isnan(answers.first_pct) | ~np.isnan(answers.second_pct)
    counts = {
        "events": answered.sum(axis=1),
        "retest_events": (answered & ~answers.rate_shown).sum(axis=1),
    }
    numbers: dict[str, Floats] = {}
    for name, values in {
        "learning_good": fitted.parameter("learning_good"),
        "learning_bad": fitted.parameter("learning_bad"),
        "learning_difference": fitted.asymmetry(),
        "noise_sd_pct": fitted.noise_sd_pct(),
        "belief_mean_pct": fitted.parameter("mean_pct"),
        "belief_slope": fitted.parameter("slope"),
        "belief_spread_pct": np.exp(fitted.parameter("log_spread")),
    }.items():
        numbers |= _columns(name, fitted.marginal(values))
    numbers |= {
        "log_evidence": fitted.log_evidence, "effective_draws": fitted.effective_draws,
        "tail_draws": fitted.tail_draws, "tail_shape": fitted.tail_shape,
    }  # fmt: skip
    return sessions.assign(
        **counts,
        **{name: pd.array(each, dtype="Float64") for name, each in numbers.items()},
        settled=pd.array(fitted.settled.tolist(), dtype="boolean"),
    )

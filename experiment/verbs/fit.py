"""`fit`: the models of updating for each session, compared over groups, and the group analysis: a table each."""

from __future__ import annotations

import argparse
import sys
import warnings
from collections.abc import Iterator, Mapping

import pandas as pd

from experiment.analysis import (
    LeftOut,
    UnreadableData,
    load_phenotype,
    load_updates,
    session_scores,
    symptom_changes,
    with_phenotype,
)
from experiment.analysis.group.tables import NOT_FITTED, SINGULAR, UNSETTLED, covariates_in, group_analysis
from experiment.analysis.models.convergence import LARGEST_R_HAT, LEAST_DRAWS
from experiment.analysis.models.joint import LEAST_PARTICIPANTS, joint_parameters
from experiment.analysis.models.prediction import model_predictions
from experiment.analysis.models.tables import (
    latent_parameters,
    model_comparison,
    model_parameters,
    model_predictive,
    model_stability,
)
from experiment.messages import Reason, Refusal, visible
from experiment.verbs.exit_codes import DONE, NO
from experiment.verbs.of_study import say_whose
from experiment.verbs.table_files import visible_lines, write_table, writing


def carry_out(options: argparse.Namespace) -> int:
    """Write a table for each; where clinical scores were entered, symptom_changes.csv is one more."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", LeftOut)  # it is said below, once
        try:
            updates = load_updates(options.data)
            phenotype = load_phenotype(options.data)
            known = with_phenotype(updates, phenotype)
        except UnreadableData as refused:
            print(visible_lines(str(refused)), file=sys.stderr)
            return NO
    if not updates["update_pct"].notna().any():
        raise Refusal(Reason.NOTHING_TO_FIT, data=options.data)
    parameters, groups = model_parameters(updates), group_analysis(known)
    tables = {
        "parameters": parameters,
        "latent": latent_parameters(updates),
        "model_comparison": model_comparison(parameters),
        "model_stability": model_stability(parameters),
        "predictive": model_predictive(updates),
        "predictions": model_predictions(updates),
        "joint": joint_parameters(updates),
        "group_effects": groups.effects,
        "group_spread": groups.spread,
    }
    if len(phenotype.of_visits.columns) > 2:
        tables["symptom_changes"] = symptom_changes(session_scores(updates), phenotype.of_visits)
    with writing(options.into):
        for name, table in tables.items():
            write_table(table, options.into / f"{name}.csv")
    counts = ", ".join(f"{name} {len(table)}" for name, table in tables.items())
    print(f"{visible(str(options.into))}: rows of {counts}")
    covariates = " and ".join(covariates_in(known))
    print(f"models of trials: |EE|{f', {covariates}' if covariates else ''} taken into account")
    print(*computed(tables), sep="\n")
    say_whose(options.data)
    for said in updates.attrs["left_out"]:
        print(f"left out: {said}")
    return DONE


def computed(tables: Mapping[str, pd.DataFrame]) -> Iterator[str]:
    """Say how well the computations have come to their ends: a line for each that may not.

    Parameters
    ----------
    tables
        What `fit` writes, by name.
    """
    joint, latent, effects = tables["joint"], tables["latent"], tables["group_effects"]
    if len(joint) == 0:
        yield f"joint: nothing, as no arm has {LEAST_PARTICIPANTS} participants"
    else:
        worst, least, at_end = joint["r_hat"].max(), joint["effective_draws"].min(), joint["tail_draws"].min()
        fewest = joint[["effective_draws", "tail_draws"]].min(axis=1)
        beyond = int(((joint["r_hat"] > LARGEST_R_HAT) | (fewest < LEAST_DRAWS)).sum())
        yield (
            f"joint: R-hat at most {worst:.3f}, effective draws at least {least:.0f}, at an end of an interval "
            f"{at_end:.0f}; not to be used "
            f"(above {LARGEST_R_HAT:g}, below {LEAST_DRAWS:g}): {beyond} of {len(joint)} rows"
        )
    unsettled = int((~latent["settled"]).sum())
    yield (
        f"latent: effective draws at least {latent['effective_draws'].min():.0f}, at an end of an interval "
        f"{latent['tail_draws'].min():.0f}; not settled: {unsettled} of {len(latent)} sessions"
    )
    of_trials = effects[effects["level"] == "trials"]
    remarks = of_trials.groupby(["analysis", "classification"])["remark"].first().fillna("")
    not_fitted, singular, unsettled = (
        int(remarks.str.contains(what).sum()) for what in (NOT_FITTED, SINGULAR, UNSETTLED)
    )
    why = sorted({remark.removeprefix(f"{NOT_FITTED}: ") for remark in remarks if remark.startswith(NOT_FITTED)})
    because = f" ({'; '.join(why)})" if why else ""
    yield (
        f"models of trials: fitted {len(remarks) - not_fitted} of {len(remarks)}{because}; singular: {singular}; "
        f"without an end: {unsettled}"
    )

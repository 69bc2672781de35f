"""The twelve published models: what they say about learning, and which of them describes a group best."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from experiment.analysis.models.prediction import model_predictions
from experiment.analysis.models.recovery import (
    ASSUMED_ASYMMETRY_SD,
    ASSUMED_SCALING_SD,
    PUBLISHED_ASYMMETRY,
    PUBLISHED_SCALING,
    parameter_recovery,
)
from experiment.analysis.models.session_arrays import session_arrays
from experiment.analysis.models.tables import model_comparison, model_parameters, model_stability
from experiment.belief.models import MODELS, Family
from experiment.report.belief_fits import joint_table, latent_table
from experiment.report.predicted_updates import predicted_updates
from experiment.report.section import Block, Head, Section, Table, paragraph
from experiment.report.study_data import StudyData
from experiment.report.written import number, share

_SHOWN = ("learning_good", "learning_bad", "scaling", "asymmetry", "noise_sd_pct")
_BEST = 3
"""So many models of each arm at each visit are shown."""
_FAMILIES = {
    Family.REINFORCEMENT: "reinforcement learning",
    Family.RELEVANCE: "with personal relevance",
    Family.BAYES: "Bayes",
}
_FAMILY_OF = {model.number: _FAMILIES[model.family] for model in MODELS}
_NOISES_PCT = (5.0, 10.0, 15.0, 20.0)
_LEAST_SESSIONS = 10
"""Of fewer, a correlation says nothing."""
_PARAMETERS = {"scaling": "S", "asymmetry": "A"}


def model_fits(data: StudyData) -> Section | None:
    """Return the section; ``None``: nobody has updates."""
    if not data.measured or not data.updates["update_pct"].notna().any():
        return None
    return Section("models", "Models of updating", tuple(_blocks(data)))


def _blocks(data: StudyData) -> Iterator[Block]:
    yield paragraph(
        "Each session is fitted with the twelve models of Khalid et al. (2025), exactly. All of them take the first "
        "answer for the belief: noise of answers looks like learning to them. Equations and priors: docs/models.md. "
        "All estimates: the verb fit (parameters.csv, latent.csv, joint.csv)."
    )
    parameters = model_parameters(data.updates)
    first = parameters[parameters["model"] == MODELS[0].number]
    yield Table(
        "The first model (learning from the size of the error): means of posterior means, and SD between sessions.",
        (
            Head("arm"), Head("visit"), Head("n", number=True), Head("learning rate, good news", number=True),
            Head("learning rate, bad news", number=True), Head("S", number=True), Head("A", number=True),
            Head("noise (points)", number=True),
        ),
        tuple(
            (*map(str, group), str(len(rows)), *(_mean(rows, name) for name in _SHOWN))
            for group, rows in first.groupby(["arm", "visit"], observed=True)
        ),
    )  # fmt: skip
    yield Table(
        "Which models people have, by arm and visit (random effects): those with an expected share of 1 in 10 or more. "
        "Protected: the probability that a model is the most frequent, if all may be equally frequent.",
        (
            Head("arm"), Head("visit"), Head("model", number=True), Head("family"),
            Head("share of people", number=True),
            Head("protected exceedance", number=True), Head("all equal", number=True),
        ),
        tuple(_frequent(model_comparison(parameters))),
    )  # fmt: skip
    yield from stability_tables(parameters)
    yield joint_table(data)
    yield latent_table(data)
    yield predicted_updates(data)
    yield Table(
        "Second answers that a model was not fitted to: each trial is held out once, with a tenth of its session. Mean "
        "log density of a trial, and error of the prediction in points, beside that of the mean of the other trials: a "
        "model that is no better says nothing of single trials. The three models that predict best.",
        (
            Head("arm"), Head("visit"), Head("model", number=True), Head("family"), Head("n", number=True),
            Head("log density", number=True), Head("error", number=True), Head("error of the mean", number=True),
        ),
        tuple(_predicted(model_predictions(data.updates))),
    )  # fmt: skip
    _, arrays = session_arrays(data.updates)
    if len(arrays.trials) >= _LEAST_SESSIONS:
        yield Table(
            "Would S and A come back from sessions like these? People of the first model are made for the trials of "
            f"this study (S about {PUBLISHED_SCALING:g}, SD {ASSUMED_SCALING_SD:g}; A about {PUBLISHED_ASYMMETRY:g}, "
            f"SD {ASSUMED_ASYMMETRY_SD:g}; the spreads are assumed), and fitted as the participants are: r of what was "
            "put in and what comes out, and how many 95 % intervals hold what was put in. r depends on how much people "
            "differ: K25’s is for comparison. They are people of that model; what it makes of others: the verb "
            "recover.",
            (
                Head("parameter"), Head("noise of an update (points)", number=True), Head("sessions", number=True),
                Head("r", number=True), Head("K25", number=True), Head("too large by", number=True),
                Head("intervals that hold it", number=True),
            ),
            tuple(_recovered(parameter_recovery(arrays, _NOISES_PCT))),
        )  # fmt: skip


def _recovered(recovery: pd.DataFrame) -> Iterator[tuple[str, ...]]:
    for name, written in _PARAMETERS.items():
        for row in recovery[recovery["parameter"] == name].to_dict("records"):
            yield (
                written, f"{row['noise_sd_pct']:g}", str(row["sessions"]), number(row["r"], 2),
                number(row["published_r"], 2), number(row["bias"], 2), share(row["covered"], 1),
            )  # fmt: skip


def _predicted(predictions: pd.DataFrame) -> Iterator[tuple[str, ...]]:
    """Give the three models that predict best in each arm at each visit."""
    for _, rows in predictions.groupby(["arm", "visit"], observed=True):
        for row in rows.nlargest(_BEST, "log_density").to_dict("records"):
            yield (
                str(row["arm"]), str(row["visit"]), str(row["model"]), _FAMILY_OF[int(row["model"])],
                str(row["sessions"]), number(row["log_density"]), number(row["error_pct"], 1),
                number(row["error_of_mean_pct"], 1),
            )  # fmt: skip


def _frequent(comparison: pd.DataFrame) -> Iterator[tuple[str, ...]]:
    for row in comparison[comparison["frequency"] >= 0.1].to_dict("records"):
        yield (
            str(row["arm"]), str(row["visit"]), str(row["model"]), _FAMILY_OF[int(row["model"])],
            f"{row['frequency']:.2f}", f"{row['protected_exceedance']:.2f}", f"{row['omnibus_risk']:.2f}",
        )  # fmt: skip


def stability_tables(parameters: pd.DataFrame) -> Iterator[Table]:
    """Yield the table of whether people keep their model; none, where nobody has two visits.

    Parameters
    ----------
    parameters
        What `model_parameters` gives.
    """
    stability = model_stability(parameters)
    if len(stability):
        yield Table(
            "Do people keep their model from one visit to a later one? The share that does, and the probability that "
            "it is more than half, drawn towards ½ where the data do not tell (protected). Small changes go unseen, "
            "and people whose answers tell similar models badly apart may seem to keep theirs: docs/models.md.",
            (
                Head("arm"), Head("visits"), Head("n", number=True), Head("share that keeps it", number=True),
                Head("more than half, protected", number=True), Head("half do", number=True),
            ),
            tuple(_kept(stability)),
        )  # fmt: skip


def _kept(stability: pd.DataFrame) -> Iterator[tuple[str, ...]]:
    for row in stability.to_dict("records"):
        yield (
            str(row["arm"]), f"{row['visit_before']} → {row['visit_after']}", str(row["participants"]),
            f"{row['same_frequency']:.2f}", f"{row['same_protected']:.2f}", f"{row['omnibus_risk']:.2f}",
        )  # fmt: skip


def _mean(rows: pd.DataFrame, name: str) -> str:
    decimals = 1 if name.endswith("_pct") else 2
    return f"{number(rows[name].mean(), decimals)} ({number(rows[name].std(), decimals)})"

"""The twelve published models: what they say about learning, and which of them describes a group best."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from experiment.analysis.models.prediction import model_predictions
from experiment.analysis.models.tables import model_comparison, model_parameters
from experiment.belief.models import MODELS
from experiment.report.predicted_updates import predicted_updates
from experiment.report.section import Block, Head, Section, Table, paragraph
from experiment.report.study_data import StudyData
from experiment.report.written import number

_SHOWN = ("learning_good", "learning_bad", "scaling", "asymmetry", "noise_sd_pct")
_BEST = 3
"""So many models of each arm at each visit are shown."""
_FAMILIES = {"rl": "reinforcement learning", "rl_pr": "with personal relevance", "bayes": "Bayes"}


def model_fits(data: StudyData) -> Section | None:
    """Return the section; ``None``: nobody has updates."""
    if not data.measured or not data.updates["update_pct"].notna().any():
        return None
    return Section("models", "Models of updating", tuple(_blocks(data)))


def _blocks(data: StudyData) -> Iterator[Block]:
    yield paragraph(
        "Each session is fitted with the twelve models of Khalid et al. (2025), exactly. All of them take the first "
        "answer for the belief: noise of answers looks like learning to them. Equations and priors: docs/models.md. "
        "All estimates: the verb fit (parameters.csv), and those of a model that has the noise in it (latent.csv)."
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


def _predicted(predictions: pd.DataFrame) -> Iterator[tuple[str, ...]]:
    """Give the three models that predict best in each arm at each visit."""
    families = {model.number: _FAMILIES[model.family.value] for model in MODELS}
    for _, rows in predictions.groupby(["arm", "visit"], observed=True):
        for row in rows.nlargest(_BEST, "log_density").to_dict("records"):
            yield (
                str(row["arm"]), str(row["visit"]), str(row["model"]), families[int(row["model"])],
                str(row["sessions"]), number(row["log_density"]), number(row["error_pct"], 1),
                number(row["error_of_mean_pct"], 1),
            )  # fmt: skip


def _frequent(comparison: pd.DataFrame) -> Iterator[tuple[str, ...]]:
    families = {model.number: _FAMILIES[model.family.value] for model in MODELS}
    for row in comparison[comparison["frequency"] >= 0.1].to_dict("records"):
        yield (
            str(row["arm"]), str(row["visit"]), str(row["model"]), families[int(row["model"])],
            f"{row['frequency']:.2f}", f"{row['protected_exceedance']:.2f}", f"{row['omnibus_risk']:.2f}",
        )  # fmt: skip


def _mean(rows: pd.DataFrame, name: str) -> str:
    decimals = 1 if name.endswith("_pct") else 2
    return f"{number(rows[name].mean(), decimals)} ({number(rows[name].std(), decimals)})"

"""Every table that is made for analysts, with what a row of it is and its columns."""

from __future__ import annotations

from dataclasses import dataclass

from experiment.format import made_columns as made
from experiment.format import model_columns as models
from experiment.format.columns import Column
from experiment.format.score_columns import SCORE_COLUMNS
from experiment.format.session_table import SESSION_COLUMNS
from experiment.format.update_columns import UPDATE_COLUMNS


@dataclass(frozen=True)
class MadeTable:
    """A table that is made of the data.

    Parameters
    ----------
    file
        What its file is called, without `.csv`.
    function
        What gives it in Python.
    verb
        What writes it.
    rows
        What a row is.
    columns
        In their order.
    """

    file: str
    function: str
    verb: str
    rows: str
    columns: tuple[Column, ...]


MADE_TABLES: tuple[MadeTable, ...] = (
    MadeTable(
        "sessions", "load_sessions", "score",
        "One row for each run. Clinical scores and facts about people that were entered are further columns.",
        SESSION_COLUMNS,
    ),
    MadeTable("updates", "load_updates", "score", "One row for each participant, visit, run and event.",
              UPDATE_COLUMNS),
    MadeTable(
        "scores", "session_scores", "score",
        "One row for each run; first `participant_id`, `visit`, `run`, `arm`, `visit_number`; last, what was entered. "
        "Of each run, the pairs are `n_good`, `n_bad`, `n_no_news`, `n_incomplete` and `n_retest`, each in one alone.",
        SCORE_COLUMNS,
    ),
    MadeTable("noise", "session_noise", "score", "One row for each run that counts.", made.NOISE),
    MadeTable("nulls", "session_nulls", "score", "One row for each run, measure, null and noise.", made.NULLS),
    MadeTable("changes", "index_changes", "score",
              "One row for each participant, two visits, measure, null and pair of noises.", made.CHANGES),
    MadeTable("group", "group_tests", "score", "One row for each test, measure and group.", made.GROUP),
    MadeTable("reliability", "index_reliability", "score", "One row for each kind, measure, arm and visit.",
              made.RELIABILITY),
    MadeTable("symptoms", "symptom_correlations", "score",
              "If there are clinical scores: one row for each score, measure, arm and visit with five participants.",
              made.SYMPTOMS),
    MadeTable("quality", "load_quality", "quality", "One row for each run that counts.", made.QUALITY),
    MadeTable("quality_study", "study_quality", "quality", "One row for each check.", made.QUALITY_STUDY),
    MadeTable("parameters", "model_parameters", "fit", "One row for each run and published model.", models.PARAMETERS),
    MadeTable("latent", "latent_parameters", "fit", "The latent-belief model: one row for each run.", models.LATENT),
    MadeTable("model_comparison", "model_comparison", "fit", "One row for each arm, visit and model.",
              models.MODEL_COMPARISON),
    MadeTable("model_stability", "model_stability", "fit", "One row for each arm and two visits.",
              models.MODEL_STABILITY),
    MadeTable("predictive", "model_predictive", "fit", "One row for each arm, visit, news and size of the error.",
              models.PREDICTIVE),
    MadeTable("predictions", "model_predictions", "fit", "One row for each arm, visit and model.", models.PREDICTIONS),
    MadeTable("joint", "joint_parameters", "fit",
              "One row for each arm, visit or two visits, and parameter; arms of three participants and more.",
              models.JOINT),
    MadeTable("group_effects", "group_effects", "fit", "One row for each planned effect; see models.md.",
              models.GROUP_EFFECTS),
    MadeTable("group_spread", "group_spread", "fit",
              "One row for each random effect of each model of trials, and for what is left.", models.GROUP_SPREAD),
    MadeTable("symptom_changes", "symptom_changes", "fit",
              "If there are clinical scores: a row for each score, measure, arm and two visits with five participants.",
              models.SYMPTOM_CHANGES),
)  # fmt: skip
"""In the order of the page of columns."""

"""`score`: tables of measures from a data folder, for R, JASP, SPSS or a spreadsheet, without Python."""

from __future__ import annotations

import argparse
import sys
import warnings
from pathlib import Path

import pandas as pd

from experiment.analysis import (
    LeftOut,
    UnreadableData,
    group_tests,
    index_changes,
    index_reliability,
    load_phenotype,
    load_sessions,
    session_noise,
    session_nulls,
    session_scores,
    symptom_correlations,
    with_phenotype,
)
from experiment.analysis.phenotype import scores_without_a_session
from experiment.analysis.problems import in_lines
from experiment.analysis.updates import load_trials_and_updates
from experiment.messages import visible
from experiment.verbs.exit_codes import DONE, NO
from experiment.verbs.of_study import say_whose
from experiment.verbs.table_files import visible_lines, write_table, writing


def carry_out(options: argparse.Namespace) -> int:
    """Write the tables that are loaded and those that follow from them; say what was left out."""
    into: Path = options.into
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", LeftOut)  # it is said below, once
        try:
            trials, updates = load_trials_and_updates(options.data, keep_going=options.keep_going)
            sessions = load_sessions(options.data, keep_going=options.keep_going)
            phenotype = load_phenotype(options.data, keep_going=options.keep_going)
        except UnreadableData as refused:
            print(visible_lines(str(refused)), file=sys.stderr)
            return NO
    scores = session_scores(updates)
    loaded = {
        "sessions": with_phenotype(sessions, phenotype),
        "trials": trials,
        "updates": updates,
        "scores": with_phenotype(scores, phenotype),
    }
    beside = _beside(updates, scores, phenotype.of_visits, options.stable_arm)
    with writing(into):
        for name, table in (loaded | beside).items():
            write_table(table, into / f"{name}.csv")
    counts = ", ".join(f"{len(table)} {name}" for name, table in loaded.items())
    print(f"{visible(str(into))}: {counts}")
    print("beside them: " + ", ".join(f"{name}.csv ({len(table)})" for name, table in beside.items()))
    say_whose(options.data)
    n = scores_without_a_session(phenotype, sessions)
    if n:
        print(f"left out: what was entered of {n} visit{'' if n == 1 else 's'} without a session")
    arms = sorted(set(updates["arm"].astype(str)))
    if arms and options.stable_arm not in arms:
        print(
            f"left out: reliability from visit to visit, as no session that counts is of the arm {options.stable_arm} "
            f"(--stable-arm: {', '.join(arms)})"
        )
    for said in updates.attrs["left_out"]:
        print(f"left out: {said}")
    problems = [*updates.attrs["problems"], *phenotype.problems]
    for line in in_lines(problems):
        print(visible(line), file=sys.stderr)
    return NO if problems else DONE


def _beside(
    updates: pd.DataFrame, scores: pd.DataFrame, symptoms: pd.DataFrame, stable_arm: str
) -> dict[str, pd.DataFrame]:
    """Return the tables beside the measures: noise, nulls, changes, reliability, tests, and any symptoms."""
    nulls, reliability = session_nulls(updates), index_reliability(updates, stable_arm)
    tables = {
        "noise": session_noise(updates),
        "nulls": nulls,
        "changes": index_changes(nulls),
        "reliability": reliability,
        "group": group_tests(updates),
    }
    if len(symptoms.columns) > 2 and len(scores):
        tables["symptoms"] = symptom_correlations(scores, symptoms, reliability)
    return tables

"""`score`: from a data folder to four tables, for R, JASP, SPSS or a spreadsheet; no Python is needed to read them."""

from __future__ import annotations

import argparse
import sys
import warnings
from pathlib import Path

from experiment.analysis import (
    LeftOut,
    UnreadableData,
    load_phenotype,
    load_sessions,
    load_trials,
    load_updates,
    session_scores,
    with_phenotype,
)
from experiment.messages import visible
from experiment.verbs.exit_codes import DONE, NO
from experiment.verbs.table_files import visible_lines, write_table, writing


def carry_out(options: argparse.Namespace) -> int:
    """Write trials.csv, updates.csv, sessions.csv and scores.csv; say what was left out."""
    into: Path = options.into
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", LeftOut)  # it is said below, once
        try:
            trials = load_trials(options.data, keep_going=options.keep_going)
            updates = load_updates(options.data, keep_going=options.keep_going)
            sessions = load_sessions(options.data, keep_going=options.keep_going)
            phenotype = load_phenotype(options.data, keep_going=options.keep_going)
        except UnreadableData as refused:
            print(visible_lines(str(refused)), file=sys.stderr)
            return NO
    tables = {
        "sessions": with_phenotype(sessions, phenotype),
        "trials": trials,
        "updates": updates,
        "scores": with_phenotype(session_scores(updates), phenotype),
    }
    with writing(into):
        for name, table in tables.items():
            write_table(table, into / f"{name}.csv")
    counts = ", ".join(f"{len(table)} {name}" for name, table in tables.items())
    print(f"{visible(str(into))}: {counts}")
    for said in updates.attrs["left_out"]:
        print(f"left out: {said}")
    problems = [*updates.attrs["problems"], *phenotype.problems]
    for problem in problems:
        print(visible(str(problem)), file=sys.stderr)
    return NO if problems else DONE

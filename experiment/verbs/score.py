"""`score`: from a data folder to four tables, for R, JASP, SPSS or a spreadsheet; no Python is needed to read them."""

from __future__ import annotations

import argparse
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd

from experiment.analysis import LeftOut, UnreadableData, load_sessions, load_trials, load_updates, session_scores
from experiment.format.cells import MISSING
from experiment.messages import Reason, Refusal, visible
from experiment.verbs.exit_codes import DONE, NO


def carry_out(options: argparse.Namespace) -> int:
    """Write trials.csv, updates.csv, sessions.csv and scores.csv; say what was left out."""
    into: Path = options.into
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", LeftOut)  # it is said below, once
        try:
            trials = load_trials(options.data, keep_going=options.keep_going)
            updates = load_updates(options.data, keep_going=options.keep_going)
            sessions = load_sessions(options.data, keep_going=options.keep_going)
        except UnreadableData as refused:
            print(visible_lines(str(refused)), file=sys.stderr)
            return NO
    tables = {"sessions": sessions, "trials": trials, "updates": updates, "scores": session_scores(updates)}
    with _writing(into):
        into.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name, table in tables.items():
            _write(table, into / f"{name}.csv")
    counts = ", ".join(f"{len(table)} {name}" for name, table in tables.items())
    print(f"{visible(str(into))}: {counts}")
    for said in updates.attrs["left_out"]:
        print(f"left out: {said}")
    for problem in updates.attrs["problems"]:
        print(visible(str(problem)), file=sys.stderr)
    return NO if updates.attrs["problems"] else DONE


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Refusal(Reason.SCORES_NOT_WRITTEN, folder=folder, error=error.strerror) from error


def visible_lines(text: str) -> str:
    """Make every line of a text fit for a terminal."""
    return "\n".join(visible(line) for line in text.splitlines())


def _write(table: pd.DataFrame, file: Path) -> None:
    flags = {str(name): table[name].map({True: "true", False: "false"}) for name in table.select_dtypes("boolean")}
    table.assign(**flags).to_csv(file, index=False, na_rep=MISSING, encoding="utf-8", lineterminator="\n")

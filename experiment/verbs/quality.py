"""`quality`: how every session was answered and how it went, and which ones need a look."""

from __future__ import annotations

import argparse
import sys
import warnings

import pandas as pd

from experiment.analysis import LeftOut, UnreadableData
from experiment.analysis.problems import in_lines
from experiment.analysis.quality import load_quality
from experiment.analysis.quality_in_words import quality_page, study_quality
from experiment.config.load import load_study
from experiment.messages import visible
from experiment.verbs.exit_codes import DONE, NO
from experiment.verbs.of_study import check_of_study, say_whose
from experiment.verbs.table_files import visible_lines, write_table, writing


def carry_out(options: argparse.Namespace) -> int:
    """Write quality.csv and quality_study.csv, and print the quality of the study; 1 if a session is flagged."""
    study = load_study(options.study, any_screen=False).file
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", LeftOut)  # it is said below
        try:
            check_of_study(options.data, study.study)
            quality = load_quality(options.data, study.quality, options.every_run, keep_going=options.keep_going)
        except UnreadableData as refused:
            print(visible_lines(str(refused)), file=sys.stderr)
            return NO
    with writing(options.into):
        write_table(quality, options.into / "quality.csv")
        write_table(study_quality(quality, study.quality), options.into / "quality_study.csv")
    for line in quality_page(quality, study.quality):
        print(visible(line))
    print()
    print(visible(f"{options.into / 'quality.csv'}: {_counts(quality)}"))
    say_whose(options.data)
    for said in quality.attrs["left_out"]:
        print(f"left out: {said}")
    for line in in_lines(quality.attrs["problems"]):
        print(visible(line), file=sys.stderr)
    return NO if quality.attrs["problems"] or (quality["n_flags"] > 0).any() else DONE


def _counts(quality: pd.DataFrame) -> str:
    n, flagged = len(quality), int((quality["n_flags"] > 0).sum())
    return f"{n} session{'' if n == 1 else 's'}, {flagged} flagged; a flag is a reason to look, none to leave out"

"""`power`: how often a study would find what is assumed, by its size: simulated; a table and a figure."""

from __future__ import annotations

import argparse
from pathlib import Path

import pandas as pd

from experiment.analysis.group.interactions import GROUP_VISIT_NEWS
from experiment.config.assumptions import load_assumptions
from experiment.config.load import load_study
from experiment.messages import visible
from experiment.report.drawing import save_svg, the_look
from experiment.report.power_figure import power_figure
from experiment.simulated_study.power import PlannedStudies, arm_sizes, power, with_retest_events
from experiment.verbs.call_in import say_if_arms_are_of_others
from experiment.verbs.exit_codes import DONE
from experiment.verbs.progress_bar import ProgressBar
from experiment.verbs.table_files import write_table, writing

_TOTALS = (28, 56, 112)
"""Half as many as in the ketamine study, as many, twice as many."""
_STUDIES = 200


def carry_out(options: argparse.Namespace) -> int:
    """Write power.csv and power.svg, and print the power of the contrasts between arms."""
    study = load_study(options.study, any_screen=False)
    assumptions = load_assumptions(options.assumptions, study.file)
    say_if_arms_are_of_others(assumptions, study)
    sizes = tuple(arm_sizes(assumptions, study, total) for total in options.participants or _TOTALS)
    studies = [study] if options.retest is None else [with_retest_events(study, n) for n in options.retest]
    plans = [
        PlannedStudies(one, assumptions, sizes, options.studies or _STUDIES, options.seed, not options.no_trials)
        for one in studies
    ]
    into: Path = options.into
    with writing(into):
        tables = [power(planned, options.jobs or 1, ProgressBar("simulating")) for planned in plans]
        table = pd.concat(tables, ignore_index=True)
        write_table(table, into / "power.csv")
        drawn = draw_power(table, into / "power.svg")
    for row in table[(table["test"] == "change_between_arms") | (table["measure"] == GROUP_VISIT_NEWS)].itertuples():
        measure, test = str(row.measure), str(row.test)
        called = f"{measure}, {test}" if measure == GROUP_VISIT_NEWS else measure
        print(
            f"{row.participants:5} participants, {row.retest_events} retest events, {called:39} {row.arm}, "
            f"{row.visit} → {row.to_visit}: {row.share:.2f} ({row.low:.2f}–{row.high:.2f})"
        )
    files = ("power.csv", "power.svg") if drawn else ("power.csv",)
    named = ", ".join(visible(str(into / name)) for name in files)
    print(f"{named}: {len(table)} rows, {plans[0].studies} studies of each size")
    return DONE


def draw_power(table: pd.DataFrame, file: Path) -> bool:
    """Write the figure, and return whether there is one."""
    with the_look():
        drawing = power_figure(table)
        if drawing is not None:
            save_svg(drawing, file)
    return drawing is not None

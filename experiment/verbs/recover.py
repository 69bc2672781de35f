"""`recover`: are the models right, and where do they fail? Tables, figures, and what they say, in one folder."""

from __future__ import annotations

import argparse
from pathlib import Path

from experiment.analysis.exports.new_place import new_place
from experiment.interrupts import importing
from experiment.messages import Reason, Refusal, visible
from experiment.record.provenance import PROJECT, analysis_versions, revision
from experiment.verbs.defaults import DATA
from experiment.verbs.exit_codes import DONE
from experiment.verbs.progress_bar import ProgressBar
from experiment.verbs.table_files import write_table


def carry_out(options: argparse.Namespace) -> int:
    """Write the folder; it is there as a whole, or not at all."""
    target: Path = options.folder
    try:
        with new_place(target, DATA) as place:
            put_together(place, options.full, options.seed, options.jobs or 1)
    except KeyboardInterrupt as stopped:
        raise Refusal(Reason.RECOVERY_STOPPED) from stopped
    print(f"{visible(str(target))}: tables, figures, and what they say (README.md)")
    return DONE


def put_together(place: Path, full: bool, seed: int, jobs: int) -> None:
    """Write everything into a folder."""
    with importing():
        from experiment.analysis.validation.in_words import said_of  # noqa: PLC0415 (scipy)
        from experiment.analysis.validation.run import FULL, QUICK, validated  # noqa: PLC0415
        from experiment.report.drawing import save_svg, the_look  # noqa: PLC0415 (matplotlib)
        from experiment.report.validation_figures import FIGURES  # noqa: PLC0415
    tables = validated(FULL if full else QUICK, seed, jobs, ProgressBar("trying the models"))
    for name, table in tables.items():
        write_table(table, place / f"{name}.csv")
    for name, (of_table, draw) in FIGURES.items():
        with the_look():
            save_svg(draw(tables[of_table]), place / f"{name}.svg")
    said = "\n\n".join(
        f"## {_TITLES[name]}\n\n![{_TITLES[name]}]({name}.svg)\n\n{text}\n\nTable: `{FIGURES[name][0]}.csv`"
        for name, text in said_of(tables)
    )
    page = _PAGE.format(
        how="--full " if full else "", seed=seed, revision=revision(PROJECT) or "unknown",
        software=", ".join(f"{name} {version}" for name, version in analysis_versions().items()), said=said,
        few=_FEW if not full else "",
    )  # fmt: skip
    (place / "README.md").write_text(page, encoding="utf-8")


_TITLES = {
    "parameters": "Does a difference of learning rates come back?",
    "correlations": "Who has more, and who less?",
    "models": "Can the models be told apart?",
    "prior_predictive": "What is expected before anything is seen",
    "posterior_predictive": "What a fitted model would make again",
    "held_out": "What a model predicts that it has not seen",
    "calibration": "Is the computation right?",
}

_FEW = """\

**A quick look.** Few people stand behind each mark: differences of a few hundredths, or of 10 %, are chance. With
`--full` there are ten times as many.
"""

_PAGE = """\
# Are the models right, and where do they fail?

Made by `recover {how}--seed {seed}`; program: revision {revision}; {software}. No participant's data are in it: people
are made of whom all is known, with a scale of 3 to 77 % and 40 events of rates of 10 to 70 %, and fitted as those of a
study are. Equations, priors, and who is made: docs/models.md. K25: Khalid et al. 2025, eLife 13:RP101157.
{few}
{said}
"""

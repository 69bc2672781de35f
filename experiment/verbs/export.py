"""`export`: a study in the form of other standards and programs: BIDS, Psych-DS, REDCap, a workbook."""

from __future__ import annotations

import argparse
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

from experiment.analysis import LeftOut, UnreadableData
from experiment.analysis.exports.bids import write_bids
from experiment.analysis.exports.contents import Contents, read_contents
from experiment.analysis.exports.dates import Dates
from experiment.analysis.exports.new_place import new_place
from experiment.analysis.exports.psychds import write_psychds
from experiment.analysis.exports.redcap import write_redcap
from experiment.analysis.phenotype import scores_without_a_session
from experiment.analysis.problems import in_lines
from experiment.config.load import load_study
from experiment.config.study_file import StudyFile
from experiment.format.vocabulary import ExportForm
from experiment.interrupts import importing
from experiment.messages import Reason, Refusal, visible
from experiment.verbs.exit_codes import DONE, NO
from experiment.verbs.of_study import check_of_study
from experiment.verbs.progress_bar import ProgressBar
from experiment.verbs.table_files import visible_lines


def carry_out(options: argparse.Namespace) -> int:
    """Write the runs that count in a form, to a place of its own; say what was left out."""
    target: Path = options.dest
    form: ExportForm = options.form
    if form is ExportForm.EXCEL and target.suffix.lower() != ".xlsx":
        raise Refusal(Reason.EXPORT_NOT_A_WORKBOOK, target=target)
    study, dates = load_study(options.study, any_screen=False).file, Dates(options.shift_dates)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", LeftOut)  # it is said below
        try:
            check_of_study(options.data, study.study)
            contents = read_contents(options.data, dates, options.keep_going)
        except UnreadableData as refused:
            print(visible_lines(str(refused)), file=sys.stderr)
            return NO
    for line in in_lines(contents.problems):
        print(visible(line), file=sys.stderr)
    if not contents.sessions:
        raise Refusal(Reason.EXPORT_OF_NOTHING, data=options.data)
    with new_place(target, options.data, as_file=form is ExportForm.EXCEL) as place:
        _write(form, contents, place, study, dates)
    for line in _said(contents, target, form):
        print(visible(line))
    return NO if contents.problems else DONE


def _write(form: ExportForm, contents: Contents, place: Path, study: StudyFile, dates: Dates) -> None:
    match form:
        case ExportForm.BIDS:
            write_bids(contents, place)
        case ExportForm.PSYCHDS:
            write_psychds(contents, place, dates)
        case ExportForm.REDCAP:
            write_redcap(contents, place, study)
        case ExportForm.EXCEL:
            with importing():
                from experiment.analysis.exports.excel import write_excel  # noqa: PLC0415 (its package is of [analysis])

            write_excel(contents, place, ProgressBar("writing"))


def _said(contents: Contents, target: Path, form: ExportForm) -> Iterator[str]:
    people = contents.of_sessions["participant_id"].nunique()
    sessions = len(contents.sessions)
    yield (
        f"{target}: {people} participant{'' if people == 1 else 's'}, {sessions} session{'' if sessions == 1 else 's'}"
    )
    if contents.warning is not None:
        yield contents.warning
    for said in contents.left_out:
        yield f"left out: {said}"
    n = scores_without_a_session(contents.phenotype, contents.of_sessions)
    if n and form is not ExportForm.REDCAP:
        yield f"left out: what was entered of {n} visit{'' if n == 1 else 's'} without a session that counts"

"""`report`: one page about a study, with figures, deviations, a paragraph of methods, and room for reviewers."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from experiment.analysis import UnreadableData
from experiment.analysis.problems import in_lines
from experiment.messages import Reason, Refusal, plainly, visible
from experiment.record.storage import Disk
from experiment.record.whole_files import write_whole
from experiment.report.report import report_of
from experiment.report.study_data import read_study
from experiment.verbs.exit_codes import DONE, NO


def carry_out(options: argparse.Namespace) -> int:
    """Write the page, and say how much of the study is in it."""
    into: Path = options.into
    try:
        data = read_study(options.data, options.review, options.keep_going)
    except UnreadableData as refused:
        print("\n".join(visible(line) for line in str(refused).splitlines()), file=sys.stderr)
        return NO
    try:
        write_whole(Disk(), Path(os.path.realpath(into)), report_of(data).encode())
    except OSError as error:
        raise Refusal(Reason.REPORT_NOT_WRITTEN, file=into, error=plainly(error)) from error
    print(
        f"{visible(str(into))}: {len(data.participants)} participants, {data.begun} sessions, "
        f"{len(data.counted)} of them count"
    )
    for line in in_lines(data.problems):
        print(visible(line), file=sys.stderr)
    return NO if data.problems else DONE

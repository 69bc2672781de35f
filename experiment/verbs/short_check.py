"""`check --brief`: what can be known of this computer without a window, in a second or two; it is kept nowhere."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path

from experiment.config.load import Study
from experiment.design.windows import zone_of
from experiment.format import wall_clock
from experiment.format.check_report import CheckLine, Fact, Verdict
from experiment.format.judging import decided
from experiment.format.session_line import Checked, Saying
from experiment.interrupts import importing
from experiment.messages import Advice, Reason, Refusal
from experiment.messages.checks import OfFiles
from experiment.record.known_runs import read_ledger_of
from experiment.record.short_check import date_line, last_check_line, review_line
from experiment.record.storage import Disk
from experiment.record.writable import check_writable
from experiment.verbs.exit_codes import DONE, NO


def carry_out(
    study: Study,
    options: argparse.Namespace,
    monitor: int,
    of_the_disk: Callable[[Path], list[CheckLine]],
    tell: Callable[[Saying], None],
) -> int:
    """Look at this computer, and print a line for each thing.

    Parameters
    ----------
    monitor
        The participant's, from 0.
    of_the_disk
        Tries a data folder that can be written to, and its disk.
    tell
        Tells the launcher.
    """
    with importing():
        from experiment.screen.awake import kept_awake  # noqa: PLC0415
        from experiment.screen.lab_check.preflight_lines import preflight_lines  # noqa: PLC0415
        from experiment.screen.mirrors import is_mirrored, mirrored_line  # noqa: PLC0415

    mirrored = is_mirrored(monitor)
    ledger, zone = read_ledger_of(Disk(), options.data)[0], zone_of(study.file)
    with kept_awake() as means:
        lines = [
            last_check_line(Disk(), options.data, zone),
            review_line(study),
            date_line(ledger, wall_clock.now(), zone),
            *_of_the_data(options.data, of_the_disk),
            *([] if mirrored is None else [mirrored_line(mirrored)]),
            *preflight_lines(means),
        ]
    tell(Checked(verdict=max((line.verdict for line in lines), key=list(Verdict).index), lines=tuple(lines)))
    if options.json:
        print(json.dumps([line.model_dump(mode="json") for line in lines], indent=1))
    else:
        for line in lines:
            remedy = "" if line.verdict is Verdict.PASS else f"; {line.remedy}"
            print(f"{str(line.verdict).upper():<5} {line.name}: {line.found}{remedy}")
    failed = [line.name for line in lines if line.verdict is Verdict.FAIL]
    if failed:
        print(Advice.NOT_READY.say(lines=", ".join(failed)), file=sys.stderr)
    return NO if failed else DONE


def _of_the_data(data: Path, of_the_disk: Callable[[Path], list[CheckLine]]) -> list[CheckLine]:
    """Try the data folder; one that refuses is a line like others: the others matter just then."""
    try:
        check_writable(Disk(), data)
    except Refusal as no:
        return [_not_writable(no)]
    return of_the_disk(data)


def _not_writable(no: Refusal) -> CheckLine:
    facts: dict[str, Fact]
    match no.reason:
        case Reason.DISK_NEARLY_FULL:
            state, facts = OfFiles.NO_ROOM_TO_WRITE, {"free_mb": int(str(no.facts["free_mb"]))}
        case Reason.FILE_HELD:
            state, facts = OfFiles.FILE_HELD_THERE, {"file": str(no.facts["file"])}
        case _:
            state, facts = OfFiles.NOT_WRITABLE, {"error": str(no.facts["error"])}
    return decided(state, False, "the data folder can be written to", facts)

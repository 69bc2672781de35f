"""`check`: whether this computer is fit for a session."""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from experiment.config.display_file import display_named, load_displays
from experiment.config.load import load_study
from experiment.format.check_report import CheckLine, Verdict
from experiment.format.check_text import check_text
from experiment.format.session_line import Checked, Saying
from experiment.interrupts import importing
from experiment.messages import Usage
from experiment.record.disk_lines import disk_line, space_line
from experiment.record.elsewhere import place_line
from experiment.record.kept_lab_checks import keep_check
from experiment.record.storage import Disk
from experiment.record.writable import check_writable
from experiment.screen.environment import check_usable
from experiment.screen.open_stage import DisplayChoice
from experiment.verbs import short_check
from experiment.verbs.exit_codes import DONE, NO, WRONG_USAGE
from experiment.verbs.monitored import monitored

_OF_A_WINDOW = ("thorough", "without_taps", "emulate", "window")
"""What a check without a window has no use for: said, rather than passed over in silence."""


def carry_out(options: argparse.Namespace) -> int:
    """Check the lab PC, print the report, and keep it."""
    with monitored(options.monitored) as (_, tell):
        return _carry_out(options, tell)


def _carry_out(options: argparse.Namespace, tell: Callable[[Saying], None]) -> int:
    useless = [f"--{name.replace('_', '-')}" for name in _OF_A_WINDOW if options.brief and getattr(options, name)]
    if useless:
        print(Usage.NOT_TOGETHER.say(option=useless[0], other="--brief"), file=sys.stderr)
        return WRONG_USAGE
    study = load_study(options.study)
    name, expected = display_named(load_displays(options.displays), options.display)
    if options.brief:
        return short_check.carry_out(study, options, expected.monitor, lines_of_the_disk, tell)
    check_writable(Disk(), options.data)
    check_usable()
    with importing():
        from experiment.screen.lab_check.check_lab import check_lab  # noqa: PLC0415
        from experiment.screen.lab_check.parts import Effort, Parts, emulating  # noqa: PLC0415
        from experiment.screen.lab_check.picture import interval_picture  # noqa: PLC0415

    effort = Effort(within_s=math.inf if options.thorough else Effort.within_s, taps=not options.without_taps)
    parts = emulating(options.emulate) if options.emulate else Parts()
    choice = DisplayChoice(name, expected, options.window)
    say = partial(print, file=sys.stderr, flush=True)
    report = check_lab(study, choice, say, partial(lines_of_the_disk, options.data), effort, parts)
    text = check_text(report)
    print(report.text().decode() if options.json else text, end="", flush=True)  # first: the disk may refuse to keep it
    tell(Checked(verdict=report.verdict, lines=report.lines))
    file = keep_check(Disk(), options.data, report, text, interval_picture(report))
    print(f"kept as {file}, with a text and a picture beside it", file=sys.stderr)
    return NO if report.verdict is Verdict.FAIL else DONE


def lines_of_the_disk(data: Path) -> list[CheckLine]:
    """Try the data folder and its disk."""
    return [place_line(data), space_line(Disk(), data), disk_line(Disk(), data)]

"""The short check before a session, as far as it is a matter of files: the last full check, the review, the date."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo
from pathlib import Path

from experiment.config.load import Study
from experiment.design.local_time import clock_of
from experiment.format import wall_clock
from experiment.format.check_report import CheckLine, Verdict
from experiment.format.judging import decided
from experiment.format.ledger import Ledger
from experiment.messages import LAB
from experiment.record.kept_lab_checks import made_last
from experiment.record.storage import Storage

CHECK_HOLDS_H = 24
"""So old may the last full check be."""


def last_check_line(storage: Storage, data: Path, zone: tzinfo) -> CheckLine:
    """Return how the last full check of this computer ended, and how long ago that was."""
    check, again = made_last(storage, data), f"run the full check: {LAB} check"
    bar = f"one that has not failed, in the last {CHECK_HOLDS_H} hours"
    if check is None or check.is_from_the_future or check.report.emulated_display:
        return decided("last check", False, bar, "there is none that counts", again, otherwise=Verdict.WARN)
    failed = ", ".join(line.name for line in check.report.lines if line.verdict is Verdict.FAIL)
    old = wall_clock.now() - check.report.made > timedelta(hours=CHECK_HOLDS_H)
    made = f"the last one is of {clock_of(check.report.made, zone)}"
    found = (
        f"the last one failed ({failed})" if failed else f"{made}, more than {CHECK_HOLDS_H} hours ago" if old else made
    )
    return decided("last check", not failed and not old, bar, found, again, otherwise=Verdict.WARN)


def review_line(study: Study) -> CheckLine:
    """Return whether the study has been reviewed as it stands: without that no session of it starts."""
    reviewed = study.file.reviewed
    good = reviewed is not None and reviewed.is_of(study.fingerprint)
    found = "it is reviewed as it stands" if good else "it has not been reviewed as it stands"
    remedy = "somebody who answers for events and rates reviews it; until then, rehearsals only"
    return decided("study", good, "valid, and reviewed as it stands", found, remedy)


def date_line(ledger: Ledger, now: datetime, zone: tzinfo) -> CheckLine:
    """Return whether this computer's clock is behind what has been entered already."""
    last = max((datetime.fromisoformat(line.utc) for line in ledger.lines), default=None)
    good = last is None or now >= last
    entered = (
        ""
        if last is None or good
        else f" by this computer's clock, but something was entered at {clock_of(last, zone)} already"
    )
    found = f"it is {clock_of(now, zone)}{entered}"
    return decided("time of day", good, "not before what was entered last", found, "set the clock of this computer")

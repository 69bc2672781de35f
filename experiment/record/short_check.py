"""The short check before a session, as far as it is a matter of files: the last full check, the review, the date."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo
from pathlib import Path

from experiment.config.load import Study
from experiment.design.local_time import clock_of
from experiment.format import wall_clock
from experiment.format.check_report import CheckLine, Fact, Verdict
from experiment.format.judging import decided
from experiment.format.ledger import Ledger
from experiment.messages.checks import OfFiles
from experiment.record.kept_lab_checks import made_last
from experiment.record.storage import Storage

CHECK_HOLDS_H = 24
"""So old may the last full check be."""


def last_check_line(storage: Storage, data: Path, zone: tzinfo) -> CheckLine:
    """Return how the last full check of this computer ended, and how long ago that was."""
    check = made_last(storage, data)
    bar = f"one that has not failed, in the last {CHECK_HOLDS_H} hours"
    if check is None or check.is_from_the_future or check.report.emulated_display:
        return decided(OfFiles.NEVER_CHECKED, False, bar, otherwise=Verdict.WARN)
    failed = tuple(line.named for line in check.report.lines if line.verdict is Verdict.FAIL)
    if failed:
        return decided(OfFiles.CHECK_FAILED, False, bar, {"lines": failed}, otherwise=Verdict.WARN)
    made: dict[str, Fact] = {"made": clock_of(check.report.made, zone)}
    if wall_clock.now() - check.report.made > timedelta(hours=CHECK_HOLDS_H):
        return decided(OfFiles.CHECK_OLD, False, bar, {**made, "hours": CHECK_HOLDS_H}, otherwise=Verdict.WARN)
    return decided(OfFiles.CHECK_RECENT, True, bar, made)


def review_line(study: Study) -> CheckLine:
    """Return whether the study has been reviewed as it stands: without that no session of it starts."""
    reviewed = study.file.reviewed
    good = reviewed is not None and reviewed.is_of(study.fingerprint)
    state = OfFiles.STUDY_REVIEWED if good else OfFiles.STUDY_NOT_REVIEWED
    return decided(state, good, "valid, and reviewed as it stands")


def date_line(ledger: Ledger, now: datetime, zone: tzinfo) -> CheckLine:
    """Return whether this computer's clock is behind what has been entered already."""
    last = max((datetime.fromisoformat(line.utc) for line in ledger.lines), default=None)
    bar, facts = "not before what was entered last", {"now": clock_of(now, zone)}
    if last is None or now >= last:
        return decided(OfFiles.DATE_GOES_ON, True, bar, facts)
    return decided(OfFiles.DATE_BEHIND, False, bar, {**facts, "entered": clock_of(last, zone)})

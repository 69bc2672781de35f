"""How long ago a run stopped, and whether it may still go on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from experiment.format.journal import ClocksJumped, LaunchStarted
from experiment.format.journal_lines import read_entries
from experiment.record.find import Run
from experiment.record.storage import Storage
from experiment.record.whole_run import content_of


@dataclass(frozen=True)
class TooLate:
    """A run stopped longer ago than the study lets one go on.

    Parameters
    ----------
    age
        How long ago it stopped.
    within
        How long after that it might have gone on.
    """

    age: timedelta
    within: timedelta


def too_late(storage: Storage, run: Run, within: timedelta | None, moment: datetime) -> TooLate | None:
    """Return whether a run stopped too long ago to go on; ``None``: it may go on.

    Parameters
    ----------
    within
        How long after it stopped a run may go on; ``None``: however long.
    moment
        When it is to go on.
    """
    until = goes_on_until(storage, run, within)
    if within is None or until is None or moment <= until:
        return None
    return TooLate(moment - (until - within), within)


def goes_on_until(storage: Storage, run: Run, within: timedelta | None) -> datetime | None:
    """Return until when a run that stopped may go on; ``None``: however late, or it was never launched.

    Parameters
    ----------
    within
        How long after it stopped a run may go on; ``None``: however long.
    """
    if within is None:
        return None
    stopped = stopped_at(storage, run)
    return None if stopped is None else stopped + within


def stopped_at(storage: Storage, run: Run) -> datetime | None:
    """Return when the last launch of a run stopped, by the last thing in its journal; ``None``: there was none."""
    if not run.sheet.launches:
        return None
    last = run.sheet.launches[-1]
    if last.ended_utc is not None:
        return datetime.fromisoformat(last.ended_utc)
    entries = read_entries(content_of(storage, run.files.journal)).entries
    begun = max((n for n, entry in enumerate(entries) if isinstance(entry, LaunchStarted)), default=len(entries))
    last_s = max((entry.t_s for entry in entries[begun:]), default=0.0)
    jumps = [entry for entry in entries[begun:] if isinstance(entry, ClocksJumped)]
    parted_s = sum(jump.slept_s + jump.set_s for jump in jumps)  # the clock of the journal has seen none of it
    return datetime.fromisoformat(last.started_utc) + timedelta(seconds=last_s + parted_s)

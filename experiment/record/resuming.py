"""Which run a request goes on with, if any."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from experiment.design.window_words import hours
from experiment.format.enrolment import Enrolment
from experiment.format.journal import LaunchStarted
from experiment.format.journal_lines import read_entries
from experiment.format.ledger import Ledger
from experiment.format.run_files import SessionFiles
from experiment.format.vocabulary import SessionStatus
from experiment.messages import Reason, Refusal
from experiment.record.find import Run, next_run, runs_of
from experiment.record.launch import Launch, interrupted, resume
from experiment.record.protecting import protect
from experiment.record.request import Request
from experiment.record.run_ledger import enter_if_cut_short
from experiment.record.storage import Storage
from experiment.record.whole_run import content_of


def launch_to_resume(
    storage: Storage,
    session: SessionFiles,
    participant: Enrolment,
    request: Request,
    ledger: Ledger,
    within: timedelta | None = None,
) -> Launch | None:
    """Find the run to go on with, as it should be; ``None`` if a new one is to begin, and may.

    Parameters
    ----------
    within
        How long after it stopped a run may go on; ``None``: however long.
    """
    existing = runs_of(storage, session)
    next_run(storage, session, ledger)  # a run that has lost its sheet is neither passed over nor taken for none
    if request.new_run_reason is not None and not existing:
        raise Refusal(Reason.NOTHING_TO_REPEAT, session=session)
    if not existing and request.resume:
        raise Refusal(Reason.NOTHING_TO_RESUME, session=session)
    if not existing or request.new_run_reason is not None:
        return None
    last = existing[-1]
    for run in existing:  # its launch may have been broken off at that
        enter_if_cut_short(storage, run.files, run.sheet, ledger)
        if run.sheet.status in (SessionStatus.COMPLETE, SessionStatus.ABORTED):
            protect(storage, run.files, run.sheet)
    launch = resume(storage, last, participant, ledger, request.accept_ledger)
    if last.sheet.status is SessionStatus.COMPLETE:
        raise Refusal(Reason.SESSION_COMPLETE, session=session, run=last.files.run)
    _check_age(storage, session, last, launch, within)
    if request.resume:
        _check_same(session, last, request)
        return launch
    raise Refusal(
        Reason.SESSION_UNFINISHED,
        session=session,
        status=interrupted(storage, last).sheet.status,  # the lock is ours, so nothing is running
        run=last.files.run,
        finished=launch.read_back.finished,
        all=launch.read_back.recorded,
    )


def _check_age(storage: Storage, session: SessionFiles, run: Run, launch: Launch, within: timedelta | None) -> None:
    """Refuse to go on with a run that stopped too long ago: the participant is another one by then."""
    stopped = stopped_at(storage, run)
    if within is None or stopped is None:
        return
    age = now() - stopped
    if age > within:
        interrupted(storage, run)
        raise Refusal(
            Reason.RESUME_TOO_LATE,
            session=session,
            age=hours(age),
            within=hours(within),
            run=run.files.run,
            finished=launch.read_back.finished,
            all=launch.read_back.recorded,
        )


def now() -> datetime:
    """Return the moment that it is."""
    return datetime.now(timezone.utc)


def stopped_at(storage: Storage, run: Run) -> datetime | None:
    """Tell when the last launch of a run stopped, by the last thing in its journal; ``None``: there was none."""
    if not run.sheet.launches:
        return None
    last = run.sheet.launches[-1]
    if last.ended_utc is not None:
        return datetime.fromisoformat(last.ended_utc)
    entries = read_entries(content_of(storage, run.files.journal)).entries
    begun = max((n for n, entry in enumerate(entries) if isinstance(entry, LaunchStarted)), default=len(entries))
    last_s = max((entry.t_s for entry in entries[begun:]), default=0.0)
    return datetime.fromisoformat(last.started_utc) + timedelta(seconds=last_s)


def _check_same(session: SessionFiles, run: Run, request: Request) -> None:
    """A run is resumed as what it was begun as."""
    kind, mode = run.sheet.kind, run.sheet.participant_mode
    if (kind, mode) != (request.kind, request.mode):
        raise Refusal(Reason.RESUMED_AS_ANOTHER, session=session, kind=kind, mode=mode, run=run.files.run)

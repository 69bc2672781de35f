"""Which run a request goes on with, if any."""

from __future__ import annotations

from datetime import timedelta

from experiment.config.fingerprint import SHORT
from experiment.design.window_words import hours
from experiment.format.enrolment import Enrolment
from experiment.format.ledger import Ledger
from experiment.format.run_files import ASSUMED_AS, SessionFiles
from experiment.format.sheet import SessionSheet
from experiment.format.vocabulary import SessionStatus
from experiment.format.wall_clock import now
from experiment.messages import Reason, Refusal
from experiment.record.find import Run, next_run, runs_of
from experiment.record.launch import Launch, interrupted, resume
from experiment.record.protecting import protect
from experiment.record.request import Believer, Request
from experiment.record.run_ledger import enter_if_cut_short
from experiment.record.stopped import too_late
from experiment.record.storage import Storage


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
        raise Refusal(Reason.NOTHING_TO_REPEAT, session=session.in_words)
    if not existing and request.resume:
        raise Refusal(Reason.NOTHING_TO_RESUME, session=session.in_words)
    if not existing or request.new_run_reason is not None:
        return None
    last = existing[-1]
    for run in existing:  # its launch may have been broken off at that
        enter_if_cut_short(storage, run.files, run.sheet, ledger)
        if run.sheet.status in (SessionStatus.COMPLETE, SessionStatus.ABORTED):
            protect(storage, run.files, run.sheet)
    launch = resume(storage, last, participant, ledger, request.accept_ledger)
    if last.sheet.status is SessionStatus.COMPLETE:
        raise Refusal(Reason.SESSION_COMPLETE, session=session.in_words, run=last.files.run)
    _check_age(storage, session, last, launch, within)
    if request.resume:
        _check_same(session, last, request)
        return launch
    raise Refusal(
        Reason.SESSION_UNFINISHED,
        session=session.in_words,
        status=interrupted(storage, last).sheet.status,  # the lock is ours, so nothing is running
        run=last.files.run,
        finished=launch.read_back.finished,
        all=launch.read_back.recorded,
    )


def _check_age(storage: Storage, session: SessionFiles, run: Run, launch: Launch, within: timedelta | None) -> None:
    """Refuse to go on with a run that stopped too long ago: the participant is another one by then."""
    late = too_late(storage, run, within, now())
    if late is not None:
        interrupted(storage, run)
        raise Refusal(
            Reason.RESUME_TOO_LATE,
            session=session.in_words,
            age=hours(late.age),
            within=hours(late.within),
            run=run.files.run,
            finished=launch.read_back.finished,
            all=launch.read_back.recorded,
        )


def _check_same(session: SessionFiles, run: Run, request: Request) -> None:
    """A run is resumed as what it was begun as."""
    kind, mode = run.sheet.kind, run.sheet.participant_mode
    if (kind, mode) != (request.kind, request.mode):
        raise Refusal(Reason.RESUMED_AS_ANOTHER, session=session.in_words, kind=kind, mode=mode, run=run.files.run)
    if request.believer is None:
        return
    begun = Believer(
        seed_of(run.sheet) or request.believer.seed, assumed_of(run.sheet) or request.believer.assumed
    )  # a run of which only half is known is held against that half
    if request.believer != begun:
        raise Refusal(
            Reason.RESUMED_AS_ANOTHER_PERSON,
            session=session.in_words,
            run=run.files.run,
            seed=begun.seed,
            assumed=begun.assumed[:SHORT],
            other_seed=request.believer.seed,
            other_assumed=request.believer.assumed[:SHORT],
        )


def seed_of(sheet: SessionSheet) -> int | None:
    """Return the seed of the virtual person with beliefs of a run; ``None``: there is none, or none has sat down."""
    return next((launch.apparatus.seed for launch in sheet.launches if launch.apparatus.seed is not None), None)


def assumed_of(sheet: SessionSheet) -> str | None:
    """Return the SHA-256 of the file of assumptions that a run keeps; ``None``: it keeps none."""
    return next((item.sha256 for item in sheet.inputs if item.name == str(ASSUMED_AS)), None)

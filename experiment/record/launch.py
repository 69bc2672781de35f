"""A launch, prepared: a new run is put on the disk, or one that was broken off is found fit to go on."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from experiment.config.load import InputFile
from experiment.design.session_plan import SessionPlan
from experiment.format.columns import SCHEMA_VERSION
from experiment.format.enrolment import Enrolment
from experiment.format.journal import RunBegun
from experiment.format.journal_lines import JournalDigest, line_of
from experiment.format.ledger import Ledger
from experiment.format.run_files import RunFiles, SessionFiles
from experiment.format.sheet import InputSheet, SessionSheet
from experiment.format.sidecar import sidecar
from experiment.format.tables import header
from experiment.format.vocabulary import ParticipantMode, SessionStatus, StopCause
from experiment.messages.accepting import Accepts, never
from experiment.record.failures import before_the_session
from experiment.record.find import Run
from experiment.record.kept_lab_checks import KeptCheck, latest_check
from experiment.record.known_runs import check_as_left
from experiment.record.ledger import unless_refused
from experiment.record.plan_difference import plan_text
from experiment.record.provenance import program
from experiment.record.read_back import ReadBack, read_back, remember_plan
from experiment.record.run_ledger import enter_begun, enter_interrupted
from experiment.record.storage import Storage
from experiment.record.sums import sha256
from experiment.record.table_file import csv_text
from experiment.record.visit_time import VisitTime
from experiment.record.whole_files import make_folders, write_whole
from experiment.record.whole_run import check_enrolment


@dataclass(frozen=True)
class Launch:
    """A launch that has been prepared: its plan, where in it to begin, and the last check of the lab PC.

    Parameters
    ----------
    read_back
        The run as it stood on the disk when it was prepared.
    is_new
        Whether that is now: a new run is put on the disk when its stage is open, one that goes on is read before.
    """

    files: RunFiles
    sheet: SessionSheet
    read_back: ReadBack
    check: KeptCheck | None
    is_new: bool = False
    advice: tuple[str, ...] = ()


def begin(
    storage: Storage,
    session: SessionFiles,
    plan: SessionPlan,
    inputs: tuple[InputFile, ...],
    mode: ParticipantMode,
    new_run_reason: str | None,
    study_change_reason: str | None,
    time: VisitTime,
    seen: frozenset[str],
) -> Launch:
    """Put a new run on the disk, safe before its first screen; the sheet comes last and makes it exist."""
    files = session.run(plan.run)
    check = latest_check(storage, session.data)
    of_the_list = {trial.event.event_id for trial in plan.trials if trial.event.event_list == plan.event_list}
    planned = plan_text(plan)
    sheet = SessionSheet(
        schema_version=SCHEMA_VERSION,
        written_by=program(),
        study=plan.study,
        study_fingerprint=plan.study_fingerprint,
        plan_sha256=sha256(planned),
        check_sha256=sha256(check.content) if check else None,
        sidecars_sha256={table: sha256(sidecar(table)) for table in plan.tables},
        inputs=tuple(InputSheet(name=str(i.name), sha256=sha256(i.content)) for i in inputs),
        task=plan.task,
        participant_id=plan.participant_id,
        arm=plan.arm,
        visit=plan.visit,
        run=plan.run,
        new_run_reason=new_run_reason,
        study_change_reason=study_change_reason,
        rates_seen_before=bool(seen & of_the_list),
        events_seen_before=tuple(sorted(seen)),
        hours_since_anchor=time.hours_since_anchor,
        window=time.window,
        window_reason=time.reason,
        window_words=time.words,
        kind=plan.kind,
        participant_mode=mode,
        language=plan.language,
        list_order=plan.list_order,
        event_list=plan.event_list,
        rows_planned=plan.rows,
        status=SessionStatus.RUNNING,
        abort_reason=None,
        launches=(),
    )
    with before_the_session(session.place):
        make_folders(storage, session.folder)
        for item in inputs:
            place = files.inputs / item.name
            make_folders(storage, place.parent)
            write_whole(storage, place, item.content)
        write_whole(storage, files.plan, planned)
        remember_plan(planned, plan)
        for table in plan.tables:
            write_whole(storage, files.table(table), csv_text(header(table)))
            write_whole(storage, files.sidecar(table), sidecar(table))
        if check is not None:
            write_whole(storage, files.check, check.content)
        begun = RunBegun(
            participant_id=plan.participant_id,
            visit=plan.visit,
            run=plan.run,
            plan_sha256=sheet.plan_sha256,
            sheet_sha256=sha256(sheet.text()),
        )
        write_whole(storage, files.journal, JournalDigest().batch([line_of(begun)]))
        write_whole(storage, files.sheet, sheet.text())
    advice = unless_refused(session.place, lambda: enter_begun(storage, files, sheet))
    return Launch(files, sheet, read_back(storage, files, sheet), check, is_new=True, advice=advice)


def resume(
    storage: Storage, run: Run, participant: Enrolment, ledger: Ledger, accept_ledger: Accepts = never
) -> Launch:
    """Find out where an unfinished run is to go on.

    Parameters
    ----------
    accept_ledger
        Whether the experimenter goes on although the ledger has the run otherwise; its files must agree all the same.

    Raises
    ------
    Refusal
        If what is on the disk is not what was recorded of this participant.
    """
    check_enrolment(run.files, run.sheet, participant)
    back = read_back(storage, run.files, run.sheet)
    check_as_left(storage, run.files, run.sheet, ledger, accept_ledger)
    return Launch(run.files, run.sheet, back, latest_check(storage, run.files.session.data))


def interrupted(storage: Storage, run: Run, cause: StopCause | None = None) -> Run:
    """Have the sheet of a run whose launch is over say so, if the disk can; whoever calls holds the session.

    A launch that is killed leaves ``running`` on its sheet.

    Parameters
    ----------
    cause
        What has stopped the launch; ``None``: nobody knows.
    """
    if run.sheet.status is not SessionStatus.RUNNING:
        return run
    changed: dict[str, object] = {"status": SessionStatus.INTERRUPTED}
    if cause is not None and run.sheet.launches:
        *before, last = run.sheet.launches
        changed["launches"] = (*before, last.model_copy(update={"stopped_by": cause}))
    sheet = run.sheet.model_copy(update=changed)
    with suppress(OSError):  # the run is interrupted all the same, and the next launch finds out
        write_whole(storage, run.files.sheet, sheet.text())
        enter_interrupted(storage, run.files, sheet)
    return Run(run.files, sheet)

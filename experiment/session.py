"""The wiring: study, participant, plan, stage and recorder become a session."""

from __future__ import annotations

import platform
import traceback
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, replace
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import TypeAlias

from experiment.config.code_pattern import example_of
from experiment.config.code_typed import as_meant
from experiment.config.load import Study
from experiment.design.draw import Draw
from experiment.design.planner import Planned, check_visit, plan_session
from experiment.design.session_plan import SessionPlan
from experiment.format.apparatus import Apparatus, utc_now
from experiment.format.enrolment import Enrolment
from experiment.format.ledger import Ledger
from experiment.format.run_files import RunFiles, Session, among_rehearsals, place_of
from experiment.format.vocabulary import AbortReason, EndedBy, ParticipantMode, SessionKind, SessionStatus
from experiment.messages import Reason, Refusal
from experiment.record import participants, provenance, runs
from experiment.record.data_folder import check_lengths
from experiment.record.earlier_draw import check_earlier
from experiment.record.known_runs import check_enrolled, check_none_missing, check_none_unknown, read_ledger_of
from experiment.record.open_run import OpenRun
from experiment.record.provenance import revision
from experiment.record.run_ledger import enter_if_cut_short
from experiment.record.scan import scan
from experiment.record.sealing import seal
from experiment.record.session_lock import locked
from experiment.record.storage import Disk, Storage
from experiment.task.answers import GoOn
from experiment.task.participant import Participant
from experiment.task.presentation import SCREEN_NAMES
from experiment.task.progress import Progress
from experiment.task.session import first_page, run_session, views_of
from experiment.task.stage import Stage
from experiment.virtual.participants import RandomParticipant, ScriptedParticipant
from experiment.virtual.stage import VirtualStage

_STOPPED_AT_LEAST_S = 1.0
"""A press that was meant for a question does not take the page of a technical stop away."""

OpenStage: TypeAlias = Callable[[SessionKind, Participant | None], AbstractContextManager[tuple[Stage, Apparatus]]]
"""Opens a stage for a kind of session and, perhaps, a virtual participant."""


@dataclass(frozen=True)
class Request:
    """What an experimenter asks for.

    Parameters
    ----------
    data
        The data folder.
    participant_id, visit
        Whose session.
    kind, mode
        What it is for, and who answers.
    operator
        Code of the person who conducts it.
    resume
        Go on with an interrupted run.
    new_run_reason
        Why a session is to be done again.
    accept_ledger
        Go on although a run of the participant's, or the enrolment, is missing, not known to the ledger, or not as it
        was entered last.
    """

    data: Path
    participant_id: str
    visit: str
    kind: SessionKind
    mode: ParticipantMode
    operator: str | None = None
    resume: bool = False
    new_run_reason: str | None = None
    accept_ledger: bool = False


Announce: TypeAlias = Callable[[SessionPlan, int, tuple[str, ...]], None]
"""Told of a session before its stage is opened: the plan, the step it will begin at, and advice."""


@dataclass(frozen=True)
class Outcome:
    """How a launch ended by itself.

    Parameters
    ----------
    files
        Of the run.
    reason
        Why it was ended before its time; ``None``: it is complete.
    rows
        How many rows the trial-level CSV has when it is complete.
    finished, recorded
        How many trials and questions are finished, over all launches, and how many there are.
    seal
        Its seal code; ``None``: the ledger could not be written.
    advice
        What the experimenter should be told about its files.
    """

    files: RunFiles
    reason: AbortReason | None
    rows: int
    finished: int
    recorded: int
    seal: str | None
    advice: tuple[str, ...] = ()


def _to_nobody(_plan: SessionPlan, _next_step: int, _advice: tuple[str, ...]) -> None:
    """Say nothing."""


def conduct(
    study: Study,
    request: Request,
    open_stage: OpenStage,
    storage: Storage | None = None,
    announce: Announce = _to_nobody,
) -> Outcome:
    """Conduct a session: from the first check to the last row.

    Nothing of the session is written before every check has passed and the stage is open.

    Raises
    ------
    Refusal
        If the session cannot take place, or can no longer be recorded.
    """
    storage = storage or Disk()
    data, kind = request.data, request.kind
    folder = participants.where_enrolled(storage, data, study.file, request.participant_id, kind)
    participant = participants.find(storage, folder, study.file, request.participant_id, kind)
    check_visit(study, participant.arm, request.visit)
    if kind is SessionKind.STUDY:
        participants.refuse_withdrawn(participant)
    request = replace(request, operator=_operator(study, request.operator))
    _check_allowed(study, request)
    check_place(storage, data, kind)
    session = Session(data, participant.participant_id, request.visit, study.file.task, kind)
    check_lengths(data, [session], study.inputs)
    runs.check_writable(storage, session.place)
    with locked(storage, session):
        ledger, amiss = read_ledger_of(storage, session.place)
        check_none_missing(storage, session, ledger, request.accept_ledger)
        launch = _launch_to_resume(storage, session, participant, request, ledger)
        check_none_unknown(storage, session, ledger, request.accept_ledger)
        if launch is None:
            number = runs.next_run(storage, session, ledger)
            who = Planned(participant.participant_id, participant.arm, participant.language, participant.list_order)
            plan = plan_session(study, who, request.visit, number, request.kind)
        else:
            plan = launch.read_back.plan
        advice = (*amiss, *check_earlier(storage, session, participant))
        entered = read_ledger_of(storage, folder)[0]
        check_enrolled(storage, folder, participant.participant_id, entered, request.accept_ledger)
        progress = launch.read_back.progress if launch else Progress()
        announce(plan, progress.next_step, advice)
        with open_stage(plan.kind, virtual_participant(request.mode, plan)) as (stage, apparatus):
            stage.prepare(views_of(plan), first_page(plan, progress))
            if launch is None:
                launch = runs.begin(storage, session, plan, study.inputs, request.mode, request.new_run_reason)
            return _carry_out(storage, launch, request, stage, _with_type_as_set(apparatus, stage))


def _with_type_as_set(apparatus: Apparatus, stage: Stage) -> Apparatus:
    """Add how large type is on each kind of screen, which is known once everything is laid out."""
    if apparatus.display is None:
        return apparatus
    scales = {SCREEN_NAMES[kind]: scale for kind, scale in stage.text_scales().items()}
    return apparatus.model_copy(update={"display": apparatus.display.model_copy(update={"text_scales": scales})})


def virtual_participant(mode: ParticipantMode, plan: SessionPlan) -> Participant | None:
    """Call in the participant of a mode; nobody, for a person."""
    match mode:
        case ParticipantMode.HUMAN:
            return None
        case ParticipantMode.SCRIPTED:
            return ScriptedParticipant()
        case ParticipantMode.RANDOM:
            seed = Draw(plan.study, plan.participant_id, plan.visit, plan.run, "random participant").uniform(0, 2**32)
            return RandomParticipant(int(seed))


@contextmanager
def open_virtual_stage(_kind: SessionKind, participant: Participant | None) -> Iterator[tuple[Stage, Apparatus]]:
    """Open the virtual stage, before a virtual participant."""
    assert participant is not None
    yield (
        VirtualStage(participant),
        Apparatus(zero_utc=utc_now(), stage="virtual", inputs="virtual participant", clock="virtual", display=None),
    )


def _check_allowed(study: Study, request: Request) -> None:
    """A study session is a person's, of a reviewed study, conducted by somebody."""
    if request.kind is not SessionKind.STUDY:
        return
    if request.mode is not ParticipantMode.HUMAN:
        raise Refusal(Reason.VIRTUAL_PARTICIPANT_IN_STUDY)
    if study.file.reviewed is None:
        raise Refusal(Reason.NOT_REVIEWED, study=study.file.study, file=study.inputs[0].name)
    if request.operator is None:
        raise Refusal(Reason.OPERATOR_MISSING, example=example_of(study.file.operator_code.pattern))


def _operator(study: Study, typed: str | None) -> str | None:
    """Give the operator code that was meant."""
    pattern = study.file.operator_code.pattern
    meant = None if typed is None else as_meant(pattern, typed)
    if meant is None and typed is not None:
        raise Refusal(Reason.OPERATOR_CODE_MALFORMED, operator=typed, example=example_of(pattern))
    return meant


def check_place(storage: Storage, data: Path, kind: SessionKind) -> None:
    """Refuse to mix sessions of the study with what is not of the study."""
    if data.exists() and not data.is_dir():
        raise Refusal(Reason.DATA_NOT_WRITABLE, data=data, error="it is not a folder")
    if kind is SessionKind.STUDY and among_rehearsals(data):
        raise Refusal(Reason.FOLDER_OF_REHEARSALS, data=data)
    place = place_of(data, kind)
    present = scan(storage, place).kinds
    others = present - {kind}
    if others and not (kind is SessionKind.STUDY and kind in present):  # a stray rehearsal locks nobody out
        raise Refusal(Reason.KINDS_DO_NOT_MIX, data=place, present=", ".join(sorted(others)), kind=kind)


def _launch_to_resume(
    storage: Storage, session: Session, participant: Enrolment, request: Request, ledger: Ledger
) -> runs.Launch | None:
    """Find the run to go on with, as it should be; ``None`` if a new one is to begin, and may."""
    existing = runs.runs_of(storage, session)
    runs.next_run(storage, session, ledger)  # a run that has lost its sheet is neither passed over nor taken for none
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
            seal(storage, run.files, run.sheet)
    launch = runs.resume(storage, last, participant, ledger, request.accept_ledger)
    if last.sheet.status is SessionStatus.COMPLETE:
        raise Refusal(Reason.SESSION_COMPLETE, session=session, run=last.files.run)
    if request.resume:
        _check_same(session, last, request)
        return launch
    raise Refusal(
        Reason.SESSION_UNFINISHED,
        session=session,
        status=runs.interrupted(storage, last).sheet.status,  # the lock is ours, so nothing is running
        run=last.files.run,
        finished=launch.read_back.finished,
        all=launch.read_back.recorded,
    )


def _check_same(session: Session, run: runs.Run, request: Request) -> None:
    """A run is resumed as what it was begun as."""
    kind, mode = run.sheet.kind, run.sheet.participant_mode
    if (kind, mode) != (request.kind, request.mode):
        raise Refusal(Reason.RESUMED_AS_ANOTHER, session=session, kind=kind, mode=mode, run=run.files.run)


def _carry_out(storage: Storage, launch: runs.Launch, request: Request, stage: Stage, apparatus: Apparatus) -> Outcome:
    open_run = OpenRun(
        storage, launch, request.operator, apparatus, stage.frame_s, _versions(), revision(provenance.PROJECT)
    )
    stage.if_lost(lambda: _without_display(open_run))
    try:
        ending = run_session(open_run.plan, open_run.progress, stage, open_run.recorder)
        sealed = open_run.end(ending.t_s, ending.reason, stage.flip_intervals(), ending.pauses)
    except Refusal as refusal:
        open_run.break_off()
        _say_goodbye(stage, open_run.plan, refusal)
        raise
    except Exception as error:
        open_run.break_off()
        failed = Refusal(Reason.PROGRAM_FAILED, error=_where(error))
        with suppress(Exception):  # it may be the screen that has failed
            _say_goodbye(stage, open_run.plan, failed)
        raise failed from error
    except KeyboardInterrupt:
        open_run.break_off()
        raise
    finally:
        open_run.recorder.close()
    back = launch.read_back
    return Outcome(
        files=launch.files,
        reason=ending.reason,
        rows=open_run.plan.rows,
        finished=back.finished + ending.finished,
        recorded=back.recorded,
        seal=sealed.code,
        advice=sealed.advice,
    )


def _without_display(run: OpenRun) -> Refusal:
    """Break a session off whose display went away, unless it has come to its end."""
    return Refusal(Reason.DISPLAY_LOST if run.break_off() else Reason.DISPLAY_WENT_AWAY)


def _where(error: Exception) -> str:
    """Say in one line what went wrong in the program, and where: for whoever looks after it."""
    places = [
        place for place in traceback.extract_tb(error.__traceback__) if "experiment" in Path(place.filename).parts
    ]
    where = f", {Path(places[-1].filename).name}:{places[-1].lineno}" if places else ""
    what = " ".join(str(error).split())
    return f"{type(error).__name__}{f': {what}' if what else ''}{where}"


def _say_goodbye(stage: Stage, plan: SessionPlan, refusal: Refusal) -> None:
    """Tell the participant calmly that the session must stop; nothing more is recorded."""
    stage.if_lost(lambda: refusal)
    shown = stage.show(plan.wording.stopped())
    while stage.listen(GoOn(minimum_s=_STOPPED_AT_LEAST_S).begun(shown.onset_s), None).ended_by is EndedBy.DISTURBED:
        stage.show(plan.wording.stopped())  # it is to be read whatever happens to the window


@cache
def _versions() -> dict[str, str]:
    """Name the software that a session depends on; nothing that names the machine or its user."""
    versions = {"python": platform.python_version(), "system": f"{platform.system()} {platform.release()}"}
    for package in ("belief-update", "psychopy", "psychtoolbox", "pyglet", "pillow", "numpy", "pydantic", "pyyaml"):
        with suppress(metadata.PackageNotFoundError):
            versions[package] = metadata.version(package)
    return versions

"""One session, conducted: study, participant, plan, stage and recorder are put together here, and nowhere else."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from experiment.config.load import Study
from experiment.config.time_zone import wall_zone
from experiment.design.following import Following
from experiment.design.planner import Planned, check_visit, plan_session
from experiment.design.session_plan import SessionPlan
from experiment.design.session_views import views_of
from experiment.design.windows import Timing
from experiment.format import wall_clock
from experiment.format.apparatus import Apparatus
from experiment.format.journal_lines import read_entries
from experiment.format.run_files import RunFiles, SessionFiles
from experiment.format.vocabulary import AbortReason, SessionKind, StopCause
from experiment.messages import Reason, Refusal
from experiment.record import participants, provenance
from experiment.record.data_folder import check_lengths
from experiment.record.earlier_draw import check_earlier
from experiment.record.failures import cause_of
from experiment.record.find import next_run
from experiment.record.half_collected import bring_what_is_to_come
from experiment.record.kinds_apart import check_place
from experiment.record.known_runs import check_enrolled, check_none_missing, check_none_unknown, read_ledger_of
from experiment.record.launch import Launch, begin
from experiment.record.open_run import OpenRun, open_run
from experiment.record.provenance import revision, versions
from experiment.record.rates_shown import RatesSeen, rates_seen
from experiment.record.recorder import AtOnce, CarryOut
from experiment.record.request import Deviation, Request, check_allowed, meant_operator
from experiment.record.resuming import launch_to_resume
from experiment.record.session_lock import locked
from experiment.record.storage import Disk, Storage
from experiment.record.study_change import reason_of_change, study_change
from experiment.record.visit_time import VisitTime, check_not_refused, timing_at, visit_time
from experiment.record.writable import check_writable
from experiment.task.beside_the_screen import BesideTheScreen
from experiment.task.monitor import Monitor, ToldRecorder
from experiment.task.on_screen import SCREEN_NAMES
from experiment.task.orders import Orders
from experiment.task.participant import Participant
from experiment.task.progress import Progress
from experiment.task.recorder import Recorder
from experiment.task.session import first_page, run_session
from experiment.task.stage import Stage
from experiment.task.technical_stop import show_technical_stop
from experiment.virtual.opening import CallIn, virtual_participant

OpenStage: TypeAlias = Callable[[SessionKind, Participant | None], AbstractContextManager[tuple[Stage, Apparatus]]]
"""Opens a stage for a kind of session and, perhaps, a virtual participant."""


Announce: TypeAlias = Callable[[SessionPlan, int, tuple[str, ...]], None]
"""Told of a session before its stage is opened: the plan, the step it will begin at, and advice."""


@dataclass(frozen=True)
class Conducted:
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


Explain: TypeAlias = Callable[[Timing, str, Deviation | None], Deviation | None]
"""Told when a visit takes place, whose it is and what was given as a reason; gives the reason, if one is needed."""


def _as_given(_timing: Timing, _participant_id: str, given: Deviation | None) -> Deviation | None:
    """Ask nobody."""
    return given


def conduct(
    study: Study,
    request: Request,
    open_stage: OpenStage,
    storage: Storage | None = None,
    announce: Announce = _to_nobody,
    explain: Explain = _as_given,
    monitor: Monitor | None = None,
    call_in: CallIn = virtual_participant,
) -> Conducted:
    """Conduct a session: from the first check to the last row.

    Nothing of the session is written before every check has passed and the stage is open.

    Raises
    ------
    Refusal
        If the session cannot take place, or can no longer be recorded.
    """
    storage = storage or Disk()
    data, kind, zone = request.data, request.kind, wall_zone(study.file.time_zone)
    bring_what_is_to_come(storage, data)
    folder = participants.where_enrolled(storage, data, study.file, request.participant_id, kind)
    participant = participants.find(storage, folder, study.file, request.participant_id, kind)
    check_visit(study, participant.arm, request.visit)
    if kind is SessionKind.STUDY:
        participants.refuse_withdrawn(participant, zone)
    request = replace(request, operator=meant_operator(study, request.operator))
    check_allowed(study, request)
    check_place(storage, data, kind)
    session = SessionFiles(data, participant.participant_id, request.visit, study.file.task, kind)
    check_lengths(data, [session], study.inputs)
    check_writable(storage, session.place)
    with locked(storage, session):
        ledger, amiss = read_ledger_of(storage, session.place)
        check_none_missing(storage, session, ledger, request.accept_ledger, zone)
        launch = launch_to_resume(storage, session, participant, request, ledger, study.file.resumable_for)
        check_none_unknown(storage, session, ledger, request.accept_ledger)
        if launch is None:
            number = next_run(storage, session, ledger)
            who = Planned(participant.participant_id, participant.arm, participant.language, participant.list_order)
            plan = plan_session(study, who, request.visit, number, request.kind)
            changed = (
                study_change(ledger, plan.study, plan.study_fingerprint, zone) if kind is SessionKind.STUDY else None
            )
            request = replace(request, study_change_reason=reason_of_change(changed, request.study_change_reason))
        else:
            plan = launch.read_back.plan
        advice = (*amiss, *check_earlier(storage, session, participant))
        seen = RatesSeen() if launch else rates_seen(storage, session, plan, ledger)
        entered = read_ledger_of(storage, folder)[0]
        check_enrolled(storage, folder, study.file, participant.participant_id, entered, request.accept_ledger)
        progress = launch.read_back.progress if launch else Progress()
        announce(plan, progress.next_step, (*advice, *seen.advice))
        time = VisitTime()
        if launch is None and request.in_time:
            timing = timing_at(storage, study.file, participant, session, ledger, wall_clock.now())
            check_not_refused(timing, participant.participant_id)
            why = explain(timing, participant.participant_id, request.deviation)
            time = visit_time(timing, participant.participant_id, why)
        person = call_in(request.mode, plan, progress)
        with open_stage(plan.kind, person) as (stage, apparatus), _beside(stage, apparatus) as carry_out:
            stage.prepare(views_of(plan), first_page(plan, progress))
            if launch is None:
                reasons = request.new_run_reason, request.study_change_reason
                launch = begin(storage, session, plan, study.inputs, request.mode, *reasons, time, seen.events)
            return _run(storage, launch, request, stage, _with_type_as_set(apparatus, stage), monitor, carry_out)


@contextmanager
def _beside(stage: Stage, apparatus: Apparatus) -> Iterator[CarryOut]:
    """Let no frame of a display wait for the disk; where there is none, there is nobody to wait."""
    if apparatus.display is None:
        yield AtOnce()
        return
    with BesideTheScreen(stage) as beside:
        yield beside


def _with_type_as_set(apparatus: Apparatus, stage: Stage) -> Apparatus:
    """Add how large type is on each kind of screen, which is known once everything is laid out."""
    if apparatus.display is None:
        return apparatus
    scales = {SCREEN_NAMES[kind]: scale for kind, scale in stage.text_scales().items()}
    return apparatus.model_copy(update={"display": apparatus.display.model_copy(update={"text_scales": scales})})


def _run(
    storage: Storage,
    launch: Launch,
    request: Request,
    stage: Stage,
    apparatus: Apparatus,
    monitor: Monitor | None,
    carry_out: CarryOut,
) -> Conducted:
    software = versions(), revision(provenance.PROJECT)
    run = open_run(storage, launch, request.operator, apparatus, stage.frame_s, *software, carry_out)
    stopped = _say_to_nobody if monitor is None else monitor.stopped
    stage.if_lost(lambda: _without_display(run, stopped))
    try:
        recorder, orders = _followed(storage, run, launch.files, monitor)
        ending = run_session(run.plan, run.progress, stage, recorder, orders)
        sealed = run.end(ending.t_s, ending.reason, stage.flip_intervals(), ending.pauses)
    except Refusal as refusal:
        run.break_off(cause_of(refusal))
        stopped(refusal)
        show_technical_stop(stage, run.plan, refusal)
        raise
    except Exception as error:
        run.break_off(StopCause.PROGRAM_FAULT)
        failed = Refusal(Reason.PROGRAM_FAILED, error=_where(error))
        stopped(failed)
        with suppress(Exception):  # it may be the screen that has failed
            show_technical_stop(stage, run.plan, failed)
        raise failed from error
    except KeyboardInterrupt:
        run.break_off(StopCause.TOLD_TO_STOP)
        raise
    finally:
        run.close()
    back = launch.read_back
    return Conducted(
        files=launch.files,
        reason=ending.reason,
        rows=run.plan.rows,
        finished=back.finished + ending.finished,
        recorded=back.recorded,
        seal=sealed.code,
        advice=sealed.advice,
    )


def _followed(
    storage: Storage, run: OpenRun, files: RunFiles, monitor: Monitor | None
) -> tuple[Recorder, Orders | None]:
    """Let whoever follows the session know what is written, and be heard."""
    if monitor is None:
        return run.recorder, None
    following = Following(run.plan)
    for entry in read_entries(storage.read(files.journal)).entries:
        following.take(entry)
    return ToldRecorder(run.recorder, following, monitor.tell), monitor.orders


def _say_to_nobody(_no: Refusal) -> None:
    """Tell nobody: the session is followed from nowhere."""


def _without_display(run: OpenRun, stopped: Callable[[Refusal], None]) -> Refusal:
    """Break a session off whose display went away, unless it has come to its end, and tell whoever follows it."""
    lost = Refusal(Reason.DISPLAY_LOST if run.break_off(StopCause.DISPLAY_GONE) else Reason.DISPLAY_WENT_AWAY)
    stopped(lost)
    return lost


def _where(error: Exception) -> str:
    """Say in one line what went wrong in the program, and where: for whoever looks after it."""
    places = [
        place for place in traceback.extract_tb(error.__traceback__) if "experiment" in Path(place.filename).parts
    ]
    where = f", {Path(places[-1].filename).name}:{places[-1].lineno}" if places else ""
    what = " ".join(str(error).split())
    return f"{type(error).__name__}{f': {what}' if what else ''}{where}"

"""What there is of a visit already: how far its last run has come, when, and why it stopped."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from experiment.design.duration import about_min
from experiment.design.following import Following
from experiment.design.planner import Planned, plan_session
from experiment.design.session_plan import SessionPlan
from experiment.design.window_words import hours
from experiment.format.enrolment import Enrolment
from experiment.format.journal_lines import read_entries
from experiment.format.run_files import RunFiles
from experiment.format.vocabulary import SessionKind, SessionStatus
from experiment.launcher.laboratory import Laboratory
from experiment.launcher.speaking import Speaker, When
from experiment.launcher.texts import Monitoring, Starting
from experiment.record.find import Run
from experiment.record.read_back import read_plan
from experiment.record.stopped import stopped_at, too_late
from experiment.record.visit_summary import seal_of


@dataclass(frozen=True)
class PastRun:
    """The last run of a visit.

    Parameters
    ----------
    can_go_on
        Whether something is left of it, and the study still lets it go on.
    said
        How far it has come, when and why it stopped, in words.
    costs
        What another run would cost, in words.
    minutes_left
        How long the rest of it takes.
    """

    can_go_on: bool
    said: str
    costs: str
    minutes_left: int


def planned_minutes(lab: Laboratory, found: Enrolment, visit: str) -> int:
    """Return how long a session of the visit takes."""
    who = Planned(found.participant_id, found.arm, found.language, found.list_order)
    return about_min(plan_session(lab.study, who, visit, 1, SessionKind.STUDY).steps)


def past_run(lab: Laboratory, participant_id: str, visit: str, minutes: int, say: Speaker) -> PastRun | None:
    """Look at the last run of a visit; ``None``: it has none.

    Raises
    ------
    Refusal
        If its sheet or its plan cannot be read.
    """
    run = lab.last_run(participant_id, visit)
    if run is None:
        return None
    state = followed(lab, run.files, read_plan(lab.storage, run.files)).state
    complete = run.sheet.status is SessionStatus.COMPLETE
    costs = say(Starting.NEW_RUN_COSTS, recorded=state.recorded, minutes=minutes)
    seal = seal_of(lab.ledger(), run.files.stem)
    sealed = "" if seal is None else f" {say(Starting.SEALED_AS, code=seal)}"
    if complete:
        return PastRun(False, say(Starting.COMPLETE_ALREADY) + sealed, costs, 0)
    begun = run.sheet.launches[0].started_utc if run.sheet.launches else ""
    stopped = stopped_at(lab.storage, run)
    reason = run.sheet.abort_reason if run.sheet.status is SessionStatus.ABORTED else None
    said = say(
        Starting.UNFINISHED,
        when=say.moment(datetime.fromisoformat(begun), lab.zone) if begun else "–",
        stopped=say.moment(stopped, lab.zone) if stopped else "–",
        finished=state.finished,
        recorded=state.recorded,
        why=say(Starting.ENDED_BECAUSE, reason=say.word(reason)) if reason else broken_off(run, say),
    )
    too_old = too_late(lab.storage, run, lab.study.file.resumable_for, lab.clock())
    if too_old is None:
        return PastRun(True, f"{said}{until_when(lab, run, say)}{sealed}", costs, state.minutes_left)
    late = say(Starting.TOO_LATE_TO_GO_ON, age=hours(too_old.age), within=hours(too_old.within))
    return PastRun(False, f"{said} {late}{sealed}", costs, state.minutes_left)


def broken_off(run: Run, say: Speaker) -> str:
    """Say what broke a run off, as far as it could be put down."""
    cause = run.sheet.launches[-1].stopped_by if run.sheet.launches else None
    return say(
        Starting.STOPPED_BY_ITSELF if cause is None else Starting.BROKEN_OFF,
        cause="" if cause is None else say.word(cause),
    )


def until_when(lab: Laboratory, run: Run, say: Speaker) -> str:
    """Say until when a run that stopped may go on, after a space; nothing, where the study does not limit it."""
    until, now = lab.goes_on_until(run), lab.clock()
    if until is None or now > until:
        return ""
    return " " + say(Monitoring.GOES_ON_UNTIL, until=say.when(When.UNTIL, until, lab.zone, now=now))


def followed(lab: Laboratory, files: RunFiles, plan: SessionPlan) -> Following:
    """Read a run's journal from its beginning, as far as it can be read."""
    following = Following(plan)
    try:
        content = lab.storage.read(files.journal)
    except OSError:
        return following
    for entry in read_entries(content).entries:
        following.take(entry)
    return following

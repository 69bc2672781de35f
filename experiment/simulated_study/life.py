"""One participant of a simulated study: enrolment, anchors and every session, apart from all others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timezone
from pathlib import Path

from experiment.config.time_zone import zone_named
from experiment.format.run_files import is_participant_folder, ledger_file, participants_folder
from experiment.format.wall_clock import in_place_of_the_clock
from experiment.messages import Reason, Refusal
from experiment.record import participants
from experiment.record.anchors import Anchors
from experiment.record.corrections import Corrections
from experiment.record.memory_disk import MemoryDisk
from experiment.record.quick_disk import QuickDisk
from experiment.simulated_study.calendar_of import enrolled_at, happenings
from experiment.simulated_study.going_amiss import withdrawn_after
from experiment.simulated_study.one_session import SimulatedSession
from experiment.simulated_study.people import Person, mode_of
from experiment.simulated_study.simulation import Simulation
from experiment.simulated_study.working_week import put_down_at
from experiment.virtual.believer import GoneDown, ToldToStop
from experiment.virtual.calendar import Calendar
from experiment.virtual.chance import Chance

_SOONER = 0.1
"""A session goes on up to so much sooner than is stated, and not later: the study's limit holds for the longest."""

_WITHDRAWAL = "simulated withdrawal"


@dataclass(frozen=True)
class Lived:
    """What somebody leaves behind, beside the files of their sessions.

    Parameters
    ----------
    sessions
        How many were begun.
    ledger
        The lines of this participant alone.
    """

    sessions: int
    ledger: bytes


def live(simulation: Simulation, person: Person, place: Path) -> Lived:
    """Take one participant through the study.

    Parameters
    ----------
    simulation
        Of which study.
    person
        The participant.
    place
        The place of all participants, among rehearsals; what is recorded is put there in the end.
    """
    storage, file, who = MemoryDisk(place), simulation.study.file, person.participant_id
    assumed, course = simulation.assumptions.study, Chance(simulation.seed, file.study, who, "course of the study")
    zone = zone_named(file.time_zone) if file.time_zone else None
    enrolled = enrolled_at(person.number, assumed, zone or timezone.utc, course)  # on every computer the same
    mode = mode_of(simulation.mode, simulation.assumptions, course)
    calendar, sessions = Calendar(enrolled), 0
    withdrawn = withdrawn_after(file.arms[person.arm].visits, assumed, course)
    with in_place_of_the_clock(calendar.now):
        participants.enrol(storage, place, file, who, person.arm, person.language, person.site, person.place_in_arm)
        course_of_it = happenings(file, person.arm, assumed, enrolled, course)
        for number, happening in enumerate(course_of_it, start=1):
            calendar.go_to(happening.at)
            if happening.anchor is not None:
                Anchors(storage, place, file).enter(who, happening.anchor, happening.anchored, None)
            if happening.visit is not None:
                session = SimulatedSession(simulation, person, mode, happening, place, storage, calendar, course)
                back_s = 60 * assumed.back_after_min.value * (1 - _SOONER * course.share("back", happening.visit))
                sessions += _takes_place(session, calendar, back_s)
                if happening.visit == withdrawn:  # never after the last
                    since, until = calendar.now().astimezone(enrolled.tzinfo), course_of_it[number].at
                    calendar.go_to(put_down_at(since, until, "withdrawal", course))
                    Corrections(storage, place, file).withdraw(who, _WITHDRAWAL)
                    break
    disk = QuickDisk()
    for own in (participants_folder(place), *_sessions_of(storage, place)):
        storage.put_on(disk, own, own)
    return Lived(sessions, storage.read(ledger_file(place)))


def _sessions_of(storage: MemoryDisk, place: Path) -> Iterator[Path]:
    return (place / name for name in storage.names_in(place) if is_participant_folder(name))


def _takes_place(session: SimulatedSession, calendar: Calendar, back_s: float) -> bool:
    """Conduct a session, and resume it if it was broken off; return whether the study let it take place."""
    try:
        session.conduct()
    except (GoneDown, ToldToStop):
        calendar.wait_s(back_s)
        return _resumed(session)
    except Refusal as no:
        if no.reason is not Reason.WINDOW_SHUT:
            raise
        return False
    return True


def _resumed(session: SimulatedSession) -> bool:
    """Let a session go on, if that is not too late; there has been one in any case."""
    try:
        session.conduct(resume=True)
    except Refusal as no:
        if no.reason is not Reason.RESUME_TOO_LATE:
            raise
    return True

"""A whole study, simulated: each participant in a folder of their own, and all put together at the end."""

from __future__ import annotations

import gc
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from experiment.format.run_files import ledger_file, rehearsals_beside
from experiment.messages import Reason, Refusal
from experiment.record.failures import before_the_session
from experiment.record.ledger_of_all import ledger_of_all
from experiment.record.quick_disk import QuickDisk
from experiment.record.throwing_away import throw_away
from experiment.record.whole_files import make_folders, write_whole
from experiment.simulated_study.life import Lived, live
from experiment.simulated_study.people import Person, people_of
from experiment.simulated_study.simulation import Simulation
from experiment.workers import HowFar, worked


@dataclass(frozen=True)
class Simulated:
    """A study that has been simulated.

    Parameters
    ----------
    folder
        Where it stands.
    participants, sessions
        How many took part, and how many sessions they had.
    """

    folder: Path
    participants: int
    sessions: int


def study_folder(data: Path, simulation: Simulation) -> Path:
    """Return the folder of a simulated study: its own, among the rehearsals beside a data folder."""
    return rehearsals_beside(data) / f"simulated-{simulation.study.file.study}-{simulation.mode}-{simulation.seed}"


def simulate_study(simulation: Simulation, participants: int, data: Path, jobs: int, progress: HowFar) -> Simulated:
    """Simulate a study: it is there as a whole, or not at all.

    Parameters
    ----------
    simulation
        What.
    participants
        How many.
    data
        The study's data folder; beside it stands what is simulated.
    jobs
        How many processes work on it; the result is the same.
    progress
        Told how far it is.

    Raises
    ------
    Refusal
        If it has been simulated before, or cannot be written.
    """
    folder = study_folder(data, simulation)
    people = people_of(simulation.study.file, simulation.assumptions, participants)
    storage = QuickDisk()
    if storage.exists(folder):
        raise Refusal(Reason.SIMULATED_BEFORE, folder=folder)
    ledgers: dict[int, bytes] = {}
    sessions = 0
    with before_the_session(folder), _workshop(folder) as whole:
        for person, lived in _lived(simulation, people, whole, jobs):
            ledgers[person.number] = lived.ledger
            sessions += lived.sessions
            progress(len(ledgers), len(people))
        write_whole(storage, ledger_file(whole), ledger_of_all(ledgers[person.number] for person in people))
        storage.rename(whole, folder)
    return Simulated(folder, len(people), sessions)


@contextmanager
def _workshop(folder: Path) -> Iterator[Path]:
    """Make a folder beside another one, for as long as it is worked on; what has not become that one is deleted."""
    workshop = folder.with_name(f"{folder.name}-{secrets.token_hex(4)}")
    make_folders(QuickDisk(), workshop)
    try:
        yield workshop
    except Refusal as no:  # what it says of a folder that is deleted now is so of the other one
        at = {name: folder if fact == workshop else fact for name, fact in no.facts.items()}
        raise Refusal(no.reason, **at) from no
    finally:
        with suppress(OSError):  # it has become the other one, or why it did not is the error to tell
            throw_away(workshop)


def _lived(simulation: Simulation, people: list[Person], place: Path, jobs: int) -> Iterator[tuple[Person, Lived]]:
    """Take everybody through the study, and yield what each leaves behind, as they finish."""
    if jobs == 1:
        with _seldom_collected():
            for person in people:
                yield person, live(simulation, person, place)
                if person.number % _COLLECTED_EVERY == 0:
                    gc.collect()
        return
    yield from worked(people, _live, jobs, partial(_take, simulation, place))


_COLLECTED_EVERY = 16
"""Participants: next to nothing of what a session makes is garbage in circles, and looking for it takes its time."""


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """Set the study aside, and let garbage be collected between some participants only: what is made goes by itself."""
    gc.freeze()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.unfreeze()


_TAKEN: list[tuple[Simulation, Path]] = []
"""What this process works on, if it is one of several."""


def _take(simulation: Simulation, place: Path) -> None:
    _TAKEN.append((simulation, place))


def _live(person: Person) -> Lived:
    simulation, place = _TAKEN[0]
    with _seldom_collected():
        return live(simulation, person, place)

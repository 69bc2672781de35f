"""The virtual stage, opened, and the participant of a mode on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeAlias

from experiment.design.draw import Draw
from experiment.design.session_plan import SessionPlan
from experiment.format.apparatus import Apparatus, utc_now
from experiment.format.vocabulary import ParticipantMode, SessionKind
from experiment.task.participant import Participant
from experiment.task.progress import Progress
from experiment.task.stage import Stage
from experiment.virtual.display import EXACT, display_of
from experiment.virtual.participants import RandomParticipant, ScriptedParticipant
from experiment.virtual.stage import VirtualStage

CallIn: TypeAlias = Callable[[ParticipantMode, SessionPlan, Progress], Participant | None]
"""Calls in who answers in a session that has come so far; ``None``: a person."""


def virtual_participant(
    mode: ParticipantMode, plan: SessionPlan, _progress: Progress, seed: int = 1
) -> Participant | None:
    """Call in a participant who believes nothing, and whose draws hang on a seed; nobody, for a person."""
    match mode:
        case ParticipantMode.HUMAN:
            return None
        case ParticipantMode.SCRIPTED:
            return ScriptedParticipant()
        case ParticipantMode.RANDOM:
            purpose = (plan.participant_id, plan.visit, plan.run, "random participant", seed)
            return RandomParticipant(int(Draw(plan.study, *purpose).uniform(0, 2**32)))
        case _:
            raise AssertionError(mode)  # who believes something is called in by whoever knows what


@contextmanager
def open_virtual_stage(
    _kind: SessionKind, participant: Participant | None, seed: int | None = None, launch: tuple[str, ...] = ()
) -> Iterator[tuple[Stage, Apparatus]]:
    """Open the virtual stage, before a virtual participant; of one seed and launch its display is always the same."""
    assert participant is not None
    # who answers by a script alone has no seed: nothing is left to chance, and a test may count on every flip
    display = EXACT if seed is None else display_of(seed, *launch)
    yield VirtualStage(participant, display), apparatus(seed)


def apparatus(seed: int | None = None) -> Apparatus:
    """Return what a session without a screen runs on, from now on.

    Parameters
    ----------
    seed
        Of a participant whose doings are drawn, or of the simulated study.
    """
    return Apparatus(
        zero_utc=utc_now(), stage="virtual", inputs="virtual participant", clock="virtual", display=None, seed=seed
    )

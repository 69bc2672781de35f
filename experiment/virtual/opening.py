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
from experiment.virtual.participants import RandomParticipant, ScriptedParticipant
from experiment.virtual.stage import VirtualStage

CallIn: TypeAlias = Callable[[ParticipantMode, SessionPlan, Progress], Participant | None]
"""Calls in who answers in a session that has come so far; ``None``: a person."""


def virtual_participant(mode: ParticipantMode, plan: SessionPlan, _progress: Progress) -> Participant | None:
    """Call in a participant who believes nothing; nobody, for a person."""
    match mode:
        case ParticipantMode.HUMAN:
            return None
        case ParticipantMode.SCRIPTED:
            return ScriptedParticipant()
        case ParticipantMode.RANDOM:
            seed = Draw(plan.study, plan.participant_id, plan.visit, plan.run, "random participant").uniform(0, 2**32)
            return RandomParticipant(int(seed))
        case _:
            raise AssertionError(mode)  # who believes something is called in by whoever knows what


@contextmanager
def open_virtual_stage(
    _kind: SessionKind, participant: Participant | None, seed: int | None = None
) -> Iterator[tuple[Stage, Apparatus]]:
    """Open the virtual stage, before a virtual participant."""
    assert participant is not None
    yield (VirtualStage(participant), apparatus(seed))


def apparatus(seed: int | None = None) -> Apparatus:
    """Return what a session without a screen runs on, from now on.

    Parameters
    ----------
    seed
        Of a participant who believes something.
    """
    return Apparatus(
        zero_utc=utc_now(), stage="virtual", inputs="virtual participant", clock="virtual", display=None, seed=seed
    )

"""Enrolments that have gone on apart on several computers, put together where their changes do not touch each other."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import TypeVar

from pydantic import ValidationError

from experiment.format.enrolment import AnchorEntry, Change, Enrolment
from experiment.format.interleaved import interleaved
from experiment.format.ledger import read_line
from experiment.format.vocabulary import EnrolmentChange
from experiment.record.sources import Unit
from experiment.record.storage import Storage

_E = TypeVar("_E", AnchorEntry, Change)

_DRAWN = ("participant_id", "study", "site", "arm", "language", "list_order", "place_in_arm", "enrolled_utc")
"""What is the same in all of them if they are of one enrolment, and nobody has corrected it in one alone."""


def united(storage: Storage, units: Sequence[Unit]) -> tuple[Enrolment, EnrolmentChange] | None:
    """Put states of one enrolment together, of which each only adds to what all have.

    Returns
    -------
    tuple of Enrolment and EnrolmentChange
        All that was entered, and what is new of it in the last state; ``None``: two states touch the same, one is not
        as it was entered, or they are not of one enrolment.
    """
    states = [_as_entered(storage, unit) for unit in units]
    known = [state for state in states if state is not None]
    if len(known) < len(units) or any(_touch(one, other) for one, other in combinations(known, 2)):
        return None
    last = known[-1]
    together = last.model_copy(
        update={
            "anchors": tuple(interleaved([state.anchors for state in known], lambda entry: entry.entered_utc)),
            "history": max((state.history for state in known), key=len),
        }
    )
    if any(not _keeps_order(together, state) for state in known):
        return None
    if new := [change for change in together.history if change not in last.history]:
        return together, new[-1].change
    new_anchors = [entry for entry in together.anchors if entry not in last.anchors]
    again = bool(new_anchors) and new_anchors[-1].name in {entry.name for entry in last.anchors}
    return together, EnrolmentChange.ANCHOR_CORRECTED if again else EnrolmentChange.ANCHOR_ENTERED


def _as_entered(storage: Storage, unit: Unit) -> Enrolment | None:
    """Read an enrolment, if it is as the ledger has it."""
    entered = {getattr(read_line(line), "sha256", None) for line in unit.lines[-1:]}
    ((name, digest),) = unit.sums.items()
    if digest not in entered:
        return None
    try:
        return Enrolment.model_validate_json(storage.read(unit.folder / name))
    except ValidationError:
        return None


def _touch(one: Enrolment, other: Enrolment) -> bool:
    """Return whether two states differ in what was drawn, or whether both add to the same."""
    if any(getattr(one, name) != getattr(other, name) for name in _DRAWN):
        return True
    if _more(one.history, other.history) and _more(other.history, one.history):
        return True
    mine = {entry.name for entry in _more(one.anchors, other.anchors)}
    return bool(mine & {entry.name for entry in _more(other.anchors, one.anchors)})


def _keeps_order(together: Enrolment, state: Enrolment) -> bool:
    """Return whether what was entered stands in the order of the computer that entered it: the last entry counts.

    By the time alone it would not, where a clock went wrong.
    """
    anchors = [entry for entry in together.anchors if entry in state.anchors]
    history = [change for change in together.history if change in state.history]
    return anchors == list(state.anchors) and history == list(state.history)


def _more(one: Sequence[_E], other: Sequence[_E]) -> list[_E]:
    return [entry for entry in one if entry not in other]

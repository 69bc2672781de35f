"""How large type is set for a participant: as in their last session, or larger or smaller if that is meant."""

from __future__ import annotations

import sys

from experiment.messages import Advice, Confirm
from experiment.messages.accepting import Accepts
from experiment.verbs.asking import confirmed


def kept_text_scale(
    participant_id: str, earlier: float | None, asked_for: float | None, usual: float, *, accepted: Accepts
) -> tuple[float | None, tuple[str, ...]]:
    """Choose how large type is set, and ask if it would change between two sessions of a participant.

    Parameters
    ----------
    participant_id
        Whose session is to begin.
    earlier
        The size in their last session; ``None``: there was none.
    asked_for
        The size on the command line; ``None``: it says nothing.
    usual
        The size of the display, where nobody says another.
    accepted
        Asked where it would change: whether the command line accepts that.

    Returns
    -------
    float or None, and tuple of str
        The size, ``None`` for the usual one; names of the questions that were answered yes.

    Raises
    ------
    Refusal
        If a change is not meant.
    """
    if earlier is None or earlier == asked_for:
        return asked_for, ()
    if asked_for is None:
        if earlier != usual:
            print(Advice.TEXT_SCALE_KEPT.say(participant_id=participant_id, earlier=f"{earlier:g}"), file=sys.stderr)
        return earlier, ()
    question = Confirm.TEXT_SCALE_CHANGES
    facts = {"participant_id": participant_id, "earlier": f"{earlier:g}", "now": f"{asked_for:g}"}
    confirmed(question, by_flag=accepted, **facts)
    return asked_for, (question.name,)

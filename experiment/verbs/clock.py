"""Whether this computer's clock can be right: a flat battery dates a session before the participant was enrolled."""

from __future__ import annotations

from datetime import datetime, timezone

from experiment import RELEASED
from experiment.messages import Confirm
from experiment.verbs.asking import confirmed

_FORMAT = "%Y-%m-%d %H:%M UTC"


def check_clock(participant_id: str, enrolled_utc: str, *, accepted: bool) -> tuple[str, ...]:
    """Ask about a clock that is behind what has happened already.

    Parameters
    ----------
    participant_id, enrolled_utc
        Whose session is to begin, and when they were enrolled.
    accepted
        Whether the command line accepts the clock as it is.

    Returns
    -------
    tuple of str
        Names of the questions that were answered yes, for the session's sheet.

    Raises
    ------
    Refusal
        If the clock is not accepted.
    """
    now, enrolled = datetime.now(timezone.utc), datetime.fromisoformat(enrolled_utc)
    released = datetime.fromisoformat(RELEASED).replace(tzinfo=timezone.utc)
    facts: dict[str, object] = {"now": now.strftime(_FORMAT)}
    if now < enrolled:
        question, facts = Confirm.CLOCK_BEFORE_ENROLMENT, {
            **facts, "participant_id": participant_id, "enrolled": enrolled.strftime(_FORMAT)
        }  # fmt: skip
    elif now < released:
        question, facts = Confirm.CLOCK_BEFORE_RELEASE, {**facts, "released": RELEASED}
    else:
        return ()
    confirmed(question, by_flag=accepted, **facts)
    return (question.name,)

"""Whether this computer's clock can be right: a flat battery dates a session before the participant was enrolled."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone, tzinfo

from experiment import RELEASED
from experiment.config.faults import Fault
from experiment.design.local_time import clock_of
from experiment.format import wall_clock
from experiment.format.enrolment import Enrolment
from experiment.messages import Confirm, Reason, Refusal
from experiment.messages.accepting import Accepts
from experiment.verbs.asking import confirmed


def check_clock(
    enrolled: Enrolment, last_session: datetime | None, reviewed: date | None, zone: tzinfo, *, accepted: Accepts
) -> tuple[str, ...]:
    """Ask about a clock that is behind what has happened already.

    Parameters
    ----------
    enrolled
        Whose session is to begin.
    last_session
        When their last session began, if there was one.
    reviewed
        The review date of the study, which is later than today only where ``accepted`` has let it pass.
    zone
        That of the clock on the wall, by which the moments are said.
    accepted
        Asked where it is behind: whether the command line accepts it as it is.

    Returns
    -------
    tuple of str
        Names of what was accepted, for the session's sheet.

    Raises
    ------
    Refusal
        If the clock is not accepted.
    """
    participant_id, facts = enrolled.participant_id, dict[str, object]()
    now, begun = wall_clock.now(), _moment(participant_id, enrolled.enrolled_utc)
    if now < begun:
        question = Confirm.CLOCK_BEFORE_ENROLMENT
        facts = {"participant_id": participant_id, "enrolled": clock_of(begun, zone)}
    elif last_session is not None and now < last_session:
        question = Confirm.CLOCK_BEFORE_LAST_SESSION
        facts = {"participant_id": participant_id, "began": clock_of(last_session, zone)}
    elif now < _moment(participant_id, RELEASED):
        question, facts = Confirm.CLOCK_BEFORE_RELEASE, {"released": RELEASED}
    else:
        return (Fault.REVIEWED_LATER.name,) if reviewed and reviewed > now.date() + timedelta(days=1) else ()
    confirmed(question, by_flag=accepted, now=clock_of(now, zone), **facts)
    return (question.name,)


def _moment(participant_id: str, text: str) -> datetime:
    """Read a moment; without its zone it is one of UTC, as all of ours are."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        what = "it does not say when its participant was enrolled"
        raise Refusal(Reason.RECORD_DAMAGED, file=f"{participant_id}.json", what=what) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)

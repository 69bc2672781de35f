"""What goes amiss in the course of a simulated study, for each participant: as often as the assumptions state."""

from __future__ import annotations

from collections.abc import Sequence

from experiment.config.assumptions import AssumedStudy
from experiment.virtual.chance import Chance

_TOLD = 0.5
"""So many of the sessions that are broken off are told to stop, as by a computer that is shut down."""


def withdrawn_after(visits: Sequence[str], assumed: AssumedStudy, course: Chance) -> str | None:
    """Return the visit after which somebody is withdrawn, each as likely but the last; ``None``: they are not."""
    before_the_last = visits[:-1]
    if not before_the_last or course.share("withdrawn") >= assumed.withdrawn.value:
        return None
    return before_the_last[int(course.share("withdrawn after") * len(before_the_last))]


def ends_early(visit: str, assumed: AssumedStudy, course: Chance) -> bool:
    """Return whether a session is ended before its time."""
    return course.share("ended early", visit) < assumed.ended_early.value


def broken_off_at(visit: str, screens: int, assumed: AssumedStudy, course: Chance) -> int | None:
    """Return at which of so many screens, from 1, a session is broken off; ``None``: it is not."""
    if course.share("broken off", visit) >= assumed.broken_off.value:
        return None
    return 1 + int(course.share("when", visit) * screens)


def is_told(visit: str, course: Chance) -> bool:
    """Return whether the program is told to stop before its computer goes down; after a crash nothing is put down."""
    return course.share("told to stop", visit) < _TOLD

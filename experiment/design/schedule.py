"""Where a visit stands at a moment: done, due, late, still to come. Nothing here looks at a clock or a disk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from experiment.design.common_time import Apart, apart, common_time
from experiment.design.windows import Timing
from experiment.format.vocabulary import VisitStanding, VisitWindow


@dataclass(frozen=True)
class Scheduled:
    """A visit of a participant, as it stands.

    Parameters
    ----------
    visit, standing
        Which visit, and where it stands.
    begins, due, ends
        When it may take place, and when it is due; ``None``: nobody can say yet, or its windows share no time. Of a
        visit that is late although something is awaited, when it might have been.
    in_days
        Whether that is a matter of days, and not of hours.
    awaits
        Anchors whose time is not known.
    undone
        Earlier visits that are not done.
    overtaken
        The anchor that it comes before, if that is past.
    apart
        Two of its windows that share no time, if there are such.
    """

    visit: str
    standing: VisitStanding
    begins: datetime | None
    due: datetime | None
    ends: datetime | None
    in_days: bool
    awaits: tuple[str, ...]
    undone: tuple[str, ...]
    overtaken: str | None
    apart: Apart | None


def scheduled(timing: Timing, begun: VisitStanding | None, withdrawn: bool) -> Scheduled:
    """Return where a visit stands.

    Parameters
    ----------
    timing
        Where the moment lies against its windows.
    begun
        What has become of its sessions; ``None``: there is none.
    withdrawn
        Whether the participant takes part in no further session.
    """
    spans = [span for span in timing.spans if span is not None]
    standing = begun or (VisitStanding.WITHDRAWN if withdrawn else _to_come(timing))
    is_known = not timing.awaited or standing is VisitStanding.LATE
    common = common_time(spans) if is_known else None
    return Scheduled(
        visit=timing.visit,
        standing=standing,
        begins=common.begins if common else None,
        due=common.due if common else None,
        ends=common.ends if common else None,
        in_days=common is not None and common.in_days,
        awaits=timing.awaited,
        undone=timing.undone,
        overtaken=timing.overtaken[0] if timing.overtaken else None,
        apart=apart(spans),
    )


def _to_come(timing: Timing) -> VisitStanding:
    """Return where a visit stands that nobody has begun."""
    spans = [span for span in timing.spans if span is not None]
    places = [span.place(timing.moment) for span in spans]
    if timing.overtaken is not None or VisitWindow.LATE in places or apart(spans) is not None:
        return VisitStanding.LATE
    if timing.awaited:
        return VisitStanding.AWAITING
    if VisitWindow.EARLY in places:
        return VisitStanding.LATER
    common = common_time(spans)
    if common is None:
        return VisitStanding.LATER if timing.undone else VisitStanding.DUE
    return VisitStanding.OVERDUE if timing.moment > common.due else VisitStanding.DUE

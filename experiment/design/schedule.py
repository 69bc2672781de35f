"""Where a visit stands at a moment: done, due, late, still to come. Nothing here looks at a clock or a disk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

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
        When it may take place, by all its windows whose anchor is known, and when it is due by the first of them.
    in_days
        Whether that is a matter of days, and not of hours.
    awaits
        Anchors whose time is not known.
    undone
        Earlier visits that are not done.
    overtaken
        The anchor that it comes before, if that is past.
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
    first = spans[0] if spans else None
    return Scheduled(
        visit=timing.visit,
        standing=begun or (VisitStanding.WITHDRAWN if withdrawn else _to_come(timing)),
        begins=max((span.begins for span in spans), default=None),
        due=first.due if first else None,
        ends=min((span.ends for span in spans), default=None),
        in_days=first is not None and first.window.in_days,
        awaits=timing.awaited,
        undone=timing.undone,
        overtaken=timing.overtaken[0] if timing.overtaken else None,
    )


def _to_come(timing: Timing) -> VisitStanding:
    """Return where a visit stands that nobody has begun."""
    places = [span.place(timing.moment) for span in timing.spans if span is not None]
    if timing.overtaken is not None or VisitWindow.LATE in places:
        return VisitStanding.LATE
    if timing.awaited:
        return VisitStanding.AWAITING
    if VisitWindow.EARLY in places:
        return VisitStanding.LATER
    if not timing.spans:
        return VisitStanding.LATER if timing.undone else VisitStanding.DUE
    first = timing.spans[0]
    return VisitStanding.OVERDUE if first is not None and timing.moment > first.due else VisitStanding.DUE

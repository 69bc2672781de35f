"""When visits are due: their windows as times, and where a moment lies against them. Nothing here looks at a clock."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone, tzinfo

from experiment.config.study_file import StudyFile
from experiment.config.time_zone import wall_zone
from experiment.config.visits import Window
from experiment.design.local_time import beginning_of, day_of, end_of
from experiment.format.vocabulary import OutsideWindow, VisitWindow

_HOUR, _MINUTE, _LEAST = timedelta(hours=1), timedelta(minutes=1), timedelta(microseconds=1)


@dataclass(frozen=True)
class Span:
    """A window, counted from the time of its anchor; the first and the last moment are in it.

    Parameters
    ----------
    window
        As the study file has it.
    anchored
        When the anchor was.
    begins, due, ends
        The moments, in UTC. A window of days is due until the end of the day.
    zone
        Whose calendar the days are of.
    """

    window: Window
    anchored: datetime
    begins: datetime
    due: datetime
    ends: datetime
    zone: tzinfo

    @property
    def last(self) -> datetime:
        """The last moment that is in it: of a window of hours, that of its last minute."""
        return self.ends if self.window.in_days else self.ends + _MINUTE - _LEAST

    def place(self, moment: datetime) -> VisitWindow:
        """Return where a moment lies; hours are counted in whole minutes, as anchors are entered."""
        if not self.window.in_days:
            moment = self.anchored + (moment - self.anchored) // _MINUTE * _MINUTE
        if moment < self.begins:
            return VisitWindow.EARLY
        return VisitWindow.LATE if moment > self.ends else VisitWindow.INSIDE


def span_of(window: Window, anchored: datetime, zone: tzinfo) -> Span:
    """Count a window from its anchor: hours are elapsed time, days those of the calendar in a zone."""
    anchored = anchored.astimezone(timezone.utc)
    if not window.in_days:
        return Span(window, anchored, anchored + window.earliest, anchored + window.due, anchored + window.latest, zone)
    day = day_of(anchored, zone)
    begins = beginning_of(day + window.earliest, zone)
    return Span(window, anchored, begins, end_of(day + window.due, zone), end_of(day + window.latest, zone), zone)


@dataclass(frozen=True)
class Timing:
    """Where a moment lies against all that the time of a participant's visit hangs on.

    Parameters
    ----------
    visit
        Which visit.
    moment
        At which it would begin, or is looked at.
    windows
        Of the visit, all of which it must keep.
    spans
        The same as times; ``None`` where the anchor's time is not known.
    overtaken
        The anchor before which it takes place, and its time, if that is past.
    undone
        Earlier visits of the arm that are not done.
    """

    visit: str
    moment: datetime
    windows: tuple[Window, ...]
    spans: tuple[Span | None, ...]
    overtaken: tuple[str, datetime] | None
    undone: tuple[str, ...]

    @property
    def awaited(self) -> tuple[str, ...]:
        """The anchors of its windows whose time is not known."""
        return tuple(dict.fromkeys(window.anchor for window, span in self._pairs if span is None))

    @property
    def broken(self) -> tuple[tuple[Window, Span | None], ...]:
        """Its windows that the moment is not in, or of which nobody can say, in their order."""
        return tuple(pair for pair in self._pairs if self._place(pair[1]) is not VisitWindow.INSIDE)

    @property
    def _pairs(self) -> Iterator[tuple[Window, Span | None]]:
        return zip(self.windows, self.spans, strict=True)

    def _place(self, span: Span | None) -> VisitWindow | None:
        return span.place(self.moment) if span else None

    @property
    def window(self) -> VisitWindow | None:
        """Where the moment lies: by the first window that it is not in; ``None``: there is none, or nobody can say."""
        if self.overtaken:
            return VisitWindow.LATE
        places = [self._place(span) for span in self.spans]
        return next((place for place in places if place is not VisitWindow.INSIDE), places[0] if places else None)

    @property
    def hours_since_anchor(self) -> float | None:
        """Elapsed time since the anchor of the first window, or since the one that the visit should come before."""
        if self.windows:
            anchored = self.spans[0].anchored if self.spans[0] else None
        else:
            anchored = self.overtaken[1] if self.overtaken else None
        return None if anchored is None else (self.moment - anchored) / _HOUR

    @property
    def as_it_should_be(self) -> bool:
        """Whether the visit may take place without a reason."""
        return not (self.broken or self.overtaken or self.undone)

    @property
    def outside(self) -> OutsideWindow:
        """What happens if it is not as it should be: it is refused where a broken window says so, else asked about."""
        refused = any(window.outside is OutsideWindow.REFUSE for window, _ in self.broken)
        return OutsideWindow.REFUSE if refused else OutsideWindow.ASK


def timing_of(
    study: StudyFile,
    arm: str,
    visit: str,
    anchors: Mapping[str, datetime],
    done: Sequence[str],
    moment: datetime,
) -> Timing:
    """Return where a moment lies for a visit.

    Parameters
    ----------
    study, arm, visit
        Which visit; it is one of the arm's.
    anchors
        When things happened, as far as it is known, the starts of earlier visits among them.
    done
        The participant's visits that are done.
    moment
        Which moment.
    """
    windows, before = study.windows_of(arm, visit), study.before_of(arm, visit)
    zone = zone_of(study)
    times = (anchors.get(window.anchor) for window in windows)
    passed = anchors.get(before) if before is not None else None
    visits = study.arms[arm].visits
    return Timing(
        visit=visit,
        moment=moment,
        windows=windows,
        spans=tuple(span_of(one, at, zone) if at else None for one, at in zip(windows, times, strict=True)),
        overtaken=(before, passed) if before is not None and passed is not None and passed <= moment else None,
        undone=tuple(earlier for earlier in visits[: visits.index(visit)] if earlier not in done),
    )


THIS_CLOCK = "this computer's clock"
"""What is said for the zone where a study names none."""


def zone_of(study: StudyFile) -> tzinfo:
    """Give the time zone of the laboratory; in a study that names none no visit has its time: this computer's."""
    return wall_zone(study.time_zone)

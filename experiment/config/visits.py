"""Visits: what each has of its own, when it is due, and which of them an arm has.

A visit is one entry of the study file. Its times hang on anchors, things that happen to a participant and whose time is
entered (the end of an infusion), or on the start of an earlier visit: ``baseline_start``.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from pydantic import Field, Strict, model_validator

from experiment.config.faults import Fault
from experiment.config.model import (
    ONCE,
    AfterwardsName,
    Count,
    Flag,
    Label,
    Model,
    Name,
    both_or_neither,
    for_editors,
    wrong,
)
from experiment.format.vocabulary import OutsideWindow

Hours = Annotated[float, Strict(), Field(ge=0, le=10_000)]
Days = Annotated[int, Strict(), Field(ge=0, le=1_000)]

_START = "_start"


def start_of(visit: str) -> str:
    """Name the anchor that the start of a visit is."""
    return f"{visit}{_START}"


class Window(Model):
    """When a visit is due, counted from an anchor, and between when it may take place.

    Hours are elapsed time; days are those of the calendar, whole ones, in the time zone of the laboratory.
    """

    model_config = for_editors(
        **both_or_neither(("due_h", "window_h"), ("due_d", "window_d")),
        oneOf=[{"required": ["due_h"]}, {"required": ["due_d"]}],
    )

    anchor: Name
    """What the time is counted from: an anchor of the arm, or the start of an earlier visit, as in baseline_start. For
    example `infusion1_end`."""
    due_h: Hours | None = None
    """When the visit is due, in hours after the anchor. For example `4`."""
    window_h: Annotated[tuple[Hours, ...], Field(min_length=2, max_length=2)] | None = None
    """From … to … hours after the anchor. For example `[3.5, 5]`."""
    due_d: Days | None = None
    """The same in days of the calendar, for due_h: 7 is the same weekday of the next week. For example `7`."""
    window_d: Annotated[tuple[Days, ...], Field(min_length=2, max_length=2)] | None = None
    """The same in days, for window_h: from the beginning of the first day to the end of the last. For example `[6,
    9]`."""
    outside: OutsideWindow = OutsideWindow.ASK
    """Before and after the window: ask, a session needs a reason, which is recorded; refuse, there is none. For example
    `ask`."""

    @model_validator(mode="after")
    def _in_one_unit(self) -> Window:
        given = [name for name in ("due_h", "window_h", "due_d", "window_d") if getattr(self, name) is not None]
        if given not in (["due_h", "window_h"], ["due_d", "window_d"]):
            raise wrong(Fault.WINDOW_NOT_IN_ONE_UNIT, given=", ".join(given) or "none of them")
        due, (earliest, latest) = self._figures
        if earliest >= latest:
            raise wrong(Fault.WINDOW_EMPTY, earliest=f"{earliest:g}", latest=f"{latest:g}")
        if not earliest <= due <= latest:
            raise wrong(Fault.DUE_OUTSIDE_WINDOW, due=f"{due:g}", earliest=f"{earliest:g}", latest=f"{latest:g}")
        return self

    @property
    def _figures(self) -> tuple[float, tuple[float, ...]]:
        due, window = (self.due_h, self.window_h) if self.due_d is None else (self.due_d, self.window_d)
        assert due is not None
        assert window is not None
        return due, window

    @property
    def in_days(self) -> bool:
        """Whether it is counted in days of the calendar, and not in elapsed hours."""
        return self.due_d is not None

    def _after(self, figure: float) -> timedelta:
        return timedelta(days=figure) if self.in_days else timedelta(hours=figure)

    @property
    def due(self) -> timedelta:
        """How long after the anchor the visit is due."""
        return self._after(self._figures[0])

    @property
    def earliest(self) -> timedelta:
        """How long after the anchor its window begins."""
        return self._after(self._figures[1][0])

    @property
    def latest(self) -> timedelta:
        """How long after the anchor its window ends."""
        return self._after(self._figures[1][1])


class Visit(Model):
    """One visit: its events, its time, what is asked after the trials, and what it has of its own."""

    list: Count
    """Which place in a participant's order of lists it takes: 1 is the first list. For example `1`."""
    before: Name | None = None
    """It takes place before this anchor; in an arm that does not have the anchor, this says nothing. For example
    `infusion1_end`."""
    after: Window | None = None
    """When it is due. For example `{anchor: infusion1_end, due_h: 4, window_h: [3.5, 5]}`."""
    also: Window | None = None
    """A second window, which it must keep too. For example `{anchor: infusion1_end, due_d: 7, window_d: [6, 9]}`."""
    afterwards: Annotated[tuple[AfterwardsName, ...], ONCE] | None = None
    """Which questions are asked about each event after the trials, in their order: memory, and ratings;
    none: []. For example `[memory]`."""
    opening: tuple[Name, ...] | None = None
    """Pages at the beginning, in place of the study's. For example `[welcome]`."""
    practice: Flag = True
    """false: the study's practice is left out at this visit. For example `false`."""
    comprehension: Flag = True
    """false: the study's comprehension check is left out at this visit. For example `false`."""

    @model_validator(mode="after")
    def _times_agree(self) -> Visit:
        if self.also is not None and self.after is None:
            raise wrong(Fault.ALSO_WITHOUT_AFTER)
        for window in self.windows:
            if window.anchor == self.before:
                raise wrong(Fault.BEFORE_AND_AFTER, anchor=window.anchor)
        return self

    @property
    def windows(self) -> tuple[Window, ...]:
        """Its windows, each of which it must keep."""
        return tuple(window for window in (self.after, self.also) if window is not None)


class Arm(Model):
    """A group of participants."""

    visits: Annotated[tuple[Label, ...], Field(min_length=1), ONCE]
    """Its visits, in the order in which they take place. For example `[baseline, day7]`."""
    anchors: Annotated[tuple[Name, ...], ONCE] = ()
    """What happens to each participant and is entered with its time, because visits are due after it. For example
    `[infusion1_end]`."""
    windows: dict[Label, Window] = Field(default_factory=dict)
    """For a visit that is due otherwise in this arm: its window, in place of before, after and also. For example
    `{day7: {anchor: baseline_start, due_d: 7, window_d: [6, 9]}}`."""

    def anchors_before(self, visit: str) -> tuple[str, ...]:
        """Name what a visit's time can be counted from: the arm's anchors, and the starts of earlier visits."""
        place = self.visits.index(visit)
        return (*self.anchors, *(start_of(earlier) for earlier in self.visits[:place]))

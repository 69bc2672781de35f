"""The trial-level CSV: one row for each planned trial and estimation phase."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, ClassVar

from experiment.format.columns import Column, cells_of, cells_of_same, column, columns_of, values_of
from experiment.format.made_here import made_often
from experiment.format.vocabulary import (
    AnsweredBy,
    AnswerInput,
    EstimationPhase,
    Outcome,
    ParticipantMode,
    Question,
    SessionKind,
    Strength,
    Table,
    Valence,
    VisitWindow,
)


@dataclass(frozen=True, kw_only=True)
class SessionColumns:
    """Who and when: the same in every row of a file, but for the launch and its start."""

    schema_version: str = column("version of this table")
    study: str = column("name of the study, as its file says")
    session_kind: SessionKind = column("what the session was for; in the data folder of a study, always `study`")
    participant_mode: ParticipantMode = column("who answered; in every study session a person")
    participant_id: str = column("code of the participant; text, also where it looks like a number")
    arm: str = column("arm of the study")
    visit: str = column("visit, as the study file calls it")
    visit_number: int = column("place of the visit among those of the arm, from 1")
    list_order: str = column("event lists in the order drawn for this participant, with spaces between them")
    run: int = column("run of this visit, from 1; more than 1 means that the session was begun again")
    launch: int = column("launch of this run in which the row was written, from 1; more than 1 after a resume")
    launch_started_utc: str = column("when that launch started, in UTC (ISO 8601): the zero of the row's times")
    hours_since_anchor: float | None = column(
        "from the event that the visit's time window hangs on, such as the end of an infusion, or that the visit "
        "should have come before and did not, to the start of the run; n/a: there is none, or its time had not been "
        "entered, or it was a rehearsal, a test or a simulated session that belongs to no study",
        "h",
    )
    window: VisitWindow | None = column(
        "whether the run was started within the time windows of its visit, to the minute, by the times entered until "
        "then; by the first window that it was not in; n/a: there is none, or nobody could say as a time had not been "
        "entered, or it was a rehearsal, a test or a simulated session that belongs to no study"
    )
    language: str = column("language on the screen")


@made_often
@dataclass(frozen=True, kw_only=True)
class PlaceColumns:
    """Where in the session."""

    phase: EstimationPhase = column("whether the estimate comes before the event's base rate was shown, or after")
    block: int = column("part of the phase between two breaks, from 1; 0 is practice")
    trial: int = column("place within the phase (or the practice), in the order of presentation, from 1")
    trial_in_session: int = column("place among all trials of the session, over practice and phases, from 1")
    practice: bool = column("whether this is a practice trial, to be left out of every analysis")
    attempt: int = column(
        "presentation in which the trial was finished, from 1; those before it were broken off: void, or, if "
        "interrupted is true, the last of them with answers that were kept (see the journal)"
    )
    interrupted: bool = column("whether it was stopped when its first estimate was safe, and went on with that")


@made_often
@dataclass(frozen=True, kw_only=True)
class EventColumns:
    """What the trial was about."""

    event_id: str = column("name of the event; the same in both phases and in every language")
    event_list: str = column("list the event belongs to; the practice has one of its own")
    event_category: str = column("category of the event")
    event_valence: Valence = column("whether the event is to be feared or hoped for")
    event_text: str = column("words of the event as they stood on the screen, in `language`")
    base_rate_pct: int = column(
        "base rate of the event; it stands here too where the task never shows it: see `base_rate_shown`", "pct"
    )
    base_rate_strength: Strength = column("how far the source of the base rate carries, as the file of events says")
    base_rate_shown: bool = column("whether the session shows the event's base rate; false for retest events")
    rate_seen_before: bool = column(
        "whether this participant had been shown the event's base rate before, or may have been: in an earlier run of "
        "any visit (all that it could have shown, if its files were damaged or gone), or in a presentation of its "
        "trial that was broken off (then the first estimate was given before that: see interrupted)"
    )


@made_often
@dataclass(frozen=True, kw_only=True)
class ShownAgainColumns:
    """How the event was shown."""

    base_rate_shown_again: bool = column("whether the screen of the event showed its base rate too, in this phase")


@made_often
@dataclass(frozen=True, kw_only=True)
class AnswerColumns:
    """One question and its answer, on the scale of the question."""

    value: int | None = column("confirmed answer; n/a for all other outcomes")
    outcome: Outcome = column("how the question ended")
    unconfirmed: int | None = column("value that stood there unconfirmed at the deadline; not an answer")
    rt_s: float | None = column(
        "from the onset flip to the confirming input (where the last digit confirms: to it); n/a also if the program "
        "stood still just then",
        "s",
    )
    first_rt_s: float | None = column(
        "from the onset flip to the first digit, arrow or click that was taken; n/a also if the program stood still "
        "just then",
        "s",
    )
    changes: int | None = column(
        "changes of mind: gestures after the first (with a start value: all); a number typed with its corrections, a "
        "drag, a click and a press of an arrow, however long it is held, are one each"
    )
    start: int | None = column("value that stood there at the onset, before any input; n/a: none")
    input: AnswerInput | None = column("what the question was answered on")
    by: AnsweredBy | None = column("what the hands used; n/a: nothing")
    minimum: int | None = column("lowest answer that could be confirmed")
    maximum: int | None = column("highest answer that could be confirmed")
    onset_s: float | None = column(
        "flip that first showed the question; n/a for an answer kept over an interruption", "s"
    )


NOT_ASKED = AnswerColumns(
    value=None, outcome=Outcome.NOT_ASKED, unconfirmed=None, rt_s=None, first_rt_s=None, changes=None,
    start=None, input=None, by=None, minimum=None, maximum=None, onset_s=None,
)  # fmt: skip
"""The columns of a question that this phase does not ask."""


@made_often
@dataclass(frozen=True, kw_only=True)
class AskedColumns:
    """How a question was asked."""

    deadline_s: float | None = column("time within which it was to be answered; n/a: none, or not asked", "s")
    words: str | None = column("name of the words it was asked in, in the file of texts; n/a: not asked")


@made_often
@dataclass(frozen=True, kw_only=True)
class TimeColumns:
    """Flips, in seconds from the start of the launch; n/a for those before an interruption (see the journal)."""

    trial_onset_s: float | None = column("flip that showed the trial's first screen in this phase", "s")
    event_onset_s: float | None = column("flip that showed the event's screen", "s")
    base_rate_onset_s: float | None = column("flip that first showed the base rate, alone or with the event", "s")
    base_rate_offset_s: float | None = column("flip that showed the screen after it", "s")
    trial_end_s: float | None = column("flip that showed the screen after the trial's last one in this phase", "s")


@made_often
@dataclass(frozen=True, kw_only=True)
class DurationColumns:
    """How long screens were planned to last (n/a: self-paced or not shown) and did, from flip to flip."""

    fixation_planned_s: float | None = column("planned duration of the trial's first fixation cross in this phase", "s")
    fixation_s: float | None = column("how long that was on, from flip to flip", "s")
    event_planned_s: float | None = column("planned duration of the event's screen; n/a: self-paced, or not shown", "s")
    event_s: float | None = column("how long that was on, from flip to flip", "s")
    base_rate_planned_s: float | None = column(
        "planned duration of the base rate's own screen; n/a: self-paced, or not shown", "s"
    )
    base_rate_s: float | None = column("how long that was on, from flip to flip", "s")


@made_often
@dataclass(frozen=True, kw_only=True)
class DisplayColumns:
    """How well the display kept time."""

    frames_dropped: int = column("refreshes of the display that passed without a new frame, during the row's screens")
    frame_longest_ms: float = column("longest interval between two flips during the row's screens", "ms")
    timing_flag: bool = column(
        "whether a timed screen missed its duration by more than a quarter of a frame, or, in any presentation of the "
        "trial, the computer slept, its clock was set, or the program stood still for longer than the key queue can "
        "bridge"
    )
    disturbed: bool = column(
        "whether the window of the task lost the keyboard, was covered or hidden, or changed its size during the trial "
        "or one of its void presentations (see the journal)"
    )


@made_often
@dataclass(frozen=True, kw_only=True)
class TrialRow:
    """One row, in the order of its columns."""

    table: ClassVar[Table] = Table.TRIALS

    session: SessionColumns
    place: PlaceColumns
    event: EventColumns
    shown_again: ShownAgainColumns
    answers: Mapping[Question, AnswerColumns]
    asked: Mapping[Question, AskedColumns]
    times: TimeColumns
    durations: DurationColumns
    display: DisplayColumns

    def cells(self) -> list[str]:
        """Write the row's cells, in the order of :data:`COLUMNS`."""
        values = values_of(self.shown_again)
        for question in Question:
            values += values_of(self.answers[question])
            values += values_of(self.asked[question])
        values += values_of(self.times) + values_of(self.durations) + values_of(self.display)
        place = cells_of(_PLACE_COLUMNS, values_of(self.place))
        return [*session_cells(self.session), *place, *event_cells(self.event), *cells_of(_WHAT_CAME_OF_IT, values)]


_PERCENTAGES = {
    "value": ("pct", "pct"),
    "unconfirmed": ("unconfirmed_pct", "pct"),
    "start": ("start_pct", "pct"),
    "minimum": ("min_pct", "pct"),
    "maximum": ("max_pct", "pct"),
}
"""Every question of a trial is answered with a percentage: the names say so."""

SESSION_COLUMNS: tuple[Column, ...] = tuple(columns_of(SessionColumns))
"""With which every table begins."""

EVENT_COLUMNS: tuple[Column, ...] = tuple(columns_of(EventColumns))


def session_cells(session: SessionColumns) -> list[str]:
    """Write the cells of a session: once, as they are the same in all rows of a launch."""
    return cells_of_same(SESSION_COLUMNS, session)


def event_cells(event: EventColumns) -> list[str]:
    """Write the cells of an event: once, as it comes again in the second phase, and in the questions at the end."""
    return cells_of_same(EVENT_COLUMNS, event)


def columns_of_question(question: Question) -> dict[str, Column]:
    """Return the columns of one question, by the fields of `AnswerColumns` and `AskedColumns` that they hold."""
    groups: tuple[type[Any], ...] = (AnswerColumns, AskedColumns)
    return {
        item.name: column
        for group in groups
        for item, column in zip(
            fields(group), columns_of(group, f"{question}_", f"{question}: ", _PERCENTAGES), strict=True
        )
    }


_PLACE_COLUMNS: tuple[Column, ...] = tuple(columns_of(PlaceColumns))

_WHAT_CAME_OF_IT: tuple[Column, ...] = (
    *columns_of(ShownAgainColumns),
    *(column for question in Question for column in columns_of_question(question).values()),
    *columns_of(TimeColumns),
    *columns_of(DurationColumns),
    *columns_of(DisplayColumns),
)

COLUMNS: tuple[Column, ...] = (*SESSION_COLUMNS, *_PLACE_COLUMNS, *EVENT_COLUMNS, *_WHAT_CAME_OF_IT)
"""Every column, in the order of the file."""

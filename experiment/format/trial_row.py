"""The trial-level CSV: one row for each planned trial and estimation phase.

The dataclasses below are the one table of columns: writer, reader and data dictionary are made from them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, TypeAlias, get_type_hints

from experiment.format.cells import Cell, encode
from experiment.format.vocabulary import (
    AnswerInput,
    EstimationPhase,
    Outcome,
    ParticipantMode,
    Question,
    SessionKind,
)

SCHEMA_VERSION = "1.0"

_DECIMALS = {"s": 6, "ms": 3}


def _column(description: str, unit: str | None = None) -> Any:
    return field(metadata={"description": description, "unit": unit})


@dataclass(frozen=True, kw_only=True)
class SessionColumns:
    """Who and when: the same in every row of a file but for ``launch``."""

    schema_version: str = _column("version of this table")
    study: str = _column("name of the study file's study")
    session_kind: SessionKind = _column("what the session was for")
    participant_mode: ParticipantMode = _column("who answered")
    participant_id: str = _column("participant")
    arm: str = _column("arm of the study")
    visit: str = _column("visit")
    run: int = _column("run of this visit, from 1; more than 1 means that the session was begun again")
    launch: int = _column("launch of this run in which the row was written, from 1; more than 1 after a resume")
    language: str = _column("language on the screen")


@dataclass(frozen=True, kw_only=True)
class PlaceColumns:
    """Where in the session."""

    phase: EstimationPhase = _column("before or after the base rate was shown")
    block: int = _column("block within the phase, from 1; 0 is practice")
    trial: int = _column("trial within the phase (or the practice), from 1")
    practice: bool = _column("whether this is a practice trial, to be left out of every analysis")
    attempt: int = _column("presentation that counts; more than 1 after void presentations (see the journal)")
    interrupted: bool = _column("whether the trial was interrupted after its first estimate was kept")


@dataclass(frozen=True, kw_only=True)
class EventColumns:
    """What the trial was about."""

    event_id: str = _column("event")
    event_list: str = _column("list the event belongs to")
    event_category: str = _column("category of the event")
    event_text: str = _column("words on the screen")
    base_rate_pct: int = _column("base rate as shown", "pct")
    base_rate_shown_again: bool = _column("whether the event was shown together with its base rate in this phase")


@dataclass(frozen=True, kw_only=True)
class AnswerColumns:
    """One question; in the CSV each name is prefixed with the question's."""

    pct: int | None = _column("confirmed answer", "pct")
    outcome: Outcome = _column("how the question ended")
    unconfirmed_pct: int | None = _column("value that stood there unconfirmed at the deadline; not an answer", "pct")
    rt_s: float | None = _column("from the onset flip to the confirming input", "s")
    first_rt_s: float | None = _column("from the onset flip to the first digit, arrow or click that was taken", "s")
    changes: int | None = _column("typed: digits taken back; slider: moves after the first")
    start_pct: int | None = _column("value that stood there at the onset", "pct")
    input: AnswerInput | None = _column("how the answer was given")
    min_pct: int | None = _column("lowest answer that could be confirmed", "pct")
    max_pct: int | None = _column("highest answer that could be confirmed", "pct")
    onset_s: float | None = _column(
        "flip that first showed the question; n/a for an answer kept over an interruption", "s"
    )


NOT_ASKED = AnswerColumns(
    pct=None, outcome=Outcome.NOT_ASKED, unconfirmed_pct=None, rt_s=None, first_rt_s=None, changes=None,
    start_pct=None, input=None, min_pct=None, max_pct=None, onset_s=None,
)  # fmt: skip
"""The columns of a question that this phase does not ask."""


@dataclass(frozen=True, kw_only=True)
class TimeColumns:
    """Flips, in seconds from the start of the launch; n/a for those before an interruption (see the journal)."""

    trial_onset_s: float | None = _column("first screen of the trial in this phase", "s")
    event_onset_s: float | None = _column("event", "s")
    base_rate_onset_s: float | None = _column("base rate", "s")
    base_rate_offset_s: float | None = _column("screen after the base rate", "s")
    trial_end_s: float | None = _column("screen after the trial's last one in this phase", "s")


@dataclass(frozen=True, kw_only=True)
class DisplayColumns:
    """How well the display kept time."""

    frames_dropped: int = _column("refreshes that passed without a new frame, from onset to end")
    frame_longest_ms: float = _column("longest interval between two flips, from onset to end", "ms")
    timing_flag: bool = _column("whether a timed screen missed its duration by more than a quarter of a frame")


_AnyColumns: TypeAlias = SessionColumns | PlaceColumns | EventColumns | AnswerColumns | TimeColumns | DisplayColumns


@dataclass(frozen=True, kw_only=True)
class TrialRow:
    """One row, in the order of its columns."""

    session: SessionColumns
    place: PlaceColumns
    event: EventColumns
    answers: Mapping[Question, AnswerColumns]
    times: TimeColumns
    display: DisplayColumns

    def cells(self) -> list[str]:
        """Write the row's cells, in the order of :data:`COLUMNS`."""
        return [encode(value, column.decimals) for column, value in zip(COLUMNS, self._values(), strict=True)]

    def _values(self) -> Iterator[Cell]:
        answers = [self.answers[question] for question in Question]
        groups: list[_AnyColumns] = [self.session, self.place, self.event, *answers, self.times, self.display]
        for group in groups:
            yield from (getattr(group, item.name) for item in fields(group))


@dataclass(frozen=True)
class Column:
    """One column of the CSV."""

    name: str
    description: str
    unit: str | None
    type: Any

    @property
    def decimals(self) -> int | None:
        """Digits after the point."""
        return _DECIMALS.get(self.unit or "")


def _columns_of(group: type[_AnyColumns], prefix: str = "", about: str = "") -> Iterator[Column]:
    types = get_type_hints(group)
    for item in fields(group):
        yield Column(prefix + item.name, about + item.metadata["description"], item.metadata["unit"], types[item.name])


COLUMNS: tuple[Column, ...] = (
    *_columns_of(SessionColumns),
    *_columns_of(PlaceColumns),
    *_columns_of(EventColumns),
    *(column for q in Question for column in _columns_of(AnswerColumns, f"{q}_", f"{q}: ")),
    *_columns_of(TimeColumns),
    *_columns_of(DisplayColumns),
)
"""Every column, in the order of the file."""

HEADER: tuple[str, ...] = tuple(column.name for column in COLUMNS)
"""The names of the columns."""

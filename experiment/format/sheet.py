"""The sheet of a session (session.json): who, when, on what machine, and where it stands."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from experiment.format.apparatus import Apparatus, FlipIntervals
from experiment.format.check_report import Verdict
from experiment.format.path_names import NameWithin
from experiment.format.vocabulary import (
    AbortReason,
    ParticipantMode,
    PauseReason,
    SessionKind,
    SessionStatus,
    StopCause,
    Table,
    VisitWindow,
    WindowReason,
)


class _Sheet(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class CheckSheet(_Sheet):
    """The last check of the lab PC before a launch; the whole report of the first is beside the sheet."""

    made_utc: str
    verdict: Verdict


class LaunchSheet(_Sheet):
    """One launch: the first, or a resume. ``started_utc`` is the zero of the times of its rows and journal.

    ``flip_intervals`` and ``pauses``, how many there were and why, are there when the launch has come to its end by
    itself; ``ended_early``, when that was before its time, which stays though the session is gone on with;
    ``stopped_by``, when it was broken off by something that could still be put down.
    """

    launch: int
    operator: str | None
    started_utc: str
    ended_utc: str | None
    versions: dict[str, str]
    revision: str | None
    apparatus: Apparatus
    check: CheckSheet | None
    flip_intervals: FlipIntervals | None
    pauses: dict[PauseReason, int] | None
    ended_early: AbortReason | None
    stopped_by: StopCause | None


class InputSheet(_Sheet):
    """A study file as it was."""

    name: NameWithin
    sha256: str


class SessionSheet(_Sheet):
    """One run of a session. ``running`` without a live lock reads as interrupted.

    ``window_reason`` is there when the visit was not in its window, or an earlier one was not done: why it took place
    all the same, and ``window_words`` in words. ``check_sha256`` is there when a report of the check of the lab PC is
    beside the sheet.
    """

    schema_version: str
    written_by: str
    study: str
    study_fingerprint: str
    plan_sha256: str
    check_sha256: str | None
    sidecars_sha256: dict[Table, str]
    inputs: tuple[InputSheet, ...]
    task: str
    participant_id: str
    arm: str
    visit: str
    run: int
    new_run_reason: str | None
    study_change_reason: str | None
    rates_seen_before: bool
    events_seen_before: tuple[str, ...]
    hours_since_anchor: float | None
    window: VisitWindow | None
    window_reason: WindowReason | None
    window_words: str | None
    kind: SessionKind
    participant_mode: ParticipantMode
    language: str
    list_order: tuple[str, ...]
    event_list: str
    rows_planned: int
    status: SessionStatus
    abort_reason: AbortReason | None
    launches: tuple[LaunchSheet, ...]

    @property
    def earlier_ends(self) -> dict[int, AbortReason]:
        """Why launches were ended before their time, by their numbers, that others have followed."""
        before = self.launches[:-1]
        return {one.launch: one.ended_early for one in before if one.ended_early is not None}

    def text(self) -> bytes:
        """Write the sheet."""
        return (self.model_dump_json(indent=2) + "\n").encode()

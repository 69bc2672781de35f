"""The table of sessions that is made for analysts: one row for each run, from the sheets; what each column says."""

from __future__ import annotations

from dataclasses import dataclass

from experiment.format.columns import Column, column, columns_of
from experiment.format.vocabulary import ParticipantMode, SessionKind, SessionStatus, VisitWindow, WindowReason


@dataclass(frozen=True, kw_only=True)
class SessionTableColumns:
    """A run: whose, whether it counts, when, and how it went."""

    participant_id: str = column("code of the participant; text, also where it looks like a number")
    arm: str = column("arm of the study")
    visit: str = column("visit, as the study file calls it")
    run: int = column("run of this visit, from 1; more than 1 means that the session was begun again")
    use: str = column(
        "`counts` for the one run by which the visit is scored: the first that is complete and whose rates were new; "
        "else why not: `superseded`, `rates_seen`, `ended_early`, `not_ended`; `unreadable` (with --keep-going): "
        "its table of trials, or its sheet, is not as it was written; if the sheet, all else of the row is n/a"
    )
    status: SessionStatus = column("where the run stands: `complete`, `aborted` (ended early), or not ended")
    abort_reason: str | None = column("why it was ended early")
    study: str = column("name of the study, as its file says")
    kind: SessionKind = column("what the session was for")
    participant_mode: ParticipantMode = column("who answered: a person, or which virtual participant")
    language: str = column("language on the screen")
    event_list: str = column("list of events of this visit")
    list_order: str = column("event lists in the order drawn for this participant, with spaces between them")
    started_utc: str | None = column("start of the run's first launch, in UTC; in exports with shifted dates: moved")
    ended_utc: str | None = column("end of its last launch, in UTC; in exports with shifted dates: moved")
    duration_min: float | None = column("from one to the other, waits for a resume included", "min")
    launches: int = column("launches of the run; more than 1 after a resume")
    operators: str | None = column("codes of those who conducted it")
    window: VisitWindow | None = column("where its start lay, against the time windows of its visit")
    window_reason: WindowReason | None = column("why it took place although it was not its time")
    hours_since_anchor: float | None = column(
        "from the event that its time window hangs on, such as the end of an infusion, to its start", "h"
    )
    rates_seen_before: bool = column("whether base rates of the run had been shown in an earlier run")
    new_run_reason: str | None = column("why the session was begun again")
    study_change_reason: str | None = column("why the study's files were others than at the session before")
    study_fingerprint: str = column("SHA-256 of what the files of the study said")
    rows_planned: int = column("rows that its table of trials has when it is complete")
    pauses: int | None = column("pauses, over its launches")
    frames: int | None = column("flips of the display that were timed")
    frames_dropped: int | None = column("refreshes of the display that passed without a new frame")
    frame_longest_ms: float | None = column("longest interval between two flips", "ms")
    refresh_hz: float | None = column("refresh rate of the display, measured before the session", "Hz")
    emulated_display: bool | None = column("whether the display kept no time by itself: no evidence about timing")
    check_verdict: str | None = column("what the last check of the computer had found")
    program: str = column("version of the program that wrote it")


SESSION_COLUMNS: tuple[Column, ...] = tuple(columns_of(SessionTableColumns))
"""Every column, in the order of the table."""

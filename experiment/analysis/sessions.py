"""``load_sessions``: one row for each run of a study."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd

from experiment.analysis.left_out import counted, tell
from experiment.analysis.phenotype import nothing_entered, read_phenotype, with_phenotype
from experiment.analysis.problems import UnreadableData
from experiment.analysis.reviews import Reviews, read_reviews, worst
from experiment.analysis.session_rows import session_rows
from experiment.analysis.sheets import FoundSessions, Session, Use, find_sessions, run_started, with_unreadable
from experiment.format.run_files import RunFiles
from experiment.format.vocabulary import ReviewMark, SessionKind, Table, VisitWindow, WindowReason


def load_sessions(
    folder: Path | str,
    kind: SessionKind | None = None,
    keep_going: bool = False,
    reviews: Sequence[Path | str] = (),
    phenotype: bool = False,
) -> pd.DataFrame:
    """Return one row for each run: whose it is, where it stands, whether it counts, and how it went.

    Parameters
    ----------
    folder
        A data folder: it holds ``sub-…`` folders.
    kind
        Only runs of this kind; ``None``: those of the study, or, where there are none, of the only
        kind there is.
    keep_going
        Load what can be read, and say what cannot, for which the tables of trials are read too; otherwise nothing is
        loaded then, and the tables are left to `load_trials`.
    reviews
        Files that reviewers have saved from the page of a report.
    phenotype
        With a column for each score and fact that was entered by hand, see `load_phenotype`.

    Returns
    -------
    DataFrame
        In the order of participants, visits and runs. ``use`` is ``counts`` for the one run of each visit that is
        scored: the first that is complete and whose rates had not been seen. Times are UTC. `duration_min` is from the
        start of the first launch to the end of the last, so that a wait for a resume is part of it. With
        ``keep_going``, ``use`` is ``unreadable`` for a run that would count, were its table of trials as it was
        written, and for one whose sheet is not: of that, all but its name is missing. With reviews,
        `review` is the worst mark that a run was given, `review_comments` what was said of it; no mark changes ``use``.

    Raises
    ------
    UnreadableData
        If a sheet is not as it was written, or the folder holds no sessions, or those of several kinds or studies; or
        if a review is none of these sessions.

    Warns
    -----
    LeftOut
        With ``keep_going``, how many files could not be read.
    """
    found = find_sessions(Path(folder), kind)
    scores = read_phenotype(Path(folder), found.sessions) if phenotype else nothing_entered()
    problems = [*found.problems, *scores.problems]
    if problems and not keep_going:
        raise UnreadableData(problems)
    sessions = found.sessions
    if keep_going:
        problems += session_rows(Table.TRIALS, [one for one in sessions if one.use is Use.COUNTS])[1]
        sessions = with_unreadable(sessions, problems)
    table = as_table(sessions)
    if reviews:
        table = table.join(_marks(found.sessions, read_reviews([Path(file) for file in reviews], found.sessions)))
    table = with_phenotype(_with_unread(table, found.unread), scores)
    table.attrs["problems"] = problems
    n = len({one.file for one in problems})
    unread = [f"{counted(n, 'file', 'files')} that cannot be read"] if n else []
    in_table = replace(found, unread=())
    return tell(table, [*left_out_of(in_table, every_run=True), *unread])


def as_table(sessions: tuple[Session, ...]) -> pd.DataFrame:
    """Return the runs as a table."""
    table = pd.DataFrame([_row(session) for session in sessions], columns=list(_DTYPES))
    return table.astype({name: dtype for name, dtype in _DTYPES.items() if dtype is not None})


def _with_unread(table: pd.DataFrame, unread: Sequence[RunFiles]) -> pd.DataFrame:
    """Return the table of runs with a row for each of which no sheet is as it was written."""
    if not unread:
        return table
    rows = [
        {"participant_id": one.session.participant_id, "visit": one.session.visit, "run": one.run,
         "use": Use.UNREADABLE.value} for one in unread
    ]  # fmt: skip
    more = pd.DataFrame(rows, columns=table.columns).astype(table.dtypes.to_dict())
    return pd.concat([table, more]).sort_values(["participant_id", "visit", "run"], ignore_index=True)


def _category(kind: Any) -> pd.CategoricalDtype:
    return pd.CategoricalDtype([member.value for member in kind])


_UTC = "datetime64[ns, UTC]"
_DTYPES: dict[str, Any] = {
    "participant_id": "string", "arm": "string", "visit": "string", "run": "Int64", "use": _category(Use),
    "status": "string", "abort_reason": "string", "study": "string", "kind": "string", "participant_mode": "string",
    "language": "string", "event_list": "string", "list_order": "string", "started_utc": _UTC, "ended_utc": _UTC,
    "duration_min": "Float64", "launches": "Int64", "operators": "string", "window": _category(VisitWindow),
    "window_reason": _category(WindowReason), "hours_since_anchor": "Float64", "rates_seen_before": "boolean",
    "new_run_reason": "string", "study_change_reason": "string", "study_fingerprint": "string", "rows_planned": "Int64",
    "pauses": "Int64", "frames": "Int64", "frames_dropped": "Int64", "frame_longest_ms": "Float64",
    "refresh_hz": "Float64", "emulated_display": "boolean", "check_verdict": "string", "program": "string",
}  # fmt: skip
"""The columns, and what each is."""


def _row(session: Session) -> dict[str, object]:
    sheet = session.sheet
    flips = [launch.flip_intervals for launch in sheet.launches if launch.flip_intervals is not None]
    displays = [launch.apparatus.display for launch in sheet.launches if launch.apparatus.display is not None]
    started = run_started(sheet)
    ended = [datetime.fromisoformat(launch.ended_utc) for launch in sheet.launches if launch.ended_utc is not None]
    return {
        **{name: getattr(sheet, name) for name in (
            "participant_id", "arm", "visit", "run", "study", "language", "event_list", "hours_since_anchor",
            "rates_seen_before", "new_run_reason", "study_change_reason", "study_fingerprint", "rows_planned",
        )},
        "use": session.use.value,
        "status": sheet.status.value,
        "abort_reason": _word(sheet.abort_reason),
        "kind": sheet.kind.value,
        "participant_mode": sheet.participant_mode.value,
        "list_order": " ".join(sheet.list_order),
        "started_utc": started,
        "ended_utc": ended[-1] if ended else None,
        "duration_min": (ended[-1] - started).total_seconds() / 60 if ended and started else None,
        "launches": len(sheet.launches),
        "operators": " ".join(dict.fromkeys(one.operator for one in sheet.launches if one.operator)) or None,
        "window": _word(sheet.window),
        "window_reason": _word(sheet.window_reason),
        "pauses": sum(sum(launch.pauses.values()) for launch in sheet.launches if launch.pauses),
        "frames": sum(one.flips for one in flips) if flips else None,
        "frames_dropped": sum(one.dropped for one in flips) if flips else None,
        "frame_longest_ms": max((one.longest_ms for one in flips), default=None),
        "refresh_hz": displays[0].refresh_hz if displays else None,
        "emulated_display": any(display.emulated_display for display in displays) if displays else None,
        "check_verdict": next((str(one.check.verdict.value) for one in sheet.launches if one.check is not None), None),
        "program": sheet.written_by,
    }  # fmt: skip


def _marks(sessions: tuple[Session, ...], reviews: Reviews) -> pd.DataFrame:
    """Return what reviewers think of each run."""
    opinions = [reviews.of(session) for session in sessions]
    said = [" | ".join(f"{one.reviewer}: {one.comment}" for one in of if one.comment) or None for of in opinions]
    marks = pd.DataFrame({"review": [_word(worst(of)) for of in opinions], "review_comments": said})
    return marks.astype({"review": _category(ReviewMark), "review_comments": "string"})


def _word(word: Any) -> str | None:
    return None if word is None else str(word.value)


def left_out_of(found: FoundSessions, every_run: bool) -> list[str]:
    """Return how many runs are not scored, and why, in words."""
    others = [f"{counted(n, 'run', 'runs')} (of kind {kind})" for kind, n in found.others.items()]
    uses = Counter(session.use for session in found.sessions if not every_run)
    if found.unread:
        others.append(f"{counted(len(found.unread), 'run', 'runs')} (the sheet cannot be read)")
    if found.missing:
        others.append(f"{counted(len(found.missing), 'run', 'runs')} (known to the ledger, and not in this folder)")
    return others + [f"{counted(uses[use], 'run', 'runs')} ({_WHY[use]})" for use in Use if use in _WHY and uses[use]]


_WHY = {
    Use.SUPERSEDED: "an earlier run of the visit counts",
    Use.RATES_SEEN: "the rates had been seen in an earlier run",
    Use.ENDED_EARLY: "ended early",
    Use.NOT_ENDED: "interrupted, or still running",
    Use.UNREADABLE: "its trials cannot be read",
}

"""Every session in one table: its results, and what reviewers think of it."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pandas as pd

from experiment.analysis.quality_checks import CHECKS
from experiment.analysis.reviews import name_of, plan_digits
from experiment.analysis.sheets import Session, Use
from experiment.format.review import LONGEST_COMMENT
from experiment.format.vocabulary import ReviewMark
from experiment.report.markup import Html, element, joined
from experiment.report.section import Block, Head, Section, Table, heads, paragraph
from experiment.report.study_data import LostRun, StudyData
from experiment.report.who import WHY
from experiment.report.written import NOTHING, counted, number

_MEASURES = (("n_good", 0), ("n_bad", 0), ("update_good_pct", 1), ("update_bad_pct", 1), ("bias_pct", 1))


def session_list(data: StudyData) -> Section | None:
    """Return the section; ``None``: nobody has had a session."""
    if not data.begun:
        return None
    return Section("sessions", "Every session, and its review", tuple(_blocks(data)))


def _blocks(data: StudyData) -> Iterator[Block]:
    marked = [session for session in data.sessions if data.reviews.of(session)]
    yield paragraph(
        f"{counted(len(marked), 'session', 'sessions')} of {data.begun} reviewed. A mark leaves no session "
        "out by "
        "itself: it is for those who decide that, before they look at answers."
    )
    yield element("div", _controls(), id="review-bar", class_="bar", hidden=True)
    rows = [(name_of(session), _row(data, place, session)) for place, session in enumerate(in_order(data))]
    rows += [((one.participant_id, one.visit, one.run), _row_of_lost(one)) for one in data.lost]
    rows.sort(key=lambda row: _place(data, row[0]))
    yield Table(
        "Every run: whether it counts, its pairs of estimates after good and bad news, mean updates and bias in "
        "percentage points, what is flagged, and its marks.",
        (
            *heads("Session", "Day", "Stands", numbers=("Good", "Bad", "Update good", "Update bad", "Bias")),
            Head("Flags", wraps=True),
            Head("Review", wraps=True),
        ),
        tuple(row for _, row in rows),
        tuple("session-" + "-".join(map(str, name)) for name, _ in rows),
    )


def in_order(data: StudyData) -> list[Session]:
    """Return the runs in the order of participants, visits as they follow one another, and runs."""
    return sorted(data.sessions, key=lambda one: _place(data, name_of(one)))


def _place(data: StudyData, name: tuple[str, str, int]) -> tuple[object, ...]:
    visits = data.visits
    return name[0], visits.index(name[1]) if name[1] in visits else len(visits), name


def _controls() -> Html:
    """Return the controls that the script works with; without it, none of them is shown."""
    code = element("input", id="reviewer", maxlength=32, size=8, autocomplete="off")
    return joined(
        element("button", "Review these sessions", id="review-start", type="button"),
        element(
            "span",
            element("label", "Your code (no name): ", code), " ",
            element("button", "Save the review", id="review-save", type="button"), " ",
            element("output", "", id="review-said", aria_live="polite"),
            id="review-tools", hidden=True,
        ),
    )  # fmt: skip


def _row(data: StudyData, place: int, session: Session) -> tuple[str, ...]:
    who, visit, run = name_of(session)
    here = _of(session, data.scores) if data.measured and session.use is Use.COUNTS else pd.DataFrame()
    figures = [number(here[name].iloc[0], decimals) if len(here) else NOTHING for name, decimals in _MEASURES]
    stands = "counts" if session.use is Use.COUNTS else WHY[session.use]
    started = session.sheet.launches[0].started_utc[:10] if session.sheet.launches else NOTHING
    return (
        f"{who} {visit}" + (f" run {run}" if run > 1 else ""),
        started,
        stands,
        *figures,
        _flags(data, session),
        _review(data, place, session),
    )


def _row_of_lost(one: LostRun) -> tuple[str, ...]:
    named = f"{one.participant_id} {one.visit}" + (f" run {one.run}" if one.run > 1 else "")
    return named, NOTHING, one.why, *(NOTHING for _ in _MEASURES), NOTHING, ""


def _flags(data: StudyData, session: Session) -> str:
    if session.use is not Use.COUNTS or data.quality.empty:
        return NOTHING
    flags = _of(session, data.quality)["flags"].dropna()
    labels = {check.flag: check.label for check in CHECKS}
    return "; ".join(labels[flag] for one in flags for flag in one.split())


def _of(session: Session, table: pd.DataFrame) -> pd.DataFrame:
    who, visit, run = name_of(session)
    return table[(table["participant_id"] == who) & (table["visit"].astype(str) == visit) & (table["run"] == run)]


def _review(data: StudyData, place: int, session: Session) -> Html:
    said = [
        element("div", element("b", str(one.mark)), f" ({one.reviewer})" + (f": {one.comment}" if one.comment else ""))
        for one in data.reviews.of(session)
    ]
    return joined(*said, element("div", class_="mark", data_session=place))


def for_the_script(data: StudyData) -> Html:
    """Return what reviewer mode must know, as JSON that no text in it can break out of."""
    sessions = [
        {"participant_id": who, "visit": visit, "run": run, "plan": plan_digits(session)}
        for session in in_order(data)
        for who, visit, run in [name_of(session)]
    ]
    earlier: dict[str, dict[int, list[str]]] = {}
    for place, session in enumerate(in_order(data)):
        for one in data.reviews.of(session):
            earlier.setdefault(one.reviewer, {})[place] = [str(one.mark), one.comment]
    known = {
        "study": data.name,
        "kind": str(data.sessions[0].sheet.kind) if data.sessions else "",
        "marks": [str(mark) for mark in ReviewMark],
        "longest": LONGEST_COMMENT,
        "sessions": sessions,
        "earlier": earlier,
    }
    written = json.dumps(known, ensure_ascii=True, sort_keys=True)
    return Html(written.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))

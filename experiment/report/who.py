"""Who took part, and what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from experiment.analysis.sheets import Session, Use
from experiment.report.section import Block, Section, Table, heads, listed, paragraph
from experiment.report.study_data import CANNOT_BE_READ, StudyData
from experiment.report.written import NOTHING, counted, words

WHY = {
    Use.SUPERSEDED: "an earlier run counts",
    Use.RATES_SEEN: "rates seen before",
    Use.ENDED_EARLY: "ended early",
    Use.NOT_ENDED: "interrupted",
    Use.UNREADABLE: CANNOT_BE_READ,
}
"""What is said of a run that does not count."""


def who_was_run(data: StudyData) -> Section:
    """Return the section."""
    return Section("who", "Who was run, and what is missing", tuple(_blocks(data)))


def _blocks(data: StudyData) -> Iterator[Block]:
    yield paragraph(_in_short(data))
    if data.arms:
        yield _by_arm(data)
    missing = list(_missing(data))
    if missing:
        yield paragraph(f"Visits without a run that counts ({len(missing)}):")
        yield listed(missing)
    else:
        yield paragraph("Every visit of everybody has a run that counts.")
    if data.participants:
        yield _everybody(data)
    if data.left_out:
        yield paragraph(f"Left out of every measure: {words('; '.join(data.left_out))}.")
    if data.problems:
        yield paragraph("These files could not be read, and what they hold is in no figure of this page:")
        yield listed([f"{one.file.name}: {one.fault.say(**dict(one.facts))}" for one in data.problems])
    if data.sessions and data.study is None:
        yield paragraph(
            "The study file that was kept with the sessions cannot be read by this version of the program: the visits "
            "of"
            " an arm are those that somebody has had."
        )


def _in_short(data: StudyData) -> str:
    enrolled = len(data.enrolments)
    run = len(data.had_a_session)
    withdrawn = sum(one.withdrawn is not None for one in data.enrolments)
    return (
        f"{counted(enrolled, 'participant is', 'participants are')} enrolled"
        + (f", {withdrawn} of them withdrawn; " if withdrawn else "; ")
        + f"{counted(run, 'has', 'have')} had a session. Of {counted(data.begun, 'run', 'runs')}, "
        + f"{counted(len(data.counted), 'counts', 'count')}: for each visit the first that is complete and whose rates "
        + "had not been seen before."
    )


def _by_arm(data: StudyData) -> Table:
    people = Counter(data.participants.values())
    counts = Counter((one.sheet.arm, one.sheet.visit) for one in data.counted)
    rows = tuple(
        (arm, str(people[arm]), *(str(counts[arm, visit]) if visit in visits else NOTHING for visit in data.visits))
        for arm, visits in data.arms.items()
    )
    return Table(
        "Participants of each arm, and how many have a run that counts at each visit (–: the arm has no such visit).",
        heads("Arm", numbers=("Participants", *data.visits)), rows,
    )  # fmt: skip


def _missing(data: StudyData) -> Iterator[str]:
    withdrawn = {one.participant_id: one.withdrawn for one in data.enrolments}
    for who, arm in data.participants.items():
        for visit in data.arms.get(arm, ()):
            if any(run.use is Use.COUNTS for run in _runs(data, who, visit)):
                continue
            left = withdrawn.get(who)
            gone = f"; withdrawn on {left.changed_utc[:10]}" if left is not None else ""
            yield f"{who}, {visit}: {_instead(data, who, visit)}{gone}"


def _everybody(data: StudyData) -> Table:
    rows = tuple(
        (who, arm, *(
            _cell(data, who, visit) if visit in data.arms.get(arm, ()) else NOTHING for visit in data.visits
        ))
        for who, arm in data.participants.items()
    )  # fmt: skip
    return Table(
        "Everybody: the day of the run that counts (UTC), or what there is instead (–: the arm has no such visit).",
        heads("Participant", "Arm", *data.visits), rows,
    )  # fmt: skip


def _runs(data: StudyData, who: str, visit: str) -> list[Session]:
    return [one for one in data.sessions if (one.sheet.participant_id, one.sheet.visit) == (who, visit)]


def _cell(data: StudyData, who: str, visit: str) -> str:
    counting = next((run for run in _runs(data, who, visit) if run.use is Use.COUNTS), None)
    return _instead(data, who, visit) if counting is None else counting.sheet.launches[0].started_utc[:10]


def _instead(data: StudyData, who: str, visit: str) -> str:
    """Return what there is of a visit without a run that counts, in words; of some runs not even the sheet is read."""
    runs = _runs(data, who, visit)
    lost = [one for one in data.lost if (one.participant_id, one.visit) == (who, visit)]
    said = [*map(_said, runs), *(f"run {one.run} {one.why}" for one in lost)]
    return "; ".join(said) or "no session"


def _said(run: Session) -> str:
    reason = f" ({words(str(run.sheet.abort_reason))})" if run.sheet.abort_reason is not None else ""
    return f"run {run.sheet.run} {WHY[run.use]}{reason}"

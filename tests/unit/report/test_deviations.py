"""What was not as planned is said, participant by participant."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from experiment.analysis.problems import problem
from experiment.format.enrolment import AnchorEntry, Change
from experiment.format.vocabulary import AbortReason, EnrolmentChange, PauseReason, VisitWindow, WindowReason
from experiment.messages import TableFault
from experiment.report.deviations import deviations, deviations_of
from experiment.report.study_data import StudyData


def changed(study: StudyData, launch: dict[str, object] | None = None, **sheet: object) -> StudyData:
    """The study, with another sheet of its first session."""
    first, *others = study.sessions
    if launch is not None:
        sheet["launches"] = (first.sheet.launches[0].model_copy(update=launch),)
    session = dataclasses.replace(first, sheet=first.sheet.model_copy(update=sheet))
    return dataclasses.replace(study, sessions=(session, *others))


SHEETS: dict[str, tuple[dict[str, Any], str]] = {
    "late": (
        {"window": VisitWindow.LATE, "hours_since_anchor": 5.42, "window_reason": WindowReason.LATE_INFUSION,
         "window_words": "pump"},
        "baseline: late for its window, 5.4 h after what its time is counted from (late infusion: pump)",
    ),
    "an earlier visit not done": (
        {"window": VisitWindow.INSIDE, "window_reason": WindowReason.SCHEDULING, "window_words": None},
        "baseline: not at its time, or an earlier visit had not been done (scheduling)",
    ),
    "other files with a reason": (
        {"study_change_reason": "a typo"}, "baseline: the study’s files had been changed (a typo)",
    ),
    "rates seen": ({"rates_seen_before": True}, "baseline: base rates had been seen in an earlier run"),
    "disturbed": (
        {"launch": {"pauses": {PauseReason.COVERED: 2, PauseReason.ESCAPE: 1}}},
        "baseline: window disturbed (covered: 2)",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("sheet", "expected"), SHEETS.values(), ids=list(SHEETS))
def test_of_a_session(study: StudyData, sheet: dict[str, Any], expected: str) -> None:
    """What the sheet of a session holds is said in a sentence."""
    assert expected in list(deviations_of(changed(study, **sheet), "KD001"))


def test_of_the_conducted_study(study: StudyData) -> None:
    """Runs that were ended early, begun again and resumed are said, each under its participant."""
    said = {who: set(deviations_of(study, who)) for who in ("KD003", "KD004")}
    assert {"baseline: ended early (participant wish)", "baseline, run 2: begun again (fire alarm)"} <= said["KD003"]
    assert "baseline: resumed 1 time" in said["KD004"]


def test_an_early_end_that_was_gone_on_with(study: StudyData) -> None:
    """Its reason is said though the session is complete by now."""
    (launch,) = study.sessions[0].sheet.launches
    both = (launch.model_copy(update={"ended_early": AbortReason.CLINICAL}), launch.model_copy(update={"launch": 2}))
    said = list(deviations_of(changed(study, launches=both), "KD001"))
    assert "baseline: ended early (clinical), and gone on with later" in said


def test_without_a_deviation(study: StudyData) -> None:
    """Who has had no session is not said to have had no deviation, nor is somebody whose file could not be read."""
    gone = next(one for one in study.sessions if one.sheet.participant_id == "KD001")
    left = [one for one in study.sessions if one.sheet.participant_id != "KD001"]
    as_planned = tuple(
        dataclasses.replace(one, sheet=one.sheet.model_copy(update={"window_reason": None, "window_words": None}))
        for one in left
    )
    never = study.enrolments[0].model_copy(update={"participant_id": "KD099"})
    unread = dataclasses.replace(
        study,
        sessions=as_planned,
        enrolments=(*study.enrolments, never),
        problems=(problem(gone.files.data, TableFault.EMPTY),),
    )
    section = deviations(unread)
    assert section is not None
    said = {text.split(" (")[0]: text for text in map(str, section.blocks) if "):" in text}
    no_deviation = next(text for start, text in said.items() if "No deviation" in start)
    never_here = next(text for start, text in said.items() if "No session until now" in start)
    not_known = next(text for start, text in said.items() if "not known" in start)
    assert ("KD099" in never_here, "KD001" in not_known) == (True, True)
    assert [] == [who for who in ("KD099", "KD001") if who in no_deviation]


def test_of_an_enrolment(study: StudyData) -> None:
    """Withdrawals and corrected times are said, with their reason."""
    enrolment = study.enrolments[0]
    withdrawn = Change(
        changed_utc="2026-11-24T10:00:00+00:00", change=EnrolmentChange.WITHDRAWN, reason="moved away", site=None,
        arm=enrolment.arm, language="fr", list_order=enrolment.list_order, place_in_arm=1,
    )  # fmt: skip
    entry = AnchorEntry(name="infusion1_end", at=None, entered_utc="2026-11-25T10:00:00+00:00", reason="wrong day")
    other = enrolment.model_copy(update={"history": (withdrawn,), "anchors": (entry,)})
    assert {
        "withdrawn on 2026-11-24 (moved away)", "time of infusion1 end corrected on 2026-11-25 (wrong day)"
    } <= set(deviations_of(dataclasses.replace(study, enrolments=(other,)), enrolment.participant_id))  # fmt: skip

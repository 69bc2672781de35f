"""What was not as planned is said, participant by participant."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from experiment.format.enrolment import AnchorEntry, Change
from experiment.format.vocabulary import EnrolmentChange, PauseReason, VisitWindow, WindowReason
from experiment.report.deviations import deviations_of
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

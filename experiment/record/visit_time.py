"""Whether it is the time of a visit, when a session of it begins: what the run's sheet says of that."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from experiment.config.study_file import StudyFile
from experiment.design.window_words import in_words
from experiment.design.windows import Timing, timing_of
from experiment.format.enrolment import Enrolment
from experiment.format.ledger import Ledger
from experiment.format.run_files import SessionFiles
from experiment.format.vocabulary import OutsideWindow, VisitWindow, WindowReason
from experiment.messages import Reason, Refusal
from experiment.record.request import Deviation
from experiment.record.seen_visits import seen_visits, times_known
from experiment.record.storage import Storage


@dataclass(frozen=True)
class VisitTime:
    """What the sheet says of the time of a visit; for a rehearsal, nothing."""

    hours_since_anchor: float | None = None
    window: VisitWindow | None = None
    reason: WindowReason | None = None
    words: str | None = None


def timing_at(
    storage: Storage, study: StudyFile, participant: Enrolment, session: SessionFiles, ledger: Ledger, moment: datetime
) -> Timing:
    """Return where a moment lies for a visit of somebody, by what is on the disk."""
    seen = seen_visits(storage, session.place, participant.participant_id, ledger)
    known = times_known(participant.anchor_times, seen)
    return timing_of(study, participant.arm, session.visit, known, seen.done, moment)


def facts_of(timing: Timing, participant_id: str) -> dict[str, str]:
    """Say of a visit that is not as it should be what a message says of it."""
    return {
        "visit": timing.visit,
        "participant_id": participant_id,
        "words": "; ".join(in_words(timing)),
        "reasons": ", ".join(WindowReason),
    }


def check_not_refused(timing: Timing, participant_id: str) -> None:
    """Refuse a visit outside a window that the study file keeps shut.

    Raises
    ------
    Refusal
        If it is outside such a window, or nobody can say.
    """
    if not timing.as_it_should_be and timing.outside is OutsideWindow.REFUSE:
        facts = facts_of(timing, participant_id)
        raise Refusal(Reason.WINDOW_SHUT, **{name: facts[name] for name in ("visit", "participant_id", "words")})


def visit_time(timing: Timing, participant_id: str, why: Deviation | None) -> VisitTime:
    """Put down when a visit takes place; a reason that is not needed is none.

    Raises
    ------
    Refusal
        If it is not as it should be, and nobody says why it takes place all the same.
    """
    if timing.as_it_should_be:
        return VisitTime(timing.hours_since_anchor, timing.window)
    if why is None:
        raise Refusal(Reason.NOT_ITS_TIME, **facts_of(timing, participant_id))
    return VisitTime(timing.hours_since_anchor, timing.window, why.reason, why.words)

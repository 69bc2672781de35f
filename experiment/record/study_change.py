"""Whether a study's files are those of its last session: the first study session freezes them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo

from experiment.config.fingerprint import SHORT
from experiment.design.local_time import clock_of
from experiment.format.ledger import Ledger
from experiment.messages import Reason, Refusal


@dataclass(frozen=True)
class StudyChange:
    """A study's files are others than at its last session.

    Parameters
    ----------
    study
        Its name.
    when
        When that session was begun.
    earlier, now
        The hashes of the files, then and now.
    """

    study: str
    when: str
    earlier: str
    now: str

    @property
    def facts(self) -> dict[str, str]:
        """What a message says of it."""
        return {"study": self.study, "when": self.when, "earlier": self.earlier[:SHORT], "hash": self.now[:SHORT]}


def study_change(ledger: Ledger, study: str, fingerprint: str, zone: tzinfo) -> StudyChange | None:
    """Hold a study's files against those of its last session that the ledger knows; ``None``: they are the same.

    When that was is said by the clock of a zone.
    """
    last = ledger.last_begun(study)
    if last is None or last.study_fingerprint == fingerprint:
        return None
    return StudyChange(study, clock_of(datetime.fromisoformat(last.utc), zone), last.study_fingerprint, fingerprint)


def reason_of_change(change: StudyChange | None, reason: str | None) -> str | None:
    """Return why the files have changed, if they have; a reason for a change that there is not is none.

    Raises
    ------
    Refusal
        If they have changed and nobody says why.
    """
    if change is None:
        return None
    if reason is None:
        raise Refusal(Reason.STUDY_FILES_CHANGED, **change.facts)
    return reason

"""Anchors: when something happened to a participant that visits hang on, entered and corrected."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from experiment.config.study_file import StudyFile
from experiment.config.time_zone import wall_zone
from experiment.design.local_time import clock_of, is_same
from experiment.format.apparatus import utc_now
from experiment.format.enrolment import AnchorEntry, Enrolment
from experiment.format.run_files import SessionFiles
from experiment.format.vocabulary import EnrolmentChange, SessionKind
from experiment.messages import Reason, Refusal
from experiment.messages.accepting import Accepts, never
from experiment.record.known_runs import check_enrolled, read_ledger_of
from experiment.record.participants import enrolments_held, find, keep
from experiment.record.session_lock import locked
from experiment.record.storage import Storage


@dataclass(frozen=True)
class Anchors:
    """The anchors of a study's participants.

    Parameters
    ----------
    storage, data
        Where enrolments are kept.
    study
        Of which study.
    """

    storage: Storage
    data: Path
    study: StudyFile

    def enter(
        self,
        participant_id: str,
        name: str,
        at: datetime | None,
        reason: str | None,
        confirmed: tuple[str, ...] = (),
        accept_ledger: Accepts = never,
    ) -> Enrolment:
        """Enter when something happened, or correct what was entered; what stood before is kept.

        Parameters
        ----------
        at
            When; ``None``: it had not happened, what was entered does not hold.
        reason
            Why an earlier entry was wrong.
        confirmed
            Names of the questions about the time that were answered yes.
        accept_ledger
            Go on although the enrolment is not as it was entered last; else what is entered now would cover that up.

        Raises
        ------
        Refusal
            If it was entered otherwise before and no reason is given, or there is nothing to take back.
        """
        with enrolments_held(self.storage, self.data):
            found = find(self.storage, self.data, self.study, participant_id)
            ledger, _ = read_ledger_of(self.storage, self.data)
            check_enrolled(self.storage, self.data, self.study, found.participant_id, ledger, accept_ledger)
            was = found.anchor_times.get(name)
            if was is not None and is_same(was, at):
                return found
            facts = {"name": name, "participant_id": found.participant_id}
            if was is None and at is None:
                raise Refusal(Reason.ANCHOR_NOT_ENTERED, **facts)
            if was is not None and reason is None:
                raise Refusal(Reason.ANCHOR_WITHOUT_REASON, **facts, was=clock_of(was, wall_zone(self.study.time_zone)))
            session = SessionFiles(self.data, found.participant_id, "any", self.study.task, SessionKind.STUDY)
            with locked(self.storage, session):  # a file that a session holds against its memory is not replaced
                pass
            entry = AnchorEntry(name=name, at=at, entered_utc=utc_now(), reason=reason, confirmed=confirmed)
            new = found.model_copy(update={"anchors": (*found.anchors, entry)})
            change = EnrolmentChange.ANCHOR_ENTERED if was is None else EnrolmentChange.ANCHOR_CORRECTED
            keep(self.storage, self.data, new, change)
            return new

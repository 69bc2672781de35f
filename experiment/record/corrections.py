"""Enrolments that turn out to be wrong, and participants who leave: changed with a reason, and nothing is forgotten."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from experiment.config.study_file import StudyFile
from experiment.config.time_zone import wall_zone
from experiment.design.list_orders import list_order
from experiment.format import wall_clock
from experiment.format.enrolment import Change, Enrolment
from experiment.format.run_files import SessionFiles, is_visit_folder, participant_file
from experiment.format.vocabulary import EnrolmentChange, SessionKind
from experiment.messages import Reason, Refusal
from experiment.messages.accepting import Accepts, never
from experiment.record import ledger as ledgers
from experiment.record.failures import before_reading, before_the_session
from experiment.record.known_runs import check_enrolled, read_ledger_of
from experiment.record.participants import (
    check_arm,
    check_language,
    check_site,
    enrolments_held,
    find,
    keep,
    refuse_withdrawn,
)
from experiment.record.session_lock import locked
from experiment.record.storage import Storage
from experiment.record.sums import sha256


@dataclass(frozen=True)
class Corrections:
    """Changes to the enrolments of a study.

    An enrolment that is not as it was entered last is changed only if somebody has looked at it and says so: else the
    change would enter what somebody has edited by hand. So can a change be made again that a stop has cut short, though
    it changes nothing in the file.

    Parameters
    ----------
    storage, data
        Where they are kept.
    study
        Of which study.
    accept_ledger
        Asked where it is so: go on although the enrolment is not as it was entered last; the ledger then says so.
    """

    storage: Storage
    data: Path
    study: StudyFile
    accept_ledger: Accepts = never

    def correct(
        self, participant_id: str, arm: str | None, language: str | None, site: str | None, reason: str
    ) -> Enrolment:
        """Correct arm, language or site before the first session.

        In another arm or at another site they get the next place there, with its order of lists. The place that they
        leave goes to whoever is enrolled next, if it was the last one; otherwise it stays empty, and the block that it
        is of lacks one order: nobody else's lists are drawn again.

        Raises
        ------
        Refusal
            If a session has begun, nothing would change, or the enrolment is not as it was entered last.
        """
        for value, check in ((arm, check_arm), (language, check_language)):
            if value is not None:
                check(self.study, value)
        if site is not None:
            check_site(self.study, site)
        with enrolments_held(self.storage, self.data) as enrolled:
            found = find(self.storage, self.data, self.study, participant_id)
            new_arm, new_language, new_site = arm or found.arm, language or found.language, site or found.site
            same = (new_arm, new_language, new_site) == (found.arm, found.language, found.site)
            if same and self._is_entered(found):
                raise Refusal(
                    Reason.NOTHING_TO_CORRECT,
                    participant_id=found.participant_id,
                    arm=found.arm,
                    language=found.language,
                    at=f", at {found.site}" if found.site else "",
                )
            if not same and self._has_begun(found.participant_id):
                raise Refusal(Reason.TOO_LATE_TO_CORRECT, participant_id=found.participant_id)
            changed: dict[str, object] = {"arm": new_arm, "language": new_language, "site": new_site}
            if (new_arm, new_site) != (found.arm, found.site):
                place = enrolled.next_place(self.study.study, new_site, new_arm)
                order = list_order(self.study, new_arm, place, new_site)
                changed |= {"place_in_arm": place, "list_order": order}
            return self._changed(found, EnrolmentChange.CORRECTED, reason, changed)

    def withdraw(self, participant_id: str, reason: str) -> Enrolment:
        """Note that somebody no longer takes part; all that was recorded stays.

        Raises
        ------
        Refusal
            If they have been withdrawn already, or the enrolment is not as it was entered last.
        """
        with enrolments_held(self.storage, self.data):
            found = find(self.storage, self.data, self.study, participant_id)
            if self._is_entered(found):
                refuse_withdrawn(found, wall_zone(self.study.time_zone))
            return self._changed(found, EnrolmentChange.WITHDRAWN, reason, {})

    def reinstate(self, participant_id: str, reason: str) -> Enrolment:
        """Take a withdrawal back.

        Raises
        ------
        Refusal
            If nobody has been withdrawn, or the enrolment is not as it was entered last.
        """
        with enrolments_held(self.storage, self.data):
            found = find(self.storage, self.data, self.study, participant_id)
            last = found.history[-1].change if found.history else None
            again = last is EnrolmentChange.REINSTATED and not self._is_entered(found)
            if found.withdrawn is None and not again:
                raise Refusal(Reason.NOT_WITHDRAWN, participant_id=found.participant_id)
            return self._changed(found, EnrolmentChange.REINSTATED, reason, {})

    def _changed(self, found: Enrolment, change: EnrolmentChange, reason: str, changed: dict[str, object]) -> Enrolment:
        session = SessionFiles(self.data, found.participant_id, "any", self.study.task, SessionKind.STUDY)
        with locked(self.storage, session):  # nobody is in a session meanwhile; a file that is held cannot be replaced
            pass
        before = Change(
            changed_utc=wall_clock.now().isoformat(timespec="seconds"),
            change=change,
            reason=reason,
            site=found.site,
            arm=found.arm,
            language=found.language,
            list_order=found.list_order,
            place_in_arm=found.place_in_arm,
        )
        ledger, _ = read_ledger_of(self.storage, self.data)
        check_enrolled(self.storage, self.data, self.study, found.participant_id, ledger, self.accept_ledger)
        new = found.model_copy(update={**changed, "history": (*found.history, before)})
        keep(self.storage, self.data, new, change)
        return new

    def _is_entered(self, found: Enrolment) -> bool:
        """Return whether the ledger has an enrolment as it is now; one from before the ledger is."""
        file = participant_file(self.data, found.participant_id)
        with before_reading(self.data):
            entered = ledgers.read(self.storage, self.data).enrolments().get(found.participant_id)
            return entered in (None, sha256(self.storage.read(file)))

    def _has_begun(self, participant_id: str) -> bool:
        """Return whether anything of a session stands in the participant's folder, or in the ledger."""
        visit = SessionFiles(self.data, participant_id, "any", self.study.task, SessionKind.STUDY)
        folder = visit.folder.parent
        with before_the_session(self.data):
            visits = filter(is_visit_folder, self.storage.names_in(folder))
            runs = ledgers.read(self.storage, self.data).runs().values()
            entered = any(lines[0].participant_id == participant_id for lines in runs)
            return entered or any(self.storage.names_in(folder / name) for name in visits)

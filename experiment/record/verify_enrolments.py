"""`verify`: whether enrolments are as they were entered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from experiment.format.enrolment import Enrolment
from experiment.format.ledger import EnrolmentAccepted, EnrolmentChanged, EnrolmentEntered, Ledger, RunEntered
from experiment.format.run_files import among_rehearsals, participant_file
from experiment.format.sheet import SessionSheet
from experiment.format.vocabulary import SessionKind
from experiment.messages import Found
from experiment.record.edited_enrolment import seen_in, what_differs
from experiment.record.findings import Findings
from experiment.record.storage import Storage
from experiment.record.sums import sha256


@dataclass(frozen=True)
class EnrolmentsVerified:
    """Holds enrolments against the ledger, and against what the sessions were planned by.

    Parameters
    ----------
    storage, found, ledger
        Where, what is found, and what was entered.
    where
        Where those files stand that are not in their places.
    """

    storage: Storage
    found: Findings
    ledger: Ledger
    where: Mapping[Path, Path]

    def verify(self, who: str, sheets: Iterable[SessionSheet]) -> None:
        """Verify the enrolment of one participant."""
        file, entered = participant_file(self.found.place, who), self.ledger.enrolments().get(who)
        if not self.storage.exists(file):
            if entered or not self._is_rehearsed(who):  # whoever is rehearsed may be enrolled in the study
                self._gone(file, who)
            return
        self.found.verified.enrolments.append(who)
        first, *again = [line.utc for line in self._lines(who) if isinstance(line, EnrolmentEntered)] or [""]
        for utc in again:
            facts = {"participant_id": who, "when": self.found.shortly(utc), "first": self.found.shortly(first)}
            self.found.note(file, Found.ENROLLED_AGAIN.say(**facts))
        try:
            content = self.storage.read(file)
        except OSError as error:
            self.found.not_read(file, error)
            return
        if entered is not None and entered != sha256(content):
            what = what_differs(content, who, self.ledger, seen_in(self.storage, self.found.place), self.found.zone)
            self.found.wrong(file, Found.ENROLMENT_CHANGED.say(what=what))
        elif entered is None and self.ledger.exists and who not in self.ledger.older_participants:
            self.found.wrong(file, Found.ENROLMENT_UNKNOWN.say(participant_id=who))
        elif entered is None:
            self._hold_against(file, content, sheets)

    def _hold_against(self, file: Path, content: bytes, sheets: Iterable[SessionSheet]) -> None:
        """Hold an enrolment that no ledger knows against what the participant's sessions were planned by."""
        try:
            enrolment = Enrolment.model_validate_json(content)
        except ValueError:
            self.found.wrong(file, "it is not an enrolment")
            return
        if enrolment.participant_id != file.stem:
            self.found.wrong(file, f"it is the enrolment of {enrolment.participant_id}")
        for sheet in sheets if not among_rehearsals(self.found.place) else ():
            for name in ("study", "arm", "language", "list_order"):
                now, was = getattr(enrolment, name), getattr(sheet, name)
                if now != was:
                    self.found.wrong(file, f"{name} is {now}, and a session at {sheet.visit} was planned with {was}")

    def _gone(self, file: Path, who: str) -> None:
        there = self.where.get(file)
        if there is not None:
            self.found.wrong(file, Found.ENROLMENT_MOVED.say(participant_id=who, there=self.found.named(there)))
            return
        lines = self._lines(who)
        since = (
            f": it was deleted, or moved out of the folder, since {self.found.shortly(lines[-1].utc)}" if lines else ""
        )
        self.found.wrong(file, Found.ENROLMENT_GONE.say(participant_id=who, since=since))

    def _lines(self, who: str) -> list[EnrolmentEntered | EnrolmentChanged | EnrolmentAccepted]:
        lines = [
            line
            for line in self.ledger.lines
            if isinstance(line, EnrolmentEntered | EnrolmentChanged | EnrolmentAccepted)
        ]
        return [line for line in lines if line.participant_id == who]

    def _is_rehearsed(self, who: str) -> bool:
        """Return whether a participant has nothing but rehearsals here, whatever the folder is called by now."""
        lines = [line for run in self.ledger.runs().values() for line in run if line.participant_id == who]
        kinds = {line.kind for line in lines if isinstance(line, RunEntered)}
        return among_rehearsals(self.found.place) or (bool(kinds) and SessionKind.STUDY not in kinds)

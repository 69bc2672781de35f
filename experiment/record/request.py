"""What an experimenter asks for, and whether it is allowed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from experiment.config.code_pattern import example_of
from experiment.config.code_typed import as_meant
from experiment.config.fingerprint import SHORT
from experiment.config.load import Study
from experiment.format.vocabulary import ParticipantMode, SessionKind, WindowReason
from experiment.messages import Reason, Refusal
from experiment.messages.accepting import Accepts, never


@dataclass(frozen=True)
class Deviation:
    """Why a visit takes place although it is not its time, and perhaps more in words."""

    reason: WindowReason
    words: str | None = None


@dataclass(frozen=True)
class Believer:
    """Which virtual person answers, of all that a mode could have.

    Parameters
    ----------
    seed
        Of all that is drawn for them.
    assumed
        The SHA-256 of the file of assumptions, which says what they are like.
    """

    seed: int
    assumed: str


@dataclass(frozen=True)
class Request:
    """What an experimenter asks for.

    Parameters
    ----------
    data
        The data folder.
    participant_id, visit
        Whose session.
    kind, mode
        What it is for, and who answers.
    operator
        Code of the person who conducts it.
    resume
        Go on with an interrupted run.
    new_run_reason
        Why a session is to be done again.
    study_change_reason
        Why the study's files are others than at its last session, if they are.
    deviation
        Why the visit takes place although it is not its time.
    accept_ledger
        Asked where something is amiss: go on although a run of the participant's, or the enrolment, is missing, not
        known to the ledger, or not as it was entered last.
    believer
        Who answers, if it is a virtual participant with beliefs, called in by somebody who can call in others.
    calendar
        Whether a simulated session takes place at its time in a simulated study; that of another has none.
    """

    data: Path
    participant_id: str
    visit: str
    kind: SessionKind
    mode: ParticipantMode
    operator: str | None = None
    resume: bool = False
    new_run_reason: str | None = None
    study_change_reason: str | None = None
    deviation: Deviation | None = None
    accept_ledger: Accepts = never
    believer: Believer | None = None
    calendar: bool = False

    @property
    def in_time(self) -> bool:
        """Whether it matters when the session takes place."""
        return self.calendar or self.kind is SessionKind.STUDY


def check_allowed(study: Study, request: Request) -> None:
    """A study session is a person's, of a reviewed study, conducted by somebody."""
    if request.kind is not SessionKind.STUDY:
        return
    if request.mode is not ParticipantMode.HUMAN:
        raise Refusal(Reason.VIRTUAL_PARTICIPANT_IN_STUDY)
    facts = {"study": study.file.study, "file": study.inputs[0].name, "hash": study.fingerprint[:SHORT]}
    if study.file.reviewed is None:
        raise Refusal(Reason.NOT_REVIEWED, **facts)
    if not (request.resume or study.file.reviewed.is_of(study.fingerprint)):  # a run goes on by its own plan
        raise Refusal(Reason.REVIEWED_OTHERWISE, **facts, named=study.file.reviewed.hash or "no hash")
    if request.operator is None:
        raise Refusal(Reason.OPERATOR_MISSING, example=example_of(study.file.operator_code.pattern))


def meant_operator(study: Study, typed: str | None) -> str | None:
    """Return the operator code that was meant."""
    pattern = study.file.operator_code.pattern
    meant = None if typed is None else as_meant(pattern, typed)
    if meant is None and typed is not None:
        raise Refusal(Reason.OPERATOR_CODE_MALFORMED, operator=typed, example=example_of(pattern))
    return meant

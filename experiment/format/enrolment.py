"""The enrolment of a participant (KD001.json): study, arm, language and order of lists, and how they were changed."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from experiment.format.vocabulary import EnrolmentChange


class Change(BaseModel):
    """A later change of an enrolment: when and why, and what stood there before."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    changed_utc: str
    change: EnrolmentChange
    reason: str
    site: str | None
    arm: str
    language: str
    list_order: tuple[str, ...]
    place_in_arm: int


class Enrolment(BaseModel):
    """One enrolled participant."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    written_by: str
    participant_id: str
    study: str
    site: str | None
    arm: str
    language: str
    list_order: tuple[str, ...]
    place_in_arm: int
    enrolled_utc: str
    history: tuple[Change, ...] = ()

    @property
    def withdrawn(self) -> Change | None:
        """When and why somebody was withdrawn; ``None``: they take part."""
        turns = [change for change in self.history if change.change is not EnrolmentChange.CORRECTED]
        return turns[-1] if turns and turns[-1].change is EnrolmentChange.WITHDRAWN else None


class Enrolled(BaseModel):
    """What is read of another's enrolment, whichever version has written it."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    participant_id: str
    study: str
    arm: str
    site: str | None = None
    place_in_arm: int

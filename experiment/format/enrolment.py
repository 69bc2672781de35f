"""The enrolment of a participant (KD001.json): study, arm, language, order of lists, anchors, and how they changed."""

from __future__ import annotations

from datetime import datetime

from pydantic import AwareDatetime, BaseModel, ConfigDict

from experiment.format.glimpse import Glimpse
from experiment.format.vocabulary import EnrolmentChange

_TURNS = (EnrolmentChange.WITHDRAWN, EnrolmentChange.REINSTATED)


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


class AnchorEntry(BaseModel):
    """When something happened that visits hang on, as it was entered; a later entry under the same name corrects it.

    ``at`` has the offset of the laboratory's clock; ``None``: what was entered before had not happened. ``confirmed``
    are names of the questions about it that were answered yes.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    at: AwareDatetime | None
    entered_utc: str
    reason: str | None
    confirmed: tuple[str, ...] = ()


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
    anchors: tuple[AnchorEntry, ...] = ()

    def text(self) -> bytes:
        """Write it as it stands in its file."""
        return (self.model_dump_json(indent=2) + "\n").encode()

    @property
    def withdrawn(self) -> Change | None:
        """When and why somebody was withdrawn; ``None``: they take part."""
        turns = [change for change in self.history if change.change in _TURNS]
        return turns[-1] if turns and turns[-1].change is EnrolmentChange.WITHDRAWN else None

    @property
    def anchor_times(self) -> dict[str, datetime]:
        """When things happened, as it was entered last."""
        last = {entry.name: entry.at for entry in self.anchors}
        return {name: at for name, at in last.items() if at is not None}


class Enrolled(Glimpse):
    """What is read of another's enrolment, whichever version has written it."""

    participant_id: str
    study: str
    arm: str
    site: str | None = None
    place_in_arm: int

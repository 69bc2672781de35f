"""A review of sessions (review-STUDY-CODE.json), as the page of a report saves it: a mark and a comment for each."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from experiment.format.path_names import Label, RunNumber
from experiment.format.vocabulary import ReviewMark, SessionKind

LONGEST_COMMENT = 500
PLAN_DIGITS = 12
"""So much of the digest of its plan tells whether a session is the one that was reviewed."""


class _Reviewed(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ReviewedSession(_Reviewed):
    """What somebody thinks of a session. ``plan``: the first digits of the SHA-256 of its plan."""

    participant_id: Label
    visit: Label
    run: RunNumber
    plan: Annotated[str, Field(pattern=rf"^[0-9a-f]{{{PLAN_DIGITS}}}$")]
    mark: ReviewMark
    comment: Annotated[str, Field(max_length=LONGEST_COMMENT)]

    @property
    def session(self) -> tuple[str, str, int]:
        """Which session it is."""
        return self.participant_id, self.visit, self.run


class Review(_Reviewed):
    """The marks that one person has given, and when they were saved. ``reviewer`` is a code, never a name."""

    review_version: Literal["1.0"]
    study: Annotated[str, Field(min_length=1)]
    kind: SessionKind
    reviewer: Annotated[str, Field(pattern=r"^[A-Za-z0-9]{1,32}$")]
    saved_utc: AwareDatetime
    sessions: tuple[ReviewedSession, ...]

"""The file of events: what may happen, in every language, how often it does, and how that is known."""

from __future__ import annotations

from enum import Enum
from typing import Annotated

from pydantic import Field, Strict

from experiment.config.model import LocalRecordedText, Model, Name, Plain
from experiment.format.vocabulary import Strength, Valence


class Evidence(str, Enum):
    """How a base rate is known."""

    READ = "read"
    COMPUTED = "computed"
    LEGACY = "legacy"
    OWN = "own"


class Event(Model):
    """One event."""

    id: Name
    """Name of the event in the data."""
    category: Name
    """Kind of event."""
    similar: Name | None = None
    """Events with the same name here are so alike that the rate of one tells of the others."""
    sensitive: Plain | None = None
    """Why it may hurt somebody to read it; a study that shows it names it under sensitive_events."""
    valence: Valence = Valence.ADVERSE
    """adverse, or favourable: for those, a rate above the estimate is the good news."""
    text: LocalRecordedText
    """What the participant reads, in every language of the study: a noun phrase without a pronoun."""
    base_rate_pct: Annotated[int, Strict(), Field(ge=1, le=99)]
    """How many people in a hundred it happens to, as the task shows it."""
    definition: Plain
    """What exactly the figure counts."""
    period: Plain
    """The time span it covers."""
    population: Plain
    """Where and when it was found."""
    source: Plain
    """Who says so."""
    url: Plain | None = None
    """Where it was read."""
    evidence: Evidence
    """read, computed, legacy (taken over from the task's 2013 script), or own (a rate that you have set)."""
    strength: Strength
    """strong, medium, weak, or undocumented."""
    formula: Plain | None = None
    """How it was computed."""
    note: Plain | None = None
    """What else should be known."""


class EventFile(Model):
    """Event lists with their base rates."""

    lists: dict[Name, Annotated[tuple[Event, ...], Field(min_length=1)]]
    """The lists by name; a study says which it uses."""

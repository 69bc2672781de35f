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
    """Name of the event in the data. For example `skin_burn`."""
    category: Name
    """Kind of event. For example `accident`."""
    similar: Name | None = None
    """Events with the same name here are so alike that the rate of one tells of the others. For example `theft`."""
    sensitive: Plain | None = None
    """Why it may hurt somebody to read it; a study that shows it names it under sensitive_events. For example `may hurt
    who has lost a child`."""
    valence: Valence = Valence.ADVERSE
    """adverse, or favourable: for those, a rate above the estimate is the good news. For example `favourable`."""
    text: LocalRecordedText
    """What the participant reads, in every language of the study: a noun phrase without a pronoun."""
    base_rate_pct: Annotated[int, Strict(), Field(ge=1, le=99)]
    """How many people in a hundred it happens to, as the task shows it. For example `57`."""
    definition: Plain
    """What exactly the figure counts. For example `lifetime history of head injury with loss of consciousness`."""
    period: Plain
    """The time span it covers. For example `lifetime to date`."""
    population: Plain
    """Where and when it was found. For example `"United States, adults, 2024"`."""
    source: Plain
    """Who says so. For example `meta-analysis of 16 studies`."""
    url: Plain | None = None
    """Where it was read. For example `https://www.insee.fr`."""
    evidence: Evidence
    """read, computed, legacy (taken over from the task's 2013 script), or own (a rate that you have set). For example
    `read`."""
    strength: Strength
    """strong, medium, weak, or undocumented. For example `strong`."""
    formula: Plain | None = None
    """How it was computed. For example `"(20 + 24) / 2"`."""
    note: Plain | None = None
    """What else should be known. For example `differs between the sexes`."""


class EventFile(Model):
    """Event lists with their base rates."""

    lists: dict[Name, Annotated[tuple[Event, ...], Field(min_length=1)]]
    """The lists by name; a study says which it uses."""

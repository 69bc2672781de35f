"""The report of `check`: a line for each thing that was tried, and a verdict."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, computed_field, field_validator, model_validator

from experiment.format.vocabulary import Word
from experiment.format.worded_facts import IN_JSON, OR_WORDS
from experiment.messages.checks import STATES, CheckState, Named


class Verdict(Word):
    """How a line of the check ended, from good to bad."""

    PASS = "pass"
    WARN = "warn"
    FAIL = "fail"


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


Fact: TypeAlias = Annotated[int | float | str | tuple[Named, ...], OR_WORDS, IN_JSON]
"""What a line tells of: a figure, words, a moment of the laboratory's day, or several things."""

_WORDS = ("name", "found", "remedy")
"""What stands in a report for people, and follows from state and facts."""


class CheckLine(_Part):
    """One thing that was tried.

    It holds what was found as facts; whoever shows it has them said in a language. A report has the English beside
    them, for whoever reads the file.

    Parameters
    ----------
    state
        What was found: a state of `experiment.messages.checks`, by its name.
    facts
        What the sentences of that state have places for.
    verdict
        How it ended.
    value, unit
        What was measured; ``None``: there is no single figure.
    bar
        What passes and what fails.
    """

    state: str
    facts: dict[str, Fact] = {}
    verdict: Verdict
    value: float | None
    unit: str | None
    bar: str

    @model_validator(mode="before")
    @classmethod
    def _by_its_facts(cls, given: Any) -> Any:
        """Leave out what a report says in words: it is said anew."""
        return (
            {name: value for name, value in given.items() if name not in _WORDS} if isinstance(given, dict) else given
        )

    @model_validator(mode="after")
    def _can_be_said(self) -> CheckLine:
        if self.state not in STATES:
            raise ValueError(f"no line of a check finds {self.state}")
        if self.facts.keys() != self.found_as.places:
            raise ValueError(f"{self.state} is said by {sorted(self.found_as.places)}, not by {sorted(self.facts)}")
        return self

    @property
    def found_as(self) -> CheckState:
        """What was found."""
        return STATES[self.state]

    @property
    def named(self) -> Named:
        """Which line it is, for another line that tells of it."""
        duration_s = self.facts.get("duration_s")
        return Named(self.found_as.check.name, float(duration_s) if isinstance(duration_s, int | float) else None)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def name(self) -> str:
        """Of the line, the same in every report."""
        return self.found_as.said(self.facts).name

    @computed_field  # type: ignore[prop-decorator]
    @property
    def found(self) -> str:
        """What was found, in a sentence."""
        return self.found_as.said(self.facts).found

    @computed_field  # type: ignore[prop-decorator]
    @property
    def remedy(self) -> str:
        """What to do if it did not pass."""
        return self.found_as.said(self.facts).remedy


class CheckReport(_Part):
    """Everything that a check of the lab PC found.

    Parameters
    ----------
    made_utc
        When.
    study
        Whose screens and durations were tried.
    display
        What the laboratory calls the display.
    emulated_display
        Flips were paced by software: no evidence about the display.
    machine
        What the software calls system and graphics; nothing that names the machine or its user.
    intervals_ms
        Intervals between the flips of the idle display, in their order.
    cannot_know
        What no software can find out.
    """

    check_version: str = "1.0"
    made_utc: str
    study: str
    display: str
    emulated_display: bool
    machine: dict[str, str]
    lines: tuple[CheckLine, ...] = Field(min_length=1)
    intervals_ms: tuple[float, ...]
    cannot_know: tuple[str, ...]

    @field_validator("made_utc")
    @classmethod
    def _is_a_moment(cls, text: str) -> str:
        if datetime.fromisoformat(text).tzinfo is None:
            raise ValueError("a moment without its zone")
        return text

    @property
    def made(self) -> datetime:
        """When it was made, by the clock that the computer had then."""
        return datetime.fromisoformat(self.made_utc)

    @property
    def verdict(self) -> Verdict:
        """The worst of its lines."""
        order = list(Verdict)
        return max((line.verdict for line in self.lines), key=order.index)

    def text(self) -> bytes:
        """Write the report for programs."""
        return (self.model_dump_json(indent=1) + "\n").encode()


def read_report(content: bytes) -> CheckReport:
    """Read a report.

    Raises
    ------
    ValueError
        If it is none.
    """
    return CheckReport.model_validate_json(content)

"""The report of `check`: a line for each thing that was tried, and a verdict."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field, field_validator

from experiment.format.vocabulary import Word


class Verdict(Word):
    """How a line of the check ended, from good to bad."""

    PASS = "pass"
    WARN = "warn"
    FAIL = "fail"


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class CheckLine(_Part):
    """One thing that was tried.

    Parameters
    ----------
    name
        Of the line, the same in every report.
    verdict
        How it ended.
    value, unit
        What was measured; ``None``: there is no single figure.
    bar
        What passes and what fails.
    found
        What was found, in a sentence.
    remedy
        What to do if it did not pass.
    """

    name: str
    verdict: Verdict
    value: float | None
    unit: str | None
    bar: str
    found: str
    remedy: str


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

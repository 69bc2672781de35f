"""From a figure to a verdict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from experiment.format.check_report import CheckLine, Fact, Verdict
from experiment.messages.checks import CheckState


@dataclass(frozen=True)
class Limit:
    """What a figure must not exceed.

    Parameters
    ----------
    passes, warns
        Up to the first it passes, up to the second it is worth a warning.
    unit
        Of all three.
    """

    passes: float
    warns: float
    unit: str

    def verdict(self, value: float) -> Verdict:
        """Judge a figure."""
        if value <= self.passes:
            return Verdict.PASS
        return Verdict.WARN if value <= self.warns else Verdict.FAIL

    def __str__(self) -> str:
        warns = f"; fails above {self.warns:g}" if self.warns > self.passes else ""
        return f"at most {self.passes:g} {self.unit}{warns}"


def judged(state: CheckState, value: float, bar: Limit, facts: Mapping[str, Fact]) -> CheckLine:
    """Make the line of a figure.

    Parameters
    ----------
    state
        What was found.
    value
        What was measured, in the unit of the bar.
    bar
        What it must not exceed.
    facts
        What the sentences of the state tell of.
    """
    return CheckLine(
        state=state.name,
        facts=dict(facts),
        verdict=bar.verdict(value),
        value=round(value, 4),
        unit=bar.unit,
        bar=str(bar),
    )


def decided(
    state: CheckState, good: bool, bar: str, facts: Mapping[str, Fact] | None = None, otherwise: Verdict = Verdict.FAIL
) -> CheckLine:
    """Make the line of something that is so or is not."""
    verdict = Verdict.PASS if good else otherwise
    return CheckLine(state=state.name, facts=dict(facts or {}), verdict=verdict, value=None, unit=None, bar=bar)

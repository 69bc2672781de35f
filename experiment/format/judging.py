"""From a figure to a verdict."""

from __future__ import annotations

from dataclasses import dataclass

from experiment.format.check_report import CheckLine, Verdict


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


def judged(name: str, value: float, bar: Limit, found: str, remedy: str) -> CheckLine:
    """Make the line of a figure.

    Parameters
    ----------
    name
        Of the line.
    value
        What was measured, in the unit of the bar.
    bar
        What it must not exceed.
    found
        What was found, in a sentence.
    remedy
        What to do if it does not pass.
    """
    return CheckLine(
        name=name,
        verdict=bar.verdict(value),
        value=round(value, 4),
        unit=bar.unit,
        bar=str(bar),
        found=found,
        remedy=remedy,
    )


def decided(name: str, good: bool, bar: str, found: str, remedy: str, otherwise: Verdict = Verdict.FAIL) -> CheckLine:
    """Make the line of something that is so or is not."""
    verdict = Verdict.PASS if good else otherwise
    return CheckLine(name=name, verdict=verdict, value=None, unit=None, bar=bar, found=found, remedy=remedy)

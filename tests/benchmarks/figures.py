"""What a benchmark prints: a row for each bar, with ours, the ordinary way and the control, measured in one run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

_PERMUTATIONS = 4000

MARGIN_S = 50e-6
"""What a time may be worse than the control's: a twentieth of a millisecond, a third of what the observer resolves."""


@dataclass(frozen=True)
class Figures:
    """What one way gave.

    Parameters
    ----------
    way
        Whose: ``ours``, ``ordinary …`` or ``control …``.
    n
        How many measurements.
    values
        By name, with their unit in the name.
    """

    way: str
    n: int
    values: dict[str, float]

    def line(self) -> str:
        """Write it as a line of a table."""
        values = "  ".join(f"{name} {short(value)}" for name, value in self.values.items())
        return f"  {self.way:<34} n {self.n:>6}  {values}"


@dataclass(frozen=True)
class Row:
    """One row of the bars.

    Parameters
    ----------
    name, what
        What is measured.
    bar
        What is asked for, in words.
    met
        Whether ours is that good; ``None``: nothing is asked for, it is only reported.
    figures
        Of ours, and of what it is compared with.
    remarks
        What else a reader has to know.
    """

    name: str
    what: str
    bar: str
    met: bool | None
    figures: tuple[Figures, ...]
    remarks: tuple[str, ...] = field(default=())

    def unjudged(self) -> Row:
        """Leave the verdict out: there are too few measurements for one."""
        return replace(self, met=None)

    @property
    def verdict(self) -> str:
        """Say whether the bar is met."""
        return {True: "met", False: "NOT MET", None: "reported"}[self.met]

    def lines(self) -> list[str]:
        """Write it as lines of a table."""
        head = [f"{self.name}: {self.what}", f"  bar: {self.bar}: {self.verdict}"]
        return [*head, *(figures.line() for figures in self.figures), *(f"  ({remark})" for remark in self.remarks)]


def errors_ms(way: str, errors_s: Sequence[float], **more: float) -> Figures:
    """Summarise errors."""
    ms = 1000 * np.asarray(errors_s, dtype=float)
    if not len(ms):
        return Figures(way, 0, more)
    low, high = np.percentile(ms, [5, 95])
    values = {
        "median_ms": float(np.median(ms)),
        "mean_ms": float(ms.mean()),
        "sd_ms": float(ms.std(ddof=1)) if len(ms) > 1 else 0.0,
        "p5_ms": float(low),
        "p95_ms": float(high),
        "p95_abs_ms": float(np.percentile(abs(ms), 95)),
        "max_abs_ms": float(abs(ms).max()),
    }
    return Figures(way, len(ms), {**values, **more})


def lengths_ms(way: str, lengths_s: Sequence[float], **more: float) -> Figures:
    """Summarise how long something took."""
    ms = 1000 * np.asarray(lengths_s, dtype=float)
    median, p95, p99 = np.percentile(ms, [50, 95, 99])
    values = {"median_ms": float(median), "p95_ms": float(p95), "p99_ms": float(p99), "max_ms": float(ms.max())}
    return Figures(way, len(ms), {**values, **more})


def deviations_s(errors_s: Sequence[float]) -> list[float]:
    """Give the distance of each error from their median: what is spread, not bias."""
    errors = np.asarray(errors_s, dtype=float)
    return [float(value) for value in abs(errors - np.median(errors))]


def chance_of_being_no_worse(ours: Sequence[float], control: Sequence[float]) -> float:
    """Tell how often chance alone would make the mean of ours exceed the control's by as much (permutation test).

    It is a figure beside the verdict, not the verdict.
    """
    ours_, control_ = np.asarray(ours, dtype=float), np.asarray(control, dtype=float)
    excess = ours_.mean() - control_.mean()
    if excess <= 0:
        return 1.0
    draw, both = np.random.default_rng(1), np.concatenate([ours_, control_])
    total, count = both.sum(), 0
    for _ in range(_PERMUTATIONS):
        part = draw.permutation(both)[: len(ours_)].sum()
        count += part / len(ours_) - (total - part) / len(control_) >= excess
    return (count + 1) / (_PERMUTATIONS + 1)


def no_worse(ours: Sequence[float], control: Sequence[float], margin: float) -> tuple[bool, str]:
    """Judge whether the mean of ours is no more than the control's, and say by which figures.

    Parameters
    ----------
    margin
        By how much it may be more: two samples of one and the same process differ. What chance alone would do is
        printed beside it, and decides nothing.
    """
    mine, its, chance = float(np.mean(ours)), float(np.mean(control)), chance_of_being_no_worse(ours, control)
    said = f"{mine:.6g} against the control's {its:.6g} and a margin of {margin:g}; as great an excess by chance: p = "
    return mine <= its + margin, f"{said}{chance:.3f}"


def short(value: float) -> str:
    """Write a figure: a count as it is, anything else with its sign and three decimals."""
    return str(int(value)) if float(value).is_integer() and abs(value) < 1e6 else f"{value:+.3f}"

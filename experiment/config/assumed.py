"""Figures that are assumed: each with where it comes from, and the limits of its kind."""

from __future__ import annotations

import math
from typing import Annotated, ClassVar

from pydantic import Field, Strict, model_validator

from experiment.config.faults import Fault
from experiment.config.model import Model, Plain, wrong
from experiment.format.vocabulary import Origin

Share = Annotated[float, Strict(), Field(ge=0, le=1)]


class Stated(Model):
    """One figure, and where it comes from."""

    value: float
    """The figure."""
    origin: Origin
    """published: a source gives it; band: what sources give; fitted: so that what is simulated meets one; invented."""
    source: Plain
    """Which source, or why."""


class Assumed(Stated):
    """A figure in which people may differ: its mean, which it is of people who differ, too."""

    between_sd: float = 0.0
    """By how much people differ in it: a standard deviation; their mean is `value`, however much they differ."""


class AssumedWithin(Assumed):
    """A figure that lies between 0 and an upper end: how far people can differ in it hangs on where their mean lies."""

    highest: ClassVar[float]  # the upper end

    @property
    def sd_of_all(self) -> float:
        """By how much sessions of all people differ in it."""
        return self.between_sd

    @model_validator(mode="after")
    def _can_differ(self) -> AssumedWithin:
        if 0 < self.sd_of_all >= (limit := sd_limit(self.value, self.highest)):
            stated = [key for key in ("between_sd", "visits_sd") if getattr(self, key, 0) > 0]
            numbers = {"sd": self.sd_of_all, "value": self.value, "highest": self.highest}
            facts = {name: f"{number:.4g}" for name, number in numbers.items()} | {"below": rounded_down(limit)}
            raise wrong(Fault.DIFFER_TOO_MUCH, stated[0], keys="” and “".join(stated), **facts)
        return self


def sd_limit(mean: float, highest: float) -> float:
    """Return the standard deviation that nothing between 0 and an upper end reaches which has this mean.

    It is that of people each of whom stands at one of the two ends.
    """
    return math.sqrt(mean * (highest - mean))


def rounded_down(limit: float) -> str:
    """Return a limit as a person would write it who is to stay below it."""
    return f"{math.floor(limit * 1e4) / 1e4:g}"


class AssumedShare(AssumedWithin):
    """A share, from 0 to 1; people differ in it on the scale of the probit."""

    highest: ClassVar[float] = 1.0

    value: Share
    between_sd: Share = 0.0


class AssumedLearning(AssumedShare):
    """A share of the way, which may be otherwise at each visit."""

    visits_sd: Share = 0.0
    """By how much somebody differs in it from visit to visit: a standard deviation around their own mean."""

    @property
    def sd_of_all(self) -> float:
        """By how much sessions of all people differ in it: people do, and visits of each of them."""
        return math.hypot(self.between_sd, self.visits_sd)


class AssumedPct(AssumedWithin):
    """A percentage; people differ in it on the scale of the probit."""

    highest: ClassVar[float] = 100.0

    value: Annotated[float, Strict(), Field(ge=0, le=100)]
    between_sd: Annotated[float, Strict(), Field(ge=0, le=50)] = 0.0


class AssumedFactors(Assumed):
    """A figure that has no upper end, in which people differ by factors: where it is 0, nobody differs."""

    @model_validator(mode="after")
    def _something_differs(self) -> AssumedFactors:
        if self.value == 0 < self.between_sd:
            raise wrong(Fault.FACTORS_OF_NOTHING, "between_sd", between_sd=f"{self.between_sd:g}")
        return self


class AssumedSpread(AssumedFactors):
    """A standard deviation, in points; people differ in it by factors (log-normal)."""

    value: Annotated[float, Strict(), Field(ge=0, le=50)]
    between_sd: Annotated[float, Strict(), Field(ge=0, le=50)] = 0.0


class AssumedNoise(AssumedSpread):
    """The noise of answers, in which people differ by factors (log-normal); it may be otherwise at each visit."""

    visits_sd: Annotated[float, Strict(), Field(ge=0, le=2)] = 0.0
    """By which factors somebody differs in it from visit to visit: the standard deviation of their logarithm."""


class AssumedSlope(Assumed):
    """By how much one thing goes with another; it may be below 0. People differ in it by differences (normal)."""

    value: Annotated[float, Strict(), Field(ge=-2, le=2)]
    between_sd: Annotated[float, Strict(), Field(ge=0, le=2)] = 0.0


class AssumedScaling(AssumedFactors):
    """A share that may exceed 1, or a factor; people differ in it by factors (log-normal)."""

    value: Annotated[float, Strict(), Field(ge=0, le=5)]
    between_sd: Annotated[float, Strict(), Field(ge=0, le=5)] = 0.0


class AssumedTempo(AssumedFactors):
    """The standard deviation of a logarithm; people differ in it by factors (log-normal)."""

    value: Annotated[float, Strict(), Field(ge=0, le=1.5)]
    between_sd: Annotated[float, Strict(), Field(ge=0, le=0.5)] = 0.0


class AssumedSeconds(AssumedFactors):
    """A time in seconds; people differ in it by factors (log-normal)."""

    value: Annotated[float, Strict(), Field(ge=0.1, le=60)]
    between_sd: Annotated[float, Strict(), Field(ge=0, le=30)] = 0.0


class AssumedSpeed(AssumedFactors):
    """So many a second; people differ in it by factors (log-normal)."""

    value: Annotated[float, Strict(), Field(ge=0.5, le=100)]
    between_sd: Annotated[float, Strict(), Field(ge=0, le=50)] = 0.0


class AssumedScreens(AssumedFactors):
    """A number of screens; people differ in it by factors (log-normal)."""

    value: Annotated[float, Strict(), Field(ge=1, le=1_000_000)]
    between_sd: Annotated[float, Strict(), Field(ge=0, le=1_000_000)] = 0.0


class AssumedTimes(AssumedFactors):
    """How often something happens in a session; people differ in it by factors (log-normal)."""

    value: Annotated[float, Strict(), Field(ge=0, le=20)]
    between_sd: Annotated[float, Strict(), Field(ge=0, le=20)] = 0.0


class StatedShare(Stated):
    """A share, from 0 to 1."""

    value: Share


class StatedCount(Stated):
    """How many."""

    value: Annotated[int, Strict(), Field(ge=1, le=9999)]


class StatedDays(Stated):
    """A number of days."""

    value: Annotated[float, Strict(), Field(ge=0, le=30)]


class StatedJitter(Stated):
    """By how many minutes something is off."""

    value: Annotated[float, Strict(), Field(ge=0, le=120)]


class StatedMinutes(Stated):
    """A number of minutes."""

    value: Annotated[float, Strict(), Field(ge=0, le=1440)]

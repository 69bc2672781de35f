"""Figures that are assumed: each with where it comes from, and the limits of its kind."""

from __future__ import annotations

from typing import Annotated

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
    """A figure in which people may differ: its mean."""

    between_sd: float = 0.0
    """By how much people differ in it: a standard deviation."""


class AssumedShare(Assumed):
    """A share, from 0 to 1."""

    value: Share
    between_sd: Share = 0.0


class AssumedLearning(AssumedShare):
    """A share of the way, which may be otherwise at each visit."""

    visits_sd: Share = 0.0
    """By how much somebody differs in it from visit to visit: a standard deviation around their own mean."""


class AssumedPct(Assumed):
    """A percentage."""

    value: Annotated[float, Strict(), Field(ge=0, le=100)]
    between_sd: Annotated[float, Strict(), Field(ge=0, le=50)] = 0.0


class AssumedSpread(Assumed):
    """A standard deviation, in points."""

    value: Annotated[float, Strict(), Field(ge=0, le=50)]
    between_sd: Annotated[float, Strict(), Field(ge=0, le=50)] = 0.0


class AssumedFactors(AssumedSpread):
    """A standard deviation in which people differ by factors: where it is 0, nobody differs."""

    @model_validator(mode="after")
    def _something_differs(self) -> AssumedFactors:
        if self.value == 0 < self.between_sd:
            raise wrong(Fault.FACTORS_OF_NOTHING, "between_sd", between_sd=f"{self.between_sd:g}")
        return self


class AssumedNoise(AssumedFactors):
    """The noise of answers, which may be otherwise at each visit."""

    visits_sd: Annotated[float, Strict(), Field(ge=0, le=2)] = 0.0
    """By which factors somebody differs in it from visit to visit: the standard deviation of their logarithm."""


class AssumedSlope(Assumed):
    """By how much one thing goes with another; it may be below 0."""

    value: Annotated[float, Strict(), Field(ge=-2, le=2)]
    between_sd: Annotated[float, Strict(), Field(ge=0, le=2)] = 0.0


class AssumedScaling(Assumed):
    """A share that may exceed 1, or a factor."""

    value: Annotated[float, Strict(), Field(ge=0, le=5)]
    between_sd: Annotated[float, Strict(), Field(ge=0, le=5)] = 0.0


class AssumedTempo(Assumed):
    """The standard deviation of a logarithm."""

    value: Annotated[float, Strict(), Field(ge=0, le=1.5)]
    between_sd: Annotated[float, Strict(), Field(ge=0, le=0.5)] = 0.0


class AssumedSeconds(Assumed):
    """A time in seconds."""

    value: Annotated[float, Strict(), Field(ge=0.1, le=60)]
    between_sd: Annotated[float, Strict(), Field(ge=0, le=30)] = 0.0


class AssumedSpeed(Assumed):
    """So many a second."""

    value: Annotated[float, Strict(), Field(ge=0.5, le=100)]
    between_sd: Annotated[float, Strict(), Field(ge=0, le=50)] = 0.0


class AssumedScreens(Assumed):
    """A number of screens."""

    value: Annotated[float, Strict(), Field(ge=1, le=1_000_000)]
    between_sd: Annotated[float, Strict(), Field(ge=0, le=1_000_000)] = 0.0


class AssumedTimes(Assumed):
    """How often something happens in a session."""

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

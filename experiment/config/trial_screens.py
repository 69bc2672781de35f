"""The screens of a trial, as a study file asks for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, TypeAlias, TypeVar, get_args

from pydantic import Discriminator, Field, Tag, field_validator, model_validator

from experiment.config.faults import Fault
from experiment.config.model import (
    Deadline_s,
    Duration_s,
    Flag,
    Minimum_s,
    Model,
    Name,
    wrong,
)
from experiment.format.vocabulary import Question


class Uniform(Model):
    """A duration drawn anew for each trial."""

    uniform: Annotated[tuple[Duration_s, ...], Field(min_length=2, max_length=2)]
    """From … to … seconds."""

    @field_validator("uniform", mode="after")
    @classmethod
    def _ordered(cls, value: tuple[float, ...]) -> tuple[float, ...]:
        if value[0] >= value[1]:
            raise wrong(Fault.NOTHING_TO_DRAW)
        return value


def _duration_kind(value: object) -> str:
    return "drawn" if isinstance(value, Mapping | Uniform) else "fixed"


Duration: TypeAlias = Annotated[
    Annotated[Duration_s, Tag("fixed")] | Annotated[Uniform, Tag("drawn")], Discriminator(_duration_kind)
]


_SelfPaced = TypeVar("_SelfPaced", "ShownEvent", "ShownBaseRate")


def _minimum_only_if_self_paced(screen: _SelfPaced) -> _SelfPaced:
    if screen.minimum_s is not None and screen.duration_s is not None:
        raise wrong(Fault.MINIMUM_OF_A_TIMED_SCREEN)
    return screen


class Fixation(Model):
    """A cross in the middle."""

    duration_s: Duration


class ShownEvent(Model):
    """The event; without a duration, until the participant goes on."""

    duration_s: Duration | None = None
    minimum_s: Minimum_s | None = None
    """Where the participant goes on: a key counts only after so long."""
    with_base_rate: Flag = False
    """Show its base rate below it."""

    @model_validator(mode="after")
    def _self_paced(self) -> ShownEvent:
        return _minimum_only_if_self_paced(self)


class AskedEstimate(Model):
    """A question; without a deadline, until it is answered."""

    of: Question
    deadline_s: Deadline_s | None = None
    words: Name | None = None
    """Ask it with these words of the file of texts; without it, with those of the question's own name."""

    @property
    def words_name(self) -> str:
        """Where its words stand in the file of texts."""
        return self.words or str(self.of)


class ShownBaseRate(Model):
    """The base rate; without a duration, until the participant goes on."""

    duration_s: Duration | None = None
    minimum_s: Minimum_s | None = None
    """Where the participant goes on: a key counts only after so long."""

    @model_validator(mode="after")
    def _self_paced(self) -> ShownBaseRate:
        return _minimum_only_if_self_paced(self)


class ShownMessage(Model):
    """A page from the file of texts; without a duration, until the participant goes on."""

    page: Name
    duration_s: Duration | None = None


Screen: TypeAlias = Fixation | ShownEvent | AskedEstimate | ShownBaseRate | ShownMessage


def shows_rate(screen: Screen) -> bool:
    """Return whether the base rate stands on a screen."""
    return isinstance(screen, ShownBaseRate) or (isinstance(screen, ShownEvent) and screen.with_base_rate)


class ScreenKeys(Model):
    """One screen of a trial: exactly one of these keys."""

    fixation: Fixation | None = None
    event: ShownEvent | None = None
    estimate: AskedEstimate | None = None
    base_rate: ShownBaseRate | None = None
    message: ShownMessage | None = None

    @model_validator(mode="after")
    def _one(self) -> ScreenKeys:
        if len(list(self._given())) != 1:
            raise wrong(Fault.NOT_ONE_SCREEN)
        return self

    def _given(self) -> Iterator[Screen]:
        for key in type(self).model_fields:
            if (screen := getattr(self, key)) is not None:
                yield screen

    @property
    def screen(self) -> Screen:
        """The screen that is named."""
        return next(self._given())


KEYS: dict[type[Any], str] = {get_args(field.annotation)[0]: key for key, field in ScreenKeys.model_fields.items()}
"""By which key a study file asks for each kind of screen."""

Screens: TypeAlias = Annotated[tuple[ScreenKeys, ...], Field(min_length=1)]

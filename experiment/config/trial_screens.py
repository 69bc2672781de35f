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
    for_editors,
    wrong,
)
from experiment.format.vocabulary import Question


class Uniform(Model):
    """A duration drawn anew for each trial."""

    uniform: Annotated[tuple[Duration_s, ...], Field(min_length=2, max_length=2)]
    """From … to … seconds. For example `[1.0, 2.0]`."""

    @field_validator("uniform", mode="after")
    @classmethod
    def _ordered(cls, value: tuple[float, ...]) -> tuple[float, ...]:
        if value[0] == value[1]:
            raise wrong(Fault.ONE_DURATION, duration=f"{value[0]:g}")
        if value[0] > value[1]:
            raise wrong(Fault.NOTHING_TO_DRAW)
        return value


def _duration_kind(value: object) -> str:
    return "drawn" if isinstance(value, Mapping | Uniform) else "fixed"


Duration: TypeAlias = Annotated[
    Annotated[Duration_s, Tag("fixed")] | Annotated[Uniform, Tag("drawn")], Discriminator(_duration_kind)
]


_SelfPaced = TypeVar("_SelfPaced", "ShownEvent", "ShownBaseRate")


def _has_its_time(screen: _SelfPaced, name: str) -> _SelfPaced:
    """A screen without a word about its time may have lost it; that the participant paces it is written."""
    if not screen.model_fields_set & {"duration_s", "minimum_s"}:
        raise wrong(Fault.SCREEN_WITHOUT_TIME, screen=name)
    if screen.minimum_s is not None and screen.duration_s is not None:
        raise wrong(Fault.MINIMUM_OF_A_TIMED_SCREEN)
    return screen


class Fixation(Model):
    """A cross in the middle."""

    duration_s: Duration
    """How long it stands, in seconds, or the two ends between which that is drawn. For example `{uniform: [1.0,
    2.0]}`."""


_ITS_TIME = for_editors(
    anyOf=[{"required": ["duration_s"]}, {"required": ["minimum_s"]}],
    **{"not": {"required": ["duration_s", "minimum_s"], "properties": {"duration_s": {"not": {"type": "null"}}}}},
)


class ShownEvent(Model):
    """The event; without a duration, until the participant goes on."""

    model_config = _ITS_TIME

    duration_s: Duration | None = None
    """How long it stands, in seconds; null: until the participant goes on. For example `4.0`."""
    minimum_s: Minimum_s | None = None
    """Where the participant goes on: a key counts only after so many seconds. For example `0.5`."""
    with_base_rate: Flag = False
    """Show its base rate below it. For example `true`."""

    @model_validator(mode="after")
    def _self_paced(self) -> ShownEvent:
        return _has_its_time(self, "event")


class AskedEstimate(Model):
    """A question; without a deadline, until it is answered."""

    of: Question
    """What is asked: self, population or confidence. For example `self`."""
    deadline_s: Deadline_s | None = None
    """How long an answer may take, in seconds; null: as long as it does. For example `8.0`."""
    words: Name | None = None
    """Ask it with these words of the file of texts; without it, with those of the question's own name. For example
    `self_again`."""

    @property
    def words_name(self) -> str:
        """Where its words stand in the file of texts."""
        return self.words or str(self.of)


class ShownBaseRate(Model):
    """The base rate; without a duration, until the participant goes on."""

    model_config = _ITS_TIME

    duration_s: Duration | None = None
    """How long it stands, in seconds; null: until the participant goes on. For example `2.0`."""
    minimum_s: Minimum_s | None = None
    """Where the participant goes on: a key counts only after so many seconds. For example `0.5`."""

    @model_validator(mode="after")
    def _self_paced(self) -> ShownBaseRate:
        return _has_its_time(self, "base_rate")


class ShownMessage(Model):
    """A page from the file of texts; without a duration, until the participant goes on."""

    page: Name
    """The page, by its name in the file of texts. For example `half_way`."""
    duration_s: Duration | None = None
    """How long it stands, in seconds; null: until the participant goes on. For example `5.0`."""


Screen: TypeAlias = Fixation | ShownEvent | AskedEstimate | ShownBaseRate | ShownMessage


def shows_rate(screen: Screen) -> bool:
    """Return whether the base rate stands on a screen."""
    return isinstance(screen, ShownBaseRate) or (isinstance(screen, ShownEvent) and screen.with_base_rate)


class ScreenKeys(Model):
    """One screen of a trial: exactly one of these keys."""

    model_config = for_editors(minProperties=1, maxProperties=1)

    fixation: Fixation | None = None
    """A cross in the middle. For example `{duration_s: 1.0}`."""
    event: ShownEvent | None = None
    """The event. For example `{duration_s: 4.0}`."""
    estimate: AskedEstimate | None = None
    """A question about the event. For example `{of: self, deadline_s: 8.0}`."""
    base_rate: ShownBaseRate | None = None
    """The base rate of the event. For example `{duration_s: 2.0}`."""
    message: ShownMessage | None = None
    """A page from the file of texts. For example `{page: half_way}`."""

    @model_validator(mode="after")
    def _one(self) -> ScreenKeys:
        named = [name for name in type(self).model_fields if name in self.model_fields_set]
        if len(named) > 1:
            raise wrong(Fault.SCREENS_IN_ONE_ENTRY, named[1], screen=named[1], other=named[0])
        if not list(self._given()):
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

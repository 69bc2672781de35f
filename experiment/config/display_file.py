"""The displays of a laboratory: what each computer's screen must be, so that a wrong one is noticed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field, Strict

from experiment.config.explain import build, closest
from experiment.config.faults import Fault
from experiment.config.mistakes import Mistake, StudyMistakes
from experiment.config.model import Model, Name
from experiment.config.yaml_source import read_yaml
from experiment.format.near import as_known
from experiment.format.refresh import FASTEST_REFRESH_HZ, SLOWEST_REFRESH_HZ
from experiment.layout.size import LARGEST_TEXT_SCALE
from experiment.messages import Reason, Refusal

TextScale = Annotated[float, Strict(), Field(ge=1.0, le=LARGEST_TEXT_SCALE)]
Pixels = Annotated[int, Strict(), Field(ge=480, le=16384)]


class ExpectedDisplay(Model):
    """One display; what is left out is not checked."""

    monitor: Annotated[int, Strict(), Field(ge=0, le=15)] = 0
    """Number of the monitor, from 0. For example `0`."""
    size_px: Annotated[tuple[Pixels, ...], Field(min_length=2, max_length=2)] | None = None
    """Width and height in pixels. For example `[1920, 1080]`."""
    refresh_hz: Annotated[float, Strict(), Field(ge=SLOWEST_REFRESH_HZ, le=FASTEST_REFRESH_HZ)] | None = None
    """Refresh rate, in hertz. For example `60`."""
    text_scale: TextScale = 1.0
    """How large type is set, against the usual size; --text-scale chooses another for one session. For example
    `1.2`."""


class DisplayFile(Model):
    """The displays of a laboratory."""

    default: Name
    """The display of this computer; --display names another. For example `lab_pc`."""
    displays: dict[Name, ExpectedDisplay]
    """The displays by name. For example `{lab_pc: {refresh_hz: 60}}`."""


def load_displays(file: Path) -> DisplayFile:
    """Read the file of displays.

    Raises
    ------
    StudyMistakes
        With every mistake that could be found.
    """
    source = read_yaml(file)
    displays = build(DisplayFile, source)
    if displays.default not in displays.displays:
        suggestion = closest(displays.default, displays.displays)
        where = source.at("default")
        raise StudyMistakes([Mistake.at(where, Fault.NO_SUCH_DISPLAY, display=displays.default, suggestion=suggestion)])
    return displays


def display_named(displays: DisplayFile, name: str | None) -> tuple[str, ExpectedDisplay]:
    """Find the display of a name, or the default.

    Raises
    ------
    Refusal
        If there is none of that name.
    """
    name = as_known(name, displays.displays) if name else displays.default
    if name not in displays.displays:
        raise Refusal(Reason.UNKNOWN_DISPLAY, display=name, displays=", ".join(displays.displays))
    return name, displays.displays[name]

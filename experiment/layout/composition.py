"""A composition: everything of a view, placed in whole pixels from the top left corner of the screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from experiment.format.vocabulary import AbortReason
from experiment.layout import font
from experiment.layout.views import Notice

Colour = tuple[int, int, int]


@dataclass(frozen=True)
class Size:
    """Of a screen, in pixels."""

    width: int
    height: int

    def __str__(self) -> str:
        return f"{self.width}×{self.height}"


class Ink(Enum):
    """The colours of the task, on black."""

    TEXT = (235, 235, 235)
    QUIET = (160, 160, 160)
    NOTICE = (255, 200, 90)


@dataclass(frozen=True)
class Box:
    """A rectangle."""

    left: int
    top: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """First column beyond."""
        return self.left + self.width

    @property
    def bottom(self) -> int:
        """First row beyond."""
        return self.top + self.height

    def overlaps(self, other: Box) -> bool:
        """Tell whether the two share a pixel."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


@dataclass(frozen=True)
class TextLine:
    """One line of text."""

    text: str
    size_px: int
    left: int
    top: int
    ink: Ink = Ink.TEXT

    @property
    def box(self) -> Box:
        """The place it takes."""
        return Box(self.left, self.top, font.width_px(self.text, self.size_px), font.height_px(self.size_px))


@dataclass(frozen=True)
class Bar:
    """A filled rectangle."""

    box: Box
    ink: Ink = Ink.TEXT


@dataclass(frozen=True)
class Entry:
    """Where the digits of a typed answer stand."""

    slots: tuple[Box, ...]
    size_px: int


@dataclass(frozen=True)
class Composition:
    """A view, placed.

    Parameters
    ----------
    lines, bars
        What always stands there.
    entry
        Where typed digits appear.
    captions
        What stands below the entry: the hint (``None``) or a notice.
    marks
        The mark beside each reason of the pause, shown when it is chosen.
    """

    lines: tuple[TextLine, ...] = ()
    bars: tuple[Bar, ...] = ()
    entry: Entry | None = None
    captions: Mapping[Notice | None, tuple[TextLine, ...]] = field(default_factory=dict)
    marks: Mapping[AbortReason, Bar] = field(default_factory=dict)

    def boxes(self, notice: Notice | None = None) -> list[Box]:
        """List the place of everything that can stand there at one time."""
        slots = self.entry.slots if self.entry else ()
        return [
            *(line.box for line in (*self.lines, *self.captions.get(notice, ()))),
            *(bar.box for bar in (*self.bars, *self.marks.values())),
            *slots,
        ]

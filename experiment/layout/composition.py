"""A composition: everything of a view, placed in whole pixels from the top left corner of the screen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto

from experiment.layout import font
from experiment.layout.targets import Target
from experiment.layout.views import Notice

Colour = tuple[int, int, int]


class Ink(Enum):
    """The colours of the task, on black."""

    TEXT = (235, 235, 235)
    QUIET = (160, 160, 160)
    NOTICE = (255, 200, 90)
    FRAME = (90, 90, 90)


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

    def holds(self, x: float, y: float) -> bool:
        """Return whether a point is within."""
        return self.left <= x < self.right and self.top <= y < self.bottom

    def overlaps(self, other: Box) -> bool:
        """Return whether the two share a pixel."""
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
class DigitBoxes:
    """Where the digits of a typed answer stand, and what stands around them."""

    slots: tuple[Box, ...]
    size_px: int
    signs: tuple[TextLine, ...] = ()
    ink: Ink = Ink.TEXT


@dataclass(frozen=True)
class Track:
    """Where a slider's marker moves, and what its values look like.

    Parameters
    ----------
    box
        The line it moves along.
    touch
        Where a click counts.
    marker
        Width and height of the marker.
    values
        Each value in large digits.
    typed
        The place of digits that make no value yet, or none at all: by how many they are.
    """

    box: Box
    touch: Box
    marker: tuple[int, int]
    values: Mapping[int, TextLine]
    typed: Mapping[int, DigitBoxes]

    def share_of(self, x: float) -> float:
        """Return where along the track a column of pixels is."""
        return (x - self.box.left) / self.box.width

    @property
    def reach(self) -> Box:
        """All that the marker can cover."""
        first, last = self.marker_at(min(self.values)), self.marker_at(max(self.values))
        return Box(first.left, first.top, last.right - first.left, first.height)

    def middle_of(self, value: int) -> int:
        """Say in which column of pixels the marker stands for a value."""
        low, high = min(self.values), max(self.values)
        return self.box.left + round((value - low) / (high - low) * self.box.width)

    def marker_at(self, value: int) -> Box:
        """Return where the marker is for a value."""
        width, height = self.marker
        return Box(self.middle_of(value) - width // 2, self.box.top + self.box.height // 2 - height // 2, width, height)


class When(Enum):
    """When something stands on a screen with options."""

    ALWAYS = auto()
    UNTIL_CHOSEN = auto()
    ONCE_CHOSEN = auto()

    def holds(self, chosen: bool) -> bool:
        """Return whether it stands there now."""
        return self is When.ALWAYS or chosen is (self is When.ONCE_CHOSEN)


@dataclass(frozen=True)
class Button:
    """Words in a frame that can be clicked."""

    target: Target
    box: Box
    lines: tuple[TextLine, ...]
    when: When = When.ALWAYS


@dataclass(frozen=True)
class Composition:
    """A view, placed.

    Parameters
    ----------
    lines, bars
        What always stands there.
    digit_boxes
        Where typed digits appear.
    track
        Where a slider is.
    captions
        What stands below the digits: the hint (``None``) or a notice.
    marks
        The mark beside each numbered option, shown when it is chosen.
    options
        Where each numbered option can be clicked.
    until_chosen
        What stands there until an option is chosen.
    buttons
        What can be clicked besides.
    """

    lines: tuple[TextLine, ...] = ()
    bars: tuple[Bar, ...] = ()
    digit_boxes: DigitBoxes | None = None
    track: Track | None = None
    captions: Mapping[Notice | None, tuple[TextLine, ...]] = field(default_factory=dict)
    marks: Mapping[int, Bar] = field(default_factory=dict)
    options: Mapping[int, Box] = field(default_factory=dict)
    until_chosen: tuple[TextLine, ...] = ()
    buttons: tuple[Button, ...] = ()

    @property
    def clickable(self) -> Mapping[Target, Box]:
        """Return where what can be clicked, but for a slider's track."""
        options = {Target.option(number): box for number, box in self.options.items()}
        return options | {button.target: button.box for button in self.buttons}

    def target_at(self, x: float, y: float) -> Target | None:
        """Return what a click means there."""
        return next((target for target, box in self.clickable.items() if box.holds(x, y)), None)

    def boxes(self, notice: Notice | None = None, chosen: bool = False) -> list[Box]:
        """List the place of everything that can stand there at one time."""
        boxes, track = self.digit_boxes, self.track
        slots = [*boxes.slots, *(sign.box for sign in boxes.signs)] if boxes else []
        slider = [] if track is None else [track.reach, _widest(track.values.values())]
        return [
            *(line.box for line in (*self.lines, *self.captions.get(notice, ()))),
            *(line.box for line in self.until_chosen if not chosen),
            *(button.box for button in self.buttons if button.when.holds(chosen)),
            *(bar.box for bar in (*self.bars, *self.marks.values())),
            *slots,
            *slider,
        ]


def _widest(lines: Iterable[TextLine]) -> Box:
    return max((line.box for line in lines), key=lambda box: box.width)

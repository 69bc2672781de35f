"""From a composition to the window: every line of text is a picture that was made before it is needed.

The pictures are drawn with the font that measured them, so that nothing on the screen is wider than it was on paper,
and no other font can take its place.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import chain
from typing import TypeAlias

from PIL import Image
from psychopy import visual
from pyglet import gl

from experiment.layout import font
from experiment.layout.answer_state import AnswerState
from experiment.layout.button_picture import draw_button
from experiment.layout.composition import Bar, Box, Button, Composition, DigitBoxes, Ink, TextLine, Track
from experiment.layout.size import Size
from experiment.layout.targets import Target

DIGITS = "0123456789"

_Looks: TypeAlias = tuple[Box, tuple[int, int], tuple[tuple[int, TextLine], ...]]
"""Of a slider: its line, the size of its marker, and its values."""


class _Picture(visual.ImageStim):  # type: ignore[misc]  # PsychoPy has no types
    """A picture that cannot be dragged: PsychoPy would make a mouse for each, and show its pointer anew."""

    draggable = False


@contextmanager
def _without_mipmaps() -> Iterator[None]:
    """Make no smaller copies of a picture, which PsychoPy has made twice: what is drawn pixel by pixel uses none."""
    made = gl.glGenerateMipmap
    gl.glGenerateMipmap = lambda _target: None
    try:
        yield
    finally:
        gl.glGenerateMipmap = made


class Sprites:
    """The pictures of a session, one for each text, size and colour, whichever screens it stands on."""

    def __init__(self, window: visual.Window, size: Size) -> None:
        self._window = window
        self._size = size
        self._pictures: dict[tuple[str, int, Ink], visual.ImageStim] = {}
        self._buttons: dict[tuple[Target, int, int, tuple[str, ...]], visual.ImageStim] = {}
        self._rectangles: dict[tuple[int, int, Ink], visual.Rect] = {}
        self._sliders: dict[_Looks, dict[int, tuple[Sprite, Sprite]]] = {}
        self._never_drawn: list[visual.ImageStim | visual.Rect] = []

    def line(self, line: TextLine) -> Sprite:
        """Make the picture of a line of text, or take the one that is there."""
        return Sprite(self._picture(line.text, line.size_px, line.ink), self.centre(line.box))

    def button(self, button: Button) -> Sprite:
        """Make the picture of a button, or take the one that is there."""
        key = (button.target, button.box.width, button.box.height, tuple(line.text for line in button.lines))
        if key not in self._buttons:
            self._buttons[key] = self._image(draw_button(button))
        return Sprite(self._buttons[key], self.centre(button.box))

    def digits(self, boxes: DigitBoxes) -> dict[tuple[int, str], Sprite]:
        """Make the ten digits for each slot of a typed answer."""
        return {
            (n, digit): Sprite(self.digit(digit, boxes), self.centre(slot))
            for n, slot in enumerate(boxes.slots)
            for digit in DIGITS
        }

    def digit(self, digit: str, boxes: DigitBoxes) -> visual.ImageStim:
        """Make the picture of a digit of a typed answer, or take the one that is there."""
        return self._picture(digit, boxes.size_px, boxes.ink)

    def bar(self, bar: Bar) -> Sprite:
        """Make a filled rectangle, or take the one of its size and colour that is there."""
        key = (bar.box.width, bar.box.height, bar.ink)
        if key not in self._rectangles:
            self._rectangles[key] = visual.Rect(
                self._window,
                width=bar.box.width,
                height=bar.box.height,
                units="pix",
                colorSpace="rgb255",
                fillColor=bar.ink.value,
                lineWidth=0,
                autoLog=False,
            )
            self._never_drawn.append(self._rectangles[key])
        return Sprite(self._rectangles[key], self.centre(bar.box))

    def slider(self, track: Track) -> dict[int, tuple[Sprite, Sprite]]:
        """Make the digits and the marker of each value, or take those of a track that is quite alike."""
        key = (track.box, track.marker, tuple(track.values.items()))
        if key not in self._sliders:
            marker = self.bar(Bar(track.marker_at(min(track.values))))
            self._sliders[key] = {
                value: (self.line(line), replace(marker, centre=self.centre(track.marker_at(value))))
                for value, line in track.values.items()
            }
        return self._sliders[key]

    def draw_once(self) -> None:
        """Draw whatever has never been drawn, so that nothing is drawn for the first time in a trial.

        Only one pixel of it is: a display without a graphics card would otherwise need long for what nobody sees.
        """
        gl.glEnable(gl.GL_SCISSOR_TEST)
        gl.glScissor(0, 0, 1, 1)
        for stimulus in self._never_drawn:
            stimulus.draw()
        gl.glDisable(gl.GL_SCISSOR_TEST)
        self._never_drawn.clear()

    def _picture(self, text: str, size_px: int, ink: Ink) -> visual.ImageStim:
        key = (text, size_px, ink)
        if key not in self._pictures:
            self._pictures[key] = self._image(font.draw_line(text, size_px, ink.value))
        return self._pictures[key]

    def _image(self, image: Image.Image) -> visual.ImageStim:
        with _without_mipmaps():
            stimulus = _Picture(
                self._window, image=image, units="pix", size=image.size, interpolate=False, autoLog=False
            )
        self._never_drawn.append(stimulus)
        return stimulus

    def centre(self, box: Box) -> tuple[float, float]:
        """From pixels below the top left corner to PsychoPy's from the middle upwards; edges stay on whole pixels."""
        return (
            box.left + box.width / 2 - self._size.width / 2,
            self._size.height / 2 - box.top - box.height / 2,
        )


@dataclass(frozen=True)
class Sprite:
    """A picture at its place."""

    stimulus: visual.ImageStim | visual.Rect
    centre: tuple[float, float]

    def draw(self) -> None:
        """Draw it on the next frame."""
        self.stimulus.setPos(self.centre, log=False)
        self.stimulus.draw()


def pieces(composition: Composition, sprites: Sprites) -> Iterator[object]:
    """Make the pictures of a composition one after the other, so that its drawing finds them made."""
    for line in (*composition.lines, *chain.from_iterable(composition.captions.values()), *composition.until_chosen):
        yield sprites.line(line)
    for button in composition.buttons:
        yield sprites.button(button)
    track = composition.track
    for boxes in (
        *((composition.digit_boxes,) if composition.digit_boxes else ()),
        *(track.typed.values() if track else ()),
    ):
        for digit in DIGITS:
            yield sprites.digit(digit, boxes)
        for sign in boxes.signs:
            yield sprites.line(sign)
    for line in track.values.values() if track else ():
        yield sprites.line(line)


class Drawing:
    """A composition, ready to be drawn with the answer as it stands."""

    def __init__(self, composition: Composition, sprites: Sprites) -> None:
        self._always = [
            *(sprites.bar(bar) for bar in composition.bars),
            *(sprites.line(line) for line in composition.lines),
        ]
        boxes = composition.digit_boxes
        self._digits = sprites.digits(boxes) if boxes else {}
        self._always += [sprites.line(sign) for sign in boxes.signs] if boxes else []
        self._captions = {
            notice: [sprites.line(line) for line in lines] for notice, lines in composition.captions.items()
        }
        self.track = composition.track
        self._positions = self._slider(composition.track, sprites) if composition.track else {}
        typed = composition.track.typed if composition.track else {}
        self._typed = {
            count: (sprites.digits(boxes), [sprites.line(sign) for sign in boxes.signs])
            for count, boxes in typed.items()
        }
        self.target_at = composition.target_at
        self.clickable = composition.track is not None or bool(composition.clickable)
        self._buttons = {
            chosen: [sprites.button(button) for button in composition.buttons if button.when.holds(chosen)]
            for chosen in (False, True)
        }
        self._until_chosen = [sprites.line(line) for line in composition.until_chosen]
        self._marks = {number: sprites.bar(bar) for number, bar in composition.marks.items()}

    def draw(self, state: AnswerState) -> None:
        """Draw everything on the next frame, with the answer as it stands."""
        for sprite in self._always:
            sprite.draw()
        for sprite in self._captions.get(state.notice, ()):
            sprite.draw()
        if self.track is None:
            for place in enumerate(state.digits):
                self._digits[place].draw()
        elif state.marker is not None:
            for sprite in self._positions[state.marker]:
                sprite.draw()
        elif state.digits:
            digits, signs = self._typed[len(state.digits)]
            for sprite in (
                *signs,
                *(digits[place] for place in enumerate(state.digits) if place in digits),
            ):  # none unseen
                sprite.draw()
        for sprite in self._buttons[state.chosen is not None]:
            sprite.draw()
        for sprite in [self._marks[state.chosen]] if state.chosen is not None else self._until_chosen:
            sprite.draw()

    def _slider(self, track: Track, sprites: Sprites) -> dict[int, tuple[Sprite, Sprite]]:
        """Draw the track always, and for each value its digits and the marker: one rectangle at many places."""
        self._always.append(sprites.bar(Bar(track.box, Ink.QUIET)))
        return sprites.slider(track)

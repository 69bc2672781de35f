"""The picture of a screen, made with Pillow alone: the truth that the window is compared with."""

from __future__ import annotations

import io

from PIL import Image

from experiment.layout import font
from experiment.layout.answer_state import UNANSWERED, AnswerState
from experiment.layout.button_picture import draw_button
from experiment.layout.compose import compose
from experiment.layout.composition import Bar, Composition, DigitBoxes, Ink, TextLine
from experiment.layout.size import Size
from experiment.layout.views import View


def rendered(view: View, size: Size, state: AnswerState = UNANSWERED, text_scale: float = 1.0) -> Image.Image:
    """Draw a view with an answer as it stands."""
    composition: Composition = compose(view, size, text_scale)
    picture = Image.new("RGB", (size.width, size.height))
    for bar in composition.bars:
        _bar(picture, bar)
    for line in (*composition.lines, *composition.captions.get(state.notice, ())):
        _line(picture, line)
    if composition.digit_boxes:
        _digit_boxes(picture, composition.digit_boxes, state.digits)
    track = composition.track
    if track:
        _bar(picture, Bar(track.box, Ink.QUIET))
        if state.marker is not None:
            _line(picture, track.values[state.marker])
            _bar(picture, Bar(track.marker_at(state.marker)))
        elif state.digits:
            _digit_boxes(picture, track.typed[len(state.digits)], state.digits)
    for button in composition.buttons:
        if button.when.holds(state.chosen is not None):
            picture.paste(draw_button(button), (button.box.left, button.box.top))
    if state.chosen is not None:
        _bar(picture, composition.marks[state.chosen])
    for line in composition.until_chosen if state.chosen is None else ():
        _line(picture, line)
    return picture


def png(view: View, size: Size, state: AnswerState = UNANSWERED, text_scale: float = 1.0) -> bytes:
    """Draw a view with an answer as it stands, as the bytes of a PNG file."""
    file = io.BytesIO()
    rendered(view, size, state, text_scale).save(file, "PNG")
    return file.getvalue()


def _digit_boxes(picture: Image.Image, boxes: DigitBoxes, digits: str) -> None:
    for sign in boxes.signs:
        _line(picture, sign)
    for slot, digit in zip(boxes.slots, digits, strict=False):
        _line(picture, TextLine(digit, boxes.size_px, slot.left, slot.top, boxes.ink))


def _line(picture: Image.Image, line: TextLine) -> None:
    picture.paste(font.draw_line(line.text, line.size_px, line.ink.value), (line.left, line.top))


def _bar(picture: Image.Image, bar: Bar) -> None:
    picture.paste(bar.ink.value, (bar.box.left, bar.box.top, bar.box.right, bar.box.bottom))

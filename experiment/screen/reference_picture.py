"""What a view must look like, made with Pillow alone: the truth that the window is compared with; no PsychoPy here."""

from __future__ import annotations

from PIL import Image

from experiment.layout import font
from experiment.layout.compose import compose
from experiment.layout.composition import Bar, Composition, Ink, Size, TextLine
from experiment.layout.views import View
from experiment.task.answers import NOTHING, Answer, ChoiceAnswer, NumberAnswer, PauseChoice, TypedAnswer
from experiment.task.slider import SliderAnswer


def rendered(view: View, size: Size, answer: Answer = NOTHING, text_scale: float = 1.0) -> Image.Image:
    """Draw a view with an answer as it stands."""
    composition: Composition = compose(view, size, text_scale)
    picture = Image.new("RGB", (size.width, size.height))
    notice = answer.notice if isinstance(answer, NumberAnswer) else None
    for bar in composition.bars:
        _bar(picture, bar)
    for line in (*composition.lines, *composition.captions.get(notice, ())):
        _line(picture, line)
    if composition.entry and isinstance(answer, TypedAnswer):
        for slot, digit in zip(composition.entry.slots, answer.digits, strict=False):
            _line(picture, TextLine(digit, composition.entry.size_px, slot.left, slot.top, Ink.TEXT))
    track = composition.track
    if track:
        _bar(picture, Bar(track.box, Ink.QUIET))
        if isinstance(answer, SliderAnswer) and answer.value is not None:
            _line(picture, track.values[answer.value])
            _bar(picture, Bar(track.marker_at(answer.value)))
    if isinstance(answer, PauseChoice | ChoiceAnswer) and answer.chosen is not None:
        _bar(picture, composition.marks[answer.chosen])
    return picture


def _line(picture: Image.Image, line: TextLine) -> None:
    picture.paste(font.draw_line(line.text, line.size_px, line.ink.value), (line.left, line.top))


def _bar(picture: Image.Image, bar: Bar) -> None:
    picture.paste(bar.ink.value, (bar.box.left, bar.box.top, bar.box.right, bar.box.bottom))

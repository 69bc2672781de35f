"""What a view must look like, made with Pillow alone: the truth that the window is compared with; no PsychoPy here."""

from __future__ import annotations

from PIL import Image

from experiment.layout import font
from experiment.layout.button_picture import draw_button
from experiment.layout.compose import compose
from experiment.layout.composition import Bar, Composition, Entry, Ink, TextLine
from experiment.layout.size import Size
from experiment.layout.views import View
from experiment.task.answers import NOTHING, Answer, ChoiceAnswer, NumberAnswer, PauseChoice
from experiment.task.slider import SliderAnswer
from experiment.task.typed_answer import TypedAnswer


def rendered(view: View, size: Size, answer: Answer = NOTHING, text_scale: float = 1.0) -> Image.Image:
    """Draw a view with an answer as it stands."""
    composition: Composition = compose(view, size, text_scale)
    picture = Image.new("RGB", (size.width, size.height))
    notice = answer.notice if isinstance(answer, NumberAnswer | ChoiceAnswer) else None
    for bar in composition.bars:
        _bar(picture, bar)
    for line in (*composition.lines, *composition.captions.get(notice, ())):
        _line(picture, line)
    if composition.entry:
        _entry(picture, composition.entry, answer.digits if isinstance(answer, TypedAnswer) else "")
    track = composition.track
    if track:
        _bar(picture, Bar(track.box, Ink.QUIET))
        if isinstance(answer, SliderAnswer) and answer.value is not None:
            _line(picture, track.values[answer.value])
            _bar(picture, Bar(track.marker_at(answer.value)))
        elif isinstance(answer, SliderAnswer) and answer.digits:
            _entry(picture, track.typed[len(answer.digits)], answer.digits)
    chosen = answer.chosen if isinstance(answer, PauseChoice | ChoiceAnswer) else None
    for button in composition.buttons:
        if button.when.holds(chosen is not None):
            picture.paste(draw_button(button), (button.box.left, button.box.top))
    if chosen is not None:
        _bar(picture, composition.marks[chosen])
    for line in composition.until_chosen if chosen is None else ():
        _line(picture, line)
    return picture


def _entry(picture: Image.Image, entry: Entry, digits: str) -> None:
    for sign in entry.signs:
        _line(picture, sign)
    for slot, digit in zip(entry.slots, digits, strict=False):
        _line(picture, TextLine(digit, entry.size_px, slot.left, slot.top, entry.ink))


def _line(picture: Image.Image, line: TextLine) -> None:
    picture.paste(font.draw_line(line.text, line.size_px, line.ink.value), (line.left, line.top))


def _bar(picture: Image.Image, bar: Bar) -> None:
    picture.paste(bar.ink.value, (bar.box.left, bar.box.top, bar.box.right, bar.box.bottom))

"""What a view must look like, made with Pillow alone: the truth that the window is compared with."""

from __future__ import annotations

from PIL import Image

from experiment.layout import font
from experiment.layout.compose import compose
from experiment.layout.composition import Bar, Composition, Ink, Size, TextLine
from experiment.layout.views import Notice, View


def rendered(
    view: View, size: Size, digits: str = "", notice: Notice | None = None, value_pct: int | None = None
) -> Image.Image:
    """Draw a view with what has been typed, or chosen on the slider."""
    composition: Composition = compose(view, size)
    picture = Image.new("RGB", (size.width, size.height))
    for bar in composition.bars:
        _bar(picture, bar)
    for line in (*composition.lines, *composition.captions.get(notice, ())):
        _line(picture, line)
    if composition.entry:
        for slot, digit in zip(composition.entry.slots, digits, strict=False):
            _line(picture, TextLine(digit, composition.entry.size_px, slot.left, slot.top, Ink.TEXT))
    track = composition.track
    if track:
        _bar(picture, Bar(track.box, Ink.QUIET))
        if value_pct is not None:
            _line(picture, track.values[value_pct])
            _bar(picture, Bar(track.marker_at(value_pct)))
    return picture


def _line(picture: Image.Image, line: TextLine) -> None:
    picture.paste(font.draw_line(line.text, line.size_px, line.ink.value), (line.left, line.top))


def _bar(picture: Image.Image, bar: Bar) -> None:
    picture.paste(bar.ink.value, (bar.box.left, bar.box.top, bar.box.right, bar.box.bottom))

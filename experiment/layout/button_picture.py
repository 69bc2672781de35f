"""The picture of a button: a thin frame around its words, as large as its box."""

from __future__ import annotations

from PIL import Image, ImageDraw

from experiment.layout import font
from experiment.layout.composition import Button, Ink


def draw_button(button: Button) -> Image.Image:
    """Draw a button on black."""
    width, height = button.box.width, button.box.height
    picture = Image.new("RGB", (width, height))
    thick = max(1, round(height / 40))
    ImageDraw.Draw(picture).rectangle((0, 0, width - 1, height - 1), outline=Ink.FRAME.value, width=thick)
    for line in button.lines:
        words = font.draw_line(line.text, line.size_px, line.ink.value)
        picture.paste(words, (line.left - button.box.left, line.top - button.box.top))
    return picture

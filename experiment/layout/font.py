"""The font that is shipped: one engine measures text and draws it, so that what fits on paper fits on the screen."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from experiment.refusals import Reason, Refusal

FONT_FILE = Path(__file__).parent / "fonts" / "DejaVuSans.ttf"
_NOT_DRAWN = frozenset("\n \u00a0\u202f")


@cache
def load(size_px: int) -> ImageFont.FreeTypeFont:
    """Load the shipped font at a size; nothing else is ever put in its place.

    Raises
    ------
    Refusal
        If the file is missing or is no font.
    """
    try:
        return ImageFont.truetype(FONT_FILE, size_px, layout_engine=ImageFont.Layout.BASIC)
    except OSError as error:
        raise Refusal(Reason.FONT_MISSING, file=FONT_FILE.name) from error


@lru_cache(maxsize=65536)
def width_px(text: str, size_px: int) -> int:
    """Measure how wide a line is, in whole pixels."""
    return int(-(-load(size_px).getlength(text) // 1))


def height_px(size_px: int) -> int:
    """Measure how high a line is from the top of its accents to the bottom of its descenders, in pixels."""
    ascent, descent = load(size_px).getmetrics()
    return ascent + descent


@cache
def _mask_of_missing() -> bytes:
    return bytes(load(32).getmask("\U0010ffff"))


@cache
def _has_glyph(character: str) -> bool:
    return bytes(load(32).getmask(character)) != _mask_of_missing()


def missing_characters(text: str) -> list[str]:
    """List the characters of a text that the font cannot draw."""
    return [character for character in dict.fromkeys(text) if not (character in _NOT_DRAWN or _has_glyph(character))]


def draw_line(text: str, size_px: int, colour: tuple[int, int, int]) -> Image.Image:
    """Draw a line of text on black, exactly as large as it was measured.

    Parameters
    ----------
    text
        One line.
    size_px
        Size of the font.
    colour
        Red, green and blue, 0–255.

    Returns
    -------
    PIL.Image.Image
        An RGB picture of :func:`width_px` × :func:`height_px` pixels.
    """
    picture = Image.new("RGB", (max(1, width_px(text, size_px)), height_px(size_px)))
    ImageDraw.Draw(picture).text((0, 0), text, font=load(size_px), fill=colour)
    return picture

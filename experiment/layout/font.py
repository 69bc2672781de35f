"""The font that is shipped: one engine measures text and draws it, so that what fits on paper fits on the screen."""

from __future__ import annotations

import io
import math
from functools import cache, lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from experiment.messages import Reason, Refusal

FONT_FILE = Path(__file__).parent / "fonts" / "DejaVuSans.ttf"
_NOT_DRAWN = frozenset("\n \u00a0\u202f")
_ABOVE_ASCENT_PX = 1
"""At some sizes hinting lifts an accent one pixel above the ascent of the font."""


@cache
def _content() -> bytes:
    return FONT_FILE.read_bytes()


@cache
def load(size_px: int) -> ImageFont.FreeTypeFont:
    """Load the shipped font at a size; nothing else is ever put in its place.

    Raises
    ------
    Refusal
        If the file is missing or is no font.
    """
    try:  # by its name alone, Pillow would take any font of that name on the computer
        return ImageFont.truetype(io.BytesIO(_content()), size_px, layout_engine=ImageFont.Layout.BASIC)
    except OSError as error:
        raise Refusal(Reason.FONT_MISSING, file=FONT_FILE.name) from error


@lru_cache(maxsize=65536)
def _extent_px(text: str, size_px: int) -> tuple[int, int]:
    """Return how far a line reaches to the left of where it starts (the foot of a J does), and to the right.

    The same whole pixels as Pillow's ``getbbox`` gives, which loads the outline of every character anew; here each
    character and each pair is loaded once.
    """
    at_px = left_px = right_px = 0.0
    before = ""
    for character in text:
        if before:
            at_px += _step_px(before, character, size_px)
        to_left_px, to_right_px = _reach_px(character, size_px)
        if to_left_px > left_px + at_px:
            left_px = to_left_px - at_px
        right_px = max(right_px, at_px + to_right_px)
        before = character
    return math.floor(left_px + 0.5), math.floor(right_px + 0.5)


@cache
def _reach_px(character: str, size_px: int) -> tuple[float, float]:
    left, _, right, _ = load(size_px).getbbox(character)
    return -left, right


@cache
def _step_px(character: str, following: str, size_px: int) -> float:
    """Return how far apart two characters start, kerned, in 64ths of a pixel: only their sum is rounded."""
    return load(size_px).getlength(character + following) - _advance_px(following, size_px)


@cache
def _advance_px(character: str, size_px: int) -> float:
    return load(size_px).getlength(character)


@lru_cache(maxsize=65536)
def width_px(text: str, size_px: int) -> int:
    """Measure how wide a line is with all its ink, in whole pixels."""
    left, right = _extent_px(text, size_px)
    return left + right


@cache
def space_px(size_px: int) -> int:
    """Measure the space between two words, in whole pixels."""
    return math.ceil(load(size_px).getlength(" "))


@cache
def height_px(size_px: int) -> int:
    """Measure how high a line is from the top of its accents to the bottom of its descenders, in pixels."""
    ascent, descent = load(size_px).getmetrics()
    return _ABOVE_ASCENT_PX + ascent + descent


@cache
def _mask_of_missing() -> bytes:
    return bytes(load(32).getmask("\U0010ffff"))


@cache
def _has_glyph(character: str) -> bool:
    mask = bytes(load(32).getmask(character))
    return any(mask) and mask != _mask_of_missing()


def missing_characters(text: str) -> list[str]:
    """List the characters of a text that the font cannot draw, or that would leave no trace on the screen."""
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
    start = (_extent_px(text, size_px)[0], _ABOVE_ASCENT_PX)
    ImageDraw.Draw(picture).text(start, text, font=load(size_px), fill=colour)
    return picture

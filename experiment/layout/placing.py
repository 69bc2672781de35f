"""Placing text: paragraphs are broken, centred or set in a column, within a band of the screen's height."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from experiment.layout import font
from experiment.layout.composition import Ink, TextLine
from experiment.layout.places import Band
from experiment.layout.text_block import DoesNotFit, balance

LEADING = 1.3
_PARAGRAPH_GAP = 0.6


@dataclass(frozen=True)
class Canvas:
    """The screen, and by how much its type is larger than usual."""

    width: int
    height: int
    text_scale: float


@lru_cache(maxsize=16384)  # what stands around the events is the same on every screen
def centred(text: str, share: float, canvas: Canvas, band: Band, ink: Ink = Ink.TEXT) -> tuple[TextLine, ...]:
    """Break a paragraph into balanced lines and centre them in a band of the screen."""
    size_px = px(share, canvas)
    lines = balance(text, size_px, round(canvas.width * 0.84))
    stacked = _stack(
        [(line, 0.0) for line in lines],
        size_px,
        canvas,
        band,
        lambda line: (canvas.width - font.width_px(line, size_px)) // 2,
        ink,
    )
    return tuple(stacked)


def column(
    paragraphs: Iterable[str],
    share: float,
    width_px: int,
    canvas: Canvas,
    band: Band,
    ink: Ink = Ink.TEXT,
) -> list[TextLine]:
    """Break paragraphs into lines of a centred column with a straight left edge."""
    size_px = px(share, canvas)
    lines = [
        (line, _PARAGRAPH_GAP if first else 0.0)
        for paragraph in paragraphs
        for line, first in _first_marked(balance(paragraph, size_px, width_px))
    ]
    widest = max(font.width_px(line, size_px) for line, _ in lines)
    return _stack(lines, size_px, canvas, band, lambda _line: (canvas.width - widest) // 2, ink)


def _first_marked(lines: Iterable[str]) -> Iterable[tuple[str, bool]]:
    return ((line, n == 0) for n, line in enumerate(lines))


def _stack(
    lines: list[tuple[str, float]],
    size_px: int,
    canvas: Canvas,
    band: Band,
    left_of: Callable[[str], int],
    ink: Ink,
) -> list[TextLine]:
    """Put lines, each with the gap above it in lines, one below the other in the middle of a band."""
    pitch = round(size_px * LEADING)
    offsets: list[int] = []
    below = 0
    for n, (_, gap) in enumerate(lines):
        below += round(pitch * gap) if n else 0
        offsets.append(below)
        below += pitch
    height = offsets[-1] + font.height_px(size_px)
    if height > (band.bottom - band.top) * canvas.height:
        raise DoesNotFit(f"“{lines[0][0]} …” takes {len(lines)} lines, more than there is room for")
    top = middle(band, height, canvas)
    return [
        TextLine(line, size_px, left_of(line), top + offset, ink)
        for (line, _), offset in zip(lines, offsets, strict=True)
    ]


def middle(band: Band, height: int, canvas: Canvas) -> int:
    """Return where something begins that stands in the middle of a band."""
    return round((band.top + band.bottom) / 2 * canvas.height - height / 2)


def px(share: float, canvas: Canvas) -> int:
    """Size of type, from its share of the screen's height."""
    return round(share * canvas.height * canvas.text_scale)

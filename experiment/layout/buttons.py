"""What can be clicked: words in a thin frame. Plain and quiet, and always in the same places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from experiment.layout import font
from experiment.layout.composition import Box, Button, Ink, TextLine, When
from experiment.layout.places import Band
from experiment.layout.placing import LEADING, Canvas, px
from experiment.layout.targets import Target
from experiment.layout.text_block import DoesNotFit, balance
from experiment.layout.views import Hint

FOOTER = 0.031
_BAND = Band(0.89, 0.985)
_WIDEST = 0.94
_BESIDE, _ABOVE = 0.018, 0.004
"""From the words of a button to its frame."""
_GAP, _ROW_GAP = 0.03, 0.006

_DIGIT = 0.041
_LARGEST_DIGIT = 1.3
_DIGIT_WIDTH = 0.06
_DIGIT_GAP = 0.012


@dataclass(frozen=True)
class _Piece:
    """A hint, measured; it has a frame if it can be clicked."""

    target: Target | None
    words: tuple[str, ...]
    size_px: int
    width: int
    height: int
    ink: Ink

    def placed(self, left: int, top: int, when: When) -> tuple[list[TextLine], list[Button]]:
        """Put it somewhere."""
        pitch = round(self.size_px * LEADING)
        below = top + (self.height - font.height_px(self.size_px) - pitch * (len(self.words) - 1)) // 2
        lines = [
            TextLine(
                words,
                self.size_px,
                left + (self.width - font.width_px(words, self.size_px)) // 2,
                below + n * pitch,
                self.ink,
            )
            for n, words in enumerate(self.words)
        ]
        if self.target is None:
            return lines, []
        return [], [Button(self.target, Box(left, top, self.width, self.height), tuple(lines), when)]


def _piece(hint: Hint, size_px: int, canvas: Canvas, ink: Ink) -> _Piece:
    beside = round(_BESIDE * canvas.height) if hint.target else 0
    words = balance(hint.text, size_px, round(_WIDEST * canvas.width) - 2 * beside)
    return _Piece(
        hint.target,
        tuple(words),
        size_px,
        max(font.width_px(line, size_px) for line in words) + 2 * beside,
        font.height_px(size_px) + round(size_px * LEADING) * (len(words) - 1) + 2 * round(_ABOVE * canvas.height),
        ink,
    )


@lru_cache(maxsize=1024)
def footer(hints: tuple[Hint, ...], canvas: Canvas) -> tuple[tuple[TextLine, ...], tuple[Button, ...]]:
    """Place the hints at the bottom side by side, in two rows if they are too wide for one."""
    return _rows(hints, FOOTER, canvas, _BAND, Ink.QUIET, When.ALWAYS)


@lru_cache(maxsize=1024)
def button(hint: Hint, share: float, canvas: Canvas, band: Band, ink: Ink, when: When) -> tuple[Button, ...]:
    """Place a button in the middle of a band of the screen."""
    return _rows((hint,), share, canvas, band, ink, when)[1]


@lru_cache(maxsize=64)
def digits(canvas: Canvas, top: float) -> tuple[Button, ...]:
    """Place a row of ten buttons."""
    size_px = round(_DIGIT * canvas.height * min(canvas.text_scale, _LARGEST_DIGIT))
    beside, gap = round(_BESIDE * canvas.height), round(_DIGIT_GAP * canvas.height)
    width = max(round(_DIGIT_WIDTH * canvas.height), font.width_px("0", size_px) + 2 * beside)
    height = font.height_px(size_px) + 2 * round(_ABOVE * canvas.height)
    left = (canvas.width - 10 * width - 9 * gap) // 2
    if left < 0:
        raise DoesNotFit("the digits are wider than the screen")
    row = (
        _Piece(Target.digit(digit), (digit,), size_px, width, height, Ink.QUIET).placed(
            left + n * (width + gap), round(top * canvas.height), When.ALWAYS
        )[1]
        for n, digit in enumerate("0123456789")
    )
    return tuple(one for placed in row for one in placed)


def _rows(
    hints: Iterable[Hint], share: float, canvas: Canvas, band: Band, ink: Ink, when: When
) -> tuple[tuple[TextLine, ...], tuple[Button, ...]]:
    size_px, gap = px(share, canvas), round(_GAP * canvas.height)
    pieces = [_piece(hint, size_px, canvas, ink) for hint in hints]
    rows = list(_broken(pieces, gap, round(_WIDEST * canvas.width)))
    row_gap = round(_ROW_GAP * canvas.height)
    heights = [max(piece.height for piece in row) for row in rows]
    height = sum(heights) + row_gap * (len(rows) - 1)
    if height > (band.bottom - band.top) * canvas.height:
        widest = max(pieces, key=lambda piece: piece.width)
        raise DoesNotFit(f"“{widest.words[0]} …” takes more than there is room for")
    top = round((band.top + band.bottom) / 2 * canvas.height - height / 2)
    lines: list[TextLine] = []
    buttons: list[Button] = []
    for row, row_height in zip(rows, heights, strict=True):
        left = (canvas.width - sum(piece.width for piece in row) - gap * (len(row) - 1)) // 2
        for piece in row:
            text, framed = piece.placed(left, top + (row_height - piece.height) // 2, when)
            lines += text
            buttons += framed
            left += piece.width + gap
        top += row_height + row_gap
    return tuple(lines), tuple(buttons)


def _broken(pieces: list[_Piece], gap: int, widest: int) -> Iterator[list[_Piece]]:
    """Fill one row after the other."""
    row: list[_Piece] = []
    for piece in pieces:
        if row and sum(one.width + gap for one in row) + piece.width > widest:
            yield row
            row = []
        row.append(piece)
    if row:
        yield row

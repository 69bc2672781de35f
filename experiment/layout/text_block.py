"""Paragraphs broken into lines that fit a width."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate, pairwise

from experiment.layout import font


class DoesNotFit(Exception):
    """A text is too long for the place it must stand in."""


def wrap(text: str, size_px: int, width_px: int) -> list[str]:
    """Break a paragraph at plain spaces; a no-break space never ends a line.

    Raises
    ------
    DoesNotFit
        If a single word is wider than the line.
    """
    words, widths_px = _measured(text, size_px)
    _refuse_wider(words, widths_px, width_px)
    return _lines(words, _ends(widths_px, font.space_px(size_px), width_px))


@lru_cache(maxsize=16384)  # what stands around the events is the same on every screen
def balance(text: str, size_px: int, width_px: int) -> tuple[str, ...]:
    """Break a paragraph into as few lines as :func:`wrap`, but of about equal width, for centred text."""
    words, widths_px = _measured(text, size_px)
    _refuse_wider(words, widths_px, width_px)
    space_px = font.space_px(size_px)
    ends = _ends(widths_px, space_px, width_px)
    if len(ends) > 1:
        ends = _ends(widths_px, space_px, _narrowest_px(widths_px, space_px, width_px, len(ends)))
    return tuple(_lines(words, ends))


def _narrowest_px(widths_px: list[int], space_px: int, width_px: int, lines: int) -> int:
    """Return the least width at which words take no more lines than at a given width: 2 or more."""
    if lines == 2:  # most events: the break at which the wider of both lines is least wide
        before = list(accumulate(width + space_px for width in widths_px))
        return min(max(left, before[-1] - left) for left in before[:-1]) - space_px
    narrow, wide = max(widths_px), width_px
    while narrow < wide:
        middle = (narrow + wide) // 2
        if len(_ends(widths_px, space_px, middle)) > lines:
            narrow = middle + 1
        else:
            wide = middle
    return wide


def _measured(text: str, size_px: int) -> tuple[list[str], list[int]]:
    words = re.split(r"[ \n]+", text.strip(" \n"))
    return words, [font.width_px(word, size_px) for word in words]


def _refuse_wider(words: list[str], widths_px: list[int], width_px: int) -> None:
    for word, word_px in zip(words, widths_px, strict=True):
        if word_px > width_px:
            raise DoesNotFit(f"“{word}” is wider than the screen")


def _ends(widths_px: list[int], space_px: int, width_px: int) -> list[int]:
    """Return after how many words each line ends.

    Words are measured, not lines: a line is never wider than its words and spaces.
    """
    ends: list[int] = []
    used_px = 0
    for n, word_px in enumerate(widths_px):
        if n and used_px + space_px + word_px > width_px:
            ends.append(n)
            used_px = word_px
        else:
            used_px += (space_px if n else 0) + word_px
    return [*ends, len(widths_px)]


def _lines(words: list[str], ends: list[int]) -> list[str]:
    return [" ".join(words[start:end]) for start, end in pairwise((0, *ends))]

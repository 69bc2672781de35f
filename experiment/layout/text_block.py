"""Paragraphs broken into lines that fit a width."""

from __future__ import annotations

import re
from functools import lru_cache

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
    space_px = font.space_px(size_px)
    lines: list[str] = []
    used_px = 0
    for word in _words(text):  # words are measured, not lines: a line is never wider than its words and spaces
        word_px = font.width_px(word, size_px)
        if word_px > width_px:
            raise DoesNotFit(f"“{word}” is wider than the screen")
        if lines and used_px + space_px + word_px <= width_px:
            lines[-1] += f" {word}"
            used_px += space_px + word_px
        else:
            lines.append(word)
            used_px = word_px
    return lines


@lru_cache(maxsize=16384)  # what stands around the events is the same on every screen
def balance(text: str, size_px: int, width_px: int) -> tuple[str, ...]:
    """Break a paragraph into as few lines as :func:`wrap`, but of about equal width, for centred text."""
    lines = wrap(text, size_px, width_px)
    if len(lines) == 1:
        return tuple(lines)
    narrow, wide = max(font.width_px(word, size_px) for word in _words(text)), width_px
    while narrow < wide:
        middle = (narrow + wide) // 2
        if len(wrap(text, size_px, middle)) > len(lines):
            narrow = middle + 1
        else:
            wide = middle
    return tuple(wrap(text, size_px, wide))


def _words(text: str) -> list[str]:
    return re.split(r"[ \n]+", text.strip(" \n"))

"""Paragraphs broken into lines that fit a width."""

from __future__ import annotations

import re

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
    lines: list[str] = []
    for word in _words(text):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.width_px(longer, size_px) <= width_px:
            lines[-1] = longer
        elif font.width_px(word, size_px) <= width_px:
            lines.append(word)
        else:
            raise DoesNotFit(f"“{word}” is wider than the screen")
    return lines


def balance(text: str, size_px: int, width_px: int) -> list[str]:
    """Break a paragraph into as few lines as :func:`wrap`, but of about equal width, for centred text."""
    lines = wrap(text, size_px, width_px)
    narrow, wide = max(font.width_px(word, size_px) for word in _words(text)), width_px
    while narrow < wide:
        middle = (narrow + wide) // 2
        if len(wrap(text, size_px, middle)) > len(lines):
            narrow = middle + 1
        else:
            wide = middle
    return wrap(text, size_px, wide)


def _words(text: str) -> list[str]:
    return re.split(r"[ \n]+", text.strip(" \n"))

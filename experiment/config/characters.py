"""Characters that nobody sees in a text, or that it was spoilt by: found, and called by their names."""

from __future__ import annotations

import re
import unicodedata

STEERING = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
"""Controls and direction marks: no file may hold one anywhere, for an editor shows another text than is there."""

_NEVER = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and signs that nobody sees."""
_REPLACEMENT = "\ufffd"
"""What programs put in the place of what they could not read."""


def first_unseen(text: str) -> str | None:
    """Find the first character that is not seen, or stands for one that was lost; line ends and tabs are text."""
    if text.isascii() and text.isprintable():
        return None
    return next((one for one in text if _is_unseen(one)), None)


def _is_unseen(character: str) -> bool:
    if character in "\n\t":
        return False
    return unicodedata.category(character) in _NEVER or character in _BLANK or character == _REPLACEMENT


def loose_marks(text: str) -> list[str]:
    """Find strokes and accents that do not make one character with the letter before them."""
    return [one for one in dict.fromkeys(text) if unicodedata.category(one).startswith("M")]


def name_of(character: str) -> str:
    """Name a character as Unicode does: soft hyphen (U+00AD)."""
    name = unicodedata.name(character, "").lower()
    code = f"U+{ord(character):04X}"
    return f"{name} ({code})" if name else code


_ODD_SPACES = frozenset("\u00a0\u1680\u202f\u205f\u3000") | {chr(code) for code in range(0x2000, 0x200B)}
"""Spaces that look like the plain one and are none to YAML."""


def first_odd_space(text: str) -> str | None:
    """Find the first space that is none to YAML; within a text it may be meant, in French before a colon."""
    if text.isascii():
        return None
    return next((one for one in text if one in _ODD_SPACES), None)

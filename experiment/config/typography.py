"""French typography: spaces that must not end a line, and proper apostrophes.

Rules of the Imprimerie nationale: a no-break space before ``: ; ! ? % €`` and inside ``« »``. A researcher types plain
spaces and straight apostrophes; what the participant sees, and what is stored, is set properly.
"""

from __future__ import annotations

import re
import unicodedata

NO_BREAK_SPACE = "\u00a0"

_BEFORE = re.compile(r" (?=[:;!?%»€])")
_AFTER = re.compile(r"(?<=«) ")
_THOUSANDS = re.compile(r"(?<=[0-9]) (?=[0-9]{3}(?![0-9]))")


def set_text(text: str, language: str) -> str:
    """Set a text as the language wants it.

    Parameters
    ----------
    text
        As typed by the researcher.
    language
        Two letters; only ``fr`` has rules of its own. In every language apostrophes are set, and a letter and its
        accent become one character.
    """
    text = unicodedata.normalize("NFC", text).strip().replace("'", "’")
    if language != "fr":
        return text
    for rule in (_BEFORE, _AFTER, _THOUSANDS):
        text = rule.sub(NO_BREAK_SPACE, text)
    return text

"""French typography: spaces that must not end a line, and proper apostrophes.

Rules of the Imprimerie nationale (Lexique des règles typographiques): a narrow no-break space before ``; ! ?`` and
between thousands, a no-break space before ``: % €`` and inside ``« »``. A researcher types plain spaces and straight
apostrophes; what participants and experimenters see, and what is stored, is set properly, whichever space was typed.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

NO_BREAK_SPACE, NARROW_SPACE = "\u00a0", "\u202f"

_SPACE = f"[ {NO_BREAK_SPACE}{NARROW_SPACE}]"
_FRENCH = (
    (re.compile(f"{_SPACE}(?=[;!?])"), NARROW_SPACE),
    (re.compile(rf"(?<=[0-9]){_SPACE}(?=[0-9]{{3}}(?![0-9]))"), NARROW_SPACE),
    (re.compile(f"{_SPACE}(?=[:%»€])|(?<=«){_SPACE}"), NO_BREAK_SPACE),
)


@lru_cache(maxsize=16384)  # every session of a study sets the same texts
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
    for rule, space in _FRENCH:
        text = rule.sub(space, text)
    return text


_SLIPS: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(
            r"\w*[^\s\d«:;!?%€\u00a0\u202f(](?=[;!?%€](?:\s|$))[;!?%€]|\w+:(?=\s|$)|[\d%€][;!?](?=\s|$)|[%€]:(?=\s|$)"
        ),
        "a space before ; : ! ? % €",
    ),
    (re.compile(r"[\"“”]\S*"), "quotation marks « »"),
    (re.compile(r"\w*\.\.\."), "three dots as one sign: …"),
    (re.compile(r"\w+ [,.](?=\s|$)"), "no space before a comma or full stop"),
    (re.compile(r"\w+[ \u00a0\u202f]{2,}\S"), "one space between words"),
)


@lru_cache(maxsize=16384)  # studies share their texts and events
def french_slip(text: str) -> tuple[str, str] | None:
    """Find where a French text departs from what French typography asks for, and what that is; the first place only.

    What the program sets itself (apostrophes, no-break spaces) is no slip.
    """
    for pattern, rule in _SLIPS:
        if found := pattern.search(text):
            return found[0], rule
    return None

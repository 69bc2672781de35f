"""Somebody's own words, which are kept with the data: what can be kept of them, and what cannot."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from experiment.config.characters import first_unseen

LONGEST = 200
"""Characters."""


@dataclass(frozen=True)
class OwnWords:
    """Words as they are kept.

    Parameters
    ----------
    text
        Without spaces around them, each letter one character.
    unseen
        A character in them that is not seen or is no text; ``None``: there is none.
    """

    text: str
    unseen: str | None

    @property
    def is_too_long(self) -> bool:
        """Whether there are too many of them."""
        return len(self.text) > LONGEST


def own_words(typed: str) -> OwnWords:
    """Read words as somebody has typed them: on one line."""
    text = unicodedata.normalize("NFC", typed).strip()
    unseen = first_unseen(" " if "\n" in text else text.replace("\t", " ")) or ("\n" if "\n" in text else None)
    return OwnWords(text, unseen)

"""A sentence, or a part of one, in both languages."""

from __future__ import annotations

from typing import NamedTuple


class Text(NamedTuple):
    """The same in both languages.

    Parameters
    ----------
    en, fr
        With places for the facts.
    here_en
        In English where nothing can be typed, in a window, if that is another thing.
    """

    en: str
    fr: str
    here_en: str = ""

    def in_language(self, language: str) -> str:
        """Give it in ``en`` or ``fr``."""
        return self.fr if language == "fr" else self.en

"""A state that a line of the check can be in, and how it is put into words."""

from __future__ import annotations

import string
from collections.abc import Mapping
from enum import Enum
from typing import Any, NamedTuple

from experiment.messages.checks.named import Check, Named
from experiment.messages.message import HOW_TO_START, Filling
from experiment.messages.text import Text

_JOINED = {"list": Text(", ", ", "), "and": Text(" and ", " et ")}
"""How several things stand together, by what their place says: ``{lines:list}``."""


class Said(NamedTuple):
    """A line in words: its name, its name among what is in order, what was found, and what to do."""

    name: str
    in_order: str
    found: str
    remedy: str


class _FillingOfLines(Filling):
    """Fills places where several things may stand; decimals have a comma in French."""

    def format_field(self, value: object, format_spec: str) -> str:
        """Write a fact."""
        if format_spec in _JOINED:
            return self._together(value, format_spec)
        text = super().format_field(value, format_spec)
        return text.replace(".", ",") if self.language == "fr" and isinstance(value, float) else text

    def _together(self, several: Any, how: str) -> str:
        return (
            _JOINED[how]
            .in_language(self.language)
            .join(
                self.vformat(one.text.in_language(self.language), (), {"duration_s": one.duration_s})
                for one in (Named(*each) for each in several)
            )
        )


_FILLING = {language: _FillingOfLines(language) for language in ("en", "fr")}


class CheckState(Enum):
    """What a line of the check can find: which line it is, what is so, and what to do about it."""

    @property
    def check(self) -> Check:
        """Which line it is."""
        check: Check = self.value[0]
        return check

    @property
    def found(self) -> Text:
        """What is so, with places for the facts."""
        found: Text = self.value[1]
        return found

    @property
    def remedy(self) -> Text:
        """What to do about it; nothing where nothing is amiss."""
        return self.value[2] if len(self.value) > 2 else Text("", "")

    @property
    def places(self) -> frozenset[str]:
        """Names of the facts that its sentences have places for, in whichever language."""
        texts = [*self.check.text, *self.found, *self.remedy]
        parsed = [part for text in texts for part in string.Formatter().parse(text)]
        return frozenset(name for _, name, _, _ in parsed if name and name != HOW_TO_START)

    def said(self, facts: Mapping[str, object], language: str = "en", here: bool = False) -> Said:
        """Put it into words.

        Parameters
        ----------
        facts
            Of the case.
        language
            ``en`` or ``fr``.
        here
            In a window, where nothing can be typed.
        """
        filling = _FILLING[language]

        def words(text: Text) -> str:
            template = text.here_en if here and text.here_en and language == "en" else text.in_language(language)
            return filling.vformat(template, (), facts)

        return Said(*map(words, (self.check.text, self.check.in_order, self.found, self.remedy)))

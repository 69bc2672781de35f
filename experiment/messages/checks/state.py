"""A state that a line of the check can be in, and how it is put into words."""

from __future__ import annotations

import string
from collections.abc import Mapping
from enum import Enum
from typing import Any, NamedTuple

from experiment.messages.checks.named import Check, Named, Text
from experiment.messages.message import HOW_TO_START, Filling, visible
from experiment.messages.system_words import SystemSays

_JOINED = {"list": Text(", ", ", "), "and": Text(" and ", " et ")}
"""How several things stand together, by what their place says: ``{lines:list}``."""


class Said(NamedTuple):
    """A line in words: its name, its name among what is in order, what was found, and what to do."""

    name: str
    in_order: str
    found: str
    remedy: str


def _in(language: str, text: Text) -> str:
    return text.fr if language == "fr" else text.en


class _InFrench(Filling):
    """Fills places as French does: decimals with a comma, the day before month and year."""

    french = True

    def format_field(self, value: object, format_spec: str) -> str:
        """Write a fact."""
        if format_spec in _JOINED:
            return self._together(value, format_spec)
        if format_spec == "system":
            said = {one.en: one.fr for one in SystemSays} if self.french else {}
            return super().format_field(said.get(str(value), value), "")
        if format_spec == "moment":
            day, _, time = str(value).partition(" ")
            return visible(f"{'/'.join(reversed(day.split('-'))) if self.french else day} {time}")
        text = super().format_field(value, format_spec)
        return text.replace(".", ",") if self.french and isinstance(value, float) else text

    def _together(self, several: Any, how: str) -> str:
        language = "fr" if self.french else "en"
        each = (Named(*one) for one in several)
        return _in(language, _JOINED[how]).join(
            self.vformat(_in(language, one.text), (), {"duration_s": one.duration_s}) for one in each
        )


class _InEnglish(_InFrench):
    french = False


_FILLING = {"en": _InEnglish(), "fr": _InFrench()}


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
            template = text.here_en if here and text.here_en and language == "en" else _in(language, text)
            return filling.vformat(template, (), facts)

        return Said(*map(words, (self.check.text, self.check.in_order, self.found, self.remedy)))

"""A message: what is the case, and what to do about it; its sentences are filled with the facts of a case."""

from __future__ import annotations

import re
import string
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Any

from experiment.messages.counting import counted
from experiment.messages.text import Text

LAB_POSIX, LAB_WINDOWS = "python3 lab.py", "py lab.py"
LAB = LAB_WINDOWS if sys.platform == "win32" else LAB_POSIX
"""How this program is started on this computer: what ``{lab}`` in a sentence becomes."""

LONGEST_FACT = 400
"""What a user or a file has given is shown no longer than this."""

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Controls, direction marks, surrogates, line ends and what has no meaning: never sent to a terminal as they are."""


def visible(text: str) -> str:
    """Make a text fit for a terminal: what would steer it, or not be seen, is written as Python would escape it."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(repr(one)[1:-1] if unicodedata.category(one) in _UNSEEN else one for one in text)


_NOUN = re.compile("[a-z]{3,}")
"""What is counted, where a place says it."""

HOW_TO_START = "lab"
"""The place in a sentence that is filled with how lab.py is started."""


class Filling(string.Formatter):
    """Fills the places of a sentence, so that no fact can do anything but stand there.

    Parameters
    ----------
    language
        That of the sentence, ``en`` or ``fr``: facts that are words are said in it, and days are written as it does.
    """

    def __init__(self, language: str = "en") -> None:
        self.language = language

    def get_value(self, key: int | str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        """Find a fact, or how this program is started."""
        if key == HOW_TO_START:
            return kwargs.get(HOW_TO_START, LAB)
        return super().get_value(key, args, kwargs)

    def format_field(self, value: object, format_spec: str) -> str:
        """Write a fact: visible, and not endless."""
        if isinstance(value, Worded):
            return self.vformat(value.text.in_language(self.language), (), value.facts)
        if format_spec == "moment":  # {now:moment}: a day, with the time or without
            day, *time = str(value).split(" ", 1)
            return visible(" ".join(["/".join(reversed(day.split("-"))) if self.language == "fr" else day, *time]))
        if _NOUN.fullmatch(format_spec):  # {events:event}: 1 event, 3 events
            number = str(super().format_field(value, ""))
            return visible(counted(int(number), format_spec) if number.isdigit() else f"{number} {format_spec}s")
        text = str(super().format_field(value, format_spec))
        if len(text) > LONGEST_FACT:
            text = f"{text[: LONGEST_FACT // 2]} … {text[-LONGEST_FACT // 2 :]}"
        return visible(text)


filling = Filling()
_FILLING = {"en": filling, "fr": Filling("fr")}


def filled(sentence: str, facts: Mapping[str, object], language: str = "en") -> str:
    """Fill the places of a sentence that says the same as a message, in other words or in another language."""
    return _FILLING[language].vformat(sentence, (), facts)


class Worded(str):
    """A fact that is words: in English, and with what says the same in French.

    Attributes
    ----------
    name
        Of the words: a member of one of the enumerations in `experiment.messages.phrases`.
    text
        What that says.
    facts
        What its own places are filled with: texts, some of which may be words again.
    """

    name: str
    text: Text
    facts: dict[str, str]

    @classmethod
    def of(cls, name: str, text: Text, facts: Mapping[str, object]) -> Worded:
        """Say words with their facts."""
        given = {key: fact if isinstance(fact, Worded) else str(fact) for key, fact in facts.items()}
        worded = cls(filled(text.en, given))
        worded.name, worded.text, worded.facts = name, text, given
        return worded

    def __str__(self) -> str:
        """Stay words: whoever makes a text of a fact would leave the English alone of it."""
        return self


class Line(str):
    """A line that a message says, and of which message with which facts it is: for whoever says it in other words.

    Attributes
    ----------
    message
        Which one.
    facts
        As they stand in its sentences.
    """

    message: Message
    facts: dict[str, str]

    @classmethod
    def of(cls, message: Message, facts: Mapping[str, object]) -> Line:
        """Say a message."""
        line = cls("; ".join(message.sentences(**facts)))
        line.message, line.facts = message, message.shown(**facts)
        return line


class Message(Enum):
    """A message: the sentence that says what is the case, and the one that says what to do."""

    @property
    def what(self) -> str:
        """The sentence that says what is the case, with places for the facts."""
        return str(self.value[0])

    @property
    def remedy(self) -> str:
        """The sentence that says what to do, with places for the facts."""
        return str(self.value[1])

    @property
    def places(self) -> frozenset[str]:
        """Names of the facts that the two sentences have places for."""
        parsed = [part for sentence in self.value for part in string.Formatter().parse(sentence)]
        return frozenset(name for _, name, _, _ in parsed if name and name != HOW_TO_START)

    def shown(self, **facts: object) -> dict[str, str]:
        """Return the facts of a case as they stand in the sentences, for other sentences about the same case.

        What is words stays such, for sentences in another language.
        """
        parsed = [part for sentence in self.value for part in string.Formatter().parse(sentence)]
        specs = {name: spec or "" for _, name, spec, _ in parsed if name}
        return {
            name: fact if isinstance(fact, Worded) else filling.format_field(fact, specs.get(name, ""))
            for name, fact in facts.items()
        }

    def sentences(self, **facts: object) -> tuple[str, str]:
        """Fill both sentences with the facts of a case, made visible and not endless."""
        return filling.vformat(self.what, (), facts), filling.vformat(self.remedy, (), facts)

    def say(self, **facts: object) -> Line:
        """Make the one line that a user reads, whatever the facts hold."""
        return Line.of(self, facts)

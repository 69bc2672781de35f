"""Facts that are words, other than names, numbers and paths: named where they are given, said in both languages.

In English they stand in a sentence as any text does; a sentence in French says them in French.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum, unique
from functools import reduce
from typing import Any

from experiment.messages.message import Worded
from experiment.messages.text import Text


class Words(Enum):
    """What a fact can be: words in both languages, with places for facts of their own."""

    @property
    def text(self) -> Text:
        """The words."""
        text: Text = self.value
        return text

    def of(self, **facts: object) -> Worded:
        """Say them with their facts."""
        return Worded.of(self.name, self.text, facts)


@unique
class SystemSays(Words):
    """Why a disk refuses: what a system says of it (“Permission denied”) is no fact that anybody can mend."""

    READ_ONLY = Text("its disk is read-only", "son disque est en lecture seule")
    FORBIDDEN = Text("this account has no right to it", "ce compte n’en a pas le droit")
    FULL = Text("its disk is full", "son disque est plein")
    SHARE_USED_UP = Text(
        "this account has used up its share of the disk",
        "ce compte a épuisé sa part du disque",
    )
    FAILING = Text("its disk reports an error", "son disque signale une erreur")

    @property
    def en(self) -> str:
        """In English."""
        return self.text.en


@unique
class Phrase(Words):
    """Words that messages have for a fact."""

    BOTH = Text("{one} and {other}", "{one} et {other}")
    EITHER = Text("{one} or {other}", "{one} ou {other}")
    LISTED = Text("{one}, {other}", "{one}, {other}")
    AND_MORE = Text("{these} and {more} more", "{these} et {more:autre}")
    NONE = Text("none", "aucun")

    SESSION_OF = Text("a session of {participant_id}", "une séance de {participant_id}")
    SESSION_AT = Text("{participant_id} at {visit}", "{participant_id} ({visit})")
    ANOTHER_ENROLMENT = Text("another enrolment", "une autre inclusion")
    COLLECTION = Text("a collection", "une collecte")
    SOMETHING_THERE = Text("a collection, an enrolment or a session", "une collecte, une inclusion ou une séance")

    ARM = Text("arm", "bras")
    LANGUAGE = Text("language", "langue")
    LIST_ORDER = Text("list_order", "ordre des listes")
    STUDY = Text("study", "étude")
    IN_THE_ARM = Text("in the arm “{arm}”", "bras «\u00a0{arm}\u00a0»")
    IN_THE_LANGUAGE = Text("in the language “{language}”", "langue «\u00a0{language}\u00a0»")
    WITH_THE_LISTS = Text("with the lists {lists}", "listes {lists}")

    NUMBER = Text("a number", "un nombre")
    MISSING_VALUE = Text("a missing value", "une valeur manquante")
    TRUE_OR_FALSE = Text("true or false", "vrai ou faux")
    DATE_OR_TIME = Text("a date or a time", "une date ou une heure")
    DEVICE_OF_WINDOWS = Text("a device of Windows", "un appareil de Windows")

    REFUSED = Text("{name} ({error})", "{name} ({error})")
    A_FILE = Text("a file", "un fichier")
    A_LINK = Text("it is a link", "c’est un lien")
    LINK_IN_ITS_PLACE = Text("there is a link in its place", "un lien est à sa place")
    LINK_OR_NO_FILE = Text("it is a link or no file", "c’est un lien, ou ce n’est pas un fichier")
    NO_FILE = Text("it is not a file", "ce n’est pas un fichier")
    TOO_LARGE = Text("it is larger than {most_mb} MB", "il dépasse {most_mb}\u00a0Mo")
    WRITER_OF_FORMAT = Text("a version that writes format {version}", "une version qui écrit le format {version}")
    PROGRAM = Text("{name} {version}, revision {revision}", "{name} {version}, révision {revision}")

    NO_MODULE = Text("no module named {module}", "le module {module} manque")
    NO_OPENGL = Text("the display has no OpenGL", "l’écran n’a pas OpenGL")
    NO_ANSWER = Text("it did not answer for {seconds} s", "sans réponse pendant {seconds}\u00a0s")
    ENDED_BY_SIGNAL = Text("it ended with {signal}", "arrêté par {signal}")
    ENDED_WITH_CODE = Text("it ended with code {code}", "arrêté avec le code {code}")
    WHOLE_SCREEN = Text("the whole screen", "tout l’écran")
    WINDOW_OF_SIZE = Text("a window of {size} pixels", "une fenêtre de {size} pixels")
    WINDOW_ON_MONITOR = Text(
        "a window on all of monitor {monitor} ({place})", "une fenêtre sur tout le moniteur {monitor} ({place})"
    )
    ONE_AT = Text("one of {place}", "une de {place}")


_SOME = 3
"""So many of several things are named."""

_KNOWN: Mapping[str, Words] = {one.name: one for kind in (SystemSays, Phrase) for one in kind}


def together(facts: Sequence[str], as_: Phrase) -> str:
    """Put facts into one: each is so (`Phrase.BOTH`), one of them is (`Phrase.EITHER`), or they are named only."""
    return reduce(lambda one, other: as_.of(one=one, other=other), facts)


def some_of(names: Sequence[str]) -> str:
    """Name the first of several things, and say how many more there are."""
    these, more = together(names[:_SOME], Phrase.LISTED), len(names) - _SOME
    return Phrase.AND_MORE.of(these=these, more=more) if more > 0 else these


def as_json(fact: Any) -> Any:
    """Write a fact for another process, which may say it in another language."""
    if not isinstance(fact, Worded):
        return fact
    return {"words": fact.name, "facts": {name: as_json(one) for name, one in fact.facts.items()}}


def from_json(given: Any) -> Any:
    """Read such a fact.

    Raises
    ------
    ValueError
        If these are words that nobody knows.
    """
    if not isinstance(given, dict):
        return given
    try:
        return _KNOWN[given["words"]].of(**{name: from_json(fact) for name, fact in given["facts"].items()})
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError(f"no words are known as {given}") from error

"""The launcher in a language: its sentences, and what stands for words of the vocabulary, of anchors and of times."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from enum import Enum

from experiment.config.typography import set_text
from experiment.design.local_time import day_of, time_of
from experiment.design.window_words import WindowWords
from experiment.format.privacy import Personal
from experiment.format.vocabulary import (
    AbortReason,
    PauseReason,
    SessionPart,
    StopCause,
    VisitStanding,
    VisitWindow,
    WindowReason,
    Word,
)
from experiment.launcher.texts import Anchors, Moments, Sentence, Windows, Words


class Language(Enum):
    """The languages of the launcher; the value is the place of its sentences in `Text`."""

    EN = 0
    FR = 1

    @property
    def code(self) -> str:
        """Two letters."""
        return self.name.lower()


def language_named(code: str) -> Language:
    """Return the language of a code such as ``fr_FR``; whatever is not French is English."""
    return Language.FR if code.lower().startswith("fr") else Language.EN


class When(Enum):
    """What is said before a moment: where a day is said, and where the time alone."""

    UNTIL = (Moments.UNTIL_DAY, Moments.UNTIL_TIME)
    FROM = (Moments.FROM_DAY, Moments.FROM_TIME)
    DUE = (Moments.DUE_DAY, Moments.DUE_TIME)


_OTHERWISE: Mapping[Word, Sentence] = {
    PauseReason.ESCAPE: Words.BY_ESCAPE,
    PauseReason.EXPERIMENTER: Words.BY_EXPERIMENTER,
    PauseReason.SILENCE: Words.BY_SILENCE,
    PauseReason.CLOCKS: Words.BY_CLOCKS,
    PauseReason.STOOD_STILL: Words.BY_STOOD_STILL,
    PauseReason.SIZE_CHANGED: Words.BY_SIZE_CHANGED,
    PauseReason.REFRESH_CHANGED: Words.BY_REFRESH_CHANGED,
    PauseReason.HIDDEN: Words.BY_HIDDEN,
    PauseReason.COVERED: Words.BY_COVERED,
    PauseReason.KEYBOARD_LOST: Words.BY_KEYBOARD_LOST,
    Personal.NAME: Words.A_NAME,
    Personal.BIRTH: Words.A_BIRTH,
    Personal.CONTACT: Words.A_CONTACT,
}

_ANCHOR = re.compile(r"(?P<what>[A-Za-z]+?)_?(?P<number>[0-9]*)_(?P<side>end|start)")


@dataclass(frozen=True)
class Speaker:
    """Says things in a language."""

    language: Language

    def __call__(self, text: Sentence, /, **facts: object) -> str:
        """Say a sentence, its places filled."""
        return self.template(text).format(**facts)

    def template(self, text: Sentence) -> str:
        """Return a sentence with its places."""
        return self.set(text.value[self.language.value])

    def set(self, text: str) -> str:
        """Set a text as the language wants it."""
        return set_text(text, self.language.code)

    def together(self, parts: Iterable[str]) -> str:
        """Put parts of a sentence one after the other."""
        return ("\u202f; " if self.language is Language.FR else "; ").join(parts)

    def number(self, value: float, decimals: int) -> str:
        """Write a number."""
        written = f"{value:.{decimals}f}"
        return written.replace(".", ",") if self.language is Language.FR else written

    def word(
        self, word: AbortReason | PauseReason | Personal | SessionPart | StopCause | VisitStanding | WindowReason
    ) -> str:
        """Say a word of the vocabulary."""
        return self(_OTHERWISE.get(word) or Words[word.name])

    def of_participants(self, language: str) -> str:
        """Name a language of the study."""
        known = {"fr": Words.LANGUAGE_FR, "en": Words.LANGUAGE_EN}
        return self(known[language]) if language in known else language

    def anchor(self, name: str) -> str:
        """Name an anchor as people do: ``infusion1_end`` is the end of infusion 1."""
        match = _ANCHOR.fullmatch(name)
        if match is None:
            return name
        side = Anchors.END_OF_ANCHOR if match["side"] == "end" else Anchors.START_OF_ANCHOR
        return self(side, name=" ".join(filter(None, (match["what"], match["number"]))))

    @property
    def window_words(self) -> WindowWords:
        """How the time of a visit is said."""
        return WindowWords(
            overtaken=self.template(Windows.W_OVERTAKEN),
            not_entered=self.template(Windows.W_NOT_ENTERED),
            not_done=self.template(Windows.W_NOT_DONE),
            none_done=self.template(Windows.W_NONE_DONE),
            in_hours=self.template(Windows.W_IN_HOURS),
            in_days=self.template(Windows.W_IN_DAYS),
            apart=self.template(Windows.W_APART),
            from_to=self.template(Windows.W_FROM_TO),
            places={
                VisitWindow.INSIDE: self(Windows.W_INSIDE),
                VisitWindow.EARLY: self(Windows.W_EARLY),
                VisitWindow.LATE: self(Windows.W_LATE),
            },
            joined=f" {self(Windows.W_AND)} ",
            name=self.anchor,
            moment=self.moment,
        )

    def clock(self, utc: str, zone: tzinfo) -> str:
        """Say the time of day of a moment that a file gives."""
        return time_of(datetime.fromisoformat(utc), zone)

    def day(self, day: date) -> str:
        """Write a day of the calendar."""
        return f"{day:%d/%m/%Y}" if self.language is Language.FR else f"{day}"

    def moment(self, moment: datetime, zone: tzinfo, in_days: bool = False, now: datetime | None = None) -> str:
        """Say a moment as short as it is clear: the day alone, the time alone if it is today, or both."""
        written, time = self.day(day_of(moment, zone)), time_of(moment, zone)
        if in_days:
            return written
        return f"{written} {time}" if _has_day(moment, zone, in_days, now) else time

    def when(
        self, before: When, moment: datetime, zone: tzinfo, in_days: bool = False, now: datetime | None = None
    ) -> str:
        """Say a moment with a word before it: until then, from then on, due then."""
        with_day, time_alone = before.value
        text = with_day if _has_day(moment, zone, in_days, now) else time_alone
        return self(text, moment=self.moment(moment, zone, in_days, now))


def _has_day(moment: datetime, zone: tzinfo, in_days: bool, now: datetime | None) -> bool:
    """Return whether a moment is said with its day."""
    return in_days or now is None or day_of(moment, zone) != day_of(now, zone)

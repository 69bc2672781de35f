"""The sentences of the launcher: in both languages, with the same places, and set as each language wants it."""

from __future__ import annotations

import re
import string
from datetime import datetime, timedelta, timezone

import pytest

from experiment.format.privacy import Personal
from experiment.format.vocabulary import AbortReason, PauseReason, SessionPart, StopCause, VisitStanding, WindowReason
from experiment.launcher.speaking import Language, Speaker, When, language_named
from experiment.launcher.texts import ALL, Moments
from tests.unit.config.test_typography import WRONG

TEXTS = [text for sentences in ALL for text in sentences]
SPEAKERS = [Speaker(language) for language in Language]


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_say_the_same_facts() -> None:
    """What one language fills in, the other fills in too."""
    assert [] == [text for text in TEXTS if len(text.value) != 2 or places(text.value[0]) != places(text.value[1])]


def test_a_letter_that_leads_somewhere_does_so_in_both_languages() -> None:
    """What can be reached by a letter on the keyboard can be reached so in either language."""
    assert [] == [text for text in TEXTS if text.value[0].count("&") != text.value[1].count("&")]


def test_french_is_set_as_french_is() -> None:
    """Spaces are those of the rule for all French texts, and there is no straight apostrophe anywhere."""
    say = Speaker(Language.FR)
    assert [] == [text for text in TEXTS if WRONG.search(say.template(text)) or "'" in say.template(text)]


@pytest.mark.parametrize("say", SPEAKERS, ids=lambda say: say.language.code)
def test_every_word_of_the_vocabulary_can_be_said(say: Speaker) -> None:
    """Whatever a session or the board may tell has words in both languages."""
    words = (*AbortReason, *PauseReason, *Personal, *SessionPart, *StopCause, *VisitStanding, *WindowReason)
    assert all(say.word(word) for word in words)


def test_an_anchor_is_named_as_people_do() -> None:
    """Names of the study file become what people say."""
    english, french = SPEAKERS
    assert "infusion 1 (end)" == english.anchor("infusion1_end")
    assert "infusion 1 (fin)" == french.anchor("infusion1_end")
    assert "baseline (start)" == english.anchor("baseline_start")
    assert "scan" == english.anchor("scan")


@pytest.mark.parametrize(
    ("code", "language"), [("fr_FR", "FR"), ("fr", "FR"), ("en_GB", "EN"), ("C", "EN"), ("", "EN")]
)
def test_the_language_of_the_system_is_taken(code: str, language: str) -> None:
    """French where the system speaks French, else English."""
    assert Language[language] is language_named(code)


def test_parts_of_a_sentence_are_set_as_the_language_wants_them() -> None:
    """A narrow space before a semicolon in French, none in English."""
    assert ["a; b", "a\u202f; b"] == [say.together(["a", "b"]) for say in SPEAKERS]


NOW, ZONE = datetime(2026, 11, 27, 20, 0, tzinfo=timezone.utc), timezone.utc


@pytest.mark.parametrize(
    ("before", "later", "in_days", "words"),
    [
        (When.UNTIL, 2, False, ("until 22:00", "jusqu’à 22:00")),
        (When.UNTIL, 6, False, ("until 2026-11-28 02:00", "jusqu’au 28/11/2026 02:00")),
        (When.FROM, 2, False, ("from 22:00", "à partir de 22:00")),
        (When.FROM, 6, True, ("from 2026-11-28", "à partir du 28/11/2026")),
        (When.DUE, 2, False, ("due 22:00", "prévue à 22:00")),
        (When.DUE, 2, True, ("due 2026-11-27", "prévue le 27/11/2026")),
    ],
)
def test_what_is_said_before_a_moment_goes_by_its_day(
    before: When, later: int, in_days: bool, words: tuple[str, str]
) -> None:
    """In French, “until” is another word before a day than before a time."""
    moment = NOW + timedelta(hours=later)
    assert words == tuple(say.when(before, moment, ZONE, in_days, NOW) for say in SPEAKERS)


def test_no_other_sentence_says_such_a_word_itself() -> None:
    """A place that a moment fills has no word before it that would have to go by it."""
    wrong = re.compile("(jusqu'à|jusqu'au|à partir de|à partir du|prévue) \\{")
    assert [] == [
        text for text in TEXTS if not isinstance(text, Moments) and wrong.search(text.value[Language.FR.value])
    ]

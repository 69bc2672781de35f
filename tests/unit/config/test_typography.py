"""French is set as the Imprimerie nationale wants it, whatever a researcher has typed."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from experiment.config.load import load_study
from experiment.config.local_texts import local_texts
from experiment.config.localise import page_text, wording_of
from experiment.config.typography import set_text
from experiment.printed.phrases import Phrase
from experiment.verbs.defaults import studies_by_name
from tests.instruments.small_study import STUDIES_OF_TESTS
from tests.unit.config.study_copies import STUDY

NB, NARROW = "\u00a0", "\u202f"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Quoi ?", f"Quoi{NARROW}?"),
        ("Non !", f"Non{NARROW}!"),
        ("Oui ; non : 12 %", f"Oui{NARROW}; non{NB}: 12{NB}%"),
        ("« ainsi »", f"«{NB}ainsi{NB}»"),
        ("« ainsi » : « voilà » ?", f"«{NB}ainsi{NB}»{NB}: «{NB}voilà{NB}»{NARROW}?"),
        ("Quoi?", "Quoi?"),
        ("12% à 14:30", "12% à 14:30"),
        ("l'eau n'est pas", "l’eau n’est pas"),
        ("40 000 €", f"40{NARROW}000{NB}€"),
        ("1 000 000 ou 25 12", f"1{NARROW}000{NARROW}000 ou 25 12"),
        ("en 2020 1234 cas", "en 2020 1234 cas"),
        ("  bords \n", "bords"),
        (f"déjà{NB}: posé{NB}; ou{NARROW}: non", f"déjà{NB}: posé{NARROW}; ou{NB}: non"),
        ("e\u0301te\u0301", "été"),
    ],
)
def test_french_is_set(typed: str, shown: str) -> None:
    """Spaces that must not end a line become no-break spaces, apostrophes are curved, accents are one with letters."""
    assert shown == set_text(typed, "fr")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("Really ? 12 %", "Really ? 12 %"), ("it's « so »", "it’s « so »"), ("40 000", "40 000"), (" x ", "x")],
)
def test_other_languages_keep_their_spaces(typed: str, shown: str) -> None:
    """English has its apostrophes curved and its edges trimmed, and is otherwise left as it was typed."""
    assert shown == set_text(typed, "en")


@settings(deadline=None, derandomize=True, max_examples=500)
@given(
    text=st.text(alphabet=st.sampled_from(" :;!?%«»'’\u00a0\u202f\n0123aéb."), max_size=30),
    language=st.sampled_from(["fr", "en"]),
)
def test_setting_a_text_again_changes_nothing(text: str, language: str) -> None:
    """A text that is set stays as it is, so that it may be set wherever it comes in."""
    once = set_text(text, language)
    assert once == set_text(once, language)


@settings(deadline=None, derandomize=True, max_examples=500)
@given(text=st.text(alphabet=st.sampled_from(" :;!?%«»'0123aéb."), max_size=30))
def test_setting_a_text_changes_only_spaces_and_apostrophes(text: str) -> None:
    """No word is added, taken away or altered."""
    assert text.strip().replace("'", "’") == set_text(text, "fr").replace(NB, " ").replace(NARROW, " ")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_figure_and_its_sign_stay_together(language: str) -> None:
    """In every language the range on the screen has no plain space between a figure and its per cent sign."""
    study = load_study(STUDIES_OF_TESTS / STUDY)
    wording = wording_of(study.texts, language, language)
    expected = {"fr": f"entre 3{NB}% et 77{NB}%", "en": "between 3% and 77%"}
    shown = wording.hint.format(minimum=wording.percentage.format(value=3), maximum=wording.percentage.format(value=77))
    assert expected[language] == shown


def test_a_page_holds_the_figures_of_its_study() -> None:
    """Range, number of events and number of practice trials on the pages are those of the study file."""
    study = load_study(STUDIES_OF_TESTS / STUDY)
    pages = {name: page_text(study.texts, study.file, name, "en") for name in study.texts.pages}
    assert "between 3% and 77%" in pages["answers_slider"]
    assert "Number of events: 3." in pages["practice"]
    assert "40 events" in pages["first_phase"]
    assert not any(brace in page for page in pages.values() for brace in "{}")


def test_paragraphs_of_a_page_are_kept_apart() -> None:
    """What an empty line separates in the file is a paragraph on the screen, and lines within one are joined."""
    study = load_study(STUDIES_OF_TESTS / STUDY)
    page = page_text(study.texts, study.file, "half_way", "en")
    assert [
        "You are half-way through this part.",
        "Take a moment to rest, and go on when you are ready.",
    ] == page.split("\n\n")


WRONG = re.compile(
    rf"[^\S{NARROW}\n][;!?]|\w[;!?](?=\s|$)|[^\S{NB}\n][:%»€]|\w[»€](?=\s|$)|«[^{NB}]|[0-9][^\S{NARROW}\n][0-9]{{3}}(?!\w)"
)
"""What French has not: another space, or none, before a high sign, within guillemets, and between thousands."""


def shipped_in_french() -> Iterator[str]:
    """Every French text of every shipped study, as it is set, and of the document about a study."""
    for file in studies_by_name().values():
        study = load_study(file, any_screen=False)
        yield from (set_text(texts["fr"], "fr") for _, texts in local_texts(study.texts.model_dump()) if "fr" in texts)
        for events in study.events.lists.values():
            yield from (set_text(event.text["fr"], "fr") for event in events if "fr" in event.text)
    yield from (set_text(phrase.value[1], "fr") for phrase in Phrase)


def test_every_shipped_french_text_has_one_rule_for_its_spaces() -> None:
    """Narrow before ; ! ? and between thousands, wide before : % € and inside « »; nowhere another, or none."""
    texts = set(shipped_in_french())
    assert [] == [text for text in texts if WRONG.search(text)]
    assert {";", "?", ":", "%", "€", "»"} <= set("".join(texts))

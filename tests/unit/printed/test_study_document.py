"""The document about a study: all that an ethics committee asks for, in one file, as text that can be searched."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiment.config.load import Study, load_study
from experiment.design.walkthrough import EndedWith, Stands, visit_plans
from experiment.layout.size import Size
from experiment.printed.drawn_study import drawn_language
from experiment.printed.phrases import Phrase, name_in_words, stands_in_words
from experiment.printed.study_document import StudyDocument
from tests.instruments.pdf_text import text_of
from tests.instruments.small_study import write_small_study

_SIZE = Size(640, 480)


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Study:
    folder = tmp_path_factory.mktemp("study")
    file = write_small_study(folder, events=4, comprehension=True, afterwards=("memory", "vividness"), retest=1)
    events = json.loads((folder / "events.yaml").read_text(encoding="utf-8"))
    events["lists"]["main"][1]["valence"] = "favourable"
    (folder / "events.yaml").write_text(json.dumps(events), encoding="utf-8", newline="\n")
    return load_study(file)


def written(study: Study, file: Path) -> Path:
    plans = {language: visit_plans(study, language) for language in study.file.languages}
    drawn = {language: drawn_language(study, plans[language], _SIZE, 1.0) for language in study.file.languages}
    StudyDocument(study, plans["fr"], drawn).write(file)
    return file


@pytest.fixture(scope="module")
def pdf(study: Study, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(study, tmp_path_factory.mktemp("pdf") / "small.pdf")


@pytest.fixture(scope="module")
def text(pdf: Path) -> str:
    return text_of(pdf)


def test_its_text_can_be_selected(text: str, study: Study) -> None:
    """Every event in every language, with its rate and its source, and every page, stand in it as text."""
    for name in study.file.lists_shown:
        for event in study.events.lists[name]:
            assert event.text["en"] in text
            assert f"Événement n° {event.id[-1]}" in text
    assert "invented for tests" in text
    assert "Hello, and thank you for taking part in this study." in text
    assert "Bonjour, et merci de participer à cette étude." in text


def test_it_says_which_events_are_hoped_for(text: str) -> None:
    """The table says of an event that people would like to happen that it is one, and of no other event."""
    assert ["Event 1, called “main”"] == re.findall(r"(Event \d, called “\w+”) \w+ · favorable", text)
    assert 1 == text.count("favorable")


def test_it_says_how_each_screen_ends(text: str) -> None:
    """Names, durations and ends of the screens are below their pictures, in the language of the laboratory."""
    assert "première estimation, croix de fixation · de 0,05 à 0,1 s, tirée au sort · 4 fois" in text
    assert "jusqu’à la validation d’une réponse, 2 s au plus" in text
    assert "sans fréquence" in text


def test_it_says_how_visits_differ(text: str, study: Study) -> None:
    """Each visit of each arm has its line: its list, what comes before the trials and what after them."""
    assert "Les visites et leurs différences" in text
    for arm, entry in study.file.arms.items():
        for visit in entry.visits:
            assert arm in text
            assert visit in text


def test_it_names_the_files_it_is_of(text: str, study: Study) -> None:
    """The hash on every page is that of the study's files, and nothing says who or when."""
    assert study.fingerprint[:12] in text


def test_the_same_study_gives_the_same_file(study: Study, pdf: Path, tmp_path: Path) -> None:
    """A document that is made again is the same, byte for byte: two of them can be compared."""
    assert pdf.read_bytes() == written(study, tmp_path / "again.pdf").read_bytes()


def test_the_font_is_in_the_file(pdf: Path) -> None:
    """The shipped font is embedded, and no other is needed to read it."""
    fonts = set(re.findall(rb"/BaseFont /([A-Za-z+-]+)", pdf.read_bytes()))
    assert fonts
    assert {True} == {b"DejaVuSans" in font for font in fonts if b"Helvetica" not in font}


def test_its_chapters_are_in_the_outline(pdf: Path) -> None:
    """A reader of PDFs shows the chapters: visits, screens in each language, texts, events."""
    assert 10 <= pdf.read_bytes().count(b"/Title ")


@pytest.mark.parametrize("phrase", Phrase, ids=str)
def test_a_phrase_has_the_same_places_in_both_languages(phrase: Phrase) -> None:
    """What is filled in stands in the English and in the French sentence."""
    english, french = (set(re.findall(r"\{(\w+)\}", one)) for one in phrase.value)
    assert english == french


@given(
    st.floats(0.02, 120),
    st.sampled_from([by for by in EndedWith if by is not EndedWith.TIME]),
    st.sampled_from(["fr", "en", "es"]),
)
def test_every_end_has_words(seconds: float, by: EndedWith, language: str) -> None:
    """Whatever ends a screen is said, with its figures."""
    said = stands_in_words(Stands(by, at_most_s=seconds), language)
    assert said
    assert "." not in said or language != "fr"


def test_what_a_study_has_named_stays() -> None:
    """Names that the program knows are said in words, in either language; those of the study stay as they are."""
    assert "page, my page" == name_in_words("page my_page", "en")
    assert "à la fin, souvenir de la fréquence, hors de l’échelle" == name_in_words(
        "afterwards memory out of range", "fr"
    )
    assert "pause, keyboard" != name_in_words("pause keyboard_lost", "fr")

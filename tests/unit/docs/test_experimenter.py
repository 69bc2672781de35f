"""The page for the experimenter names buttons and pictures that there are, in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from experiment.launcher.speaking import Language, Speaker
from experiment.launcher.texts import ALL
from tests.instruments.small_study import PROJECT

PAGE = PROJECT / "docs" / "experimenter.md"
DAY = PAGE.read_text(encoding="utf-8").partition("## A day in the launcher")[2].partition("## Before the first")[0]
SPACES = {"\u00a0": " ", "\u202f": " "}


def said(language: Language) -> list[str]:
    """Everything that the launcher says, as it stands in a page: letters are not underlined there."""
    say = Speaker(language)
    return [say.template(text).replace("&", "").translate(str.maketrans(SPACES)) for kind in ALL for text in kind]


PAIRS = set(zip(said(Language.EN), said(Language.FR), strict=True))
ROWS = [
    tuple(cell.strip().split(" · ") for cell in line.strip("|").split("|"))
    for line in DAY.splitlines()
    if line.startswith("| ") and " · " in line
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0][0])
def test_a_button_has_the_names_that_the_page_gives_it(row: tuple[list[str], list[str]]) -> None:
    """In English and in French, in the same order."""
    english, french = row
    assert [] == [pair for pair in zip(english, french, strict=True) if pair not in PAIRS]


@pytest.mark.parametrize("name", sorted(set(re.findall(r"\*([^*\n]+…)\*", DAY))))
def test_what_is_to_be_pressed_is_there(name: str) -> None:
    """A button that opens another page ends in dots, on the page as in the launcher."""
    assert name in said(Language.EN)


@pytest.mark.parametrize("picture", re.findall(r"\((pictures/launcher_[a-z_]+)_en\.png\)", PAGE.read_text("utf-8")))
def test_a_picture_is_there_in_both_languages(picture: str) -> None:
    """Also for whoever has the launcher in French."""
    files = [PAGE.parent / Path(f"{picture}_{language.code}.png") for language in Language]
    assert [] == [file.name for file in files if not file.is_file()]

"""`new`: a study of one's own, in its own folder, with what it needs and no more."""

from __future__ import annotations

from pathlib import Path

import pytest

from experiment.config.load import load_study
from experiment.config.own_study import study_name
from experiment.config.yaml_source import read_yaml
from tests.instruments.small_study import STUDIES_OF_TESTS
from tests.instruments.typed_lab import Lab
from tests.unit.config.study_copies import PROJECT, STUDY

KETAMINE = STUDIES_OF_TESTS / STUDY


@pytest.fixture
def own(lab: Lab) -> Path:
    """A study made from a copy of the ketamine study."""
    folder = lab.folder / "my-own study"
    said = lab.say_just("new", str(folder), "--from", str(KETAMINE))
    assert (0, "") == (said.code, said.err)
    return folder


def test_it_has_three_files_and_a_readme(own: Path) -> None:
    """The folder holds the study, its events, its texts and ten lines to read, and nothing else."""
    assert {"study.yaml", "events.yaml", "texts.yaml", "README.md"} == {file.name for file in own.iterdir()}
    assert 8 <= len((own / "README.md").read_text(encoding="utf-8").splitlines()) <= 14


def test_it_is_the_other_study_but_for_its_name_and_seed(own: Path) -> None:
    """Every rule of the study is that of the one it is made from; its name, its seed and its files are its own, and
    it accepts no warning.
    """
    made, other = load_study(own / "study.yaml").file, load_study(KETAMINE).file
    same = {"study": "", "seed": 0, "stimuli": other.stimuli, "accepted_warnings": {}}
    assert other.model_copy(update=same) == made.model_copy(update=same)
    assert "my_own_study" == made.study
    assert made.seed != other.seed


def test_it_has_only_what_it_needs(own: Path) -> None:
    """No page, question or list is there that the study does not use; spare events are, to exchange."""
    made, other = load_study(own / "study.yaml"), load_study(KETAMINE)
    assert {*other.file.lists_shown, "spare"} == set(made.events.lists)
    assert "own_pace" not in made.texts.pages
    assert {"self", "population"} == set(made.texts.questions)
    assert made.texts.base_rate.not_shown is None
    for page, local in made.texts.pages.items():
        assert other.texts.pages[page] == local


@pytest.mark.parametrize("name", ["ketamine_retest", "original", "paris_one_phase"])
def test_one_in_a_further_language_is_good_before_it_is_translated(lab: Lab, name: str) -> None:
    """Nothing but its TODO is said of the words of a shipped study, in one line, and `new` says how many are left."""
    folder = lab.folder / "estudio"
    said = lab.say_just("new", str(folder), "--from", str(PROJECT / "configs" / f"{name}.yaml"), "--languages", "es")
    assert "texts still to be translated: each begins with TODO" in said.out
    assert "good" not in said.out
    remarks = load_study(folder / "study.yaml").remarks
    [left] = [one for one in remarks if one.where.file.name == "texts.yaml"]
    assert "unfinished-text" == left.code
    assert " places more of this file" in left.said


def test_comments_stay(own: Path) -> None:
    """What a line of the other file says of its value, and where its values come from, stands in the copy."""
    text = (own / "study.yaml").read_text(encoding="utf-8")
    assert "# B22, K25, G13" in text
    assert "Sources: B22 = " in text
    assert "\nreviewed: null                # {role: " in text
    assert "\n\narms:" in text
    assert text.startswith("# yaml-language-server: $schema=")
    assert "../stimuli" not in text


def test_the_schema_for_editors_is_found(own: Path) -> None:
    """The first line of each file leads to a schema that is there."""
    for file in own.glob("*.yaml"):
        _, _, way = file.read_text(encoding="utf-8").partition("\n")[0].partition("$schema=")
        assert (own / way).resolve().is_file()


def test_every_verb_takes_the_folder(lab: Lab, own: Path) -> None:
    """The folder itself is the study, and so is its study file."""
    session = ("--participant", "KD001", "--arm", "patient", "--visit", "baseline")
    for study in (own, own / "study.yaml"):
        said = lab.say_just("plan", "--study", str(study), "--data", str(lab.data / "own"), *session)
        assert 0 == said.code
        assert "my_own_study" in said.out


def test_what_another_study_accepts_is_not_accepted(own: Path) -> None:
    """Whoever answers for a study of one's own has accepted no warning yet: each is said."""
    made = load_study(own / "study.yaml")
    assert ({}, ()) == (made.file.accepted_warnings, made.accepted)


def test_another_language_is_left_to_translate(lab: Lab) -> None:
    """In a language that the other study has not, every text is there, in English, and marked to be translated."""
    folder = lab.folder / "estudio"
    assert 0 == lab.say_just("new", str(folder), "--from", str(KETAMINE), "--languages", "es").code
    made = load_study(folder / "study.yaml")
    assert (("es",), "es") == (made.file.languages, made.file.language_of_experimenters)
    assert made.texts.pages["practice"]["es"].startswith("TODO Let us begin with some practice.")
    assert {"es"} == set(made.events.lists["A"][0].text)
    assert {True} == {event.text["es"].startswith("TODO ") for event in made.events.lists["A"]}
    texts = folder / "texts.yaml"  # whoever has translated a text takes the mark away, and the file is still YAML
    texts.write_text(texts.read_text(encoding="utf-8").replace("TODO ", ""), encoding="utf-8", newline="\n")
    assert "TODO" not in str(load_study(folder / "study.yaml").texts)


def test_one_language_of_several_can_be_taken(lab: Lab) -> None:
    """A study in one of the other's languages has its texts, without a mark, and no other language."""
    folder = lab.folder / "english"
    assert 0 == lab.say_just("new", str(folder), "--from", str(KETAMINE), "--languages", "en").code
    made, other = load_study(folder / "study.yaml"), load_study(KETAMINE)
    assert {page: {"en": local["en"]} for page, local in other.texts.pages.items() if page in made.texts.pages} == (
        made.texts.pages
    )
    assert "TODO" not in (folder / "texts.yaml").read_text(encoding="utf-8")


def test_a_study_that_gives_its_keys_no_lines(lab: Lab) -> None:
    """A file that is written in braces is taken as well: what it says is the same, its form is not."""
    folder = lab.folder / "own"
    assert 0 == lab.say_just("new", str(folder), "--from", str(lab.study)).code
    made, other = load_study(folder / "study.yaml"), load_study(lab.study)
    assert other.events.lists == made.events.lists
    assert other.file.phases == made.file.phases


@pytest.mark.parametrize(
    ("folder", "name"),
    [("own", "own"), ("my-own study", "my_own_study"), ("2026_study", "study_2026_study"), ("nan", "study_nan")],
)
def test_a_name_for_the_data(folder: str, name: str) -> None:
    """A folder of any name gives a name that data can hold."""
    assert name == study_name(folder)


def test_nothing_is_left_behind_where_the_other_study_is_wrong(lab: Lab) -> None:
    """A study with a mistake is not copied, and no folder is begun."""
    lab.edit("study.yaml", "seed: 7", "seed: seven")
    before = sorted(lab.folder.iterdir())
    assert 1 == lab.say_just("new", str(lab.folder / "own"), "--from", str(lab.study)).code
    assert before == sorted(lab.folder.iterdir())


def test_the_texts_are_cut_and_not_written_anew(own: Path) -> None:
    """Each line of the copied texts is a line of the other file: whoever compares the two sees what was left out."""
    other = set((STUDIES_OF_TESTS / "stimuli/texts/belief_update.yaml").read_text(encoding="utf-8").splitlines())
    lines = (own / "texts.yaml").read_text(encoding="utf-8").splitlines()[1:]
    assert [] == [line for line in lines if line not in other]
    assert read_yaml(own / "texts.yaml").value["pages"]

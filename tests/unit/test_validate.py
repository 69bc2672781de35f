"""`validate`: what it says of a study, of a single file, to a program, and of a study that is under way."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from experiment.config.warnings_page import page
from experiment.messages import Advice
from tests.instruments.small_study import STUDIES_OF_TESTS, review
from tests.instruments.study_session import change_study, study_session
from tests.instruments.typed_lab import Lab
from tests.unit.config.study_copies import EVENTS, PROJECT, STUDY, TEXTS, StudyCopy

ADVICE = {Advice.NO_SESSION_TO_COMPARE}
"""Provoked here."""


@pytest.fixture
def lab(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Lab:
    return Lab(tmp_path, capsys)


@pytest.fixture
def copy(tmp_path: Path) -> StudyCopy:
    """A copy of the shipped ketamine study."""
    return StudyCopy(tmp_path / "study")


@pytest.mark.parametrize(
    ("file", "said"),
    [(EVENTS, "events: A 40, B 40, C 40"), (TEXTS, "texts: "), (Path("configs/displays.yaml"), "displays ")],
    ids=str,
)
def test_a_file_is_known_by_what_it_holds(lab: Lab, copy: StudyCopy, file: Path, said: str) -> None:
    """A file of events, texts or displays is checked as such, whatever it is called."""
    other = shutil.copy(copy.folder / file, copy.folder / "mine.yaml")
    answer = lab.say_just("validate", str(other))
    assert 0 == answer.code
    assert "" == answer.err
    assert f"good ({said}" in answer.out


def test_a_mistake_of_a_single_file_is_said(lab: Lab, copy: StudyCopy) -> None:
    """A file of events has its own mistakes, all of them in one round, and no others."""
    copy.edit(EVENTS, "id: witness_accident", "id: skin_burn")
    copy.edit(EVENTS, "category: accident", "categry: accident")
    answer = lab.say_just("validate", str(copy.folder / EVENTS))
    assert 1 == answer.code
    twice = copy.at(EVENTS, "id: skin_burn\n    category").rpartition(":")[0]
    places = [line.split(": ")[0] for line in answer.err.splitlines()]
    assert copy.at(EVENTS, "categry: accident") == places[0]
    assert [twice] == [place.rpartition(":")[0] for place in places[1:]]


def test_strict_takes_a_warning_for_a_mistake(lab: Lab, copy: StudyCopy) -> None:
    """With --strict, a warning that the study does not accept makes the answer no; an accepted one does not."""
    file = str(copy.folder / STUDY)
    assert 0 == lab.say_just("validate", "--strict", file).code
    copy.edit(STUDY, "closing: [thanks]", "closing: []")
    assert (0, 1) == (lab.say_just("validate", file).code, lab.say_just("validate", "--strict", file).code)
    copy.edit(STUDY, "accepted_warnings:", "accepted_warnings:\n  no-closing: the experimenter says goodbye")
    answer = lab.say_just("validate", "--strict", file)
    assert 0 == answer.code
    assert "" == answer.err
    assert "accepted warnings" in answer.out


def test_a_program_reads_what_is_wrong_and_what_is_unusual(lab: Lab, copy: StudyCopy) -> None:
    """--json has every mistake and warning with file, line, column, code and message, and what was accepted and why."""
    copy.edit(TEXTS, "en: Please type a number first.", "en: TODO")
    answer = json.loads(lab.say_just("validate", "--json", str(copy.folder / STUDY)).out)
    [standing] = [one for one in answer["warnings"] if one["accepted"] is None]
    place = copy.at(TEXTS, "TODO").rsplit(":", 2)
    assert place == [standing["file"], str(standing["line"]), str(standing["column"])]
    assert "unfinished-text" == standing["code"]
    assert {"undocumented-rates", "unused-texts"} == {one["code"] for one in answer["warnings"] if one["accepted"]}
    copy.edit(STUDY, "seed: 2022", "sed: 2022")
    answer = json.loads(lab.say_just("validate", "--json", str(copy.folder / STUDY)).out)
    assert ["key-unknown"] == [one["code"] for one in answer["mistakes"]]
    assert answer["files"][0]["good"] is False


def test_what_changed_in_a_study_under_way_is_said_key_by_key(lab: Lab) -> None:
    """After a session of the study, each value that is another now is said with what follows."""
    review(lab.study)
    line = ("validate", str(lab.study), "--data", str(lab.data))
    study_session(lab.study, lab.data)
    assert "" == lab.say_just(*line).err
    lab.events(lambda lists: lists["main"][1].update(base_rate_pct=33, definition="another"))
    lab.edit("texts.yaml", "Merci beaucoup", "Mille mercis")
    change_study(lab.study, "maximum_pct: 77", "maximum_pct: 90")
    said = [one.split(": ", 2)[2] for one in lab.say_just(*line).err.splitlines() if ": changed: " in one]
    assert (
        "estimate.maximum_pct was 77, and is 90; sessions before and after differ: analyse them apart [sessions-differ]"
        in said
    )
    assert {"[sessions-differ]", "[events-differ]", "[nothing-shown]", "[words-differ]"} == {
        one.split()[-1] for one in said
    }


def test_what_a_change_means_is_said_before_it_is_made(lab: Lab, copy: StudyCopy) -> None:
    """A study is held against an earlier state of it, without any data; of lists only what differs is shown."""
    copy.edit(STUDY, "maximum_pct: 77", "maximum_pct: 90")
    copy.edit(STUDY, "opening: [welcome, task, ", "opening: [welcome, ")
    said = lab.say_just("validate", str(copy.folder / STUDY), "--against", str(STUDIES_OF_TESTS / STUDY))
    assert [
        "estimate.maximum_pct was 77, and is 90; sessions before and after differ: analyse them apart",
        "opening was [“welcome”, “task”, “answers_slider”, “limited_time”, “rates”], and is [“welcome”, "
        "“answers_slider”, “limited_time”, “rates”]; sessions before and after differ: analyse them apart",
    ] == [line.partition(": changed: ")[2].rpartition(" [")[0] for line in said.err.splitlines()]
    assert said.out.rstrip().endswith(f"2 changes against {STUDIES_OF_TESTS / STUDY})")
    same = lab.say_just("validate", str(copy.folder / STUDY), "--against", str(copy.folder / STUDY))
    assert ("", True) == (same.err, "; no change against " in same.out)


def test_a_language_more_is_one_change(lab: Lab, copy: StudyCopy) -> None:
    """A further language is said with the study's languages, and not of each of its texts."""
    other = lab.folder / "more"
    lab.say_just("new", str(other), "--from", str(copy.folder / STUDY), "--languages", "fr,en,es")
    again = lab.folder / "again"
    lab.say_just("new", str(again), "--from", str(copy.folder / STUDY), "--languages", "fr,en")
    said = lab.say_just("validate", str(other / "study.yaml"), "--against", str(again / "study.yaml"))
    changed = [line.partition(": changed: ")[2].split()[0] for line in said.err.splitlines() if ": changed: " in line]
    assert ["study", "languages", "seed"] == changed


@pytest.mark.parametrize(
    ("other", "said"),
    [(("--data", "."), "--against and --data"), (("original",), "--against and several studies")],
)
def test_a_study_is_held_against_one_thing(lab: Lab, other: tuple[str, ...], said: str) -> None:
    """Sessions and an earlier state, or several studies, do not go together."""
    answer = lab.say_just("validate", "ketamine", *other, "--against", "ketamine")
    assert (2, True) == (answer.code, said in answer.err)


def test_it_is_said_where_there_is_no_session_to_compare_with(lab: Lab) -> None:
    """A data folder that was named and holds no session of the study is not passed over in silence."""
    said = lab.say_just("validate", str(lab.study), "--data", str(lab.folder))
    assert Advice.NO_SESSION_TO_COMPARE.say(study="small", data=lab.folder) == said.err.rstrip()
    assert 0 == said.code


def test_the_page_of_warnings_is_what_they_say() -> None:
    """docs/warnings.md is made of the warnings (`python -m experiment.config.warnings_page > docs/warnings.md`)."""
    assert page() == (PROJECT / "docs" / "warnings.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("studies", "arm", "said"),
    [
        ("[mine]", "patient", ""),
        ("[mine]", "nobody", "the key “nobody” is not known here"),
        ("[mine, yours]", "patient", "there is no study “yours”; there are mine, "),
    ],
)
def test_assumptions_are_held_against_ones_own_study(
    lab: Lab, copy: StudyCopy, tmp_path: Path, studies: str, arm: str, said: str
) -> None:
    """Named together with a study, a file of assumptions has its arms, and no study that there is not."""
    copy.edit(STUDY, "study: ketamine", "study: mine")
    copy.edit(STUDY, "\n  control:\n    visits:", "\n  healthy:\n    visits:")
    file = tmp_path / "assumed.yaml"
    text = (PROJECT / "configs" / "assumptions.yaml").read_text("utf-8")
    text = text.replace("studies: [ketamine, ketamine_retest]", f"studies: {studies}").replace(
        "control: {", "healthy: {"
    )
    file.write_text(text.replace("\n  patient:\n", f"\n  {arm}:\n"), "utf-8", newline="\n")
    answer = lab.say_just("validate", str(file), "--study", str(copy.folder / STUDY))
    assert bool(said) == answer.code
    assert said in answer.err
    assert said or "good (assumptions about mine)" in answer.out


def test_that_assumptions_were_held_against_no_study_is_said(lab: Lab, tmp_path: Path) -> None:
    """Looked at alone, a file about a study that nobody knows is good, and says that its arms were not looked at."""
    file = tmp_path / "assumed.yaml"
    text = (PROJECT / "configs" / "assumptions.yaml").read_text("utf-8")
    file.write_text(text.replace("studies: [ketamine, ketamine_retest]", "studies: [xyz]"), "utf-8", newline="\n")
    answer = lab.say_just("validate", str(file))
    assert 0 == answer.code
    assert "nothing was held against xyz: name the study with --study" in answer.out

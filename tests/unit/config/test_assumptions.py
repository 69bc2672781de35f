"""A file of assumptions that does not fit its study is refused, with the line."""

from __future__ import annotations

from pathlib import Path

import pytest

from experiment.config.assumptions import load_assumptions
from experiment.config.examine import examine
from experiment.config.load import Study, load_study
from experiment.config.mistakes import StudyMistakes
from tests.instruments.small_study import PROJECT


@pytest.fixture(scope="module")
def ketamine() -> Study:
    return load_study(PROJECT / "configs" / "ketamine.yaml", any_screen=False)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("\n  control: {}", "", "the key “control” is missing; add it: what is otherwise than in “people” there"),
        ("\n  control: {}", "\n  contrl: {}", "the key “contrl” is not known here; did you mean “control”?"),
        ("\n  control: {value: 30,", "\n  controls: {value: 30,", "the key “control” is missing; add it: how many"),
        ("\n    day7:", "\n    day9:", "the key “day9” is not known here; did you mean “day7”?"),
        (
            "{value: 0.36, between_sd: 0.12",
            "{value: 0.36, between_sd: -0.12",
            "“learning_good: between_sd” cannot be “-0.12”",
        ),
    ],
)
def test_what_does_not_fit_is_named(ketamine: Study, tmp_path: Path, old: str, new: str, said: str) -> None:
    """An arm that is missing or misspelt, a visit that the arm does not have, a spread below nothing."""
    shipped = (PROJECT / "configs" / "assumptions.yaml").read_text("utf-8")
    assert 1 == shipped.count(old)
    file = tmp_path / "assumptions.yaml"
    file.write_text(shipped.replace(old, new), "utf-8", newline="\n")
    with pytest.raises(StudyMistakes) as refused:
        load_assumptions(file, ketamine.file)
    assert said in str(refused.value)


def test_arms_are_held_against_a_study_that_is_shipped(tmp_path: Path) -> None:
    """Looked at alone, a file that names a study of configs/ is held against its arms."""
    file = tmp_path / "assumptions.yaml"
    shipped = (PROJECT / "configs" / "assumptions.yaml").read_text("utf-8")
    file.write_text(shipped.replace("\n  patient:\n", "\n  patients:\n"), "utf-8", newline="\n")
    assert "did you mean “patient”?" in str(examine(file).mistakes[-1])


def test_two_studies_of_ones_own_may_be_called_alike(ketamine: Study, tmp_path: Path) -> None:
    """A name beside that of the study is that of another one, however alike they are; without it, it is a slip."""
    pilot = ketamine.file.model_copy(update={"study": "pilot_one"})
    shipped = (PROJECT / "configs" / "assumptions.yaml").read_text("utf-8")
    file = tmp_path / "assumptions.yaml"
    for studies in ("[pilot_one, pilot_two, pilot_ones]", "[pilot_onne]"):
        text = shipped.replace("studies: [ketamine, ketamine_retest]", f"studies: {studies}")
        file.write_text(text, "utf-8", newline="\n")
        if "pilot_one," in studies:
            assert "pilot_two" in load_assumptions(file, pilot).studies
    with pytest.raises(StudyMistakes, match="did you mean “pilot_one”"):
        load_assumptions(file, pilot)

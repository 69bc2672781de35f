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
    """A name beside that of the study is that of another one, however alike they are."""
    pilot = ketamine.file.model_copy(update={"study": "pilot_one"})
    shipped = (PROJECT / "configs" / "assumptions.yaml").read_text("utf-8")
    file = tmp_path / "assumptions.yaml"
    text = shipped.replace("studies: [ketamine, ketamine_retest]", "studies: [pilot_one, pilot_two, pilot_ones]")
    file.write_text(text, "utf-8", newline="\n")
    assert "pilot_two" in load_assumptions(file, pilot).studies


@pytest.mark.parametrize("there", ["ketamine", "ketamine_retest"])
def test_a_name_that_is_nearly_that_of_a_study_is_a_slip(tmp_path: Path, there: str) -> None:
    """A letter left out, put in, doubled or exchanged, wherever it stands; but not a name and a part more, or less."""
    shipped = (PROJECT / "configs" / "assumptions.yaml").read_text("utf-8")
    file = tmp_path / "assumptions.yaml"
    left_out = {there[:at] + there[at + 1 :] for at in range(len(there))}
    doubled = {there[:at] + there[at] + there[at:] for at in range(len(there))}
    slips = {*left_out, *doubled, f"{there}s", there.capitalize()}
    others = {f"{there}_b", f"{there}2", f"{there}B"}
    for name in sorted(slips | others):
        file.write_text(shipped.replace("[ketamine, ketamine_retest]", f"[{name}]"), "utf-8", newline="\n")
        found = [str(one) for one in examine(file).mistakes]
        assert (name in slips) == any(f"there is no study “{name}”" in one and there in one for one in found), name


def test_a_shorter_name_is_that_of_a_study_of_ones_own(tmp_path: Path) -> None:
    """Where pilot_2 is there, pilot is another study, and no slip of it."""
    shipped = (PROJECT / "configs" / "assumptions.yaml").read_text("utf-8")
    file = tmp_path / "assumptions.yaml"
    file.write_text(shipped.replace("[ketamine, ketamine_retest]", "[pilot]"), "utf-8", newline="\n")
    assert ("pilot",) == load_assumptions(file, known=["pilot_2"]).studies

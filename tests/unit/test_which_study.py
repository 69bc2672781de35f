"""Which study is meant: every verb takes its name or its file, and the same line means the same study anywhere."""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import pytest

from experiment.cli import command_line
from experiment.verbs import typed
from experiment.verbs.defaults import PROJECT
from tests.instruments.typed_lab import Lab

CONFIGS = PROJECT / "configs"


@pytest.fixture
def lab(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Lab:
    """A lab in whose folder commands are typed."""
    monkeypatch.chdir(tmp_path)
    return Lab(tmp_path, capsys)


def test_every_verb_reads_a_study_in_the_same_way() -> None:
    """Whatever a verb calls the option or the argument, one function reads it; these verbs need no study."""
    (verbs,) = [action.choices for action in command_line()._actions if isinstance(action.choices, dict)]
    readers = {
        verb: {action.type for action in parser._actions if action.dest in ("study", "files", "made_from")}
        for verb, parser in verbs.items()
    }
    needs_none = {"verify", "demo", "replay", "drill", "collect", "score", "fit", "recover", "report"}
    assert {verb: set() if verb in needs_none else {typed.study} for verb in verbs} == readers


@pytest.mark.parametrize(
    ("text", "file"),
    [
        ("ketamine", CONFIGS / "ketamine.yaml"),
        ("Ketamine_Retest", CONFIGS / "ketamine_retest.yaml"),
        (" demo ", CONFIGS / "demo.yaml"),
        ("./ketamine", Path("ketamine")),
        ("ketamine.yaml", Path("ketamine.yaml")),
        ("mine.yml", Path("mine.yml")),
        ("eventos.csv", Path("eventos.csv")),
        ("Eventos.XLSX", Path("Eventos.XLSX")),
        ("configs/ketamine.yaml", Path("configs/ketamine.yaml")),
        ("configs.old", None),
        ("displays", None),
        ("", None),
    ],
)
def test_a_name_is_of_configs_and_a_path_is_a_path(text: str, file: Path | None) -> None:
    """A word alone is the name of a study in configs/, in any capitals; a folder or an ending makes it a path."""
    try:
        read = typed.study(text)
    except argparse.ArgumentTypeError:
        read = None
    assert file == read


def test_a_file_of_that_name_in_the_current_folder_changes_nothing(lab: Lab) -> None:
    """A file or a folder `ketamine` where a line is typed does not take the place of the study of that name."""
    shutil.copy(lab.study, "ketamine")
    (lab.folder / "demo").mkdir()
    said = lab.say_just("validate", "ketamine", "demo")
    assert [f"{CONFIGS / name}.yaml: good" for name in ("ketamine", "demo")] == [
        line.split(" (")[0] for line in said.out.splitlines()
    ]


def test_validate_takes_the_option_of_every_other_verb(lab: Lab) -> None:
    """`--study` names one more study for `validate`, after those that are named without it."""
    said = lab.say_just("validate", str(lab.study), "--study", "demo")
    assert [str(lab.study), str(CONFIGS / "demo.yaml")] == [line.split(": good")[0] for line in said.out.splitlines()]


def test_a_line_to_copy_names_the_study_by_its_name(lab: Lab) -> None:
    """A refusal that shows a line to type names a study of configs/ as it was asked for."""
    line = ("run", "--participant", "KD002", "--visit", "baseline", "--operator", "AB", "--data", str(lab.data))
    said = lab.say_just(*line, "--study", "ketamine_retest")
    assert f"--language LANGUAGE --study ketamine_retest --data {lab.data}" in said.err

"""`preregister` puts a study, its plan, simulated data and their analysis into one folder."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from experiment.cli import main


@pytest.fixture(scope="module")
def deposited(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("deposit") / "ours"
    assert 0 == main(["preregister", str(folder), "--participants", "4", "5", "--studies", "1"])
    return folder


def test_the_files_of_the_study(deposited: Path) -> None:
    """The plan names the hash of each file of the study, and of what is assumed, as it lies beside it."""
    plan = (deposited / "plan.md").read_text(encoding="utf-8")
    files = [file for file in (deposited / "study").rglob("*") if file.is_file()] + [deposited / "assumptions.yaml"]
    assert "scipy" in plan  # and what it is analysed with
    assert [] == [file for file in files if hashlib.sha256(file.read_bytes()).hexdigest() not in plan]


def test_what_the_program_does_not_know(deposited: Path) -> None:
    """The plan says how data are analysed, and asks for what only people can say: a primary contrast among it."""
    plan = (deposited / "plan.md").read_text(encoding="utf-8")
    assert "score --data data --into analysis --stable-arm control" in plan
    assert "which one contrast is primary" in plan


def test_the_analysis(deposited: Path) -> None:
    """The analysis of the simulated study stands there, with the power of each test."""
    tables = {file.stem for file in (deposited / "analysis").glob("*.csv")}
    assert {"scores", "nulls", "group", "group_effects", "parameters", "power"} <= tables


def test_the_power_of_each_planned_contrast(deposited: Path) -> None:
    """The plan has the power of the planned interactions of trials, of the first size alone; a figure has all sizes."""
    (row,) = (
        line for line in (deposited / "plan.md").read_text(encoding="utf-8").splitlines()
        if line.startswith("| patient - control, baseline → day7")
    )  # fmt: skip
    assert "–" not in {cell.strip() for cell in row.strip("|").split("|")}
    assert len(row.strip("|").split("|")) == 5
    assert (deposited / "analysis" / "power.svg").is_file()


def test_a_folder_that_is_there(deposited: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is written over."""
    assert 1 == main(["preregister", str(deposited)])
    assert f"{deposited} is there already" in capsys.readouterr().err

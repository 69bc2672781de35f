"""`export` writes to a new place of its own, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from experiment.analysis.exports.new_place import new_place
from experiment.format.vocabulary import ExportForm
from experiment.record.storage import Disk
from experiment.record.verify import verify
from tests.instruments.exported import export

STUDY = "study.yaml"


def test_what_is_said(conducted: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """How much was exported is said, and what was left out."""
    assert 0 == export("psychds", conducted, tmp_path / "here", "--study", str(conducted.parent / STUDY))
    said = capsys.readouterr().out.splitlines()
    assert f"{tmp_path / 'here'}: 4 participants, 5 sessions" == said[0]
    assert "left out: 3 runs (ended early)" in said


@pytest.mark.parametrize("form", [form for form in ExportForm if form is not ExportForm.EXCEL])
def test_an_empty_folder_may_be_there(conducted: Path, tmp_path: Path, form: ExportForm) -> None:
    """An empty folder is taken; the data are as they were."""
    before = {file: file.stat().st_mtime_ns for file in conducted.rglob("*")}
    (tmp_path / "here").mkdir()
    assert 0 == export(str(form), conducted, tmp_path / "here", "--study", str(conducted.parent / STUDY))
    assert any((tmp_path / "here").iterdir())
    assert before == {file: file.stat().st_mtime_ns for file in conducted.rglob("*")}


def test_what_fails_leaves_nothing(tmp_path: Path) -> None:
    """An export that breaks off leaves neither a half of itself nor a folder for it."""
    with pytest.raises(ZeroDivisionError), new_place(tmp_path / "out", tmp_path / "data") as place:
        (place / "half").touch()
        1 / 0  # noqa: B018
    assert [] == list(tmp_path.iterdir())


def test_scores_are_no_strays(simulated_data: Path) -> None:
    """verify has nothing to say of scores that were entered: they are no record, and stand where they belong."""
    found = verify(Disk(), simulated_data)
    assert ([], []) == (list(found.wrong), list(found.noted))

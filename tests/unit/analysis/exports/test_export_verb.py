"""`export` writes to a new place of its own, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from experiment.analysis.exports.new_place import new_place
from experiment.cli import main
from experiment.format.vocabulary import ExportForm, Table
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
    assert [] == [line for line in said if "NO DATA" in line]


def test_scores_without_a_session_are_said(
    conducted: Path, data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A score at a visit whose session does not count has no place in most forms: that is said, not done in silence."""
    (data / "phenotype").mkdir()
    scores = "participant_id,visit,madrs\nKD001,baseline,31\nKD002,day7,20\nKD003,baseline,n/a\n"
    (data / "phenotype" / "madrs.csv").write_text(scores, encoding="utf-8", newline="\n")
    assert 0 == export("psychds", data, tmp_path / "here", "--study", str(conducted.parent / STUDY))
    said = capsys.readouterr().out.splitlines()
    assert "left out: what was entered of 1 visit without a session that counts" in said


@pytest.mark.parametrize("table", [Table.TRIALS, Table.AFTERWARDS])
@pytest.mark.parametrize("form", ["psychds", "redcap"])
def test_the_rest_is_exported_on_request(
    conducted: Path, data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str, table: Table
) -> None:
    """With --keep-going a session of which a table cannot be read is left out whole and named; else nothing is done."""
    (file,) = (data / "sub-KD001" / "ses-baseline").glob(f"*_desc-{table}_data.csv")
    file.write_bytes(file.read_bytes()[:-7])
    verb = form, data, tmp_path / "here", "--study", str(conducted.parent / STUDY)
    assert 1 == export(*verb)
    assert not (tmp_path / "here").exists()
    assert 1 == export(*verb, "--keep-going")
    said = capsys.readouterr()
    assert f"{tmp_path / 'here'}: 4 participants, 4 sessions" == said.out.splitlines()[0]
    assert "left out: 1 file that cannot be read" in said.out.splitlines()
    assert f"{file}:" in said.err.splitlines()[-1]
    exported = [one.read_text(encoding="utf-8") for one in (tmp_path / "here").rglob("*.csv")]
    assert [] == [text for text in exported for line in text.splitlines() if "KD001" in line and "baseline" in line]


@pytest.mark.parametrize("verb", ["export psychds {into}", "quality --into {into}"])
def test_simulated_data_are_said_to_be_none(
    simulated_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], verb: str
) -> None:
    """Of simulated sessions it is said at once that they are no data of the study."""
    main([*verb.format(into=tmp_path / "here").split(), "--data", str(simulated_data)])
    said = [line for line in capsys.readouterr().out.splitlines() if "NO DATA OF THE STUDY" in line]
    assert ["answered by a virtual participant" in line for line in said] == [True]


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

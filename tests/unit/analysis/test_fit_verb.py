"""`fit` writes a table for each thing that the models say of a study, however little there is of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from experiment.cli import main
from experiment.messages import TableFault

TABLES = {
    "parameters", "latent", "model_comparison", "model_stability", "predictive", "predictions", "joint",
    "group_effects",
}  # fmt: skip


def test_the_tables(conducted: Path, tmp_path: Path) -> None:
    """A study of five short sessions is fitted; there is a table of each kind."""
    assert 0 == main(["fit", "--data", str(conducted), "--into", str(tmp_path)])
    assert TABLES == {file.stem for file in tmp_path.glob("*.csv")}


def test_what_is_refused(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that is not as it was written is named, and nothing is fitted."""
    file = next(data.glob("sub-KD006/**/*desc-trials_data.csv"))
    file.write_bytes(b"")
    assert 1 == main(["fit", "--data", str(data), "--into", str(tmp_path / "scores")])
    assert f"{file}: {TableFault.EMPTY.say()}\n" == capsys.readouterr().err

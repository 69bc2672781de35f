"""`fit` refuses what cannot be read; what it writes is looked at in tests/unit/docs/test_made_tables.py."""

from __future__ import annotations

from pathlib import Path

import pytest

from experiment.cli import main
from experiment.messages import TableFault


def test_what_is_refused(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that is not as it was written is named, and nothing is fitted."""
    file = next(data.glob("sub-KD006/**/*desc-trials_data.csv"))
    file.write_bytes(b"")
    assert 1 == main(["fit", "--data", str(data), "--into", str(tmp_path / "scores")])
    assert f"{file}: {TableFault.EMPTY.say()}\n" == capsys.readouterr().err

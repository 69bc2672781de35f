"""The crash drill as it is typed, on a real window: both its sessions are `run` in processes of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from experiment.cli import main
from experiment.format.run_files import rehearsals_beside
from experiment.screen.virtual_display import virtual_display
from tests.instruments.lab_pc import SIZE
from tests.instruments.small_study import write_small_study


def test_the_drill_on_a_real_window(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every step comes out as it should, each is said, and nothing of it is left beside the data."""
    data = tmp_path / "data"
    monkeypatch.setattr("experiment.verbs.drill.DEMO_STUDY", write_small_study(tmp_path, events=2, practice=0))
    with virtual_display(SIZE) as name:
        monkeypatch.setenv("DISPLAY", name)
        code = main(["drill", "--data", str(data), "--window", f"{SIZE.width}x{SIZE.height}"])
    said = capsys.readouterr()
    assert 0 == code
    assert "" == said.err
    steps = [line.partition("  ")[0] for line in said.out.splitlines()[1:-1]]
    assert ["1/5", "2/5", "3/5", "4/5", "5/5"] == steps
    assert said.out.splitlines()[-1].startswith("The drill is passed")
    assert [] == list(rehearsals_beside(data).glob("drill-*"))

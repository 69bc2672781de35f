"""`score` writes what the loaders give, for programs that know no Python, and says what it leaves out."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from experiment.cli import main
from experiment.messages import TableFault


def test_the_tables(conducted: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is loaded is written with the measures, and the counts are said."""
    assert 0 == main(["score", "--data", str(conducted), "--into", str(tmp_path / "scores")])
    assert (
        f"{tmp_path / 'scores'}: 9 sessions, 60 trials, 30 updates, 5 scores" == capsys.readouterr().out.splitlines()[0]
    )


def test_the_tables_beside_them(conducted: Path, tmp_path: Path) -> None:
    """Noise, nulls, changes, reliability and group tests are written too, also where there is little to tell."""
    main(["score", "--data", str(conducted), "--into", str(tmp_path)])
    assert {
        *("sessions.csv", "trials.csv", "updates.csv", "scores.csv"),
        *("noise.csv", "nulls.csv", "changes.csv", "reliability.csv", "group.csv"),
    } == {file.name for file in tmp_path.glob("*.csv")}


def test_missing_is_written_as_in_the_data(conducted: Path, tmp_path: Path) -> None:
    """What is missing is n/a, and flags are true and false, as in the trial-level CSV."""
    main(["score", "--data", str(conducted), "--into", str(tmp_path)])
    with (tmp_path / "updates.csv").open(encoding="utf-8", newline="") as lines:
        first = next(row for row in csv.DictReader(lines) if row["excluded"] == "first_missing")
    assert ("n/a", "true") == (first["update_pct"], first["base_rate_shown"])


def test_what_is_refused(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that is not as it was written is named, nothing is written, and the code is 1."""
    file = next(data.glob("sub-KD006/**/*desc-trials_data.csv"))
    file.write_bytes(b"")
    assert 1 == main(["score", "--data", str(data), "--into", str(tmp_path / "scores")])
    assert f"{file}: {TableFault.EMPTY.say()}\n" == capsys.readouterr().err


def test_an_arm_that_nobody_is_of(conducted: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where the arm whose retest is a reliability has no session, that is said, beside the arms that there are."""
    assert 0 == main(["score", "--data", str(conducted), "--into", str(tmp_path), "--stable-arm", "healthy"])
    (said,) = [line for line in capsys.readouterr().out.splitlines() if "reliability from visit to visit" in line]
    assert said.endswith("of the arm healthy (--stable-arm: control, patient)")

"""`quality` writes two tables, says what a researcher is to look at, and ends in a no if that is something."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from experiment.cli import main


def run(conducted: Path, study: Path, into: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    capsys.readouterr()
    code = main(["quality", "--data", str(conducted), "--study", str(study), "--into", str(into)])
    return code, capsys.readouterr().out


def with_quality(conducted: Path, folder: Path, quality: str) -> Path:
    """Copy the study with a part about quality."""
    for file in conducted.parent.glob("*.yaml"):
        (folder / file.name).write_bytes(file.read_bytes())
    study = folder / "study.yaml"
    study.write_text(study.read_text(encoding="utf-8") + f"\nquality: {quality}\n", encoding="utf-8", newline="\n")
    return study


def test_flagged(conducted: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Sessions that are flagged are counted, the tables are written, and the code is 1."""
    code, out = run(conducted, conducted.parent / "study.yaml", tmp_path / "scores", capsys)
    assert 1 == code
    assert f"{tmp_path / 'scores' / 'quality.csv'}: 5 sessions, " in out
    with (tmp_path / "scores" / "quality.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert ["KD001", "KD001", "KD002", "KD004", "KD006"] == [row["participant_id"] for row in rows]
    assert (tmp_path / "scores" / "quality_study.csv").is_file()


def test_the_study_decides(conducted: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What the study file says of a threshold holds."""
    study = with_quality(conducted, tmp_path, "{fewest_answers: 3, distinct_min: 2}")
    _, out = run(conducted, study, tmp_path / "scores", capsys)
    assert "different first estimates: 1 (≥ 2)" in out


def test_nothing_flagged(conducted: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A study that wants nothing flagged has a yes, if every session took place as it should."""
    nothing = (
        "missed_max_share, unconfirmed_max_share, rt_variation_min, anticipations_max_share, wrong_way_max_share, "
    )
    nothing += "slow_max_share, fast_max_share, disturbed_max_share, timing_flags_max_share, repeated_max_share"
    study = with_quality(conducted, tmp_path, "{" + nothing.replace(",", ": null,") + ": null, pauses_max: null}")
    code, out = run(conducted, study, tmp_path / "scores", capsys)
    flagged = [line for line in out.splitlines() if re.match(r"KD\d+ \w+ run \d+: ", line)]
    assert (1 if flagged else 0) == code
    assert all("not at its time" in line or "other study files" in line for line in flagged)


def test_what_cannot_be_read(data: Path, conducted: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A damaged table is named and nothing is written; with --keep-going the other sessions are looked at."""
    study = str(conducted.parent / "study.yaml")
    next(data.glob("sub-KD006/**/*desc-trials_data.csv")).write_bytes(b"")
    verb = ["quality", "--data", str(data), "--study", study, "--into", str(tmp_path / "scores")]
    assert 1 == main(verb)
    assert not (tmp_path / "scores").exists()
    assert "the file is empty" in capsys.readouterr().err
    assert 1 == main([*verb, "--keep-going"])
    said = capsys.readouterr()
    assert "4 sessions, " in said.out
    assert "the file is empty" in said.err

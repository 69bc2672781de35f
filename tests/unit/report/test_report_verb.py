"""`report` writes the page and says what is in it; what it cannot read it names."""

from __future__ import annotations

from pathlib import Path

import pytest

from experiment.cli import main
from tests.instruments.systems import make_link
from tests.unit.report.conftest import SaveReview


def test_the_same_data_give_the_same_page(
    conducted: Path, tmp_path: Path, written: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The page is written, to the byte as it was before, to where a link leads, and its counts are said."""
    file = tmp_path / "page.html"
    make_link(file, tmp_path / "elsewhere.html")
    assert 0 == main(["report", "--data", str(conducted), "--into", str(file)])
    assert f"{file}: 6 participants, 9 sessions, 5 of them count\n" == capsys.readouterr().out
    assert written == (tmp_path / "elsewhere.html").read_text(encoding="utf-8")


def test_a_review_of_others(
    conducted: Path, tmp_path: Path, save_review: SaveReview, capsys: pytest.CaptureFixture[str]
) -> None:
    """A review of another study is refused in a line, and no page is written."""
    review, file = save_review({0: ("fine", "")}, study="other"), tmp_path / "page.html"
    assert 1 == main(["report", "--data", str(conducted), "--into", str(file), "--review", str(review)])
    assert f"{review}: it is a review of other (study), and these are sessions of small (study); " in (
        capsys.readouterr().err
    )
    assert not file.exists()

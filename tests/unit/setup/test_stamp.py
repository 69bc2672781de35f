"""What the stamp of an installation says of the files that ask for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from experiment.setup import stamp


@pytest.mark.parametrize("name", ["pyproject.toml", "requirements.txt"])
def test_line_ends_ask_for_no_other_installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """A checkout with the line ends of Windows asks for the same parts; one with another line asks for others."""
    monkeypatch.setattr(stamp, "ROOT", tmp_path)
    for file in ("pyproject.toml", "requirements.txt"):
        (tmp_path / file).write_bytes(b"one\ntwo\n")
    before = stamp.wanted()
    (tmp_path / name).write_bytes(b"one\r\ntwo\r\n")
    assert before == stamp.wanted()
    (tmp_path / name).write_bytes(b"one\nthree\n")
    assert before != stamp.wanted()

"""What holds for the tests without a window."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest

from experiment import cli
from experiment.screen import environment
from tests.instruments.typed_lab import Lab, enrolled_in

if sys.platform == "win32":

    @pytest.fixture(autouse=True)
    def _no_window_without_display(monkeypatch: pytest.MonkeyPatch) -> None:
        """A test that takes DISPLAY away opens no window where a display has no name either."""
        monkeypatch.setattr(environment, "has_display", lambda: bool(os.environ.get("DISPLAY")))


@pytest.fixture(scope="session", autouse=True)
def _command_line_is_made_once() -> Iterator[None]:
    """To make what reads the command line takes longer than to read one."""
    make = cli.command_line
    made = lru_cache(maxsize=2)(lambda _data: make())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cli, "command_line", lambda: made(cli.DATA))
        yield


@pytest.fixture(scope="session")
def enrolled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A lab that is copied, made before a test changes anything."""
    return enrolled_in(tmp_path_factory.mktemp("enrolled"))


@pytest.fixture
def lab(tmp_path: Path, capsys: pytest.CaptureFixture[str], enrolled: Path) -> Lab:
    """A lab in which one participant is enrolled, and whose commands are typed."""
    return Lab(tmp_path, capsys, like=enrolled)

"""A copy of the program tries what might end it, and the program lives to say what happened."""

from __future__ import annotations

import ctypes
import os
import time
from collections.abc import Callable

import pytest

from experiment.screen import rehearsal
from experiment.screen.rehearsal import rehearse


def fail() -> None:
    raise RuntimeError("there is no queue")


@pytest.mark.parametrize(
    ("act", "trouble"),
    [
        (lambda: None, None),
        (fail, "there is no queue"),
        (os.abort, "it ended with SIGABRT"),
        (lambda: ctypes.string_at(0), "it ended with SIGSEGV"),
        (lambda: os._exit(3), "it ended with code 3"),
        (lambda: os._exit(0), None),
    ],
)
def test_what_happens_is_told(act: Callable[[], None], trouble: str | None) -> None:
    """Nothing, an exception, a signal, an exit: each is told, and the program goes on."""
    assert trouble == rehearse(act)


def test_what_never_ends_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who waits for an answer that does not come is not waited for."""
    monkeypatch.setattr(rehearsal, "_PATIENCE_S", 1)
    assert "it did not answer for 1 s" == rehearse(lambda: time.sleep(60))


def test_nothing_is_printed(capfd: pytest.CaptureFixture[str]) -> None:
    """What is printed in the copy reaches nobody, be it by Python or by C."""
    assert rehearse(lambda: [os.write(stream, b"alarming") for stream in (1, 2)]) is None
    assert ("", "") == tuple(capfd.readouterr())

"""What the system does not tell is said, and keeps nobody from a session."""

from __future__ import annotations

import sys
from types import ModuleType

import psutil
import pytest

from experiment.format.check_report import Verdict
from experiment.screen.lab_check.preflight_lines import preflight_lines

ERRORS = [RuntimeError("Performance counters may be disabled."), PermissionError(13, "no"), psutil.AccessDenied()]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize(
    ("question", "name"), [("sensors_battery", "power"), ("virtual_memory", "memory"), ("swap_memory", "memory")]
)
def test_a_system_that_does_not_say(
    monkeypatch: pytest.MonkeyPatch, question: str, name: str, error: Exception
) -> None:
    """Whatever a system refuses to tell, and however, its line says so and the others are there."""

    def refused() -> object:
        raise error

    before = [line.name for line in preflight_lines(("X",))]
    monkeypatch.setattr(psutil, question, refused)
    lines = {line.name: line for line in preflight_lines(("X",))}
    assert before == list(lines)
    assert "the system does not say" in lines[name].found
    assert lines[name].verdict in (Verdict.PASS, Verdict.WARN)


class MadeUpRegistry(ModuleType):
    """Windows' registry, of which one key is asked."""

    HKEY_LOCAL_MACHINE = 2

    def __init__(self, there: str) -> None:
        super().__init__("winreg")
        self._there = there

    def OpenKey(self, root: int, key: str) -> str:  # noqa: N802 (Windows' name)
        if root != self.HKEY_LOCAL_MACHINE or not key.endswith(self._there):
            raise FileNotFoundError(2, "The system cannot find the file specified", key)
        return key

    def CloseKey(self, key: str) -> None:  # noqa: N802 (Windows' name)
        """Do nothing."""


@pytest.mark.parametrize(
    ("there", "verdict"),
    [
        (r"\Auto Update\RebootRequired", Verdict.WARN),
        (r"\Component Based Servicing\RebootPending", Verdict.WARN),
        (r"\of another kind", Verdict.PASS),
    ],
)
def test_a_restart_that_waits_on_windows(monkeypatch: pytest.MonkeyPatch, there: str, verdict: Verdict) -> None:
    """Either of the keys that Windows leaves for a restart is a warning."""
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setitem(sys.modules, "winreg", MadeUpRegistry(there))
    lines = {line.name: line.verdict for line in preflight_lines(("X",))}
    assert verdict is lines["restart"]

"""What the system does not tell is said, and keeps nobody from a session."""

from __future__ import annotations

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

"""Where the system has a screen but no OpenGL, a sentence says so before PsychoPy's import ends in a traceback."""

from __future__ import annotations

import importlib
from types import ModuleType

import pytest

from experiment.messages import Reason, Refusal
from experiment.screen import environment


def test_no_opengl_is_said(screen: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What pyglet says when its first window fails, as on a remote desktop, becomes our sentence (injected)."""
    real = importlib.import_module
    failure = real("pyglet.window").NoSuchConfigException("No standard config is available.")

    def without_opengl(name: str, package: str | None = None) -> ModuleType:
        if name == "pyglet.window":
            raise failure
        return real(name, package)

    monkeypatch.setattr(importlib, "import_module", without_opengl)
    with pytest.raises(Refusal) as refused:
        environment.check_usable()
    assert Reason.DISPLAY_UNUSABLE.say(error="No standard config is available.") == str(refused.value)

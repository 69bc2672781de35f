"""Intervals between flips as displays have them, and a window that flips so."""

from __future__ import annotations

import random
from types import SimpleNamespace
from unittest.mock import patch

import pytest

from experiment.config.display_file import ExpectedDisplay
from experiment.format.vocabulary import SessionKind
from experiment.layout.size import Size
from experiment.messages import Refusal
from experiment.virtual.participants import ScriptedParticipant


def busy(hertz: float, seed: int, late_share: float = 0.4) -> list[float]:
    """The intervals of a display that waits, on a computer so busy that so many frames are late."""
    draw = random.Random(seed)
    periods = [draw.choice([2, 3]) if draw.random() < late_share else 1 for _ in range(120)]
    return [(n + draw.uniform(-0.04, 0.04)) / hertz for n in periods]


def window_of(intervals: list[float]) -> SimpleNamespace:
    """A window whose flips follow one another so, again and again."""
    now_s = flips = 0.0

    def flip() -> float:
        nonlocal now_s, flips
        now_s += intervals[int(flips) % len(intervals)]
        flips += 1
        return now_s

    return SimpleNamespace(flip=flip)


def refusal_of(intervals: list[float]) -> Refusal:
    """Open the stage for a study session before a display with such flips."""
    from experiment.screen import window
    from experiment.screen.open_stage import DisplayChoice, open_stage

    opened = window.open_window

    def uneven(*arguments: object) -> object:
        win = opened(*arguments)  # type: ignore[arg-type]
        win.flip = window_of(intervals).flip
        return win

    choice = DisplayChoice("lab_pc", ExpectedDisplay(refresh_hz=60.0), window=Size(800, 600))
    with (
        patch.object(window, "open_window", uneven),
        pytest.raises(Refusal) as refused,
        open_stage(choice, SessionKind.STUDY, ScriptedParticipant()),
    ):
        pass
    return refused.value

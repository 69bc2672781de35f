"""What the launcher does: nothing that a command does not do, typed by it and answered to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from experiment.messages import Refusal


@dataclass(frozen=True)
class Acted:
    """What became of a command.

    Parameters
    ----------
    code
        Its exit code.
    out, err
        What it has said.
    refusal
        Why it says no, if it is that.
    """

    code: int
    out: str
    err: str
    refusal: Refusal | None = None


WRONG_USAGE = 2
"""The exit code of a command that is not understood as it was typed."""


def given(option: str, value: str) -> str:
    """Write an option with what somebody has typed: however that begins, it is taken for no option itself."""
    return f"{option}={value}"


class NotUnderstood(Exception):
    """The line by which the launcher is opened is not understood."""


Act: TypeAlias = Callable[[Sequence[str]], Acted]
"""Carries out a command in this program, as if it had been typed without a terminal."""

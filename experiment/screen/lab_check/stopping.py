"""Escape stops the check: the terminal stands behind its screen."""

from __future__ import annotations

from collections.abc import Iterable

from experiment.messages import Reason, Refusal
from experiment.task.inputs import Input
from experiment.task.stage import is_escape


def unless_stopped(given: Iterable[Input]) -> None:
    """Go on, unless Escape was pressed.

    Raises
    ------
    Refusal
        If it was.
    """
    if any(is_escape(one) for one in given):
        raise Refusal(Reason.CHECK_STOPPED)

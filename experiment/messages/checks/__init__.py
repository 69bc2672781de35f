"""What a line of the check can find of a computer, and what to do about it: in English and in French.

A line carries which of these states it is in, and the figures; it is put into words by whoever shows it.
"""

from __future__ import annotations

from experiment.messages.checks.named import Check, Disturbance, Named
from experiment.messages.checks.of_display import OfDisplay
from experiment.messages.checks.of_files import OfFiles
from experiment.messages.checks.of_keyboard import OfKeyboard
from experiment.messages.checks.of_machine import OfMachine
from experiment.messages.checks.state import CheckState, Said

GROUPS: tuple[type[CheckState], ...] = (OfFiles, OfMachine, OfDisplay, OfKeyboard)

STATES: dict[str, CheckState] = {state.name: state for group in GROUPS for state in group}
"""Every state, by its name."""

__all__ = [
    "GROUPS", "STATES", "Check", "CheckState", "Disturbance", "Named", "OfDisplay", "OfFiles", "OfKeyboard",
    "OfMachine", "Said",
]  # fmt: skip

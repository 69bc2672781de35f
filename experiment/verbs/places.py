"""What several verbs share: where things are, and how a command ends."""

from __future__ import annotations

from pathlib import Path

DONE, NO, WRONG_USAGE = 0, 1, 2
"""Exit codes: done; the answer is no; the command was not understood."""

PROJECT = Path(__file__).resolve().parents[2]
STUDY = PROJECT / "configs" / "ketamine.yaml"
DEMO_STUDY = PROJECT / "configs" / "demo.yaml"
DISPLAYS = PROJECT / "configs" / "displays.yaml"
DATA = PROJECT / "data"


def shipped_studies() -> list[Path]:
    """List the study files that are in configs/."""
    return [file for file in sorted(DISPLAYS.parent.glob("*.yaml")) if file != DISPLAYS]

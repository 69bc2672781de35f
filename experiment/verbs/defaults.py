"""Which study, displays and data folder a verb takes if none is named."""

from __future__ import annotations

from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
STUDY = PROJECT / "configs" / "ketamine.yaml"
DEMO_STUDY = PROJECT / "configs" / "demo.yaml"
DISPLAYS = PROJECT / "configs" / "displays.yaml"
DATA = PROJECT / "data"


def shipped_studies() -> list[Path]:
    """List the study files that are in configs/."""
    return [file for file in sorted(DISPLAYS.parent.glob("*.yaml")) if file != DISPLAYS]

"""Which study, displays and data folder a verb takes if none is named."""

from __future__ import annotations

import argparse
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
STUDY = PROJECT / "configs" / "ketamine.yaml"
DEMO_STUDY = PROJECT / "configs" / "demo.yaml"
DISPLAYS = PROJECT / "configs" / "displays.yaml"
ASSUMPTIONS = PROJECT / "configs" / "assumptions.yaml"
DATA = PROJECT / "data"
SEED = 1


def studies_by_name() -> dict[str, Path]:
    """List the study files in configs/, each under the name by which it can be asked for."""
    files = sorted(DISPLAYS.parent.glob("[!.]*.yaml"))
    return {file.stem: file for file in files if file not in (DISPLAYS, ASSUMPTIONS)}


def studies_asked_for(options: argparse.Namespace) -> list[Path]:
    """List the study files that a verb for several studies was given; none if it was given none."""
    return [*options.files, *([] if options.study is None else [options.study])]

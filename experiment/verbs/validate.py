"""`validate`: whether study files, and the files they name, are good."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from experiment.config.display_file import load_displays
from experiment.config.load import load_study
from experiment.config.mistakes import StudyMistakes
from experiment.verbs.places import DISPLAYS, DONE, NO, shipped_studies


def carry_out(options: argparse.Namespace) -> int:
    """Check each file, and say for each whether it is good, or everything that is not."""
    wrong = False
    for file in options.files or [*shipped_studies(), DISPLAYS]:
        try:
            about = _about(file)
        except StudyMistakes as mistakes:
            wrong = True
            print(mistakes, file=sys.stderr)
        else:
            print(f"{file}: good ({about})")
    return NO if wrong else DONE


def _about(file: Path) -> str:
    """Load a study file or a file of displays, and say in a few words what it holds."""
    if file.name == DISPLAYS.name:
        return f"displays {', '.join(load_displays(file).displays)}"
    study = load_study(file)
    events = sum(len(study.events.lists[name]) for name in study.file.lists.names)
    return f"{events} events, languages {', '.join(study.file.languages)}"

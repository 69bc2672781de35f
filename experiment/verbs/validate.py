"""`validate`: whether study files, and the files they name, are good."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from experiment.config.assumptions import load_assumptions
from experiment.config.display_file import load_displays
from experiment.config.fingerprint import SHORT
from experiment.config.load import load_study
from experiment.config.mistakes import Remark, StudyMistakes
from experiment.verbs.defaults import ASSUMPTIONS, DISPLAYS, studies_asked_for, studies_by_name
from experiment.verbs.exit_codes import DONE, NO


def carry_out(options: argparse.Namespace) -> int:
    """Check each file, and say for each whether it is good, or everything that is not."""
    wrong = False
    for file in studies_asked_for(options) or [*studies_by_name().values(), DISPLAYS, ASSUMPTIONS]:
        try:
            about, remarks = _about(file)
        except StudyMistakes as mistakes:
            wrong = True
            print(mistakes, file=sys.stderr)
        else:
            for remark in remarks:
                print(remark, file=sys.stderr)
            print(f"{file}: good ({about})")
    return NO if wrong else DONE


def _about(file: Path) -> tuple[str, tuple[Remark, ...]]:
    """Load a study file, or one of displays or assumptions; say in a few words what it holds, and what is unusual."""
    if file.name == DISPLAYS.name:
        return f"displays {', '.join(load_displays(file).displays)}", ()
    if file.name == ASSUMPTIONS.name:
        return f"assumptions about {', '.join(load_assumptions(file).studies)}", ()
    study = load_study(file)
    events = sum(len(study.events.lists[name]) for name in study.file.lists.names)
    about = f"{events} events, languages {', '.join(study.file.languages)}, hash {study.fingerprint[:SHORT]}"
    return about, study.remarks

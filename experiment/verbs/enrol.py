"""`enrol`: a new participant."""

from __future__ import annotations

import argparse

from experiment.config.load import load_study
from experiment.record import participants
from experiment.record.storage import Disk
from experiment.verbs.places import DONE


def carry_out(options: argparse.Namespace) -> int:
    """Enrol somebody, and say with which order of lists."""
    study = load_study(options.study)
    disk, who, arm = Disk(), options.participant, options.arm
    enrolled = participants.enrol(disk, options.data, study.file, who, arm, options.language)
    if options.json:
        print(enrolled.model_dump_json(indent=2))
    else:
        order = ", ".join(enrolled.list_order)
        print(f"{enrolled.participant_id} is enrolled as {enrolled.arm}, in {enrolled.language}, lists {order}")
    return DONE

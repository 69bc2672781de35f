"""Nobody answers any more, or no keyboard is heard: the session waits, and shows no more rates to nobody."""

from __future__ import annotations

import json
import time
from pathlib import Path

from experiment.design.session_views import pause_view
from experiment.design.whereabouts import whereabouts
from experiment.format.vocabulary import PauseReason
from tests.instruments.lab_pc import Sitting, lab_pc
from tests.instruments.robot import Robot


def test_three_questions_without_a_hand_bring_the_pause(robot: Robot, tmp_path: Path) -> None:
    """The third question in a row that nobody touches is followed by the pause with its sentence, not by its rate."""
    pc = lab_pc(robot, tmp_path, events=4, practice=0, deadline_s=1.0)
    plan = pc.plan()
    with pc.session() as process:
        sitting = Sitting(pc, process, plan)
        steps = sitting.steps()
        next(steps)
        next(steps)
        trial, view = next(steps)
        sitting.sees(pause_view(plan, whereabouts(plan, plan.steps.index(trial)), PauseReason.SILENCE))
        entries = [json.loads(line) for line in pc.files.journal.read_text().splitlines()]
        time.sleep(0.6)
        sitting.press("space")
        sitting.sees(view)
    assert 1 == [entry.get("show") for entry in entries].count("base_rate")
    assert ["silence"] == [entry["why"] for entry in entries if entry["event"] == "pause_begun"]

"""A computer that sleeps in mid-question, or whose time is set: before a real window, with a shim of its clocks."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from experiment.design.session_views import pause_view
from experiment.design.whereabouts import whereabouts
from experiment.format.vocabulary import PauseReason
from tests.instruments.clock_shim import Clocks
from tests.instruments.lab_pc import LabPC, Sitting, lab_pc
from tests.instruments.robot import Robot


def session_over(robot: Robot, folder: Path, slept_s: float, set_s: float) -> LabPC:
    """Conduct a session of one event; while its first question is on, the clocks part."""
    clocks = Clocks(folder / "clocks")
    pc = lab_pc(robot, folder, events=1, practice=0, deadline_s=8.0, program="tests.instruments.clock_shim")
    with pc.session() as process:
        plan = pc.plan()
        sitting = Sitting(pc, process, plan)
        for n, (step, view) in enumerate(sitting.steps()):
            if n == 0:
                time.sleep(0.3)
                clocks.put(slept_s, set_s)
                robot.press("4", "5", "enter")
                where = whereabouts(plan, plan.steps.index(step))
                sitting.sees(pause_view(plan, where, PauseReason.CLOCKS))
                time.sleep(1.0)  # nobody reads it faster, and hasty presses do not count
                robot.press("space")
                sitting.sees(view)
            time.sleep(0.2)  # as no hand is faster
            robot.press("2", str(n), "enter")
        assert 0 == sitting.ends()
    return pc


@pytest.mark.parametrize(("slept_s", "set_s"), [(30.0, 0.0), (0.0, -7200.0)], ids=["a sleep", "a clock set back"])
def test_a_question_over_it_is_asked_again(robot: Robot, tmp_path: Path, slept_s: float, set_s: float) -> None:
    """The session pauses, says why, and asks again; the row is flagged, its times are those of the second asking."""
    pc = session_over(robot, tmp_path, slept_s, set_s)
    first = pc.rows().iloc[0]
    assert ("answered", 20, 2) == (first["self_outcome"], first["self_pct"], first["attempt"])
    assert 0.2 <= first["self_rt_s"] < 8.0
    assert first["timing_flag"]
    entries = [json.loads(line) for line in pc.files.journal.read_text(encoding="utf-8").splitlines()]
    [jump] = [entry for entry in entries if entry["event"] == "clocks_jumped"]
    assert (slept_s, set_s) == pytest.approx((jump["slept_s"], jump["set_s"]), abs=0.1)
    assert ["clocks"] == [entry["why"] for entry in entries if entry["event"] == "pause_begun"]

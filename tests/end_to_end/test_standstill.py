"""A program that is really stopped, and goes on: what was pressed meanwhile is no answer in time, and has no time."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from experiment.design.session_views import pause_view
from experiment.design.whereabouts import whereabouts
from experiment.format.vocabulary import PauseReason
from tests.instruments.lab_pc import LabPC, Sitting, lab_pc
from tests.instruments.robot import Robot

DEADLINE_S = 4.0


def frozen(process: subprocess.Popen[str], robot: Robot, before_keys_s: float, after_keys_s: float) -> None:
    """Stop the program, press 4 5 Enter meanwhile, and let it go on."""
    os.kill(process.pid, signal.SIGSTOP)
    time.sleep(before_keys_s)
    robot.press("4", "5", "enter")
    time.sleep(after_keys_s)
    os.kill(process.pid, signal.SIGCONT)


def length_s(still: dict[str, object]) -> float:
    return float(str(still["t_s"])) - float(str(still["from_s"]))


def journal(pc: LabPC) -> list[dict[str, object]]:
    return [json.loads(line) for line in pc.files.journal.read_text().splitlines()]


@pytest.mark.parametrize("answer_input", ["typed", "slider"])
def test_twelve_seconds_in_a_question_of_four(robot: Robot, tmp_path: Path, answer_input: str) -> None:
    """Keys pressed after the deadline, while the program was stopped, are no answer: the session pauses, says why,
    and asks again.
    """
    pc = lab_pc(robot, tmp_path, events=1, practice=0, deadline_s=DEADLINE_S, answer_input=answer_input)
    with pc.session() as process:
        plan = pc.plan()
        sitting = Sitting(pc, process, plan)
        for n, (step, view) in enumerate(sitting.steps()):
            if n == 0:
                frozen(process, robot, before_keys_s=6.0, after_keys_s=6.0)
                where = whereabouts(plan, plan.steps.index(step))
                sitting.sees(pause_view(plan, where, PauseReason.STOOD_STILL))
                time.sleep(1.0)  # nobody reads it faster, and hasty presses do not count
                robot.press("space")
                sitting.sees(view)
            robot.press("2", str(n), "enter")
        assert 0 == sitting.ends()
    first = pc.rows().iloc[0]
    assert "answered" == first["self_outcome"]
    assert 20 == first["self_pct"]
    assert 2 == first["attempt"]
    assert first["timing_flag"]
    assert first["self_rt_s"] < DEADLINE_S
    entries = journal(pc)
    stills = [entry for entry in entries if entry["event"] == "stood_still"]
    [lasted_s] = [length for length in map(length_s, stills) if length > DEADLINE_S]  # not what a busy machine adds
    assert 12.0 == pytest.approx(lasted_s, abs=1.0)
    assert ["stood_still"] == [entry["why"] for entry in entries if entry["event"] == "pause_begun"]


def test_a_second_in_a_question(robot: Robot, tmp_path: Path) -> None:
    """An answer of a shorter standstill counts, and has no response time; its row is flagged."""
    pc = lab_pc(robot, tmp_path, events=1, practice=0, deadline_s=8.0)
    with pc.session() as process:
        sitting = Sitting(pc, process, pc.plan())
        for n, _ in enumerate(sitting.steps()):
            if n == 0:
                frozen(process, robot, before_keys_s=0.3, after_keys_s=0.7)
            else:
                time.sleep(0.2)  # as no hand is faster
                robot.press("2", str(n), "enter")
        assert 0 == sitting.ends()
    first = pc.rows().iloc[0]
    assert ("answered", 45, 1) == (first["self_outcome"], first["self_pct"], first["attempt"])
    assert first[["self_rt_s", "self_first_rt_s"]].isna().all()
    assert first["timing_flag"]

"""A keyboard that is plugged in while a session runs answers its questions."""

from __future__ import annotations

from pathlib import Path

from tests.instruments.lab_pc import Sitting, lab_pc
from tests.instruments.robot import Robot
from tests.instruments.second_keyboard import SecondKeyboard


def test_another_keyboard_takes_over_in_mid_session(robot: Robot, tmp_path: Path) -> None:
    """From the second question on all answers are typed on a keyboard that was not there at the start."""
    pc = lab_pc(robot, tmp_path, events=2, practice=0, deadline_s=20.0)
    second = SecondKeyboard(robot.name)
    given = []
    with pc.session() as process:
        sitting = Sitting(pc, process, pc.plan())
        for n, (step, view) in enumerate(sitting.steps()):
            if n == 1:
                second.plug_in()
            given.append((step.event.event_id, str(view.question), 10 + n))
            (second if n else robot).press("1", str(n), "enter")
        assert 0 == sitting.ends()
    found = [
        (row["event_id"], question, row[f"{question}_pct"])
        for _, row in pc.rows().iterrows()
        for question in ("self", "population")
        if row[f"{question}_outcome"] == "answered"
    ]
    assert given == found

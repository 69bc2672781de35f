"""Other windows come in the way of a session, on a real desktop: what is typed there never becomes an answer."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from experiment.design.session_views import pause_view
from experiment.design.whereabouts import whereabouts
from experiment.format.vocabulary import PauseReason
from experiment.screen.virtual_display import virtual_display
from experiment.screen.window_watch import SETTLING_S
from tests.instruments.desktop import OtherWindow, TaskWindow, until, window_manager
from tests.instruments.lab_pc import SIZE, LabPC, Sitting, lab_pc
from tests.instruments.robot import Robot

SETTLED_S = SETTLING_S + 0.3


@pytest.fixture(params=["openbox", "metacity"])
def desktop(request: pytest.FixtureRequest) -> Iterator[tuple[Robot, str]]:
    """A hand and an eye at a desktop."""
    with virtual_display(SIZE) as name, window_manager(request.param, name):
        robot = Robot(name, SIZE)
        yield robot, name
        robot.close()


def journal(pc: LabPC) -> list[dict[str, Any]]:
    return [json.loads(line) for line in pc.files.journal.read_text().splitlines()]


def pauses(pc: LabPC) -> list[str]:
    return [entry["why"] for entry in journal(pc) if entry["event"] == "pause_begun"]


def amiss(pc: LabPC) -> list[list[str]]:
    return [entry["amiss"] for entry in journal(pc) if entry["event"] == "disturbed"]


def test_another_window_takes_the_keyboard(desktop: tuple[Robot, str], tmp_path: Path) -> None:
    """A chat window opens over a question and takes the keyboard: what is typed there is no answer and is not written
    down, the session pauses, takes the keyboard back, goes on only then, and asks the question again. In a pause, what
    is typed elsewhere neither goes on nor ends the session.
    """
    robot, name = desktop
    pc = lab_pc(robot, tmp_path, events=1, practice=0, deadline_s=20.0)
    plan = pc.plan()
    with pc.session() as process:
        sitting = Sitting(pc, process, plan)
        steps = sitting.steps()
        trial, view = next(steps)
        task = TaskWindow(name)
        sitting.press("1")
        chat = OtherWindow(name)
        chat.take_keyboard()
        sitting.press("4", "7", "letter", "enter")
        assert 4 == len(chat.typed())
        until(lambda: task.has_keyboard, "the task takes the keyboard back")
        covered = pause_view(plan, whereabouts(plan, plan.steps.index(trial)), PauseReason.COVERED)
        sitting.sees(covered)
        time.sleep(SETTLED_S)
        sitting.press("escape")  # means nothing here

        chat.take_keyboard()
        sitting.press("letter", "2", "enter")
        sitting.press("space")
        assert 4 == len(chat.typed())
        time.sleep(0.5)
        chat.close()
        task.activate()
        until(lambda: task.has_keyboard, "the task has the keyboard again")
        time.sleep(SETTLED_S)
        sitting.press("space")

        sitting.sees(view)
        sitting.press("2", "5", "enter")
        for (_, _), value in zip(steps, ["31", "42"], strict=False):
            sitting.press(*value, "enter")
        for _ in steps:
            pass
        assert 0 == sitting.ends()
        task.close()
    first, second = (row for _, row in pc.rows().iterrows())
    assert 25 == first["self_pct"]
    assert 31 == first["population_pct"]
    assert 42 == second["self_pct"]
    assert 2 == first["attempt"]
    assert first["disturbed"]
    assert not second["disturbed"]
    (why,) = pauses(pc)  # the window comes up and takes the keyboard at once: either may be seen first
    assert why in {"covered", "keyboard_lost"}
    assert {"covered", "keyboard_lost"} == {reason for told in amiss(pc) for reason in told}
    named = "".join(entry["key"] for entry in journal(pc) if entry["event"] == "key" and entry["key"].isdigit())
    assert "125" + "31" + "42" == named
    launch = json.loads(pc.files.sheet.read_text())["launches"][0]
    assert {why: 1} == launch["pauses"]


def size_of_screen(name: str, mode: str) -> None:
    """Set the resolution, as a docking station or a driver does."""
    subprocess.run(["xrandr", "-display", name, "--output", "screen", "--mode", mode], check=True)


def test_covered_minimised_and_of_another_size(tmp_path: Path) -> None:
    """A note that lies over the question without taking the keyboard, the window minimised, another resolution: each
    is a pause with its own sentence, and each can be left only when all is as it was.
    """
    with virtual_display(SIZE) as name, window_manager("openbox", name):
        robot = Robot(name, SIZE)
        new = ["--newmode", "small", "25", "640", "656", "752", "800", "480", "490", "492", "525"]
        for change in (new, ["--addmode", "screen", "small"]):
            subprocess.run(["xrandr", "-display", name, *change], check=True)
        pc = lab_pc(robot, tmp_path, events=1, practice=0, deadline_s=20.0)
        plan = pc.plan()
        with pc.session() as process:
            sitting = Sitting(pc, process, plan)
            steps = sitting.steps()
            trial, view = next(steps)
            where = whereabouts(plan, plan.steps.index(trial))
            task = TaskWindow(name)

            note = OtherWindow(name, (900, 20, 300, 80), managed=False)
            until(lambda: ["covered"] == pauses(pc), "the pause for what covers the window")
            time.sleep(SETTLED_S)
            sitting.press("space")
            note.close()
            sitting.sees(pause_view(plan, where, PauseReason.COVERED))
            time.sleep(SETTLED_S)
            sitting.press("space")
            sitting.sees(view)

            task.minimise()
            until(lambda: ["covered", "hidden"] == pauses(pc), "the pause for a minimised window")
            sitting.press("4", "5", "enter")
            until(lambda: task.has_keyboard and task.is_on_screen, "the window comes back by itself")
            sitting.sees(pause_view(plan, where, PauseReason.HIDDEN))
            time.sleep(SETTLED_S)
            sitting.press("space")
            sitting.sees(view)

            size_of_screen(name, "small")
            until(lambda: ["covered", "hidden", "size_changed"] == pauses(pc), "the pause for another size")
            time.sleep(SETTLED_S)
            sitting.press("space")
            size_of_screen(name, f"{SIZE.width}x{SIZE.height}")
            sitting.sees(pause_view(plan, where, PauseReason.SIZE_CHANGED))
            time.sleep(SETTLED_S)
            sitting.press("space")

            sitting.sees(view)
            sitting.press("5", "1", "enter")
            for _, _ in steps:
                sitting.press("3", "0", "enter")
            assert 0 == sitting.ends()
            task.close()
        robot.close()
    first = pc.rows().iloc[0]
    assert 51 == first["self_pct"]
    assert 4 == first["attempt"]
    assert first["disturbed"]

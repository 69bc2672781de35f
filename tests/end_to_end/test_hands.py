"""Hands at a real window: numbers that were refused, other buttons of the mouse, the mouse alone, Enter alone."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from experiment.format.vocabulary import Table
from experiment.layout.compose import compose
from experiment.layout.targets import Target
from experiment.layout.views import Notice, QuestionView
from experiment.task.carry_over import STILL_TYPING_S
from tests.instruments.lab_pc import SIZE, By, LabPC, Sitting, lab_pc
from tests.instruments.robot import MIDDLE, RIGHT, THUMB, WHEEL, Robot


def place_of(view: QuestionView, value: int) -> tuple[int, int]:
    """Where the marker stands on the screen for a value."""
    track = compose(view, SIZE).track
    assert track is not None
    box = track.marker_at(value)
    return box.left + box.width // 2, box.top + box.height // 2


def answers(pc: LabPC) -> list[int]:
    """The answers of the session, in the order of its questions."""
    rows = pc.rows()
    return [
        int(row[f"{question}_pct"])
        for _, row in rows.iterrows()
        for question in ("self", "population")
        if row[f"{question}_outcome"] == "answered"
    ]


def times_of_keys(pc: LabPC) -> dict[str, float]:
    """When each key was pressed for the first time."""
    entries = [json.loads(line) for line in pc.files.journal.read_text().splitlines()]
    presses = [entry for entry in entries if entry["event"] == "key"]
    return {entry["key"]: entry["t_s"] for entry in reversed(presses)}


@pytest.mark.parametrize("answer_input", ["slider", "typed"])
def test_what_was_refused_is_over(robot: Robot, tmp_path: Path, answer_input: str) -> None:
    """1 0 0 Enter 4 5 Enter is 45, 2 Enter 2 5 Enter is 25, after 9 9 Enter the screen shows what it holds; 7 . 5 Enter
    confirms nothing, with the points of keyboard and keypad, and the number after it is the one that was meant.
    """
    pc = lab_pc(robot, tmp_path, events=2, practice=0, deadline_s=30.0, answer_input=answer_input)
    with pc.session() as process:
        sitting = Sitting(pc, process, pc.plan())
        for n, (_, view) in enumerate(sitting.steps()):
            match n:
                case 0:
                    sitting.press("1", "0", "0", "enter")
                    sitting.sees(view, notice=Notice.OUT_OF_RANGE)
                    sitting.press("4", "5", "enter")
                case 1:
                    sitting.press("2", "enter", "2", "5", "enter")
                case 2:
                    sitting.press("9", "9", "enter")
                    sitting.shows_digits(view, "99", Notice.OUT_OF_RANGE)
                    sitting.press("enter")
                    sitting.shows_digits(view, "99", Notice.OUT_OF_RANGE)
                    sitting.press("9", "enter")
                case 3:
                    sitting.press("7", "period", "5", "enter")
                    sitting.sees(view, notice=Notice.NOT_WHOLE)
                    sitting.press("keypad 3", "keypad decimal", "keypad 5")
                    sitting.sees(view, notice=Notice.NOT_WHOLE)
                    sitting.press("backspace", "shift", "3", "shift", "4", "space")
                case 4:
                    sitting.press("3", "0", "minus", "4", "0", "enter", "0", "3", "5", "enter")
                case 5:
                    sitting.press("5", "5", "5", "enter", "0", "0", "7", "enter")
        assert 0 == sitting.ends()
    by_trial = [45, 25, 9, 34, 35, 7]
    assert by_trial == answers(pc)


def test_the_last_digit_confirms_what_nothing_follows(robot: Robot, tmp_path: Path) -> None:
    """Where the last digit confirms: 1 0 0, 1 2 . 5, 3 0 - 4 0 and 5 5 5 confirm nothing, on the keypad and by clicks
    neither; each is told, and the two digits that are typed after it are the answer, without Enter.
    """
    pc = lab_pc(robot, tmp_path, events=2, practice=0, deadline_s=30.0, confirm="auto")
    with pc.session() as process:
        # what comes sooner on the next screen belongs to the number before
        sitting = Sitting(pc, process, pc.plan(), reads_s=STILL_TYPING_S)
        for n, (_, view) in enumerate(sitting.steps()):
            match n:
                case 0:
                    sitting.press("1", "0", "0")
                    sitting.sees(view, notice=Notice.OUT_OF_RANGE)
                    sitting.press("backspace", "4", "5")
                case 1:
                    sitting.press("1", "2", "period", "5")
                    sitting.sees(view, notice=Notice.NOT_WHOLE)
                    sitting.press("backspace", "1", "3")
                case 2:
                    sitting.press("keypad 3", "keypad 0", "keypad minus", "keypad 4", "keypad 0")
                    sitting.sees(view, notice=Notice.NOT_WHOLE)
                    sitting.press("enter", "3", "5")
                case 3:
                    sitting.press("5", "5", "5")
                    sitting.sees(view, notice=Notice.OUT_OF_RANGE)
                    sitting.press("space", "5", "6", "enter")
                case 4:
                    sitting.click(view, *(Target.digit(digit) for digit in "555"), hold_s=0.02)
                    sitting.sees(view, notice=Notice.OUT_OF_RANGE)
                    sitting.click(view, Target.ERASE, Target.digit("0"), Target.digit("7"))
                case 5:
                    sitting.press("9", "9")
                    sitting.sees(view, "99", Notice.OUT_OF_RANGE)
                    sitting.press("backspace", "4")
                    sitting.sees(view, "94", Notice.OUT_OF_RANGE)
                    time.sleep(1.2)  # a rest after which a digit could begin a new number
                    sitting.press("5")
                    sitting.sees(view, notice=Notice.OUT_OF_RANGE)
                    sitting.press("backspace", "6", "7", "enter")
        assert 0 == sitting.ends()
    assert [45, 13, 35, 56, 7, 67] == answers(pc)
    rows, pressed_s = pc.rows(), times_of_keys(pc)
    for row, digit in ((rows.iloc[0], "3"), (rows.iloc[1], "6")):  # 1 3; 5 6 Enter
        assert pressed_s[digit] - row["population_onset_s"] == pytest.approx(row["population_rt_s"], abs=1e-5)
    assert rows["base_rate_onset_s"].iloc[0] - pressed_s["3"] > STILL_TYPING_S


def test_only_the_left_button_moves_the_marker(robot: Robot, tmp_path: Path) -> None:
    """Right, middle and thumb buttons and the wheel move nothing; a right click in a left drag does not end it; the
    journal has the left button's presses and no others.
    """
    pc = lab_pc(robot, tmp_path, events=1, practice=0, deadline_s=30.0, answer_input="slider")
    with pc.session() as process:
        sitting = Sitting(pc, process, pc.plan())
        for n, (_, view) in enumerate(sitting.steps()):
            if n == 0:
                for number in (RIGHT, MIDDLE, WHEEL, THUMB):
                    robot.click(*place_of(view, 60), number=number)
                sitting.press("space")
                sitting.sees(view, notice=Notice.NOTHING_GIVEN)
                robot.point(*place_of(view, 20))
                robot.button(down=True)
                robot.click(*place_of(view, 30), number=RIGHT)
                robot.point(*place_of(view, 50))
                robot.button(down=False)
                robot.point(*place_of(view, 70))
                sitting.sees(view, value=50)
            else:
                robot.click(*place_of(view, 12))
                sitting.sees(view, value=12)
            sitting.click(view, Target.CONFIRM)
        assert 0 == sitting.ends()
    assert [50, 12] == answers(pc)[:2]
    entries = [json.loads(line) for line in pc.files.journal.read_text().splitlines()]
    downs = [entry for entry in entries if entry["event"] == "mouse" and entry["act"] == "down"]
    assert 3 + 3 == len(downs)  # one on each track and each button of three questions
    assert 3 == sum(entry["target"] == "confirm" for entry in downs)


@pytest.mark.parametrize("answer_input", ["slider", "typed"])
@pytest.mark.parametrize("by", [By.MOUSE, By.ENTER])
def test_a_whole_session_with_the_mouse_or_enter_alone(robot: Robot, tmp_path: Path, by: By, answer_input: str) -> None:
    """Pages, events, questions, base rates, the comprehension check, memory and ratings: with clicks and no key at all,
    or with Enter and never the space bar, everything is answered as it was meant.
    """
    pc = lab_pc(
        robot, tmp_path, events=2, practice=1, deadline_s=30.0, answer_input=answer_input, comprehension=True,
        afterwards=("memory", "negativity"),
    )  # fmt: skip
    given, asked_after = [], []
    with pc.session() as process:
        sitting = Sitting(pc, process, pc.plan(), by)
        for n, (_, view) in enumerate(sitting.steps()):
            value = view.scale.minimum + (9 + 13 * n) % (view.scale.maximum - view.scale.minimum + 1)
            if by is By.ENTER:
                sitting.press(*str(value), "enter")
            elif answer_input == "slider":
                robot.click(*place_of(view, value), hold_s=0.005)
                sitting.sees(view, value=value)
                sitting.click(view, Target.CONFIRM, hold_s=0.005)
            else:
                wrong = [Target.DIGIT_9, Target.ERASE] if n == 0 else []
                sitting.click(view, *wrong, *(Target.digit(digit) for digit in str(value)), hold_s=0.005)
                sitting.sees(view, str(value))
                sitting.click(view, Target.CONFIRM, hold_s=0.005)
            (given if view.phase else asked_after).append(value)
        assert 0 == sitting.ends()
    assert given == answers(pc)
    rows = pc.rows(Table.AFTERWARDS)
    assert asked_after == list(rows["memory_pct"].fillna(rows["rating"]))
    assert [1, 1] == list(pc.rows(Table.COMPREHENSION)["attempts"])
    entries = [json.loads(line) for line in pc.files.journal.read_text().splitlines()]
    keys = {entry["key"] for entry in entries if entry["event"] == "key"}
    assert (set() if by is By.MOUSE else {"enter"}) == keys - set("0123456789")
    assert by is By.ENTER or set() == keys

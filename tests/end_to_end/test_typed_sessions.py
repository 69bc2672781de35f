"""Whole sessions, typed with real X key events from another process; the screen is compared pixel by pixel."""

from __future__ import annotations

import time
from pathlib import Path

import pandas as pd

from experiment.design.session_views import pause_view
from experiment.design.whereabouts import whereabouts
from experiment.layout.compose import compose
from experiment.layout.composition import Track
from experiment.layout.views import Notice
from tests.instruments.lab_pc import SIZE, Sitting, lab_pc
from tests.instruments.robot import Robot


def test_a_whole_session_is_what_was_typed(robot: Robot, tmp_path: Path) -> None:
    """Digits from the digit row and the keypad, corrections, values out of range, a miss and an unconfirmed value:
    the CSV holds exactly what was typed, and nothing else on the keyboard ends a trial.
    """
    pc = lab_pc(robot, tmp_path, events=3, practice=1)
    plan = pc.plan()
    typed = [
        (["4", "5", "enter"], 45, "answered", 0),
        (["keypad 3", "keypad 0", "keypad enter"], 30, "answered", 0),
        (["9", "5", "enter"], 61, "answered", 1),  # out of range: corrected below
        (["7", "period", "5", "enter"], 77, "answered", 1),  # no whole number: begun anew below
        ([], None, "missed", 0),
        (["2", "4"], None, "unconfirmed", 0),
        (["0", "3", "enter"], 3, "answered", 0),
        (["enter"], 18, "answered", 0),  # nothing typed: a notice, answered below
        (["5", "backspace", "6", "4", "enter"], 64, "answered", 1),
        (["1", "2", "enter"], 12, "answered", 0),
        (["3", "3", "keypad enter"], 33, "answered", 0),
    ]
    expected = []
    with pc.session() as process:
        sitting = Sitting(pc, process, plan)
        for (trial, view), (keys, value, outcome, changes) in zip(sitting.steps(), typed, strict=True):
            sitting.press(*keys)
            if keys == ["9", "5", "enter"]:
                sitting.sees(view, "95", Notice.OUT_OF_RANGE)
                sitting.press("backspace", "backspace", "6", "1", "enter")
            if keys == ["7", "period", "5", "enter"]:
                sitting.sees(view, "", Notice.NOT_WHOLE)
                sitting.press("7", "shift", "tab", "7", "space")
            if keys == ["enter"]:
                sitting.sees(view, "", Notice.NOTHING_GIVEN)
                sitting.press("1", "8", "enter")
            expected.append((trial.event.event_id, str(view.phase), str(view.question), value, outcome, changes))
        assert 0 == sitting.ends()
    rows = pc.rows()
    found = [
        (
            row["event_id"],
            row["phase"],
            question,
            row[f"{question}_pct"],
            row[f"{question}_outcome"],
            row[f"{question}_changes"],
        )
        for _, row in rows.iterrows()
        for question in ("self", "population")
        if row[f"{question}_outcome"] != "not_asked"
    ]
    assert expected == [(*place, None if pd.isna(value) else value, outcome, n) for *place, value, outcome, n in found]
    unconfirmed = [value for q in ("self", "population") for value in rows[f"{q}_unconfirmed_pct"].dropna()]
    assert [24] == unconfirmed
    assert "complete" == pc.sheet()["status"]


def test_azerty(robot: Robot, tmp_path: Path) -> None:
    """On a French keyboard the digit row types digits without Shift, and a session in English is typed to its end."""
    robot.lay_out_keyboard("fr")
    pc = lab_pc(robot, tmp_path, language="en", events=2, practice=0, deadline_s=20.0)
    plan = pc.plan()
    values = []
    with pc.session() as process:
        sitting = Sitting(pc, process, plan)
        for n, (_, view) in enumerate(sitting.steps()):
            value = 10 + 9 * n
            sitting.press(*str(value), "enter")
            values.append((str(view.question), value))
        assert 0 == sitting.ends()
    rows = pc.rows()
    found = [(q, row[f"{q}_pct"]) for _, row in rows.iterrows() for q in ("self", "population") if row[f"{q}_pct"] > 0]
    assert values == found


def test_a_slider_session_is_what_was_done(robot: Robot, tmp_path: Path) -> None:
    """Clicks, drags, arrows, a held arrow, Home and End, digits: after each the screen shows the value, and the CSV
    holds what was confirmed; Space on an empty slider answers nothing.
    """
    pc = lab_pc(robot, tmp_path, events=3, practice=0, deadline_s=20.0, answer_input="slider")
    plan = pc.plan()
    expected = []
    with pc.session() as process:
        sitting = Sitting(pc, process, plan)
        for n, (trial, view) in enumerate(sitting.steps()):
            track = compose(view, SIZE).track
            assert track is not None

            def at(value: int, track: Track = track) -> tuple[int, int]:
                box = track.marker_at(value)
                return box.left + box.width // 2, box.top + box.height // 2

            match n:
                case 0:
                    sitting.press("space")
                    sitting.sees(view, notice=Notice.NOTHING_GIVEN)
                    robot.click(*at(31))
                    value = 31
                case 1:
                    robot.drag(at(10), at(66))
                    value = 66
                case 2:
                    sitting.press("end", "left", "left")
                    value = 75
                case 3:
                    sitting.press("home", "right")
                    value = 4
                case 4:
                    sitting.press("1", "0", "0", "enter")
                    sitting.sees(view, notice=Notice.OUT_OF_RANGE)
                    sitting.press("5", "2")
                    value = 52
                case 5:
                    robot.click(*at(20), hold_s=0.005)
                    value = 20
                case 6:
                    robot.drag(at(70), (5, at(3)[1]))
                    value = 3
                case 7:
                    sitting.press("right", "right", "right")
                    value = 42
                case 8:
                    robot.click(at(20)[0], 5)  # beside the track
                    sitting.sees(view)
                    sitting.press("keypad 7")
                    value = 7
            sitting.sees(view, value=value)
            sitting.press("enter" if n % 2 else "space")
            expected.append((trial.event.event_id, str(view.question), value))
        assert 0 == sitting.ends()
    rows = pc.rows()
    found = [
        (row["event_id"], question, row[f"{question}_pct"])
        for _, row in rows.iterrows()
        for question in ("self", "population")
        if row[f"{question}_outcome"] == "answered"
    ]
    assert expected == found
    assert {"slider"} == set(rows["self_input"])


def test_escape_pauses_and_ends_with_a_reason(robot: Robot, tmp_path: Path) -> None:
    """Escape in a trial brings the pause; the space bar presents the trial again; a reason and Enter end the session,
    which is then refused without --resume, and resumed to its end.
    """
    pc = lab_pc(robot, tmp_path, events=2, practice=0, deadline_s=20.0)
    plan = pc.plan()
    with pc.session() as process:
        sitting = Sitting(pc, process, plan)
        for n, (step, view) in enumerate(sitting.steps()):
            if n == 0:
                sitting.press("4")
                sitting.press("escape")
                sitting.sees(pause_view(plan, whereabouts(plan, plan.steps.index(step))))
                time.sleep(0.6)  # a pause takes nothing at first
                sitting.press("space")
                sitting.sees(view)
            if n == 3:
                sitting.press("escape")
                sitting.sees(pause_view(plan, whereabouts(plan, plan.steps.index(step))))
                time.sleep(0.6)  # a pause takes nothing at first
                sitting.press("2", "enter")
                sitting.sees(plan.wording.page(plan.closing_early[0].text))
                time.sleep(1.0)
                sitting.press("space")
                break
            sitting.press("5", "0", "enter")
        assert 1 == sitting.ends()
        assert process.stdout is not None
        before, after, *came_to, sealed = process.stdout.read().splitlines()
        assert before.startswith("KD001 · patient · baseline · list main · about ")
        assert sealed.startswith("seal code ")
        assert after.startswith("ended early (clinical): 1 of 4 trials and questions are finished, and kept in ")
        assert [True] == [line.startswith("pauses: 2 (escape 2), ") for line in came_to if line.startswith("pauses")]
    assert ("aborted", "clinical") == (pc.sheet()["status"], pc.sheet()["abort_reason"])
    assert [2] == list(pc.rows()["attempt"])

    refused = pc.command("run", "--visit", "baseline", "--kind", "test")
    assert (1, 1) == (refused.returncode, len(refused.stderr.splitlines()))
    assert "--resume" in refused.stderr
    assert "1 of 4 trials" in refused.stderr

    with pc.session("--resume") as process:
        sitting = Sitting(pc, process, plan)
        sitting.reads(plan.wording.welcome_back)
        rest = list(plan.steps)[plan.steps.index(list(plan.trials)[1]) :]
        sitting = Sitting(pc, process, plan.model_copy(update={"steps": tuple(rest)}))
        for _ in sitting.steps():
            sitting.press("5", "1", "enter")
        assert 0 == sitting.ends()
    assert [2, 2, 1, 1] == list(pc.rows()["attempt"])
    assert [1, 2, 2, 2] == list(pc.rows()["launch"])
    assert "complete" == pc.sheet()["status"]


def test_two_launches_of_one_session(robot: Robot, tmp_path: Path) -> None:
    """While a session runs, a second launch of it is refused, and the first goes on untouched."""
    pc = lab_pc(robot, tmp_path, events=2, practice=0)
    plan = pc.plan()
    with pc.session() as process:
        sitting = Sitting(pc, process, plan)
        for n, _ in enumerate(sitting.steps()):
            if n == 0:
                second = pc.command("run", "--visit", "baseline", "--kind", "test", "--resume")
                assert (1, 1) == (second.returncode, len(second.stderr.splitlines()))
                assert "is running elsewhere" in second.stderr
                break
        assert process.poll() is None

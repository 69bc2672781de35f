"""A whole slider session, with keys and mouse, on a computer that stands still for 140 ms again and again."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from experiment.design.session_plan import TrialPlan
from experiment.format.vocabulary import Table
from experiment.layout.compose import compose
from experiment.layout.views import QuestionView
from tests.instruments.lab_pc import SIZE, Sitting, lab_pc
from tests.instruments.robot import Robot
from tests.instruments.stall_log import Stalls

TAP_S, CLICK_S = 0.005, 0.060


class Hand:
    """Taps and clicks at the beginning of a stall, and remembers from when to when."""

    def __init__(self, robot: Robot, stalls: Stalls) -> None:
        self._robot, self._stalls = robot, stalls
        self.did: list[tuple[str, float, float]] = []

    def tap(self, key: str) -> None:
        self._do("tap", lambda: self._robot.press(key, hold_s=TAP_S, rest_s=0))

    def click(self, view: QuestionView, value: int) -> None:
        track = compose(view, SIZE).track
        assert track is not None
        box = track.marker_at(value)
        place = (box.left + box.width // 2, box.top + box.height // 2)
        self._robot.point(*place)
        self._do("click", lambda: self._robot.click(*place, hold_s=CLICK_S))

    def _do(self, what: str, deed: Callable[[], None]) -> None:
        self._stalls.wait_for_next()
        start_s = time.monotonic()
        deed()
        self.did.append((what, start_s, time.monotonic()))

    def done_within_a_stall(self, what: str) -> int:
        stalls = self._stalls.whole()
        return sum(
            any(begun <= start_s and end_s <= ended for begun, ended in stalls)
            for kind, start_s, end_s in self.did
            if kind == what
        )


@pytest.mark.paired
def test_taps_and_clicks_within_stalls_are_not_lost(robot: Robot, tmp_path: Path) -> None:
    """Digits and confirmations tapped for 5 ms, and clicks of 60 ms, all while the program stands still for 140 ms:
    the marker is where it was put, and every answer of the session is the one that was given.
    """
    stalls = Stalls(tmp_path / "stalls")
    pc = lab_pc(
        robot, tmp_path, program="tests.instruments.stalled_run",
        events=3, practice=0, deadline_s=30.0, answer_input="slider", comprehension=True,
        afterwards=("memory", "negativity"),
    )  # fmt: skip
    hand = Hand(robot, stalls)
    trials, after = [], []
    with pc.session() as process:
        sitting = Sitting(pc, process, pc.plan())
        for n, (step, view) in enumerate(sitting.steps()):
            value = view.scale.minimum + (7 + 11 * n) % (view.scale.maximum - view.scale.minimum + 1)
            if n % 2:
                hand.click(view, value)
            else:
                for digit in str(value):
                    hand.tap(digit)
            sitting.sees(view, value=value)
            hand.tap("enter" if n % 4 < 2 else "space")
            answers = trials if isinstance(step, TrialPlan) else after
            answers.append((step.event.event_id, str(view.question), value))
        assert 0 == sitting.ends()
    rows, asked_after = pc.rows(), pc.rows(Table.AFTERWARDS)
    found = [
        (row["event_id"], question, row[f"{question}_pct"])
        for _, row in rows.iterrows()
        for question in ("self", "population")
        if row[f"{question}_outcome"] == "answered"
    ]
    assert trials == found
    answers = asked_after["memory_pct"].fillna(asked_after["rating"])
    assert after == list(zip(asked_after["event_id"], asked_after["question"], answers, strict=True))
    assert [1, 1] == list(pc.rows(Table.COMPREHENSION)["attempts"])
    assert hand.done_within_a_stall("tap") >= 15
    assert hand.done_within_a_stall("click") >= 4


def test_every_move_of_the_marker_is_in_the_journal(robot: Robot, tmp_path: Path) -> None:
    """A click, a drag, arrows and digits leave each a line with its own time, in their order, and the last is the
    answer.
    """
    pc = lab_pc(robot, tmp_path, events=1, practice=0, deadline_s=20.0, answer_input="slider")
    with pc.session() as process:
        sitting = Sitting(pc, process, pc.plan())
        for n, (_, view) in enumerate(sitting.steps()):
            track = compose(view, SIZE).track
            assert track is not None
            middle = track.box.top + track.box.height // 2
            if n == 0:
                robot.drag((track.middle_of(20), middle), (track.middle_of(60), middle))
                sitting.press("left", "left", "home", "4", "2")
                sitting.sees(view, value=42)
            else:
                sitting.press("5", "0")
            sitting.press("space")
        assert 0 == sitting.ends()
    entries = [json.loads(line) for line in pc.files.journal.read_text().splitlines()]
    moves = [(entry["by"], entry["value"]) for entry in entries if entry["event"] == "slider"]
    first = moves[: len(moves) - 4]
    assert ("mouse", 20) == first[0]
    dragged = [value for by, value in first if by == "mouse"]
    assert (sorted(dragged), 60) == (dragged, dragged[-1])
    assert [("left", 59), ("left", 58), ("home", 3), ("digits", 4), ("digits", 42)] == first[len(dragged) :]
    times = [entry["t_s"] for entry in entries if entry["event"] == "slider"]
    assert sorted(times) == times
    assert {"down", "up"} == {entry["act"] for entry in entries if entry["event"] == "mouse"}
    assert 42 == pc.rows()["self_pct"][0]

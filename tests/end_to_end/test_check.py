"""The check of the lab PC: it passes where nothing is wrong, and finds each thing that is, at its own line."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest

from experiment.format.check_report import CheckReport, Verdict, read_report
from experiment.layout.picture import rendered
from experiment.layout.views import PageView
from tests.instruments.child import started
from tests.instruments.desktop import OtherWindow
from tests.instruments.lab_pc import SIZE
from tests.instruments.robot import Robot
from tests.instruments.small_study import PROJECT, write_small_study

TAPPED = {"Tap the space bar 20 times": (20, 0.08), "Now tap the space bar exactly 10": (10, 0.005)}
"""What the check asks for: how many taps, and how long a hand holds the key."""


FIRST_PAGE = PageView(
    "This is the participant's screen.\n\nThis computer is being checked. Escape stops the check.\n\n"
    "Crosses and empty screens follow. There is nothing to do until you are asked.",
    (),
)

UNTIMED = {
    *("keyboard", "key down and up", "key stamps", "keys through a stall"),
    *("pixels", "picture", "scaling", "clock", "data folder", "undisturbed"),
}
"""Lines that are as they are however the display keeps time and however busy the machine is."""


def checked(robot: Robot, folder: Path, trouble: str) -> CheckReport:
    """Check a lab PC with some trouble, with a hand that taps when it is asked to."""
    study = write_small_study(folder, events=2, practice=0, short_s=0.1, deadline_s=0.2, answer_input="slider")
    (folder / "data").mkdir(exist_ok=True)
    line = [sys.executable, "-m", "tests.instruments.checked_lab", trouble, str(study), str(folder / "data")]
    draw, heard = random.Random(trouble), list[str]()
    with started(line, cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        assert process.stdout is not None
        for said in process.stderr:
            heard.append(said)
            if trouble == "lossy keyboard" and said.startswith("Measuring the display"):  # looking costs time
                robot.wait_for(rendered(FIRST_PAGE, SIZE), alive=lambda: process.poll() is None)
            if trouble == "other surroundings" and said.startswith("Keeping a screen"):
                chat = OtherWindow(robot.name)
                chat.take_keyboard()
                chat.close()
            for asked, (taps, hold_s) in TAPPED.items():
                if said.startswith(asked):  # when the page that asks is on: a prompt hand taps at once
                    for _ in range(taps):
                        robot.press("space", hold_s=hold_s, rest_s=draw.uniform(0.05, 0.12))
        report = read_report(process.stdout.read().encode())
        process.wait()
    assert [line for line in heard if line.startswith("The check begins. ") and "minute" in line]
    return report


def verdicts(report: CheckReport) -> dict[str, Verdict]:
    return {line.name: line.verdict for line in report.lines}


@pytest.mark.paired
def test_the_check_passes_where_nothing_is_wrong(robot: Robot, tmp_path: Path) -> None:
    """On a display paced at 60 Hz, with real key events, no line fails. The machine may be busy while it is measured:
    one of three checks must pass; what has nothing to do with time must pass in each.
    """
    for _ in range(3):
        report = checked(robot, tmp_path, "none")
        found = verdicts(report)
        for name in UNTIMED:
            assert Verdict.PASS is found[name], report.lines
        assert report.emulated_display
        assert {"awake", "power", "restart", "memory", "free space"} <= set(found)
        if report.verdict is not Verdict.FAIL:
            return
    raise AssertionError([line for line in report.lines if line.verdict is Verdict.FAIL])


@pytest.mark.parametrize(
    ("trouble", "lines"),
    [
        ("unpaced", {"vsync"}),
        ("stalls", {"frames lost, idle", "frames lost, heaviest screen"}),
        pytest.param("double sync", {"refresh", "jitter"}, marks=pytest.mark.paired),
        ("naive durations", {"duration 0.1 s", "duration 0.2 s"}),
        ("lossy keyboard", {"keyboard", "keys through a stall"}),
        ("event keyboard", {"keyboard", "key stamps"}),
    ],
)
def test_the_check_finds_what_is_wrong(robot: Robot, tmp_path: Path, trouble: str, lines: set[str]) -> None:
    """Each trouble fails the check at the lines that are there for it, and at no other of those that neither a display
    out of step nor a busy machine can touch. The first page says whose screen this is.
    """
    report = checked(robot, tmp_path, trouble)
    assert Verdict.FAIL is report.verdict
    failed = {name for name, verdict in verdicts(report).items() if verdict is Verdict.FAIL}
    assert lines <= failed
    # Neither of the two keyboards tells when a key went up; whether that has a line depends on all taps having come.
    assert failed & UNTIMED - {"key down and up"} == lines & UNTIMED
    if trouble == "unpaced":  # nothing that stands on a refresh is judged, or tried
        assert [] == [line.name for line in report.lines if line.name.startswith(("duration", "frames lost"))]
    if trouble == "stalls":  # one frame every 30 of 180 flips, and what the machine itself loses meanwhile
        lost = next(line.value for line in report.lines if line.name == "frames lost, idle")
        assert lost is not None
        assert lost >= 5


@pytest.mark.paired
def test_the_check_sees_what_a_computer_is_not(robot: Robot, tmp_path: Path) -> None:
    """A screen of another size than the laboratory's file says fails; a clock that can be set is a warning; and where
    nobody says how fast the display is, vsync and refresh warn and never pass. A window that takes the keyboard while a
    duration is tried fails. A busy machine may lose frames, which fails vsync: one of three checks must not.
    """
    warned = ("clock", "expected refresh", "vsync", "refresh")
    for _ in range(3):
        found = verdicts(checked(robot, tmp_path, "other surroundings"))
        assert [Verdict.FAIL] * 2 == [found[name] for name in ("pixels", "undisturbed")]
        assert Verdict.PASS not in [found[name] for name in warned]
        if [Verdict.WARN] * 4 == [found[name] for name in warned]:
            return
    raise AssertionError([found[name] for name in warned])

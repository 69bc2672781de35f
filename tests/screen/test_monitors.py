"""Two monitors: the task stands on the one that the laboratory's file names, or is refused; mirrors are said."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest
from Xlib import X, display

from experiment.format.vocabulary import PauseReason
from experiment.layout.size import Size
from experiment.screen.virtual_display import start_xvfb
from experiment.screen.window_watch import WindowWatch
from experiment.screen.x_window import XWindow
from tests.instruments.desktop import window_manager
from tests.instruments.small_study import PROJECT

BOTH = Size(1600, 600)
LEFT, RIGHT = "800/200x600/150+0+0", "800/200x600/150+800+0"
"""As `xrandr --setmonitor` wants them: width, height and place."""

_OPENS = """
import json, sys
from experiment.config.display_file import ExpectedDisplay
from experiment.format.vocabulary import SessionKind
from experiment.messages import Refusal
from experiment.screen.open_stage import DisplayChoice, open_stage

choice = DisplayChoice("lab_pc", ExpectedDisplay(monitor=int(sys.argv[1])), accept_others=lambda: len(sys.argv) > 2)
try:
    with open_stage(choice, SessionKind.TEST, None) as (_, facts):
        print(json.dumps(facts.display.unexpected))
except Refusal as refusal:
    print(json.dumps(str(refusal)))
"""

_LINES = """
import json
from experiment.screen.environment import check_usable
check_usable()
from experiment.screen.mirrors import is_mirrored
from experiment.screen.placing import monitor_lines
from experiment.screen.window import open_window
from experiment.screen.x_server import connect
from Xlib import Xatom

def lines():
    return {line.name: line.verdict for line in monitor_lines(window, 0, whole_screen=True)}

before = is_mirrored(0)
window = open_window(None)
found = [lines()]
server = connect()
task = server.create_resource_object("window", window.winHandle._window)
task.change_property(server.get_atom("_VARIABLE_REFRESH"), Xatom.CARDINAL, 32, [1])  # as Mesa asks for it
server.sync()
found.append(lines())
print(json.dumps([*found, before, is_mirrored(7)]))
window.close()
"""


_NUMBERED = """
import json, os
from experiment.screen.environment import check_usable
check_usable()
from experiment.screen.monitors import place_of_monitor
from experiment.launcher.frame import _box
from experiment.launcher.monitors import Box, monitor_at
from PyQt6.QtGui import QGuiApplication

app = QGuiApplication([])
shown = [_box(screen.geometry()) for screen in app.screens()]
task = [place_of_monitor(number) for number in (0, 1)]
told = [Box(one.left, one.top, one.width, one.height) for one in task]
print(json.dumps([[shown[monitor_at(one, shown)] == one for one in told], place_of_monitor(2) is None]), flush=True)
os._exit(0)  # what PsychoPy says at its end is no answer
"""


@contextmanager
def two_monitors(first: str, second: str) -> Iterator[dict[str, str]]:
    """A display that is said to be two monitors, for processes of their own: PsychoPy keeps to its first one."""
    server, name = start_xvfb(BOTH)
    for monitor, box, output in (("one", first, "screen"), ("two", second, "none")):
        subprocess.run(["xrandr", "-display", name, "--setmonitor", monitor, box, output], check=True)
    yield {**os.environ, "DISPLAY": name}
    server.terminate()
    server.wait()


def told(program: str, environment: dict[str, str], *arguments: str) -> object:
    line = [sys.executable, "-c", program, *arguments]
    done = subprocess.run(line, env=environment, capture_output=True, text=True, cwd=PROJECT, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def test_a_window_manager_that_obeys(tmp_path: Path) -> None:
    """Without a window manager, and under metacity, the second monitor gets the window, and nothing is remarked."""
    with two_monitors(LEFT, RIGHT) as environment:
        assert [] == told(_OPENS, environment, "1")
        with window_manager("metacity", environment["DISPLAY"]):
            assert [] == told(_OPENS, environment, "1")


def test_a_window_manager_that_does_not(tmp_path: Path) -> None:
    """Openbox puts the window on the first monitor: refused, naming both places; accepted, the sheet says so."""
    with two_monitors(LEFT, RIGHT) as environment, window_manager("openbox", environment["DISPLAY"]):
        assert [] == told(_OPENS, environment, "0")
        refused = str(told(_OPENS, environment, "1"))
        assert "a window on all of monitor 1 (800×600 pixels at 800, 0)" in refused
        assert "one of 800×600 pixels at 0, 0" in refused
        (said,) = told(_OPENS, environment, "1", "accepted")  # type: ignore[misc]
        assert said.startswith("one of 800×600 pixels at 0, 0 in place of")


def test_the_launcher_finds_the_monitor_that_the_task_means() -> None:
    """Whichever is the main one: each is found by the place that the task's own library gives."""
    with two_monitors(LEFT, RIGHT) as environment:
        subprocess.run(["xrandr", "-display", environment["DISPLAY"], "--delmonitor", "two"], check=True)
        main = ["xrandr", "-display", environment["DISPLAY"], "--setmonitor", "*two", RIGHT, "none"]
        subprocess.run(main, check=True)
        assert [[True, True], True] == told(_NUMBERED, environment)


@pytest.mark.parametrize(("second", "mirrored"), [(RIGHT, "pass"), (LEFT, "warn"), ("400/200x300/150+100+100", "warn")])
def test_mirrors_are_said(second: str, mirrored: str) -> None:
    """A monitor that shows the same picture, or a part of it, is a warning of the check, and is known before there is a
    window; one beside it is no mirror, and nothing is known of a monitor that is not there. So is a refresh that the
    driver was asked to vary.
    """
    lines = {"monitor": "pass", "mirrored": mirrored, "variable refresh": "pass"}
    varied = {**lines, "variable refresh": "warn"}
    with two_monitors(LEFT, second) as environment:
        assert [lines, varied, mirrored == "warn", None] == told(_LINES, environment)


_SMALL = ["40", "800", "840", "968", "1056", "600", "601", "605", "628"]
_FASTER = ["144", "1600", "1664", "1696", "1760", "600", "603", "608", "620"]
"""A mode of 800 × 600 at 60 Hz, and one of the size of both monitors together at 132 Hz: clock in MHz and timings."""


@pytest.mark.parametrize(
    ("mode", "reason"), [(_SMALL, PauseReason.SIZE_CHANGED), (_FASTER, PauseReason.REFRESH_CHANGED)]
)
def test_a_mode_that_changes_where_the_screen_stays(
    monkeypatch: pytest.MonkeyPatch, mode: list[str], reason: PauseReason
) -> None:
    """A monitor gets another resolution, or another refresh rate, and the whole screen stays as large as it is: that is
    amiss, until it is back.
    """
    server, name = start_xvfb(BOTH)
    monkeypatch.setenv("DISPLAY", name)
    for change in (["--newmode", "other", *mode], ["--addmode", "screen", "other"]):
        subprocess.run(["xrandr", "-display", name, *change], check=True)
    connection = display.Display(name)
    window = connection.screen().root.create_window(0, 0, BOTH.width, BOTH.height, 0, X.CopyFromParent)
    window.map()
    connection.sync()
    watch = WindowWatch(XWindow(window.id), time.monotonic())

    def amiss() -> frozenset[PauseReason]:
        for _ in range(10):
            time.sleep(0.05)
            watch.admitted([], time.monotonic(), in_pause=False)
        return watch.amiss

    found = [amiss()]
    for set_to in ("other", f"{BOTH.width}x{BOTH.height}"):
        line = ["xrandr", "-display", name, "--fb", f"{BOTH.width}x{BOTH.height}", "--output", "screen"]
        subprocess.run([*line, "--mode", set_to], check=True)
        found.append(amiss())
    watch.close()
    connection.close()
    server.terminate()
    server.wait()
    assert [set(), {reason}, set()] == found


@pytest.mark.parametrize(("size", "is_there"), [((1280, 720), True), ((1280, 700), False), ((960, 720), False)])
def test_a_window_of_another_size_at_the_right_corner(
    screen: str, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int], is_there: bool
) -> None:
    """A window that does not cover its whole monitor is not where it was asked to be."""
    from experiment.screen import placing

    handle = SimpleNamespace(
        screen=SimpleNamespace(x=0, y=0, width=1280, height=720), get_location=lambda: (0, 0), get_size=lambda: size
    )
    monkeypatch.setattr(placing, "look_at", lambda _window: None)
    assert is_there is (placing.misplaced(SimpleNamespace(winHandle=handle), 0) is None)

"""The computer stays awake while a session runs, and a desktop that is odd never costs a session."""

from __future__ import annotations

import ctypes
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from types import SimpleNamespace

import pytest
from Xlib import display
from Xlib.ext import screensaver

from experiment.format.check_report import Verdict
from experiment.layout.size import Size
from experiment.screen.virtual_display import virtual_display
from tests.instruments.made_up_windows import MadeUpFunction

SAVER_AFTER_S = 1


@pytest.fixture
def saver_on() -> Iterator[display.Display]:
    """An X server of its own, whose screen saver comes on after a second."""
    with virtual_display(Size(640, 480)) as name:
        subprocess.run(["xset", "-display", name, "s", str(SAVER_AFTER_S), str(SAVER_AFTER_S)], check=True)
        asking = display.Display(name)
        yield asking
        asking.close()


def saver_has_come(asking: display.Display) -> bool:
    """Wait for three times as long as it takes, and look."""
    time.sleep(3 * SAVER_AFTER_S)
    return bool(asking.screen().root.screensaver_query_info().state == screensaver.StateOn)


def test_the_screen_saver_of_x_is_held_off(saver_on: display.Display) -> None:
    """It comes on where nobody holds it off, not while a session runs, and again afterwards."""
    from experiment.screen.awake import kept_awake

    assert saver_has_come(saver_on)
    subprocess.run(["xset", "-display", saver_on.get_display_name(), "s", "reset"], check=True)
    with kept_awake() as means:
        assert "X screen saver suspended" in means
        assert not saver_has_come(saver_on)
    assert saver_has_come(saver_on)


def test_the_system_is_asked_too(screen: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the system heeds is named, and given back at the end."""
    import wakepy

    from experiment.screen.awake import kept_awake

    held = []

    @contextmanager
    def presenting(on_fail: str) -> Iterator[SimpleNamespace]:
        held.append(on_fail)
        yield SimpleNamespace(active=True, method="org.gnome.SessionManager")
        held.append("given back")

    monkeypatch.setattr(wakepy.keep, "presenting", presenting)
    with kept_awake() as means:
        assert "org.gnome.SessionManager" in means
        assert ["pass"] == held
    assert ["pass", "given back"] == held


@pytest.mark.parametrize("trouble", [OSError("no bus"), RuntimeError("odd"), ImportError("not installed")])
def test_no_trouble_of_the_desktop_costs_a_session(monkeypatch: pytest.MonkeyPatch, trouble: Exception) -> None:
    """Neither a system that fails when asked nor a display that is not there raises anything."""
    import wakepy

    from experiment.screen.awake import kept_awake

    def fails(on_fail: str) -> None:
        raise trouble

    monkeypatch.setattr(wakepy.keep, "presenting", fails)
    monkeypatch.setenv("DISPLAY", ":999")
    with kept_awake() as means:
        assert () == means


def test_a_system_that_does_not_heed_is_no_means(monkeypatch: pytest.MonkeyPatch) -> None:
    """A request that was not heeded is not told as if it were."""
    import wakepy

    from experiment.screen.awake import kept_awake

    refusing = nullcontext(SimpleNamespace(active=False, method=None))
    monkeypatch.setattr(wakepy.keep, "presenting", lambda on_fail: refusing)
    monkeypatch.setenv("DISPLAY", ":999")
    with kept_awake() as means:
        assert () == means


def battery(plugged: bool | None) -> SimpleNamespace:
    return SimpleNamespace(power_plugged=plugged, percent=41.7)


def test_what_may_come_in_the_way_is_said(screen: str) -> None:
    """Each line passes or warns as it should; none of them ever fails a check."""
    from experiment.screen.lab_check.preflight_lines import (
        awake_line,
        memory_line,
        power_line,
        preflight_lines,
        restart_line,
        time_line,
    )

    good = [
        awake_line(("X",)), power_line(None), power_line(battery(True)), power_line(battery(None)),
        restart_line(False), memory_line(4.0, 10.0), time_line(True),
    ]  # fmt: skip
    bad = [
        awake_line(()), power_line(battery(False)), restart_line(True), memory_line(0.3, 0.0), memory_line(4.0, 90.0),
        time_line(False),
    ]  # fmt: skip
    assert {Verdict.PASS} == {line.verdict for line in good}
    assert {Verdict.WARN} == {line.verdict for line in bad}
    assert "on battery, 42 % left" == power_line(battery(False)).found
    names = ["awake", "power", "restart", "memory", "time server"]
    assert names == [line.name for line in preflight_lines(("X",))]


@pytest.mark.parametrize(("status", "returned", "verdict"), [(0x2001, 0, "pass"), (0x2041, 5, "warn"), (0, -1, "warn")])
def test_the_kernel_says_whether_a_time_server_sets_the_clock(
    monkeypatch: pytest.MonkeyPatch, status: int, returned: int, verdict: str
) -> None:
    """The line warns where the kernel says that nothing sets its clock, and where it does not answer."""
    from experiment.screen.lab_check import preflight_lines as lines

    def adjtimex(timex: object) -> int:
        timex.status = status  # type: ignore[attr-defined]
        return returned

    library = SimpleNamespace(adjtimex=MadeUpFunction(adjtimex))
    monkeypatch.setattr(lines, "ctypes", SimpleNamespace(CDLL=lambda _: library, byref=ctypes.byref))
    assert Verdict(verdict) is lines.preflight_lines(())[-1].verdict


def test_the_sheet_says_by_what_means(screen: str) -> None:
    """A launch's apparatus names what held sleep and screen saver off."""
    from experiment.format.vocabulary import SessionKind
    from experiment.screen.open_stage import DisplayChoice, open_stage
    from experiment.virtual.participants import ScriptedParticipant

    choice = DisplayChoice(window=Size(640, 480))
    with open_stage(choice, SessionKind.TEST, ScriptedParticipant()) as (_, apparatus):
        assert "X screen saver suspended" in apparatus.kept_awake

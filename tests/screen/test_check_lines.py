"""The figures of the check, from flips and taps that are known."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from experiment.config.load import load_study
from experiment.format.check_report import Verdict
from experiment.task.inputs import Input, Key, KeyPress, KeyRelease
from tests.unit.design.studies import PROJECT

FRAME_S = 1 / 60


def flips_of(intervals_s: list[float]) -> object:
    from experiment.screen.check.display_lines import Flips

    stamps = [0.0]
    for interval_s in intervals_s:
        stamps.append(stamps[-1] + interval_s)
    return Flips(tuple(stamps))


@pytest.mark.parametrize(
    ("intervals", "early_pct", "lost"),
    [([1.0] * 100, 0.0, 0), ([0.1] * 100, 100.0, 0), ([1.0] * 98 + [2.0, 3.0], 0.0, 3), ([1.0] * 99 + [0.4], 1.0, 0)],
)
def test_early_and_lost_frames_are_counted(screen: str, intervals: list[float], early_pct: float, lost: int) -> None:
    """An interval below half a frame is early; one of two frames has lost one, one of three has lost two."""
    flips = flips_of([FRAME_S * interval for interval in intervals])
    assert (pytest.approx(early_pct), lost) == (flips.early_pct(FRAME_S), flips.lost(FRAME_S))  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("hertz", "expected_hz", "verdict"),
    [(60.0, 60.0, Verdict.PASS), (30.0, 60.0, Verdict.FAIL), (58.9, 60.0, Verdict.WARN), (75.1, None, Verdict.PASS)],
)
def test_the_refresh_is_held_against_what_is_expected(
    screen: str, hertz: float, expected_hz: float | None, verdict: Verdict
) -> None:
    """Half the expected rate fails, one near it warns; where nothing is expected, a rate that displays have passes."""
    from experiment.screen.check.display_lines import idle_lines

    lines = {line.name: line for line in idle_lines(flips_of([1 / hertz] * 300), expected_hz)}  # type: ignore[arg-type]
    assert verdict is lines["refresh"].verdict


def test_the_durations_of_a_study_are_all_tried(screen: str) -> None:
    """Every duration and deadline of the study file is there, of a drawn one both ends, each once."""
    from experiment.screen.check.duration_lines import durations_of

    found = {name: durations_of(load_study(PROJECT / "configs" / f"{name}.yaml")) for name in ("ketamine", "original")}
    assert {"ketamine": [0.5, 1.0, 2.0, 4.0, 8.0], "original": [0.5, 1.0, 2.0, 4.0, 8.0]} == found


@pytest.fixture(autouse=True)
def no_silence(monkeypatch: pytest.MonkeyPatch, screen: str) -> None:
    """The made-up clock runs ahead of the real one, on which the check waits for silence."""
    from experiment.screen.check import keyboard_lines

    monkeypatch.setattr(keyboard_lines, "_QUIET_S", 0.05)


class Taps:
    """A keyboard on which somebody taps at known moments after being asked to; the clock is the number of flips."""

    name = "psychtoolbox KbQueue"

    def __init__(self, presses_s: list[float], hold_s: float = 0.05, lost_releases: int = 0) -> None:
        releases = [KeyRelease(at + hold_s, Key.SPACE, "space") for at in presses_s][lost_releases:]
        self._meant: list[Input] = [*(KeyPress(at, Key.SPACE, "space") for at in presses_s), *releases]
        self._coming: list[Input] = []
        self.now_s = 0.0

    def ask(self, _what: str) -> None:
        self._coming = [replace(one, time_s=self.now_s + one.time_s) for one in self._meant]

    def flip(self) -> float:
        self.now_s += FRAME_S
        return self.now_s

    def poll(self, _now_s: float) -> list[Input]:
        due = sorted((one for one in self._coming if one.time_s <= self.now_s), key=lambda one: one.time_s)
        self._coming = [one for one in self._coming if one.time_s > self.now_s]
        return due

    def close(self) -> None:
        pass


def lines_of(taps: Taps, patience_s: float = 60.0) -> dict[str, Verdict]:
    from experiment.screen.check.keyboard_lines import tap_lines

    lines = tap_lines(taps, taps.flip, FRAME_S, taps.ask, patience_s)  # type: ignore[arg-type]
    return {line.name: line.verdict for line in lines}


def test_taps_that_fall_anywhere_pass(screen: str) -> None:
    """Presses at all places within their frames, each with its release, pass both lines."""
    anywhere = [0.3 + n * (0.2 + FRAME_S / 7) for n in range(20)]
    assert {"key down and up": Verdict.PASS, "key stamps": Verdict.PASS} == lines_of(Taps(anywhere))


def test_stamps_made_once_a_frame_fail(screen: str) -> None:
    """Presses that always stand at the same place within a frame were stamped when the frame was shown."""
    quantised = [0.2 + n * 12 * FRAME_S + 0.001 for n in range(20)]
    assert Verdict.FAIL is lines_of(Taps(quantised))["key stamps"]


def test_presses_without_releases_fail(screen: str) -> None:
    """A keyboard that does not tell when a key went up fails its line."""
    taps = Taps([0.3 + 0.21 * n for n in range(20)], lost_releases=20)
    assert Verdict.FAIL is lines_of(taps, patience_s=0.5)["key down and up"]


def test_nobody_taps(screen: str) -> None:
    """Where no tap comes, the line fails and says so; nothing passes for want of evidence."""
    assert {"key taps": Verdict.FAIL} == lines_of(Taps([]), patience_s=0.2)


def test_the_picture_of_the_intervals(tmp_path: Path) -> None:
    """The picture is a PNG of a size to look at."""
    from PIL import Image

    from experiment.screen.check.picture import interval_picture
    from tests.unit.messages.test_advice import report

    file = tmp_path / "picture.png"
    file.write_bytes(interval_picture(report(0, Verdict.PASS).model_copy(update={"intervals_ms": (16.6, 16.7, 33.3)})))
    assert (1000, 400) == Image.open(file).size

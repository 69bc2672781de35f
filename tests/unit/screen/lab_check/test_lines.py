"""The figures of the check, from flips, taps and clocks that are known; no PsychoPy is needed."""

from __future__ import annotations

import pytest

from experiment.config.load import load_study
from experiment.format.check_report import Verdict
from experiment.format.vocabulary import EndedBy
from experiment.messages import Reason, Refusal
from experiment.screen.lab_check import keyboard_lines
from experiment.screen.lab_check.display_lines import Flips, idle_lines, pixel_lines
from experiment.screen.lab_check.duration_lines import duration_line, durations_of
from experiment.screen.lab_check.keyboard_lines import TapScreens, backend_line, tap_lines
from experiment.screen.lab_check.machine_lines import ClockReading, clock_lines, collector_line
from experiment.task.answers import Answer, NoAnswer
from experiment.task.inputs import Input, Key, KeyPress
from experiment.task.stage import Heard, Shown
from tests.instruments.taps import FRAME_S, Taps
from tests.unit.design.studies import PROJECT


def flips_of(intervals_s: list[float]) -> Flips:
    stamps = [0.0]
    for interval_s in intervals_s:
        stamps.append(stamps[-1] + interval_s)
    return Flips(tuple(stamps))


@pytest.mark.parametrize(
    ("intervals", "early_pct", "lost"),
    [([1.0] * 100, 0.0, 0), ([0.1] * 100, 100.0, 0), ([1.0] * 98 + [2.0, 3.0], 0.0, 3), ([1.0] * 99 + [0.4], 1.0, 0)],
)
def test_early_and_lost_frames_are_counted(intervals: list[float], early_pct: float, lost: int) -> None:
    """An interval below half a frame is early; one of two frames has lost one, one of three has lost two."""
    flips = flips_of([FRAME_S * interval for interval in intervals])
    assert (pytest.approx(early_pct), lost) == (flips.early_pct(FRAME_S), flips.lost(FRAME_S))


@pytest.mark.parametrize(
    ("hertz", "expected_hz", "verdict"),
    [(60.0, 60.0, Verdict.PASS), (30.0, 60.0, Verdict.FAIL), (58.9, 60.0, Verdict.WARN), (75.1, None, Verdict.WARN)],
)
def test_the_refresh_is_held_against_what_is_expected(
    hertz: float, expected_hz: float | None, verdict: Verdict
) -> None:
    """Half the expected rate fails, one near it warns; where nothing is expected, any rate warns."""
    lines = {line.name: line for line in idle_lines(flips_of([1 / hertz] * 300), expected_hz)}
    assert verdict is lines["refresh"].verdict


def test_the_durations_of_a_study_are_all_tried() -> None:
    """Every duration and deadline of the study file is there, of a drawn one both ends, each once."""
    found = {name: durations_of(load_study(PROJECT / "configs" / f"{name}.yaml")) for name in ("ketamine", "original")}
    assert {"ketamine": [0.5, 1.0, 2.0, 4.0, 8.0], "original": [0.5, 1.0, 2.0, 4.0, 8.0]} == found


@pytest.fixture(autouse=True)
def no_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    """The made-up clock runs ahead of the real one, on which the check waits for silence."""
    monkeypatch.setattr(keyboard_lines, "_QUIET_S", 0.05)


def lines_of(taps: Taps, patience_s: float = 60.0) -> dict[str, Verdict]:
    screens = TapScreens(taps.wait, taps.show, taps.show)
    lines = tap_lines(taps, screens, FRAME_S, taps.say, patience_s)
    return {line.name: line.verdict for line in lines}


def test_taps_that_fall_anywhere_pass() -> None:
    """Presses at all places within their frames, each with its release, pass both lines."""
    anywhere = [0.3 + n * (0.2 + FRAME_S / 7) for n in range(20)]
    assert {"key down and up": Verdict.PASS, "key stamps": Verdict.PASS} == lines_of(Taps(anywhere))


def test_stamps_made_once_a_frame_fail() -> None:
    """Presses that always stand at the same place within a frame were stamped when the frame was shown."""
    quantised = [0.2 + n * 12 * FRAME_S + 0.001 for n in range(20)]
    assert Verdict.FAIL is lines_of(Taps(quantised))["key stamps"]


def test_presses_without_releases_fail() -> None:
    """A keyboard that does not tell when a key went up fails its line."""
    taps = Taps([0.3 + 0.21 * n for n in range(20)], lost_releases=20)
    assert Verdict.FAIL is lines_of(taps)["key down and up"]


def test_nobody_taps() -> None:
    """Where no tap comes, the line fails and says so; nothing passes for want of evidence."""
    assert {"key taps": Verdict.FAIL} == lines_of(Taps([]), patience_s=0.2)


class Waits(Taps):
    """Somebody presses Escape before taps are asked for."""

    def poll(self, _now_s: float) -> list[Input]:
        return [KeyPress(self.now_s, Key.ESCAPE, "escape")]


def test_escape_stops_the_check_while_it_waits() -> None:
    """Escape counts on the page that asks for patience, too."""
    with pytest.raises(Refusal) as refused:
        lines_of(Waits([]))
    assert Reason.CHECK_STOPPED is refused.value.reason


class Interrupted:
    """A stage on which Escape is pressed while something else than a tried screen is on."""

    frame_s = FRAME_S

    def __init__(self, at: int) -> None:
        self._shows, self._at = 0, at

    def show(self, _view: object) -> Shown:
        self._shows += 1
        escape = KeyPress(0.0, Key.ESCAPE, "escape")
        return Shown(0.1 * self._shows, (escape,) if self._shows == self._at else ())

    def listen(self, answer: NoAnswer, _duration_s: float) -> Heard:
        return Heard(EndedBy.TIME, answer, ())


@pytest.mark.parametrize("at", [1, 2, 3])
def test_escape_between_two_screens_stops_the_check(at: int) -> None:
    """What was pressed in the last frame of a screen, or while something was measured, is heard with the next."""
    with pytest.raises(Refusal) as refused:
        duration_line(Interrupted(at), 0.1, 4, lambda _time: None)  # type: ignore[arg-type]
    assert Reason.CHECK_STOPPED is refused.value.reason


def test_a_prompt_hand_is_not_too_early() -> None:
    """Taps count from the moment at which the page that asks for them is on."""
    prompt = [0.001 + n * (0.2 + FRAME_S / 7) for n in range(20)]
    assert {"key down and up": Verdict.PASS, "key stamps": Verdict.PASS} == lines_of(Taps(prompt))


def test_no_keyboard_fails() -> None:
    """A queue that listens to no keyboard fails its line, whatever it is called."""
    taps = Taps([])
    assert Verdict.PASS is backend_line(taps).verdict
    taps.devices = 0
    assert Verdict.FAIL is backend_line(taps).verdict


def test_other_pixels_fail() -> None:
    """A window of another size fails; a picture that is not what was laid out warns."""
    assert [Verdict.PASS, Verdict.PASS] == [line.verdict for line in pixel_lines("800×600", "800×600", True)]
    assert [Verdict.FAIL, Verdict.WARN] == [line.verdict for line in pixel_lines("800×600", "1000×750", False)]


@pytest.mark.parametrize(
    ("task_s", "wall_s", "verdicts"),
    [
        ([0.0, 10.0], [5.0, 15.0], ["pass", "pass", "pass"]),
        ([0.0, 10.002], [5.0, 15.0], ["fail", "fail", "pass"]),
        ([0.0, 10.0], [5.0, 75.0], ["pass", "pass", "warn"]),
    ],
)
def test_clocks_that_step(task_s: list[float], wall_s: list[float], verdicts: list[str]) -> None:
    """A task's clock that steps fails; a time of day that is set is a warning."""
    readings = [ClockReading(*times) for times in zip(task_s, [0.0, 10.0], wall_s, strict=True)]
    assert verdicts == [line.verdict for line in clock_lines(readings)]


def test_a_long_collection_fails() -> None:
    """A collection of garbage that takes longer than a frame fails; one that nobody can see passes."""
    assert [Verdict.PASS, Verdict.FAIL] == [collector_line(pause_s).verdict for pause_s in (0.001, 0.020)]


class PunctualStage:
    """A stage that keeps every duration to the frame."""

    def __init__(self, frame_s: float) -> None:
        self.frame_s = frame_s
        self._now_s = 0.0

    def show(self, view: object) -> Shown:
        return Shown(self._now_s, ())

    def listen(self, answer: Answer, duration_s: float) -> Heard:
        self._now_s += round(duration_s / self.frame_s) * self.frame_s
        return Heard(EndedBy.TIME, answer, ())


@pytest.mark.parametrize(("hertz", "verdict"), [(60.0, Verdict.PASS), (75.0, Verdict.WARN)])
def test_a_duration_between_two_frames_warns(hertz: float, verdict: Verdict) -> None:
    """0.3 s is 18 frames of 60 Hz, but 22.5 of 75 Hz: that display cannot show it as planned, and the line says so."""
    told: list[int] = []
    line = duration_line(PunctualStage(1 / hertz), 0.3, 10, told.append)  # type: ignore[arg-type]
    assert list(range(10)) == told
    assert verdict is line.verdict
    assert ("shown as 22 frames, 293.3 ms" in line.found) is (verdict is Verdict.WARN)

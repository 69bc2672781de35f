"""Each line of the check, in each state that it can have, as the launcher says it: a fact, and what to do about it."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pytest

from experiment.config.load import load_study
from experiment.design.windows import zone_of
from experiment.format.check_report import CheckLine, Verdict
from experiment.format.ledger import Ledger
from experiment.format.vocabulary import EndedBy, PauseReason
from experiment.launcher.preflight import in_words
from experiment.launcher.speaking import Language, Speaker
from experiment.messages import Reason, Refusal
from experiment.messages.checks import GROUPS, STATES, Check, OfMachine
from experiment.record import elsewhere
from experiment.record.disk_lines import disk_line, space_line
from experiment.record.kept_lab_checks import keep_check
from experiment.record.short_check import date_line, last_check_line, review_line
from experiment.record.storage import Disk
from experiment.screen.lab_check import keyboard_lines
from experiment.screen.lab_check.display_lines import Flips, heavy_lines, idle_lines, pixel_lines, unpaced_line
from experiment.screen.lab_check.duration_lines import duration_line
from experiment.screen.lab_check.keyboard_lines import TapScreens, backend_line, not_tapped, tap_lines
from experiment.screen.lab_check.machine_lines import ClockReading, clock_line, clock_lines, collector_line
from experiment.screen.lab_check.monitor_lines import monitor_line, varying_line
from experiment.screen.lab_check.preflight_lines import (
    _asked,
    awake_line,
    memory_line,
    power_line,
    restart_line,
    time_line,
)
from experiment.screen.lab_check.undisturbed import Undisturbed
from experiment.screen.mirrors import mirrored_line
from experiment.screen.window_state import Box
from experiment.screen.window_watch import WindowWatch
from experiment.task.answers import Answer
from experiment.task.stage import Heard, Shown
from experiment.verbs import short_check
from tests.instruments.check_reports import report
from tests.instruments.taps import FRAME_S, Taps
from tests.instruments.typed_lab import Lab
from tests.unit.screen.test_window_watch import AMISS, Window

SAYS = {language: Speaker(language) for language in Language}
NOW = datetime(2026, 11, 26, 12, 0, tzinfo=timezone.utc)
TAPS = [0.3 + 0.21 * n for n in range(20)]
WORDS = re.compile(r"\b(the|is|it|of|in|and|was|has|than|within|between|asked|drawn|free|with|at most|for)\b")
"""English words that are none in French."""


class Late:
    """A stage that shows everything for longer than it was asked to."""

    frame_s = FRAME_S

    def __init__(self, late_s: float) -> None:
        self._now_s, self._late_s = 0.0, late_s

    def show(self, _view: object) -> Shown:
        return Shown(self._now_s, ())

    def listen(self, answer: Answer, duration_s: float) -> Heard:
        self._now_s += round(duration_s / self.frame_s) * self.frame_s + self._late_s
        return Heard(EndedBy.TIME, answer, ())


def flips(*frames: float) -> Flips:
    stamps = [0.0]
    for one in frames:
        stamps.append(stamps[-1] + one * FRAME_S)
    return Flips(tuple(stamps))


def of_files(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> Iterator[CheckLine]:
    """What files tell: of the data folder, the study and the last check."""
    study, disk = load_study(lab.study), Disk()
    zone = zone_of(study.file)
    yield last_check_line(disk, lab.data, zone)
    for hours, verdict in ((1, Verdict.PASS), (30, Verdict.PASS), (1, Verdict.FAIL)):
        keep_check(disk, lab.data, report(hours, verdict), "", b"")
        yield last_check_line(disk, lab.data, zone)
    yield review_line(study)
    reviewed = SimpleNamespace(is_of=lambda _fingerprint: True)
    yield review_line(SimpleNamespace(file=SimpleNamespace(reviewed=reviewed), fingerprint=""))  # type: ignore[arg-type]
    later = SimpleNamespace(lines=[SimpleNamespace(utc=(NOW + timedelta(hours=1)).isoformat())])
    yield date_line(Ledger(()), NOW, zone)
    yield date_line(later, NOW, zone)  # type: ignore[arg-type]
    for program in (None, "Dropbox"):
        for away in (False, True):
            monkeypatch.setattr(elsewhere, "synchroniser_of", lambda _data, program=program: program)
            monkeypatch.setattr(elsewhere, "is_of_another_computer", lambda _data, away=away: away)
            yield elsewhere.place_line(lab.data)
    for free_mb in (50, 500, 50_000):
        yield space_line(SimpleNamespace(free_bytes=lambda _data, mb=free_mb: mb * 1_000_000), lab.data)  # type: ignore[arg-type]
    for sync_s in (0.001, 0.05, 0.2):
        stamps = (sync_s * (n // 2 + n % 2) for n in range(6))
        yield disk_line(disk, lab.data, times=3, now_s=partial(next, stamps))
    yield disk_line(disk, lab.data / "not there", times=3)
    for no in (
        Refusal(Reason.DISK_NEARLY_FULL, free_mb=3, data=lab.data, needed_mb=100),
        Refusal(Reason.DATA_NOT_WRITABLE, data=lab.data, error="Read-only file system"),
        Refusal(Reason.FILE_HELD, file="x", error="in use"),
    ):

        def refuse(_disk: object, _data: Path, no: Refusal = no) -> None:
            raise no

        monkeypatch.setattr(short_check, "check_writable", refuse)
        yield from short_check._of_the_data(lab.data, lambda _data: [])


def not_told() -> bool:
    raise OSError("no such thing")


def of_machine() -> Iterator[CheckLine]:
    """What system, clock and memory tell."""
    for good in (True, False):
        yield awake_line(("X",) if good else ())
        yield power_line(SimpleNamespace(power_plugged=good, percent=62))
        yield restart_line(not good)
        yield time_line(good)
        yield mirrored_line(not good)
        yield varying_line(not good)
        yield monitor_line(1, Box(0, 0, 800, 600), Box(0, 0, 800, 600) if good else Box(5, 5, 800, 600), good)
    yield power_line(None)
    for free_gib, swap_pct in ((4.0, 0.0), (0.3, 12.0), (4.0, 95.0), (0.3, None), (4.0, None)):
        yield memory_line(free_gib, swap_pct)
    for state in (
        OfMachine.POWER_NOT_TOLD,
        OfMachine.RESTART_NOT_TOLD,
        OfMachine.MEMORY_NOT_TOLD,
        OfMachine.TIME_SERVER_NOT_TOLD,
    ):
        yield _asked(state, not_told, restart_line)
    yield clock_line(0.0)
    if sys.platform.startswith("linux"):
        yield clock_line(9.0)
    for task_s, wall_s in (((0.0, 10.0), (5.0, 15.0)), ((0.0, 10.002), (5.0, 75.0))):
        yield from clock_lines([ClockReading(*one) for one in zip(task_s, (0.0, 10.0), wall_s, strict=True)])
    for pause_s in (0.001, 0.01, 0.02):
        yield collector_line(pause_s)


def of_display() -> Iterator[CheckLine]:
    """What flips and pixels tell."""
    unpaced = unpaced_line(flips(*[0.05] * 300), 60.0)
    assert unpaced is not None
    yield unpaced
    for shown in (flips(*[1.0] * 300), flips(*[1.0, 3.0, 0.3] * 100), flips(*[2.0] * 300), flips(*[1.3, 2.0] * 200)):
        for expected_hz, display in ((60.0, "lab"), (60.0, None), (None, None)):
            yield from idle_lines(shown, expected_hz, display)
        yield from heavy_lines(shown, [0.001] * 30, FRAME_S, "rate")
        yield from heavy_lines(shown, [0.02] * 30, FRAME_S, "rate")
    yield from pixel_lines("800×600", "800×600", True)
    yield from pixel_lines("800×600", "1000×750", False)
    for seconds, late_s in ((0.5, 0.0), (0.5, FRAME_S), (0.508, 0.0), (0.508, FRAME_S)):
        yield duration_line(Late(late_s), seconds, 4, lambda _time: None)  # type: ignore[arg-type]
    yield Undisturbed(None, lambda: 0.0).line()
    for reasons in ((), tuple(AMISS), *((one,) for one in AMISS)):
        undisturbed = Undisturbed(WindowWatch(Window(), 0.0), lambda: 0.0)
        undisturbed._found |= set[PauseReason](reasons)
        yield undisturbed.line()


def of_keyboard(monkeypatch: pytest.MonkeyPatch) -> Iterator[CheckLine]:
    """What a keyboard tells, and one at which nobody taps."""
    for name in ("_QUIET_S", "_AFTER_S", "_SILENCE_S"):
        monkeypatch.setattr(keyboard_lines, name, 0.01)
    for devices, name in ((1, Taps.name), (0, Taps.name), (1, "pyglet")):
        keys = Taps([])
        keys.devices, keys.name = devices, name
        yield backend_line(keys)
    yield not_tapped()
    quantised = [0.2 + n * 12 * FRAME_S + 0.001 for n in range(20)]
    for taps, patience_s in ((Taps(TAPS), 600.0), (Taps(quantised, lost_releases=20), 600.0), (Taps([]), 0.0)):
        screens = TapScreens(taps.wait, taps.show, taps.show)
        yield from tap_lines(taps, screens, FRAME_S, taps.say, patience_s)
    for number in (10, 7, 13, 0):
        monkeypatch.setattr(keyboard_lines, "_taps", lambda *_given, number=number, **_more: ([0.0] * number, [], []))
        yield keyboard_lines.stalled_tap_line(Taps([]), screens, taps.say, 0.2)


@pytest.fixture
def lines(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> list[CheckLine]:
    """Every line, in every state."""
    made = [*of_files(lab, monkeypatch), *of_machine(), *of_display(), *of_keyboard(monkeypatch)]
    return [*made, *scaling()]


def scaling() -> Iterator[CheckLine]:
    """The line about the scaling of a screen; its module asks for the system's own libraries, and not for a window."""
    from experiment.layout.size import Size
    from experiment.screen.scaling import scaling_line

    for mode in (Size(800, 600), Size(1000, 750), None):
        yield scaling_line(Size(800, 600), Size(800, 600), mode)
    yield scaling_line(Size(800, 600), Size(1000, 750), None)


def test_every_state_is_here(lines: list[CheckLine]) -> None:
    """Each state that a line can find is among these; each line is there good and otherwise."""
    expected = set(STATES) - (set() if sys.platform.startswith("linux") else {"CLOCK_IS_SET"})
    assert expected == {line.state for line in lines}
    seen = {(line.found_as.check, line.verdict is Verdict.PASS) for line in lines}
    never_good = {check for check in Check if (check, True) not in seen}
    assert {Check.WRITABLE, Check.KEY_TAPS} == never_good
    assert {Check.CLOCK} - ({Check.CLOCK} if sys.platform.startswith("linux") else set()) == {
        check for check in Check if (check, False) not in seen
    }


def test_every_state_has_a_name_of_its_own() -> None:
    """Whichever group it is in: a report names it by that alone."""
    assert len(STATES) == sum(map(len, GROUPS))


def test_a_line_comes_back_from_a_report(lines: list[CheckLine]) -> None:
    """With its facts, whatever their kind, so that another program says the same; its words stand in the report."""
    for line in lines:
        written = line.model_dump_json()
        assert line == CheckLine.model_validate_json(written)
        assert json.dumps(line.found, ensure_ascii=False) in written


def test_a_line_that_could_not_be_said_is_not_made() -> None:
    """One of an unknown state, or without a fact of its sentence, or with one that no sentence tells of."""
    line = {"verdict": "fail", "value": None, "unit": None, "bar": ""}
    for wrong in ({"state": "NEW"}, {"state": "SPACE"}, {"state": "MAY_SLEEP", "facts": {"free_mb": 3}}):
        with pytest.raises(ValueError, match=r"no line|is said by"):
            CheckLine.model_validate({**line, **wrong})


@pytest.mark.parametrize("language", list(Language), ids=lambda language: language.code)
def test_every_line_says_what_was_found_and_what_to_do(lines: list[CheckLine], language: Language) -> None:
    """In this language: a fact, and a remedy that is another thing; whatever is in order is named, and no more."""
    say = SAYS[language]
    colon, semicolon = (" : ", " ; ") if language is Language.FR else (": ", "; ")
    for line in lines:
        said = in_words([line], say)[0].replace("\u202f", " ").replace("\u00a0", " ")
        if line.verdict is Verdict.PASS:
            assert said.startswith("✓")
            continue
        head, _, rest = said.partition(colon)
        found, _, remedy = rest.partition(semicolon)
        assert head[2:].strip(), said
        assert found.strip(), said
        assert len(remedy) > 10, said
        if language is Language.EN:
            assert rest.startswith(f"{SAYS[language].set(line.found)}; "), said
            continue
        assert not WORDS.search(rest), said
        assert not re.search(r"\d\.\d", said), said
        assert ":" not in re.sub(r"\d{2}:\d{2}|Windows :", "", rest), said


def test_what_is_in_order_is_not_named_by_what_would_be_amiss(lines: list[CheckLine]) -> None:
    """In neither language does “in order” stand before a word that says the contrary."""
    amiss = re.compile(
        r"(?<!not )mirrored|lost|drift|jitter|variable|perdues|(?<!non )dupliqué|variable|\brestart\b(?! waits)"
    )
    for line in lines:
        if line.verdict is Verdict.PASS:
            for say in SAYS.values():
                assert not amiss.search(*in_words([line], say))

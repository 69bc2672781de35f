"""Why a session is refused at the screen: each reason that the other tests of messages cannot provoke."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from experiment.conduct import conduct
from experiment.config.display_file import ExpectedDisplay
from experiment.format.apparatus import Apparatus
from experiment.format.vocabulary import ParticipantMode, SessionKind
from experiment.layout.size import Size
from experiment.messages import Reason, Refusal
from experiment.record import participants
from experiment.record.request import Request
from experiment.record.storage import Disk
from experiment.screen.virtual_display import start_xvfb
from experiment.task.participant import Participant
from experiment.task.stage import OnDisplayLost, Stage
from experiment.virtual.stage import VirtualStage
from tests.instruments.child import started
from tests.instruments.own_process import run_a_session
from tests.instruments.paces import busy, refusal_of
from tests.instruments.small_study import small_study
from tests.instruments.troubled_keyboard import troubled


def study_session(_folder: Path) -> Refusal:
    """Open the stage for a study session before a display that does not wait for its refresh."""
    from experiment.screen.open_stage import DisplayChoice, open_stage

    with pytest.raises(Refusal) as refused, open_stage(DisplayChoice(window=Size(800, 600)), SessionKind.STUDY, None):
        pass
    return refused.value


def a_narrow_window(folder: Path) -> Refusal:
    """Conduct a session in a window that is much higher than wide."""
    from experiment.screen.open_stage import DisplayChoice, open_stage

    @contextmanager
    def narrow(kind: SessionKind, participant: Participant | None) -> Iterator[tuple[Stage, Apparatus]]:
        with open_stage(DisplayChoice(window=Size(640, 1000)), kind, participant) as opened:
            yield opened

    study = small_study(folder)
    participants.enrol(Disk(), folder / "data", study.file, "KD001", "patient", "fr")
    request = Request(folder / "data", "KD001", "baseline", SessionKind.TEST, ParticipantMode.SCRIPTED)
    with pytest.raises(Refusal) as refused:
        conduct(study, request, narrow)
    return refused.value


def a_display_that_is_gone(folder: Path) -> str:
    """Start a session, in a process of its own, for a display that nobody serves."""
    return run_a_session(folder, {**os.environ, "DISPLAY": ":4242"}).stderr


def a_display_without_opengl(folder: Path) -> str:
    """Start a session, in a process of its own, on a display that has no graphics driver."""
    read, write = os.pipe()
    screen = ["-screen", "0", "1280x720x24", "-extension", "GLX", "-nolisten", "tcp"]
    server = subprocess.Popen(["Xvfb", "-displayfd", str(write), *screen], pass_fds=(write,), stderr=subprocess.DEVNULL)
    os.close(write)
    try:
        with os.fdopen(read) as answer:
            display = f":{answer.readline().strip()}"
        return run_a_session(folder, {**os.environ, "DISPLAY": display}).stderr
    finally:
        server.terminate()
        server.wait()


def expecting(**expected: object) -> Callable[[Path], Refusal]:
    """Open the stage, full screen, where another display is expected."""

    def provoke(_folder: Path) -> Refusal:
        from experiment.screen.open_stage import DisplayChoice, open_stage

        choice = DisplayChoice("lab_pc", ExpectedDisplay.model_validate(expected))
        with pytest.raises(Refusal) as refused, open_stage(choice, SessionKind.TEST, None):
            pass
        return refused.value

    return provoke


def a_second_session(_folder: Path) -> Refusal:
    """Open the stage where a session is open."""
    from experiment.screen.only_one import only_one_here
    from experiment.screen.open_stage import DisplayChoice, open_stage

    with (
        only_one_here(),
        pytest.raises(Refusal) as refused,
        open_stage(DisplayChoice(window=Size(800, 600)), SessionKind.TEST, None),
    ):
        pass
    return refused.value


def a_check_that_is_stopped(_folder: Path) -> Refusal:
    """Press Escape where taps are asked for."""
    from experiment.screen.lab_check.keyboard_lines import TapScreens, tap_lines
    from tests.instruments.taps import FRAME_S, Taps

    taps = Taps([], escape_s=1.5)
    with pytest.raises(Refusal) as refused:
        tap_lines(taps, TapScreens(taps.wait, taps.show, taps.show), FRAME_S, taps.say, patience_s=5.0)
    return refused.value


def a_queue_that_dies(folder: Path) -> str:
    """Start a session, in a process of its own, where the key queue ends the program."""
    return run_a_session(folder, troubled(folder, "dies")).stderr


def no_keyboard(folder: Path) -> str:
    """Start a session, in a process of its own, on a computer without a keyboard."""
    return run_a_session(folder, troubled(folder, "none")).stderr


_FLIPS = """
from experiment.layout.size import Size
from experiment.screen.window import open_window

window = open_window(Size(640, 480))
print("open", flush=True)
while True:
    window.flip()
"""


def a_display_that_goes_away(_folder: Path) -> str:
    """Switch the display off under a window, in a process of its own."""
    server, display = start_xvfb(Size(800, 600))
    environment = {**os.environ, "DISPLAY": display}
    line = [sys.executable, "-c", _FLIPS]
    with started(line, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        server.kill()
        return process.communicate(timeout=30)[1]


def a_display_that_goes_away_in_a_session(folder: Path) -> Refusal:
    """Do what is done when Xlib finds the display gone, but for the end of the process."""
    said: list[Refusal] = []

    class Lost(VirtualStage):
        def if_lost(self, action: OnDisplayLost | None) -> None:
            assert action is not None
            said.append(action())

    @contextmanager
    def open_stage(_kind: SessionKind, someone: Participant | None) -> Iterator[tuple[Stage, Apparatus]]:
        assert someone is not None
        yield (
            Lost(someone),
            Apparatus(zero_utc="2026-11-23T00:00:00.000+00:00", stage="", inputs="", clock="", display=None),
        )

    study = small_study(folder)
    participants.enrol(Disk(), folder / "data", study.file, "KD001", "patient", "fr")
    conduct(
        study, Request(folder / "data", "KD001", "baseline", SessionKind.TEST, ParticipantMode.SCRIPTED), open_stage
    )
    return said[0]


def no_temporary_folder(_folder: Path) -> Refusal:
    """Import PsychoPy where the folder for temporary files takes nothing."""
    from experiment.screen import own_settings

    def full(**_options: str) -> str:
        raise OSError(28, "No space left on device")

    with pytest.MonkeyPatch.context() as patch, pytest.raises(Refusal) as refused:
        patch.setattr("tempfile.mkdtemp", full)
        own_settings.import_psychopy()
    return refused.value


PROVOCATIONS: dict[Reason, Callable[[Path], Refusal | str]] = {
    Reason.DISPLAY_NOT_SYNCHRONISED: study_session,
    Reason.DISPLAY_UNSTEADY: lambda _folder: refusal_of(busy(60, 1)),
    Reason.DISPLAY_WENT_AWAY: a_display_that_goes_away,
    Reason.DISPLAY_LOST: a_display_that_goes_away_in_a_session,
    Reason.CHECK_STOPPED: a_check_that_is_stopped,
    Reason.SCREEN_TOO_SMALL: a_narrow_window,
    Reason.DISPLAY_UNREACHABLE: a_display_that_is_gone,
    Reason.DISPLAY_UNUSABLE: a_display_without_opengl,
    Reason.DISPLAY_IN_USE: a_second_session,
    Reason.DISPLAY_NOT_AS_EXPECTED: expecting(size_px=(1024, 768)),
    Reason.NO_SUCH_MONITOR: expecting(monitor=3),
    Reason.KEYBOARD_UNUSABLE: a_queue_that_dies,
    Reason.NO_KEYBOARD: no_keyboard,
    Reason.NO_TEMPORARY_FOLDER: no_temporary_folder,
}

FACTS: dict[Reason, dict[str, object]] = {
    Reason.DISPLAY_UNREACHABLE: {"display": ":4242"},
    Reason.DISPLAY_WENT_AWAY: {},
    Reason.DISPLAY_UNUSABLE: {"error": "the display has no OpenGL"},
    Reason.KEYBOARD_UNUSABLE: {"error": "it ended with SIGABRT"},
    Reason.NO_KEYBOARD: {},
}
"""Of those that are said by a process of its own, whose words alone come here."""


@pytest.mark.parametrize("reason", PROVOCATIONS, ids=str)
def test_a_screen_says_why_not(screen: str, tmp_path: Path, reason: Reason) -> None:
    """What is wrong with the screen is said in one line: this message, with the facts of the case."""
    refusal = PROVOCATIONS[reason](tmp_path)
    if isinstance(refusal, Refusal):
        assert (reason, reason.places) == (refusal.reason, set(refusal.facts))
    else:
        own = [line for line in refusal.splitlines() if not line.startswith("Xlib: ")]  # as it may, where it is busy
        assert [reason.say(**FACTS[reason])] == own

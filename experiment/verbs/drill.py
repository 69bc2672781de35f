"""`drill`: a rehearsal that is really killed in mid-trial, and goes on: training, and a test of this computer."""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO

from experiment.config.load import Study, load_study
from experiment.format import wall_clock
from experiment.format.run_files import SessionFiles, rehearsals_beside
from experiment.format.session_line import DrillStep, Saying
from experiment.format.vocabulary import ParticipantMode, SessionKind
from experiment.messages import Reason, Refusal, visible
from experiment.record.throwing_away import throw_away
from experiment.screen.environment import has_display
from experiment.verbs.as_known import read_as_known
from experiment.verbs.crash_drill import CrashDrill, Step
from experiment.verbs.defaults import DEMO_STUDY, PROJECT
from experiment.verbs.exit_codes import DONE
from experiment.verbs.monitored import monitored

_WHO, _ARM, _VISIT = "XX001", "control", "baseline"


def carry_out(options: argparse.Namespace) -> int:
    """Go through the drill on the screen of this computer, in a folder that is gone afterwards if all was well."""
    with monitored(options.monitored) as (_, say):
        return _carry_out(options, say)


def _carry_out(options: argparse.Namespace, say: Callable[[Saying], None]) -> int:
    study = load_study(DEMO_STUDY)
    read_as_known(study, options)
    if not has_display():
        raise Refusal(Reason.NO_DISPLAY)
    data = rehearsals_beside(options.data) / f"drill-{_stamp()}"
    print(
        "A virtual participant does a short session on this screen, and its process is killed: about a minute.",
        flush=True,
    )
    drill = CrashDrill(
        SessionFiles(data, _WHO, _VISIT, study.file.task, SessionKind.TEST),
        lambda more, said: _start(study, data, options, more, said),
        lambda step: _tell(step, say),
    )
    drill.carry_out()
    with suppress(OSError):  # what another program holds may stay: it is a rehearsal, and the drill is passed
        throw_away(data)
    print("The drill is passed: a session on this computer that is broken off loses nothing that was finished.")
    return DONE


def _tell(step: Step, say: Callable[[Saying], None]) -> None:
    print(visible(str(step)), flush=True)
    say(DrillStep(step=step.number, facts={name: visible(str(fact)) for name, fact in step.facts.items()}))


def _stamp() -> str:
    return wall_clock.now().strftime("%Y%m%dT%H%M%SZ")


def _start(
    study: Study, data: Path, options: argparse.Namespace, more: Sequence[str], said: IO[bytes]
) -> subprocess.Popen[bytes]:
    """Start the session as `run` is started from a terminal."""
    session = ["--study", str(DEMO_STUDY), "--data", str(data), "--participant", _WHO, "--visit", _VISIT]
    kind = ["--kind", SessionKind.TEST, "--participant-mode", ParticipantMode.SCRIPTED]
    window = ["--window", f"{options.window.width}x{options.window.height}"] if options.window else []
    first = [] if more else ["--arm", _ARM, "--language", options.language or study.file.languages[0]]
    command = [sys.executable, "-m", "experiment", "run", *session, *kind, *window, *first, *more]
    return subprocess.Popen(command, cwd=PROJECT, stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT)

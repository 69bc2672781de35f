"""The computer before a session: what the short check finds, and the monitors, in a line each. Nothing of Qt."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from typing import TypeAlias

from experiment.format.check_report import CheckLine, Verdict
from experiment.format.session_line import Checked, SessionRefused, read_saying
from experiment.launcher.laboratory import Laboratory
from experiment.launcher.refusals import said_of
from experiment.launcher.speaking import Speaker
from experiment.launcher.texts import Preflight
from experiment.messages.checks import Said

_TAKES_S = 60
_TEXTS = {Verdict.WARN: Preflight.WARN, Verdict.FAIL: Preflight.FAIL}


Looked: TypeAlias = tuple[CheckLine, ...] | SessionRefused | None
"""Lines of the short check; why there are none; ``None``: it could not be done."""


def look(lab: Laboratory) -> Looked:
    """Have the short check done in a process of its own."""
    command = [*lab.session_command, "check", "--brief", "--monitored", *lab.places, "--displays", str(lab.displays)]
    flags = getattr(subprocess, "CREATE_NO_WINDOW", 0) if sys.platform == "win32" else 0
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=_TAKES_S, check=False, creationflags=flags
        )
    except (OSError, RuntimeError, subprocess.TimeoutExpired):  # no process, or no thread that reads what it says
        return None
    for said in map(read_saying, done.stdout.splitlines()):
        match said:
            case Checked():
                return said.lines
            case SessionRefused():
                return said
    return None


def monitors_line(monitors: int, say: Speaker) -> str:
    """Return how many monitors there are: on one alone, the launcher is behind the task while a session runs."""
    return say(Preflight.MONITORS, monitors=monitors) if monitors > 1 else say(Preflight.ONE_MONITOR)


def looked_in_words(looked: Looked, say: Speaker) -> tuple[str, ...]:
    """Return what became of the short check."""
    if looked is None:
        return (say(Preflight.PREFLIGHT_FAILED),)
    return (f"✕ {said_of(looked, say)}",) if isinstance(looked, SessionRefused) else in_words(looked, say)


def in_words(lines: Sequence[CheckLine], say: Speaker) -> tuple[str, ...]:
    """Return what a check has found, what matters most first."""
    order = list(Verdict)
    worst_first = sorted(lines, key=lambda line: -order.index(line.verdict))
    amiss = [say(_TEXTS[line.verdict], **_facts(line, say)) for line in worst_first if line.verdict is not Verdict.PASS]
    good = ", ".join(_in_order(line, say) for line in lines if line.verdict is Verdict.PASS)
    return (*amiss, *([say(Preflight.PASS, names=good)] if good else []))


def _in_order(line: CheckLine, say: Speaker) -> str:
    """Name what is in order by what is so, not by what would be amiss."""
    return say.set(_said(line, say).in_order)


def _facts(line: CheckLine, say: Speaker) -> dict[str, str]:
    """Name a line, and say what was found and what to do."""
    said = _said(line, say)
    return {"name": say.set(said.name), "found": say.set(said.found), "remedy": say.set(said.remedy)}


def _said(line: CheckLine, say: Speaker) -> Said:
    return line.found_as.said(line.facts, say.language.code, here=True)

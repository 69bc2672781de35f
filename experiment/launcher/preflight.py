"""The computer before a session: what the short check finds, and the monitors, in a line each. Nothing of Qt."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence

from pydantic import TypeAdapter, ValidationError

from experiment.format.check_report import CheckLine, Verdict
from experiment.launcher.laboratory import Laboratory
from experiment.launcher.speaking import Language, Speaker
from experiment.launcher.texts import Preflight
from experiment.launcher.texts_of_lines import DURATION, HERE_EN, LINES, MONITORS, OF_DURATION

_LINES = TypeAdapter(tuple[CheckLine, ...])
_TAKES_S = 60
_TEXTS = {Verdict.WARN: Preflight.WARN, Verdict.FAIL: Preflight.FAIL}


def look(lab: Laboratory) -> tuple[CheckLine, ...] | None:
    """Have the short check done in a process of its own; ``None``: it could not be done."""
    command = [*lab.session_command, "check", "--brief", "--json", *lab.places]
    flags = getattr(subprocess, "CREATE_NO_WINDOW", 0) if sys.platform == "win32" else 0
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=_TAKES_S, check=False, creationflags=flags
        )
        return _LINES.validate_python(json.loads(done.stdout))
    except (OSError, ValueError, ValidationError, subprocess.TimeoutExpired):
        return None


def monitors_line(monitors: int, say: Speaker) -> str:
    """Return how many monitors there are: on one alone, the launcher is behind the task while a session runs."""
    texts = MONITORS[monitors > 1]
    return texts[say.language.value].format(monitors=monitors)


def in_words(lines: Sequence[CheckLine] | None, say: Speaker) -> tuple[str, ...]:
    """Return what the short check has found, what matters most first."""
    if lines is None:
        return (say(Preflight.PREFLIGHT_FAILED),)
    order = list(Verdict)
    worst_first = sorted(lines, key=lambda line: -order.index(line.verdict))
    amiss = [say(_TEXTS[line.verdict], **_facts(line, say)) for line in worst_first if line.verdict is not Verdict.PASS]
    good = ", ".join(_facts(line, say)["name"] for line in lines if line.verdict is Verdict.PASS)
    return (*amiss, *([say(Preflight.PASS, names=good)] if good else []))


def _facts(line: CheckLine, say: Speaker) -> dict[str, str]:
    """Name a line and its remedy; French has sentences of its own for both."""
    if say.language is Language.FR and line.name.startswith(DURATION):
        name, remedy = OF_DURATION
        duration = line.name.removeprefix(DURATION).replace(".", ",")
        return {"name": name.format(duration=duration), "remedy": say.set(remedy)}
    if say.language is not Language.FR or line.name not in LINES:
        found = line.found if line.verdict is not Verdict.PASS else ""
        remedy = HERE_EN.get(line.name, line.remedy) if say.language is Language.EN else line.remedy
        return {"name": line.name, "remedy": f"{found}; {remedy}" if found else remedy}
    name, remedy = LINES[line.name]
    return {"name": name, "remedy": say.set(remedy)}

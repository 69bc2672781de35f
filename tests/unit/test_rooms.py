"""The rooms keep their doors shut: what an analyst's laptop does not have is not needed there."""

from __future__ import annotations

import statistics
import subprocess
import sys
from pathlib import Path

import pytest

from tests.instruments.small_study import PROJECT, write_small_study

HEAVY = ("PyQt6", "psychopy", "psychtoolbox", "pyglet", "pandas", "matplotlib", "scipy")

PROGRAM = f"""
import sys
import experiment.cli
code = experiment.cli.main(sys.argv[1:]) if sys.argv[1:] else 0
loaded = sorted(name for name in {HEAVY!r} if name in sys.modules)
print(*loaded, file=sys.stderr)
sys.exit(code)
"""


LOOKED_UP = {"messages/reasons.py", "config/faults.py", "config/study_file.py", "cli.py"}
"""Catalogues and declarations: docs/developer.md says why they are long."""


def lines_of_modules() -> dict[str, int]:
    room = PROJECT / "experiment"
    lines = {file.relative_to(room).as_posix(): file.read_bytes().count(b"\n") for file in room.rglob("*.py")}
    return {file: count for file, count in lines.items() if count}


def test_modules_are_small() -> None:
    """Half of the modules have no more than 100 lines."""
    assert statistics.median(lines_of_modules().values()) <= 100


def test_only_what_is_looked_up_is_long() -> None:
    """No module has more than 350 lines but those of which the developer's page says why."""
    assert LOOKED_UP >= {file for file, count in lines_of_modules().items() if count > 350}


@pytest.mark.parametrize(
    "command",
    [
        [],
        ["validate"],
        ["plan", "--participant", "KD001", "--visit", "baseline", "--arm", "patient"],
        ["simulate", "--participant", "KD001", "--visit", "baseline", "--arm", "patient"],
        ["enrol", "--participant", "KD002", "--arm", "patient", "--language", "fr"],
    ],
    ids=lambda command: command[0] if command else "import",
)
def test_commands_without_a_screen_load_no_psychopy(tmp_path: Path, command: list[str]) -> None:
    """Neither importing the command nor a verb that needs no screen loads PsychoPy, or what only analyses need."""
    study = str(write_small_study(tmp_path))
    places = (
        {"validate": [study]}.get(command[0], ["--study", study, "--data", str(tmp_path / "data")]) if command else []
    )
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *command, *places], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    assert (0, "\n") == (done.returncode, done.stderr)


def test_a_session_is_refused_without_loading_psychopy(tmp_path: Path) -> None:
    """What stands in the way of a session is found before PsychoPy is loaded."""
    study = str(write_small_study(tmp_path))
    command = [
        "run",
        "--participant",
        "KD001",
        "--visit",
        "baseline",
        "--study",
        study,
        "--data",
        str(tmp_path / "data"),
    ]
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *command], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    refusal, loaded = done.stderr.splitlines()
    assert 1 == done.returncode
    assert "" == loaded
    assert "is not enrolled" in refusal


@pytest.mark.parametrize("absent", ["psychopy", "psychtoolbox"])
def test_a_machine_without_psychopy(tmp_path: Path, absent: str) -> None:
    """Without PsychoPy or its keyboard queue a session is refused in a line that says what to install."""
    study = str(write_small_study(tmp_path))
    program = f"""
import sys
class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] == {absent!r}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)
sys.meta_path.insert(0, Absent())
import importlib.util
find = importlib.util.find_spec
importlib.util.find_spec = lambda name, package=None: None if name == {absent!r} else find(name, package)
import os
os.environ["DISPLAY"] = ":none"
import experiment.cli
places = ["--study", {study!r}, "--data", {str(tmp_path / "data")!r}]
session = ["--participant", "KD001", "--arm", "patient"]
assert experiment.cli.main(["enrol", *session, "--language", "fr", *places]) == 0
sys.exit(experiment.cli.main(["run", *session[:2], "--visit", "baseline", "--kind", "test", *places]))
"""
    command = [sys.executable, "-X", "utf8", "-c", program]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, encoding="utf-8", check=False)
    (line,) = done.stderr.splitlines()
    assert 1 == done.returncode
    assert "install" in line
    assert not (tmp_path / "data" / "sub-KD001").exists()


NOT_OF_AN_ANALYST = ("psychopy", "psychtoolbox", "pyglet", "PyQt6", "Xlib", "psutil", "wakepy", "reportlab")
"""What the extra [lab] brings and [analysis] does not."""

ANALYSTS_DAY = f"""
import sys
class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {NOT_OF_AN_ANALYST!r}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)
sys.meta_path.insert(0, Absent())
from experiment.cli import main
study, folder = sys.argv[1:]
session = ["--participant", "KD001", "--arm", "patient", "--visit", "baseline", "--participant-mode", "scripted"]
assert 0 == main(["simulate", *session, "--study", study, "--data", f"{{folder}}/data"])
data = ["--data", f"{{folder}}/data-rehearsals/simulated"]
done = [
    main(["verify", *data]),
    main(["status", *data, "--study", study]),
    main(["score", *data, "--into", f"{{folder}}/scores"]),
    main(["quality", *data, "--study", study, "--into", f"{{folder}}/scores"]) in (0, 1),
    main(["report", *data, "--into", f"{{folder}}/report.html"]),
    *(main(["export", form, f"{{folder}}/{{form}}", *data, "--study", study]) for form in ("bids", "psychds")),
    main(["export", "redcap", f"{{folder}}/redcap", *data, "--study", study]),
    main(["export", "excel", f"{{folder}}/all.xlsx", *data, "--study", study]),
]
from experiment.analysis import load_phenotype, load_quality, load_sessions, load_trials, load_updates, session_scores
scores = session_scores(load_updates(data[1]))
print(done, len(scores), len(load_quality(data[1])), file=sys.stderr)
"""


def test_an_analyst_needs_neither_psychopy_nor_qt(tmp_path: Path) -> None:
    """Every command and loader of docs/analyst.md works where nothing of the lab is installed."""
    study = str(write_small_study(tmp_path))
    command = [sys.executable, "-W", "ignore", "-X", "utf8", "-c", ANALYSTS_DAY, study, str(tmp_path)]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, encoding="utf-8", check=False)
    assert "[0, 0, 0, True, 0, 0, 0, 0, 0] 1 1" == done.stderr.splitlines()[-1]

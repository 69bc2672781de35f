"""The commands that open no window: how long each takes, beside starting Python and importing PsychoPy."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from tests.benchmarks.conditions import Conditions
from tests.benchmarks.figures import Figures, Row, lengths_ms

_PROJECT = Path(__file__).resolve().parents[2]
_STUDY = str(_PROJECT / "configs" / "ketamine.yaml")
_SOMEBODY = ["--participant", "KD001", "--visit", "baseline", "--arm", "patient", "--order", "1", "--language", "fr"]
_BAR_S = 0.5
_OURS = {
    "--help": ["--help"],
    "validate one study": ["validate", _STUDY],
    "plan": ["plan", "--study", _STUDY, *_SOMEBODY],
}


def without_a_window(conditions: Conditions) -> list[Row]:
    """Run each command in turn, again and again; the first time of each is not counted: it warms the disk's cache."""
    commands = {f"ours: {name}": ["-m", "experiment", *words] for name, words in _OURS.items()}
    launcher = {
        "ours: validate everything that is shipped": ["-m", "experiment", "validate"],
        "ours: lab.py validate one study": ["lab.py", "validate", _STUDY],
    }
    beside = {
        **launcher,
        "control: bare Python": ["-c", ""],
        "ordinary: import psychopy.visual": ["-c", "import psychopy.visual"],
    }
    taken_s: dict[str, list[float]] = {name: [] for name in (*commands, *beside)}
    for n in range(conditions.count(15, 2) + 1):
        for name, words in (commands | beside).items():
            took_s = _took_s(words)
            if n:
                taken_s[name].append(took_s)
    figures = tuple(lengths_ms(name, each_s) for name, each_s in taken_s.items())
    psychopy = [name for name, words in commands.items() if _imports_psychopy(words)]
    return [
        Row(
            "commands",
            "commands that open no window, from start to end",
            "median below 0.5 s each, importing no PsychoPy",
            not psychopy and all(_is_quick(one) for one in figures if one.way in commands),
            figures,
            (f"import PsychoPy: {', '.join(psychopy) or 'none of ours'}",),
        )
    ]


def _is_quick(figures: Figures) -> bool:
    return figures.values["median_ms"] < 1000 * _BAR_S


def _took_s(words: list[str]) -> float:
    start_s = time.monotonic()
    subprocess.run([sys.executable, *words], cwd=_PROJECT, check=True, capture_output=True)
    return time.monotonic() - start_s


def _imports_psychopy(words: list[str]) -> bool:
    """Have Python tell what it imports."""
    told = subprocess.run([sys.executable, "-X", "importtime", *words], cwd=_PROJECT, check=True, capture_output=True)
    imported = {line.rpartition(b"|")[2].strip().partition(b".")[0] for line in told.stderr.splitlines()}
    if b"experiment" not in imported:
        raise RuntimeError(f"Python does not tell what {words} imports")
    return bool(imported & {b"psychopy", b"psychtoolbox", b"pyglet"})

"""Programs that the set-up runs, and what it says meanwhile: to stderr, for stdout belongs to the verb."""

from __future__ import annotations

import os
import subprocess
import sys

from experiment.messages import Refusal, Setup
from experiment.setup.places import ROOT


def say(text: str) -> None:
    """Tell the person at the keyboard what is going on."""
    print(text, file=sys.stderr, flush=True)


def run_setup(command: list[str], failure: Setup, **environment: str) -> None:
    """Run one command of the set-up in the project's folder, its output on stderr; raise `Refusal` if it fails."""
    env = {**os.environ, **environment}
    done = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=sys.stderr, env=env, check=False)
    if done.returncode != 0:
        raise Refusal(failure)


def ask(command: list[str]) -> str | None:
    """Return what a program prints about the project's folder, or None if it fails or is not there."""
    try:
        done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8", check=False)
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None

"""Set up this computer for the belief-updating task and start it: ``python3 lab.py VERB …``.

Standard library only, as is all that it imports, so that it runs on a computer that has nothing but git and Python: how
a computer is set up stands in experiment/setup. What it says itself goes to stderr; stdout belongs to the verb.
"""

from __future__ import annotations

import os
import sys

# Other software may have set PYTHONPATH: a random.py or yaml.py in one of its folders would be taken for Python's own.
# Both modules above are loaded before any file is looked for. Python's own folders stay, even if they are named there.
_library = os.path.dirname(os.__file__)  # noqa: PTH120
_own = (_library, os.path.join(_library, "lib-dynload"), os.path.join(sys.base_prefix, "DLLs"))  # noqa: PTH118
for _folder in os.environ.pop("PYTHONPATH", "").split(os.pathsep):
    _named = os.path.abspath(_folder) if _folder else None  # noqa: PTH100
    sys.path[:] = [entry for entry in sys.path if entry != _named or entry in _own]

import signal

# Ctrl-C waits until there is somebody to take it.
if __name__ == "__main__" and sys.platform != "win32":
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT))  # as Python does by itself, unless it was told not to

from experiment.entry import enter
from experiment.interrupts import INTERRUPTS
from experiment.messages import LAB, Refusal, Setup, Usage
from experiment.setup import notice
from experiment.setup.bundle import bundle
from experiment.setup.one_at_a_time import keep_packages
from experiment.setup.places import WINDOWS, venv_program
from experiment.setup.prepare import prepare
from experiment.setup.programs import say
from experiment.setup.python_fit import python_refusal
from experiment.setup.run_tests import run_benchmarks, run_tests
from experiment.setup.shortcut import shortcut
from experiment.verbs.names import VERBS, suggestion

AS_INSTALLED = "--as-installed"

USAGE = f"""\
usage: {LAB} VERB …

Sets this computer up when that is needed (once: about 1.6 GB and some minutes), then does what VERB says:

  (no VERB)                         the launcher: visits, sessions, how they stand, in a window
  demo                              a short session with a virtual participant, to see the task
  enrol, plan                       a new participant; what a session will be
  anchor, status                    when an infusion was over; which visits are done, due, late
  run --participant ID --visit V    one session
  check                             is this computer fit for a session?
  shortcut                          an icon on the desktop that opens the launcher
  test [pytest arguments]           for developers: style, types and tests
  bench [--quick]                   for developers: every timing bar, measured (Linux, 20 minutes)
  bundle [FOLDER]                   make a folder that sets up a lab PC of the same kind that is never online

and every other verb of `python -m experiment`. `{LAB} VERB --help` explains one.

  --as-installed VERB …             with the packages as they are, when the project is newer and there is no network"""


def misspelt(arguments: list[str]) -> str | None:
    """Say what is wrong with the verb, or None: nothing is installed for a slip of the hand."""
    verbs, first = (*VERBS, "test", "bench", "bundle", "shortcut"), arguments[0]
    if first in verbs or first == "--version":
        return None
    if first.startswith("-"):
        verb = next((word for word in arguments if word in verbs), "VERB")
        return Usage.OPTION_BEFORE_VERB.say(option=first.partition("=")[0], verb=verb)
    return Usage.UNKNOWN_VERB.say(text=first, suggestion=suggestion(first, verbs))


def hand_over(arguments: list[str]) -> int:
    """Run ``python -m experiment`` in place of this program; on Windows, wait for it and give its exit code."""
    python = str(venv_program("python"))
    # Isolated: no module of the current folder, and none that PYTHONPATH names, takes the place of one of ours.
    command = [python, "-I", "-X", "utf8", "-m", "experiment", *arguments]
    if sys.platform != "win32":
        keep_packages()
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # until that program can take it
        os.execv(python, command)
    with subprocess.Popen(command) as process:
        while True:
            try:
                return process.wait()
            except KeyboardInterrupt:  # Ctrl-C reached the session too, which ends itself
                continue


def main(arguments: list[str]) -> int:
    """Do what the command line says.

    Parameters
    ----------
    arguments : list of str
        The verb and what follows it; nothing at all opens the launcher.

    Returns
    -------
    int
        The exit code: that of the verb, 1 if the set-up failed, 2 if it is not understood.
    """
    as_installed = arguments[:1] == [AS_INSTALLED]
    arguments = arguments[as_installed:]
    if arguments[:1] in (["-h"], ["--help"]):
        print(USAGE)
        return 0
    wrong = misspelt(arguments) if arguments else None
    if wrong is not None:
        say(wrong)
        return 2
    try:
        refusal = python_refusal(sys.version_info[:2], WINDOWS)
        if refusal is not None:
            raise refusal
        first = arguments[0] if arguments else ""
        if first == "bundle":
            return bundle(arguments[1:])
        if first == "shortcut":
            return shortcut(arguments[1:])
        for_developers = {"test": run_tests, "bench": run_benchmarks}.get(first)
        prepare({"lab", "test"} if for_developers else {"lab"}, as_installed)
        return for_developers(arguments[1:]) if for_developers else hand_over(arguments)
    except Refusal as error:
        say(str(error))
        if not arguments:
            notice.not_ready(str(error))
        return 1
    except KeyboardInterrupt:
        say(Setup.STOPPED.say())
        return 130


def typed() -> int:
    """Do what was typed."""
    INTERRUPTS.let_through()
    return main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(enter(typed, Setup.STOPPED, 130))

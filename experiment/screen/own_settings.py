"""PsychoPy, imported with settings of this launch's own.

PsychoPy reads and writes a folder in the user's home when it is imported. What another experiment has set there (a key
that ends every program at once, packages of its own) must not reach a session, and a home that cannot be written to (a
kiosk's account, a full quota) would end the import. So it is shown an empty folder in the home's place, for as long as
its settings are read.
"""

from __future__ import annotations

import atexit
import importlib
import os
import shutil
import sys
import tempfile

from experiment.messages import Reason, Refusal, plainly

_HOME = "APPDATA" if sys.platform == "win32" else "HOME"
"""The variable by which PsychoPy finds its settings (PsychoPy 2026.2, ``preferences/preferences.py``)."""


def import_psychopy() -> None:
    """Import PsychoPy; only the first import of a process has settings to read.

    Raises
    ------
    Refusal
        If there is no room for its settings even in the folder for temporary files.
    """
    os.environ["PSYCHOPYNOPACKAGES"] = "1"  # no packages from the user's home
    try:
        folder = tempfile.mkdtemp(prefix="belief-update-")
    except OSError as error:
        raise Refusal(Reason.NO_TEMPORARY_FOLDER, error=plainly(error)) from error
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    home = os.environ.get(_HOME)
    os.environ[_HOME] = folder
    try:
        importlib.import_module("psychopy.monitors")  # which looks there once more
        logging = importlib.import_module("psychopy.logging")
        logging.console.setLevel(logging.ERROR)  # its warnings mean nothing to who reads why a session is refused
    except OSError as error:
        raise Refusal(Reason.NO_TEMPORARY_FOLDER, error=plainly(error)) from error
    finally:
        if home is None:
            del os.environ[_HOME]
        else:
            os.environ[_HOME] = home
    if home is None or not os.access(home, os.W_OK):
        os.environ.setdefault("MPLCONFIGDIR", folder)  # matplotlib would complain

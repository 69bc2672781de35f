"""What must be so before PsychoPy is imported, and whether it can be used here at all."""

from __future__ import annotations

import importlib
import importlib.util
import os
import re
import sys

from experiment.refusals import Reason, Refusal

# On Linux psychtoolbox reads CLOCK_REALTIME, which steps when the clock is set, unless this variable names
# CLOCK_MONOTONIC. Flip stamps and key stamps both follow it. It must be set before the first import.
os.environ.setdefault("PSYCH_GETSECS_CLOCK", "1")

_DEBIAN_PACKAGES = {
    "libasound.so.2": "libasound2",
    "libjack.so.0": "libjack-jackd2-0",
    "libusb-1.0.so.0": "libusb-1.0-0",
    "libXi.so.6": "libxi6",
}


def check_usable() -> None:
    """Refuse to go on without a display, PsychoPy, or the keyboard queue of psychtoolbox.

    PsychoPy itself falls back in silence to a keyboard whose key names and times are wrong (PsychoPy 2026.2,
    ``hardware/keyboard.py``); here any other keyboard is refused.

    Raises
    ------
    Refusal
        Saying what is missing.
    """
    if sys.platform.startswith("linux") and not os.environ.get("DISPLAY"):
        raise Refusal(Reason.NO_DISPLAY)
    if importlib.util.find_spec("psychopy") is None:
        raise Refusal(Reason.NO_PSYCHOPY, error="no module named psychopy")
    try:
        importlib.import_module("psychtoolbox.hid")
    except ImportError as error:
        raise Refusal(Reason.NO_PSYCHTOOLBOX, error=error, remedy=_remedy(str(error))) from error
    if sys.platform.startswith("linux"):
        _connect_to_display()


def _connect_to_display() -> None:
    """Connect to the X display, which importing PsychoPy does with a traceback if it cannot."""
    canvas = importlib.import_module("pyglet.canvas")
    xlib = importlib.import_module("pyglet.canvas.xlib")
    try:
        canvas.get_display()
    except xlib.NoSuchDisplayException as error:
        remedy = "start this at the lab PC's own screen; if DISPLAY is set by hand, check it"
        raise Refusal(Reason.DISPLAY_UNUSABLE, error=error, remedy=remedy) from error


def _remedy(error: str) -> str:
    library = re.search(r"(lib[\w.+-]+\.so[.\d]*)", error)
    if library is None:
        return "install it again: pip install --force-reinstall psychtoolbox"
    package = _DEBIAN_PACKAGES.get(library[1])
    if package is None:
        return f"install the system library {library[1]}"
    return f"install the system library {library[1]} (Debian, Ubuntu: apt-get install {package})"

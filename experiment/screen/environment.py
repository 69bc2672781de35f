"""What must be so before PsychoPy is imported, and whether it can be used here at all."""

from __future__ import annotations

import ctypes
import importlib
import importlib.util
import os
import re
import sys

from experiment.interrupts import importing
from experiment.messages import Phrase, Reason, Refusal
from experiment.screen.own_settings import import_psychopy
from experiment.screen.scaling import be_aware_of_scaling

# On Linux psychtoolbox reads CLOCK_REALTIME, which steps when the clock is set, unless this variable names
# CLOCK_MONOTONIC. Flip stamps and key stamps both follow it. It must be set before the first import.
os.environ.setdefault("PSYCH_GETSECS_CLOCK", "1")

_MONITORS = 80  # SM_CMONITORS

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
    be_aware_of_scaling()  # before anything is asked of monitors: afterwards it is too late
    if not has_display():
        raise Refusal(Reason.NO_DISPLAY)
    if importlib.util.find_spec("psychopy") is None:
        raise Refusal(Reason.NO_PSYCHOPY, error=Phrase.NO_MODULE.of(module="psychopy"))
    try:
        with importing():
            importlib.import_module("psychtoolbox.hid")
    except ImportError as error:
        raise _no_keyboard_queue(error) from error
    if sys.platform.startswith("linux"):
        _connect_to_display()
    import_psychopy()
    _look_for_opengl()


def has_display() -> bool:
    """Tell whether this program is started where there is a display at all: X names it, and Windows counts monitors."""
    if sys.platform == "win32":
        return bool(ctypes.windll.user32.GetSystemMetrics(_MONITORS))
    return not sys.platform.startswith("linux") or bool(os.environ.get("DISPLAY"))


def _connect_to_display() -> None:
    """Connect to the X display and look for OpenGL on it: importing PsychoPy ends in a traceback if it cannot."""
    with importing():
        canvas = importlib.import_module("pyglet.canvas")
    try:
        display = canvas.get_display()
    except importlib.import_module("pyglet.canvas.xlib").NoSuchDisplayException as error:
        raise Refusal(Reason.DISPLAY_UNREACHABLE, display=os.environ["DISPLAY"]) from error
    xlib = importlib.import_module("pyglet.libs.x11.xlib")
    numbers = [ctypes.byref(ctypes.c_int()) for _ in range(3)]
    if not xlib.XQueryExtension(display._display, b"GLX", *numbers):
        raise Refusal(Reason.DISPLAY_UNUSABLE, error=Phrase.NO_OPENGL.of())


def _look_for_opengl() -> None:
    """Import pyglet's window, which opens a first one unseen: without OpenGL (a remote desktop) that is an error."""
    with importing():
        pyglet = importlib.import_module("pyglet")
        pyglet.options["debug_gl"] = False  # as PsychoPy has it, and before OpenGL is looked for
        try:
            importlib.import_module("pyglet.window")
        except Exception as error:
            if not type(error).__module__.startswith("pyglet"):
                raise
            raise Refusal(Reason.DISPLAY_UNUSABLE, error=str(error) or type(error).__name__) from error


def _no_keyboard_queue(error: ImportError) -> Refusal:
    library = re.search(r"(lib[\w.+-]+\.so[.\d]*)", str(error))
    if library is None:
        return Refusal(Reason.NO_PSYCHTOOLBOX, error=error)
    package = _DEBIAN_PACKAGES.get(library[1])
    how = f" (Debian, Ubuntu: apt-get install {package})" if package else ""
    return Refusal(Reason.NO_SYSTEM_LIBRARY, error=error, library=f"{library[1]}{how}")

"""Which Pythons can run PsychoPy."""

from __future__ import annotations

from experiment.messages import Refusal, Setup


def python_refusal(version: tuple[int, int], windows: bool) -> Refusal | None:
    """Say why this Python cannot run PsychoPy 2026.2, or None if it can.

    Parameters
    ----------
    version : tuple of int
        Major and minor version of the running Python.
    windows : bool
        Whether this is Windows, where a part of PsychoPy (pyWinhook) exists ready-made up to Python 3.11 only.

    Returns
    -------
    Refusal or None
        It names the version to install.
    """
    if (3, 10) <= version <= ((3, 11) if windows else (3, 12)):
        return None
    fit, start = ("3.10 or 3.11", "py -3.11") if windows else ("3.10, 3.11 or 3.12", "python3.11")
    have = ".".join(map(str, version))
    return Refusal(Setup.PYTHON_UNFIT, fit=fit, have=have, start=start)

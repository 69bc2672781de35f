"""Functions of Windows that are made up: what is given by reference is handed on as what it refers to."""

from __future__ import annotations

from typing import Any


class MadeUpFunction:
    """Stands for a function of a library of Windows.

    Parameters
    ----------
    does
        What it does, with numbers and structures instead of what ctypes wraps around them.
    """

    def __init__(self, does: Any) -> None:
        self._does = does
        self.restype: object = None

    def __call__(self, *given: Any) -> Any:
        return self._does(*(getattr(one, "_obj", getattr(one, "value", one)) for one in given))

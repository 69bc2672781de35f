"""Windows as people think of them, around the time at which a visit is due: they are counted from the anchor."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeGuard

from experiment.config.faults import Fault
from experiment.config.model_paths import value_at
from experiment.config.yaml_source import Path_

_DUE = {"window_d": "due_d", "window_h": "due_h"}
_AROUND = re.compile(r"(?:±|\+\s*/\s*-|\+\s*-|-\s*/\s*\+)?\s*(\d+(?:\.\d+)?)")
_EXAMPLES = {"window_d": "[6, 9]", "window_h": "[3.5, 5]"}


def window_slip(
    fault: Fault, path: Path_, whole: Any, holds: Callable[[Path_, object], bool]
) -> tuple[Fault, dict[str, object]] | None:
    """Find a window that is written as so much before and after the due time; what is advised is from … to ….

    Parameters
    ----------
    fault
        What is known of it: no list, or a figure below 0.
    path, whole
        Where it is wrong, and the values of the file.
    holds
        Whether a window would be taken there.
    """
    place = path if fault is Fault.NOT_A_LIST else path[:-1]
    if fault not in (Fault.NOT_A_LIST, Fault.TOO_SMALL) or not place or place[-1] not in _DUE:
        return None
    key = str(place[-1])
    beside, written = value_at(whole, place[:-1]), value_at(whole, place)
    if fault is Fault.NOT_A_LIST and _AROUND.fullmatch(str(written).strip()) is None:
        return None  # from … to …, without its brackets
    due = beside.get(_DUE[key]) if isinstance(beside, Mapping) else None
    window = _from_to(due, written)
    such = f"[{window[0]:g}, {window[1]:g}]" if window is not None and holds(place, window) else _EXAMPLES[key]
    return Fault.WINDOW_AROUND_DUE, {"due": _DUE[key], "window": such}


def _from_to(due: object, written: object) -> tuple[float, float] | None:
    """Count a window from the anchor that was counted from the due time."""
    if not _is_number(due):
        return None
    if isinstance(written, tuple) and len(written) == 2 and all(map(_is_number, written)):
        return due + written[0], due + written[1]
    around = _AROUND.fullmatch(str(written).strip())
    if around is None:
        return None
    by = float(around[1]) if "." in around[1] else int(around[1])
    return due - by, due + by


def _is_number(value: object) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool)

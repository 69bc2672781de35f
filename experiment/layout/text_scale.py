"""Larger type for people who see badly: as large as asked for, where it fits."""

from __future__ import annotations

from collections.abc import Iterable

from experiment.layout.compose import compose
from experiment.layout.size import Size
from experiment.layout.text_block import DoesNotFit
from experiment.layout.views import View

_STEP = 0.05


def fitting_scales(views: Iterable[View], size: Size, wanted: float) -> dict[type[View], float]:
    """Choose for each kind of view the largest scale, up to the one wanted, at which all of that kind fit.

    All of a kind have one size, so that no event is set larger than another.

    Parameters
    ----------
    views
        Whatever will be shown.
    size
        Of the screen.
    wanted
        Scale of type against the usual size, 1 or more; the usual size is chosen where nothing larger fits.
    """
    kinds: dict[type[View], list[View]] = {}
    for view in views:
        kinds.setdefault(type(view), []).append(view)
    return {kind: _largest(of_kind, size, wanted) for kind, of_kind in kinds.items()}


def _largest(views: list[View], size: Size, wanted: float) -> float:
    scale = wanted
    while scale > 1.0 and not all(_fits(view, size, scale) for view in views):
        scale = max(1.0, round(scale - _STEP, 3))
    return scale


def _fits(view: View, size: Size, scale: float) -> bool:
    try:
        compose(view, size, scale)
    except DoesNotFit:
        return False
    return True

"""What X knows of the monitors: which show the same picture, and whether one may vary its refresh (RandR)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from Xlib import X, Xatom

from experiment.screen.window_state import Box
from experiment.screen.x_server import connect

_VARIES = "vrr_capable"
"""The property of an output by which a driver says that its monitor can vary the refresh."""

_ASKS_TO_VARY = "_VARIABLE_REFRESH"
"""The property by which Mesa asks that it be varied for a window."""


@dataclass(frozen=True)
class MonitorFacts:
    """What is known of the monitor that a window is on.

    Parameters
    ----------
    mirrored
        Whether another monitor shows the same picture, or a part of it.
    may_vary
        Whether it can vary its refresh, or was asked to.
    """

    mirrored: bool
    may_vary: bool


def facts_of_monitor(window: int, place: Box) -> MonitorFacts | None:
    """Ask about the monitor that a window is on; ``None``: the server knows nothing of monitors.

    Parameters
    ----------
    window
        X's number of the window.
    place
        Where it is.
    """
    server = connect()
    try:
        mirrored = is_shown_twice(server, place)
        if mirrored is None:
            return None
        asked = server.create_resource_object("window", window).get_full_property(
            server.get_atom(_ASKS_TO_VARY), Xatom.CARDINAL
        )
        return MonitorFacts(
            mirrored=mirrored,
            may_vary=bool(asked and asked.value[0]) or any(_can_vary(server, out) for out in _outputs(server, place)),
        )
    finally:
        server.close()


def is_shown_twice(server: Any, place: Box) -> bool | None:
    """Return whether more than one monitor shows a place, or a part of it; ``None``: the server knows of no monitors.

    Two outputs of one picture are two monitors, and so are two pictures of one place.
    """
    if not server.has_extension("RANDR"):
        return None
    return len(_outputs(server, place)) > 1 or _monitors_over(server, place) > 1


def refresh_hz(server: Any, place: Box) -> float | None:
    """Return how often the monitor that holds most of a window refreshes, as it is set.

    ``None``: the server does not say, or there is no such monitor.
    """
    if not server.has_extension("RANDR"):
        return None
    modes = {mode.id: mode for mode in server.screen().root.xrandr_get_screen_resources_current().modes}
    shown = {info.mode: _box(info).common(place).area for info in _controllers(server, place)}
    mode = modes.get(max(shown, key=lambda number: shown[number], default=None))
    if mode is None or not mode.h_total * mode.v_total:
        return None
    return int(mode.dot_clock) / int(mode.h_total * mode.v_total)


def _outputs(server: Any, place: Box) -> set[int]:
    """Return the outputs of all controllers whose picture has a part of a place."""
    return {output for info in _controllers(server, place) for output in info.outputs}


def _controllers(server: Any, place: Box) -> Iterator[Any]:
    resources = server.screen().root.xrandr_get_screen_resources_current()
    for number in resources.crtcs:
        info = server.xrandr_get_crtc_info(number, resources.config_timestamp)
        if info.mode and _box(info).common(place).area:
            yield info


def _box(told: Any) -> Box:
    return Box(told.x, told.y, told.width, told.height)


def _monitors_over(server: Any, place: Box) -> int:
    told = server.screen().root.xrandr_get_monitors().monitors
    boxes = [Box(one.x, one.y, one.width_in_pixels, one.height_in_pixels) for one in told]
    return sum(bool(box.common(place).area) for box in boxes)


def _can_vary(server: Any, output: int) -> bool:
    told = server.xrandr_get_output_property(output, server.get_atom(_VARIES), X.AnyPropertyType, 0, 1)
    return bool(told.value and told.value[0])

"""What the mouse means on a screen: a button that is pressed, a place on a slider's track."""

from __future__ import annotations

from experiment.screen.drawing import Drawing
from experiment.screen.mouse import MouseEvent
from experiment.task.inputs import Pointer, PointerAct


def pointer_of(event: MouseEvent, drawing: Drawing | None) -> Pointer:
    """Return what the mouse did on a screen."""
    target = drawing.target_at(event.x, event.y) if drawing and event.act is PointerAct.DOWN else None
    return Pointer(event.time_s, event.act, _share(event, drawing), target)


def _share(event: MouseEvent, drawing: Drawing | None) -> float | None:
    """Return where along a slider's track the mouse is; a click counts on the track only, a drag wherever it goes."""
    if drawing is None or drawing.track is None:
        return None
    touch = drawing.track.touch
    inside = touch.left <= event.x < touch.right and touch.top <= event.y < touch.bottom
    return drawing.track.share_of(event.x) if inside or event.act is not PointerAct.DOWN else None

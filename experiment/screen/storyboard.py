"""The storyboard: screens drawn on the real window and read back as pictures, without running the task."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from PIL import Image
from psychopy import visual

from experiment.layout.answer_state import AnswerState
from experiment.layout.compose import compose
from experiment.layout.views import View
from experiment.screen.drawing import Drawing, Sprites
from experiment.screen.window import size_of


def picture_of(window: visual.Window) -> Image.Image:
    """Read back what has been drawn for the next flip."""
    picture: Image.Image = window.getMovieFrame(buffer="back").convert("RGB")
    window.movieFrames = []  # PsychoPy keeps every picture otherwise
    return picture


def draw_views(
    window: visual.Window,
    views: Iterable[tuple[View, AnswerState]],
    text_scales: Mapping[type[View], float] | None = None,
) -> Iterator[Image.Image]:
    """Draw each view with an answer as it stands, and yield what the window then holds.

    Parameters
    ----------
    window
        An open window; its pictures have its size.
    views
        What to draw.
    text_scales
        How large type is set on each kind of view, against the usual size.
    """
    size = size_of(window)
    sprites = Sprites(window, size)
    for view, state in views:
        scale = text_scales[type(view)] if text_scales else 1.0
        Drawing(compose(view, size, scale), sprites).draw(state)
        picture = picture_of(window)
        window.flip()
        yield picture

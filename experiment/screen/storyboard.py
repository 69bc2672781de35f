"""The storyboard: views drawn on the real window and read back as pictures, without running the task."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from PIL import Image
from psychopy import visual

from experiment.layout.compose import compose
from experiment.layout.views import ChoiceView, Notice, PauseView, QuestionView, View
from experiment.screen.drawing import Drawing, Sprites
from experiment.screen.window import size_of
from experiment.task.answers import NOTHING, Answer, ChoiceAnswer, PauseChoice, TypedAnswer, answer_on


def states_of(view: View) -> list[tuple[str, Answer]]:
    """Say in which states a view can stand on the screen: a name for each, and the answer."""
    if isinstance(view, PauseView):
        return [("empty", PauseChoice()), ("chosen", PauseChoice(chosen=2))]
    if isinstance(view, ChoiceView):
        return [("empty", ChoiceAnswer(len(view.options))), ("chosen", ChoiceAnswer(len(view.options), chosen=1))]
    if not isinstance(view, QuestionView):
        return [("as it is", NOTHING)]
    empty, scale = answer_on(view.scale), view.scale
    nothing_given = replace(empty, notice=Notice.NOTHING_GIVEN)
    if isinstance(empty, TypedAnswer):
        answered = replace(empty, digits=str((scale.minimum + scale.maximum) // 2))
        beyond = replace(empty, digits="9" * view.digits, notice=Notice.OUT_OF_RANGE)
        return [("empty", empty), ("answered", answered), ("nothing given", nothing_given), ("out of range", beyond)]
    places = {"lowest": scale.minimum, "answered": (scale.minimum + scale.maximum) // 2, "highest": scale.maximum}
    moved = [(name, replace(empty, value=value)) for name, value in places.items()]
    beyond_track = replace(empty, value=scale.minimum, notice=Notice.OUT_OF_RANGE)
    return [("empty", empty), *moved, ("nothing given", nothing_given), ("out of range", beyond_track)]


def draw_views(
    window: visual.Window, views: Iterable[tuple[View, Answer]], text_scale: float = 1.0
) -> Iterator[Image.Image]:
    """Draw each view with an answer as it stands, and yield what the window then holds.

    Parameters
    ----------
    window
        An open window; its pictures have its size.
    views
        What to draw.
    text_scale
        How large type is set, against the usual size.
    """
    size = size_of(window)
    sprites = Sprites(window, size)
    for view, answer in views:
        Drawing(compose(view, size, text_scale), sprites).draw(answer)
        picture: Image.Image = window.getMovieFrame(buffer="back").convert("RGB")
        window.movieFrames = []
        window.flip()
        yield picture

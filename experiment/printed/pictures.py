"""Pictures of the screens of a session, as Pillow draws them: no display is needed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PIL import Image

from experiment.config.model import TO_TRANSLATE
from experiment.design.walkthrough import Scene
from experiment.layout.picture import rendered
from experiment.layout.size import Size
from experiment.layout.text_block import DoesNotFit
from experiment.layout.text_scale import fitting_scales
from experiment.layout.views import View
from experiment.messages import Reason, Refusal


def pictures_of(
    scenes: Sequence[Scene],
    size: Size,
    text_scale: float,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> list[Image.Image]:
    """Draw each screen; one that comes again is drawn once.

    Parameters
    ----------
    text_scale
        How large type is set, against the usual size, where it fits.
    progress
        Told for each how many are done, of how many.

    Raises
    ------
    Refusal
        If something does not fit a screen of that size.
    """
    scales: Mapping[type[View], float] = fitting_scales([scene.view for scene in scenes], size, text_scale)
    drawn: dict[tuple[object, ...], Image.Image] = {}
    pictures = []
    try:
        for scene in scenes:
            key = (scene.view, scene.state)
            if key not in drawn:
                drawn[key] = rendered(scene.view, size, scene.state, scales[type(scene.view)])
            pictures.append(drawn[key])
            progress(len(pictures), len(scenes))
    except DoesNotFit as problem:
        if TO_TRANSLATE in repr(scene.view):  # every other text fits the screens there are: `validate` measures them
            raise Refusal(Reason.LEFT_TO_TRANSLATE_TOO_LONG, problem=problem) from problem
        raise Refusal(Reason.SCREEN_TOO_SMALL, size=size, problem=problem) from problem
    return pictures


def save_pictures(scenes: Sequence[Scene], pictures: Sequence[Image.Image], folder: Path) -> None:
    """Save each picture under its number and the name of its screen; files of the same names are replaced."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, (scene, picture) in enumerate(zip(scenes, pictures, strict=True), start=1):
        picture.save(folder / f"{number:03}_{re.sub('[^a-z0-9_]+', '_', scene.name.lower())}.png")

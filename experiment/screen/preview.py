"""The preview of a study: a picture of every screen, and contact sheets to look at them together."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from PIL import Image, ImageDraw
from psychopy import visual

from experiment.config.load import Study
from experiment.design import gallery
from experiment.design.gallery import Exhibit
from experiment.layout import font
from experiment.layout.text_block import DoesNotFit
from experiment.layout.text_scale import fitting_scales
from experiment.messages import Reason, Refusal
from experiment.screen.storyboard import draw_views
from experiment.screen.window import size_of

_COLUMNS = 5
_THUMBNAIL_PX = 384
_CAPTION_PX = 15
_GAP_PX = 8
_PAPER, _PEN = (60, 60, 60), (255, 255, 255)


def preview(study: Study, language: str, window: visual.Window, folder: Path, text_scale: float) -> dict[Path, int]:
    """Draw every screen of a study in one language.

    Parameters
    ----------
    study, language
        What to draw.
    window
        An open window: the pictures have its size.
    folder
        Where the pictures go: ``STUDY_LANGUAGE/…`` one by one, ``STUDY_LANGUAGE_screens.png`` and
        ``STUDY_LANGUAGE_events.png`` together. Files of the same names are replaced.
    text_scale
        How large type is set, against the usual size, where it fits.

    Returns
    -------
    dict
        The contact sheets, and how many screens are on each.
    """
    name = f"{study.file.study}_{language}"
    (folder / name).mkdir(parents=True, exist_ok=True)
    sheets = {}
    for about, exhibits in (("screens", gallery.screens(study, language)), ("events", gallery.events(study, language))):
        shown = list(exhibits)
        pictures = _draw(shown, window, text_scale)
        for number, (exhibit, picture) in enumerate(zip(shown, pictures, strict=True), start=1):
            picture.save(folder / name / f"{about}_{number:03}_{re.sub('[^a-z0-9_]+', '_', exhibit.name.lower())}.png")
        sheet = folder / f"{name}_{about}.png"
        contact_sheet(shown, pictures).save(sheet, optimize=True)
        sheets[sheet] = len(shown)
    return sheets


def _draw(exhibits: list[Exhibit], window: visual.Window, text_scale: float) -> list[Image.Image]:
    size = size_of(window)
    scales = fitting_scales([exhibit.view for exhibit in exhibits], size, text_scale)
    try:
        return list(draw_views(window, [(exhibit.view, exhibit.state) for exhibit in exhibits], scales))
    except DoesNotFit as problem:
        raise Refusal(Reason.SCREEN_TOO_SMALL, size=size, problem=problem) from problem


def contact_sheet(exhibits: Iterable[Exhibit], pictures: list[Image.Image]) -> Image.Image:
    """Put pictures side by side, small, each with its name below it."""
    first = pictures[0]
    small = (_THUMBNAIL_PX, round(_THUMBNAIL_PX * first.height / first.width))
    cell = (small[0] + _GAP_PX, small[1] + 2 * _CAPTION_PX + _GAP_PX)
    rows = -(-len(pictures) // _COLUMNS)
    sheet = Image.new("RGB", (_COLUMNS * cell[0] + _GAP_PX, rows * cell[1] + _GAP_PX), _PAPER)
    pen = ImageDraw.Draw(sheet)
    for number, (exhibit, picture) in enumerate(zip(exhibits, pictures, strict=True)):
        row, column = divmod(number, _COLUMNS)
        left, top = _GAP_PX + column * cell[0], _GAP_PX + row * cell[1]
        sheet.paste(picture.resize(small, Image.Resampling.LANCZOS), (left, top))
        pen.text((left, top + small[1] + 2), exhibit.name, font=font.load(_CAPTION_PX), fill=_PEN)
    return sheet

"""Every screen of the shipped studies, in each language and at two sizes, as it really stands on the window."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from experiment.config.load import load_study
from experiment.design.gallery import states_of
from experiment.design.list_orders import all_orders
from experiment.design.planner import Planned, plan_session
from experiment.design.session_views import views_of
from experiment.format.vocabulary import SessionKind
from experiment.layout.compose import compose
from experiment.layout.composition import Box
from experiment.layout.picture import rendered
from experiment.layout.size import Size
from experiment.layout.views import EventView, View
from tests.unit.design.studies import WITH_ALL_SCREENS

PROJECT = Path(__file__).resolve().parents[2]
PICTURES = os.environ.get("SCREENSHOTS")
"""Name a folder in this variable to keep the pictures."""


@cache
def telling_views(study_name: str, language: str) -> list[View]:
    """Choose every page, and every screen of the events with the longest words; the layout tests take all events."""
    study = load_study(PROJECT / "configs" / f"{study_name}.yaml")
    arm = next(iter(study.file.arms))
    views: dict[View, None] = {}
    for visit in study.file.arms[arm].visits:
        who = Planned("KD001", arm, language, all_orders(study.file)[0])
        views |= dict.fromkeys(views_of(plan_session(study, who, visit, 1, SessionKind.TEST)))
    texts = sorted({view.event_text for view in views if isinstance(view, EventView)}, key=len)
    longest = {*texts[:1], *texts[-4:]}
    return [view for view in views if getattr(view, "event_text", None) in {None, *longest}]


def own_views(study_name: str, language: str) -> list[View]:
    """Choose those telling views of a study that no study before it has, so that each is drawn once."""
    others = WITH_ALL_SCREENS[: WITH_ALL_SCREENS.index(study_name)] if study_name in WITH_ALL_SCREENS else []
    seen = {view for other in others for view in telling_views(other, language)}
    return [view for view in telling_views(study_name, language) if view not in seen]


LARGE = [("ketamine", Size(1920, 1080), "fr"), ("original", Size(1920, 1080), "en")]
"""A slider and a typed study at a second size; the layout tests take every study at every size."""


@pytest.mark.parametrize(
    ("study", "size", "language"),
    [
        *((study, Size(1280, 720), language) for study in WITH_ALL_SCREENS for language in ("fr", "en")),
        *LARGE,
    ],
    ids=str,
)
def test_screens(study: str, size: Size, language: str, open_window: Callable[[Size], object]) -> None:
    """Each screen shows exactly what was laid out: nothing overlaps, nothing is cut, nothing else is there."""
    from experiment.screen.storyboard import draw_views

    views = telling_views if (study, size, language) in LARGE else own_views
    shown = [(view, state) for view in views(study, language) for _, state in states_of(view)]
    screen = Box(0, 0, size.width, size.height)
    for number, ((view, state), picture) in enumerate(zip(shown, draw_views(open_window(size), shown), strict=True)):
        boxes = compose(view, size).boxes(state.notice)
        assert all(box.left >= 0 and box.top >= 0 and box.right <= screen.right for box in boxes)
        assert all(box.bottom <= screen.bottom for box in boxes)
        assert not [(a, b) for n, a in enumerate(boxes) for b in boxes[n + 1 :] if a.overlaps(b)]
        assert size == Size(*picture.size)
        assert ImageChops.difference(rendered(view, size, state), picture).getbbox() is None
        if PICTURES:
            keep(picture, Path(PICTURES) / f"{study}_{language}_{size.height}", number, view)


def keep(picture: Image.Image, folder: Path, number: int, view: View) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    picture.save(folder / f"{number:04}_{type(view).__name__}.png")

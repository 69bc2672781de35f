"""Larger type: as large as asked for where it fits, and never so large that something does not."""

from __future__ import annotations

import pytest

from experiment.layout.compose import compose
from experiment.layout.size import Size
from experiment.layout.text_scale import fitting_scales
from experiment.layout.views import EventView, PageView, QuestionView
from tests.instruments.room_for_all import assert_room_for_everything
from tests.unit.layout.shipped_views import SHIPPED, views

SCREEN = Size(1920, 1080)


@pytest.mark.parametrize("wanted", [1.0, 1.2, 1.5, 2.0])
@pytest.mark.parametrize(("study", "language"), SHIPPED)
def test_everything_fits_at_the_chosen_scales(study: str, language: str, wanted: float) -> None:
    """However large type is asked to be, whatever a session may show fits the screen and nothing overlaps."""
    shown = views(study, language)
    scales = fitting_scales(shown, SCREEN, wanted)
    assert all(1.0 <= scale <= wanted for scale in scales.values())
    for view in shown[:: max(1, len(shown) // 60)]:
        assert_room_for_everything(compose(view, SCREEN, scales[type(view)]), SCREEN)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_larger_type_is_had_on_every_screen_of_a_trial(language: str) -> None:
    """On the ketamine study's own screens type can be larger than usual by a seventh at least."""
    scales = fitting_scales(views("ketamine", language), SCREEN, 1.2)
    assert all(scales[kind] >= 1.15 for kind in (EventView, QuestionView, PageView))


def test_all_of_a_kind_have_one_size() -> None:
    """An event whose text is too long for the size that is asked for makes all events a little smaller."""
    short, long = EventView("a", "Rain", None, None, ()), EventView("b", "Rain and wind " * 9, None, None, ())
    alone, together = fitting_scales([short], SCREEN, 1.6), fitting_scales([short, long], SCREEN, 1.6)
    assert 1.6 == alone[EventView]
    assert 1.0 <= together[EventView] < 1.6

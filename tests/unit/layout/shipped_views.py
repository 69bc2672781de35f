"""Every view of the shipped studies."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from experiment.design.list_orders import all_orders
from experiment.design.planner import Planned, plan_session
from experiment.design.session_views import views_of
from experiment.format.vocabulary import SessionKind
from experiment.layout.composition import Composition, TextLine
from experiment.layout.size import Size
from experiment.layout.views import View
from tests.unit.design.studies import STUDIES, shipped

SHIPPED = [(study, language) for study in STUDIES for language in shipped(study).file.languages]
SIZES = [Size(1280, 720), Size(1920, 1080), Size(1024, 768)]


@cache
def views(study: str, language: str) -> tuple[View, ...]:
    """What may be shown in any session of a study: every visit of every arm, with an order that brings every list."""
    loaded = shipped(study)
    order = all_orders(loaded.file)[0]
    plans = [
        plan_session(loaded, Planned("XX001", arm, language, order), visit, 1, SessionKind.TEST)
        for arm, entry in loaded.file.arms.items()
        for visit in entry.visits
    ]
    return tuple(dict.fromkeys(view for plan in plans for view in views_of(plan)))


@cache
def own_views(study: str, language: str) -> tuple[View, ...]:
    """What may be shown in a study and in none that stands before it: where a view is tried, it is tried once."""
    before = SHIPPED[: SHIPPED.index((study, language))]
    seen = {view for other in before for view in views(*other)}
    return tuple(view for view in views(study, language) if view not in seen)


def lines_of(composition: Composition) -> Iterator[TextLine]:
    """Every line that may stand there."""
    yield from composition.lines
    for lines in composition.captions.values():
        yield from lines
    if composition.digit_boxes is not None:
        yield from (TextLine(digit, composition.digit_boxes.size_px, 0, 0) for digit in "0123456789")

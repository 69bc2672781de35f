"""Whether the time of an anchor agrees with what comes before and after it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from experiment.config.study_file import StudyFile
from experiment.config.visits import start_of


class Order(str, Enum):
    """Where something else comes."""

    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True)
class OutOfOrder:
    """Something that comes before an anchor, and was after it; or the other way round."""

    other: str
    order: Order
    when: datetime


def out_of_order(
    study: StudyFile, arm: str, name: str, at: datetime, known: Mapping[str, datetime]
) -> Iterator[OutOfOrder]:
    """Find what the time of an anchor does not agree with.

    Parameters
    ----------
    study, arm, name
        Which anchor; the anchors of an arm stand in the order in which they happen.
    at
        Its time.
    known
        The times of other anchors, and the starts of visits.
    """
    for other, order in _neighbours(study, arm, name):
        when = known.get(other)
        if when is not None and (when >= at if order is Order.BEFORE else when <= at):
            yield OutOfOrder(other, order, when)


def _neighbours(study: StudyFile, arm: str, name: str) -> Iterator[tuple[str, Order]]:
    entry = study.arms[arm]
    place = entry.anchors.index(name)
    for visit in visits_before(study, arm, name):
        yield start_of(visit), Order.BEFORE
    for other in entry.anchors[:place]:
        yield other, Order.BEFORE
    for other in entry.anchors[place + 1 :]:
        yield other, Order.AFTER
    for visit in entry.visits:
        if any(window.anchor == name for window in study.windows_of(arm, visit)):
            yield start_of(visit), Order.AFTER


def visits_before(study: StudyFile, arm: str, name: str) -> tuple[str, ...]:
    """Name the visits of an arm that take place before an anchor."""
    return tuple(visit for visit in study.arms[arm].visits if study.before_of(arm, visit) == name)

"""Shipped studies with two events: every kind of step that they have, and over quickly."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from experiment.config.load import Study, load_study
from experiment.config.study_file import Afterwards, Phase
from experiment.config.visits import Visit
from tests.instruments.small_study import STUDIES_OF_TESTS

_EVENTS = 2


@dataclass(frozen=True)
class SmallCopy:
    """A study cut short, and the visit at which it asks for most."""

    study: Study
    arm: str
    visit: str


@cache
def small_copy(name: str) -> SmallCopy:
    """Cut a shipped study short; its screens, pages and rules stay as they are.

    Parameters
    ----------
    name
        Of the study.
    """
    study = load_study(STUDIES_OF_TESTS / "configs" / f"{name}.yaml")
    file = study.file
    changed = {
        "lists": file.lists.model_copy(update={"events_per_list": _EVENTS}),
        "resume": None,  # the clocks of their launches stand still
        "practice": file.practice.model_copy(update={"trials": 1}) if file.practice else None,
        "retest": file.retest.model_copy(update={"trials": 1}) if file.retest else None,
        "comprehension": file.comprehension.model_copy(update={"questions": file.comprehension.questions[:2]})
        if file.comprehension
        else None,
        "visits": {name: _asking_less(visit) for name, visit in file.visits.items()},
        "phases": tuple(_short(phase) for phase in file.phases),
        "afterwards": _short(file.afterwards) if file.afterwards else None,
    }
    cut = set(study.events.lists) - {file.retest.events if file.retest else None}
    lists = {name: events[:_EVENTS] if name in cut else events for name, events in study.events.lists.items()}
    small = replace(
        study, file=file.model_copy(update=changed), events=study.events.model_copy(update={"lists": lists})
    )
    visit = max(file.visits, key=lambda visit: len(file.visits[visit].afterwards or ()))
    return SmallCopy(small, next(arm for arm, entry in file.arms.items() if visit in entry.visits), visit)


def _asking_less(visit: Visit) -> Visit:
    """Ask no more than two questions at the end."""
    return visit.model_copy(update={"afterwards": visit.afterwards and visit.afterwards[:2]})


def _short(part: Phase | Afterwards) -> Phase | Afterwards:
    """Break as early as can be."""
    changed: dict[str, object] = {}
    if getattr(part, "break_every", None) is not None:
        changed["break_every"] = 1
    return part.model_copy(update=changed)

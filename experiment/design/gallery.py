"""Every screen of a study, in every state it can have, without running a session."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from experiment.config.load import Study
from experiment.design.list_orders import all_orders
from experiment.design.planner import Planned, plan_session
from experiment.design.session_plan import (
    AfterwardsPlan,
    EstimatePlan,
    PlannedEvent,
    ScreenPlan,
    SessionPlan,
    Step,
    TrialPlan,
)
from experiment.design.session_views import named_views
from experiment.format.vocabulary import AnswerInput, SessionKind
from experiment.layout.answer_state import UNANSWERED, AnswerState
from experiment.layout.views import Blank, ChoiceView, Notice, PauseView, QuestionView, View

_ANYBODY = "XX001"


@dataclass(frozen=True)
class Exhibit:
    """A screen to be shown: what it is called, what it shows, and the answer as it stands."""

    name: str
    view: View
    state: AnswerState


def screens(study: Study, language: str) -> Iterator[Exhibit]:
    """Show every page, and every other screen with the event that has the longest text, in each of its states."""
    named: dict[View, str] = {}
    plans = list(_plans(study, language))
    longest = max((trial.event for plan in plans for trial in plan.trials), key=lambda event: len(event.text))
    for plan in plans:
        for name, view in _views(plan, longest):
            named.setdefault(view, name)
    for view, name in named.items():
        for said, state in states_of(view):
            yield Exhibit(f"{name} {said}".strip(), view, state)


def states_of(view: View) -> list[tuple[str, AnswerState]]:
    """Return the states in which a view can stand on the screen, each with a name."""
    match view:
        case PauseView():
            return [("empty", UNANSWERED), ("chosen", AnswerState(chosen=2))]
        case ChoiceView():
            nothing = AnswerState(notice=Notice.NOTHING_GIVEN)
            return [("empty", UNANSWERED), ("chosen", AnswerState(chosen=1)), ("nothing chosen", nothing)]
        case QuestionView():
            return _states_of_question(view)
    return [("", UNANSWERED)]


def _states_of_question(view: QuestionView) -> list[tuple[str, AnswerState]]:
    scale, slides = view.scale, view.scale.input is AnswerInput.SLIDER
    empty = AnswerState(marker=scale.start if slides else None)
    beyond = _out_of_range(view)
    noticed = [
        ("nothing given", replace(empty, notice=Notice.NOTHING_GIVEN)),
        *([("out of range", AnswerState(beyond, notice=Notice.OUT_OF_RANGE))] if beyond else []),
        ("not whole", replace(empty, notice=Notice.NOT_WHOLE)),
    ]
    middle = (scale.minimum + scale.maximum) // 2
    if not slides:
        return [("empty", empty), ("answered", AnswerState(str(middle))), *noticed]
    places = {"lowest": scale.minimum, "answered": middle, "highest": scale.maximum}
    return [("empty", empty), *((name, AnswerState(marker=value)) for name, value in places.items()), *noticed]


def _out_of_range(view: QuestionView) -> str:
    """Return digits that make no answer to a question; none, if all that can be typed are one (0 to 99)."""
    largest = "9" * view.digits
    if int(largest) > view.scale.maximum:
        return largest
    return str(view.scale.minimum - 1) if view.scale.minimum > 0 else ""


def _plans(study: Study, language: str) -> Iterator[SessionPlan]:
    """Plan every visit of every arm for somebody who is not enrolled."""
    order = all_orders(study.file)[0]
    for arm, entry in study.file.arms.items():
        for visit in entry.visits:
            yield plan_session(study, Planned(_ANYBODY, arm, language, order), visit, 1, SessionKind.TEST)


def _as_shown(step: Step, event: PlannedEvent) -> Step:
    """Put another event into a step, and leave out the starts, drawn anew for each question, of its sliders."""
    match step:
        case TrialPlan(parts=parts):
            without = tuple(
                part.model_copy(update={"screens": tuple(map(_without_start, part.screens))}) for part in parts
            )
            return step.model_copy(update={"event": event, "parts": without})
        case AfterwardsPlan():
            return step.model_copy(update={"event": event})
    return step


def _without_start(screen: ScreenPlan) -> ScreenPlan:
    if not isinstance(screen, EstimatePlan):
        return screen
    return screen.model_copy(update={"scale": replace(screen.scale, start=None)})


def _views(plan: SessionPlan, event: PlannedEvent) -> Iterator[tuple[str, View]]:
    """Return every view of a plan with one event in all places, the pause of each reason once."""
    said = set()
    shown = plan.model_copy(update={"steps": tuple(_as_shown(step, event) for step in plan.steps)})
    for name, view in named_views(shown):
        if not isinstance(view, Blank) and not (isinstance(view, PauseView) and name in said):
            yield name, view
        said.add(name)

"""A session as it goes, screen by screen: each kind of trial once, and what every screen waits for.

What a session cannot show is not there, and what comes again in another phase stands there again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto

from experiment.config.load import Study
from experiment.config.study_file import Phase
from experiment.config.trial_screens import (
    AskedEstimate,
    Fixation,
    Screen,
    ShownBaseRate,
    ShownEvent,
    Uniform,
)
from experiment.design.gallery import states_of
from experiment.design.list_orders import all_orders
from experiment.design.planner import Planned, plan_session
from experiment.design.session_plan import (
    AfterwardsPlan,
    ComprehensionPlan,
    EstimatePlan,
    PagesPlan,
    SessionPlan,
    TrialPlan,
)
from experiment.design.session_views import afterwards_view, named_views, page_view, screen_view
from experiment.design.whereabouts import whereabouts
from experiment.format.scale import AnswerScale
from experiment.format.vocabulary import Confirmation, EstimationPhase, Question, SessionKind, SessionPart
from experiment.layout.answer_state import UNANSWERED, AnswerState
from experiment.layout.views import FixationView, QuestionView, View

_ANYBODY = "XX001"


class EndedWith(Enum):
    """What takes a screen off."""

    TIME = auto()
    GO_ON = auto()
    CONFIRMED = auto()
    LAST_DIGIT = auto()
    CHOSEN = auto()
    EXPERIMENTER = auto()


@dataclass(frozen=True)
class Stands:
    """How long a screen stands, and what ends it.

    Parameters
    ----------
    by
        What ends it.
    for_s
        How long it stands, from … to … where that is drawn anew each time; ``None``: until something is done.
    at_least_s
        How long no key goes on.
    at_most_s
        Its deadline.
    """

    by: EndedWith
    for_s: tuple[float, float] | None = None
    at_least_s: float | None = None
    at_most_s: float | None = None


@dataclass(frozen=True)
class Scene:
    """A screen of a session.

    Parameters
    ----------
    name
        What it is called: ``page welcome``, ``first_estimate event``.
    part
        The part of the session it belongs to; ``None``: it comes whenever it is needed.
    of_retest
        Whether it belongs to a trial whose base rate is never shown.
    times
        How often it comes in that part.
    """

    name: str
    part: SessionPart | None
    view: View
    stands: Stands
    state: AnswerState = UNANSWERED
    of_retest: bool = False
    times: int = 1

    @property
    def kind(self) -> tuple[object, ...]:
        """What it is, whatever event it is about."""
        return (self.name, self.part, self.stands, self.of_retest, self.state)


def visit_plans(study: Study, language: str) -> list[SessionPlan]:
    """Plan every visit of every arm for somebody who is not enrolled; the first comes first."""
    order = all_orders(study.file)[0]
    return [
        plan_session(study, Planned(_ANYBODY, arm, language, order), visit, 1, SessionKind.TEST)
        for arm, entry in study.file.arms.items()
        for visit in entry.visits
    ]


def scenes(study: Study, plan: SessionPlan) -> Iterator[Scene]:
    """Go through a session; pages that stand there several times in one part, as breaks do, come once."""
    times = Counter(key for n, _ in enumerate(plan.steps) if (key := _key(plan, n)) is not None)
    shown: set[tuple[object, ...]] = set()
    for n, step in enumerate(plan.steps):
        key = _key(plan, n)
        if key in shown:
            continue
        if key is not None:
            shown.add(key)
        number = times[key] if key is not None else 1
        for scene in _scenes_of(study, plan, n):
            yield replace(scene, times=number) if not isinstance(step, ComprehensionPlan) else scene


def scenes_besides(plan: SessionPlan) -> Iterator[Scene]:
    """Show what no plan holds: the pause, for each reason, the page after it, the technical stop, an early end."""
    said = {"pause escape"}  # the pause that has no reason of its own is called pause
    for name, view in named_views(plan):
        if name.startswith(("pause", "welcome back", "technical stop", "ended early")) and name not in said:
            said.add(name)
            by = EndedWith.GO_ON if name.startswith(("welcome", "ended")) else EndedWith.EXPERIMENTER
            yield Scene(name, None, view, Stands(by))


def answers_to(shown: Iterator[Scene] | list[Scene]) -> Iterator[Scene]:
    """Show each kind of question in every other state that it can have: answered, and with each notice."""
    said: set[tuple[object, ...]] = set()
    for scene in shown:
        view = scene.view
        if not isinstance(view, QuestionView) or (key := (view.scale, view.ends is None)) in said:
            continue
        said.add(key)
        for name, state in states_of(view)[1:]:
            yield replace(scene, name=f"{scene.name} {name}", state=state)


def _key(plan: SessionPlan, n: int) -> tuple[object, ...] | None:
    """Name the kind of a step, where one of each kind is enough to see."""
    match plan.steps[n]:
        case TrialPlan() as trial:
            return ("trial", trial.practice, tuple(part.phase for part in trial.parts), _is_retest(plan, trial))
        case AfterwardsPlan(question=question):
            return ("afterwards", question)
        case PagesPlan(pages=pages):
            return ("pages", whereabouts(plan, n).part, pages)
        case _:
            return None


def _is_retest(plan: SessionPlan, trial: TrialPlan) -> bool:
    """Return whether its rate alone is hidden: in a study that shows no rates, none is a retest trial."""
    return not trial.base_rate_shown and any(other.base_rate_shown for other in plan.trials)


def _scenes_of(study: Study, plan: SessionPlan, n: int) -> Iterator[Scene]:
    part, wording = whereabouts(plan, n).part, plan.wording
    match plan.steps[n]:
        case PagesPlan(pages=pages, minimum_s=minimum_s) as step:
            for at, page in enumerate(pages):
                stands = Stands(EndedWith.GO_ON, at_least_s=minimum_s)
                yield Scene(f"page {page.page}", part, page_view(step, at, wording), stands)
        case ComprehensionPlan() as step:
            name, again = f"check {step.question}", step.attempts > 1
            yield Scene(name, part, wording.choice(step.text, step.answers), Stands(EndedWith.CHOSEN))
            outcomes = [("right", True, True), *([("wrong", False, False)] if again else [])]
            outcomes.append(("wrong again" if again else "wrong", False, True))
            for said, passed, last in outcomes:
                view = wording.page(wording.feedback(step.explanation, passed, last))
                stands = Stands(EndedWith.GO_ON, at_least_s=step.minimum_s)
                yield Scene(f"{name} {said}", part, view, stands)
        case TrialPlan() as step:
            yield from _trial(study, plan, step, part)
        case AfterwardsPlan() as step:
            cross = Stands(EndedWith.TIME, (step.fixation_s, step.fixation_s))
            yield Scene("afterwards fixation", part, FixationView(), cross)
            asks = afterwards_view(step, wording)
            yield Scene(f"afterwards {step.question}", part, asks, _until_answered(step.scale, None), _empty(asks))


def _trial(study: Study, plan: SessionPlan, trial: TrialPlan, part: SessionPart) -> Iterator[Scene]:
    is_retest = _is_retest(plan, trial)
    phase = _phase_of(study, trial)
    asked = {
        of: [screen for screen in screens if not (is_retest and _is_about_the_rate(screen))]
        for of, screens in phase.parts
    }
    for planned in trial.parts:
        for screen, wanted in zip(planned.screens, asked[planned.phase], strict=True):
            what = screen.question if isinstance(screen, EstimatePlan) else screen.show
            view = screen_view(screen, trial.event, planned.phase, plan.wording)
            scale = screen.scale if isinstance(screen, EstimatePlan) else None
            yield Scene(
                f"{planned.phase} {what}", part, view, _stands(wanted, scale), _empty(view), of_retest=is_retest
            )


def _phase_of(study: Study, trial: TrialPlan) -> Phase:
    """Find the phase of the study file that a trial is of; practice has the screens of the first."""
    phases: tuple[EstimationPhase, ...] = tuple(part.phase for part in trial.parts)
    return next(phase for phase in study.file.phases if tuple(of for of, _ in phase.parts) == phases)


def _is_about_the_rate(screen: Screen) -> bool:
    return isinstance(screen, AskedEstimate) and screen.of is Question.CONFIDENCE


def _stands(screen: Screen, scale: AnswerScale | None) -> Stands:
    match screen:
        case AskedEstimate(deadline_s=deadline_s):
            assert scale is not None
            return _until_answered(scale, deadline_s)
        case Fixation(duration_s=duration):
            return Stands(EndedWith.TIME, _ends(duration))
        case ShownEvent(duration_s=None, minimum_s=minimum_s) | ShownBaseRate(duration_s=None, minimum_s=minimum_s):
            return Stands(EndedWith.GO_ON, at_least_s=minimum_s)
        case _:
            lasts = screen.duration_s
            return Stands(EndedWith.GO_ON) if lasts is None else Stands(EndedWith.TIME, _ends(lasts))


def _ends(duration: float | Uniform) -> tuple[float, float]:
    return (duration.uniform[0], duration.uniform[1]) if isinstance(duration, Uniform) else (duration, duration)


def _until_answered(scale: AnswerScale, deadline_s: float | None) -> Stands:
    by = EndedWith.LAST_DIGIT if _confirms_by_itself(scale) else EndedWith.CONFIRMED
    return Stands(by, at_most_s=deadline_s)


def _confirms_by_itself(scale: AnswerScale) -> bool:
    return scale.input.value == "typed" and scale.confirm is Confirmation.AUTO


def _empty(view: View) -> AnswerState:
    return AnswerState(marker=view.scale.start) if isinstance(view, QuestionView) else UNANSWERED

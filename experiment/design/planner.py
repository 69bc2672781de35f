"""The planner: from study, participant and visit to the plan of one run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TypeVar

from experiment.config.event_file import Event
from experiment.config.load import Study
from experiment.config.localise import afterwards_page_text, page_text, wording_of
from experiment.config.study_file import Afterwards, Comprehension, Phase, TrialOrder
from experiment.config.trial_screens import (
    AskedEstimate,
    Fixation,
    Screen,
    ShownBaseRate,
    ShownEvent,
    ShownMessage,
    Uniform,
    shows_rate,
)
from experiment.config.typography import set_text
from experiment.design.draw import Draw
from experiment.design.list_orders import ListOrder
from experiment.design.retest import retest_of
from experiment.design.session_plan import (
    AfterwardsPlan,
    BaseRatePlan,
    ComprehensionPlan,
    EstimatePlan,
    EventPlan,
    FixationPlan,
    MessagePlan,
    NoRatePlan,
    PagePlan,
    PagesPlan,
    PlannedEvent,
    ScreenPlan,
    SessionPlan,
    Step,
    TrialPart,
    TrialPlan,
)
from experiment.format.scale import AnswerScale
from experiment.format.vocabulary import MEMORY, AfterwardsQuestion, EstimationPhase, Question, SessionKind
from experiment.messages import Reason, Refusal

_T = TypeVar("_T")


@dataclass(frozen=True)
class Planned:
    """Whose session is planned."""

    participant_id: str
    arm: str
    language: str
    list_order: ListOrder


def check_visit(study: Study, arm: str, visit: str) -> None:
    """Refuse a visit that the study or the arm does not have.

    Raises
    ------
    Refusal
        Naming the visits there are.
    """
    if visit not in study.file.visits:
        raise Refusal(Reason.UNKNOWN_VISIT, visit=visit, visits=", ".join(study.file.visits))
    if visit not in study.file.arms[arm].visits:
        raise Refusal(Reason.VISIT_NOT_IN_ARM, arm=arm, visit=visit, visits=", ".join(study.file.arms[arm].visits))


def plan_session(study: Study, who: Planned, visit: str, run: int, kind: SessionKind) -> SessionPlan:
    """Plan one run of a session.

    The list is the one at the visit's place in the participant's order. The order of the trials and the jittered
    durations are drawn for this participant, visit and run; a second run has the same list in an order of its own.

    Parameters
    ----------
    study, who, visit
        Which session; the visit is one of the arm's.
    run
        From 1.
    kind
        What the session is for.
    """
    check_visit(study, who.arm, visit)
    event_list = who.list_order[study.file.visits[visit].list - 1]
    planner = _Planner(study, who.language, (study.file.seed, who.participant_id, visit, run))
    return SessionPlan(
        study=study.file.study,
        study_fingerprint=study.fingerprint,
        task=study.file.task,
        kind=kind,
        participant_id=who.participant_id,
        arm=who.arm,
        visit=visit,
        visit_number=1 + list(study.file.arms[who.arm].visits).index(visit),
        run=run,
        language=who.language,
        list_order=who.list_order,
        event_list=event_list,
        wording=wording_of(study.texts, who.language, study.file.language_of_experimenters),
        silence_pause=study.file.silence_pause,
        steps=tuple(_bound(planner.steps(event_list, visit))),
        closing_early=tuple(planner.closing_early()),
    )


@dataclass(frozen=True)
class _Shown:
    """What trials have in common: screens by phase, whether these show rates (retest events never), durations."""

    parts: tuple[tuple[EstimationPhase, tuple[Screen, ...]], ...]
    rate: bool
    jitter: Draw


@dataclass(frozen=True)
class _Planner:
    study: Study
    language: str
    seed: tuple[str | int, ...]
    events: dict[tuple[str, str], PlannedEvent] = field(default_factory=dict)
    """What has been planned of them."""

    def steps(self, event_list: str, visit: str) -> Iterator[Step]:
        """The session from beginning to end."""
        file, own = self.study.file, self.study.file.visits[visit]
        yield from self._pages(file.opening_of(visit))
        if file.practice is not None and own.practice:
            yield from self._pages(file.practice.pages)
            yield from self._practice(file.practice.events, file.practice.trials, file.phases[0])
        if file.comprehension is not None and own.comprehension:
            yield from self._pages(file.comprehension.pages)
            yield from self._comprehension(file.comprehension)
        for number, phase in enumerate(file.phases, start=1):
            yield from self._pages(phase.pages)
            yield from self._phase(phase, number, event_list)
        if file.afterwards is not None and own.afterwards is not None:
            yield from self._afterwards(file.afterwards, own.afterwards, event_list)
        yield from self._pages(file.closing)

    def closing_early(self) -> Iterator[PagePlan]:
        """The pages at an early end."""
        for name in self.study.file.pages_of_early_end:
            yield PagePlan(page=name, text=self._page_text(name))

    def _practice(self, event_list: str, trials: int, phase: Phase) -> Iterator[TrialPlan]:
        events = Draw(*self.seed, "practice events").shuffled(self.study.events.lists[event_list])[:trials]
        shown = _Shown(phase.parts, _shows_rate([phase]), Draw(*self.seed, "practice durations"))
        for trial, event in enumerate(events, start=1):
            yield self._trial(shown, event_list, event, block=0, trial=trial)

    def _phase(self, phase: Phase, number: int, event_list: str) -> Iterator[Step]:
        retest = retest_of(self.study, event_list)
        listed = [(event_list, event) for event in self.study.events.lists[event_list]]
        if phase.order is TrialOrder.FIXED:
            events = _spread_among(listed, retest)
        else:
            events = Draw(*self.seed, "order", number).shuffled([*listed, *retest])
        shown = _Shown(phase.parts, _shows_rate(self.study.file.phases), Draw(*self.seed, "durations", number))
        per_block = phase.break_every or len(events)
        for n, placed in enumerate(events):
            if phase.break_page is not None and n and n % per_block == 0:
                yield from self._pages([phase.break_page])
            yield self._trial(shown, *placed, block=n // per_block + 1, trial=n + 1, retest=placed in retest)

    def _comprehension(self, check: Comprehension) -> Iterator[ComprehensionPlan]:
        texts = self.study.texts.comprehension
        assert texts is not None  # a study with questions has words for them
        for name in check.questions:
            question = texts.questions[name]
            yield ComprehensionPlan(
                question=name,
                text=self._words(question.text),
                answers=tuple(self._words(answer) for answer in question.answers),
                right=question.right,
                explanation=self._words(question.explanation),
                attempts=check.attempts,
                minimum_s=self.study.file.pages_minimum_s,
            )

    def _afterwards(
        self, afterwards: Afterwards, questions: Sequence[AfterwardsQuestion], event_list: str
    ) -> Iterator[Step]:
        """Ask the questions one after the other, with a break every so often; none is the last thing."""
        asked = rested_at = 0
        for question in questions:
            for step in self._about_each_event(afterwards, question, event_list):
                if afterwards.break_page and asked > rested_at and asked % (afterwards.break_every or asked) == 0:
                    rested_at = asked
                    yield from self._pages([afterwards.break_page])
                yield step
                asked += isinstance(step, AfterwardsPlan)

    def _about_each_event(
        self, afterwards: Afterwards, question: AfterwardsQuestion, event_list: str
    ) -> Iterator[Step]:
        """Ask one question about every event of the list, in an order of its own."""
        file, draw = self.study.file, Draw(*self.seed, "afterwards", question)
        yield self._page(question, afterwards_page_text(self.study.texts, file, question, self.language))
        scale = file.afterwards_scale(question)
        start = file.estimate.start_pct if question == MEMORY else None
        for trial, event in enumerate(draw.shuffled(self.study.events.lists[event_list]), start=1):
            at = _start(start, scale.minimum, scale.maximum, draw)
            yield AfterwardsPlan(
                question=question,
                trial=trial,
                event=self._event(event_list, event),
                fixation_s=afterwards.fixation_s,
                scale=scale if at == scale.start else replace(scale, start=at),
            )

    def _pages(self, names: Iterable[str]) -> Iterator[PagesPlan]:
        for name in names:
            yield self._page(name, self._page_text(name))

    def _page(self, name: str, text: str) -> PagesPlan:
        return PagesPlan(pages=(PagePlan(page=str(name), text=text),), minimum_s=self.study.file.pages_minimum_s)

    def _words(self, local: Mapping[str, str]) -> str:
        return set_text(local[self.language], self.language)

    def _page_text(self, name: str) -> str:
        return page_text(self.study.texts, self.study.file, name, self.language)

    def _trial(
        self, shown: _Shown, event_list: str, event: Event, *, block: int, trial: int, retest: bool = False
    ) -> TrialPlan:
        return TrialPlan(
            block=block,
            trial=trial,
            practice=block == 0,
            base_rate_shown=shown.rate and not retest,
            event=self._event(event_list, event),
            parts=tuple(
                TrialPart(phase=part, screens=tuple(self._screens(screens, shown.jitter, retest)))
                for part, screens in shown.parts
            ),
        )

    def _event(self, event_list: str, event: Event) -> PlannedEvent:
        """Plan an event: once, however often it comes."""
        known = self.events.get((event_list, event.id))
        if known is None:
            known = self.events[event_list, event.id] = self._planned(event_list, event)
        return known

    def _planned(self, event_list: str, event: Event) -> PlannedEvent:
        return PlannedEvent(
            event_id=event.id,
            event_list=event_list,
            category=event.category,
            event_valence=event.valence,
            text=self._words(event.text),
            base_rate_pct=event.base_rate_pct,
            base_rate_strength=event.strength,
        )

    def _screens(self, screens: Sequence[Screen], jitter: Draw, retest: bool) -> Iterator[ScreenPlan]:
        """The screens of a trial; of a retest event, none shows the rate, and none asks about it."""
        for screen in screens:
            match screen:
                case Fixation(duration_s=duration):
                    yield FixationPlan(duration_s=_drawn(duration, jitter))
                case ShownEvent(duration_s=duration):
                    yield EventPlan(
                        duration_s=_maybe_drawn(duration, jitter),
                        minimum_s=screen.minimum_s,
                        with_base_rate=screen.with_base_rate and not retest,
                    )
                case AskedEstimate(of=Question.CONFIDENCE) if retest:
                    pass
                case AskedEstimate():
                    yield self._estimate(screen, jitter)
                case ShownBaseRate(duration_s=duration):
                    of_rate = NoRatePlan if retest else BaseRatePlan
                    yield of_rate(duration_s=_maybe_drawn(duration, jitter), minimum_s=screen.minimum_s)
                case ShownMessage(duration_s=duration):
                    yield MessagePlan(
                        page=screen.page, text=self._page_text(screen.page), duration_s=_maybe_drawn(duration, jitter)
                    )

    def _estimate(self, asked: AskedEstimate, draw: Draw) -> EstimatePlan:
        scale = self.study.file.scale_of(asked.of)
        start = None if asked.of is Question.CONFIDENCE else self.study.file.estimate.start_pct
        return EstimatePlan(
            question=asked.of,
            words=asked.words_name,
            deadline_s=asked.deadline_s,
            scale=self._scale(scale.minimum_pct, scale.maximum_pct, start, draw),
        )

    def _scale(self, minimum: int, maximum: int, start: int | str | None, draw: Draw) -> AnswerScale:
        estimate = self.study.file.estimate
        return AnswerScale(minimum, maximum, estimate.input, estimate.confirm, _start(start, minimum, maximum, draw))


def _spread_among(listed: Sequence[_T], others: Sequence[_T]) -> list[_T]:
    """Put others evenly between those that are listed, whose order stays."""
    places = {(n + 1) * (len(listed) + len(others)) // (len(others) + 1): one for n, one in enumerate(others)}
    rest = iter(listed)
    return [places[n] if n in places else next(rest) for n in range(len(listed) + len(others))]


def _shows_rate(phases: Iterable[Phase]) -> bool:
    return any(shows_rate(screen) for phase in phases for _, screens in phase.parts for screen in screens)


def _bound(steps: Iterator[Step]) -> Iterator[Step]:
    """Bind pages that follow one another together, so that the participant can turn back."""
    for together, group in groupby(steps, key=lambda step: isinstance(step, PagesPlan)):
        if together:
            several = [step for step in group if isinstance(step, PagesPlan)]
            yield several[0].model_copy(update={"pages": tuple(page for step in several for page in step.pages)})
        else:
            yield from group


def _start(start: int | str | None, minimum: int, maximum: int, draw: Draw) -> int | None:
    """Return where a slider's marker stands at first."""
    if not isinstance(start, str):
        return start
    return minimum + int(draw.uniform(0, maximum - minimum + 1))


def _maybe_drawn(duration: float | Uniform | None, jitter: Draw) -> float | None:
    return None if duration is None else _drawn(duration, jitter)


def _drawn(duration: float | Uniform, jitter: Draw) -> float:
    """Fix a duration, in whole milliseconds."""
    if isinstance(duration, Uniform):
        return round(jitter.uniform(*duration.uniform), 3)
    return duration

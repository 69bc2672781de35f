"""Retest events are among the others in both phases, and nobody is shown or asked their base rate."""

from __future__ import annotations

from itertools import combinations, permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from experiment.config.event_file import Event
from experiment.config.load import Study, load_study
from experiment.config.retest_events import retest_events
from experiment.design.outline import outline
from experiment.design.retest import retest_of
from experiment.design.session_plan import (
    AfterwardsPlan,
    BaseRatePlan,
    EstimatePlan,
    EventPlan,
    FixationPlan,
    NoRatePlan,
    PagesPlan,
    SessionPlan,
    TrialPlan,
)
from experiment.format.vocabulary import EstimationPhase, Question
from tests.instruments.small_study import write_small_study
from tests.unit.design.studies import known, plan

VISITS = ("baseline", "post4h", "day7")
FIRST, SECOND = EstimationPhase.FIRST, EstimationPhase.SECOND


@pytest.fixture
def study() -> Study:
    return known("ketamine_retest")


def retested(planned: SessionPlan) -> list[TrialPlan]:
    """The trials of events whose rate is not shown."""
    return [trial for trial in planned.trials if not trial.base_rate_shown]


def ids_of(planned: SessionPlan) -> set[str]:
    return {trial.event.event_id for trial in retested(planned)}


def test_six_events_at_each_visit_come_back_without_their_rate(study: Study) -> None:
    """Each of the six is estimated once in each phase, among the forty others; all of them are of the retest list."""
    for visit in VISITS:
        planned = plan(study, visit=visit)
        trials = retested(planned)
        for phase in (FIRST, SECOND):
            assert 6 == len({trial.event.event_id for trial in trials if trial.parts[0].phase is phase})
        assert {"retest"} == {trial.event.event_list for trial in trials}
        assert 12 == len(trials)
        assert 80 == sum(trial.base_rate_shown for trial in planned.trials if not trial.practice)


def test_no_screen_of_a_retest_event_shows_its_rate(study: Study) -> None:
    """Where the rate would be, a sentence stands for as long; in the second phase, the event stands alone."""
    trials = retested(plan(study))
    first = [trial.parts[0].screens for trial in trials if trial.parts[0].phase is FIRST]
    second = [trial.parts[0].screens for trial in trials if trial.parts[0].phase is SECOND]
    assert {(FixationPlan, EventPlan, EstimatePlan, EstimatePlan, NoRatePlan)} == {
        tuple(type(screen) for screen in screens) for screens in first
    }
    assert {(FixationPlan, EventPlan, EstimatePlan)} == {
        tuple(type(screen) for screen in screens) for screens in second
    }
    assert not any(
        isinstance(screen, EventPlan) and screen.with_base_rate for screens in (*first, *second) for screen in screens
    )
    assert {NoRatePlan(duration_s=2.0, minimum_s=None)} == {screens[-1] for screens in first}


def test_the_other_trials_show_their_rates_as_before(study: Study) -> None:
    """In the first phase on a screen of its own, in the second with the event."""
    for trial in plan(study).trials:
        if trial.base_rate_shown and not trial.practice:
            shows = [
                isinstance(screen, BaseRatePlan) or (isinstance(screen, EventPlan) and screen.with_base_rate)
                for _, screen in trial.screens
            ]
            assert 1 == sum(shows)


def test_nobody_is_asked_how_sure_they_are_of_a_rate_that_was_not_shown(tmp_path: Path) -> None:
    """Confidence in the base rate is left out of a retest trial, and of no other; both estimates stay."""
    planned = plan(load_study(write_small_study(tmp_path, within_trial=True, retest=1)))
    asked = {
        trial.base_rate_shown: [screen.question for _, screen in trial.screens if isinstance(screen, EstimatePlan)]
        for trial in planned.trials
    }
    own, population, confidence = Question.SELF, Question.POPULATION, Question.CONFIDENCE
    assert {True: [own, population, confidence, own], False: [own, population, own]} == asked


def test_what_is_asked_at_the_end_leaves_retest_events_out(study: Study) -> None:
    """Memory can only be asked of a rate that was shown; the ratings are of the same forty events."""
    planned = plan(study, visit="day7")
    asked = [step for step in planned.steps if isinstance(step, AfterwardsPlan)]
    assert 240 == len(asked)
    assert set() == ids_of(planned) & {step.event.event_id for step in asked}


def test_nobody_meets_a_retest_event_at_two_visits(study: Study) -> None:
    """With any order of the lists, eighteen events are shared out over the three visits."""
    for order in range(1, 7):
        met = [ids_of(plan(study, visit=visit, order=order)) for visit in VISITS]
        assert 18 == len(set.union(*met))


def test_retest_events_come_in_turn_as_the_lists_do(study: Study) -> None:
    """Each list has its own: over the six orders, each set of retest events is as often at each visit."""
    met = {
        visit: sorted(sorted(ids_of(plan(study, visit=visit, order=order))) for order in range(1, 7))
        for visit in VISITS
    }
    assert met["baseline"] == met["post4h"] == met["day7"]
    assert 3 == len({tuple(events) for events in met["baseline"]})


def test_everybody_with_a_list_has_its_retest_events(study: Study) -> None:
    """They are drawn from the study's seed alone; a second run has them too, in another order."""
    once, again, another = plan(study), plan(study, run=2), plan(study, participant_id="KD002")
    assert ids_of(once) == ids_of(again) == ids_of(another)
    assert [trial.event for trial in retested(once)] != [trial.event for trial in retested(again)]


def test_no_retest_event_is_like_one_whose_rate_is_shown_at_the_visit(study: Study) -> None:
    """The rate of dementia would tell of Alzheimer’s disease."""
    for name in study.file.lists.names:
        similar = {event.similar for event in study.events.lists[name]} - {None}
        assert set() == similar & {event.similar for _, event in retest_of(study, name)}


def test_what_is_told_of_the_session_counts_them(study: Study) -> None:
    """The page before the trials says 46 events, and the outline how many trials are without the rate."""
    planned = plan(study, language="en")
    pages = {page.page: page.text for step in planned.steps if isinstance(step, PagesPlan) for page in step.pages}
    assert "You will now see 46 events." in pages["first_phase"]
    assert "trials        92, 12 of them without the base rate, after 3 for practice; 95 rows" in outline(planned)


def test_a_study_without_them_shows_every_rate() -> None:
    """Nothing is hidden in the studies that do not ask for it."""
    assert [] == retested(plan(known("ketamine")))


def event(name: str, similar: str | None) -> Event:
    """An event, and which others it is like."""
    return Event.model_construct(id=name, similar=similar)


LIKENESSES = st.sampled_from([None, "x", "y"])


@settings(deadline=None, derandomize=True, max_examples=200)
@given(
    candidates=st.lists(LIKENESSES, max_size=5),
    lists=st.lists(LIKENESSES, min_size=1, max_size=3),
    trials=st.integers(1, 2),
)
def test_they_are_found_whenever_there_are_enough(
    candidates: list[str | None], lists: list[str | None], trials: int
) -> None:
    """Events are given if and only if some way of giving them exists; each once, and none that is like its list."""
    there = [event(f"e{n}", likeness) for n, likeness in enumerate(candidates)]
    of_study = {f"l{n}": [event(f"l{n}_0", likeness)] for n, likeness in enumerate(lists)}
    slots = [likeness for likeness in lists for _ in range(trials)]
    possible = any(
        all(slot is None or slot != chosen.similar for slot, chosen in zip(slots, order, strict=True))
        for some in combinations(there, len(slots))
        for order in permutations(some)
    )
    given_ = retest_events(there, of_study, trials)
    assert possible is (given_ is not None)
    given_ids = [chosen.id for events in (given_ or {}).values() for chosen in events]
    assert len(set(given_ids)) == len(given_ids)
    for name, events in (given_ or {}).items():
        assert not any(chosen.similar and chosen.similar == of_study[name][0].similar for chosen in events)

"""The plan of a session decides everything: which events, in which order, on which screens, for how long."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from experiment.config.load import Study, load_study
from experiment.config.trial_screens import Uniform
from experiment.config.typography import set_text
from experiment.design.list_orders import all_orders
from experiment.design.planner import check_visit, plan_session
from experiment.design.session_plan import (
    AfterwardsPlan,
    BaseRatePlan,
    ComprehensionPlan,
    EstimatePlan,
    EventPlan,
    FixationPlan,
    MessagePlan,
    PagesPlan,
    SessionPlan,
    TrialPlan,
)
from experiment.format.scale import AnswerScale
from experiment.format.vocabulary import AnswerInput, Confirmation, EstimationPhase, Question, SessionKind, Valence
from experiment.messages import Reason, Refusal
from tests.instruments.small_study import write_small_study
from tests.unit.design.studies import PROJECT, known, participant, plan, write_within_trial_study

PROPERTY = settings(deadline=None, derandomize=True, max_examples=40)
FIRST, SECOND = EstimationPhase.FIRST, EstimationPhase.SECOND


@pytest.fixture
def ketamine() -> Study:
    return known("ketamine")


def ids(planned: SessionPlan, phase: EstimationPhase = FIRST, practice: bool = False) -> list[str]:
    """The events of a phase in the order of their trials."""
    return [
        trial.event.event_id
        for trial in planned.trials
        if trial.practice is practice and any(part.phase is phase for part in trial.parts)
    ]


def test_the_same_session_is_planned_the_same(ketamine: Study) -> None:
    """Planning twice gives the same plan to the last duration, whatever else was drawn in between."""
    first = plan(ketamine)
    random.seed(5)
    plan(ketamine, participant_id="KD002")
    assert first == plan(ketamine)


def test_a_plan_does_not_hang_on_the_process(ketamine: Study) -> None:
    """Another process, with another hash seed and in another folder, plans the same session."""
    script = (
        "import sys\n"
        "from tests.unit.design.studies import plan, known\n"
        "sys.stdout.buffer.write(plan(known('ketamine'), visit='day7', arm='control').model_dump_json().encode())"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "12345", "PYTHONPATH": str(PROJECT)}
    planned = subprocess.run(
        [sys.executable, "-c", script], env=environment, cwd="/", capture_output=True, check=True
    ).stdout
    assert plan(ketamine, visit="day7", arm="control") == SessionPlan.model_validate_json(planned)


@pytest.mark.parametrize("change", [{"participant_id": "KD002"}, {"visit": "day7"}, {"run": 2}])
def test_another_session_has_an_order_and_durations_of_its_own(ketamine: Study, change: dict[str, str | int]) -> None:
    """Participant, visit and run each change the order of the trials and the jitter."""
    one, other = plan(ketamine), plan(ketamine, **change)  # type: ignore[arg-type]
    assert ids(one) != ids(other)
    assert fixations(one) != fixations(other)


def test_another_seed_plans_otherwise(ketamine: Study) -> None:
    """The study's seed changes the order of the trials and the jitter, and nothing else about a session."""
    file = ketamine.file.model_copy(update={"seed": ketamine.file.seed + 1})
    other = plan(replace(ketamine, file=file))
    assert ids(plan(ketamine)) != ids(other)
    assert sorted(ids(plan(ketamine))) == sorted(ids(other))


def test_language_and_arm_do_not_change_the_order(ketamine: Study) -> None:
    """The draws are the participant's: the same trials come in either language."""
    french, english = plan(ketamine, language="fr"), plan(ketamine, language="en")
    assert ids(french) == ids(english)
    assert fixations(french) == fixations(english)
    assert [trial.event.text for trial in french.trials] != [trial.event.text for trial in english.trials]


def test_the_phases_have_orders_of_their_own(ketamine: Study) -> None:
    """The second estimates come in another order than the first ones."""
    planned = plan(ketamine)
    assert ids(planned, FIRST) != ids(planned, SECOND)


def fixations(planned: SessionPlan) -> list[float]:
    return [
        screen.duration_s for trial in planned.trials for _, screen in trial.screens if isinstance(screen, FixationPlan)
    ]


@PROPERTY
@given(number=st.integers(0, 999), visit=st.sampled_from(["baseline", "post4h", "day7"]), order=st.integers(1, 6))
def test_every_event_comes_once_in_each_phase(number: int, visit: str, order: int) -> None:
    """Each phase shows all 40 events of the visit's list once, whoever the participant."""
    ketamine = known("ketamine")
    planned = plan(ketamine, visit=visit, order=order, participant_id=f"KD{number:03}")
    expected = sorted(event.id for event in ketamine.events.lists[planned.event_list])
    assert (expected, expected) == (sorted(ids(planned, FIRST)), sorted(ids(planned, SECOND)))
    assert {planned.event_list} == {trial.event.event_list for trial in planned.trials if not trial.practice}


@PROPERTY
@given(number=st.integers(0, 999), run=st.integers(1, 3))
def test_practice_shows_other_events(number: int, run: int) -> None:
    """Practice has its three events from the practice list, none twice, none of them in the session's list."""
    planned = plan(known("ketamine"), participant_id=f"KD{number:03}", run=run)
    practised = ids(planned, practice=True)
    assert 3 == len(set(practised))
    assert not set(practised) & set(ids(planned))
    assert {"practice"} == {trial.event.event_list for trial in planned.trials if trial.practice}


@PROPERTY
@given(number=st.integers(0, 999), low=st.integers(20, 3000), width=st.integers(1, 3000))
def test_jitter_stays_between_its_bounds(number: int, low: int, width: int) -> None:
    """Every drawn duration is one of the whole milliseconds between the bounds of the study file."""
    ketamine = known("ketamine")
    uniform = Uniform(uniform=(low / 1000, (low + width) / 1000))
    phases = tuple(
        phase.model_copy(
            update={
                name: tuple(
                    entry
                    if entry.fixation is None
                    else entry.model_copy(
                        update={"fixation": entry.fixation.model_copy(update={"duration_s": uniform})}
                    )
                    for entry in screens
                )
                for name in ("first_estimate", "second_estimate")
                if (screens := getattr(phase, name)) is not None
            }
        )
        for phase in ketamine.file.phases
    )
    study = replace(ketamine, file=ketamine.file.model_copy(update={"phases": phases}))
    drawn = fixations(plan(study, participant_id=f"KD{number:03}"))
    assert 83 == len(drawn)
    assert all(low / 1000 <= duration_s <= (low + width) / 1000 for duration_s in drawn)
    assert all(round(duration_s, 3) == duration_s for duration_s in drawn)


def test_jitter_is_drawn_for_each_trial(ketamine: Study) -> None:
    """Fixations of the shipped study last between one and two seconds, each as long as it was drawn."""
    drawn = fixations(plan(ketamine))
    assert all(1.0 <= duration_s <= 2.0 for duration_s in drawn)
    assert len(set(drawn)) > 70


@pytest.mark.parametrize("order", range(1, 7))
def test_the_list_of_a_visit_follows_the_order_of_the_participant(ketamine: Study, order: int) -> None:
    """Baseline has the first list of the participant's order, four hours later the second, day 7 the third."""
    lists = tuple(plan(ketamine, visit=visit, order=order).event_list for visit in ("baseline", "post4h", "day7"))
    assert all_orders(ketamine.file)[order - 1] == lists


@pytest.mark.parametrize("order", range(1, 7))
@pytest.mark.parametrize("visit", ["baseline", "day7"])
def test_a_control_has_the_list_of_a_patient(ketamine: Study, order: int, visit: str) -> None:
    """At a visit that both arms have, controls meet the list that patients with the same order meet there."""
    lists = {plan(ketamine, visit=visit, order=order, arm=arm).event_list for arm in ("patient", "control")}
    assert 1 == len(lists)


def test_a_second_run_has_the_same_list_in_an_order_of_its_own(ketamine: Study) -> None:
    """When a session is done again, its events are the same and their order is another."""
    first, second = plan(ketamine, run=1), plan(ketamine, run=2)
    assert first.event_list == second.event_list
    assert ids(first) != ids(second)


def test_pages_stand_where_the_study_puts_them(ketamine: Study) -> None:
    """Opening, practice, each phase with its break after trial 20, thanks: in this order."""
    outline: list[tuple[str, int]] = []
    for step in plan(ketamine, visit="baseline").steps:
        match step:
            case PagesPlan(pages=pages):
                name = " ".join(page.page for page in pages)
            case ComprehensionPlan():
                name = "comprehension"
            case TrialPlan():
                name = "practice trial" if step.practice else str(step.parts[0].phase)
            case AfterwardsPlan():
                name = f"asked: {step.question}"
        if outline and outline[-1][0] == name and not isinstance(step, PagesPlan):
            outline[-1] = (name, outline[-1][1] + 1)
        else:
            outline.append((name, 1))
    assert [
        ("welcome task answers_slider limited_time rates practice", 1),
        ("practice trial", 3),
        ("check", 1),
        ("comprehension", 3),
        ("first_phase", 1),
        ("first_estimate", 20),
        ("half_way", 1),
        ("first_estimate", 20),
        ("second_phase", 1),
        ("second_estimate", 20),
        ("half_way", 1),
        ("second_estimate", 20),
        ("memory", 1),
        ("asked: memory", 40),
        ("thanks", 1),
    ] == outline


@pytest.mark.parametrize(
    ("every", "breaks"),
    [(1, list(range(1, 40))), (7, [7, 14, 21, 28, 35]), (13, [13, 26, 39]), (39, [39]), (40, []), (41, [])],
)
def test_breaks_come_after_every_so_many_trials(ketamine: Study, every: int, breaks: list[int]) -> None:
    """A break stands between blocks of the length that the study wants, never after the last trial."""
    first = ketamine.file.phases[0].model_copy(update={"break_every": every})
    second = ketamine.file.phases[1].model_copy(update={"break_every": None, "break_page": None})
    file = ketamine.file.model_copy(update={"phases": (first, second)})
    steps = plan(replace(ketamine, file=file)).steps
    before = [
        steps[n - 1].trial
        for n, step in enumerate(steps)
        if isinstance(step, PagesPlan) and ["half_way"] == [page.page for page in step.pages]
    ]
    assert breaks == before
    blocks = {
        t.trial: t.block for t in steps if isinstance(t, TrialPlan) and not t.practice and t.parts[0].phase is FIRST
    }
    assert {trial: (trial - 1) // every + 1 for trial in range(1, 41)} == blocks


@pytest.mark.parametrize(
    ("every", "breaks"), [(100, [100, 200]), (40, [40, 80, 120, 160, 200]), (239, [239]), (240, []), (None, [])]
)
def test_breaks_among_the_questions_at_the_end(ketamine: Study, every: int | None, breaks: list[int]) -> None:
    """At day 7, 240 questions are asked in a row: a break comes after so many of them, whichever they are."""
    page = None if every is None else "rest"
    changed = ketamine.file.afterwards.model_copy(update={"break_every": every, "break_page": page})  # type: ignore[union-attr]
    file = ketamine.file.model_copy(update={"afterwards": changed})
    asked, before = 0, []
    for step in plan(replace(ketamine, file=file), visit="day7").steps:
        asked += isinstance(step, AfterwardsPlan)
        if isinstance(step, PagesPlan) and "rest" in [page.page for page in step.pages]:
            before.append(asked)
    assert breaks == before


def test_trials_are_counted_within_phase_and_practice(ketamine: Study) -> None:
    """Trials count from 1 in each phase and in practice, whose block is 0."""
    trials = list(plan(ketamine).trials)
    assert [(0, 1), (0, 2), (0, 3)] == [(trial.block, trial.trial) for trial in trials if trial.practice]
    for phase, blocks in ((FIRST, {1: 20, 2: 20}), (SECOND, {1: 20, 2: 20})):
        main = [trial for trial in trials if not trial.practice and trial.parts[0].phase is phase]
        assert list(range(1, 41)) == [trial.trial for trial in main]
        assert blocks == Counter(trial.block for trial in main)


def test_the_screens_of_a_trial_are_those_of_the_study(ketamine: Study) -> None:
    """Each screen of the study file is planned with its duration, deadline, range and way to answer."""
    trials = [trial for trial in plan(ketamine).trials if not trial.practice]
    scale = AnswerScale(3, 77, AnswerInput.SLIDER, Confirmation.ENTER, start=None)
    own = EstimatePlan(question=Question.SELF, words="self", deadline_s=8.0, scale=scale)
    others = EstimatePlan(question=Question.POPULATION, words="population", deadline_s=8.0, scale=scale)
    event, rate = {"duration_s": 4.0, "minimum_s": None}, BaseRatePlan(duration_s=2.0, minimum_s=None)
    first = [EventPlan(**event, with_base_rate=False), own, others, rate]
    second = [EventPlan(**event, with_base_rate=True), own]
    for trial in trials:
        [part] = trial.parts
        assert isinstance(part.screens[0], FixationPlan)
        assert {FIRST: first, SECOND: second}[part.phase] == list(part.screens[1:])


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_words_of_an_event_are_set_in_the_language_of_the_participant(ketamine: Study, language: str) -> None:
    """What is planned is what will be shown and stored: text, rate and category of the event."""
    events = {event.id: event for event in ketamine.events.lists["A"]}
    for trial in plan(ketamine, language=language).trials:
        if not trial.practice:
            event = events[trial.event.event_id]
            assert (event.category, event.base_rate_pct) == (trial.event.category, trial.event.base_rate_pct)
            assert set_text(event.text[language], language) == trial.event.text


def test_a_within_trial_design_has_two_parts_in_each_trial(tmp_path: Path) -> None:
    """A phase that asks for both estimates plans each event once, with both parts and two rows."""
    planned = plan(load_study(write_within_trial_study(tmp_path)), language="en")
    trials = list(planned.trials)
    assert 4 == len(trials)
    assert 8 == planned.rows
    for trial in trials:
        assert [FIRST, SECOND] == [part.phase for part in trial.parts]
        first, second = trial.parts
        assert [FixationPlan, EventPlan, EstimatePlan, BaseRatePlan] == [type(screen) for screen in first.screens]
        assert [MessagePlan, EstimatePlan, EstimatePlan] == [type(screen) for screen in second.screens]
        assert [*first.screens, *second.screens] == [screen for _, screen in trial.screens]


def test_the_words_of_an_event_are_set_in_the_plan(tmp_path: Path) -> None:
    """What a researcher typed with a straight apostrophe and a space too many is planned as it will be shown."""
    planned = plan(load_study(write_within_trial_study(tmp_path)), language="en")
    texts = {trial.event.event_id: trial.event.text for trial in planned.trials}
    assert {f"event_{n}": f"The neighbour’s event {n}" for n in range(4)} == texts


def test_self_paced_screens_have_no_duration(tmp_path: Path) -> None:
    """A screen without a duration and a question without a deadline are planned as lasting until the answer."""
    planned = plan(load_study(write_within_trial_study(tmp_path)), language="en")
    for trial in planned.trials:
        _, event, own, rate, message, confidence, again = (screen for _, screen in trial.screens)
        assert event.duration_s is None
        assert own.deadline_s is None
        assert rate.duration_s is None
        assert confidence.deadline_s is None
        assert 8.0 == again.deadline_s
        assert 0.5 <= message.duration_s <= 1.0
        assert "You are half-way through this part." in message.text


def test_confidence_has_its_own_range(tmp_path: Path) -> None:
    """The confidence question is answered in its range, the estimates in theirs, all in the same way."""
    planned = plan(load_study(write_within_trial_study(tmp_path)), language="en")
    asked = {
        (screen.question, screen.scale.minimum, screen.scale.maximum, screen.scale.confirm)
        for trial in planned.trials
        for _, screen in trial.screens
        if isinstance(screen, EstimatePlan)
    }
    auto = Confirmation.AUTO
    assert {(Question.SELF, 3, 77, auto), (Question.CONFIDENCE, 0, 100, auto)} == asked


@pytest.mark.parametrize("study", ["ketamine", "demo"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_plan_is_read_back_from_its_file(study: str, language: str) -> None:
    """A plan written as JSON and read again is the same plan, to the last digit."""
    planned = plan(known(study), language=language, arm="control")
    assert planned == SessionPlan.model_validate_json(planned.model_dump_json(indent=2))


def test_a_within_trial_plan_is_read_back_from_its_file(tmp_path: Path) -> None:
    """The same for self-paced screens, messages and confidence."""
    planned = plan(load_study(write_within_trial_study(tmp_path)), language="en")
    assert planned == SessionPlan.model_validate_json(planned.model_dump_json())


def test_a_plan_says_whose_it_is(ketamine: Study) -> None:
    """Heading, order, list, kind and the fingerprint of the study's files stand in the plan."""
    planned = plan_session(ketamine, participant(ketamine, order=4), "post4h", 2, SessionKind.STUDY)
    assert ("ketamine", "beliefupdate", "KD001", "patient", "post4h", 2, "fr") == (
        planned.study,
        planned.task,
        planned.participant_id,
        planned.arm,
        planned.visit,
        planned.run,
        planned.language,
    )
    assert (("B", "C", "A"), "C", SessionKind.STUDY) == (planned.list_order, planned.event_list, planned.kind)
    assert ketamine.fingerprint == planned.study_fingerprint


@pytest.mark.parametrize(
    ("arm", "visit", "reason", "said"),
    [
        (
            "patient",
            "day8",
            Reason.UNKNOWN_VISIT,
            "“day8” is not a visit of this study; choose one of: baseline, post4h, day7",
        ),
        (
            "control",
            "post4h",
            Reason.VISIT_NOT_IN_ARM,
            "the arm “control” has no visit “post4h”; choose one of: baseline, day7",
        ),
    ],
)
def test_a_visit_that_is_not_planned_is_refused(
    ketamine: Study, arm: str, visit: str, reason: Reason, said: str
) -> None:
    """A visit that the study or the arm does not have is refused, naming those there are."""
    for attempt in (lambda: check_visit(ketamine, arm, visit), lambda: plan(ketamine, visit=visit, arm=arm)):
        with pytest.raises(Refusal) as caught:
            attempt()
        assert (reason, said) == (caught.value.reason, str(caught.value))


def test_every_event_has_its_valence_and_the_strength_of_its_rate(ketamine: Study) -> None:
    """What the file of events says of an event stands in the plan of its trials."""
    said = {event.id: (event.valence, event.strength) for events in ketamine.events.lists.values() for event in events}
    planned = {
        trial.event.event_id: (trial.event.event_valence, trial.event.base_rate_strength)
        for trial in plan(ketamine).trials
    }
    assert {event: said[event] for event in planned} == planned
    assert {Valence.ADVERSE} == {valence for valence, _ in planned.values()}


def test_a_favourable_event_is_planned_as_one(tmp_path: Path) -> None:
    """`valence: favourable` stands in the plan; without it, an event is adverse."""
    study = write_small_study(tmp_path)
    events = tmp_path / "events.yaml"
    text = events.read_text(encoding="utf-8")
    events.write_text(
        text.replace('"id": "main_0"', '"valence": "favourable", "id": "main_0"'), encoding="utf-8", newline="\n"
    )
    planned = {trial.event.event_id: trial.event.event_valence for trial in plan(load_study(study)).trials}
    assert (Valence.FAVOURABLE, Valence.ADVERSE) == (planned["main_0"], planned["main_1"])


def test_a_rate_that_is_shown_is_planned_as_shown(ketamine: Study) -> None:
    """Where the phases show the rate, every trial says so, in both phases and in practice."""
    assert {True} == {trial.base_rate_shown for trial in plan(ketamine).trials}


@pytest.mark.parametrize(
    ("own", "pages", "practice", "questions"),
    [
        ("", ["welcome", "practice", "check", "thanks"], 1, 2),
        (", opening: [task, rates]", ["task", "rates", "practice", "check", "thanks"], 1, 2),
        (", opening: []", ["practice", "check", "thanks"], 1, 2),
        (", practice: false", ["welcome", "check", "thanks"], 0, 2),
        (", comprehension: false", ["welcome", "practice", "thanks"], 1, 0),
    ],
)
def test_a_visit_may_have_its_own_beginning(
    tmp_path: Path, own: str, pages: list[str], practice: int, questions: int
) -> None:
    """Its opening stands in place of the study's; practice and comprehension can be left out, with their pages. The
    other visits are as they were.
    """
    file = write_small_study(tmp_path, within_trial=True, comprehension=True)
    before = plan(load_study(file), visit="baseline")
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("day7: {list: 1,", f"day7: {{list: 1{own},"), encoding="utf-8", newline="\n")
    study = load_study(file)
    planned = plan(study, visit="day7")
    assert pages == [page.page for step in planned.steps if isinstance(step, PagesPlan) for page in step.pages]
    assert practice == sum(trial.practice for trial in planned.trials)
    assert questions == sum(isinstance(step, ComprehensionPlan) for step in planned.steps)
    assert before.steps == plan(study, visit="baseline").steps

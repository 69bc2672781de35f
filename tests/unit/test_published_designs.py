"""The shipped studies are the published ones: journals of whole virtual sessions against a table of the record."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

import pytest

from experiment.conduct import conduct
from experiment.format.apparatus import Apparatus
from experiment.format.journal import Answered, JournalEntry, LaunchEnded, ScreenShown, read_entry
from experiment.format.vocabulary import MEMORY, ParticipantMode, Question, SessionKind, SessionStatus
from experiment.layout.views import BaseRateView, EventView, QuestionView, View
from experiment.messages import Reason, Refusal
from experiment.record import participants
from experiment.record.request import Request
from experiment.task.inputs import Key
from experiment.task.participant import Action, Observation, Participant
from experiment.task.stage import Stage
from experiment.virtual.participants import ScriptedParticipant, keys_of
from tests.instruments.failing_disks import VolatileDisk
from tests.instruments.watched_sessions import WatchedStage, Witness
from tests.unit import published_designs as record
from tests.unit.design.studies import STUDIES, shipped
from tests.unit.published_designs import KETAMINE_ARMS, OPEN, PUBLISHED, Asked, Design, Shown

DATA = Path("/data")
FRAME_S = 1 / 60
SAME_WORD = {"emotional_arousal": "arousal"}
"""Words of the record that the program has another one for."""
AWAY_FOR_S = 60.0

designs = pytest.mark.parametrize("design", PUBLISHED, ids=lambda design: design.study)


@dataclass(frozen=True)
class Seen:
    """A screen of the journal, how long it was on, and what stood on it."""

    entry: ScreenShown
    lasted_s: float
    view: View

    @property
    def what(self) -> str:
        """Its kind or, for a question, what was asked."""
        return str(self.entry.question or self.entry.show)


@dataclass(frozen=True)
class ReadBack:
    """A session as its journal tells it."""

    entries: tuple[JournalEntry, ...]
    screens: tuple[Seen, ...]

    def trials(self) -> list[tuple[Seen, ...]]:
        """The screens of each trial."""
        return self._by_step(lambda seen: seen.entry.phase is not None)

    def afterwards(self) -> list[tuple[Seen, ...]]:
        """The screens of each question that was asked when the trials were over."""
        steps = {seen.entry.step for seen in self.screens if seen.entry.show == "afterwards"}
        return self._by_step(lambda seen: seen.entry.step in steps)

    def answers(self) -> list[Answered]:
        """Every question as it ended."""
        return [entry for entry in self.entries if isinstance(entry, Answered)]

    def questions(self) -> list[QuestionView]:
        """Every question as it stood on the screen."""
        return [seen.view for seen in self.screens if isinstance(seen.view, QuestionView)]

    def _by_step(self, wanted: Callable[[Seen], bool]) -> list[tuple[Seen, ...]]:
        kept = [seen for seen in self.screens if wanted(seen)]
        return [tuple(group) for _, group in groupby(kept, key=lambda seen: seen.entry.step)]


class Unhurried:
    """Looks for a minute at whatever waits, and so misses whatever does not."""

    def __init__(self) -> None:
        self._slow = ScriptedParticipant(first_key_s=AWAY_FOR_S, page_s=AWAY_FOR_S)

    def act(self, observation: Observation) -> Sequence[Action]:
        there = [Action(0.2, Key.OTHER)]  # a hand that answers nothing; without any, the session would pause
        return there if observation.limit_s is not None else self._slow.act(observation)


class ToTheEnds:
    """Answers the lowest number of a range and the highest in turns, whatever the program says of its scale."""

    def __init__(self, design: Design) -> None:
        self._design = design
        self._others = ScriptedParticipant()
        self._low = dict.fromkeys(Question, False)

    def act(self, observation: Observation) -> Sequence[Action]:
        view = observation.view
        if not isinstance(view, QuestionView) or not isinstance(view.question, Question):
            return self._others.act(observation)
        ends = self._design.range_of(view.question.value)
        self._low[view.question] = low = not self._low[view.question]
        keys = [Key.DIGIT_0] if self._design.typed is True and low else []
        keys += keys_of(ends.lowest if low else ends.highest)
        return [Action(0.5 + 0.1 * number, key) for number, key in enumerate(keys)]


def read_back(
    study: str, participant: Participant, arm: str | None = None, visit: str | None = None, place: int = 1
) -> ReadBack:
    """Conduct a whole session of a shipped study on the virtual stage, and read its journal.

    ``place`` is the participant's in the arm; ``arm`` and ``visit`` are the first ones unless they are named.
    """
    loaded, disk, witness = shipped(study), VolatileDisk(), Witness()
    arm = arm or next(iter(loaded.file.arms))
    for number in range(1, place + 1):
        participants.enrol(disk, DATA, loaded.file, f"KD{number:03}", arm, "en")

    @contextmanager
    def open_stage(_kind: SessionKind, _scripted: Participant | None) -> Iterator[tuple[Stage, Apparatus]]:
        told = Apparatus(
            zero_utc="2026-11-23T00:00:00.000+00:00", stage="virtual", inputs="", clock="virtual", display=None
        )
        yield WatchedStage(participant, witness), told

    visit = visit or next(iter(loaded.file.visits))
    request = Request(DATA, f"KD{place:03}", visit, SessionKind.TEST, ParticipantMode.SCRIPTED)
    run_files = conduct(loaded, request, open_stage, disk).files
    entries = tuple(read_entry(line) for line in disk.read(run_files.journal).splitlines())
    return ReadBack(entries, tuple(_seen(entries, witness.views)))


def _seen(entries: Sequence[JournalEntry], views: Sequence[View]) -> Iterator[Seen]:
    shown = [entry for entry in entries if isinstance(entry, ScreenShown)]
    ends = [entry.t_s for entry in shown[1:]] + [shown[-1].t_s]
    for entry, end_s, view in zip(shown, ends, views, strict=True):
        yield Seen(entry, end_s - entry.t_s, view)


@cache
def quick(study: str) -> ReadBack:
    """The session of somebody who answers everything in half a second."""
    return read_back(study, ScriptedParticipant())


@cache
def unhurried(study: str) -> ReadBack:
    """The session of somebody who answers nothing that has a limit."""
    return read_back(study, Unhurried())


def phases_of(design: Design, session: ReadBack) -> list[list[tuple[Seen, ...]]]:
    """The trials of each phase; those of the practice stand before the first and have its screens."""
    trials, count = session.trials(), design.events.number
    assert isinstance(count, int)
    later = (len(design.phases) - 1) * count
    first, rest = trials[: len(trials) - later], trials[len(trials) - later :]
    return [first, *(rest[n : n + count] for n in range(0, later, count))]


def told_by_the_record(design: Design, trial: tuple[Seen, ...]) -> list[Seen]:
    """Leave out what the record is silent about."""
    return [seen for seen in trial if not (design.screens_between_are_open and seen.what == "fixation")]


def placed(design: Design, session: ReadBack) -> Iterator[tuple[Shown | Asked, Seen]]:
    """Every screen of every trial beside its row in the table."""
    for phase, trials in zip(design.phases, phases_of(design, session), strict=True):
        for trial in trials:
            yield from zip(phase.screens, told_by_the_record(design, trial), strict=True)


def events_of(trials: Sequence[tuple[Seen, ...]]) -> list[str]:
    """The event of each trial."""
    named = [{seen.entry.event_id for seen in trial} - {None} for trial in trials]
    assert {1} == {len(names) for names in named}
    return [str(name) for names in named for name in names]


def test_every_shipped_study_has_its_table() -> None:
    """Each study in configs/ is compared with the record, but the demonstration and the one that goes beyond it."""
    assert {"demo", "ketamine_retest", *(design.study for design in PUBLISHED)} == set(STUDIES)


@designs
def test_a_session_comes_to_its_end(design: Design) -> None:
    """The session runs whole: its journal ends with `complete`, and whoever answers in time has missed nothing."""
    session = quick(design.study)
    last = session.entries[-1]
    assert isinstance(last, LaunchEnded)
    assert SessionStatus.COMPLETE is last.status
    assert {"answered"} == {str(ended.answer.outcome) for ended in session.answers()}


@designs
def test_the_sequence_of_screens(design: Design) -> None:
    """Each trial of each phase, practice included, has the screens of the record in their order."""
    for phase, trials in zip(design.phases, phases_of(design, quick(design.study)), strict=True):
        sequences = {tuple(seen.what for seen in told_by_the_record(design, trial)) for trial in trials}
        assert {tuple(screen.what for screen in phase.screens)} == sequences


@designs
def test_where_the_base_rate_is_shown_again(design: Design) -> None:
    """The base rate stands with the event exactly where the record shows it again."""
    for screen, seen in placed(design, quick(design.study)):
        if isinstance(screen, Shown) and isinstance(seen.view, EventView):
            assert screen.with_base_rate is (seen.view.base_rate_pct is not None)


@designs
def test_each_event_is_estimated_before_and_after_its_rate(design: Design) -> None:
    """Of every event one's own estimate is asked, then the rate is told, then the estimate is asked again."""
    told: dict[str, list[str]] = {event: [] for event in events_of(phases_of(design, quick(design.study))[-1])}
    for _, seen in placed(design, quick(design.study)):
        if seen.what in {"self", "base_rate"} and seen.entry.event_id in told:
            told[seen.entry.event_id].append(str(seen.entry.phase) if seen.what == "self" else "rate")
    main = list(told.values())[-int(str(design.events.number)) :]
    assert [["first_estimate", "rate", "second_estimate"]] * len(main) == main


@designs
@pytest.mark.parametrize("session_of", [quick, unhurried], ids=["quick", "unhurried"])
def test_durations(design: Design, session_of: Callable[[str], ReadBack]) -> None:
    """A screen stays as long as the record says, to the frame, whoever answers; a self-paced one waits."""
    for screen, seen in placed(design, session_of(design.study)):
        if not isinstance(screen, Shown) or screen.seconds is OPEN:
            continue
        assert screen.seconds == seen.entry.planned_s
        if isinstance(screen.seconds, float):
            assert round(screen.seconds / FRAME_S) == round(seen.lasted_s / FRAME_S)
        elif session_of is unhurried:
            assert seen.lasted_s > AWAY_FOR_S - FRAME_S


@designs
def test_deadlines(design: Design) -> None:
    """A question waits as long as the record says and no frame longer; without a deadline it waits for its answer."""
    for screen, seen in placed(design, unhurried(design.study)):
        if not isinstance(screen, Asked) or screen.deadline_s is OPEN:
            continue
        assert screen.deadline_s == seen.entry.planned_s
        if isinstance(screen.deadline_s, float):
            assert round(screen.deadline_s / FRAME_S) == round(seen.lasted_s / FRAME_S)
        else:
            assert seen.lasted_s > AWAY_FOR_S - FRAME_S


@designs
def test_an_answer_ends_its_question(design: Design) -> None:
    """Whoever answers goes on at once, and does not wait for the deadline."""
    lasted = [seen.lasted_s for screen, seen in placed(design, quick(design.study)) if isinstance(screen, Asked)]
    assert max(lasted) < 1.5


@designs
def test_events(design: Design) -> None:
    """Every phase has as many events as the record says, each once and the same in each phase; practice has its own."""
    trials = phases_of(design, quick(design.study))
    count = design.events.number
    assert isinstance(count, int)
    practice, main = events_of(trials[0])[:-count], [events_of(phase)[-count:] for phase in trials]
    assert {count} == {len(set(events)) for events in main}
    assert 1 == len({frozenset(events) for events in main})
    assert not set(practice) & set(main[0])
    if design.practice.number is not OPEN:
        assert design.practice.number == len(practice)


@designs
def test_the_order_is_drawn(design: Design) -> None:
    """Where the record says so, each phase has an order of its own, and another participant has other ones."""
    orders = [
        tuple(events_of(trials))
        for participant_place in (1, 7)
        for trials in phases_of(design, read_back(design.study, ScriptedParticipant(), place=participant_place))
    ]
    if all(phase.random_order is True for phase in design.phases):
        assert len(orders) == len(set(orders))


@designs
def test_base_rates(design: Design) -> None:
    """The rates that are shown lie where the record puts them."""
    rates = [s.view.base_rate_pct for s in quick(design.study).screens if isinstance(s.view, BaseRateView)]
    if design.base_rates is not None:
        assert design.base_rates.lowest <= min(rates)
        assert design.base_rates.highest >= max(rates)


@designs
def test_ranges(design: Design) -> None:
    """Both ends of each range of the record are taken as answers, and the question names them as its ends."""
    session = read_back(design.study, ToTheEnds(design))
    expected: dict[str, set[tuple[int, int]]] = {}
    for screen in (screen for phase in design.phases for screen in phase.screens if isinstance(screen, Asked)):
        expected[screen.what] = {(design.range_of(screen.what).lowest, design.range_of(screen.what).highest)}
    asked = [view for view in session.questions() if isinstance(view.question, Question)]
    given = [ended for ended in session.answers() if isinstance(ended.question, Question)]
    for question, ends in expected.items():
        assert ends == {(view.scale.minimum, view.scale.maximum) for view in asked if str(view.question) == question}
        assert set(*ends) == {ended.answer.value for ended in given if str(ended.question) == question}


@designs
def test_how_answers_are_given(design: Design) -> None:
    """Where the record says that answers are typed, every one of them is."""
    if design.typed is True:
        assert {"typed"} == {str(ended.answer.input) for ended in quick(design.study).answers()}


@designs
def test_what_is_asked_afterwards(design: Design) -> None:
    """Memory first, then the ratings, each of every event, one question after the other and at one's own pace."""
    asked, table = unhurried(design.study).afterwards(), design.afterwards
    if table.memory is OPEN or table.ratings is OPEN:
        return
    blocks = [(name, list(group)) for name, group in groupby(asked, key=lambda screens: screens[-1].what)]
    ratings = [SAME_WORD.get(name, name) for name in table.ratings]
    names = [name for name, _ in blocks]
    assert ["memory"] * table.memory == names[: int(table.memory)]
    assert sorted(ratings) == sorted(names[int(table.memory) :])
    if table.ratings_are_in_this_order:
        assert ratings == names[int(table.memory) :]
    events = set(events_of(phases_of(design, unhurried(design.study))[-1]))
    for _, block in blocks:
        assert sorted(events) == sorted(str(screens[-1].entry.event_id) for screens in block)
        assert {table.deadline_s} == {screens[-1].entry.planned_s for screens in block}
        assert min(screens[-1].lasted_s for screens in block) > AWAY_FOR_S - FRAME_S


@designs
def test_the_scale_of_the_ratings(design: Design) -> None:
    """Every rating is on the scale of the record."""
    scales = {
        (view.scale.minimum, view.scale.maximum)
        for view in quick(design.study).questions()
        if view.phase is None and view.question != MEMORY
    }
    table = design.afterwards.rating_range
    if table is not None:
        assert {(table.lowest, table.highest)} == scales


def test_the_lists_of_the_clinical_version() -> None:
    """Six participants have the three lists of forty different events, two participants each."""
    lists = [
        frozenset(events_of(phases_of(record.CLINICAL, read_back("clinical", ScriptedParticipant(), place=place))[1]))
        for place in range(1, 7)
    ]
    assert {2} == {lists.count(events) for events in lists}
    assert record.CLINICAL.lists.number == len(set(lists))
    assert 3 * 40 == len(frozenset().union(*lists))


@pytest.mark.parametrize(
    ("arm", "visit"), [(arm.name, visit.name) for arm in KETAMINE_ARMS for visit in arm.visits], ids=str
)
def test_the_visits_of_the_ketamine_study(arm: str, visit: str) -> None:
    """Each visit of each arm is a whole session: forty events estimated before and after the figure."""
    session = read_back("ketamine", ScriptedParticipant(), arm, visit)
    last = session.entries[-1]
    assert isinstance(last, LaunchEnded)
    assert SessionStatus.COMPLETE is last.status
    first, second = phases_of(record.KETAMINE, session)
    assert sorted(events_of(first)[-40:]) == sorted(events_of(second))


def test_the_ketamine_study_has_no_other_visits() -> None:
    """Arms and visits are those of the record in their order, and a control has no visit after an infusion."""
    arms = shipped("ketamine").file.arms
    assert {arm.name: tuple(visit.name for visit in arm.visits) for arm in KETAMINE_ARMS} == {
        name: arm.visits for name, arm in arms.items()
    }
    with pytest.raises(Refusal) as refusal:
        read_back("ketamine", ScriptedParticipant(), "control", "post4h")
    assert Reason.VISIT_NOT_IN_ARM is refusal.value.reason

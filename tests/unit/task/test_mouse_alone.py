"""Whole sessions of every shipped study with the mouse alone, and with Enter in place of the space bar."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest

from experiment.format.journal import KeyPressed, MouseUsed
from experiment.format.vocabulary import AbortReason, AnswerInput, Confirmation
from experiment.layout.compose import compose
from experiment.layout.size import Size
from experiment.layout.targets import Target
from experiment.layout.views import (
    BaseRateView,
    ChoiceView,
    EventView,
    FixationView,
    PageView,
    PauseView,
    QuestionView,
    View,
)
from experiment.task.answers import GoOn, PageTurn, PauseChoice
from experiment.task.carry_over import DOUBLE_CLICK_S, Ended
from experiment.task.inputs import Key, Pointer, PointerAct
from experiment.task.participant import Action, Observation
from experiment.virtual.participants import ScriptedParticipant, fixed_answer
from tests.instruments.small_copies import SmallCopy, small_copy
from tests.instruments.watched_sessions import expected_answers, written_answers
from tests.unit.design.studies import STUDIES
from tests.unit.layout.shipped_views import SHIPPED, views
from tests.unit.task.sessions import Account, until_complete

SIZE = Size(1280, 720)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sheet's versions and commit take longer than a small session."""
    monkeypatch.setattr("experiment.conduct.versions", dict)
    monkeypatch.setattr("experiment.conduct.revision", lambda _project: None)


class WithTheMouse(ScriptedParticipant):
    """Follows the script, and clicks what can be seen and clicked on the screen, nothing else."""

    def act(self, observation: Observation) -> Sequence[Action]:
        view = observation.view
        there = compose(view, SIZE).clickable
        clicks: list[Target | float] = []
        if isinstance(view, QuestionView):
            scale, value = view.scale, fixed_answer(view)
            if scale.input is AnswerInput.SLIDER:
                clicks = [(value - scale.minimum) / (scale.maximum - scale.minimum), Target.CONFIRM]
            else:
                digits = str(value).zfill(len(str(scale.maximum)))
                confirm = [] if scale.confirm is Confirmation.AUTO else [Target.CONFIRM]
                clicks = [*(Target.digit(digit) for digit in digits), *confirm]
        elif isinstance(view, ChoiceView):
            clicks = [Target.OPTION_2, Target.CONFIRM]
        elif Target.GO_ON in there:
            return [Action(0.9, Target.GO_ON), Action(1.6, Target.GO_ON)]
        assert all(isinstance(click, float) or click in there for click in clicks)
        return [Action(0.9 + 0.2 * n, click) for n, click in enumerate(clicks)]


class WithEnter(ScriptedParticipant):
    """Follows the script with Enter wherever it would press the space bar."""

    def act(self, observation: Observation) -> Sequence[Action]:
        actions = super().act(observation)
        return [Action(action.after_s, Key.ENTER if action.key is Key.SPACE else action.key) for action in actions]


class WithSpace(ScriptedParticipant):
    """Follows the script with the space bar wherever it would press Enter."""

    def act(self, observation: Observation) -> Sequence[Action]:
        actions = super().act(observation)
        return [Action(action.after_s, Key.SPACE if action.key is Key.ENTER else action.key) for action in actions]


def conducted(small: SmallCopy, participant: ScriptedParticipant) -> Account:
    return until_complete(small.study, lambda _: participant, arm=small.arm, visit=small.visit)


@pytest.mark.parametrize("study", STUDIES)
def test_a_session_with_the_mouse_alone(study: str) -> None:
    """Every study is gone through without a key; every answer is the one that was clicked; the clicks say on what."""
    account = conducted(small_copy(study), WithTheMouse())
    assert sorted(expected_answers(account.plan)) == sorted(written_answers_of(account))
    assert [] == [entry for entry in account.entries if isinstance(entry, KeyPressed)]
    clicked = {entry.target for entry in account.entries if isinstance(entry, MouseUsed)}
    assert "go_on" in clicked
    assert {"confirm", "digit 0"} & clicked


@pytest.mark.parametrize("study", STUDIES)
@pytest.mark.parametrize("participant", [WithEnter(), WithSpace()], ids=lambda who: type(who).__name__)
def test_a_session_with_one_of_the_two_keys(study: str, participant: ScriptedParticipant) -> None:
    """Enter does what the space bar does on every screen of every study, and the space bar what Enter does."""
    account = conducted(small_copy(study), participant)
    assert sorted(expected_answers(account.plan)) == sorted(written_answers_of(account))
    keys = {entry.key for entry in account.entries if isinstance(entry, KeyPressed)}
    assert 1 == len({"space", "enter"} & keys)


def written_answers_of(account: Account) -> list[tuple[str, str, str, str]]:
    return [answer for table in account.tables.values() for answer in written_answers_or_none(table)]


def written_answers_or_none(table: bytes) -> list[tuple[str, str, str, str]]:
    return list(written_answers(table)) if b"self_outcome" in table else []


@pytest.mark.parametrize(("study", "language"), SHIPPED)
def test_whoever_can_go_on_can_do_so_with_the_mouse(study: str, language: str) -> None:
    """On every screen that waits there is something to click that ends it, and each click is told from each other."""
    for view in views(study, language):
        places = compose(view, SIZE).clickable
        assert needed(view) <= set(places)
        assert all(places[target].width >= 20 and places[target].height >= 20 for target in places)
        boxes = list(places.items())
        overlapping = {(a, b) for n, (a, one) in enumerate(boxes) for b, other in boxes[:n] if one.overlaps(other)}
        assert set() == overlapping
        if isinstance(view, FixationView) or (isinstance(view, EventView | BaseRateView) and not view.footer):
            assert {} == places


def needed(view: View) -> set[Target]:
    match view:
        case QuestionView(scale=scale):
            digits = {Target.digit(digit) for digit in "0123456789"} | {Target.ERASE}
            return {Target.CONFIRM} | (digits if scale.input is AnswerInput.TYPED else set())
        case ChoiceView(options=options):
            return {Target.CONFIRM, *(Target.option(n) for n in range(1, len(options) + 1))}
        case PauseView():
            return {Target.GO_ON, Target.END, *(Target.option(n) for n in range(1, len(AbortReason) + 1))}
        case PageView(footer=footer) | EventView(footer=footer) | BaseRateView(footer=footer) if footer:
            return {Target.GO_ON}
    return set()


def click(target: Target | None, time_s: float = 1.0) -> Pointer:
    return Pointer(time_s, PointerAct.DOWN, None, target)


@pytest.mark.parametrize("target", [None, *Target])
def test_a_click_means_what_it_stands_on(target: Target | None) -> None:
    """What goes on and what goes back turn pages, what is on no page does nothing there."""
    turned = {Target.GO_ON: 1, Target.CONFIRM: 1, Target.BACK: -1}.get(target, 0) if target else 0
    assert turned == PageTurn(may_go_back=True).take(click(target)).turned
    assert (turned == 1) == GoOn().take(click(target)).complete


def test_the_end_of_a_session_takes_two_clicks() -> None:
    """Without a reason nothing ends."""
    assert PauseChoice() == PauseChoice().take(click(Target.END))
    assert PauseChoice(chosen=2, end=True) == PauseChoice().take(click(Target.OPTION_2)).take(click(Target.END))


def test_a_double_click_skips_no_screen() -> None:
    """The second click of a double click falls on the same place of the next screen, and does nothing there."""
    page = PageTurn(may_go_back=True).begun(1.016, Ended(click(Target.GO_ON)))
    assert not page.take(click(Target.GO_ON, 1.0 + DOUBLE_CLICK_S - 0.01)).complete
    assert page.take(click(Target.GO_ON, 1.01 + DOUBLE_CLICK_S)).complete


def test_only_a_press_of_the_button_clicks() -> None:
    """Where a drag passes over a button, or ends on one, nothing is clicked."""
    for act in (PointerAct.MOVE, PointerAct.UP):
        assert not GoOn().take(Pointer(1.0, act, 0.5, Target.GO_ON)).complete


class PausesWithTheMouse(WithTheMouse):
    """Asks for a pause at the first screen (with Escape: that is the experimenter's), and ends it with clicks."""

    def __init__(self, *clicks: Target) -> None:
        super().__init__()
        self._clicks, self._paused = clicks, False

    def act(self, observation: Observation) -> Sequence[Action]:
        if isinstance(observation.view, PauseView):
            return [Action(1.0 + n, target) for n, target in enumerate(self._clicks)]
        if not self._paused:
            self._paused = True
            return [Action(0.5, Key.ESCAPE)]
        return super().act(observation)


@pytest.mark.parametrize("clicks", [(Target.GO_ON,), (Target.OPTION_2, Target.GO_ON), (Target.END, Target.GO_ON)])
def test_a_pause_is_left_with_the_mouse(clicks: tuple[Target, ...]) -> None:
    """A pause goes on by a click, whether a reason is chosen or not."""
    account = conducted(small_copy("demo"), PausesWithTheMouse(*clicks))
    assert 1 == len(account.launches)


def test_a_session_is_ended_with_the_mouse() -> None:
    """A reason and the button below it end the session for that reason."""
    small = small_copy("demo")
    account = until_complete(
        small.study,
        lambda launch: PausesWithTheMouse(Target.OPTION_3, Target.END) if launch == 1 else WithTheMouse(),
        arm=small.arm,
        visit=small.visit,
    )
    assert 2 == len(account.launches)
    reasons = [json.loads(entry.model_dump_json()).get("reason") for entry in account.launches[0]]
    assert str(list(AbortReason)[2]) in reasons

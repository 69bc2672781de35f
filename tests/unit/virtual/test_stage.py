"""The virtual stage keeps time as a display does: in whole frames, and only forwards."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiment.format.vocabulary import Confirmation, EndedBy
from experiment.layout.views import Blank, FixationView, PageView
from experiment.task.answers import GoOn, NoAnswer, TypedAnswer
from experiment.task.inputs import Key
from experiment.task.participant import Action, Observation
from experiment.task.stage import Frames
from experiment.virtual.display import VirtualDisplay, display_of
from experiment.virtual.stage import NobodyAnswers, VirtualStage

FRAME_S = 1 / 60
PAGE = PageView("Read this.", ())
ACTIONS = st.lists(
    st.builds(Action, st.floats(0, 3, allow_nan=False), st.sampled_from(Key)), max_size=12
)  # fmt: skip
REFRESH_HZ = st.sampled_from([59.94, 60.0, 75.0, 120.0, 144.0])


class Acts:
    """A participant that does on each screen what it was told beforehand, and remembers what it saw."""

    def __init__(self, *screens: Sequence[Action]) -> None:
        self._screens = iter(screens)
        self.seen: list[Observation] = []

    def act(self, observation: Observation) -> Sequence[Action]:
        self.seen.append(observation)
        return next(self._screens, ())


def in_frames(seconds: float, frame_s: float = FRAME_S) -> float:
    return seconds / frame_s


@given(
    st.lists(st.tuples(st.floats(0.001, 3.0), ACTIONS), min_size=1, max_size=12),
    REFRESH_HZ,
    st.sampled_from(Confirmation),
)
def test_onsets_are_refreshes_and_never_go_back(
    screens: list[tuple[float, list[Action]]], refresh_hz: float, confirm: Confirmation
) -> None:
    """Whatever is pressed, every onset is a whole number of frames, and each screen is on for one at least."""
    frame_s = 1 / refresh_hz
    stage = VirtualStage(Acts(*(actions for _, actions in screens)), VirtualDisplay(frame_s))
    onsets = []
    for duration_s, _ in screens:
        onsets.append(stage.show(PAGE).onset_s)
        stage.listen(TypedAnswer(3, 77, confirm), duration_s)
    onsets.append(stage.show(Blank()).onset_s)
    assert [round(in_frames(onset, frame_s)) for onset in onsets] == pytest.approx(
        [in_frames(onset, frame_s) for onset in onsets]
    )
    assert all(in_frames(after - before, frame_s) > 0.99 for before, after in pairwise(onsets))


@given(st.floats(0.001, 10.0), st.floats(0, 5), REFRESH_HZ)
def test_a_timed_screen_lasts_its_duration_in_whole_frames(
    duration_s: float, started_s: float, refresh_hz: float
) -> None:
    """A duration is rounded to frames, whenever the screen begins; the shortest is one frame."""
    frame_s = 1 / refresh_hz
    stage = VirtualStage(Acts([Action(started_s, Key.SPACE)]), VirtualDisplay(frame_s))
    stage.show(PAGE)
    stage.listen(GoOn(), None)
    onset_s = stage.show(FixationView()).onset_s
    assert EndedBy.TIME is stage.listen(NoAnswer(), duration_s).ended_by
    lasted_s = stage.show(Blank()).onset_s - onset_s
    assert max(1, round(in_frames(duration_s, frame_s))) == pytest.approx(in_frames(lasted_s, frame_s))


@given(st.integers(1, 600))
def test_half_a_frame_is_rounded_as_the_plan_is(frames: int) -> None:
    """A duration half-way between two refreshes lasts what the rounded plan says."""
    duration_s = (frames + 0.5) * FRAME_S
    stage = VirtualStage(Acts())
    onset_s = stage.show(FixationView()).onset_s
    stage.listen(NoAnswer(), duration_s)
    lasted_s = stage.show(Blank()).onset_s - onset_s
    assert round(in_frames(duration_s)) == round(in_frames(lasted_s))


def test_an_answer_ends_the_screen_at_the_next_refresh() -> None:
    """The press that goes on is followed by the next screen within one frame."""
    stage = VirtualStage(Acts([Action(0.4, Key.SPACE)]))
    stage.show(PAGE)
    heard = stage.listen(GoOn(), 5.0)
    assert EndedBy.ANSWER == heard.ended_by
    assert [0.4] == [press.time_s for press in heard.inputs]
    assert 24 == round(in_frames(stage.show(Blank()).onset_s))


@given(ACTIONS)
def test_presses_are_heard_in_the_order_of_their_times(actions: list[Action]) -> None:
    """However a participant lists its presses, they are heard as they were made."""
    stage = VirtualStage(Acts(actions))
    stage.show(PAGE)
    times = [press.time_s for press in stage.listen(NoAnswer(), 10.0).inputs]
    assert sorted(times) == times


@given(ACTIONS, st.floats(0.05, 3.0), st.sampled_from(Confirmation))
def test_every_press_before_the_next_screen_belongs_to_this_one(
    actions: list[Action], duration_s: float, confirm: Confirmation
) -> None:
    """What was pressed between two onsets was either listened to or is told as earlier, once; the rest never was."""
    stage = VirtualStage(Acts(actions, actions))
    for _ in range(2):
        onset_s = stage.show(PAGE).onset_s
        heard = stage.listen(TypedAnswer(3, 77, confirm), duration_s).inputs
        shown = stage.show(Blank())
        told = [press.time_s for press in (*heard, *shown.earlier)]
        assert all(time_s <= shown.onset_s for time_s in told)
        made = sorted(onset_s + action.after_s for action in actions)
        assert [time_s for time_s in made if time_s < shown.onset_s] == [t for t in told if t < shown.onset_s]


def test_a_press_in_the_last_frame_comes_with_the_next_screen() -> None:
    """The last look at the keyboard is a frame before the end; a later press is not lost."""
    stage = VirtualStage(Acts([Action(0.98, Key.DIGIT_4), Action(0.99, Key.DIGIT_5), Action(1.01, Key.DIGIT_6)]))
    stage.show(PAGE)
    heard = stage.listen(TypedAnswer(3, 77, Confirmation.ENTER), 1.0)
    assert [Key.DIGIT_4] == [press.key for press in heard.inputs]
    assert [Key.DIGIT_5] == [press.key for press in stage.show(Blank()).earlier]
    assert () == stage.show(Blank()).earlier


@pytest.mark.parametrize("duration_s", [None, 5.0])
def test_a_number_whose_last_digit_confirms_ends_the_screen_after_its_wait(duration_s: float | None) -> None:
    """The screen ends at the refresh after the wait, though nothing is pressed then, and a later press is not heard."""
    stage = VirtualStage(Acts([Action(0.5, Key.DIGIT_4), Action(0.6, Key.DIGIT_5), Action(1.5, Key.DIGIT_6)]))
    stage.show(PAGE)
    heard = stage.listen(TypedAnswer(3, 77, Confirmation.AUTO), duration_s)
    assert (EndedBy.ANSWER, 2) == (heard.ended_by, len(heard.inputs))
    assert 60 == round(in_frames(stage.show(Blank()).onset_s))


def test_presses_after_the_end_are_not_heard() -> None:
    """What a participant would have pressed after an answer and the next onset never happens."""
    stage = VirtualStage(Acts([Action(0.502, Key.SPACE), Action(0.51, Key.DIGIT_1), Action(0.9, Key.DIGIT_2)]))
    stage.show(PAGE)
    assert [Key.SPACE] == [press.key for press in stage.listen(GoOn(), None).inputs]
    assert [Key.DIGIT_1] == [press.key for press in stage.show(FixationView()).earlier]
    assert () == stage.listen(NoAnswer(), 1.0).inputs


@pytest.mark.parametrize("refreshes", [1, 3])
def test_a_screen_that_stands_is_on_for_so_many_refreshes_more(refreshes: int) -> None:
    """Whoever waits for something beside the screen sees the next one as much later as that took."""
    stage = VirtualStage(Acts())
    onset_s = stage.show(PAGE).onset_s
    for _ in range(refreshes):
        stage.stand()
    assert in_frames(stage.show(Blank()).onset_s - onset_s) == pytest.approx(1 + refreshes)


def test_nobody_answers() -> None:
    """A screen that waits for a participant who never does what it asks for is an error, not an endless wait."""
    stage = VirtualStage(Acts([Action(1.0, Key.OTHER)]))
    stage.show(PAGE)
    with pytest.raises(NobodyAnswers):
        stage.listen(GoOn(), None)


def test_the_participant_sees_the_screen_and_its_limit() -> None:
    """A participant is asked once a screen, with the view and how long it stays."""
    participant = Acts()
    stage = VirtualStage(participant)
    stage.show(FixationView())
    stage.listen(NoAnswer(), 0.5)
    assert [Observation(FixationView(), 0.5)] == participant.seen


def test_the_display_keeps_time() -> None:
    """No frame is ever dropped, and the longest interval is one frame."""
    assert Frames(dropped=0, longest_s=FRAME_S) == VirtualStage(Acts()).take_frames()


@given(st.integers(0, 1000), st.lists(st.floats(0.001, 3.0), min_size=2, max_size=12))
def test_flips_of_a_display_that_is_drawn_scatter_and_are_never_before_their_refresh(
    seed: int, durations_s: list[float]
) -> None:
    """As stamps of real flips do: none is on the grid, none is farther from it than half a millisecond, the first comes
    after the launch has begun, and a timed screen lasts its duration in whole frames to as much."""
    display = display_of(seed)
    stage = VirtualStage(Acts(), display)
    onsets = []
    for duration_s in durations_s:
        onsets.append(stage.show(PAGE).onset_s)
        stage.listen(NoAnswer(), duration_s)
    onsets.append(stage.show(Blank()).onset_s)
    off = [(one - display.first_s) % display.frame_s for one in onsets]
    assert 0.5 <= onsets[0]
    assert all(0 < one < 0.0005 for one in off)
    assert len(set(off)) == len(off)
    for duration_s, begins, ends in zip(durations_s, onsets[:-1], onsets[1:], strict=True):
        frames = max(1, round(duration_s / display.frame_s))
        assert abs(ends - begins - frames * display.frame_s) < 0.0005
    assert display.frame_s != stage.take_frames().longest_s < display.frame_s + 0.0005


def test_the_same_launch_has_the_same_display() -> None:
    """Whatever is drawn of it hangs on what it is for."""
    one, other, another = (display_of(*purpose) for purpose in ((1, "a", 1), (1, "a", 1), (1, "a", 2)))
    assert [one.stamp_s(n) for n in range(9)] == [other.stamp_s(n) for n in range(9)]
    assert (one.frame_s, one.first_s) != (another.frame_s, another.first_s)

"""Every view has its place for everything: nothing overlaps, nothing leaves the screen."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from experiment.format.scale import AnswerScale
from experiment.format.vocabulary import AnswerInput, Confirmation, EstimationPhase, Question
from experiment.layout.compose import compose
from experiment.layout.composition import Box, Composition
from experiment.layout.size import Size
from experiment.layout.targets import Target
from experiment.layout.text_block import DoesNotFit
from experiment.layout.views import (
    BaseRateView,
    Blank,
    ChoiceView,
    EventView,
    FixationView,
    Hint,
    NoRateView,
    Notice,
    PageView,
    PauseView,
    QuestionView,
    View,
)
from tests.instruments.room_for_all import assert_room_for_everything
from tests.unit.layout.shipped_views import SHIPPED, SIZES, own_views, views

SCREENS = [*SIZES, Size(1280, 1024), Size(640, 480), Size(3840, 2160), Size(2560, 1080)]


@pytest.mark.parametrize(("study", "language"), SHIPPED)
@pytest.mark.parametrize("size", SCREENS, ids=str)
def test_nothing_overlaps_or_leaves_the_screen(study: str, language: str, size: Size) -> None:
    """Whatever a session may show, with each notice, every box is on the screen and no two share a pixel."""
    for view in own_views(study, language):
        assert_room_for_everything(compose(view, size), size)


TEXT = st.integers(1, 45).map(
    lambda words: " ".join(("Événement", "jaune", "de", "Ĝj", "à")[n % 5] for n in range(words))
)
PERCENTAGE = st.sampled_from(["%", "\u00a0%", "\u00a0pour\u00a0cent", ""])
FOOTER = st.lists(st.builds(Hint, TEXT, st.none() | st.sampled_from([Target.GO_ON, Target.BACK])), max_size=3).map(
    tuple
)
VIEW = st.one_of(
    st.builds(
        QuestionView,
        question=st.just(Question.SELF),
        phase=st.just(EstimationPhase.FIRST),
        event_id=st.just("x"),
        event_text=TEXT,
        question_text=TEXT,
        scale=st.builds(
            AnswerScale,
            minimum=st.just(0),
            maximum=st.sampled_from([9, 77, 100]),
            input=st.sampled_from(AnswerInput),
            confirm=st.sampled_from(Confirmation),
        ),
        ends=st.none() | st.tuples(TEXT, TEXT),
        figure=st.builds("{}{{value}}{}".format, PERCENTAGE, PERCENTAGE),
        hint=TEXT,
        nothing_given=TEXT,
        out_of_range=TEXT,
        not_whole=TEXT,
        footer=FOOTER,
    ),
    st.builds(EventView, st.just("x"), TEXT, st.just(12), st.none() | TEXT, FOOTER),
    st.builds(NoRateView, st.just("x"), TEXT, TEXT, FOOTER),
    st.builds(BaseRateView, st.just("x"), TEXT, st.just(12), TEXT, PERCENTAGE.map("12{}".format), FOOTER),
    st.builds(PageView, st.lists(TEXT, min_size=1, max_size=4).map("\n\n".join), FOOTER),
    st.builds(ChoiceView, TEXT, st.lists(TEXT, min_size=2, max_size=4).map(tuple), TEXT, FOOTER),
    st.builds(
        PauseView,
        TEXT,
        TEXT,
        TEXT,
        TEXT,
        TEXT,
        TEXT,
        st.lists(TEXT, min_size=4, max_size=4).map(tuple),
        TEXT,
    ),
)


@settings(deadline=None, derandomize=True, max_examples=500)
@given(view=VIEW, size=st.sampled_from(SCREENS))
def test_any_text_has_room_or_is_refused(view: View, size: Size) -> None:
    """Whatever the words, either they do not fit and that is said, or they stand on the screen without overlapping."""
    try:
        composition = compose(view, size)
    except DoesNotFit:
        return
    assert_room_for_everything(composition, size)


@pytest.mark.parametrize("kind", [Blank, FixationView, EventView, QuestionView, BaseRateView, PageView, PauseView])
def test_every_kind_of_view_is_among_them(kind: type[View]) -> None:
    """The views of a whole plan leave out no kind of view."""
    assert any(isinstance(view, kind) for view in views("ketamine", "fr"))


def first(kind: type[View], language: str = "en") -> View:
    return next(view for view in views("ketamine", language) if isinstance(view, kind))


def single_spaced(text: str) -> str:
    """Where a line may be broken there is one space, however many were typed."""
    return re.sub(" +", " ", text)


def words(composition: Composition) -> str:
    """What always stands there, and until something is chosen."""
    buttons = [button.lines for button in composition.buttons if button.when.holds(chosen=False)]
    lines = [*composition.lines, *composition.until_chosen, *(line for words in buttons for line in words)]
    return " ".join(line.text for line in lines)


def question_of(study: str) -> QuestionView:
    """The first question of a study, typed or on a slider as it says."""
    return next(view for view in views(study, "fr") if isinstance(view, QuestionView))


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_the_figures_of_a_typed_rating_mean_stays_beside_a_notice(size: Size, language: str) -> None:
    """Whoever is told to type a number can see which end of the scale is which."""
    ratings = [view for view in views("original", language) if isinstance(view, QuestionView) and view.ends]
    assert ratings
    for rating in ratings:
        captions = compose(rating, size).captions
        for notice in Notice:
            if notice in captions:
                assert single_spaced(rating.hint) in " ".join(line.text for line in captions[notice])


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_the_words_of_a_view_are_all_there(size: Size) -> None:
    """No word is lost on the way to the screen."""
    estimate = question_of("original")
    placed = compose(estimate, size)
    for text in (estimate.event_text, estimate.question_text):
        assert single_spaced(text) in words(placed)
    for hint in estimate.footer:
        assert single_spaced(hint.text) in words(placed)
    shown = {notice: " ".join(line.text for line in lines) for notice, lines in placed.captions.items()}
    assert {
        None: estimate.hint,
        Notice.NOTHING_GIVEN: estimate.nothing_given,
        Notice.OUT_OF_RANGE: estimate.out_of_range,
        Notice.NOT_WHOLE: estimate.not_whole,
    } == shown
    rate = first(BaseRateView)
    assert f"{rate.event_text} {rate.caption} {rate.base_rate_text}" == words(compose(rate, size))
    pause = first(PauseView)
    reasons = [single_spaced(label) for label in pause.options]
    assert [*reasons, single_spaced(pause.where)] == [line.text for line in compose(pause, size).lines[-5:]]
    page = first(PageView)
    assert page.text.replace("\n\n", " ") in words(compose(page, size))


@pytest.mark.parametrize("size", SCREENS, ids=str)
def test_lines_are_in_the_middle(size: Size) -> None:
    """Event, question, rate and fixation cross stand in the middle of the screen, to the pixel."""
    for kind in (EventView, BaseRateView, FixationView):
        placed = compose(first(kind), size)
        for box in placed.boxes():
            if kind is not FixationView:
                assert abs((box.left + box.right) - size.width) <= 1
    cross = compose(FixationView(), size).boxes()
    assert abs(min(box.left for box in cross) + max(box.right for box in cross) - size.width) <= 1
    assert abs(min(box.top for box in cross) + max(box.bottom for box in cross) - size.height) <= 1


@pytest.mark.parametrize(("maximum", "digits"), [(9, 1), (77, 2), (100, 3)])
def test_an_entry_has_a_slot_for_every_digit(maximum: int, digits: int) -> None:
    """There are as many slots as the largest answer has digits, side by side on one line."""
    estimate = question_of("original")
    view = replace(estimate, scale=replace(estimate.scale, maximum=maximum))
    boxes = compose(view, SIZES[0]).digit_boxes
    assert digits == len(boxes.slots)
    assert 1 == len({(slot.top, slot.width, slot.height) for slot in boxes.slots})


def test_only_a_question_has_an_entry() -> None:
    """No other view shows a place to type."""
    with_boxes = {type(view) for view in views("original", "fr") if compose(view, SIZES[0]).digit_boxes is not None}
    assert {QuestionView} == with_boxes


HINT = Hint("x", Target.CONFIRM)
ESTIMATE = QuestionView(
    question=Question.SELF,
    phase=EstimationPhase.FIRST,
    event_id="x",
    event_text="x",
    question_text="x",
    scale=AnswerScale(3, 77, AnswerInput.TYPED, Confirmation.ENTER),
    figure="{value}%",
    ends=None,
    hint="x",
    nothing_given="x",
    out_of_range="x",
    not_whole="x",
    footer=(HINT,),
)
LONG = "words that go on and on " * 30


@pytest.mark.parametrize(
    "view",
    [
        *(
            replace(ESTIMATE, **{name: LONG})
            for name in ("event_text", "question_text", "hint", "nothing_given", "out_of_range", "not_whole")
        ),
        *(replace(ESTIMATE, footer=(Hint(LONG, target),)) for target in (None, Target.CONFIRM)),
        replace(ESTIMATE, footer=(HINT,) * 100),
        EventView("x", LONG, None, None, ()),
        EventView("x", "x", 12, LONG, ()),
        EventView("x", "x", None, None, (Hint(LONG, Target.GO_ON),)),
        NoRateView("x", LONG, "x", ()),
        NoRateView("x", "x", LONG, ()),
        BaseRateView("x", LONG, 12, "x", "12%", ()),
        BaseRateView("x", "x", 12, LONG, "12%", ()),
        BaseRateView("x", "x", 12, "x", "12\u00a0per\u00a0cent\u00a0exactly", ()),
        PageView(LONG * 3, ()),
        PageView("\n\n".join(["x"] * 20), ()),
    ],
    ids=lambda view: type(view).__name__,
)
def test_what_does_not_fit_is_said(view: View) -> None:
    """A text that is too long for its place is refused, never cut or drawn over something else."""
    with pytest.raises(DoesNotFit):
        compose(view, Size(1024, 768))


@pytest.mark.parametrize("text", ["title", "text", "go_on", "go_on_yet", "how_to_end", "end"])
def test_the_pause_screen_says_what_does_not_fit(text: str) -> None:
    """The same for each line of the pause screen, and for its reasons."""
    pause = first(PauseView)
    with pytest.raises(DoesNotFit):
        compose(replace(pause, **{text: LONG}), SIZES[0])
    _, *others = pause.options
    with pytest.raises(DoesNotFit):
        compose(replace(pause, options=(LONG, *others)), SIZES[0])


@pytest.mark.parametrize(
    ("one", "other", "overlap"),
    [
        (Box(0, 0, 10, 10), Box(9, 9, 5, 5), True),
        (Box(0, 0, 10, 10), Box(10, 0, 5, 5), False),
        (Box(0, 0, 10, 10), Box(0, 10, 5, 5), False),
        (Box(0, 0, 10, 10), Box(2, 2, 3, 3), True),
        (Box(0, 0, 10, 10), Box(0, 0, 10, 10), True),
        (Box(0, 0, 10, 10), Box(20, 20, 1, 1), False),
    ],
)
def test_boxes_overlap_if_they_share_a_pixel(one: Box, other: Box, overlap: bool) -> None:
    """Touching is not overlapping, and the answer does not depend on who is asked."""
    assert overlap == one.overlaps(other)
    assert overlap == other.overlaps(one)

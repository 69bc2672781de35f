"""A session screen by screen: in its order, with what it has and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from experiment.config.load import Study
from experiment.design.session_views import named_views
from experiment.design.walkthrough import EndedWith, Scene, Stands, answers_to, scenes, scenes_besides, visit_plans
from experiment.format.vocabulary import SessionPart
from experiment.layout.views import Blank, EventView, Notice, QuestionView
from tests.instruments.small_study import small_study


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Study:
    """A study with everything: practice, check, two phases with breaks, retest events, questions at the end."""
    folder = tmp_path_factory.mktemp("study")
    asked = ("memory", "vividness")
    return small_study(folder, events=4, comprehension=True, afterwards=asked, retest=1, answer_input="slider")


def walked(study: Study, visit: int = 0) -> list[Scene]:
    return list(scenes(study, visit_plans(study, "en")[visit]))


def test_the_screens_are_in_the_order_of_the_session(study: Study) -> None:
    """Pages, practice, check, the trials of each phase with their break, the questions at the end, the closing page."""
    parts = list(dict.fromkeys(scene.part for scene in walked(study)))
    assert [
        SessionPart.INSTRUCTIONS,
        SessionPart.PRACTICE,
        SessionPart.COMPREHENSION,
        SessionPart.FIRST_ESTIMATES,
        SessionPart.SECOND_ESTIMATES,
        SessionPart.AFTERWARDS,
        SessionPart.CLOSING,
    ] == parts


def test_a_phase_has_its_own_screens_again(study: Study) -> None:
    """The second phase stands there whole, event and fixation too, though the first has screens of the same look."""
    second = [
        scene.name for scene in walked(study) if scene.part is SessionPart.SECOND_ESTIMATES and not scene.of_retest
    ]
    assert ["page second_phase", "second_estimate fixation", "second_estimate event", "second_estimate self"] == second


def test_a_rate_stands_where_the_session_has_one(study: Study) -> None:
    """The reminder is on the event of the second phase alone, and not in a retest trial, which has its own screens."""
    with_rate = {
        (scene.name, scene.of_retest)
        for scene in walked(study)
        if isinstance(scene.view, EventView) and scene.view.base_rate_pct is not None
    }
    assert {("second_estimate event", False)} == with_rate
    assert "first_estimate no_rate" in {scene.name for scene in walked(study) if scene.of_retest}


def test_every_view_of_a_session_is_there(study: Study) -> None:
    """Whatever a session can show is in its walk under the name it has, or beside it: but for the empty screen."""
    for plan in visit_plans(study, "en"):
        shown = {scene.name for scene in (*scenes(study, plan), *scenes_besides(plan))}
        assert {"blank", "pause escape"} == {name for name, _ in named_views(plan)} - shown
        assert {type(view) for _, view in named_views(plan)} - {Blank} == {
            type(scene.view) for scene in (*scenes(study, plan), *scenes_besides(plan))
        }


def test_each_screen_says_how_long_it_stands(study: Study) -> None:
    """Durations are those of the study file, drawn ones with both ends; a question has its deadline, a page none."""
    stands = {scene.name: scene.stands for scene in walked(study)}
    assert Stands(EndedWith.TIME, (0.05, 0.1)) == stands["first_estimate fixation"]
    assert Stands(EndedWith.TIME, (0.05, 0.05)) == stands["second_estimate fixation"]
    assert Stands(EndedWith.CONFIRMED, at_most_s=2.0) == stands["first_estimate self"]
    assert Stands(EndedWith.CONFIRMED) == stands["afterwards vividness"]
    assert Stands(EndedWith.CHOSEN) == stands["check figure"]
    assert Stands(EndedWith.GO_ON) == stands["page welcome"]


def test_how_often_a_screen_comes_is_counted(study: Study) -> None:
    """A trial of four events comes four times in its phase, the practice once, a retest trial once."""
    times = {(scene.name, scene.part, scene.of_retest): scene.times for scene in walked(study)}
    assert 4 == times["first_estimate self", SessionPart.FIRST_ESTIMATES, False]
    assert 1 == times["first_estimate self", SessionPart.FIRST_ESTIMATES, True]
    assert 1 == times["first_estimate self", SessionPart.PRACTICE, False]
    assert 4 == times["afterwards memory", SessionPart.AFTERWARDS, False]


def test_a_visit_has_its_own_screens(study: Study) -> None:
    """A visit that asks nothing at the end has no such screens, and all the others."""
    first, other = ({scene.kind for scene in walked(study, visit)} for visit in (0, 1))
    assert set() == other - first
    assert {SessionPart.AFTERWARDS} == {kind[1] for kind in first - other}


def test_a_notice_stands_with_what_brings_it(study: Study) -> None:
    """“Out of range” is said to digits that are out of range, in whatever range a question has."""
    for scene in answers_to(walked(study)):
        if scene.state.notice is Notice.OUT_OF_RANGE:
            assert isinstance(scene.view, QuestionView)
            low, high = scene.view.scale.minimum, scene.view.scale.maximum
            assert not low <= int(scene.state.digits) <= high


def test_a_range_that_takes_every_number_has_no_such_notice(tmp_path: Path) -> None:
    """Where every number that can be typed is an answer, as from 0 to 99, nothing can be out of range."""
    study = small_study(tmp_path, answer_input="slider")
    text = (tmp_path / "study.yaml").read_text(encoding="utf-8")
    (tmp_path / "study.yaml").write_text(
        text.replace("minimum_pct: 3, maximum_pct: 77", "minimum_pct: 0, maximum_pct: 99")
    )
    from experiment.config.load import load_study

    study = load_study(tmp_path / "study.yaml")
    notices = {scene.state.notice for scene in answers_to(walked(study))}
    assert {None, Notice.NOTHING_GIVEN, Notice.NOT_WHOLE} == notices

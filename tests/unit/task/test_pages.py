"""Pages are turned forward and back, and an interruption leaves the open one open."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiment.config.load import Study
from experiment.layout.targets import Target
from experiment.layout.views import Hint, PageView, PauseView
from experiment.task.answers import PageTurn
from experiment.task.inputs import Key, KeyPress
from experiment.task.participant import Action, Observation
from experiment.virtual.participants import ScriptedParticipant
from tests.instruments.small_study import small_study
from tests.unit.task.sessions import until_complete


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Study:
    """Three pages in a row: welcome, practice … bound together, for there is nothing between them."""
    return small_study(tmp_path_factory.mktemp("study"), events=1, practice=1)


class Turns(ScriptedParticipant):
    """Turns the first pages with these keys, and then goes on."""

    def __init__(self, *keys: Key) -> None:
        super().__init__()
        self._keys = list(keys)

    def act(self, observation: Observation) -> Sequence[Action]:
        if isinstance(observation.view, PageView) and self._keys:
            return [Action(0.5, self._keys.pop(0)), Action(3.0, Key.SPACE)]
        return super().act(observation)


def pages_read(study: Study, *keys: Key) -> list[str]:
    """Say which pages were shown before the first trial, by their first words; and the pauses."""
    views = until_complete(study, lambda _: Turns(*keys)).witness.views
    read = []
    for view in views:
        if isinstance(view, PageView):
            read.append(view.text.split()[0])
        elif isinstance(view, PauseView):
            read.append("pause")
        else:
            return read
    raise AssertionError("there was no trial")


@pytest.mark.parametrize(
    ("keys", "read"),
    [
        ([Key.SPACE, Key.SPACE], ["Bonjour,", "Commençons"]),
        ([Key.RIGHT, Key.RIGHT], ["Bonjour,", "Commençons"]),
        ([Key.SPACE, Key.LEFT, Key.SPACE, Key.SPACE], ["Bonjour,", "Commençons", "Bonjour,", "Commençons"]),
        ([Key.LEFT, Key.SPACE], ["Bonjour,", "Commençons"]),  # there is nothing before the first
        ([Key.SPACE, Key.ESCAPE, Key.SPACE], ["Bonjour,", "Commençons", "pause", "Commençons"]),
    ],
)
def test_pages_are_turned_forward_and_back(study: Study, keys: list[Key], read: list[str]) -> None:
    """Space and the right arrow go on, the left arrow goes back, and after a pause the same page is open."""
    assert read == pages_read(study, *keys)


def test_a_page_says_which_it_is_and_how_to_turn_it(study: Study) -> None:
    """Where there are several pages each has its number, and every one but the first says how to go back."""
    views = until_complete(study, lambda _: Turns()).witness.views
    first, second = [view for view in views if isinstance(view, PageView)][:2]
    go_on = Hint("Espace ou Entrée\u00a0: continuer", Target.GO_ON)
    assert (go_on, Hint("1/2")) == first.footer
    assert (Hint("Flèche gauche\u00a0: revenir", Target.BACK), go_on, Hint("2/2")) == second.footer


@given(st.lists(st.sampled_from(Key), max_size=20), st.booleans())
def test_only_these_keys_turn_a_page(keys: list[Key], may_go_back: bool) -> None:
    """A page is turned by the first of Space, Enter, right and (where it may) left, and stays turned."""
    turn = PageTurn(may_go_back)
    for n, key in enumerate(keys):
        turn = turn.take(KeyPress(float(n), key, key.value))
    turning = {Key.SPACE: 1, Key.ENTER: 1, Key.RIGHT: 1} | ({Key.LEFT: -1} if may_go_back else {})
    assert next((turning[key] for key in keys if key in turning), 0) == turn.turned

"""The comprehension check: asked until it is understood, or often enough, and every attempt recorded."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiment.config.load import Study
from experiment.format.journal import ComprehensionAnswered
from experiment.format.vocabulary import Table
from experiment.layout.compose import compose
from experiment.layout.size import Size
from experiment.layout.views import ChoiceView, Notice, PageView, PauseView
from experiment.task.answers import ChoiceAnswer
from experiment.task.inputs import Key, KeyPress
from experiment.task.participant import Action, Observation
from experiment.virtual.participants import ScriptedParticipant
from tests.instruments.failing_disks import Killed
from tests.instruments.small_study import small_study
from tests.unit.design.studies import known, plan
from tests.unit.task.sessions import Account, until_complete


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Study:
    return small_study(tmp_path_factory.mktemp("study"), events=1, practice=0, comprehension=True)


class Chooses(ScriptedParticipant):
    """Gives these answers to the questions of the check, one after the other; at `None` the power goes."""

    def __init__(self, *answers: int | None) -> None:
        super().__init__()
        self._answers = list(answers)

    def act(self, observation: Observation) -> Sequence[Action]:
        if not isinstance(observation.view, ChoiceView):
            return super().act(observation)
        answer = self._answers.pop(0)
        if answer is None:
            raise Killed
        return [Action(0.5, Key(str(answer))), Action(0.7, Key.ENTER)]


def rows_of(account: Account) -> list[tuple[str, ...]]:
    names = ("question", "right_answer", "first_answer", "attempts", "passed")
    found = csv.DictReader(io.StringIO(account.tables[Table.COMPREHENSION].decode(), newline=""))
    return [tuple(row[name] for name in names) for row in found]


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ([1, 3], [("already_happened", "1", "1", "1", "true"), ("figure", "3", "3", "1", "true")]),
        ([2, 1, 3], [("already_happened", "1", "2", "2", "true"), ("figure", "3", "3", "1", "true")]),
        ([2, 3, 1, 2], [("already_happened", "1", "2", "2", "false"), ("figure", "3", "1", "2", "false")]),
    ],
)
def test_a_question_is_asked_until_it_is_right_or_often_enough(
    study: Study, answers: list[int], expected: list[tuple[str, ...]]
) -> None:
    """Each question has one row: the first answer, how many were given, and whether the last was right."""
    account = until_complete(study, lambda _: Chooses(*answers))
    assert expected == rows_of(account)
    assert answers == [entry.chosen for entry in account.entries if isinstance(entry, ComprehensionAnswered)]


def test_the_time_of_an_answer(study: Study) -> None:
    """The response time is from the flip that showed the question to the confirming press: the script's 0.7 s."""
    account = until_complete(study, lambda _: Chooses(1, 3))
    found = csv.DictReader(io.StringIO(account.tables[Table.COMPREHENSION].decode(), newline=""))
    assert [("0.700000", "0.700000")] == list({(row["rt_s"], row["rt_s"]) for row in found})


def test_what_is_said_to_an_answer(study: Study) -> None:
    """A wrong answer is followed by the explanation, the last one also by an offer of help, a right one by its word."""
    account = until_complete(study, lambda _: Chooses(2, 3, 3))
    views = account.witness.views
    pages = [
        after.text for view, after in pairwise(views) if isinstance(view, ChoiceView) and isinstance(after, PageView)
    ]
    wrong = "Ce n’est pas tout à fait cela.\n\nSi l’événement vous est déjà arrivé"
    assert [True, True, False] == [page.startswith(wrong) for page in pages]
    assert [False, True, False] == ["à la personne qui vous accompagne" in page for page in pages]
    assert "C’est exact." == pages[2]


def test_attempts_are_counted_over_a_crash(study: Study) -> None:
    """After a crash between two attempts the question is not asked more often than the study says."""
    launches: list[Callable[[], ScriptedParticipant]] = [lambda: Chooses(2, None), lambda: Chooses(3, 3)]
    account = until_complete(study, lambda launch: launches[launch - 1](), crashes=True)
    assert [("already_happened", "1", "2", "2", "false"), ("figure", "3", "3", "1", "true")] == rows_of(account)


def test_an_explanation_is_read_after_a_pause(study: Study) -> None:
    """Escape on the page that explains a wrong answer brings that page again, before the question is asked again."""

    class Pauses(Chooses):
        pauses = 1

        def act(self, observation: Observation) -> Sequence[Action]:
            view = observation.view
            if self.pauses and isinstance(view, PageView) and view.text.startswith("Ce n’est pas tout à fait cela."):
                self.pauses -= 1
                return [Action(0.2, Key.ESCAPE)]
            return super().act(observation)

    views = until_complete(study, lambda _: Pauses(2, 1, 3)).witness.views
    at = next(n for n, view in enumerate(views) if isinstance(view, PauseView))
    assert views[at - 1] == views[at + 1]
    assert isinstance(views[at + 2], ChoiceView)


KEYS = st.sampled_from([*Key])


@given(st.integers(2, 4), st.lists(KEYS, max_size=20))
def test_a_choice_is_one_of_the_options(options: int, keys: list[Key]) -> None:
    """Whatever is pressed, what is marked is an option, and nothing is confirmed before something is marked."""
    answer = ChoiceAnswer(options)
    for n, key in enumerate(keys):
        before, answer = answer, answer.take(KeyPress(float(n), key, key.value))
        assert answer.chosen is None or 1 <= answer.chosen <= options
        assert not answer.complete or (before.chosen == answer.chosen and answer.chosen is not None)
        if before.complete:
            assert before == answer


@pytest.mark.parametrize(
    ("keys", "chosen"),
    [("3", 3), ("1 2", 2), ("down", 1), ("down down", 2), ("up", 3), ("3 down", 3), ("1 up", 1), ("9", None)],
)
def test_digits_and_arrows_choose(keys: str, chosen: int | None) -> None:
    """A digit marks its option, the arrows mark the next and the one before, from whichever end they begin."""
    answer = ChoiceAnswer(3)
    for n, key in enumerate(keys.split()):
        answer = answer.take(KeyPress(float(n), Key(key), key))
    assert chosen == answer.chosen
    assert not answer.complete


_CHOOSES = {Key.DIGIT_1, Key.DIGIT_2, Key.DIGIT_3, Key.UP, Key.DOWN}
_TYPES_NOTHING = {Key.OTHER, Key.ESCAPE}
_CONFIRMS = {Key.ENTER, Key.SPACE}


@pytest.mark.parametrize("chosen", [None, 1, 3])
@pytest.mark.parametrize("key", [*Key], ids=str)
def test_nothing_typed_is_dropped_in_silence(key: Key, chosen: int | None) -> None:
    """Every key chooses, confirms a choice, types nothing, or brings the notice and takes the choice back."""
    answer = replace(ChoiceAnswer(3), chosen=chosen).take(KeyPress(1.0, key, key.value))
    if key in _TYPES_NOTHING:
        assert replace(ChoiceAnswer(3), chosen=chosen) == answer
    elif key in _CHOOSES:
        assert answer.chosen is not None
        assert answer.notice is None
    elif key in _CONFIRMS and chosen is not None:
        assert (chosen, 1.0) == (answer.chosen, answer.confirmed_s)
    else:
        assert (None, None, Notice.NOTHING_GIVEN) == (answer.chosen, answer.confirmed_s, answer.notice)


@pytest.mark.parametrize("stray", [Key.STRAY, Key.DIGIT_9, Key.DIGIT_0, Key.LEFT, Key.BACKSPACE])
def test_after_a_stray_key_only_a_new_choice_is_confirmed(stray: Key) -> None:
    """Enter after a key that is no answer confirms nothing; the notice goes with the next choice."""
    answer = ChoiceAnswer(3)
    seen = []
    for n, key in enumerate([Key.DIGIT_2, stray, Key.ENTER, Key.DIGIT_1, Key.ENTER]):
        answer = answer.take(KeyPress(float(n), key, key.value))
        seen.append((answer.chosen, answer.complete, answer.notice is not None))
    assert [(2, False, False), (None, False, True), (None, False, True), (1, False, False), (1, True, False)] == seen


@pytest.mark.parametrize(("language", "notice"), [("fr", "de 1 à 3"), ("en", "from 1 to 3")])
def test_the_notice_stands_on_the_screen(language: str, notice: str) -> None:
    """It is among what the screen shows once a key has chosen nothing, with the number of the last answer."""
    wording = plan(known("ketamine"), language=language).wording
    captions = compose(wording.choice("?", ("a", "b", "c")), Size(1280, 1024)).captions
    assert notice in " ".join(line.text for line in captions[Notice.NOTHING_GIVEN])

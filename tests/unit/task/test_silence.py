"""Questions that nobody has put a hand to bring the pause: rates are not shown to nobody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from experiment.config.load import Study
from experiment.format.journal import Answered, PauseBegun, ScreenOver, ScreenShown
from experiment.format.vocabulary import EndedBy, Outcome, PauseReason
from experiment.layout.views import BaseRateView, PauseView, QuestionView
from experiment.task.inputs import Key, KeyPress, KeyRelease
from experiment.task.participant import Action, Observation
from experiment.task.silence import Silence
from experiment.virtual.participants import ScriptedParticipant
from tests.instruments.small_study import small_study
from tests.unit.task.sessions import until_complete


class FallsSilent(ScriptedParticipant):
    """Does nothing at some of the questions, by their place in the session from 1; somebody leaves each pause."""

    def __init__(self, silent: range | set[int], instead: tuple[Key, ...] = ()) -> None:
        super().__init__()
        self._silent = silent
        self._instead = instead
        self._questions = 0
        self.seen: list[type] = []

    def act(self, observation: Observation) -> Sequence[Action]:
        self.seen.append(type(observation.view))
        if isinstance(observation.view, QuestionView):
            self._questions += 1
            if self._questions in self._silent:
                return [Action(0.5, key) for key in self._instead]
        return super().act(observation)


def study(folder: Path, silence_pause: int | None = 3, **choices: object) -> Study:
    loaded = small_study(folder, practice=0, **choices)
    return loaded if silence_pause == 3 else _with(loaded, silence_pause)


def _with(loaded: Study, silence_pause: int | None) -> Study:
    return replace(loaded, file=loaded.file.model_copy(update={"silence_pause": silence_pause}))


def pauses(entries: Sequence[object]) -> list[PauseReason]:
    return [entry.why for entry in entries if isinstance(entry, PauseBegun)]


@pytest.mark.parametrize("most", [1, 2, 3, 5])
def test_so_many_silent_questions_bring_the_pause(tmp_path: Path, most: int) -> None:
    """The pause comes after as many questions in a row as the study says, and says why in the journal."""
    somebody = FallsSilent(range(1, most + 1))
    account = until_complete(study(tmp_path, most, events=12), lambda _: somebody)
    assert [PauseReason.SILENCE] == pauses(account.entries)
    before = somebody.seen[: somebody.seen.index(PauseView)]
    assert most == before.count(QuestionView)


def test_no_rate_is_shown_after_the_silent_question_that_is_one_too_many(tmp_path: Path) -> None:
    """Two silent trials of two questions show one rate, not two: the second trial is presented again."""
    somebody = FallsSilent(range(1, 5))
    account = until_complete(study(tmp_path, events=4), lambda _: somebody)
    before = somebody.seen[: somebody.seen.index(PauseView)]
    assert 1 == before.count(BaseRateView)
    assert ["1", "2"] == [row["attempt"] for row in account.rows[:2]]
    assert ["missed", "missed"] == [account.rows[0]["self_outcome"], account.rows[0]["population_outcome"]]


def test_a_pause_by_silence_comes_again(tmp_path: Path) -> None:
    """Whoever leaves the pause without having mended anything gets it again after as many questions."""
    account = until_complete(study(tmp_path, events=12), lambda _: FallsSilent(range(1, 10)))
    assert 3 * [PauseReason.SILENCE] == pauses(account.entries)


@pytest.mark.parametrize("key", [Key.OTHER, Key.STRAY, Key.DIGIT_4, Key.BACKSPACE])
def test_whoever_presses_anything_is_there(tmp_path: Path, key: Key) -> None:
    """A key that answers nothing still shows that keyboard and participant are there."""
    account = until_complete(study(tmp_path, events=6), lambda _: FallsSilent(range(1, 10), instead=(key,)))
    assert [] == pauses(account.entries)


def test_a_study_may_have_no_such_pause(tmp_path: Path) -> None:
    """With ``silence_pause: null`` all rates are shown, whoever is there."""
    account = until_complete(study(tmp_path, None, events=6), lambda _: FallsSilent(range(1, 100)))
    assert [] == pauses(account.entries)
    assert {"missed"} == {row["self_outcome"] for row in account.rows}


def test_three_is_usual(tmp_path: Path) -> None:
    """A study file that says nothing has the pause after three."""
    assert 3 == small_study(tmp_path).file.silence_pause


def test_a_question_without_a_hand_is_broken_off_not_missed(tmp_path: Path) -> None:
    """The question that brings the pause has no outcome: it is asked again, in the second phase too."""
    for first in (1, 2, 5, 30):
        account = until_complete(study(tmp_path, events=12), lambda _: FallsSilent(range(first, first + 3)))  # noqa: B023
        outcomes = [entry.answer.outcome for entry in account.entries if isinstance(entry, Answered)]
        assert 2 == outcomes.count(Outcome.MISSED)
        ended = [entry.ended_by for entry in account.entries if isinstance(entry, ScreenOver)]
        assert 1 == ended.count(EndedBy.PAUSE_ASKED)
        assert 1 == sum(entry.show == "pause" for entry in account.entries if isinstance(entry, ScreenShown))


press = st.builds(KeyPress, st.floats(0, 9), st.sampled_from(Key), st.just(""))
release = st.builds(KeyRelease, st.floats(0, 9), st.sampled_from(Key), st.just(""))


@given(st.integers(1, 6), st.lists(st.lists(press | release, max_size=2), max_size=40))
@settings(deadline=None)
def test_only_questions_in_a_row_count(most: int, questions: list[list[KeyPress | KeyRelease]]) -> None:
    """Whatever was done when: there is a pause where the last so many had no press, counted from the pause before."""
    silence, in_a_row = Silence(most), 0
    for inputs in questions:
        pressed = any(isinstance(given_, KeyPress) for given_ in inputs)
        in_a_row = 0 if pressed else in_a_row + 1
        assert (in_a_row == most) == silence.after(inputs)
        in_a_row %= most


def test_a_press_in_the_last_frame_or_between_questions_counts() -> None:
    """What is told of later, or done at another screen, shows that somebody is there as well."""
    silence = Silence(2)
    assert not silence.after([])
    silence.heard([KeyPress(1.0, Key.OTHER, "f1")])
    assert not silence.after([])
    assert silence.after([])


def test_whoever_turns_a_page_is_there(tmp_path: Path) -> None:
    """The count begins anew at a page that somebody turns, as at the break in the middle of a phase."""
    account = until_complete(study(tmp_path, events=2), lambda _: FallsSilent(range(1, 5)))
    assert [] == pauses(account.entries)

"""Participants for trying the task out: one that answers as it is told, and one that does anything."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Sequence

from experiment.format.scale import AnswerScale
from experiment.format.vocabulary import (
    AbortReason,
    AfterwardsQuestion,
    AnswerInput,
    Confirmation,
    EstimationPhase,
    Question,
)
from experiment.layout.views import BaseRateView, ChoiceView, EventView, NoRateView, PageView, PauseView, QuestionView
from experiment.task.inputs import Key
from experiment.task.participant import Action, Observation

_SELF_PACED = (PageView, PauseView, EventView, BaseRateView, NoRateView)
"""Screens that may wait for the participant to go on."""

_AGAIN_S = 0.6
"""A press that came too early to count is made again."""

Script = Callable[[QuestionView], int | None]
"""What to answer to a question; ``None``: nothing."""


def fixed_answer(view: QuestionView) -> int:
    """Answer anything, but always the same to the same question about the same event."""
    return fixed_answer_to(view.event_id, view.phase, view.question, view.scale.minimum, view.scale.maximum)


def fixed_answer_to(
    event_id: str, phase: EstimationPhase | None, question: Question | AfterwardsQuestion, minimum: int, maximum: int
) -> int:
    """Return the answer of :func:`fixed_answer` for one question about one event."""
    digest = hashlib.sha256(f"{event_id}/{phase}/{question}".encode()).digest()
    return minimum + int.from_bytes(digest[:4], "big") % (maximum - minimum + 1)


def keys_of(value: int) -> list[Key]:
    """Return the keys that type a value and confirm it."""
    return [*(Key(digit) for digit in str(value)), Key.ENTER]


def keys_on(scale: AnswerScale, value: int) -> list[Key]:
    """Give the keys that answer a question with a value; where the last digit confirms, all of its digits are typed."""
    if scale.input is AnswerInput.TYPED and scale.confirm is Confirmation.AUTO:
        return [Key(digit) for digit in str(value).zfill(len(str(scale.maximum)))]
    return keys_of(value)


class ScriptedParticipant:
    """Answers each question as its script says, always with the same delays.

    Parameters
    ----------
    script
        What to answer.
    first_key_s
        From the onset of a question to the first key.
    between_keys_s
        From key to key.
    page_s
        How long a page is read.
    """

    def __init__(
        self,
        script: Script = fixed_answer,
        first_key_s: float = 0.5,
        between_keys_s: float = 0.12,
        page_s: float = 0.8,
    ) -> None:
        self._script = script
        self._first_key_s = first_key_s
        self._between_keys_s = between_keys_s
        self._page_s = page_s

    def act(self, observation: Observation) -> Sequence[Action]:
        """Type the answer of the script, or go on."""
        view = observation.view
        if isinstance(view, QuestionView):
            value = self._script(view)
            keys = [] if value is None else keys_on(view.scale, value)
            return [Action(self._first_key_s + n * self._between_keys_s, key) for n, key in enumerate(keys)]
        if isinstance(view, ChoiceView):
            return [Action(self._first_key_s, Key.DIGIT_1), Action(self._first_key_s + self._between_keys_s, Key.ENTER)]
        if observation.limit_s is None and isinstance(view, _SELF_PACED):
            return [Action(self._page_s, Key.SPACE), Action(self._page_s + _AGAIN_S, Key.SPACE)]
        return []


class RandomParticipant:
    """Does anything a person might: answers, corrections, misses, keys that mean nothing, keys too early, pauses.

    Parameters
    ----------
    seed
        Of everything it does.
    pauses
        How often it presses Escape, per screen.
    aborts
        How often it ends the session, per pause.
    """

    def __init__(self, seed: int, pauses: float = 0.0, aborts: float = 0.0) -> None:
        self._random = random.Random(seed)
        self._pauses = pauses
        self._aborts = aborts

    def act(self, observation: Observation) -> Sequence[Action]:
        """Press some keys, and in the end the one that is asked for."""
        draw, view, at_s = self._random, observation.view, self._random.lognormvariate(-0.2, 0.5)
        actions: list[Action] = []
        if isinstance(view, PauseView):
            return self._leave_pause(at_s if at_s > _AGAIN_S else _AGAIN_S + at_s / 10)  # too early counts for nothing
        if draw.random() < self._pauses:
            actions.append(Action(draw.uniform(0, 2), Key.ESCAPE))
        if isinstance(view, ChoiceView):
            keys = [Key(str(draw.randint(1, len(view.options)))), draw.choice([Key.ENTER, Key.SPACE])]
        elif isinstance(view, QuestionView):
            misses = draw.random() < 0.04 and observation.limit_s is not None
            keys = [] if misses else self._estimate(view, observation.limit_s is None)
        else:
            keys = [draw.choice(list(_HARMLESS))] if draw.random() < 0.2 else []
            keys += [Key.SPACE] if observation.limit_s is None else []
        for key in keys:
            actions.append(Action(at_s, key))
            at_s += draw.uniform(0.03, 0.4)
        if observation.limit_s is None and not isinstance(view, QuestionView | ChoiceView):
            actions.append(Action(at_s + 1.0, Key.SPACE))  # again, in case the first came too early to count
        return actions

    def _estimate(self, view: QuestionView, surely: bool) -> list[Key]:
        draw = self._random
        keys: list[Key] = []
        if draw.random() < 0.2:  # something out of range, taken back
            highest = 10**view.digits - 1
            wrong = str(draw.randint(view.scale.maximum + 1, highest)) if view.scale.maximum < highest else "0"
            keys += [*(Key(digit) for digit in wrong), Key.ENTER, *[Key.BACKSPACE] * len(wrong)]
        if draw.random() < 0.1:
            keys.append(draw.choice([Key.ENTER, Key.SPACE, Key.OTHER, Key.BACKSPACE]))
        if draw.random() < 0.05:  # something that is no number, taken back
            keys += [Key.STRAY, Key.BACKSPACE]
        value = draw.randint(view.scale.minimum, view.scale.maximum)
        return keys + (keys_of(value) if surely or draw.random() < 0.5 else keys_on(view.scale, value))

    def _leave_pause(self, at_s: float) -> list[Action]:
        if self._random.random() < self._aborts:
            number = self._random.randint(1, len(AbortReason))
            return [Action(at_s, Key(str(number))), Action(at_s + 0.4, Key.ENTER)]
        return [Action(at_s, Key.SPACE)]


_HARMLESS = (Key.DIGIT_5, Key.BACKSPACE, Key.STRAY, Key.OTHER)

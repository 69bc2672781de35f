"""The answers of a run as they stood from moment to moment, made again by feeding their inputs to the same machines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeAlias

from experiment.format.journal import (
    JournalEntry,
    KeyPressed,
    MouseUsed,
    ScreenOver,
    ScreenShown,
    SliderMoved,
    StoodStill,
)
from experiment.format.vocabulary import EndedBy
from experiment.layout.answer_state import AnswerState
from experiment.layout.targets import Target
from experiment.layout.views import ChoiceView, PauseView, QuestionView, View
from experiment.task.answers import NOTHING, Answer, ChoiceAnswer, NumberAnswer, PauseChoice, SelfPaced, answer_on
from experiment.task.carry_over import Ended
from experiment.task.gaps import Standstill
from experiment.task.inputs import Input, Key, KeyPress, KeyRelease, Pointer, PointerAct
from experiment.task.last_answer import ended_with, still_typing
from experiment.task.session import PAUSE_AT_LEAST_S
from experiment.task.stage import Listening, end_s, is_escape

Done: TypeAlias = KeyPressed | MouseUsed | SliderMoved
"""What the journal tells of the participant's hands."""

States: TypeAlias = tuple[tuple[float, AnswerState], ...]
"""How an answer was seen, each with the time since when."""

_ARROWS = (Key.LEFT, Key.RIGHT, Key.UP, Key.DOWN)


class AnsweredAgain:
    """The answers of a launch, one screen after the other: each is told how the one before ended.

    Parameters
    ----------
    frame_s
        The refresh period of the display.
    """

    def __init__(self, frame_s: float) -> None:
        self._frame_s = frame_s
        self._ended: Ended | None = None

    def on(
        self, shown: ScreenShown, view: View, rest: Sequence[JournalEntry], may_go_on: bool
    ) -> tuple[tuple[Done, ...], States]:
        """Answer a screen again.

        Parameters
        ----------
        shown, view
            Which screen.
        rest
            What the journal tells from then until the next screen.
        may_go_on
            Whether a pause can be ended, as nothing is amiss.

        Returns
        -------
        tuple
            What was done, and how the answer was seen.
        """
        done = tuple(entry for entry in rest if isinstance(entry, KeyPressed | MouseUsed | SliderMoved))
        heard, late = self._listening(shown, view, rest, may_go_on), list[Input]()
        marker = view.scale.start if isinstance(view, QuestionView) else None
        states = [(shown.t_s, heard.answer.state)]
        over = next((entry for entry in rest if isinstance(entry, ScreenOver)), None)
        in_time = heard.answer
        for entry in sorted(done, key=lambda entry: entry.t_s):
            if isinstance(entry, SliderMoved):
                marker = entry.value
            elif entry.late:
                late.append(_as_input(entry))
                continue
            else:
                _hear(heard, _as_input(entry))
                in_time = heard.answer
            states.append((entry.t_s, _seen(heard.answer, marker)))
        pressed = [given for given in heard.inputs if not isinstance(given, KeyRelease)]
        self._ended = still_typing(self._ended, in_time, pressed)
        if over is not None and over.ended_by is EndedBy.ANSWER and pressed:
            self._ended = ended_with(pressed[-1], in_time)
        states += self._take_late(shown, in_time, late, marker)
        return done, tuple(states)

    def _listening(self, shown: ScreenShown, view: View, rest: Sequence[JournalEntry], may_go_on: bool) -> Listening:
        answer = _answer_to(view, may_go_on)
        if isinstance(answer, SelfPaced | NumberAnswer):
            answer = answer.begun(shown.t_s, self._ended)
        stills = [Standstill(entry.from_s, entry.t_s) for entry in rest if isinstance(entry, StoodStill)]
        return Listening(answer, end_s(shown.t_s, shown.planned_s, self._frame_s), stills)

    def _take_late(
        self, shown: ScreenShown, answer: Answer, late: Sequence[Input], marker: int | None
    ) -> list[tuple[float, AnswerState]]:
        """Take what was done in the last frame of a screen, after the task had last looked."""
        until_s, states = end_s(shown.t_s, shown.planned_s, self._frame_s), []
        for given in late:
            if not is_escape(given) and not answer.complete and given.time_s < until_s:
                answer = answer.take(given)
                if answer.complete:
                    self._ended = ended_with(given, answer)
                states.append((given.time_s, _seen(answer, marker)))
        self._ended = still_typing(self._ended, answer, late)
        return states


def _hear(heard: Listening, given: Input) -> None:
    """Feed an input; an arrow is let go at once, as the journal tells every move that followed by itself."""
    heard.hear(given)
    if isinstance(given, KeyPress) and given.key in _ARROWS:
        heard.hear(KeyRelease(given.time_s, given.key, given.name))


def _as_input(entry: KeyPressed | MouseUsed) -> Input:
    if isinstance(entry, KeyPressed):
        return KeyPress(entry.t_s, Key(entry.key), entry.name)
    return Pointer(
        entry.t_s, PointerAct(entry.act), entry.share, None if entry.target is None else Target(entry.target)
    )


def _answer_to(view: View, may_go_on: bool) -> Answer:
    """Give what a screen asks for, as far as it is seen."""
    match view:
        case QuestionView():
            return answer_on(view.scale)
        case ChoiceView():
            return ChoiceAnswer(len(view.options))
        case PauseView():
            return PauseChoice(minimum_s=PAUSE_AT_LEAST_S, may_go_on=may_go_on)
        case _:
            return NOTHING


def _seen(answer: Answer, marker: int | None) -> AnswerState:
    """Return how an answer is seen; where the marker of a slider stood, the journal says."""
    return replace(answer.state, marker=marker)

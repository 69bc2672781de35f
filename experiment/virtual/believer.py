"""A participant who believes something of every event, learns from its rate, and answers with hands, as people do."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from experiment.belief.answers import Bounds
from experiment.format.vocabulary import MEMORY, AbortReason, AnswerInput, EstimationPhase, Question
from experiment.layout.views import (
    BaseRateView,
    ChoiceView,
    EventView,
    NoRateView,
    PageView,
    PauseView,
    QuestionView,
    View,
)
from experiment.task.gaps import SETTLING_S
from experiment.task.inputs import Key
from experiment.task.participant import Action, Observation, Participant
from experiment.virtual.chance import Chance, Shares
from experiment.virtual.hands import Habit, Tempo, answering, beside_on
from experiment.virtual.mind import Mind
from experiment.virtual.traits import Traits

_OF_EVENTS = (QuestionView, EventView, BaseRateView, NoRateView)

_AGAIN_S = 1.5
"""A press that came too early to count is made again."""

_LOOKS_S, _RESTS_S = 1.2, 40.0
"""How long a self-paced screen of an event is looked at, and how long a pause lasts, usually."""

_IN_TIME, _EARLIER = 0.9, 0.2
"""Who asks for a pause does so within such a share of a question's time, and up to so much earlier."""

_ROUND, _THOUGHTS_APART = 5, 8
"""Who ends with a multiple of so many thought of another one first; about an eighth of the scale lies between."""

_SOONEST_S = 1.5 * SETTLING_S
"""Nobody acts sooner on what they have just begun to see, at whatever pace."""


@dataclass(frozen=True)
class Conduct:
    """What else somebody does.

    Parameters
    ----------
    value
        They answer every question with it, as far as the scale goes; ``None``: with what they have in mind.
    gives_up_at
        At the question of this number, from 1, they end the session; ``None``: they do not. What is asked
        again, after a pause, has the number that it had.
    pauses_at
        At these questions they ask for a pause.
    pace
        So many times as fast as people are.
    """

    value: int | None = None
    gives_up_at: int | None = None
    pauses_at: frozenset[int] = frozenset()
    pace: float = 1.0


@dataclass(frozen=True)
class Seen:
    """What somebody has seen of a run in the launches before.

    Parameters
    ----------
    screens, questions
        Screens of events, rates and questions, and questions among them.
    times
        How often something that is still to come was before them, and came to nothing.
    """

    screens: int = 0
    questions: int = 0
    times: Mapping[tuple[str, ...], int] = field(default_factory=dict)


class BelievingParticipant:
    """Sees screens, and answers with keys and mouse.

    Parameters
    ----------
    mind
        What it has in mind.
    traits, habit, conduct
        How it answers, and what else it does.
    right
        The number of the right answer to each question about the task.
    run
        Draws of this run, for its times and for what happens by chance: each hangs on what it is for, so that somebody
        who comes back after a break is the same as without it.
    seen
        What it has seen of the run before.
    """

    def __init__(
        self,
        mind: Mind,
        traits: Traits,
        habit: Habit,
        conduct: Conduct,
        right: Mapping[str, int],
        run: Chance,
        seen: Seen,
    ) -> None:
        self._mind, self._traits, self._habit, self._conduct, self._right = mind, traits, habit, conduct, right
        self._run, self._times = run, dict(seen.times)
        self._screens, self._finished = seen.screens, seen.questions
        self._numbers: dict[tuple[str, ...], int] = {}
        self._drawn: Shares
        self._gives_up = False

    def act(self, observation: Observation) -> Sequence[Action]:
        """Look at a screen, and say what the hands will do."""
        view = observation.view
        what = _named(view)
        times = self._times[what] = self._times.get(what, 0) + 1
        self._drawn = self._run.shares("screen", *what, times)
        self._screens += isinstance(view, _OF_EVENTS)
        match view:
            case QuestionView():
                return self._asked(view, what, observation.limit_s)
            case EventView() | BaseRateView():
                self._mind.see(view.event_id, view.base_rate_pct, self._screens)
                return self._after(self._s(_LOOKS_S)) if observation.limit_s is None else []
            case NoRateView():
                return self._after(self._s(_LOOKS_S)) if observation.limit_s is None else []
            case PageView():
                return self._after(self._reading_s(view.text)) if observation.limit_s is None else []
            case ChoiceView():
                return self._chosen(view)
            case PauseView():
                return self._paused()
            case _:
                return []

    def _asked(self, view: QuestionView, what: tuple[str, ...], limit_s: float | None) -> list[Action]:
        is_new = what not in self._numbers
        number = self._numbers.setdefault(what, self._finished + len(self._numbers) + 1)
        if number == self._conduct.gives_up_at:
            self._gives_up = True
        traits, drawn = self._traits, self._drawn
        if self._gives_up or (is_new and number in self._conduct.pauses_at):
            at_s = self._s(traits.first_input_s)
            latest_s = math.inf if limit_s is None else (_IN_TIME - _EARLIER * drawn[0]) * limit_s
            return [Action(min(at_s, latest_s), Key.ESCAPE)]
        if limit_s is not None and drawn[0] < traits.misses:
            return []
        confirms = limit_s is None or drawn[0] >= traits.misses + traits.leaves_unconfirmed
        value = self._value(view)
        values = (value,) if drawn[1] >= traits.changes_mind else (self._near(view, value, what), value)
        habit = self._habit if view.scale.input is AnswerInput.SLIDER else Habit.DIGITS
        hand = self._run.shares("hand", *what, self._times[what]).one_after_the_other
        first_s, confirm_s = self._s(self._first_input_s(view)), self._s(traits.confirm_s, again=True)
        tempo = Tempo(first_s, confirm_s, self._conduct.pace, hand)
        actions = answering(view.scale, values, habit, tempo, confirms)
        if confirms and (limit_s is None or actions[-1].after_s < limit_s):
            self._gave(view, value)
        return actions

    def _gave(self, view: QuestionView, value: int) -> None:
        if isinstance(view.question, Question) and view.phase is not None:
            self._mind.gave(view.event_id, view.question, view.phase, value)

    def _value(self, view: QuestionView) -> int:
        scale = view.scale
        if self._conduct.value is not None:
            return min(scale.maximum, max(scale.minimum, self._conduct.value))
        bounds = Bounds(scale.minimum, scale.maximum)
        match view.question:
            case Question() as question:
                assert view.phase is not None
                return self._mind.estimate(view.event_id, question, view.phase, bounds, scale.start)
            case asked if asked == MEMORY:
                return self._mind.recall(view.event_id, self._screens, bounds)
            case rating:
                return self._mind.rate(view.event_id, rating, scale.minimum, scale.maximum)

    def _near(self, view: QuestionView, value: int, what: tuple[str, ...]) -> int:
        """Return what was answered first by somebody who then thinks better of it: as round as what they think then."""
        scale, drawn = view.scale, self._run.shares("second thought", *what, self._times[what])
        span = scale.maximum - scale.minimum
        unit = _ROUND if value % _ROUND == 0 and span > _ROUND * _THOUGHTS_APART else 1
        points = unit * (1 + int(-math.log(drawn[0]) * span / (_THOUGHTS_APART * unit)))
        return beside_on(scale, value, points if drawn[1] < 0.5 else -points)

    def _first_input_s(self, view: QuestionView) -> float:
        traits = self._traits
        usual_s = traits.first_input_s * (1 + traits.hardest_longer * (1 - self._mind.certainty(view.event_id)))
        return usual_s * (traits.second_shorter if view.phase is not EstimationPhase.FIRST else 1)

    def _chosen(self, view: ChoiceView) -> list[Action]:
        right, options = self._right[view.text], len(view.options)
        chosen = right if self._drawn[0] < self._traits.understands else right % options + 1
        at_s = self._reading_s(" ".join((view.text, *view.options)))
        return [Action(at_s, Key(str(chosen))), Action(at_s + self._s(self._traits.confirm_s, again=True), Key.ENTER)]

    def _paused(self) -> list[Action]:
        if self._gives_up:
            number = 1 + list(AbortReason).index(AbortReason.PARTICIPANT_WISH)
            at_s = _AGAIN_S + self._s(_LOOKS_S)
            return [Action(at_s, Key(str(number))), Action(at_s + self._s(_AGAIN_S, again=True), Key.ENTER)]
        return self._after(self._s(_RESTS_S))

    def _after(self, at_s: float) -> list[Action]:
        """Go on, and once more in case that was too early to count."""
        return [Action(at_s, Key.SPACE), Action(at_s + max(_AGAIN_S, self._s(_AGAIN_S, again=True)), Key.SPACE)]

    def _reading_s(self, text: str) -> float:
        return self._s(len(text.split()) / self._traits.words_per_s)

    def _s(self, usual_s: float, again: bool = False) -> float:
        """Draw a time around what is usual; the second of a screen, again."""
        taken_s = usual_s * math.exp(self._traits.tempo_sd * self._drawn.normal(4 if again else 2))
        return max(_SOONEST_S, taken_s / self._conduct.pace)


def _named(view: View) -> tuple[str, ...]:
    """Return what tells a screen from every other one of its run."""
    match view:
        case QuestionView():
            return view.event_id, view.question, view.phase or ""
        case EventView() | BaseRateView():
            return view.event_id, type(view).__name__
        case PageView() | ChoiceView():
            return type(view).__name__, view.text
        case _:
            return (type(view).__name__,)


class GoneDown(BaseException):
    """The computer has gone down in the middle of a session: no line of the program is run any more."""


class ToldToStop(KeyboardInterrupt):
    """The computer is shut down in the middle of a session: the program is told to stop, and puts that down."""


class GoesDown:
    """A participant at whose screen of some number the computer goes down.

    Parameters
    ----------
    participant
        Who sits there.
    at
        The number of the screen, from 1.
    told
        Whether the program is told first.
    """

    def __init__(self, participant: Participant, at: int, told: bool) -> None:
        self._participant, self._left, self._told = participant, at, told

    def act(self, observation: Observation) -> Sequence[Action]:
        """Act as the participant does, until the computer goes down."""
        self._left -= 1
        if self._left == 0:
            raise ToldToStop if self._told else GoneDown
        return self._participant.act(observation)

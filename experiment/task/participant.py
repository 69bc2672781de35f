"""A virtual participant: it sees what the task shows and says what its hands will do, and when.

It never touches a window; it sits on the virtual stage, or in front of the real one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from experiment.format.made_here import made_often
from experiment.layout.targets import Target
from experiment.layout.views import View
from experiment.task.inputs import Input, Key, KeyPress, KeyRelease, Pointer, PointerAct


@made_often
@dataclass(frozen=True)
class Observation:
    """What a participant has before its eyes.

    Parameters
    ----------
    view
        The screen.
    limit_s
        How long it will stay at most; ``None``: until the participant goes on.
    """

    view: View
    limit_s: float | None


@made_often
@dataclass(frozen=True)
class Released:
    """A key goes up again."""

    key: Key


@made_often
@dataclass(frozen=True)
class Dragged:
    """The mouse, with its button down, moves along a slider's track."""

    share: float


@made_often
@dataclass(frozen=True)
class LetGo:
    """The mouse's button goes up at a place of a slider's track."""

    share: float


Gesture: TypeAlias = Key | Released | Target | float | Dragged | LetGo
"""What a hand does: a key, something to be clicked, or a place on a slider's track, from 0 to 1."""


_NAMES = {key.value: key.value for key in Key} | {Key.ENTER.value: "return"}
"""What a keyboard calls these keys: files must not tell by them that nobody pressed anything."""


@made_often
@dataclass(frozen=True)
class Action:
    """A key to be pressed, or something to be clicked.

    Parameters
    ----------
    after_s
        Time from the onset of the screen.
    key
        Which key, or what else is done.
    """

    after_s: float
    key: Gesture

    def done(self, onset_s: float) -> Input:
        """Do it at a screen."""
        time_s = onset_s + self.after_s
        match self.key:
            case Key() as key:
                return KeyPress(time_s, key, _NAMES[key._value_])
            case Released(key):
                return KeyRelease(time_s, key, _NAMES[key._value_])
            case Target() as target:
                return Pointer(time_s, PointerAct.DOWN, None, target)
            case Dragged(share):
                return Pointer(time_s, PointerAct.MOVE, share)
            case LetGo(share):
                return Pointer(time_s, PointerAct.UP, share)
            case share:
                return Pointer(time_s, PointerAct.DOWN, share)


class Participant(Protocol):
    """Anything that looks at screens and presses keys."""

    def act(self, observation: Observation) -> Sequence[Action]:
        """Return which keys are pressed at a screen; those after its end are never pressed."""
        ...

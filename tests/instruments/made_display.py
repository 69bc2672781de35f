"""A display that is made up, and a hand before it: the real stage's own rules on a clock that only the test moves."""

from __future__ import annotations

from experiment.task.inputs import Key
from experiment.task.participant import Action, Observation

FRAME_S = 1 / 60


class Display:
    """A window that refreshes without fail, but for the stalls it is told of; it is its own clock.

    Parameters
    ----------
    noise_s
        By how much each flip's stamp is late, in turn.
    stalls
        Number of a flip, and how many refreshes it misses.
    """

    size = (800, 600)

    def __init__(self, noise_s: tuple[float, ...] = (0.0,), stalls: dict[int, int] | None = None) -> None:
        self._noise_s = noise_s
        self._stalls = stalls or {}
        self._flips = 0
        self._refresh = 0

    def flip(self) -> float:
        self._flips += 1
        self._refresh += 1 + self._stalls.get(self._flips, 0)
        return self._refresh * FRAME_S + self._noise_s[self._flips % len(self._noise_s)]

    def clearBuffer(self) -> None:  # noqa: N802 (PsychoPy's name)
        pass

    def of_flip(self, stamp_s: float) -> float:
        return stamp_s

    def now_s(self) -> float:
        return self._refresh * FRAME_S + 0.001

    @property
    def refresh(self) -> int:
        return self._refresh


class Hand:
    """Presses one key at each screen."""

    def __init__(self, after_s: float | None = None) -> None:
        self._after_s = after_s

    def act(self, _observation: Observation) -> list[Action]:
        return [] if self._after_s is None else [Action(self._after_s, Key.SPACE)]

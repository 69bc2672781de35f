"""Watches the task's window: a press counts only while it has the keyboard, is on the screen, and can be seen.

The key queue hears every key of the computer, whichever window it is meant for. Keys are read first and the window is
looked at afterwards: whatever had happened to it when a key was pressed is then known. Where it lost the keyboard
between two looks, nothing that was pressed between them counts, for nobody can say what came first; the screen is
broken off anyway.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from experiment.format.vocabulary import PauseReason
from experiment.screen.window_state import SeenWindow, WindowState
from experiment.task.inputs import Input, KeyPress, KeyRelease, Pointer, PointerAct

SETTLING_S = 0.5
"""Who is typing elsewhere goes on typing when the keyboard comes back: keys count again after so long without any."""

QUIET_S = 1.0
"""The keyboard is taken back once nobody has typed for so long."""

GRAB_S = 0.5
"""A key of the desktop's own (louder, brighter) takes all keys for less than this, and is no disturbance."""

_LENT = frozenset({PauseReason.KEYBOARD_LOST, PauseReason.COVERED})
"""What is so while another window of ours has the keyboard."""

_AGAIN_S = 0.1
"""While something is amiss the window is looked at so often, whatever is told."""


class WindowWatch:
    """Watches a window from the moment it is made.

    Parameters
    ----------
    window
        As the system sees it; as it stands now it should stay.
    now_s
        On the clock of the inputs.

    Raises
    ------
    RuntimeError
        If there is no such window.
    """

    def __init__(self, window: SeenWindow, now_s: float) -> None:
        self._window = window
        window.happened(surely=True)
        before = window.look()
        if before is None:
            raise RuntimeError("the window is gone as soon as it is open")
        self._before = before
        self._grabbed_since_s: float | None = None
        self._deaf_until_s = self._last_key_s = -float("inf")
        self._deaf, self._amiss = False, frozenset[PauseReason]()
        self._news: set[PauseReason] = set()
        self._since_s = now_s
        self._take_back = True
        self._is_lent: Callable[[], bool] = lambda: False
        self._comes_back = False
        self._back_by_s: float | None = None
        self._judge(before, now_s)

    @property
    def amiss(self) -> frozenset[PauseReason]:
        """What is not as it was, but for what is so while the keyboard is lent."""
        return self._amiss - self._lent

    def take_news(self) -> frozenset[PauseReason]:
        """Return what has gone amiss since the last call, if only for a moment."""
        news, self._news = frozenset(self._news), set()
        return news

    def lend_keyboard(self, is_lent: Callable[[], bool]) -> None:
        """Find nothing amiss in a window that has the keyboard, or lies over this one, while that is asked for.

        No key counts here then, as ever.

        Parameters
        ----------
        is_lent
            Tells whether it is asked for now.
        """
        self._is_lent = is_lent

    def admitted(self, inputs: Iterable[Input], now_s: float, in_pause: bool) -> list[Input]:
        """Return those inputs that were meant for the window; called for every frame, with what was read just before.

        Parameters
        ----------
        inputs
            In their order.
        now_s
            When they were read.
        in_pause
            Whether the session is in its pause: who goes to another window then does so on purpose.
        """
        inputs = list(inputs)
        happened = self._window.happened(surely=any(isinstance(given, KeyPress) for given in inputs))
        was_deaf, was_amiss = self._deaf, self._amiss
        if happened.anything or (self._is_to_be_looked_after and now_s - self._looked_s >= _AGAIN_S):
            standing = self._window.look()
            if standing is not None:
                self._judge(standing, now_s)
        if happened.left and not self._amiss and not self._lent:  # it is over already
            self._news.add(PauseReason.KEYBOARD_LOST)
        if self._comes_back:
            self._wait_until_it_is_back(now_s)
        if self._amiss and not was_amiss:
            self._since_s, self._take_back = now_s, not in_pause
        heard = not (was_deaf or self._deaf or happened.lost)
        if not heard:
            self._deaf_until_s = now_s + SETTLING_S
        admitted = [given for given in inputs if self._admits(given, heard)]
        self._take_back_when_quiet(now_s)
        return admitted

    def come_to_front(self) -> None:
        """Have the keyboard, and be seen: whoever had it gives it back, which takes the desktop a moment."""
        self._comes_back, self._back_by_s = True, None
        self._window.take_keyboard_back()

    def close(self) -> None:
        """Watch no more."""
        self._window.close()

    @property
    def _lent(self) -> frozenset[PauseReason]:
        return _LENT if self._comes_back or self._is_lent() else frozenset()

    def _wait_until_it_is_back(self, now_s: float) -> None:
        """Wait for a keyboard that was lent, and not for ever: the desktop may give it to another window."""
        if self._back_by_s is None:
            self._back_by_s = now_s + QUIET_S
        self._comes_back = bool(self._amiss & _LENT) and now_s < self._back_by_s

    @property
    def _is_to_be_looked_after(self) -> bool:
        return self._deaf or bool(self._amiss) or self._grabbed_since_s is not None

    def _judge(self, standing: WindowState, now_s: float) -> None:
        self._looked_s = now_s
        if not standing.grabbed:
            self._grabbed_since_s = None
        elif self._grabbed_since_s is None:
            self._grabbed_since_s = now_s
        was_amiss, self._amiss = self._amiss, standing.amiss(self._before)
        if self._grabbed_since_s is not None and now_s - self._grabbed_since_s >= GRAB_S:
            self._amiss |= {PauseReason.KEYBOARD_LOST}
        self._deaf = standing.deaf
        self._news |= self._amiss - was_amiss - self._lent

    def _admits(self, given: Input, heard: bool) -> bool:
        """Return whether an input was meant for the window; to let go means nothing by itself, and is always let in."""
        if isinstance(given, KeyRelease) or (isinstance(given, Pointer) and given.act is PointerAct.UP):
            return True
        meant = heard and given.time_s >= self._deaf_until_s
        if isinstance(given, KeyPress):
            self._last_key_s = given.time_s
            if not meant:
                self._deaf_until_s = max(self._deaf_until_s, given.time_s + SETTLING_S)
        return meant

    def _take_back_when_quiet(self, now_s: float) -> None:
        """Take the keyboard back, and come to the front, once after each disturbance.

        Only once, for who insists on another window shall have it; and not while somebody types there, for the rest
        of it would be typed here.
        """
        taken = bool(self._amiss - {PauseReason.SIZE_CHANGED}) and self._grabbed_since_s is None
        if taken and self._take_back and now_s - max(self._since_s, self._last_key_s) >= QUIET_S:
            self._take_back = False
            self._window.take_keyboard_back()

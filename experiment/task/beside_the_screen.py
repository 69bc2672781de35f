"""Work that waits for a disk, done beside a screen that goes on being refreshed."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from contextvars import copy_context
from functools import partial
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import TypeAlias

from experiment.messages import Reason, Refusal
from experiment.task.stage import Stage

_SHARE_OF_A_FRAME = 0.5
"""For so long it is waited for at once: it is then nearly always done, and no frame is spent on it. The rest is for
drawing the frame."""

_LONGEST_S, _LOOKS_EVERY_S = 10.0, 0.001
"""Nobody who ends a session waits longer in all for what is being done: such a disk takes no sheet either."""

_PATIENCE_S = 60.0
"""So long a disk that hangs is waited for while a session is on: a cable that is plugged in again, a drive that is
woken up and a share that is found again take less, and Windows gives a share up after as long."""

_TURN_S = 0.0005
"""So long a thread of Python's goes on before another one gets its turn. With the usual 5 ms, a frame that was being
drawn waited several times for rows that were being made."""

_Told: TypeAlias = "SimpleQueue[BaseException | None]"
"""Told what a piece has raised when it is done."""


class BesideTheScreen:
    """Carries work out in a thread of its own, one piece after the other, while the screen that is on stays on.

    Whoever has something carried out goes on when it has been done, as if it had been done at once. What it waits for
    costs no frame: a disk may take longer than one to say that something is safe (`bench`, row ``slow_disk``).

    Parameters
    ----------
    stage
        Whose screen stands meanwhile.

    Raises
    ------
    Refusal
        When it is entered, if the computer can begin no thread now.
    """

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        # Queues of the system and two counts: a signal may raise anywhere, and finds none of them half taken.
        self._pieces: SimpleQueue[tuple[Callable[[], None], _Told] | None] = SimpleQueue()
        self._begun = self._done = 0
        self._given_up = False
        self._turn_s = sys.getswitchinterval()
        self._thread = threading.Thread(target=self._do_all, name="beside the screen", daemon=True)

    def __call__(self, work: Callable[[], None], /) -> None:
        """Return when the work is done; raise what it raises.

        Raises
        ------
        Refusal
            If it is not done for a minute. It is given up then, and nothing else is done before it.
        """
        told = self._hand_over(work)
        try:
            raised = self._stand_until(told)
        finally:  # whatever breaks the wait off: nobody may find the work half done
            self.join()
        if raised is not None:
            raise raised

    def at_last(self, work: Callable[[], None], /) -> None:
        """Have it done when all else is, if that is soon; raise what it raises.

        The screen is left alone: it may be gone.
        """
        told = self._hand_over(work)
        if self.join() and (raised := told.get()) is not None:
            raise raised

    def join(self) -> bool:
        """Wait until nothing is being done, and tell whether that is so; who has once given up waits no more.

        What it raised is for whoever has it carried out.
        """
        until_s = time.monotonic() + _LONGEST_S
        while self._done < self._begun and not self._given_up:
            time.sleep(_LOOKS_EVERY_S)
            if time.monotonic() >= until_s:  # never taken back: another thread may wait until later
                self._given_up = True
        return self._done == self._begun

    def _hand_over(self, work: Callable[[], None]) -> _Told:
        told: _Told = SimpleQueue()
        as_here = partial(copy_context().run, work)  # by the clock of whoever hands it over
        self._begun += 1  # before it is: another thread may ask at once
        self._pieces.put((as_here, told))
        return told

    def _stand_until(self, told: _Told) -> BaseException | None:
        until_s = time.monotonic() + _PATIENCE_S
        while True:
            try:
                return told.get(timeout=_SHARE_OF_A_FRAME * self._stage.frame_s)
            except Empty:
                if time.monotonic() >= until_s:
                    self._given_up = True
                    raise Refusal(Reason.RECORDING_HANGS, seconds=round(_PATIENCE_S)) from None
                self._stage.stand()

    def _do_all(self) -> None:
        while (piece := self._pieces.get()) is not None:
            work, told = piece
            raised: BaseException | None = None
            try:
                work()
            except BaseException as error:  # noqa: BLE001 (whatever it is, it is for whoever waits)
                raised = error
            self._done += 1
            told.put(raised)

    def __enter__(self) -> BesideTheScreen:
        try:
            self._thread.start()
        except RuntimeError as error:
            if self._thread.ident is not None:  # it has begun: this is what Python has made of Ctrl-C
                raise
            raise Refusal(Reason.NO_THREAD, error=error) from error
        sys.setswitchinterval(_TURN_S)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        sys.setswitchinterval(self._turn_s)
        self.join()
        self._pieces.put(None)

"""Work that waits for a disk, done beside a screen that goes on being refreshed."""

from __future__ import annotations

import threading
from collections.abc import Callable
from queue import SimpleQueue
from types import TracebackType

from experiment.task.stage import Stage

_SHARE_OF_A_FRAME = 0.5
"""For so long it is waited for at once: it is then nearly always done, and no frame is spent on it. The rest is for
drawing the frame."""

_LONGEST_S = 10.0
"""Nobody who ends a session waits longer for what is being done: a disk that takes longer takes no sheet either."""


class BesideTheScreen:
    """Carries work out in a thread of its own, one piece after the other, while the screen that is on stays on.

    Whoever has something carried out goes on when it has been done, as if it had been done at once. What it waits for
    costs no frame: a disk may take longer than one to say that something is safe (`bench`, row ``slow_disk``).

    Parameters
    ----------
    stage
        Whose screen stands meanwhile.
    """

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        # A lock and a queue of the system: a signal may raise anywhere, and finds neither of them half taken.
        self._being_done = threading.Lock()
        self._pieces: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._raised: BaseException | None = None
        self._thread = threading.Thread(target=self._do_all, name="beside the screen", daemon=True)

    def __call__(self, work: Callable[[], None], /) -> None:
        """Return when the work is done; raise what it raises."""
        self._being_done.acquire()  # before it is begun: another thread may ask at once
        self._pieces.put(work)
        try:
            while not self._is_idle(_SHARE_OF_A_FRAME * self._stage.frame_s):
                self._stage.stand()
        finally:  # whatever breaks the wait off: nobody may find the work half done
            self.join()
        raised, self._raised = self._raised, None
        if raised is not None:
            raise raised

    def join(self) -> None:
        """Return when nothing is being done; what that raised is for whoever has it carried out."""
        self._is_idle(_LONGEST_S)

    def _is_idle(self, within_s: float) -> bool:
        idle = self._being_done.acquire(timeout=within_s)
        if idle:
            self._being_done.release()
        return idle

    def _do_all(self) -> None:
        while (work := self._pieces.get()) is not None:
            try:
                work()
            except BaseException as error:  # noqa: BLE001 (whatever it is, it is for whoever waits)
                self._raised = error
            self._being_done.release()

    def __enter__(self) -> BesideTheScreen:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self.join()
        self._pieces.put(None)

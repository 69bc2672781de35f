"""Work that waits for a disk, done beside a screen that goes on being refreshed."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType

from experiment.task.stage import Stage

_SHARE_OF_A_FRAME = 0.5
"""For so long it is waited for at once: it is then nearly always done, and no frame is spent on it. The rest is for
drawing the frame."""


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
        self._thread = ThreadPoolExecutor(1, "beside the screen")
        self._idle = threading.Event()
        self._idle.set()

    def __call__(self, work: Callable[[], None], /) -> None:
        """Return when the work is done; raise what it raises."""
        self._idle.clear()  # before it is begun: another thread may ask at once
        try:
            done = self._thread.submit(self._do, work)
        except RuntimeError:  # the system lets no thread begin: the work has not begun either
            self._idle.set()
            raise
        try:
            while not self._idle.wait(_SHARE_OF_A_FRAME * self._stage.frame_s):
                self._stage.stand()
        finally:  # whatever breaks the wait off: nobody may find the work half done
            self.join()
        done.result()

    def join(self) -> None:
        """Return when nothing is being done; what that raised is for whoever has it carried out."""
        self._idle.wait()

    def _do(self, work: Callable[[], None]) -> None:
        try:
            work()
        finally:
            self._idle.set()

    def __enter__(self) -> BesideTheScreen:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self._thread.shutdown()

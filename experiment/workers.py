"""Work that several processes share; Ctrl-C stops it at once."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import active_children, parent_process
from threading import Thread
from typing import TypeAlias, TypeVar

from experiment.messages import Reason, Refusal

HowFar: TypeAlias = Callable[[int, int], None]
"""Told how many pieces of work are done, and how many there are."""

_Piece = TypeVar("_Piece")
_Result = TypeVar("_Result")


def worked(
    pieces: Iterable[_Piece],
    work: Callable[[_Piece], _Result],
    jobs: int,
    begin: Callable[[], object] | None = None,
) -> Iterator[tuple[_Piece, _Result]]:
    """Yield each piece of work with its result, as they finish.

    Parameters
    ----------
    pieces
        In the order in which they are begun.
    work
        Does one of them.
    jobs
        How many processes share them; 1: this one alone, in order.
    begin
        Called once in each process that is started, before its first piece.

    Raises
    ------
    Refusal
        If one of the processes is ended before its time.
    """
    if jobs == 1:
        for piece in pieces:
            yield piece, work(piece)
        return
    with ProcessPoolExecutor(jobs, initializer=_start, initargs=(begin,)) as workers:
        to_come = iter(pieces)
        pending: dict[Future[_Result], _Piece] = {}
        try:
            while True:
                pending |= {workers.submit(work, piece): piece for piece in islice(to_come, jobs - len(pending))}
                if not pending:
                    return
                for one in wait(pending, return_when=FIRST_COMPLETED).done:
                    yield pending.pop(one), one.result()
        except BrokenProcessPool as broken:
            raise Refusal(Reason.WORKER_ENDED) from broken
        except (KeyboardInterrupt, GeneratorExit):  # who stops it does not wait for what is at work
            for child in active_children():
                child.terminate()
            raise


def _start(begin: Callable[[], object] | None) -> None:
    for name in ("SIGINT", "SIGHUP"):  # they reach every process of a terminal; the first one stops them all
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # by which it does so
    Thread(target=_end_with_the_first, daemon=True).start()
    if begin is not None:
        begin()


def _end_with_the_first() -> None:
    """End this process as soon as the one that started it is gone: killed, it can tell nobody to stop."""
    first = parent_process()
    assert first is not None
    first.join()
    os._exit(1)

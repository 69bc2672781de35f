"""A session that somebody follows from outside: asked for a pause, an end or a note, and telling how it stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from experiment.design.following import Following
from experiment.format.journal import JournalEntry
from experiment.format.session_line import SessionState
from experiment.messages import Refusal
from experiment.task.orders import Orders
from experiment.task.recorder import Recorder


@dataclass(frozen=True)
class Monitor:
    """Whoever follows a session.

    Parameters
    ----------
    orders
        What they ask for.
    tell
        Tells them how it stands; it returns at once, whatever has become of them.
    stopped
        Tells them why it cannot go on, when that is known: the participant may read of it for a while. It gives the
        line a moment to arrive, since the program may be gone directly afterwards.
    """

    orders: Orders
    tell: Callable[[SessionState], None]
    stopped: Callable[[Refusal], None]


class ToldRecorder:
    """Writes down what happens as another recorder does, and tells how the session stands once that is written.

    Nothing is told while a response is awaited: what is written is written when there is time, and it is told then.

    Parameters
    ----------
    recorder
        The other.
    following
        Knows what happened before.
    tell
        As of `Monitor`.
    """

    def __init__(self, recorder: Recorder, following: Following, tell: Callable[[SessionState], None]) -> None:
        self._recorder = recorder
        self._following = following
        self._tell = tell
        self._told: tuple[object, ...] = ()

    def note(self, entry: JournalEntry) -> None:
        """Remember an entry."""
        self._recorder.note(entry)
        self._following.take(entry)

    def flush(self) -> None:
        """Hand what is remembered to the operating system, and tell when a step has ended, not within one."""
        self._recorder.flush()
        if self._following.mark != self._told:
            self._told = self._following.mark
            self._tell(self._following.state)

    def keep(self, entry: JournalEntry) -> None:
        """Make an entry safe: a screen waits for it, and nothing is told."""
        self._recorder.keep(entry)
        self._following.take(entry)

    def finish(self) -> None:
        """Make rows safe."""
        self._recorder.finish()

"""Letters from other threads to the thread of the window: whoever sends them holds nothing of Qt."""

from __future__ import annotations

import queue
import socket
from contextlib import suppress


class Post:
    """A box that any thread may put a letter into; a socket wakes whoever empties it."""

    def __init__(self) -> None:
        self._letters: queue.SimpleQueue[object] = queue.SimpleQueue()
        self._ours, self._theirs = socket.socketpair()
        for end in (self._ours, self._theirs):
            end.setblocking(False)

    def __call__(self, letter: object) -> None:
        """Put a letter in; it returns at once, whatever has become of the window."""
        self._letters.put(letter)
        with suppress(OSError):  # so many wait that the socket is full: it has woken them; or nobody reads any more
            self._theirs.send(b"\0")

    def fileno(self) -> int:
        """Return what can be read from when there is a letter."""
        return self._ours.fileno()

    def taken(self) -> list[object]:
        """Take all letters out, in their order."""
        with suppress(OSError):
            while self._ours.recv(4096):
                pass
        letters = []
        with suppress(queue.Empty):
            while True:
                letters.append(self._letters.get_nowait())
        return letters

    def close(self) -> None:
        """Wake nobody any more."""
        for end in (self._ours, self._theirs):
            end.close()

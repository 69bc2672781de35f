"""What other threads say, read in the thread of the window.

A widget that is touched, or destroyed, in another thread brings the program down. So no thread has one: a reader has a
`Post`, which knows nothing of Qt, and here its letters are taken out. And Python's collector of cycles, which runs in
whatever thread makes an object, runs in the window's alone.
"""

from __future__ import annotations

import gc
from collections.abc import Callable

from PyQt6 import sip
from PyQt6.QtCore import QObject, QSocketNotifier, QTimer

from experiment.launcher.post import Post

_COLLECT_EVERY_MS = 10_000
_MANY = 20_000
"""So many new objects are worth collecting: a launcher that only follows a session makes hardly any."""


class Mailbox(QObject):
    """Takes letters out, and hands them over.

    Parameters
    ----------
    owner
        With whom it goes.
    read
        Called with each letter, in the thread of the window.
    """

    def __init__(self, owner: QObject, read: Callable[[object], object]) -> None:
        super().__init__(owner)
        self._read, self.post = read, Post()
        self._notifier = QSocketNotifier(sip.voidptr(self.post.fileno()), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._take)

    def close(self) -> None:
        """Read nothing any more: what is sent later is nobody's."""
        self._notifier.setEnabled(False)
        self.post.close()

    def _take(self) -> None:
        for letter in self.post.taken():
            self._read(letter)


class Collecting(QObject):
    """Collects Python's garbage in the thread of the window, and lets no other thread do so."""

    def __init__(self, owner: QObject) -> None:
        super().__init__(owner)
        gc.disable()
        self._every = QTimer(self)
        self._every.timeout.connect(_collect)
        self._every.start(_COLLECT_EVERY_MS)


def _collect() -> None:
    if gc.get_count()[0] > _MANY:
        gc.collect()

"""The recorder: what the task says to whatever writes things down."""

from __future__ import annotations

from typing import Protocol

from experiment.format.journal import JournalEntry


class Recorder(Protocol):
    """Writes down what happens. Only :meth:`flush`, :meth:`keep` and :meth:`finish` touch the disk."""

    def note(self, entry: JournalEntry) -> None:
        """Remember an entry until the next call that writes."""
        ...

    def flush(self) -> None:
        """Hand what is remembered to the operating system."""
        ...

    def keep(self, entry: JournalEntry) -> None:
        """Return when an entry is safe on the disk: what follows on the screen depends on it."""
        ...

    def finish(self) -> None:
        """Return when the rows that follow from what was noted are safe on the disk."""
        ...

"""The recorder: what the task says to whatever writes things down."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from experiment.format.trial_row import TrialRow
from experiment.task.journal import AnswersKept, JournalEntry


class Recorder(Protocol):
    """Writes down what happens. Only :meth:`flush`, :meth:`keep` and :meth:`finish` touch the disk."""

    def note(self, entry: JournalEntry) -> None:
        """Remember an entry until the next call that writes."""
        ...

    def flush(self) -> None:
        """Hand what is remembered to the operating system."""
        ...

    def keep(self, answers: AnswersKept) -> None:
        """Return when the answers are safe on the disk."""
        ...

    def finish(self, rows: Sequence[TrialRow]) -> None:
        """Return when the rows of a finished trial are safe on the disk."""
        ...

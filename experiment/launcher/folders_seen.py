"""Data folders in which this computer has seen people enrolled: one that is empty now is not where it was."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

_MOST = 50
"""So many folders are remembered: those that were seen last."""


class Seen(BaseModel):
    """What was seen in a data folder.

    Attributes
    ----------
    people
        How many were enrolled.
    last
        When that was seen.
    """

    model_config = ConfigDict(frozen=True)

    people: int
    last: datetime


_ALL = TypeAdapter(dict[str, Seen])


class FoldersSeen:
    """Remembers data folders, on this computer and for this account.

    Parameters
    ----------
    kept
        What was given to `keep` last; nothing, if that was never, or cannot be read.
    keep
        Keeps it for later launchers.
    """

    def __init__(self, kept: str = "", keep: Callable[[str], object] = lambda _: None) -> None:
        self._keep = keep
        try:
            self._seen = _ALL.validate_json(kept)
        except ValidationError:  # whoever is seen from now on is remembered
            self._seen = {}

    def saw(self, data: Path, people: int, moment: datetime) -> None:
        """Remember that there are people in a folder: once a day, and whenever their number is another one."""
        name, before = str(data.absolute()), self.of(data)
        if before is not None and (before.people, before.last.date()) == (people, moment.date()):
            return
        self._seen[name] = Seen(people=people, last=moment)
        latest = sorted(self._seen.items(), key=lambda one: one[1].last)[-_MOST:]
        self._seen = dict(latest)
        self._keep(_ALL.dump_json(self._seen).decode())

    def of(self, data: Path) -> Seen | None:
        """Return what was seen in a folder last; ``None``: nobody, ever."""
        return self._seen.get(str(data.absolute()))

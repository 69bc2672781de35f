"""Dates of participants, as they are or shifted: all of a participant by one number of days, which is not kept."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

_LATEST_YEAR = 1915
"""A year before 1925 says that dates are shifted (BIDS 1.11.1); so a study may last ten years."""
_SPREAD_DAYS = 3650
"""Not before 1905: a workbook knows no date before 1900."""


class Dates:
    """Moments as an export has them.

    Parameters
    ----------
    shifted
        Move all moments of a participant by a number of whole days, drawn anew for each export and written nowhere, to
        before 1925: intervals within a participant and times of day stay, and no date is a true one.
    """

    def __init__(self, shifted: bool) -> None:
        self._shifted = shifted
        self._days: dict[str, int] = {}

    def of(self, participant_id: str, moment: datetime) -> datetime:
        """Return when something happened to a participant, as the export says it."""
        if not self._shifted:
            return moment
        if participant_id not in self._days:
            least = (moment - moment.replace(year=_LATEST_YEAR, month=1, day=1)).days
            self._days[participant_id] = least + secrets.randbelow(_SPREAD_DAYS)
        return moment - timedelta(days=self._days[participant_id])

    def text(self, participant_id: str, moment_utc: str) -> str:
        """Return a moment that is written in UTC as the export writes it."""
        if not self._shifted:
            return moment_utc
        moved = self.of(participant_id, datetime.fromisoformat(moment_utc))
        return moved.isoformat(timespec="milliseconds")

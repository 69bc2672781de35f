"""A calendar that nobody waits for: it says what time it is told to say."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone


class Calendar:
    """The time of day in a simulation.

    Parameters
    ----------
    begins
        The time that it says first, with its offset.
    """

    def __init__(self, begins: datetime) -> None:
        self._zero = begins.astimezone(timezone.utc)
        self._since_zero_s = 0.0

    def now(self) -> datetime:
        """Return the time."""
        return self._zero + timedelta(seconds=self._since_zero_s)

    def go_to(self, moment: datetime) -> None:
        """Let it be another moment; time does not go back."""
        self._zero = max(self.now(), moment.astimezone(timezone.utc))
        self._since_zero_s = 0.0

    def wait_s(self, seconds: float) -> None:
        """Let some time go by."""
        self.go_to(self.now() + timedelta(seconds=seconds))

    def pass_s(self, since_zero_s: float) -> None:
        """Let so much time have passed since the moment that was gone to last, by the clock of a stage."""
        self._since_zero_s = since_zero_s

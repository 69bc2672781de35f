"""The time zone of a laboratory: by its name in the IANA database, or that of this computer."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo


def zone_named(name: str) -> ZoneInfo | None:
    """Find a time zone; ``None``: there is none of that name."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # not there, no name of one, or a folder of them
        return None


class OfThisComputer(tzinfo):
    """The zone that this computer is set to, in summer and in winter: its system knows the rules, not Python."""

    def utcoffset(self, moment: datetime | None) -> timedelta | None:
        """Return how far its clock is from UTC when it shows something."""
        return None if moment is None else moment.replace(tzinfo=None).astimezone().utcoffset()

    def dst(self, moment: datetime | None) -> timedelta | None:
        """Tell nothing: nobody asks how much of that is summer time."""
        return None

    def tzname(self, moment: datetime | None) -> str | None:
        """Return what its system calls that."""
        return None if moment is None else moment.replace(tzinfo=None).astimezone().tzname()

    def fromutc(self, moment: datetime) -> datetime:
        """Return what its clock shows at a moment, and of an hour that comes twice, which of the two it is."""
        utc = moment.replace(tzinfo=timezone.utc)
        shown = utc.astimezone().replace(tzinfo=None, fold=0)
        return shown.replace(tzinfo=self, fold=int(shown.astimezone(timezone.utc) != utc))


THIS_COMPUTERS = OfThisComputer()


def wall_zone(name: str | None) -> tzinfo:
    """Give the zone of the clock on the laboratory's wall: that of its study, else that of this computer."""
    return (zone_named(name) if name else None) or THIS_COMPUTERS

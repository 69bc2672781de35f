"""The time zone of a laboratory, by its name in the IANA database."""

from __future__ import annotations

from datetime import datetime, timezone, tzinfo
from zoneinfo import ZoneInfo


def zone_named(name: str) -> ZoneInfo | None:
    """Find a time zone; ``None``: there is none of that name."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # not there, no name of one, or a folder of them
        return None


def wall_zone(name: str | None) -> tzinfo:
    """Give the zone of the clock on the laboratory's wall: that of its study, else that of this computer."""
    zone = zone_named(name) if name else None
    return zone or datetime.now(timezone.utc).astimezone().tzinfo or timezone.utc

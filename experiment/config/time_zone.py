"""The time zone of a laboratory, by its name in the IANA database."""

from __future__ import annotations

from zoneinfo import ZoneInfo


def zone_named(name: str) -> ZoneInfo | None:
    """Find a time zone; ``None``: there is none of that name."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # not there, no name of one, or a folder of them
        return None

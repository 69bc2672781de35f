"""Which moment somebody means who types what a clock shows."""

from __future__ import annotations

from datetime import datetime, timezone, tzinfo

from experiment.design.local_time import day_of, moments_of
from experiment.messages import Reason, Refusal
from experiment.verbs.typed import ClockTime


def now() -> datetime:
    """Return the moment that it is."""
    return datetime.now(timezone.utc)


def moment_meant(typed: ClockTime, zone: tzinfo, today: datetime) -> datetime:
    """Return the moment, with the offset that the clock in a zone has then.

    Raises
    ------
    Refusal
        If the clock showed that time twice, or never.
    """
    shown = datetime.combine(typed.day or day_of(today, zone), typed.clock)
    if typed.offset is not None:
        return shown.replace(tzinfo=typed.offset).astimezone(zone)
    meant = [moment.astimezone(zone) for moment in moments_of(shown, zone)]
    time = shown.isoformat(" ", "minutes")
    if not meant:
        example = shown.replace(tzinfo=zone).isoformat(timespec="minutes")
        raise Refusal(Reason.TIME_LEFT_OUT, time=time, example=example)
    if len(meant) > 1:
        first, second = (moment.isoformat(timespec="minutes") for moment in meant)
        raise Refusal(Reason.TIME_TWICE, time=time, first=first, second=second)
    return meant[0]


def clock_of(moment: datetime, zone: tzinfo) -> str:
    """Write what the clock in a zone shows at a moment."""
    return moment.astimezone(zone).strftime("%Y-%m-%d %H:%M")

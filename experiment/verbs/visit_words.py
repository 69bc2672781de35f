"""When a visit may take place, in words: one sentence wherever a command says it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo

from experiment.design.schedule import Scheduled
from experiment.design.window_words import apart_in_words
from experiment.format.vocabulary import AbortReason, VisitStanding
from experiment.verbs.moment import shortly


def in_short(visit: Scheduled, today: datetime, zone: tzinfo) -> str:
    """Say where a visit stands, and what it waits for if it is still to come."""
    said = f"{visit.visit} {visit.standing}"
    if visit.standing is VisitStanding.LATER and visit.begins is not None:
        return f"{said} from {shortly(visit.begins, visit.in_days, today, zone)}"
    return f"{said} {visit.awaits[0]}" if visit.standing is VisitStanding.AWAITING else said


def ended_early(reasons: Sequence[AbortReason | None]) -> str:
    """Say how often sessions of a visit ended before their time, and why each of them."""
    times = {1: "once", 2: "twice"}.get(len(reasons), f"{len(reasons)} times")
    return f"ended early {times} ({', '.join(map(why_early, reasons))})"


def why_early(reason: AbortReason | None) -> str:
    """Say why a session ended before its time."""
    return "reason not known" if reason is None else str(reason).replace("_", " ")


def from_until(visit: Scheduled, today: datetime, zone: tzinfo) -> str:
    """Say from when until when a visit may take place, or that its windows share no time; nothing, if it has none."""
    if visit.apart is not None:
        return apart_in_words(visit.apart)
    if visit.begins is None or visit.due is None or visit.ends is None:
        return ""
    begins, due, ends = (shortly(one, visit.in_days, today, zone) for one in (visit.begins, visit.due, visit.ends))
    return f"{begins} – {ends}, due {due}"

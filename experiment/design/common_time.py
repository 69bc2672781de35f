"""When a visit may take place: what all its windows share. The rule for several windows of a visit stands here alone.

A visit must keep every window that it has. Its time is therefore what they share: from where the last of them begins to
where the first of them ends. It is due at the time of the first window, or at the time nearest to that in what they
share. Windows that share no time leave it none: at no moment is it the visit's time, and it is late from when that is
known. While the time of an anchor is not known, nobody can say what they share.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from experiment.design.windows import Span


@dataclass(frozen=True)
class CommonTime:
    """What windows share.

    Parameters
    ----------
    begins, due, ends
        The moments, in their order.
    in_days
        Whether they are a matter of days alone, and not of hours.
    """

    begins: datetime
    due: datetime
    ends: datetime
    in_days: bool


@dataclass(frozen=True)
class Apart:
    """Two windows of a visit that share no time.

    Parameters
    ----------
    earlier
        The one that is over before the other begins.
    later
        The other.
    """

    earlier: Span
    later: Span


def apart(spans: Sequence[Span | None]) -> Apart | None:
    """Find two windows that share no time, as far as they are known; where each two share some, all of them do."""
    known = [span for span in spans if span is not None]
    if not known:
        return None
    earlier, later = min(known, key=lambda span: span.last), max(known, key=lambda span: span.begins)
    return Apart(earlier, later) if earlier.last < later.begins else None


def common_time(spans: Sequence[Span]) -> CommonTime | None:
    """Return what windows share; ``None``: there are none, or they share no time."""
    if not spans or apart(spans) is not None:
        return None
    begins = max(span.begins for span in spans)
    ends = max(begins, min(span.ends for span in spans))  # the last minute of a window of hours is in it to its end
    due = min(max(begins, spans[0].due), ends)
    return CommonTime(begins, due, ends, all(span.window.in_days for span in spans))

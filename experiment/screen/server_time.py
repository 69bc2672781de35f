"""The time at which the X server took an event in: to the millisecond, and on the clock of this program."""

from __future__ import annotations

_X_TIME_MS = 2**32
"""The X server counts milliseconds on CLOCK_MONOTONIC, and begins again after so many."""

_LONGEST_WAIT_MS = 10_000
"""No event waits for longer until it is read: one that seems to have done so comes from a server with another clock."""


def of_server(server_ms: int, now_s: float) -> float:
    """Return when an event happened that is being read now: the middle of the server's millisecond.

    Parameters
    ----------
    server_ms
        As the event says.
    now_s
        The moment of reading, on CLOCK_MONOTONIC.
    """
    now_ms = int(1000 * now_s)
    waited_ms = (now_ms - server_ms) % _X_TIME_MS
    return min(now_s, (now_ms - waited_ms + 0.5) / 1000) if waited_ms <= _LONGEST_WAIT_MS else now_s

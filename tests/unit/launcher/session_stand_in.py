"""In the place of a session: it says what a session says, and writes the orders that it is given onto its end.

``STAND_IN`` in the environment says what becomes of it: ``runs`` until it is ended, is ``refused``, ``fails`` or
``dies``, is ``stopped`` by a full disk, stands still on its calm page ``after pause``, ``after note`` or ``after end``,
or is refused by its ``display``, once its window is open.
"""

from __future__ import annotations

import json
import os
import sys

STATE = {
    "said": "state", "participant_id": "KD001", "visit": "baseline", "run": 1, "launch": 1, "part": "first_estimates",
    "number": 2, "of": 4, "finished": 3, "recorded": 10, "minutes_left": 5, "answered": 5, "missed": 1,
    "unconfirmed": 0, "frames_dropped": 0, "pauses": 0, "notes": 0, "paused": None, "status": "running", "reason": None,
}  # fmt: skip


def say(**saying: object) -> None:
    print(json.dumps(saying), flush=True)


def stop() -> None:
    facts = {"file": "trials.csv", "error": "No space left on device"}
    say(said="refused", name="RECORDING_FAILED", what="stopped", remedy="go on with --resume", facts=facts)


def check() -> int:
    """Find what the environment says: ``pass``, ``warn`` or ``fail`` for the disk; nothing, and it is broken off."""
    verdict = os.environ.get("CHECKED", "pass")
    if not verdict:
        print("the check has been stopped", file=sys.stderr)
        return 1
    line = {"value": None, "unit": None, "bar": ""}
    slow = {"state": "DISK_TAKES", "facts": {"median_ms": 212.0, "p95_ms": 400.0, "times": 60}}
    lines = [{**slow, "verdict": verdict, **line}, {"state": "CLOCK_NEVER_SET", "verdict": "pass", **line}]
    say(said="checked", verdict=verdict, lines=lines)
    return int(verdict == "fail")


def main() -> int:
    becomes = os.environ.get("STAND_IN", "runs")
    if "check" in sys.argv and "--monitored" in sys.argv:
        return check()
    if "check" in sys.argv:
        print("[]")
        return 0
    if becomes == "refused":
        say(said="refused", name=os.environ["REFUSED_AS"], what="it cannot be", remedy="mend it")
        return 1
    if becomes == "fails":
        raise TypeError("a mistake of the program")
    print("for people", file=sys.stderr, flush=True)
    say(said="opening", who=" ".join(sys.argv[1:]), monitor=json.loads(os.environ.get("MONITOR", "null")))
    if becomes == "display":
        say(said="refused", name=os.environ["REFUSED_AS"], what="it cannot be", remedy="mend it", facts={})
        return 1
    say(**STATE)
    if becomes == "dies":
        os.kill(os.getpid(), 9)
    if becomes == "stopped":
        stop()
        return 1
    notes = 0
    for line in sys.stdin:
        verb, _, rest = line.strip().partition(" ")
        if becomes == f"after {verb}":  # the participant reads the calm page: nothing more is taken
            stop()
            sys.stdin.read()
            return 1
        if verb == "note":
            notes += 1
            say(**{**STATE, "notes": notes, "paused": "experimenter", "pauses": 1})
        if verb == "pause":
            say(**{**STATE, "notes": notes, "paused": "experimenter", "pauses": 1})
        if verb == "end":
            say(said="ended", run=1, reason=rest, seal="K7QX-2M9P", advice=[])
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

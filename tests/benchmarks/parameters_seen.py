"""``python -m tests.benchmarks.parameters_seen``: whether the tests would see it if people were otherwise than assumed.

Each figure of the people of `tests.instruments.known_people`, and each standard deviation between them, is put in half
as large and half as large again, while the tests take it for what it was. Prints which figures come out too far off
then, and those changes that no figure shows. With a number, another seed.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.instruments.known_people import BETWEEN, HELD, MOST_ERRORS, PUT_IN, come_out, known_people, put_in

_FACTORS = (0.5, 1.5)


def main(seed: int) -> int:
    """Change everything, one after the other, and say what is seen."""
    seen = unseen = 0
    print(f"unchanged: {', '.join(_too_far(PUT_IN, seed)) or 'everything comes out'}")
    for name, changed in _changes():
        off = _too_far(changed, seed)
        print(f"{name:44} {', '.join(off) if off else 'NOT SEEN'}", flush=True)
        seen += bool(off)
        unseen += not off
    print(f"{seen} of {seen + unseen} changes are seen, seed {seed}")
    return 0


def _changes() -> Iterator[tuple[str, dict[str, tuple[float, float]]]]:
    for name, (mean, between) in PUT_IN.items():
        for factor in _FACTORS:
            most = 1.0 if mean <= 1 and name == "understands" else float("inf")
            yield f"{name} x {factor}", {**PUT_IN, name: (min(most, factor * mean), between)}
        for factor in _FACTORS if between else ():
            yield f"{name}{BETWEEN} x {factor}", {**PUT_IN, name: (mean, factor * between)}


def _too_far(changed: dict[str, tuple[float, float]], seed: int) -> list[str]:
    """Return the tests that fail, with by how many standard errors."""
    with tempfile.TemporaryDirectory() as folder:
        found = come_out(known_people(Path(folder), changed, seed))
    off = {name: (found[name].found - put_in(name)) / found[name].error for name in HELD}
    return [f"{name} ({errors:+.1f})" for name, errors in off.items() if not abs(errors) < MOST_ERRORS]


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1))

"""``python -m tests.benchmarks.parameters_seen``: whether the tests would see it if people were otherwise than assumed.

Each figure of the people of `tests.instruments.known_people`, and each standard deviation between them, and each figure
of those of `tests.instruments.known_visits` that is found, is put in half as large and half as large again, while the
tests take it for what it was. Prints which figures come out too far off then, and those changes that no figure shows.
With a number, another seed; with ``visits`` behind it, the latter alone.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.instruments import found_visits
from tests.instruments.known_people import BETWEEN, HELD, MOST_ERRORS, PUT_IN, come_out, known_people, put_in
from tests.instruments.known_visits import COURSE, PEOPLE, known_visits

_FACTORS = (0.5, 1.5)


def main(seed: int, visits_alone: bool) -> int:
    """Change everything, one after the other, and say what is seen."""
    if not visits_alone:
        _told(
            "of people", _too_far(PUT_IN, seed), ((name, _too_far(changed, seed)) for name, changed in _changes()), seed
        )
    changes = (
        (f"{name} x {factor}", found_visits.changed(name, factor)) for name in found_visits.HELD for factor in _FACTORS
    )
    of_visits = ((name, _too_far_at_visits(*changed, seed)) for name, changed in changes)
    _told("of visits", _too_far_at_visits(PEOPLE, COURSE, seed), of_visits, seed)
    return 0


def _told(of: str, unchanged: list[str], changes: Iterator[tuple[str, list[str]]], seed: int) -> None:
    """Say which changes are seen: of figures, and of standard deviations, between people or visits."""
    counted = Counter[tuple[bool, bool]]()
    print(f"{of}, unchanged: {', '.join(unchanged) or 'everything comes out'}")
    for name, off in changes:
        print(f"{name:44} {', '.join(off) if off else 'NOT SEEN'}", flush=True)
        counted[": " in name, bool(off)] += 1
    for is_sd, what in ((False, "figures"), (True, "standard deviations")):
        seen, unseen = counted[is_sd, True], counted[is_sd, False]
        print(f"{seen} of {seen + unseen} changes of {what} {of} are seen, seed {seed}")


def _too_far_at_visits(people: Mapping[str, Mapping[str, float]], course: Mapping[str, float], seed: int) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        found = found_visits.come_out(known_visits(Path(folder), people, course, seed=seed))
    off = {name: (found[name].found - found_visits.put_in(name)) / found[name].error for name in found_visits.HELD}
    return [f"{name} ({errors:+.1f})" for name, errors in off.items() if not abs(errors) < MOST_ERRORS]


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
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1, "visits" in sys.argv))

"""The runs that this process has sealed itself, as it conducts one session after another in a simulated study.

Their rows were written from their journals, and read back before the seal. While every file is as it was sealed, such a
run holds against itself, and need not be read in full once more for each later session of the participant. Whether the
files are as they were sealed is found out all the same, by their sums. A run that another process has sealed, or that
was sealed otherwise, is not known here.
"""

from __future__ import annotations

from experiment.format.ledger import Ledger, RunEnded

_SEALED: set[str] = set()
"""SHA-256 of the checksums of each; they name participant, visit and run, and hold the digests of all its files."""


def remember(sums_sha256: str) -> None:
    """Take note that a run is sealed."""
    _SEALED.add(sums_sha256)


def is_sealed_here(ledger: Ledger, stem: str) -> bool:
    """Return whether the last that a ledger has of a run is the end that this process has given it."""
    last = next(reversed(ledger.runs().get(stem, ())), None)
    return isinstance(last, RunEnded) and last.sums_sha256 in _SEALED

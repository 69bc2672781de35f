"""What it means for a session that the disk refuses."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from experiment.format.run_files import among_rehearsals
from experiment.messages import Reason, Refusal


@contextmanager
def before_the_session(data: Path) -> Iterator[None]:
    """Refuse to begin in a data folder that cannot be used; no trial is at stake.

    Raises
    ------
    Refusal
        If the disk refuses what is done meanwhile.
    """
    try:
        yield
    except OSError as error:
        reason = Reason.REHEARSALS_NOT_WRITABLE if among_rehearsals(data) else Reason.DATA_NOT_WRITABLE
        raise Refusal(reason, data=data, error=error.strerror or error) from error


@contextmanager
def before_reading(data: Path) -> Iterator[None]:
    """Refuse a data folder that cannot be read.

    Raises
    ------
    Refusal
        If the disk refuses what is done meanwhile.
    """
    try:
        yield
    except OSError as error:
        raise Refusal(Reason.DATA_NOT_READABLE, data=data, error=error.strerror or error) from error


@contextmanager
def during_the_session(file: str) -> Iterator[None]:
    """Stop a session whose records the disk no longer takes; what is finished is safe.

    Raises
    ------
    Refusal
        If the disk refuses what is done meanwhile.
    """
    try:
        yield
    except OSError as error:
        raise Refusal(Reason.RECORDING_FAILED, file=file, error=error.strerror or error) from error

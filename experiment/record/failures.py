"""What it means for a session that the disk refuses."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import TracebackType

from experiment.format.run_files import among_rehearsals
from experiment.format.vocabulary import StopCause
from experiment.messages import Phrase, Reason, Refusal, is_read_only
from experiment.record.held_files import held_file, is_held, refused_because
from experiment.record.out_of_reach import is_away, is_forbidden, is_out_of_reach


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
        if is_held(error):
            raise _held(error) from error
        reason = Reason.REHEARSALS_NOT_WRITABLE if among_rehearsals(data) else not_writable(error)
        raise Refusal(reason, data=data, error=refused_because(error)) from error


def not_writable(error: OSError) -> Reason:
    """Tell a data folder on a disk that takes nothing at all from one that this account may not write to."""
    return Reason.DATA_DISK_READ_ONLY if is_read_only(error) else Reason.DATA_NOT_WRITABLE


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
        if is_held(error):
            raise _held(error) from error
        raise Refusal(Reason.DATA_NOT_READABLE, data=data, error=refused_because(error)) from error


class _DuringTheSession:
    """No generator: it is entered a thousand times in a session."""

    __slots__ = ("_file",)

    def __init__(self, file: str) -> None:
        self._file = file

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        if isinstance(error, OSError):
            raise Refusal(_why_stopped(error), file=self._file, error=refused_because(error)) from error


def during_the_session(file: str) -> AbstractContextManager[None]:
    """Stop a session whose records the disk no longer takes; what is finished is safe.

    Raises
    ------
    Refusal
        If the disk refuses what is done meanwhile.
    """
    return _DuringTheSession(file)


def _why_stopped(error: OSError) -> Reason:
    if is_held(error):
        return Reason.RECORDING_HELD
    if is_away(error):
        return Reason.RECORDING_AWAY
    return Reason.RECORDING_FORBIDDEN if is_forbidden(error) else Reason.RECORDING_FAILED


CAUSES = {
    Reason.RECORDING_FAILED: StopCause.DISK_REFUSED,
    Reason.RECORDING_FORBIDDEN: StopCause.DISK_REFUSED,
    Reason.RECORDING_AWAY: StopCause.DISK_REFUSED,
    Reason.RECORDING_HANGS: StopCause.DISK_REFUSED,
    Reason.RECORDING_HELD: StopCause.OTHER_PROGRAM,
    Reason.CHANGED_MEANWHILE: StopCause.OTHER_PROGRAM,
    Reason.NOT_PUT_BACK: StopCause.OTHER_PROGRAM,
    Reason.DISPLAY_LOST: StopCause.DISPLAY_GONE,
    Reason.PROGRAM_FAILED: StopCause.PROGRAM_FAULT,
}
"""Why a session that was on cannot go on, and what that is in a word."""


def cause_of(no: Refusal) -> StopCause:
    """Tell what has broken a session off, in a word."""
    if isinstance(no.__cause__, OSError) and no.__cause__.errno in (errno.ENOSPC, errno.EDQUOT):
        return StopCause.DISK_FULL
    return CAUSES.get(no.reason, StopCause.PROGRAM_FAULT) if isinstance(no.reason, Reason) else StopCause.PROGRAM_FAULT


def not_read(file: Path, error: OSError) -> Refusal:
    """Say why a file of a participant cannot be read: another program has it, it is out of reach, or it is damaged."""
    if is_held(error):
        return _held(error, file)
    if is_out_of_reach(error):
        return Refusal(Reason.RECORD_NOT_READABLE, file=file.name, error=refused_because(error))
    return Refusal(Reason.RECORD_DAMAGED, file=file.name, what=f"it cannot be read ({refused_because(error)})")


def _held(error: OSError, file: Path | None = None) -> Refusal:
    held = file or held_file(error)
    return Refusal(Reason.FILE_HELD, file=held.name if held else Phrase.A_FILE.of(), error=refused_because(error))

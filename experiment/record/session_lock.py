"""A session is one launch's: while it is being opened, and while it is written."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

from experiment.format.run_files import SessionFiles, participant_file
from experiment.messages import Phrase, Reason, Refusal
from experiment.record.failures import before_the_session
from experiment.record.half_collected import bring_what_is_to_come
from experiment.record.soft_locks import Locked
from experiment.record.storage import Storage
from experiment.record.whole_files import make_file, make_folders


@contextmanager
def locked(storage: Storage, session: SessionFiles) -> Iterator[None]:
    """Hold a session for one launch.

    Raises
    ------
    Refusal
        If another launch holds it.
    """
    held_files = [session.lock]
    if sys.platform != "win32":  # elsewhere what is a lock and nothing else can be deleted under a running session
        held_files.append(participant_file(session.place, session.participant_id))
    with ExitStack() as held:
        with before_the_session(session.place):
            make_folders(storage, session.lock.parent)
            make_file(storage, session.lock)
            try:
                for file in held_files:
                    if storage.exists(file):
                        held.enter_context(storage.lock(file))
                _check_nobody_writes(storage, session)
                bring_what_is_to_come(storage, session.place)
            except Locked as error:
                raise running_elsewhere(session, error) from error
        yield


def is_running(storage: Storage, session: SessionFiles) -> bool:
    """Return whether a launch of a participant's holds the place of a session at this moment."""
    if not storage.exists(session.lock):
        return False
    try:
        with storage.lock(session.lock):
            return False
    except Locked:
        return True
    except OSError:  # where nothing can be written, such as a copy on a read-only disk, nothing is being recorded
        return False


def running_elsewhere(session: SessionFiles, error: Locked) -> Refusal:
    """Say that another launch holds a session, and by what, if it cannot be known whether it lives."""
    whose = Phrase.SESSION_OF.of(participant_id=session.participant_id)
    if error.by is not None:
        return Refusal(Reason.SESSION_HELD, session=whose, file=error.by)
    return Refusal(Reason.SESSION_RUNNING, session=whose)


def _check_nobody_writes(storage: Storage, session: SessionFiles) -> None:
    """Look whether another launch has a run open, though everything that it held besides was replaced."""
    for name in storage.names_in(session.folder):
        if name.startswith(session.stem) and name.endswith("_journal.jsonl"):
            with suppress(OSError), storage.lock(session.folder / name):
                pass

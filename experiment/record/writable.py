"""Whether a data folder can be written to, before anything of a session is."""

from __future__ import annotations

import secrets
from pathlib import Path

from experiment.messages import Reason, Refusal
from experiment.record.failures import before_the_session
from experiment.record.storage import Storage
from experiment.record.whole_files import make_folders, write_whole

NEEDED_BYTES = 100_000_000
"""Room that must be free before a session: a hundred times what one writes."""


def check_writable(storage: Storage, data: Path) -> None:
    """Refuse a data folder that cannot be written to, or a disk that is nearly full.

    Raises
    ------
    Refusal
        Before anything of the session exists.
    """
    probe = data / f".write_probe_{secrets.token_hex(4)}"  # of this launch alone: another may be starting
    with before_the_session(data):
        make_folders(storage, data)
        free = storage.free_bytes(data)
        if free < NEEDED_BYTES:  # before anything is tried: a full disk is no lack of rights
            needed_mb = NEEDED_BYTES // 1_000_000
            raise Refusal(Reason.DISK_NEARLY_FULL, free_mb=free // 1_000_000, data=data, needed_mb=needed_mb)
        write_whole(storage, probe, b"\n")
        storage.remove(probe)

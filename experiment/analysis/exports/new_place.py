"""The folder or file that an export makes: it is there as a whole, or not at all; never within the data."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from experiment.format.run_files import rehearsals_beside
from experiment.messages import Reason, Refusal, plainly


@contextmanager
def new_place(target: Path, data: Path, as_file: bool = False) -> Iterator[Path]:
    """Give a place to write to that becomes the target when all is written.

    Parameters
    ----------
    target
        Where the export is to stand: nothing is there, or, where it is to be a folder, an empty one.
    data
        The data folder; neither it nor its rehearsals are written to.
    as_file
        It is to be one file, which is not there yet in the place that is given.

    Raises
    ------
    Refusal
        If the target holds something, is or lies in the data, or cannot be written.
    """
    really = Path(os.path.realpath(target))
    for place in (data, rehearsals_beside(data)):
        of_data = Path(os.path.realpath(place))
        if really == of_data or of_data in really.parents:
            raise Refusal(Reason.EXPORT_INTO_DATA, target=target, data=place)
    workshop = target.with_name(f".{target.name}-{secrets.token_hex(4)}")
    try:
        if os.path.lexists(target) and (as_file or not target.is_dir() or any(target.iterdir())):
            raise Refusal(Reason.EXPORT_NOT_EMPTY, target=target)
        workshop.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not as_file:
            workshop.mkdir(mode=0o700)
        try:
            yield workshop
            if as_file:
                workshop.chmod(0o600)
            elif target.is_dir():
                target.rmdir()
            workshop.rename(target)
        finally:
            if workshop.is_dir():
                shutil.rmtree(workshop, ignore_errors=True)
            else:
                workshop.unlink(missing_ok=True)
    except OSError as error:
        raise Refusal(Reason.EXPORT_NOT_WRITTEN, target=target, error=plainly(error)) from error

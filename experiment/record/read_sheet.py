"""The sheet of a participant's own run, read strictly: what cannot be read is refused."""

from __future__ import annotations

from pathlib import Path

from experiment.format.columns import SCHEMA_VERSION
from experiment.format.sheet import SessionSheet
from experiment.record.failures import not_read
from experiment.record.provenance import unreadable
from experiment.record.storage import Storage


def read_sheet(storage: Storage, file: Path) -> SessionSheet:
    """Read the sheet of a participant's own run.

    Raises
    ------
    Refusal
        If it cannot be read; if another version of the program has written it, naming that.
    """
    try:
        content = storage.read(file)
    except OSError as error:
        raise not_read(file, error) from error
    what = "it is no session sheet"
    try:
        sheet = SessionSheet.model_validate_json(content)
    except ValueError as error:
        raise unreadable(file, content, what) from error
    if sheet.schema_version != SCHEMA_VERSION:
        raise unreadable(file, content, what)
    return sheet

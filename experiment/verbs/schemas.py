"""How an editor comes from the folder of a file to the schemas of the project."""

from __future__ import annotations

import os
from pathlib import Path

from experiment.verbs.defaults import PROJECT


def way_to_schemas(folder: Path) -> str:
    """Return the way from a folder to the schemas; from another drive, the whole path."""
    schemas = PROJECT / "configs" / "schema"
    try:
        return Path(os.path.relpath(schemas, os.path.abspath(folder))).as_posix()  # noqa: PTH100
    except ValueError:
        return schemas.as_uri()

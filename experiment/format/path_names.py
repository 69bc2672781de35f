"""Names that paths are made of, as they stand in files that somebody may have edited: none leads out of its folder."""

from __future__ import annotations

from pathlib import PurePath
from typing import Annotated, TypeAlias

from pydantic import AfterValidator, Field

Label: TypeAlias = Annotated[str, Field(pattern=r"^[A-Za-z0-9]+$")]
"""A participant ID, a visit or a task."""

RunNumber: TypeAlias = Annotated[int, Field(ge=1, lt=1_000_000)]


def stays_within(name: str) -> bool:
    """Return whether a name with ``/`` leads to something in the folder that it is put after."""
    path = PurePath(name)
    return bool(path.parts) and not path.anchor and ".." not in path.parts and "\0" not in name


def _within(name: str) -> str:
    if not stays_within(name):
        raise ValueError(f"{name} leads out of its folder")
    return name


NameWithin: TypeAlias = Annotated[str, AfterValidator(_within)]
"""The name of a file, with ``/``, in a folder or in one below it."""

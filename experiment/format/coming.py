"""What is to come into a data folder of what was collected: the list of files that `collect` puts down (list.json)."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from experiment.format.path_names import NameWithin


class ComingFile(BaseModel):
    """A file that is to come.

    Parameters
    ----------
    name
        Its path in the data folder, with ``/``.
    before, after
        SHA-256 of what stands there; ``None``: nothing.
    unit
        The run or participant it is of; ``None``: it is a ledger.
    folder
        From which it comes.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: NameWithin
    before: str | None
    after: str | None
    unit: str | None = None
    folder: str = ""


class Coming(BaseModel):
    """All that is to come at once, in the order in which it is brought to its places."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    files: tuple[ComingFile, ...]

"""What a line of a journal and a line of a ledger have in common: it never changes, and says nothing else."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class AppendedLine(BaseModel):
    """A line of JSON that is appended to a file; `event` says which it is."""

    model_config = ConfigDict(frozen=True, extra="forbid")

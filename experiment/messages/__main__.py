"""``python -m experiment.messages``: print the page of all messages, those of study files among them."""

from __future__ import annotations

import sys

from experiment.config.faults import Change, Doubt, Fault
from experiment.messages import (
    Advice,
    Confirm,
    Ended,
    Found,
    Message,
    NotNeeded,
    Reason,
    Setup,
    TableFault,
    Usage,
    catalogue,
)

GROUPS: tuple[type[Message], ...] = (
    Reason, Fault, Doubt, Change, Usage, Ended, Advice, NotNeeded, Confirm, Found, TableFault, Setup
)  # fmt: skip

if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # whatever it is redirected to
    print(catalogue(GROUPS), end="")  # noqa: T201

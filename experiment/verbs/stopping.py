"""What Ctrl-C has stopped, and what holds then: each verb says its own."""

from __future__ import annotations

import argparse
from collections.abc import Mapping

from experiment.messages import Reason
from experiment.verbs.names import LAUNCHER

_READS = (
    "validate", "status", "plan", "verify",
    LAUNCHER,
)  # fmt: skip
_MAKES = (
    "new", "lists", "replay", "score", "quality", "export", "report", "fit", "preview", "power", "preregister",
    "collect",
)  # fmt: skip

STOPPED: Mapping[str, Reason] = {
    **dict.fromkeys(_READS, Reason.READING_STOPPED),
    **dict.fromkeys(_MAKES, Reason.MAKING_STOPPED),
    "run": Reason.STOPPED,
    "simulate": Reason.STOPPED,
    "demo": Reason.DEMO_STOPPED,
    "drill": Reason.DRILL_STOPPED,
    "check": Reason.CHECKING_STOPPED,
    "backup": Reason.BACKUP_STOPPED,
    "recover": Reason.RECOVERY_STOPPED,
    "enrol": Reason.ENTERING_STOPPED,
    "anchor": Reason.ENTERING_STOPPED,
}
"""By verb."""


def stopped(options: argparse.Namespace) -> Reason:
    """Return the sentence of what was stopped."""
    if options.verb == "simulate" and options.participant is None:
        return Reason.SIMULATION_STOPPED
    return STOPPED[options.verb]

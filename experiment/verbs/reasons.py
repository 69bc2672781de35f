"""Reasons that are kept with the data: they name nobody."""

from __future__ import annotations

from experiment.format.privacy import looks_personal
from experiment.messages import Confirm
from experiment.messages.accepting import Accepts
from experiment.verbs.asking import confirmed


def impersonal(reason: str, accepted: Accepts) -> str:
    """Return a reason that names nobody, or of which somebody says so.

    Parameters
    ----------
    accepted
        Whether the command line says so.

    Raises
    ------
    Refusal
        If it looks as if it named somebody, and nobody says that it does not.
    """
    if what := looks_personal(reason):
        confirmed(Confirm.REASON_LOOKS_PERSONAL, by_flag=accepted, reason=reason, what=what)
    return reason

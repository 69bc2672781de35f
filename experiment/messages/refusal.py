"""The program says no."""

from __future__ import annotations

from collections.abc import Mapping

from experiment.messages.confirm import Confirm
from experiment.messages.reasons import Reason
from experiment.messages.setup import Setup


class Refusal(Exception):
    """The program says no.

    Parameters
    ----------
    reason
        Which message of the catalogue.
    **facts
        What fills the places in its two sentences.
    """

    def __init__(self, reason: Reason | Confirm | Setup, /, **facts: object) -> None:
        self.reason = reason
        self.facts = facts
        super().__init__(reason.say(**facts))

    def __reduce__(self) -> tuple[object, ...]:
        """Come whole out of another process, in which a part of the work was refused."""
        return _refused, (self.reason, self.facts)


def _refused(reason: Reason | Confirm | Setup, facts: Mapping[str, object]) -> Refusal:
    return Refusal(reason, **facts)

"""The state of an answer, as far as it is seen: what a view is shown with, whatever makes it."""

from __future__ import annotations

from dataclasses import dataclass

from experiment.layout.views import Notice


@dataclass(frozen=True)
class AnswerState:
    """What stands on a screen of the answer to it.

    Parameters
    ----------
    digits
        Those that are typed.
    marker
        At which value the marker of a slider stands; ``None``: nowhere.
    chosen
        The number of the option that is marked.
    notice
        What the participant is told about it.
    """

    digits: str = ""
    marker: int | None = None
    chosen: int | None = None
    notice: Notice | None = None


UNANSWERED = AnswerState()
"""Nothing has been done, or nothing is asked."""

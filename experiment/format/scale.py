"""The scale of an answer: from the study file to the plan, the screen and the row."""

from __future__ import annotations

from dataclasses import dataclass

from experiment.format.made_here import made_often
from experiment.format.vocabulary import AnswerInput, Confirmation


@made_often
@dataclass(frozen=True)
class AnswerScale:
    """The whole numbers that can be answered, and how.

    Parameters
    ----------
    minimum, maximum
        Its ends.
    input
        Typed, or on a slider.
    confirm
        What makes a typed value an answer.
    start
        Where a slider's marker stands at first; ``None``: nowhere.
    figures
        Whether the figures are seen; without them a slider is a visual analogue scale.
    """

    minimum: int
    maximum: int
    input: AnswerInput
    confirm: Confirmation
    start: int | None = None
    figures: bool = True

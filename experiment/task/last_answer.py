"""How the answer before came to its end, and whether the hand goes on with it: what the next screen must know."""

from __future__ import annotations

from collections.abc import Sequence

from experiment.task.answers import Answer, NumberAnswer
from experiment.task.carry_over import Ended
from experiment.task.inputs import Input, KeyPress, as_key
from experiment.task.typed_answer import TypedAnswer


def ended_with(given: Input, answer: Answer) -> Ended:
    """Take note that an input was the last one to an answer."""
    settled_s = answer.settles_s if isinstance(answer, TypedAnswer) else None
    return Ended(given, by_digit=settled_s is not None, settled_s=settled_s)


def still_typing(ended: Ended | None, answer: Answer, inputs: Sequence[Input]) -> Ended | None:
    """Keep in mind which number the hand is at: it may go on with it when the next screen is on.

    A number that is unfinished when its time is over is gone on with just like one that its last digit has
    confirmed; whatever screens come between.

    Parameters
    ----------
    ended
        How the last answer before these inputs ended.
    answer
        That of the screen that was on, as it stands after them.
    """
    if not inputs:
        return ended
    unfinished = isinstance(answer, NumberAnswer) and not answer.complete
    for given in inputs:
        press = as_key(given)
        if unfinished and isinstance(press, KeyPress) and press.key.is_digit:
            ended = Ended(given, by_digit=True)
        elif ended is not None:
            ended = ended.typed_on(given)
    return ended

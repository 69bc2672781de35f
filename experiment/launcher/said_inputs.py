"""What a participant pressed, as a person would say it: keys by what stands on them. Nothing of Qt."""

from __future__ import annotations

from experiment.format.journal import KeyPressed, MouseUsed
from experiment.launcher.speaking import Speaker
from experiment.launcher.texts import Keys
from experiment.layout.answer_state import AnswerState
from experiment.task.answered_again import Done

_KEYPAD = "num_"
"""How the name of a key of the keypad begins."""

_MOVED_BY = {"mouse": Keys.BY_MOUSE, "digits": Keys.BY_DIGITS, "held": Keys.BY_HELD_ARROW}


def input_said(done: Done, say: Speaker) -> str:
    """Return what was done."""
    match done:
        case KeyPressed():
            what = key_said(done.key, done.name, say)
        case MouseUsed(act="down"):
            what = say(Keys.CLICK, what=_clicked(done, say))
        case MouseUsed():
            what = say(Keys.LET_GO)
        case _:
            by = _MOVED_BY.get(done.by)
            return say(Keys.MOVED_BY, by=say(by) if by else key_said(done.by, done.by, say))
    return say(Keys.IN_LAST_FRAME, what=what) if done.late else what


def key_said(key: str, name: str, say: Speaker) -> str:
    """Return which key it was.

    Parameters
    ----------
    key
        What it means to the task.
    name
        What the keyboard calls it.
    """
    if key.isdigit():
        what = say(Keys.DIGIT, digit=key)
    else:
        what = say(Keys[key.upper()]) if key.upper() in Keys.__members__ else key
    return say(Keys.ON_KEYPAD, key=what) if name.startswith(_KEYPAD) else what


def stood(state: AnswerState) -> str:
    """Return what stood there then."""
    return state.digits or next((str(one) for one in (state.marker, state.chosen) if one is not None), "")


def _clicked(done: MouseUsed, say: Speaker) -> str:
    if done.target is None:
        return say(Keys.ON_NOTHING if done.share is None else Keys.ON_TRACK)
    kind, _, number = done.target.partition(" ")
    return say(Keys[f"ON_{kind.upper()}"], number=number)

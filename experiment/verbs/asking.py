"""Questions to whoever types a command: y or n on a terminal; without one, a flag has answered, or the command says no.

Two doors, for every question of every verb:

* ``confirmed(Confirm.X, by_flag=options.accept_x.take, fact=…)`` where something unusual goes on only if it is
  meant. It returns if it is, and raises a `Refusal` with the question's own message if it is not. The flag is named in
  the message's remedy, so that a command without a terminal can be given again with it.
* ``answer_to(Confirm.X, fact=…)`` where both answers lead on ("did you mean …?"): true, false, or ``None`` if nobody is
  there to answer.

Where a reason is to be given in words, ``words_for(Reason.X, read, fact=…)`` asks for it, and
``reason_for`` for one of a list.

A new question is a member of `experiment.messages.Confirm` with three sentences: what is the case, what to do if it is
not meant, and what is asked. What was confirmed for a session belongs on its sheet (`Apparatus.confirmed`).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from typing import TypeVar

from experiment.format.vocabulary import Word
from experiment.messages import MORE_WORDS, Confirm, Reason, Refusal, asking_which, asking_why
from experiment.messages.accepting import Accepts

_T = TypeVar("_T")
_W = TypeVar("_W", bound=Word)

_YES = frozenset({"y", "yes", "o", "oui"})
_NO = frozenset({"n", "no", "non"})
_TIMES = 3


def confirmed(question: Confirm, /, *, by_flag: Accepts, **facts: object) -> None:
    """Go on only if what is unusual is meant.

    Parameters
    ----------
    question
        What is the case, and what is asked.
    by_flag
        Whether the command line has confirmed it already; then nothing is asked on the terminal.
    **facts
        What fills the places in the question's sentences.

    Raises
    ------
    Refusal
        If the answer is no, or there is nobody to answer.
    """
    if not by_flag() and not answer_to(question, **facts):
        raise Refusal(question, **facts)


def answer_to(question: Confirm, /, **facts: object) -> bool | None:
    """Ask on the terminal; ``None``: there is none, or no answer came."""
    if not _somebody_there():
        return None
    for _ in range(_TIMES):
        print(question.asking(**facts), end=" ", file=sys.stderr, flush=True)
        answer = sys.stdin.readline()
        if not answer:  # the terminal is gone, or Ctrl-D
            print(file=sys.stderr)
            return None
        if answer.strip().lower() in _YES:
            return True
        if answer.strip().lower() in _NO:
            return False
    return None


def words_for(no: Reason, read: Callable[[str], str], /, **facts: object) -> str | None:
    """Ask on the terminal why something is the case; ``None``: there is none, or nobody says why.

    Parameters
    ----------
    no
        The refusal that there will be without an answer.
    read
        Reads what was typed, as the option of the command line that says the same.
    """
    return _typed(asking_why(no, **facts), read)


def reason_for(no: Reason, words: Sequence[_W], read: Callable[[str], _W], /, **facts: object) -> _W | None:
    """Ask on the terminal for a reason of a list, by its number or its name; ``None``: there is none, or no answer."""
    numbers = [str(number) for number in range(1, len(words) + 1)]

    def meant(answer: str) -> _W:
        typed = answer.strip()
        return words[int(typed) - 1] if typed in numbers else read(typed)

    return _typed(asking_which(no, [str(word) for word in words], **facts), meant)


def more_words(read: Callable[[str], str], /) -> str | None:
    """Ask on the terminal whether there is more to say about a reason; ``None``: there is not."""
    return _typed(MORE_WORDS, read)


def _typed(prompt: str, read: Callable[[str], _T]) -> _T | None:
    """Return what is typed, asked again if it cannot be read; ``None``: there is no terminal, or no answer."""
    if not _somebody_there():
        return None
    for _ in range(_TIMES):
        print(prompt, end=" ", file=sys.stderr, flush=True)
        answer = sys.stdin.readline()
        if not answer.strip():
            return None
        try:
            return read(answer)
        except argparse.ArgumentTypeError as error:
            print(error, file=sys.stderr)
    return None


def _somebody_there() -> bool:
    return bool(sys.stdin and sys.stdin.isatty() and sys.stderr.isatty())

"""What people write where words in several languages, or one word of a few, are wanted."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Sequence
from typing import Any, get_args, get_origin

from experiment.config.faults import Fault
from experiment.config.model import Language

_IN_A_LANGUAGE = re.compile(r"(\w+?)_([a-z]{2})")

Said = tuple[Fault, dict[str, object]]


def text_slip(fault: Fault, value: object, annotations: Sequence[Any]) -> Said | None:
    """Find a list of one where one word is wanted, and words without a language where each has its own.

    Parameters
    ----------
    fault
        What is known of it.
    value
        What stands there.
    annotations
        What may stand there, as the models say it.
    """
    if fault is Fault.NOT_TEXT and isinstance(value, tuple) and len(value) == 1 and isinstance(value[0], str):
        return Fault.LIST_FOR_ONE, {"entry": value[0]}
    by_language = any(get_origin(one) is dict and get_args(one)[0] is Language for one in annotations)
    if fault is Fault.NOT_A_SET_OF_KEYS and by_language:
        return Fault.NOT_BY_LANGUAGE, {}
    return None


def below_its_text(key: str, known: Collection[str]) -> str | None:
    """Take a key such as text_fr for the French words of the key text, as a table has them."""
    found = _IN_A_LANGUAGE.fullmatch(key)
    if found is None or found[1] not in known:
        return None
    return f"write it below {found[1]}:, set in, as {found[2]}: …"


def one_of(word: object, choices: Sequence[str], more: str = "") -> str:
    """Return which of the choices was probably meant, or name them all, and what more may stand there."""
    match = difflib.get_close_matches(str(word).lower(), choices, n=1, cutoff=0.6)
    if match:
        return f"did you mean “{match[0]}”?"
    return f"one of {', '.join(choices)}{more}" if len(choices) > 1 else f"write {choices[0]}{more}"

"""Words that YAML 1.1 would read as something else: what is advised is what may stand in their place.

The reader of YAML does not know what a key is for. Who writes `outside: yes` is not helped by quotes around it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from typing import Any, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from experiment.config.faults import Fault
from experiment.config.mistakes import Mistake
from experiment.config.model import Language
from experiment.config.model_paths import annotations_at, keys_within
from experiment.config.tried import errors_with, names_for, would_hold
from experiment.config.yaml_source import LOST, Path_, YamlSource
from experiment.format.read_otherwise import read_otherwise

_READ_AS = {
    Fault.READ_AS_TRUE_OR_FALSE: "true or false",
    Fault.READ_IN_BASE_60: "a number in base 60",
    Fault.READ_AS_OCTAL: "an octal number",
    Fault.UNUSUAL_NUMBER: "a number",
    Fault.READ_AS_MOMENT: "a moment",
}
_TRUE = ("yes", "on", "true", "y")
_TRIED = 50
"""So many of a file are tried: more are no slips."""


def misread_words(
    model: type[BaseModel], source: YamlSource, said_of: Callable[[ErrorDetails], Mistake], known: Callable[..., str]
) -> Iterator[Mistake]:
    """Repeat what the reader of YAML has said, and advise only what would be taken.

    Parameters
    ----------
    model, source
        The file.
    said_of
        Says what pydantic has found.
    known
        Says which word was probably meant, of those that are known.
    """
    of_words = {mistake: path for path, mistake in source.surprises[:_TRIED]}
    for mistake in source.mistakes:
        path = of_words.get(mistake)
        if path is None or mistake.fault not in _READ_AS:
            yield mistake
        elif path[-1:] == (LOST,):
            yield _of_a_key(model, source, path[:-1], mistake, known)
        else:
            yield _of_a_value(model, source, path, mistake, said_of)


def _of_a_value(
    model: type[BaseModel],
    source: YamlSource,
    path: Path_,
    mistake: Mistake,
    said_of: Callable[[ErrorDetails], Mistake],
) -> Mistake:
    text, as_ = dict(mistake.facts)["text"], _READ_AS[mistake.fault]
    errors = errors_with(model, source.value, path, text)
    names = names_for(source.value, path)
    if names is not None and text not in names:
        key, remedy = path[-1], f"write one of those under languages: {', '.join(names)}"
        return Mistake.at(mistake.where, Fault.NOT_ONE_OF, key=key, value=f"“{text}”", suggestion=remedy)
    other = _other(mistake.fault, text)
    written = None if other is None or not would_hold(model, source.value, path, other) else _written(other)
    if not errors:
        return mistake if written else Mistake.at(mistake.where, Fault.MISREAD_TEXT, text=text, otherwise=as_)
    if written:
        return Mistake.at(mistake.where, Fault.MISREAD_VALUE, text=text, otherwise=as_, written=written)
    literal = [one for one in errors if one["type"] == "literal_error"]
    return said_of((literal or errors)[0])


def _other(fault: Fault, text: str) -> object:
    """Return what a word would be read as, or a number in digits; ``None``: nothing that a file may hold."""
    if fault is Fault.READ_AS_TRUE_OR_FALSE:
        return text.lower() in _TRUE
    number = text.replace("_", "").lstrip("+")
    with suppress(ValueError):
        return date.fromisoformat(text[:10]) if fault is Fault.READ_AS_MOMENT else int(number, 10)
    with suppress(ValueError, OverflowError):
        return None if fault is Fault.READ_AS_MOMENT else int(number, 0)
    with suppress(ValueError, OverflowError):
        value = float(number)
        return int(value) if value.is_integer() else value
    return None


def _written(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _of_a_key(
    model: type[BaseModel], source: YamlSource, holder: Path_, mistake: Mistake, known: Callable[..., str]
) -> Mistake:
    text = dict(mistake.facts)["text"]
    if keys := keys_within(model, holder):
        return Mistake.at(mistake.where, Fault.KEY_UNKNOWN, key=text, suggestion=known(text, keys))
    if not any(_takes_languages(one) for one in annotations_at(model, holder)) and (otherwise := read_otherwise(text)):
        return Mistake.at(mistake.where, Fault.READ_OTHERWISE, text=text, otherwise=otherwise)
    return Mistake.at(mistake.where, Fault.MISREAD_TEXT, text=text, otherwise=_READ_AS[mistake.fault])


def _takes_languages(annotation: Any) -> bool:
    return get_origin(annotation) is dict and get_args(annotation)[0] is Language

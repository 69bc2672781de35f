"""From what pydantic finds wrong to a mistake with its place and what would be right."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from experiment.config.faults import Fault
from experiment.config.mistakes import Mistake, StudyMistakes
from experiment.config.model import SAID_BY_US
from experiment.config.yaml_source import YamlSource

_M = TypeVar("_M", bound=BaseModel)

_OF_VALUES = {
    "int_type": Fault.NOT_A_WHOLE_NUMBER,
    "int_from_float": Fault.NOT_A_WHOLE_NUMBER,
    "float_type": Fault.NOT_A_NUMBER,
    "string_type": Fault.NOT_TEXT,
    "bool_type": Fault.NOT_TRUE_OR_FALSE,
    "tuple_type": Fault.NOT_A_LIST,
    "dict_type": Fault.NOT_A_SET_OF_KEYS,
    "model_type": Fault.NOT_ITS_KEYS,
    "date_type": Fault.NOT_A_DATE,
    "greater_than_equal": Fault.TOO_SMALL,
    "less_than_equal": Fault.TOO_LARGE,
    "too_short": Fault.TOO_FEW,
    "too_long": Fault.TOO_MANY,
    "string_too_short": Fault.NOTHING_WRITTEN,
    "string_pattern_mismatch": Fault.OF_ANOTHER_FORM,
    "enum": Fault.NOT_ONE_OF,
    "literal_error": Fault.NOT_ONE_OF,
}
_OF_KEYS = {"string_pattern_mismatch": Fault.KEY_OF_ANOTHER_FORM, "enum": Fault.KEY_NOT_ONE_OF}
"""What pydantic's kinds of errors mean to somebody who writes a value, or a key."""

_OF_TIMES = {Fault.TOO_SMALL: Fault.TIME_TOO_SHORT, Fault.TOO_LARGE: Fault.TIME_TOO_LONG}
"""Of values in seconds, where milliseconds may have been meant."""

_FACTS = {"ge": "minimum", "le": "maximum", "min_length": "fewest", "max_length": "most"}
"""Our names for the facts that come with its errors, where they are others."""


def build(model: type[_M], source: YamlSource) -> _M:
    """Build a model from a YAML file.

    Raises
    ------
    StudyMistakes
        With every mistake of the file.
    """
    try:
        return model.model_validate(source.value)
    except ValidationError as error:
        details = error.errors(include_url=False)
        raise StudyMistakes([_mistake(detail, model, source) for detail in details if not _follows(detail)]) from error


def _follows(detail: ErrorDetails) -> bool:
    """Return whether an error only follows from others: a list counts as too short when all that it has is wrong."""
    fewest = detail.get("ctx", {}).get("min_length", 0)
    return detail["type"] == "too_short" and len(detail["input"]) >= fewest


def closest(word: str, known: Iterable[str]) -> str:
    """Say which of the known words was probably meant, or name them all."""
    choices = list(known)
    match = difflib.get_close_matches(word, choices, n=1, cutoff=0.6)
    return f"did you mean “{match[0]}”?" if match else f"known here: {', '.join(choices) or 'nothing'}"


def _mistake(detail: ErrorDetails, model: type[BaseModel], source: YamlSource) -> Mistake:
    path = tuple(_within(detail["loc"], source.value))
    where, kind, context = source.at(*path), detail["type"], detail.get("ctx", {})
    name = next((str(step) for step in reversed(path) if isinstance(step, str)), source.file.name)
    if kind == SAID_BY_US:
        return Mistake.at(where, context["fault"], **context["facts"])
    if kind == "extra_forbidden":
        return Mistake.at(where, Fault.KEY_UNKNOWN, key=name, suggestion=closest(name, _keys_at(model, path[:-1])))
    if kind == "missing":
        return Mistake.at(where, Fault.KEY_MISSING, key=detail["loc"][-1])
    fault = (_OF_KEYS if detail["loc"][-1:] == ("[key]",) else _OF_VALUES).get(kind)
    if fault is None:  # a constraint that no model of today has
        problem = f"{detail['msg'][:1].lower()}{detail['msg'][1:]}"
        return Mistake.at(where, Fault.OUTSIDE_THE_SCHEMA, key=name, problem=problem)
    fault = _OF_TIMES.get(fault, fault) if name.endswith("_s") or name == "uniform" else fault
    known = {_FACTS.get(fact, fact): value for fact, value in context.items()}
    facts = {"key": name, "value": _shown(detail["input"]), **known}
    return Mistake.at(where, fault, **{place: facts[place] for place in sorted(fault.places)})


def _shown(value: object) -> str:
    if value is None:
        return "empty"
    if isinstance(value, tuple):
        return f"a list of {len(value)}"
    if isinstance(value, dict):
        return "a set of keys"
    if isinstance(value, bool):
        return str(value).lower()
    return f"“{value}”"


def _within(path: Sequence[str | int], value: Any) -> Iterator[str | int]:
    """Keep the steps of a path that exist in the file; pydantic puts in the names of alternatives."""
    for step in path:
        inside = isinstance(value, dict) and step in value
        if inside or (isinstance(value, tuple) and isinstance(step, int) and step < len(value)):
            value = value[step]
        else:
            continue
        yield step


def _keys_at(model: type[BaseModel], path: Sequence[str | int]) -> list[str]:
    """Name the keys that are known at a place of a file."""
    models = {model}
    for step in path:
        deeper = {
            inner
            for outer in models
            if isinstance(step, str) and step in outer.model_fields
            for inner in _models_in(outer.model_fields[step].annotation)
        }
        models = deeper or models
    return sorted({name for known in models for name in known.model_fields})


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models_in(argument)

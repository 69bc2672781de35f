"""From what pydantic finds wrong to a mistake with its place and what would be right."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from experiment.config.mistakes import Mistake, StudyMistakes
from experiment.config.model import SAID_BY_US
from experiment.config.yaml_source import YamlSource

_M = TypeVar("_M", bound=BaseModel)

_EXPECTED = {
    "int_type": "write a whole number",
    "int_from_float": "write a whole number",
    "float_type": "write a number",
    "string_type": "write text, in quotes if it looks like something else",
    "bool_type": "write true or false",
    "tuple_type": "write a list: [first, second]",
    "dict_type": "write keys with values below, indented",
    "model_type": "write its keys below, indented",
    "model_attributes_type": "write its keys below, indented",
    "date_type": "write a date such as 2026-12-01, without quotes",
    "greater_than": "more than {gt}",
    "greater_than_equal": "at least {ge}",
    "less_than": "less than {lt}",
    "less_than_equal": "at most {le}",
    "string_too_short": "write something",
    "string_pattern_mismatch": "it must match {pattern}",
    "enum": "one of {expected}",
    "literal_error": "one of {expected}",
    "too_short": "at least {min_length}",
    "too_long": "at most {max_length}",
}


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
        raise StudyMistakes([_mistake(detail, model, source) for detail in details]) from error


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
        return Mistake(where, str(context["what"]), str(context["remedy"]))
    if kind == "extra_forbidden":
        return Mistake(where, f"the key “{name}” is not known here", closest(name, _keys_at(model, path[:-1])))
    if kind == "missing":
        return Mistake(where, f"the key “{detail['loc'][-1]}” is missing", "add it")
    if kind in _EXPECTED:
        remedy = _EXPECTED[kind].format(**context)
        if detail["loc"][-1:] == ("[key]",):
            return Mistake(where, f"the key “{name}” is not known here", remedy)
        return Mistake(where, f"“{name}” cannot be {_shown(detail['input'])}", remedy)
    return Mistake(where, f"“{name}”: {detail['msg'][:1].lower()}{detail['msg'][1:]}", "write what the schema allows")


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

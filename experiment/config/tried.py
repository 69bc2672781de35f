"""Whether a value would be taken where it is to be written: no advice may lead to a second refusal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from experiment.config.model import SAID_BY_US
from experiment.config.model_paths import models_at, value_at, within
from experiment.config.yaml_source import Path_

_NAMED_ABOVE: dict[Path_, tuple[str]] = {("experimenter_language",): ("languages",)}
"""Keys whose value is one of those that another key of the file names."""


def errors_with(model: type[BaseModel], value: Any, path: Path_, candidate: object) -> list[ErrorDetails]:
    """Try a value in the place of one, and return what is wrong with it there; of its surroundings nothing is said.

    Parameters
    ----------
    model, value
        Of the whole file.
    path
        Where the candidate is tried.
    candidate
        What might be written there.
    """
    holder, of_holder = _nearest_model(model, path)
    there = _with(value_at(value, holder), path[len(holder) :], candidate)
    try:
        of_holder.model_validate(there)
    except ValidationError as error:
        inner = path[len(holder) :]
        return [
            {**one, "loc": (*holder, *one["loc"])}
            for one in error.errors(include_url=False)
            if _place(one, there)[: len(inner)] == inner
        ]
    return []


def would_hold(model: type[BaseModel], value: Any, path: Path_, candidate: object) -> bool:
    """Return whether nothing would be wrong with a value where it is to be written."""
    named = _NAMED_ABOVE.get(path)
    if named is not None and candidate not in (value_at(value, named) if named[0] in value else ()):
        return False
    return not errors_with(model, value, path, candidate)


def names_for(value: Any, path: Path_) -> tuple[str, ...] | None:
    """Name the values that a key may have because another names them; ``None``: there is no such key."""
    named = _NAMED_ABOVE.get(path)
    there = value.get(named[0]) if named is not None and isinstance(value, Mapping) else None
    return tuple(one for one in there if isinstance(one, str)) if isinstance(there, tuple) else None


def _nearest_model(model: type[BaseModel], path: Path_) -> tuple[Path_, type[BaseModel]]:
    """Find the smallest part of the file that holds a place and is checked for itself."""
    for n in range(len(path) - 1, 0, -1):
        models = models_at(model, path[:n])
        if len(models) == 1:
            return path[:n], models[0]
    return (), model


def _place(detail: ErrorDetails, value: Any) -> Path_:
    inner = detail.get("ctx", {}).get("within", ()) if detail["type"] == SAID_BY_US else ()
    return (*within(detail["loc"], value), *inner)


def _with(value: Any, path: Path_, candidate: object) -> Any:
    if not path:
        return candidate
    step, rest = path[0], path[1:]
    if isinstance(value, Mapping):
        return {**value, step: _with(value.get(step), rest, candidate)}
    if isinstance(value, tuple | list) and isinstance(step, int):
        return tuple(_with(one, rest, candidate) if n == step else one for n, one in enumerate(value))
    return {step: _with(None, rest, candidate)}

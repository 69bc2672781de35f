"""A model of a file that has mistakes, so that everything else can be checked all the same.

What is wrong is put aside: a key that was probably another is taken for that one, any other value gives its place to an
example. Where that was done is kept as damage: nothing is ever said about a place that was mended.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, get_origin

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from experiment.config.cut_off import as_cut_off
from experiment.config.explain import mistakes_of
from experiment.config.key_meanings import example
from experiment.config.mistakes import MOST, Mistake
from experiment.config.model_paths import keys_within, loose, models_at, value_at, within
from experiment.config.out_of_place import put_in_place
from experiment.config.yaml_source import Path_, YamlSource

_M = TypeVar("_M", bound=BaseModel)
_ROUNDS = 5
_WORDS = {"fr": "…", "en": "…"}
"""In place of words that cannot be used."""


@dataclass(frozen=True)
class Built(Generic[_M]):
    """A file as a model, as far as it goes.

    Parameters
    ----------
    source
        What it was made of.
    model
        The model; ``None``: nothing could be made of the file.
    mistakes
        What is wrong in the file.
    damage
        Where the model is not what the file says.
    """

    source: YamlSource
    model: _M | None
    mistakes: tuple[Mistake, ...]
    damage: frozenset[Path_]


def build_as_far_as_possible(model: type[_M], source: YamlSource) -> Built[_M]:
    """Build a model from a YAML file, whatever is wrong in it."""
    if len(source.spoilt) + len(source.empty) > MOST:  # no study: to mend it would take long, and tell nothing
        return Built(source, None, tuple(mistakes_of(model, source, ())), frozenset())
    try:
        built = model.model_validate(source.value)
    except ValidationError as error:
        details = error.errors(include_url=False)
        meant = put_in_place(model, source, details)
        if meant is not source:
            return build_as_far_as_possible(model, meant)
        source = as_cut_off(model, source, details)
        mended, damage = _mended(model, source, details)
        return Built(source, mended, tuple(mistakes_of(model, source, details)), damage)
    return Built(source, built, tuple(mistakes_of(model, source, ())), frozenset((*source.spoilt, *source.empty)))


def _mended(model: type[_M], source: YamlSource, details: Sequence[ErrorDetails]) -> tuple[_M | None, frozenset[Path_]]:
    value, damage = loose(source.value), {*source.spoilt, *source.empty}
    if len(details) > MOST:  # no study, too
        return None, frozenset(damage)
    for _ in range(_ROUNDS):
        # a key that is another's name mends one that is missing; the inner ones first, so that no way leads astray
        for detail in sorted(details, key=lambda one: (one["type"] == "missing", -len(one["loc"]))):
            if detail["type"] == "missing" and _is_there(value, detail["loc"]):
                continue
            if detail["type"] == "too_short" and len(detail["input"]) >= detail["ctx"]["min_length"]:
                continue  # it is long enough, and counts as too short because all that it has is wrong
            _mend(value, detail, model, damage)
        try:
            return model.model_validate(value), frozenset(damage)
        except ValidationError as error:
            details = error.errors(include_url=False)
    return None, frozenset(damage)


def _mend(value: Any, detail: ErrorDetails, model: type[BaseModel], damage: set[Path_]) -> None:
    path = tuple(within(detail["loc"], value))
    if detail["type"] == "missing":
        holder, key = value_at(value, path), str(detail["loc"][-1])
        if not isinstance(holder, dict):
            return  # what it was missing from has been mended as a whole
        holder[key] = _stand_in_of(key, models_at(model, path))
        damage.add((*path, key))
    elif not path:
        return
    elif detail["type"] == "extra_forbidden":
        holder, key = value_at(value, path[:-1]), str(path[-1])
        free = [name for name in keys_within(model, path[:-1]) if name not in holder]
        meant = difflib.get_close_matches(key, free, n=1, cutoff=0.6)
        inner = holder.pop(key)
        if meant:
            holder[meant[0]] = inner
        damage.add(path)
    elif detail["loc"][-1:] == ("[key]",):
        del value_at(value, path[:-1])[path[-1]]
        damage.add(path)
    else:
        value_at(value, path[:-1])[path[-1]] = _stand_in(model, path)
        damage.add(path)


def _is_there(value: Any, path: Sequence[str | int]) -> bool:
    return len(list(within(path, value))) == len(list(within(path[:-1], value))) + 1


def _stand_in(model: type[BaseModel], path: Path_) -> Any:
    """Make a value that may stand at a place: an example of its key, or of what its list holds."""
    holders = models_at(model, path[:-1])
    if isinstance(path[-1], str) and any(path[-1] in one.model_fields for one in holders):
        return _stand_in_of(path[-1], holders)
    if inner := models_at(model, path):
        return _whole(inner[0])
    around = _stand_in(model, path[:-1])
    if isinstance(around, list) and around:
        return around[0]
    return next(iter(around.values()), "…") if isinstance(around, dict) else "…"


def _stand_in_of(key: str, models: Sequence[type[BaseModel]]) -> Any:
    for model in models:
        if key not in model.model_fields:
            continue
        if written := example(model, key):
            return yaml.safe_load(written)
        field = model.model_fields[key]
        if not field.is_required():
            return field.get_default(call_default_factory=True)
        if inner := models_at(model, (key,)):
            return _whole(inner[0])
        if get_origin(field.annotation) is dict and (held := models_at(model, (key, ""))):
            return {"stand_in": _whole(held[0])}
        if get_origin(field.annotation) is dict:
            return dict(_WORDS)
    return None


def _whole(model: type[BaseModel]) -> dict[str, Any]:
    """Make one that may stand: with what it must have, or, if it must have one of several, with everything."""
    required = [key for key, field in model.model_fields.items() if field.is_required()]
    whole = {key: _stand_in_of(key, [model]) for key in required}
    try:
        model.model_validate(whole)
    except ValidationError:
        return {key: _stand_in_of(key, [model]) for key in model.model_fields}
    return whole

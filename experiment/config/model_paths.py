"""The ways through a file, and which model stands where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from experiment.config.yaml_source import Path_


def within(path: Sequence[str | int], value: Any) -> Iterator[str | int]:
    """Keep the steps of a path that exist in a file; pydantic puts in the names of alternatives."""
    for step in path:
        inside = isinstance(value, dict) and step in value
        if inside or (isinstance(value, tuple | list) and isinstance(step, int) and step < len(value)):
            value = value[step]
        else:
            continue
        yield step


def value_at(value: Any, path: Iterable[str | int]) -> Any:
    """Follow a path from the top of a file to the value there."""
    for step in path:
        value = value[step]
    return value


def loose(value: Any) -> Any:
    """Copy the values of a file so that they can be changed."""
    if isinstance(value, Mapping):
        return {key: loose(inner) for key, inner in value.items()}
    return [loose(inner) for inner in value] if isinstance(value, tuple) else value


def models_at(model: type[BaseModel], path: Path_) -> list[type[BaseModel]]:
    """Return the models that may describe a place of a file; none, if it holds no keys of its own."""
    return [one for one in annotations_at(model, path) if _is_model(one)]


def annotations_at(model: type[BaseModel], path: Path_) -> list[Any]:
    """Return what may stand at a place of a file, as the models say it; alternatives each for itself."""
    annotations: list[Any] = [model]
    for step in path:
        inner: list[Any] = []
        for annotation in annotations:
            if _is_model(annotation):
                fields = annotation.model_fields
                inner += [fields[step].annotation] if step in fields else []
            else:
                inner += _elements(annotation)
        annotations = [alternative for one in inner for alternative in _alternatives(one)]
    return annotations


def keys_within(model: type[BaseModel], path: Path_) -> list[str]:
    """Name the keys that are known at a place of a file."""
    return sorted({name for one in models_at(model, path) for name in one.model_fields})


def ways_to(model: type[BaseModel], key: str) -> Iterator[str]:
    """Name the keys below which a key is known, from the top of a file on, with points between."""
    waiting: list[tuple[tuple[str, ...], type[BaseModel]]] = [((), model)]
    seen = {model}
    for way, holder in waiting:  # which grows meanwhile
        for name, field in holder.model_fields.items():
            for inner in dict.fromkeys(_models_in(field.annotation)):
                if key in inner.model_fields:
                    yield ".".join((*way, name))
                if inner not in seen:
                    seen.add(inner)
                    waiting.append(((*way, name), inner))


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if _is_model(annotation):
        yield annotation
    for argument in get_args(annotation):
        yield from _models_in(argument)


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _alternatives(annotation: Any) -> Iterator[Any]:
    """Take an annotation apart: its alternatives, without what is said of each."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _alternatives(get_args(annotation)[0])
    elif origin in (Union, UnionType):
        for argument in get_args(annotation):
            yield from _alternatives(argument)
    else:
        yield annotation


def _elements(annotation: Any) -> list[Any]:
    """Return what a list or a set of keys holds: of keys with values, the values."""
    arguments = [argument for argument in get_args(annotation) if argument is not Ellipsis]
    return arguments[-1:]

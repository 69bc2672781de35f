"""Keys that begin in the column of the key they belong to, so that it has no value and nobody knows them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from enum import Enum
from itertools import takewhile
from typing import Any, get_args, get_origin

from pydantic import BaseModel

from experiment.config.model import LANGUAGE_PATTERN, Language
from experiment.config.model_paths import annotations_at, keys_within
from experiment.config.yaml_source import Path_, YamlSource


def not_set_in(model: type[BaseModel], source: YamlSource, empty: Collection[Path_]) -> Mapping[Path_, Sequence[Path_]]:
    """Find the keys without a value whose keys follow right below them, and are unknown where they stand.

    Parameters
    ----------
    model
        Of the file.
    source
        The file.
    empty
        Where keys have no value.

    Returns
    -------
    Mapping
        For each such key the places of those that belong to it, in the order of the file; a key that has none is left
        out.
    """
    found = {}
    for path in empty:
        holder = source.value
        for step in path[:-1]:
            holder = holder[step]
        if not isinstance(holder, Mapping):
            continue
        known = keys_within(model, path[:-1])
        order = list(holder)
        after = order[order.index(path[-1]) + 1 :]
        inner = list(takewhile(lambda key: key not in known and _belongs(model, path, key), after))  # noqa: B023
        if inner:
            found[path] = [(*path[:-1], key) for key in inner]
    return found


def _belongs(model: type[BaseModel], path: Path_, key: str) -> bool:
    """Return whether a key may stand below another: it is one of its keys, or a name if that holds any."""
    if inner := keys_within(model, path):
        return key in inner
    return any(_takes(one, key) for one in annotations_at(model, path))


def _takes(annotation: Any, key: str) -> bool:
    """Return whether a set of keys that are no model's can have this key."""
    if get_origin(annotation) is not dict:
        return False
    names = get_args(annotation)[0]
    if names is Language:
        return re.fullmatch(LANGUAGE_PATTERN, key) is not None
    if isinstance(names, type) and issubclass(names, Enum):
        return key in {member.value for member in names}
    return True

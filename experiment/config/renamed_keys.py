"""Keys that have been given another name: unknown where they stand, in the only place where a key is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from experiment.config.model_paths import value_at, within
from experiment.config.tried import would_hold
from experiment.config.yaml_source import YamlSource

Loc: TypeAlias = tuple[str | int, ...]


def renamed_keys(model: type[BaseModel], source: YamlSource, details: Sequence[ErrorDetails]) -> Mapping[Loc, str]:
    """Find keys that are not known, where nothing but one key is missing, which could have their values.

    Returns
    -------
    Mapping
        Of the places of such keys: the key that is missing there.
    """
    unknown = [one["loc"] for one in details if one["type"] == "extra_forbidden"]
    missing = [one["loc"] for one in details if one["type"] == "missing"]
    alone = Counter(one[:-1] for one in unknown)
    lacks = Counter(one[:-1] for one in missing)
    of_holder = {one[:-1]: str(one[-1]) for one in missing}
    found: dict[Loc, str] = {}
    for loc in unknown:
        holder = loc[:-1]
        if alone[holder] == lacks[holder] == 1:
            path = tuple(within(loc, source.value))
            value = value_at(source.value, path)
            if would_hold(model, source.value, (*path[:-1], of_holder[holder]), value):
                found[loc] = of_holder[holder]
    return found

"""Keys that nobody knows where they stand: they begin in the column of the key they belong to, or its line was lost."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import Enum
from typing import Any, get_args, get_origin

from pydantic import BaseModel

from experiment.config.faults import Fault
from experiment.config.mistakes import Mistake, Position
from experiment.config.model import LANGUAGE_PATTERN, Language
from experiment.config.model_paths import annotations_at, keys_within, value_at
from experiment.config.tried import would_hold
from experiment.config.yaml_heads import head_in_comment
from experiment.config.yaml_source import Path_, YamlSource


@dataclass(frozen=True)
class Strays:
    """Keys that stand where nobody knows them, and belong to another.

    Parameters
    ----------
    of
        Where the key that they belong to stands, or would stand.
    places
        Where they stand, in the order of the file.
    is_there
        Whether the key that they belong to is written.
    """

    of: Path_
    places: tuple[Path_, ...]
    is_there: bool


def strays(
    model: type[BaseModel],
    source: YamlSource,
    wrong: Collection[Path_],
    empty: Collection[Path_],
    lacking: Collection[Path_] = (),
) -> list[Strays]:
    """Find keys that begin in the column of the key they belong to, or whose key was lost.

    Parameters
    ----------
    model
        Of the file.
    source
        The file.
    wrong
        Where something is wrong; of unknown keys, their own places.
    empty
        Where keys have no value.
    lacking
        Where keys would stand that are missing.
    """
    found = list(_below_comments(model, source, lacking))
    for path in dict.fromkeys(one[:n] for one in (*empty, *wrong) for n in range(len(one))):
        holder = value_at(source.value, path)
        if isinstance(holder, Mapping):
            found += _beside_comments(model, source, path, holder, frozenset(wrong))
            found += _within(model, source, path, holder, frozenset(one[: len(path) + 1] for one in wrong))
    return found


def mistake_of(one: Strays, source: YamlSource) -> Mistake:
    """Say of keys that they do not stand below what they belong to, or that its line is gone, or a comment."""
    first = one.places[0]
    if one.is_there:
        facts = {"inner": first[-1], "key": one.of[-1], "line": source.at(*one.of).line}
        return Mistake.at(source.at(*first), Fault.NOT_SET_IN, **facts)
    head = head_in_comment(source.lines, source.at(*first).line - 1, beside=True)
    if head is not None and head[1] == one.of[-1]:
        return Mistake.at(Position(source.file, head[0] + 1, 1), Fault.HEAD_IN_COMMENT, key=head[1])
    return Mistake.at(source.at(*first), Fault.HEAD_LOST, inner=first[-1], key=one.of[-1])


def _below_comments(model: type[BaseModel], source: YamlSource, lacking: Collection[Path_]) -> Iterator[Strays]:
    """Find keys whose missing head is a comment: what stands above takes any name, and has taken them."""
    lines = source.lines
    for place in lacking:
        beside = value_at(source.value, place[:-1])
        for sibling, inner in beside.items() if isinstance(beside, Mapping) else ():
            keys = [(*place[:-1], sibling, key) for key in inner] if isinstance(inner, Mapping) else []
            for n, one in enumerate(keys):
                head = head_in_comment(lines, source.at(*one).line - 1)
                if n and head is not None and head[1] == place[-1] and _belongs(model, place, str(one[-1])):
                    yield Strays(place, tuple(keys[n:]), is_there=False)


def _beside_comments(
    model: type[BaseModel], source: YamlSource, path: Path_, holder: Mapping[str, Any], wrong: frozenset[Path_]
) -> Iterator[Strays]:
    """Find keys whose head is a comment, and that have been set out to its column."""
    keys, known, lines = list(holder), keys_within(model, path), source.lines
    for n, key in enumerate(keys):
        head = head_in_comment(lines, source.at(*path, key).line - 1, beside=True)
        if head is None or head[1] in holder or head[1] not in known:
            continue
        of: Path_ = (*path, head[1])
        is_its = [(*path, one) in wrong and one not in known and _belongs(model, of, one) for one in keys[n:]]
        run = is_its.index(False) if False in is_its else len(is_its)
        if run:
            yield Strays(of, tuple((*path, one) for one in keys[n : n + run]), is_there=False)


def _within(
    model: type[BaseModel], source: YamlSource, path: Path_, holder: Mapping[str, Any], wrong: frozenset[Path_]
) -> Iterator[Strays]:
    """Find those among the keys of one holder."""
    known, before = keys_within(model, path), None
    run: list[Path_] = []
    for key in (*holder, None):
        place = (*path, str(key))
        if key is not None and key not in known and place in wrong and _may_be_moved(model, source, path, before, key):
            run.append(place)
            continue
        if run and before is not None:
            yield Strays((*path, before), tuple(run), is_there=True)
        run, before = [], key
    unknown = [(*path, key) for key in holder if key not in known and (*path, key) in wrong]
    alone = len(unknown) == len(holder)  # at the top nothing else may stand beside them
    if len(unknown) > 1 and (path or alone) and unknown[-1][-1] == list(holder)[-1]:
        yield from _without_head(model, source, path, unknown)


def _may_be_moved(model: type[BaseModel], source: YamlSource, path: Path_, before: str | None, key: str) -> bool:
    if before is None or not _belongs(model, (*path, before), key):
        return False
    value = value_at(source.value, (*path, before))
    if value is None:
        return (*path, before) in source.empty
    if not isinstance(value, Mapping) or key in value:
        return False
    if not keys_within(model, (*path, before)):  # it holds names: any may stand below it
        near = get_close_matches(key, keys_within(model, path), n=1, cutoff=0.6)
        if near or not would_hold(model, source.value, (*path, before, key), value_at(source.value, (*path, key))):
            return False
    return any(source.at(*path, before, one).line > source.at(*path, before).line for one in value)


def _without_head(
    model: type[BaseModel], source: YamlSource, path: Path_, unknown: Sequence[Path_]
) -> Iterator[Strays]:
    """Find the one key beside their holder that is not there and would know all of them."""
    beside = value_at(source.value, path[:-1])
    heads = [
        key
        for key in keys_within(model, path[:-1])
        if key not in beside
        and all(_belongs(model, (*path[:-1], key), str(one[-1])) for one in unknown)
        and (path or all(_is_of_kind(model, (key, str(one[-1])), value_at(source.value, one)) for one in unknown))
    ]
    if len(heads) == 1:
        yield Strays((*path[:-1], heads[0]), tuple(unknown), is_there=False)


def _belongs(model: type[BaseModel], path: Path_, key: str) -> bool:
    """Return whether a key may stand below another: it is one of its keys, or a name if that holds any."""
    if inner := keys_within(model, path):
        return key in inner
    return any(_takes(one, key) for one in annotations_at(model, path))


def _is_of_kind(model: type[BaseModel], path: Path_, value: object) -> bool:
    """Return whether a value is a list where lists stand, or keys where keys stand."""
    lists = [get_origin(one) is tuple for one in annotations_at(model, path)]
    return bool(lists) and (isinstance(value, tuple) if all(lists) else isinstance(value, Mapping))


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

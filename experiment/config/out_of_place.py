"""Keys and entries that stand a level off: said once, and put where they belong, so that the rest can be checked.

A dash too many makes two entries of one; a key that is set in too far becomes a part of its neighbour; keys in the
column of what they belong to are no part of it. Each of them makes a good file look wrong in many places.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from experiment.config.faults import Fault
from experiment.config.mistakes import MOST, Mistake, Position
from experiment.config.model import SAID_BY_US
from experiment.config.model_paths import keys_within, loose, models_at, value_at, within
from experiment.config.stray_keys import mistake_of, strays
from experiment.config.yaml_source import LOST, Path_, YamlSource


@dataclass(frozen=True)
class _Slip:
    """What stands in a wrong place.

    Parameters
    ----------
    mistakes
        What is said of it.
    moves
        Where each key stands, and where it belongs.
    gone
        Entries of lists of which nothing is left then.
    """

    mistakes: tuple[Mistake, ...]
    moves: tuple[tuple[Path_, Path_], ...]
    gone: tuple[Path_, ...] = ()


def put_in_place(model: type[BaseModel], source: YamlSource, details: Sequence[ErrorDetails]) -> YamlSource:
    """Put what stands a level off where it belongs, and say so among the mistakes.

    Parameters
    ----------
    model
        Of the file.
    source
        The file.
    details
        What is wrong in it.

    Returns
    -------
    YamlSource
        The same, if nothing stands a level off.
    """
    if len(details) > MOST:  # no study: to put it right would take long, and tell nothing
        return source
    for slips in (_split_entries(model, source, details), _too_far_in(model, source, details)):
        if found := list(slips):
            return _with_moves(source, found)
    source = _of_another(source, details)
    wrong = [tuple(within(one["loc"], source.value)) for one in details]
    empty = [path for path in source.empty if not _is_spoilt(source, path)]
    found = []
    lacking = [(*at, str(one["loc"][-1])) for one, at in zip(details, wrong, strict=True) if one["type"] == "missing"]
    moved: set[Path_] = set()
    for one in strays(model, source, wrong, empty, lacking):
        if moved & set(one.places) or not (one.is_there or not _is_spoilt(source, one.places[0])):
            continue
        moved |= set(one.places)
        mistake = mistake_of(one, source)
        found.append(_Slip((mistake,), tuple((place, (*one.of, place[-1])) for place in one.places)))
    return _with_moves(source, found) if found else source


def _is_spoilt(source: YamlSource, path: Path_) -> bool:
    return any(path[:n] in source.spoilt for n in range(len(path) + 1))


def _of_another(source: YamlSource, details: Sequence[ErrorDetails]) -> YamlSource:
    """Find keys that stand twice because the first of them belongs to what stands above it, and is missing there."""
    lacking = [
        (str(one["loc"][-1]), tuple(within(one["loc"], source.value))) for one in details if one["type"] == "missing"
    ]
    mistakes, spoilt = list(source.mistakes), set(source.spoilt)
    for n, mistake in enumerate(source.mistakes):
        facts = dict(mistake.facts)
        if mistake.fault is not Fault.KEY_TWICE:
            continue
        for key, holder in lacking:
            if key == facts["key"] and holder and _ends_above(source, holder, int(facts["line"])):
                said = {"inner": key, "key": holder[-1], "line": source.at(*holder).line}
                where = replace(mistake.where, line=int(facts["line"]))
                mistakes[n] = Mistake.at(where, Fault.NOT_SET_IN, **said)
                spoilt.add((*holder, LOST))
    if len(spoilt) == len(source.spoilt):
        return source
    return replace(source, mistakes=tuple(mistakes), spoilt=frozenset(spoilt))


def _ends_above(source: YamlSource, holder: Path_, line: int) -> bool:
    """Return whether nothing but what belongs to a holder stands between its beginning and a line."""
    first = source.at(*holder).line
    return first < line and all(
        path[: len(holder)] == holder for path, where in source.positions.items() if first < where.line < line
    )


def _split_entries(model: type[BaseModel], source: YamlSource, details: Sequence[ErrorDetails]) -> Iterator[_Slip]:
    """Find entries of lists that are one entry, of which a dash too many has made several."""
    incomplete = set()
    for detail in details:
        path = tuple(within(detail["loc"], source.value))
        lacks = detail["type"] == "missing" or (
            detail["type"] == SAID_BY_US and detail["ctx"]["fault"] is Fault.PHASE_WITHOUT_SCREENS
        )
        if lacks and path and isinstance(path[-1], int):
            incomplete.add(path)
    for path in dict.fromkeys(one[:-1] for one in incomplete):
        entries, models = value_at(source.value, path), models_at(model, (*path, 0))
        if len(models) != 1:
            continue
        fields = models[0].model_fields
        required = {name for name, field in fields.items() if field.is_required()}
        usable = [isinstance(one, Mapping) and one.keys() <= fields.keys() for one in entries]
        missing = [(*path, n) in incomplete for n in range(len(entries))]
        first = 0
        while first < len(entries):
            last = _last_of_entry(entries, usable, missing, required, first)
            if last > first:
                yield _merged(source, path, first, last)
            first = last + 1


def _last_of_entry(
    entries: Sequence[Any], usable: Sequence[bool], missing: Sequence[bool], required: Collection[str], first: int
) -> int:
    """Return the number of the last entry that is a part of the same as this one; mostly its own."""
    if not usable[first]:
        return first
    keys, last = set(entries[first]), first
    while last + 1 < len(entries) and usable[last + 1] and missing[last + 1] and not keys & set(entries[last + 1]):
        if not missing[first] and _last_of_entry(entries, usable, missing, required, last + 1) > last + 1:
            break  # what follows is another entry, in parts
        last += 1
        keys |= set(entries[last])
        if missing[first] and keys >= set(required):
            return last
    return first if missing[first] else last


def _merged(source: YamlSource, path: Path_, first: int, last: int) -> _Slip:
    entries = value_at(source.value, path)
    line = source.at(*path, first).line
    mistakes, moves = [], []
    for n in range(first + 1, last + 1):
        where = source.at(*path, n)
        key = next(iter(entries[n]))
        mistakes.append(Mistake.at(where, Fault.DASH_TOO_MANY, key=key, line=line))
        moves += [((*path, n, inner), (*path, first, inner)) for inner in entries[n]]
    return _Slip(tuple(mistakes), tuple(moves), tuple((*path, n) for n in range(first + 1, last + 1)))


def _too_far_in(model: type[BaseModel], source: YamlSource, details: Sequence[ErrorDetails]) -> Iterator[_Slip]:
    """Find keys that are not known where they stand, and belong beside what they are set in below."""
    found: dict[tuple[Path_, str | int], list[Path_]] = {}
    for place, home in dict.fromkeys(_strangers(model, source, details)):
        if _begins_its_line(source, place) and source.at(*place).column > _column_of_keys(source, home):
            found.setdefault((home, place[len(home)]), []).append(place)
    taken: set[Path_] = set()
    for (home, beside), places in found.items():
        moves: list[tuple[Path_, Path_]] = []
        for place in sorted(places, key=lambda one: source.at(*one)):
            if (*home, place[-1]) not in taken and not any(place[: len(old)] == old for old, _ in moves):
                taken.add((*home, place[-1]))
                moves.append((place, (*home, place[-1])))
        if not moves:
            continue
        moves += _of_empty(model, source, moves)
        first, column = moves[0][0], _column_of_keys(source, home)
        facts = {"inner": first[-1], "key": beside, "line": source.at(*home, beside).line, "column": column}
        more = ", and the keys of its column that follow," if len(moves) > 1 else ""
        yield _Slip((Mistake.at(source.at(*first), Fault.SET_IN_TOO_FAR, **facts, more=more),), tuple(moves))


def _of_empty(
    model: type[BaseModel], source: YamlSource, moves: Sequence[tuple[Path_, Path_]]
) -> Iterator[tuple[Path_, Path_]]:
    """Find what belongs to a key that was set in alone: it stands in the same column, and follows."""
    for old, new in moves:
        if value_at(source.value, old) is None:
            keys, known, own = (
                list(value_at(source.value, old[:-1])),
                keys_within(model, old[:-1]),
                keys_within(model, new),
            )
            for key in keys[keys.index(old[-1]) + 1 :]:
                if key not in known and key in own:
                    yield (*old[:-1], key), (*new, key)


def _strangers(
    model: type[BaseModel], source: YamlSource, details: Sequence[ErrorDetails]
) -> Iterator[tuple[Path_, Path_]]:
    """Find keys that nobody knows where they stand, and the nearest holder around that knows and lacks them."""
    for detail in details:
        path = tuple(within(detail["loc"], source.value))
        if detail["type"] == "missing":
            key, holder = str(detail["loc"][-1]), value_at(source.value, path)
            for step, inner in holder.items() if isinstance(holder, Mapping) else ():
                if isinstance(inner, Mapping) and key in inner and key not in keys_within(model, (*path, step)):
                    yield (*path, step, key), path
            continue
        for n in range(2, len(path) + 1):
            place, key = path[:n], str(path[n - 1])
            if not isinstance(path[n - 1], str) or key in keys_within(model, place[:-1]):
                continue
            for m in range(n - 2, -1, -1):
                around = value_at(source.value, path[:m])
                if isinstance(around, Mapping) and key not in around and key in keys_within(model, path[:m]):
                    yield place, path[:m]
                    break


def _begins_its_line(source: YamlSource, path: Path_) -> bool:
    where = source.at(*path)
    line = source.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")[where.line - 1]
    return not line[: where.column - 1].strip()


def _column_of_keys(source: YamlSource, path: Path_) -> int:
    """Return the column in which the keys of a holder begin."""
    return min(source.at(*path, key).column for key in value_at(source.value, path))


def _with_moves(source: YamlSource, slips: Sequence[_Slip]) -> YamlSource:
    for slip in slips:
        source = _moved(source, slip)
    return source


def _moved(source: YamlSource, slip: _Slip) -> YamlSource:
    value = loose(source.value)
    for old, new in slip.moves:
        inner = value_at(value, old[:-1]).pop(old[-1])
        _holder(value, new[:-1])[new[-1]] = inner
    for path in reversed(slip.gone):
        del value_at(value, path[:-1])[path[-1]]
    holders = {new[:-1] for _, new in slip.moves}
    positions: dict[Path_, Position] = {}
    for path, where in source.positions.items():
        if path not in slip.gone:
            positions.setdefault(_renamed(path, slip), where)
    for holder in holders:
        positions.setdefault(holder, slip.mistakes[0].where)  # its own line is gone
    return replace(
        source,
        value=_fixed(value),
        positions=positions,
        mistakes=(*source.mistakes, *slip.mistakes),
        spoilt=frozenset(_renamed(path, slip) for path in source.spoilt),
        empty=tuple(path for path in (_renamed(one, slip) for one in source.empty) if path not in holders),
        surprises=tuple((_renamed(path, slip), one) for path, one in source.surprises),
    )


def _holder(value: Any, path: Path_) -> Any:
    """Return what holds the keys at a place; where nothing does, it is made."""
    if not path:
        return value
    around, step = value_at(value, path[:-1]), path[-1]
    if (around.get(step) if isinstance(around, dict) else around[step]) is None:
        around[step] = {}
    return around[step]


def _renamed(path: Path_, slip: _Slip) -> Path_:
    for old, new in slip.moves:
        if path[: len(old)] == old:
            path = (*new, *path[len(old) :])
            break
    for gone in reversed(slip.gone):
        n = len(gone) - 1
        if len(path) > n and path[:n] == gone[:-1] and isinstance(path[n], int) and path[n] > gone[n]:  # type: ignore[operator]
            path = (*path[:n], path[n] - 1, *path[n + 1 :])  # type: ignore[operator]
    return path


def _fixed(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _fixed(inner) for key, inner in value.items()}
    return tuple(_fixed(inner) for inner in value) if isinstance(value, list) else value

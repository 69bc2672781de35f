"""Columns of a CSV, declared as the fields of dataclasses: writer, reader and data dictionary are made from them."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from operator import attrgetter
from types import NoneType
from typing import Any, get_args, get_type_hints

from experiment.format.cells import MISSING, Cell, encode
from experiment.format.vocabulary import Word

SCHEMA_VERSION = "v2"

_DECIMALS = {"s": 6, "ms": 3, "h": 3}


@dataclass(frozen=True)
class Column:
    """One column of a CSV."""

    name: str
    description: str
    unit: str | None
    type: Any

    @property
    def kind(self) -> type[Any]:
        """What its values are, if they are there."""
        kinds: list[type[Any]] = [one for one in (get_args(self.type) or (self.type,)) if one is not NoneType]
        return kinds[0]

    @property
    def may_be_missing(self) -> bool:
        """Whether a row may have nothing there."""
        return NoneType in get_args(self.type)

    @property
    def levels(self) -> dict[str, str]:
        """The words that may stand there, each with what it means; none, if it is no list of words."""
        return {str(word): word.meaning for word in self.kind} if issubclass(self.kind, Word) else {}

    @property
    def decimals(self) -> int | None:
        """Digits after the point."""
        return _DECIMALS.get(self.unit or "")


def column(description: str, unit: str | None = None) -> Any:
    """Declare a field of a dataclass as a column."""
    return field(metadata={"description": description, "unit": unit})


def columns_of(
    group: type[Any],
    prefix: str = "",
    about: str = "",
    renamed: Mapping[str, tuple[str, str | None]] | None = None,
    but_for: Container[str] = (),
) -> Iterator[Column]:
    """List the columns that a dataclass declares.

    Parameters
    ----------
    group
        A dataclass whose fields are all made with :func:`column`.
    prefix
        What the name of each column begins with.
    about
        What each description begins with.
    renamed
        For some fields another name and unit.
    but_for
        Fields that this table has no column for.
    """
    types = get_type_hints(group)
    for item in fields(group):
        if item.name in but_for:
            continue
        name, unit = (renamed or {}).get(item.name, (item.name, item.metadata["unit"]))
        yield Column(prefix + name, about + item.metadata["description"], unit, types[item.name])


def values_of(group: Any, but_for: frozenset[str] = frozenset()) -> list[Cell]:
    """List the values of a dataclass, in the order of its columns."""
    kind: Any = type(group)
    return _taking(kind, but_for)(group)


@cache
def _taking(group: Any, but_for: frozenset[str]) -> Callable[[Any], list[Cell]]:
    """Return what takes the values of such a dataclass: rows are made by the thousand."""
    names = [item.name for item in fields(group) if item.name not in but_for]
    take: Any = attrgetter(*names)
    return (lambda one: [take(one)]) if len(names) == 1 else (lambda one: list(take(one)))


def cells_of(columns: tuple[Column, ...], values: Iterable[Cell]) -> list[str]:
    """Write values as the cells of one line, in the order of its columns."""
    return [
        MISSING if value is None else value if type(value) is str else encode(value, decimals)
        for decimals, value in zip(_decimals_of(columns), values, strict=True)
    ]


def _decimals_of(columns: tuple[Column, ...]) -> tuple[int | None, ...]:
    """Return the decimals of all columns of a table; there are three tables."""
    known = _OF_TABLES.get(id(columns))
    if known is None or known[0] is not columns:
        known = _OF_TABLES[id(columns)] = (columns, tuple(column.decimals for column in columns))
    return known[1]


_OF_TABLES: dict[int, tuple[tuple[Column, ...], tuple[int | None, ...]]] = {}


def cells_of_same(columns: tuple[Column, ...], group: Any) -> list[str]:
    """Write the cells of a group that comes again and again, the same object, in row after row: once."""
    known = _WRITTEN.get(id(group))
    if known is None or known[0] is not group:
        if len(_WRITTEN) == _MOST_WRITTEN:
            _WRITTEN.clear()
        known = _WRITTEN[id(group)] = (group, cells_of(columns, values_of(group)))
    return known[1]


_WRITTEN: dict[int, tuple[Any, list[str]]] = {}
_MOST_WRITTEN = 512

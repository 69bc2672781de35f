"""The shipped files, with the place of every key and value, so that one line can be changed as an editor would."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from pathlib import Path
from random import Random
from typing import Any, TypeAlias

import yaml

from tests.instruments.small_study import STUDIES_OF_TESTS

PROJECT = Path(__file__).resolve().parents[3]
STUDY, EVENTS, TEXTS = (
    Path("configs/ketamine.yaml"),
    Path("stimuli/events/adverse.yaml"),
    Path("stimuli/texts/belief_update.yaml"),
)
Steps: TypeAlias = tuple[str | int, ...]


class Label(Enum):
    """What must become of a changed study."""

    REFUSE = "must be refused"
    WARN = "must be warned of"
    LEGAL = "is legal"


@dataclass(frozen=True)
class Mutant:
    """A study of which something was changed.

    Parameters
    ----------
    label
        What must become of it.
    files
        The files that are not as they were shipped; what is no bytes is made by a call with the path.
    where
        File and line, from 1, that a person would name; ``None``: nobody could tell.
    code
        Of the warning, if it must be warned of.
    what
        What was done, for a reader.
    says
        What one of the messages must match; empty: anything.
    alone
        Whether there may be no other message.
    """

    label: Label
    files: dict[Path, bytes | Callable[[Path], object]]
    where: tuple[Path, int] | None
    code: str | None = None
    what: str = ""
    says: str = ""
    alone: bool = False


@dataclass(frozen=True)
class Entry:
    """A key with its value, as it stands in a file.

    Parameters
    ----------
    path
        The keys and places that lead to it.
    start, end
        Where the value stands, in characters.
    key_start
        Where the key stands; of an entry of a list, where the value does.
    style
        How a scalar is written: plain, quoted or in a block; ``None`` for what is no scalar.
    in_flow
        Whether brackets or braces are around it.
    """

    path: Steps
    key_start: int
    start: int
    end: int
    value: str | None
    style: str | None
    in_flow: bool

    @property
    def is_scalar(self) -> bool:
        return self.value is not None

    @property
    def is_plain(self) -> bool:
        return self.value is not None and self.style not in ("'", '"', "|", ">")

    @property
    def key(self) -> str:
        return str(self.path[-1])


@dataclass(frozen=True)
class Shipped:
    """One shipped file."""

    file: Path
    text: str = field(repr=False)

    @cached_property
    def entries(self) -> list[Entry]:
        """Everything in it, in its order."""
        return list(_entries(yaml.compose(self.text, Loader=yaml.CSafeLoader), (), in_flow=False))

    @cached_property
    def lines(self) -> list[str]:
        """Its lines, without their ends."""
        return self.text.split("\n")

    def line(self, place: int) -> int:
        """Number the line of a character, from 1."""
        return self.text.count("\n", 0, place) + 1

    def entry(self, *path: str | int) -> Entry:
        """Find one by its path."""
        return next(entry for entry in self.entries if entry.path == path)

    def some(self, random: Random, wanted: Callable[[Entry], bool]) -> Entry:
        """Choose one of those that are wanted."""
        return random.choice([entry for entry in self.entries if wanted(entry)])

    def with_value(self, entry: Entry, written: str) -> bytes:
        """Write another value in the place of one, just as it is given."""
        return (self.text[: entry.start] + written + self.text[entry.end :]).encode()

    def with_lines(self, change: Callable[[list[str]], object]) -> bytes:
        """Change its lines."""
        lines = list(self.lines)
        change(lines)
        return "\n".join(lines).encode()

    def with_line(self, number: int, written: str) -> bytes:
        """Write another line in the place of one, from 1."""
        return self.with_lines(lambda lines: lines.__setitem__(number - 1, written))


def is_met(entry: Entry) -> bool:
    """Whether somebody in the study may meet an event."""
    return entry.path[1:2] in (("A",), ("B",), ("C",), ("practice",))


def is_rated(entry: Entry) -> bool:
    """Whether it is one of those that the study is about."""
    return entry.path[1:2] in (("A",), ("B",), ("C",))


def _entries(node: Any, path: Steps, *, in_flow: bool) -> Iterator[Entry]:
    inside = in_flow or bool(node.flow_style) if not isinstance(node, yaml.ScalarNode) else in_flow
    if isinstance(node, yaml.MappingNode):
        pairs = [(key.value, key.start_mark.index, value) for key, value in node.value]
    elif isinstance(node, yaml.SequenceNode):
        pairs = [(n, value.start_mark.index, value) for n, value in enumerate(node.value)]
    else:
        return
    for step, key_start, value in pairs:
        scalar = isinstance(value, yaml.ScalarNode)
        end = value.end_mark.index
        yield Entry(
            (*path, step),
            key_start,
            value.start_mark.index,
            end,
            value.value if scalar else None,
            value.style if scalar else None,
            inside,
        )
        yield from _entries(value, (*path, step), in_flow=inside)


SHIPPED: dict[Path, Shipped] = {}
"""The files that are changed: those of the tests, unless others are taken."""


def take(folder: Path) -> None:
    """Change the files of another folder from now on."""
    for file in (STUDY, EVENTS, TEXTS):
        SHIPPED[file] = Shipped(file, (folder / file).read_text(encoding="utf-8"))


take(STUDIES_OF_TESTS)

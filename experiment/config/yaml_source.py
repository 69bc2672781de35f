"""Strict YAML: positions are kept, and nothing means something else than it seems to say.

PyYAML follows YAML 1.1, where ``no`` is false, ``1:30`` is 90, ``010`` is 8 and a second key silently replaces the
first. All of these are refused here, with a hint.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, NoReturn, TypeAlias

import yaml

from experiment.config.mistakes import Mistake, Position, StudyMistakes

Path_: TypeAlias = tuple[str | int, ...]
"""Keys and list positions that lead from the top of a document to a value."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml where PyYAML was built with it: ten times as fast

_RESOLVER = yaml.resolver.Resolver()  # says what YAML 1.1 takes a bare word for

_TAG = "tag:yaml.org,2002:"
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})?\.[0-9]+|[-+]?(0|[1-9][0-9]{0,17})\.")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_QUOTED = ("'", '"', "|", ">")
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
"""Control characters, and those that YAML takes for the end of a line or of nothing, but editors do not show."""
_DEEPEST = 50
"""Deeper nesting is a mistake, and would overrun the stack."""


@dataclass(frozen=True)
class YamlSource:
    """A YAML file as plain values, with the place of each.

    Parameters
    ----------
    file
        The file as the user named it.
    content
        Its bytes as they were read.
    value
        Mappings, tuples, text, numbers, booleans, dates and ``None``.
    """

    file: Path
    content: bytes
    value: Any
    positions: Mapping[Path_, Position]

    def at(self, *path: str | int) -> Position:
        """Find the place of a value, or of the nearest thing around it."""
        while path not in self.positions:
            path = path[:-1]
        return self.positions[path]


def read_yaml(file: Path) -> YamlSource:
    """Read one YAML file.

    Raises
    ------
    StudyMistakes
        If the file is missing, is no YAML, or says something that YAML 1.1 would read otherwise.
    """
    try:
        content = file.read_bytes()
    except OSError as error:
        reason = "is missing" if isinstance(error, FileNotFoundError) else f"cannot be read ({error.strerror})"
        mistake = Mistake(Position(file, 1, 1), f"the file {reason}", "check its name and its folder")
        raise StudyMistakes([mistake]) from error
    text = _text(file, content)
    reading = _Reading(file, yaml.parse(text, Loader=_LOADER))
    try:
        value = reading.document()
    except yaml.MarkedYAMLError as error:
        assert error.problem_mark is not None  # scanner and parser say where they stopped
        where = _at(file, error.problem_mark)
        mistake = Mistake(where, f"this is not YAML: {error.problem}", _syntax_hint(error, text))
        raise StudyMistakes([*reading.mistakes, mistake]) from error
    if reading.mistakes:
        raise StudyMistakes(reading.mistakes)
    return YamlSource(file, content, value, reading.positions)


def _text(file: Path, content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        where = _after(file, error.object[: error.start].decode())
        raise StudyMistakes([Mistake(where, "this is not UTF-8 text", "save the file as UTF-8")]) from error
    if unprintable := _UNPRINTABLE.search(text):
        where = _after(file, text[: unprintable.start()])
        raise StudyMistakes([Mistake(where, "a character that text cannot hold", "delete it")])
    return text


def _after(file: Path, text: str) -> Position:
    return Position(file, text.count("\n") + 1, len(text) - (text.rfind("\n") + 1) + 1)


def _at(file: Path, mark: yaml.Mark) -> Position:
    return Position(file, mark.line + 1, mark.column + 1)


def _syntax_hint(error: yaml.MarkedYAMLError, text: str) -> str:
    problem = error.problem or ""
    here = text[error.problem_mark.index :][:1] if error.problem_mark else ""
    if here == "\t" or "tab" in problem:
        return "indent with spaces, never with tabs"
    if "mapping values are not allowed" in problem:
        return 'put text that has a colon in it in quotes: "…: …"'
    if "cannot start any token" in problem:
        return f"put text that begins with {here} in quotes"
    return "check indentation, quotes and brackets here and on the line above"


@dataclass
class _Reading:
    """Turns the events of a parser into values, and keeps places and mistakes on the way."""

    file: Path
    events: Iterator[Any]
    positions: dict[Path_, Position] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)

    def document(self) -> Any:
        """Read the one document that a file holds."""
        next(self.events)  # the start of the stream
        if isinstance(next(self.events), yaml.StreamEndEvent):
            self._say(Position(self.file, 1, 1), "the file is empty", "write the keys that its schema names")
            return None
        value = self._value(next(self.events), ())
        next(self.events)  # the end of the document
        after = next(self.events)
        if not isinstance(after, yaml.StreamEndEvent):
            where = _at(self.file, after.start_mark)
            self._say(where, "a second document begins here", "keep one document in a file: take out the line ---")
        return value

    def _value(self, event: Any, path: Path_) -> Any:
        where = _at(self.file, event.start_mark)
        self.positions.setdefault(path, where)
        if len(path) > _DEEPEST:
            self._stop(where, "this is nested too deeply", "check brackets and indentation")
        if isinstance(event, yaml.AliasEvent):
            self._say(where, "an alias (*) stands here", "write the value out, or in quotes if * belongs to a text")
            return None
        for name, sign, given in (("an anchor", "&", event.anchor), ("a tag", "!", event.tag)):
            if given is not None:
                self._say(where, f"{name} ({sign}) stands here", f"leave it out, or quote text that begins with {sign}")
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(path)
        if isinstance(event, yaml.SequenceStartEvent):
            return tuple(self._value(item, (*path, n)) for n, item in enumerate(self._until(yaml.SequenceEndEvent)))
        return self._scalar(event, where)

    def _mapping(self, path: Path_) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        lines: dict[str, int] = {}
        for event in self._until(yaml.MappingEndEvent):
            where = _at(self.file, event.start_mark)
            if not isinstance(event, yaml.ScalarEvent):
                self._stop(where, "a key must be text", "put it in quotes if it is meant as text")
            said = len(self.mistakes)
            key = self._value(event, path)
            if not isinstance(key, str):
                if len(self.mistakes) == said:
                    self._say(where, "a key must be text", "put it in quotes if it is meant as text")
            elif key in mapping:
                self._say(where, f"the key “{key}” stands twice (first in line {lines[key]})", "keep one of the two")
            lines.setdefault(key, where.line)
            self.positions[(*path, key)] = where
            mapping[key] = self._value(next(self.events), (*path, key))
        return mapping

    def _until(self, end: type[yaml.Event]) -> Iterator[Any]:
        return itertools.takewhile(lambda event: not isinstance(event, end), self.events)

    def _scalar(self, event: Any, where: Position) -> str | int | float | bool | date | None:
        text: str = event.value
        tag: str = _RESOLVER.resolve(yaml.ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]
        kind = tag.removeprefix(_TAG)
        if event.style in _QUOTED or kind == "str":
            return text
        if kind == "null" and text in ("", "~", "null"):
            return None
        if text in ("true", "false"):
            return text == "true"
        if _INTEGER.fullmatch(text):
            return int(text)
        if _DECIMAL.fullmatch(text):
            return float(text)
        if _DATE.fullmatch(text):
            try:
                return date.fromisoformat(text)
            except ValueError:
                self._say(where, f"there is no day {text}", "write year-month-day")
                return None
        self._say(where, *_surprise(text, kind))
        return None

    def _say(self, where: Position, what: str, remedy: str) -> None:
        self.mistakes.append(Mistake(where, what, remedy))

    def _stop(self, where: Position, what: str, remedy: str) -> NoReturn:
        self._say(where, what, remedy)
        raise StudyMistakes(self.mistakes)


def _surprise(text: str, kind: str) -> tuple[str, str]:
    """Say what YAML 1.1 would make of a bare word or number, and how to write what is meant."""
    quoted = f'write "{text}" in quotes if the text is meant'
    if kind == "bool":
        return f"`{text}` would be read as true or false", f"{quoted}, otherwise true or false"
    if kind == "int" and ":" in text:
        return f"`{text}` would be read as a number in base 60", f"{quoted}, otherwise the number"
    if kind == "int" and text.lstrip("+-").startswith("0") and text.lstrip("+-0").isdigit():
        return f"`{text}` would be read as an octal number", f"{quoted}, otherwise {text.lstrip('+-0')}"
    if kind in ("int", "float"):
        return f"`{text}` is an unusual way to write a number", f"{quoted}, otherwise plain digits such as 12 or 0.5"
    if kind == "timestamp":
        return f"`{text}` would be read as a moment", f"{quoted}, otherwise a date such as 2026-12-01"
    if kind == "merge":
        return "`<<` (a merge key) stands here", "write the keys out"
    return f"`{text}` would not be read as text", quoted

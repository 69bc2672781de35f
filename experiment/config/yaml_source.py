"""Strict YAML: positions are kept, and nothing means something else than it seems to say.

PyYAML follows YAML 1.1, where ``no`` is false, ``1:30`` is 90, ``010`` is 8 and a second key silently replaces the
first. All of these are refused here, with a hint.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, NoReturn, TypeAlias

import yaml

from experiment.config.characters import STEERING, first_unseen, name_of
from experiment.config.faults import Fault
from experiment.config.mistakes import Mistake, Position, StudyMistakes
from experiment.config.reading import read_whole

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
        If the file cannot be read, is no YAML, or says something that YAML 1.1 would read otherwise.
    """
    return _read(file, read_whole(file))


@lru_cache(maxsize=8)  # studies that are checked together share events and texts
def _read(file: Path, content: bytes) -> YamlSource:
    text = _text(file, content)
    reading = _Reading(file, text, yaml.parse(text, Loader=_LOADER))
    try:
        value = reading.document()
    except yaml.MarkedYAMLError as error:
        assert error.problem_mark is not None  # scanner and parser say where they stopped
        mistake = _syntax_mistake(_at(file, error.problem_mark), error, text)
        raise StudyMistakes([*reading.mistakes, mistake]) from error
    if reading.mistakes:
        raise StudyMistakes(reading.mistakes)
    return YamlSource(file, content, value, reading.positions)


def _text(file: Path, content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        where = _after(file, error.object[: error.start].decode())
        raise StudyMistakes([Mistake.at(where, Fault.NOT_UTF8)]) from error
    if unprintable := STEERING.search(text) or _UNPRINTABLE.search(text):
        where = _after(file, text[: unprintable.start()])
        raise StudyMistakes([Mistake.at(where, Fault.CHARACTER_NOT_TEXT, name=name_of(unprintable[0]))])
    return text


def _after(file: Path, text: str) -> Position:
    return Position(file, text.count("\n") + 1, len(text) - (text.rfind("\n") + 1) + 1)


def _at(file: Path, mark: yaml.Mark) -> Position:
    return Position(file, mark.line + 1, mark.column + 1)


def _syntax_mistake(where: Position, error: yaml.MarkedYAMLError, text: str) -> Mistake:
    problem = error.problem or ""
    here = text[error.problem_mark.index :][:1] if error.problem_mark else ""
    if here == "\t" or "tab" in problem:
        return Mistake.at(where, Fault.TAB, problem=problem)
    if "mapping values are not allowed" in problem:
        return Mistake.at(where, Fault.BARE_COLON, problem=problem)
    if "cannot start any token" in problem:
        return Mistake.at(where, Fault.BARE_SIGN, problem=problem, sign=here)
    return Mistake.at(where, Fault.NOT_YAML, problem=problem)


@dataclass
class _Reading:
    """Turns the events of a parser into values, and keeps places and mistakes on the way."""

    file: Path
    text: str
    events: Iterator[Any]
    positions: dict[Path_, Position] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)

    def document(self) -> Any:
        """Read the one document that a file holds."""
        next(self.events)  # the start of the stream
        if isinstance(next(self.events), yaml.StreamEndEvent):
            self._say(Position(self.file, 1, 1), Fault.FILE_EMPTY)
            return None
        value = self._value(next(self.events), ())
        next(self.events)  # the end of the document
        after = next(self.events)
        if not isinstance(after, yaml.StreamEndEvent):
            self._say(_at(self.file, after.start_mark), Fault.SECOND_DOCUMENT)
        return value

    def _value(self, event: Any, path: Path_) -> Any:
        where = _at(self.file, event.start_mark)
        self.positions.setdefault(path, where)
        if len(path) > _DEEPEST:
            self._stop(where, Fault.NESTED_TOO_DEEPLY)
        if isinstance(event, yaml.AliasEvent):
            self._say(where, Fault.ALIAS)
            return None
        for fault, given in ((Fault.ANCHOR, event.anchor), (Fault.TAG, event.tag)):
            if given is not None:
                self._say(where, fault)
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
                self._stop(where, Fault.KEY_NOT_TEXT)
            said = len(self.mistakes)
            key = self._value(event, path)
            if not isinstance(key, str):
                if len(self.mistakes) == said:
                    self._say(where, Fault.KEY_NOT_TEXT)
            elif key in mapping:
                self._say(where, Fault.KEY_TWICE, key=key, line=lines[key])
            lines.setdefault(key, where.line)
            place = (*path, key)
            self.positions[place] = where
            mapping[key] = self._value(next(self.events), place)
        return mapping

    def _until(self, end: type[yaml.Event]) -> Iterator[Any]:
        return itertools.takewhile(lambda event: not isinstance(event, end), self.events)

    def _scalar(self, event: Any, where: Position) -> str | int | float | bool | date | None:
        text = unicodedata.normalize("NFC", event.value)  # a letter and its accent may come as two from a Mac
        if unseen := first_unseen(text):
            self._say(self._place_of(unseen, event), Fault.CHARACTER_UNSEEN, name=name_of(unseen))
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
                self._say(where, Fault.NO_SUCH_DAY, text=text)
                return None
        fault, facts = _surprise(text, kind)
        self._say(where, fault, **facts)
        return None

    def _place_of(self, character: str, event: Any) -> Position:
        """Find a character in a text as it is written; where it is written as an escape, the text's beginning."""
        within = self.text[event.start_mark.index : event.end_mark.index].find(character)
        if within < 0:
            return _at(self.file, event.start_mark)
        return _after(self.file, self.text[: event.start_mark.index + within])

    def _say(self, where: Position, fault: Fault, **facts: object) -> None:
        self.mistakes.append(Mistake.at(where, fault, **facts))

    def _stop(self, where: Position, fault: Fault) -> NoReturn:
        self._say(where, fault)
        raise StudyMistakes(self.mistakes)


def _surprise(text: str, kind: str) -> tuple[Fault, dict[str, str]]:
    """Say what YAML 1.1 would make of a bare word or number, and how to write what is meant."""
    said = {"text": text}
    if kind == "bool":
        return Fault.READ_AS_TRUE_OR_FALSE, said
    if kind == "int" and ":" in text:
        return Fault.READ_IN_BASE_60, said
    if kind == "int" and text.lstrip("+-").startswith("0") and text.lstrip("+-0").isdigit():
        return Fault.READ_AS_OCTAL, {**said, "number": text.lstrip("+-0")}
    if kind in ("int", "float"):
        return Fault.UNUSUAL_NUMBER, said
    if kind == "timestamp":
        return Fault.READ_AS_MOMENT, said
    if kind == "merge":
        return Fault.MERGE_KEY, {}
    return Fault.NOT_READ_AS_TEXT, said

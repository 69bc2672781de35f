"""Strict YAML: positions are kept, and nothing means something else than it seems to say.

PyYAML follows YAML 1.1, where ``no`` is false, ``1:30`` is 90, ``010`` is 8 and a second key silently replaces the
first. All of these are refused here, with a hint.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from experiment.config.mistakes import Mistake, Position, StudyMistakes

Path_: TypeAlias = tuple[str | int, ...]
"""Keys and list positions that lead from the top of a document to a value."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml where PyYAML was built with it: ten times as fast

_TAG = "tag:yaml.org,2002:"
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]*)?\.[0-9]+([eE][-+]?[0-9]+)?|[-+]?(0|[1-9][0-9]*)\.")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_QUOTED = ("'", '"', "|", ">")


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
    start = Position(file, 1, 1)
    try:
        content = file.read_bytes()
    except OSError as error:
        reason = "is missing" if isinstance(error, FileNotFoundError) else f"cannot be read ({error.strerror})"
        raise StudyMistakes([Mistake(start, f"the file {reason}", "check its name and its folder")]) from error
    node = _compose(file, content)
    if node is None:
        raise StudyMistakes([Mistake(start, "the file is empty", "write the keys that its schema names")])
    reading = _Reading(file)
    value = reading.value_of(node, ())
    if reading.mistakes:
        raise StudyMistakes(reading.mistakes)
    return YamlSource(file, content, value, reading.positions)


def _compose(file: Path, content: bytes) -> yaml.Node | None:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        column = error.start - (content.rfind(b"\n", 0, error.start) + 1) + 1
        mistake = Mistake(Position(file, line, column), "this is not UTF-8 text", "save the file as UTF-8")
        raise StudyMistakes([mistake]) from error
    try:
        node: yaml.Node | None = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = Position(file, mark.line + 1, mark.column + 1) if mark else Position(file, 1, 1)
        raise StudyMistakes([Mistake(where, f"this is not YAML: {error.problem}", _syntax_hint(error))]) from error
    except yaml.reader.ReaderError as error:
        before = text[: error.position]
        where = Position(file, before.count("\n") + 1, error.position - (before.rfind("\n") + 1) + 1)
        raise StudyMistakes([Mistake(where, "a character that text cannot hold", "delete it")]) from error
    except RecursionError as error:
        where = Position(file, 1, 1)
        raise StudyMistakes([Mistake(where, "brackets are nested too deeply", "write it more simply")]) from error
    return node


def _syntax_hint(error: yaml.MarkedYAMLError) -> str:
    problem = error.problem or ""
    if "\\t" in problem or "tab" in problem:
        return "indent with spaces, never with tabs"
    if "mapping values are not allowed" in problem:
        return 'put text that has a colon in it in quotes: "…: …"'
    if "but found another document" in problem:
        return "keep one document in a file: take out the line ---"
    if "undefined alias" in problem:
        return "put text that begins with * in quotes"
    return "check indentation, quotes and brackets here and on the line above"


@dataclass
class _Reading:
    """Turns nodes into values, and keeps places and mistakes on the way."""

    file: Path
    positions: dict[Path_, Position] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)

    def value_of(self, node: yaml.Node, path: Path_) -> Any:
        where = Position(self.file, node.start_mark.line + 1, node.start_mark.column + 1)
        self.positions.setdefault(path, where)
        if id(node) in self.seen:
            self._say(where, "an alias (*) stands here", "write the value out")
            return None
        self.seen.add(id(node))
        if isinstance(node, yaml.MappingNode) and node.tag == f"{_TAG}map":
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode) and node.tag == f"{_TAG}seq":
            return tuple(self.value_of(item, (*path, n)) for n, item in enumerate(node.value))
        if isinstance(node, yaml.ScalarNode) and node.tag.startswith(_TAG):
            return self._scalar(node, where)
        self._say(where, f"the tag {node.tag} stands here", "leave tags (!) out")
        return None

    def _mapping(self, node: yaml.MappingNode, path: Path_) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        lines: dict[str, int] = {}
        for key_node, value_node in node.value:
            where = Position(self.file, key_node.start_mark.line + 1, key_node.start_mark.column + 1)
            key = self._scalar(key_node, where) if isinstance(key_node, yaml.ScalarNode) else None
            if not isinstance(key, str):
                if not self.mistakes or self.mistakes[-1].where != where:
                    self._say(where, "a key must be text", "put it in quotes if it is meant as text")
                continue
            if key in mapping:
                self._say(where, f"the key “{key}” stands twice (first in line {lines[key]})", "keep one of the two")
                continue
            lines[key] = where.line
            self.positions[(*path, key)] = where
            mapping[key] = self.value_of(value_node, (*path, key))
        return mapping

    def _scalar(self, node: yaml.ScalarNode, where: Position) -> str | int | float | bool | date | None:
        text: str = node.value
        if node.style in _QUOTED or node.tag == f"{_TAG}str":
            return text
        if node.tag == f"{_TAG}null" and text in ("", "~", "null"):
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
        self._say(where, *_surprise(text, node.tag.removeprefix(_TAG)))
        return None

    def _say(self, where: Position, what: str, remedy: str) -> None:
        self.mistakes.append(Mistake(where, what, remedy))


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

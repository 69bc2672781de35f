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

from experiment.config.bare_words import Surprise, bare_value
from experiment.config.characters import first_unseen, name_of
from experiment.config.faults import Fault
from experiment.config.mistakes import Mistake, Position, StudyMistakes
from experiment.config.reading import of_no_program, read_whole
from experiment.config.yaml_columns import changed_places
from experiment.config.yaml_commas import decimal_comma, is_scalar, not_parted
from experiment.config.yaml_heads import below_comment
from experiment.config.yaml_slips import begins_entry, explained
from experiment.config.yaml_stopped import Stopped
from experiment.config.yaml_text import lines_of, place_after, text_of

Path_: TypeAlias = tuple[str | int, ...]
"""Keys and list positions that lead from the top of a document to a value."""

LOST = ""
"""Stands in a path for a key that is not known."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml where PyYAML was built with it: ten times as fast

_QUOTED = ("'", '"', "|", ">")
_CUT_OFF = re.compile(r"[ \t]+#[^\s#]")
"""A comment after a text, written like a part of it: No. #2."""
_LANGUAGE = re.compile("[a-z]{2}")
_SEVERAL = 2
"""So many keys that come again are those of something else, whose first line was lost."""
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
    mistakes
        What is wrong in it, where the rest could be read all the same.
    spoilt
        Where these are: nothing more can be said of the values there. A path that ends in ``LOST``: that mapping may
        have lost a key.
    empty
        Keys and entries of lists after which nothing is written.
    cut_off
        Where a comment begins within what looks like a text.
    surprises
        Where a word would be read as something else than it seems to be, and the mistake that says so; of keys, the
        path ends in ``LOST``.
    """

    file: Path
    content: bytes
    value: Any
    positions: Mapping[Path_, Position]
    mistakes: tuple[Mistake, ...] = ()
    spoilt: frozenset[Path_] = frozenset()
    empty: tuple[Path_, ...] = ()
    cut_off: tuple[Position, ...] = ()
    surprises: tuple[tuple[Path_, Mistake], ...] = ()

    @property
    def text(self) -> str:
        """What the file says, as text."""
        return self.content.decode("utf-8-sig")

    @property
    def lines(self) -> list[str]:
        """What stands on each of its lines."""
        return lines_of(self.text)

    def at(self, *path: str | int) -> Position:
        """Find the place of a value, or of the nearest thing around it."""
        while path not in self.positions:
            path = path[:-1]
        return self.positions[path]

    def at_words(self, words: str, *path: str | int) -> Position:
        """Find the place of words within a text; of words that a line's end parts, that of the text."""
        where = self.at(*path)
        lines = self.lines
        later = (place.line for place in self.positions.values() if place.line > where.line)
        for line in range(where.line, min(later, default=len(lines) + 1)):
            start = where.column - 1 if line == where.line else 0
            if (column := lines[line - 1].find(words, start)) >= 0:
                return Position(self.file, line, column + 1)
        return where


def read_yaml(file: Path) -> YamlSource:
    """Read one YAML file.

    Raises
    ------
    StudyMistakes
        If the file cannot be read, is no YAML, or says something that YAML 1.1 would read otherwise.
    """
    source = read_as_far_as_possible(file)
    if source.mistakes:
        raise StudyMistakes(source.mistakes)
    return source


def read_as_far_as_possible(file: Path) -> YamlSource:
    """Read one YAML file, and keep what is wrong in it beside what could be read.

    Raises
    ------
    StudyMistakes
        If the file cannot be read, or is no YAML.
    """
    return _read(file, of_no_program(file, read_whole(file), "plain text (UTF-8) whose name ends in .yaml"))


@lru_cache(maxsize=16)  # studies that are checked together share events and texts
def _read(file: Path, content: bytes) -> YamlSource:
    text = text_of(file, content)
    reading = _Reading(file, text, yaml.parse(text, Loader=_LOADER))
    try:
        value = reading.document()
    except yaml.MarkedYAMLError as error:
        mistake = explained(Stopped(file, text, error, reading.quoted))
        before = [one for one in reading.mistakes if one.where.line < mistake.where.line]  # what follows was misread
        raise StudyMistakes([*before, mistake]) from error
    reading.say_what_changed_places(value)
    return YamlSource(
        file,
        content,
        value,
        reading.positions,
        tuple(reading.mistakes),
        frozenset(reading.spoilt),
        tuple(reading.empty),
        tuple(reading.cut_off),
        tuple(reading.surprises),
    )


def _at(file: Path, mark: yaml.Mark) -> Position:
    return Position(file, mark.line + 1, mark.column + 1)


@dataclass
class _Reading:
    """Turns the events of a parser into values, and keeps places and mistakes on the way."""

    file: Path
    text: str
    events: Iterator[Any]
    positions: dict[Path_, Position] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)
    spoilt: set[Path_] = field(default_factory=set)
    empty: list[Path_] = field(default_factory=list)
    cut_off: list[Position] = field(default_factory=list)
    surprises: list[tuple[Path_, Mistake]] = field(default_factory=list)
    twice: list[tuple[Path_, int, Mistake]] = field(default_factory=list)
    quoted: Any | None = None
    """The last text in quotes."""

    def document(self) -> Any:
        """Read the one document that a file holds."""
        next(self.events)  # the start of the stream
        if isinstance(next(self.events), yaml.StreamEndEvent):
            self._stop(Position(self.file, 1, 1), Fault.FILE_EMPTY)
        value = self._value(next(self.events), ())
        next(self.events)  # the end of the document
        after = next(self.events)
        if not isinstance(after, yaml.StreamEndEvent):
            self._say(_at(self.file, after.start_mark), Fault.SECOND_DOCUMENT, (LOST,))  # with the keys that follow
        return value

    def _value(self, event: Any, path: Path_, siblings: list[Any] | None = None) -> Any:
        where = _at(self.file, event.start_mark)
        self.positions.setdefault(path, where)
        if len(path) > _DEEPEST:
            self._stop(where, Fault.NESTED_TOO_DEEPLY)
        if isinstance(event, yaml.AliasEvent):
            self._say(where, Fault.ALIAS, path)
            return None
        for fault, given in ((Fault.ANCHOR, event.anchor), (Fault.TAG, event.tag)):
            if given is not None:
                self._say(where, fault, path)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(path, siblings, in_braces=bool(event.flow_style))
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path, in_brackets=bool(event.flow_style))
        return self._scalar(event, where, path)

    def _sequence(self, path: Path_, *, in_brackets: bool) -> tuple[Any, ...]:
        entries: list[Any] = []
        before: Any | None = None
        for event in self._until(yaml.SequenceEndEvent):
            place = (*path, len(entries))
            if in_brackets and (meant := decimal_comma(self.text, before, event)) is not None:
                assert before is not None  # it has the comma behind it
                self._say(_at(self.file, before.start_mark), Fault.COMMA_IN_NUMBERS, path, **meant)
            if in_brackets and (meant := not_parted(self.text, before, event)) is not None:
                self._say(_at(self.file, event.start_mark), Fault.NOT_A_COMMA, path, **meant)
            entries.append(self._value(event, place, None if in_brackets else entries))
            before = event
        return tuple(entries)

    def _mapping(self, path: Path_, siblings: list[Any] | None, *, in_braces: bool) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        lines: dict[str, int] = {}
        before: Any | None = None
        again: list[Mistake] = []
        written: list[tuple[int, str, Any]] = []
        for event in self._until(yaml.MappingEndEvent):
            where = _at(self.file, event.start_mark)
            if not isinstance(event, yaml.ScalarEvent):
                self._stop(where, Fault.KEY_NOT_TEXT)
            said, follows = len(self.mistakes), len(self.empty)
            key = self._value(event, (*path, LOST))
            del self.empty[follows:]  # of keys; they are said otherwise
            following = next(self.events)
            if in_braces and self._has_no_colon(event, following):
                del self.mistakes[said:]
                self._say_comma(before, event, path, next(reversed(mapping), None))
                before = None
                continue
            if not isinstance(key, str):
                if len(self.mistakes) == said:
                    self._say(where, Fault.KEY_NOT_TEXT, (*path, LOST))
                self._value(following, (*path, LOST))
                before = None
                continue
            if key in mapping:
                if siblings is not None and key == next(iter(mapping)) and begins_entry(self.text, where, lines):
                    self._say(where, Fault.DASH_FORGOTTEN, key=key)
                    siblings.append(mapping)
                    mapping, lines, path = {}, {}, (*path[:-1], len(siblings))
                    self.positions[path] = where
                else:
                    self._say(where, Fault.KEY_TWICE, (*path, key), key=key, line=lines[key])
                    again.append(self.mistakes[-1])
                    self.twice.append(((*path, key), lines[key], self.mistakes[-1]))
            lines.setdefault(key, where.line)
            place = (*path, key)
            self.positions[place] = where
            mapping[key] = self._value(following, place)
            written.append((where.line, key, mapping[key]))
            before = following
        begun = [line - 1 for line, *_ in written]
        below = below_comment(lines_of(self.text), begun, again[0].where.line - 1) if again else None
        if below is not None:
            first, head = below
            mapping = {key: value for _, key, value in written[:first]}
            self.mistakes[:] = [one for one in self.mistakes if one not in again]
            self._say(Position(self.file, head[0] + 1, 1), Fault.HEAD_IN_COMMENT, path, key=head[1])
            self.spoilt |= {(*path[:-1], LOST), (*path[:-1], head[1])}
        elif len(again) >= _SEVERAL:
            self.mistakes[:] = [one for one in self.mistakes if one not in again]
            facts = {**dict(again[0].facts), "more": len(again) - 1}
            self._say(again[0].where, Fault.KEYS_COME_AGAIN if path else Fault.FILE_COMES_AGAIN, path, **facts)
        return mapping

    def say_what_changed_places(self, value: Any) -> None:
        """Say of keys that stand twice where two lines have changed places, as that is nearer to what was done."""
        for path, first, mistake in self.twice:
            lacks = changed_places(value, self.positions, path, first)
            if lacks is not None and mistake in self.mistakes:
                where = self.positions[path[:-1]]
                facts = {"key": path[-2], "other": path[-1], "line": first}
                self.mistakes[self.mistakes.index(mistake)] = Mistake.at(where, Fault.LINES_SWAPPED, **facts)
                self.spoilt.add((*lacks, LOST))

    def _has_no_colon(self, key: Any, value: Any) -> bool:
        if not is_scalar(value) or value.value or value.style in _QUOTED:
            return False
        return ":" not in self.text[key.end_mark.index : value.end_mark.index]

    def _say_comma(self, before: Any, key: Any, path: Path_, last: str | None) -> None:
        """A comma in braces begins another key: within a text or a number it was not meant so."""
        spoilt = path if last is None else (*path, last)
        if (meant := decimal_comma(self.text, before, key)) is not None:
            self._say(_at(self.file, before.start_mark), Fault.COMMA_IN_NUMBERS, spoilt, **meant)
        elif (together := re.fullmatch(r"(\w+):\S.*", key.value)) is not None:
            self._say(_at(self.file, key.start_mark), Fault.COLON_WITHOUT_SPACE, (*path, LOST), key=together[1])
        elif before is None and path and _LANGUAGE.fullmatch(str(path[-1])):  # a text in some language
            self._say(_at(self.file, key.start_mark), Fault.PLACE_WITHOUT_QUOTES, path, place=f"{{{key.value}}}")
        elif before is None:
            self._say(_at(self.file, key.start_mark), Fault.COLON_MISSING, (*path, LOST))
        else:
            self._say(_at(self.file, key.start_mark), Fault.COMMA_WITHIN_TEXT, spoilt, text=key.value)

    def _until(self, end: type[yaml.Event]) -> Iterator[Any]:
        return itertools.takewhile(lambda event: not isinstance(event, end), self.events)

    def _scalar(self, event: Any, where: Position, path: Path_) -> str | int | float | bool | date | None:
        text = unicodedata.normalize("NFC", event.value)  # a letter and its accent may come as two from a Mac
        if unseen := first_unseen(text):
            self._say(self._place_of(unseen, event), Fault.CHARACTER_UNSEEN, path, name=name_of(unseen))
        if event.style in ("'", '"'):
            self.quoted = event
        if event.style in _QUOTED:
            return text
        if _CUT_OFF.match(self.text, event.end_mark.index):
            self.cut_off.append(_at(self.file, event.end_mark))
        if not text:
            self.empty.append(path)
        try:
            return bare_value(text)
        except Surprise as surprise:
            self._say(where, surprise.fault, path, **surprise.facts)
            self.surprises.append((path, self.mistakes[-1]))
            return None

    def _place_of(self, character: str, event: Any) -> Position:
        """Find a character in a text as it is written; where it is written as an escape, the text's beginning."""
        within = self.text[event.start_mark.index : event.end_mark.index].find(character)
        if within < 0:
            return _at(self.file, event.start_mark)
        return place_after(self.file, self.text[: event.start_mark.index + within])

    def _say(self, where: Position, fault: Fault, path: Path_ | None = None, /, **facts: object) -> None:
        self.mistakes.append(Mistake.at(where, fault, **facts))
        if path is not None:
            self.spoilt.add(path)

    def _stop(self, where: Position, fault: Fault) -> NoReturn:
        self._say(where, fault)
        raise StudyMistakes(self.mistakes)

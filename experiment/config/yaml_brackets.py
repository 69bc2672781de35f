"""Where a parser stopped within brackets: a comment that swallows their end, and texts that should be in quotes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import yaml

from experiment.config.faults import Fault
from experiment.config.mistakes import Mistake, Position

_COMMENT = re.compile(r"\s(#)(?=.*[\]}])")
"""What begins a comment within a line, and a bracket that is lost in it."""
_VALUE_IN_BRACKETS = re.compile(r"([\w\"']+) *: +(\[)[^\[\]]*\]$")
"""A key, and behind it all that stands in brackets."""


def in_brackets(lines: list[str], error: yaml.MarkedYAMLError, at: Callable[[int, int], Position]) -> Iterator[Mistake]:
    """Say what ends a text too early within brackets.

    Parameters
    ----------
    lines
        Of the file.
    error
        Of the parser.
    at
        Names the place of a line and a column, both from 0.
    """
    opened, mark = error.context_mark, error.problem_mark
    assert mark is not None
    began = lines[opened.line] if opened is not None and opened.line < len(lines) else ""
    if opened is not None and (found := _COMMENT.search(began, opened.column)):
        yield Mistake.at(at(opened.line, found.start(1)), Fault.COMMENT_IN_BRACKETS)
    line = lines[mark.line] if mark.line < len(lines) else ""
    if found := _VALUE_IN_BRACKETS.search(line[: mark.column]):  # as of a pattern: {pattern: [A-Z]{2}}
        facts = {"key": found[1].strip("\"'"), "sign": "[", "more": ""}
        yield Mistake.at(at(mark.line, found.start(2)), Fault.TEXT_BEGINS_WITH_SIGN, **facts)


def colon_within(
    lines: list[str], error: yaml.MarkedYAMLError, at: Callable[[int, int], Position]
) -> Iterator[Mistake]:
    """Say of a text in brackets that has a colon in it, in the line in which they open."""
    opened, mark = error.context_mark, error.problem_mark
    assert mark is not None
    line = lines[mark.line] if opened is not None and opened.line == mark.line < len(lines) else ""
    if line[mark.column : mark.column + 1] == ":":
        yield Mistake.at(at(mark.line, mark.column), Fault.BARE_COLON, problem=error.problem or "")


def one_too_many(error: yaml.MarkedYAMLError, sign: str, where: Position) -> Iterator[Mistake]:
    """Say of a bracket that closes where none is open."""
    if sign in ("}", "]") and "block" in (error.context or ""):
        yield Mistake.at(where, Fault.BRACKET_TOO_MANY, sign=sign)

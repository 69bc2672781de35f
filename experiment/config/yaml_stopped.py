"""Where a parser gave up, and what it had read until then."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from experiment.config.mistakes import Position


@dataclass(frozen=True)
class Stopped:
    """Where a parser gave up.

    Parameters
    ----------
    file, text
        What it read.
    error
        What it says.
    quoted
        The last text in quotes that it read before.
    """

    file: Path
    text: str
    error: yaml.MarkedYAMLError
    quoted: Any | None

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the file."""
        return re.split("\r\n|\r|\n", self.text)

    @property
    def line(self) -> int:
        """Number of the line where it stopped, from 0."""
        mark = self.error.problem_mark
        assert mark is not None  # scanner and parser say where they stopped
        return min(int(mark.line), len(self.lines) - 1)

    @property
    def began(self) -> int | None:
        """Number of the line where what it was reading began, if it says that."""
        mark = self.error.context_mark
        return None if mark is None else int(mark.line)

    def at(self, line: int, column: int | None = None) -> Position:
        """Name a place; without a column, where the line begins."""
        if column is None:
            column = len(self.lines[line]) - len(self.lines[line].lstrip())
        return Position(self.file, line + 1, column + 1)

    def above(self, line: int) -> int:
        """Number of the last line before this one that says something."""
        while line > 0:
            line -= 1
            if self.lines[line].strip() and not self.lines[line].lstrip().startswith("#"):
                return line
        return line

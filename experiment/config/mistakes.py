"""Mistakes in study files, each with its place and what would be right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from experiment.config.faults import Doubt, Fault
from experiment.messages import visible


@dataclass(frozen=True, order=True)
class Position:
    """A place in a file; lines and columns count from 1."""

    file: Path
    line: int
    column: int

    def __str__(self) -> str:
        return f"{visible(str(self.file))}:{self.line}:{self.column}"


@dataclass(frozen=True)
class Mistake:
    """One thing that is wrong in a file; made by :meth:`at`.

    Parameters
    ----------
    where
        Its place.
    fault
        What is wrong there, and what would be right.
    facts
        What fills the places in the sentences of the fault, by name.
    """

    where: Position
    fault: Fault
    facts: tuple[tuple[str, str], ...]

    @classmethod
    def at(cls, where: Position, fault: Fault, /, **facts: object) -> Mistake:
        """Find fault with a place."""
        return cls(where, fault, tuple((name, str(fact)) for name, fact in facts.items()))

    def __lt__(self, other: Mistake) -> bool:
        """Order mistakes by their places; two in one place by what is said of it."""
        return (self.where, str(self)) < (other.where, str(other))

    def __str__(self) -> str:
        what, remedy = self.fault.sentences(**dict(self.facts))
        return f"{self.where}: {what}; {remedy}"


@dataclass(frozen=True)
class Remark:
    """One thing in a file that is unusual, and may be meant; made by :meth:`at`.

    Parameters
    ----------
    where
        Its place.
    doubt
        What is unusual there; its name is the same in every version.
    facts
        What fills the places in the sentences of the doubt, by name.
    """

    where: Position
    doubt: Doubt
    facts: tuple[tuple[str, str], ...]

    @classmethod
    def at(cls, where: Position, doubt: Doubt, /, **facts: object) -> Remark:
        """Remark on a place."""
        return cls(where, doubt, tuple((name, str(fact)) for name, fact in facts.items()))

    def __str__(self) -> str:
        return f"{self.where}: warning: {self.doubt.say(**dict(self.facts))} [{self.doubt.name}]"


class StudyMistakes(Exception):
    """A study cannot be used: every mistake that was found, in the order of the files."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        self.mistakes = tuple(sorted(set(mistakes)))
        super().__init__("\n".join(str(mistake) for mistake in self.mistakes))

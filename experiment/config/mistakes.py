"""Mistakes in study files, each with its place and what would be right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from experiment.config.faults import Change, Doubt, Fault
from experiment.messages import counted, visible

MOST = 500
"""So many mistakes are said in one round: three of each event of the largest shipped file."""
_ALIKE = 5
"""So many mistakes that differ in nothing but their lines and values are said once."""
_LINES = 8
"""So many of their lines are named."""
_OF_ONE_PLACE = frozenset({
    "value", "number", "event", "line", "text", "hint", "reason", "written", "meant", "share", "suggestion", "times",
    "base_rate", "rows",
})  # fmt: skip
"""Facts that may be others wherever the same slip was made."""


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
    also
        The other lines of the file in which it is so.
    """

    where: Position
    fault: Fault
    facts: tuple[tuple[str, str], ...]
    also: tuple[int, ...] = ()

    @classmethod
    def at(cls, where: Position, fault: Fault, /, **facts: object) -> Mistake:
        """Find fault with a place."""
        return cls(where, fault, tuple((name, str(fact)) for name, fact in facts.items()))

    @property
    def code(self) -> str:
        """What it is called in every version."""
        return self.fault.code

    @property
    def said(self) -> str:
        """What is wrong, and what would be right."""
        said = self.fault.say(**dict(self.facts))
        if not self.also:
            return said
        lines = ", ".join(map(str, self.also[:_LINES])) + (" …" if len(self.also) > _LINES else "")
        return f"{said} (the same in {counted(len(self.also), 'line')} more: {lines})"

    def __lt__(self, other: Mistake) -> bool:
        """Order mistakes by their places; two in one place by what is said of it."""
        return (self.where, self.said) < (other.where, other.said)

    def __str__(self) -> str:
        return f"{self.where}: {self.said}"


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

    @property
    def code(self) -> str:
        """What it is called in every version, and where a study accepts it."""
        return self.doubt.code

    @property
    def said(self) -> str:
        """What is unusual, and what could be done."""
        return self.doubt.say(**dict(self.facts))

    def __lt__(self, other: Remark) -> bool:
        """Order remarks by their places."""
        return (self.where, self.said) < (other.where, other.said)

    def __str__(self) -> str:
        return f"{self.where}: warning: {self.said} [{self.code}]"


@dataclass(frozen=True)
class Accepted:
    """A remark that the study file accepts, and why."""

    remark: Remark
    reason: str


@dataclass(frozen=True)
class Changed:
    """One thing that has changed in a study's files since its last session.

    Parameters
    ----------
    where
        Its place in the files as they are now; of what is gone, the place around it.
    key
        Its keys, with points between.
    was, now
        The values, as they are shown.
    change
        What follows from it.
    """

    where: Position
    key: str
    was: str
    now: str
    change: Change

    @property
    def code(self) -> str:
        """What its consequence is called in every version."""
        return self.change.code

    @property
    def said(self) -> str:
        """What has changed, and what follows."""
        return self.change.say(key=self.key, was=self.was, now=self.now)

    def __str__(self) -> str:
        return f"{self.where}: changed: {self.said} [{self.code}]"


class StudyMistakes(Exception):
    """A study cannot be used: every mistake that was found, in the order of the files; of very many, the first."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        found = sorted(set(mistakes), key=lambda one: (one.where.file.parts, one.where.line, one.where.column))
        left_out = [one for n, one in enumerate(found) if one.fault is Fault.MANY_MORE or n >= MOST]
        self.mistakes = tuple(sorted(_once(one for one in found[:MOST] if one.fault is not Fault.MANY_MORE)))
        if left_out:
            self.mistakes += (Mistake.at(left_out[0].where, Fault.MANY_MORE, most=MOST),)
        super().__init__("\n".join(str(mistake) for mistake in self.mistakes))


def _once(mistakes: Iterable[Mistake]) -> Iterator[Mistake]:
    """Say a slip that was made in many lines once, as a key that is misspelt throughout a file."""
    alike: dict[tuple[object, ...], list[Mistake]] = {}
    for one in mistakes:
        kept = {"suggestion"} if one.fault is Fault.KEY_UNKNOWN else set()
        facts = tuple(fact for fact in one.facts if fact[0] not in _OF_ONE_PLACE - kept)
        alike.setdefault((one.where.file, one.fault, facts), []).append(one)
    for several in alike.values():
        lines = sorted({one.where.line for one in several})
        if len(several) >= _ALIKE and len(lines) == len(several):
            yield replace(min(several), also=tuple(lines[1:]))
        else:
            yield from several

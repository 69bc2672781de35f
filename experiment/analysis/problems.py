"""What is wrong with files of the data, each with its place; everything that is found is said at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from experiment.messages import TableFault


@dataclass(frozen=True)
class Problem:
    """Something that is not as this program writes it.

    Parameters
    ----------
    file
        Where.
    line
        From 1, as an editor counts; ``None``: the file as a whole.
    column
        Name of the column of a table; ``None``: the line as a whole.
    fault
        Which message.
    facts
        What fills its places.
    """

    file: Path
    line: int | None
    column: str | None
    fault: TableFault
    facts: tuple[tuple[str, object], ...] = ()

    def __str__(self) -> str:
        place = [
            str(self.file),
            *([] if self.line is None else [str(self.line)]),
            *([self.column] if self.column else []),
        ]
        return f"{':'.join(place)}: {self.fault.say(**dict(self.facts))}"


def problem(
    file: Path, fault: TableFault, line: int | None = None, column: str | None = None, **facts: object
) -> Problem:
    """Return a problem at its place."""
    return Problem(file, line, column, fault, tuple(facts.items()))


_SHOWN = 20


class UnreadableData(ValueError):
    """Files of the data are not as they were written; nothing was loaded.

    Parameters
    ----------
    problems
        All that was found.
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(in_lines(problems)))


def in_lines(problems: Sequence[Problem]) -> list[str]:
    """Return problems in lines: one that comes again and again in a column is said once, and how often it comes."""
    alike: dict[tuple[object, ...], list[Problem]] = {}
    for one in problems:
        alike.setdefault((one.file, one.column, one.fault, one.facts), []).append(one)
    lines = [str(first) + (f" (so too in {len(more)} more lines)" if more else "") for first, *more in alike.values()]
    more = len(lines) - _SHOWN
    return lines[:_SHOWN] + ([f"… and {more} more"] if more > 0 else [])

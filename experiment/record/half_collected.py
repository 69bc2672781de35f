"""What a `collect` that was broken off has left half: noted before the first file is written, until all is whole.

The note stands among the locks: it is about this folder at this moment, and no part of what was recorded.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from experiment.format.run_files import enrolled_as, is_participant_folder, locks_folder, participants_folder
from experiment.messages import Found, Line
from experiment.record.findings import Finding, Verified
from experiment.record.storage import Storage
from experiment.record.whole_files import write_whole


@dataclass(frozen=True)
class HalfCollected:
    """What is not whole yet.

    Parameters
    ----------
    units
        Runs, by what the names of their files begin with, and participants: each with the folder that it comes from.
    """

    units: Mapping[str, str]

    @property
    def folders(self) -> tuple[str, ...]:
        """The folders that are to be collected again."""
        return tuple(sorted({*self.units.values()}))

    def unit_of(self, name: str) -> str | None:
        """Name the unit that is not whole and that a file belongs to; ``None``: it is of none."""
        top, *below = name.split("/")
        if top == participants_folder(Path()).name:
            who = enrolled_as("/".join(below))
            return who if who in self.units else None
        ours = below if is_participant_folder(top) else []
        return next((stem for stem in self.units if any(part.startswith(f"{stem}_") for part in ours)), None)

    def told(self, found: Verified, who: str | None) -> None:
        """Say of what is half that it is half, instead of what is missing of it or is not as it should be.

        What was put whole before it was broken off, and nothing is wrong with, is left out.

        Parameters
        ----------
        who
            Whose files were looked at; ``None``: everybody's.
        """
        half = {unit: one.file for one in reversed(found.wrong) if (unit := self.unit_of(one.file)) is not None}
        for findings in (found.wrong, found.noted):
            findings[:] = [one for one in findings if self.unit_of(one.file) not in half]
        not_there = self.units.keys() - half.keys() - {*found.runs, *found.enrolments}
        half |= {
            unit: _file(unit) for unit in not_there if who is None or unit == who or unit.startswith(f"sub-{who}_")
        }
        found.wrong += [
            Finding(file, Found.COLLECTED_HALF.say(folder=self.units[unit])) for unit, file in sorted(half.items())
        ]


def _file(unit: str) -> str:
    """Name the file of something of which nothing has come: of a run its sheet, else the enrolment."""
    who, *rest = unit.removeprefix("sub-").split("_")
    if not rest:
        return f"{participants_folder(Path()).name}/{who}.json"
    return f"sub-{who}/{rest[0]}/{unit}_session.json"


def is_half(finding: Finding) -> bool:
    """Return whether a finding says no more than that collecting again mends it."""
    return isinstance(finding.what, Line) and finding.what.message is Found.COLLECTED_HALF


def _note(data: Path) -> Path:
    return locks_folder(data) / "collecting.json"


def half_collected(storage: Storage, data: Path) -> HalfCollected:
    """Read what is half in a folder; of a folder into which nothing was collected, nothing is."""
    try:
        noted = json.loads(storage.read(_note(data)))
        return HalfCollected({str(unit): str(folder) for unit, folder in noted["from"].items()})
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return HalfCollected({})


def note_half(storage: Storage, data: Path, units: Mapping[str, str]) -> None:
    """Note what is about to be written, or what is still half."""
    if units:
        write_whole(storage, _note(data), (json.dumps({"from": dict(units)}, indent=2) + "\n").encode())
    elif storage.exists(_note(data)):
        storage.remove(_note(data))


def without(units: Mapping[str, str], whole: Iterable[str]) -> dict[str, str]:
    """Leave out what is whole by now."""
    done = {*whole}
    return {unit: folder for unit, folder in units.items() if unit not in done}

"""All who are enrolled in a data folder, seen in passing: what a draw needs of the others, and no more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from experiment.format.enrolment import Enrolled
from experiment.format.run_files import enrolled_as, participant_file, participants_folder
from experiment.record.storage import Storage


@dataclass(frozen=True)
class Enrolments:
    """Who is enrolled.

    Parameters
    ----------
    known
        Those whose enrolment can be read.
    unreadable
        Files under the name of an enrolment that hold none, or another's.
    """

    known: tuple[Enrolled, ...]
    unreadable: tuple[Path, ...]

    def next_place(self, study: str, site: str | None, arm: str) -> int:
        """Return the place in an arm that nobody has.

        Those whose enrolment cannot be read may have the next places; so these are left free, unless places before
        are missing that can be theirs.
        """
        taken = {one.place_in_arm for one in self.known if (one.study, one.site, one.arm) == (study, site, arm)}
        after = max(taken, default=-1) + 1
        missing = after - len(taken)
        return after + max(0, len(self.unreadable) - missing)

    def doubles(self) -> Iterator[tuple[Enrolled, ...]]:
        """Return those who stand in one place of an arm, as happens when folders of two computers are merged."""
        groups: dict[tuple[str, str, str, int], list[Enrolled]] = defaultdict(list)
        for one in self.known:
            groups[one.study, one.site or "", one.arm, one.place_in_arm].append(one)
        yield from (tuple(group) for _, group in sorted(groups.items()) if len(group) > 1)


def enrolled_ids(storage: Storage, data: Path) -> list[str]:
    """List the IDs under which there is an enrolment, whole or not."""
    names = storage.names_in(participants_folder(data))
    return [who for who in map(enrolled_as, names) if who is not None]


def all_enrolled(storage: Storage, data: Path) -> Enrolments:
    """Look through the enrolments of a data folder."""
    known, unreadable = [], []
    for who in enrolled_ids(storage, data):
        file = participant_file(data, who)
        try:
            one = Enrolled.model_validate_json(storage.read(file))
        except (OSError, ValueError):
            unreadable.append(file)
            continue
        if one.participant_id == who and one.place_in_arm >= 0:
            known.append(one)
        else:
            unreadable.append(file)
    return Enrolments(tuple(known), tuple(unreadable))

"""The runs that a folder of sessions holds, by their names: a sheet, journal, plan or table is enough to be one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from experiment.format.run_files import RunFiles, SessionFiles, is_participant_folder, is_visit_folder
from experiment.format.vocabulary import SessionKind
from experiment.record.storage import Storage

_ONE_OF = r"(?:session\.json|journal\.jsonl|plan\.json|(?:desc-[a-z]+_)?data\.csv)"


def found_runs(storage: Storage, place: Path) -> Iterator[RunFiles]:
    """Find all runs, in the order of their names; folders that cannot be looked into are left to others."""
    with suppress(OSError):
        for name in filter(is_participant_folder, storage.names_in(place)):
            yield from found_runs_of(storage, place, name.removeprefix("sub-"))


def found_runs_of(storage: Storage, place: Path, participant_id: str) -> Iterator[RunFiles]:
    """Find the runs of one participant: any of its files may have been lost."""
    folder = place / f"sub-{participant_id}"
    with suppress(OSError):
        for name in filter(is_visit_folder, storage.names_in(folder)):
            with suppress(OSError):
                yield from _runs_in(storage, place, participant_id, name.removeprefix("ses-"))


def _runs_in(storage: Storage, place: Path, participant_id: str, visit: str) -> Iterator[RunFiles]:
    folder = place / f"sub-{participant_id}" / f"ses-{visit}"
    stem = re.escape(f"sub-{participant_id}_ses-{visit}")
    pattern = re.compile(rf"{stem}_task-([A-Za-z0-9]+)_run-([1-9][0-9]*)_{_ONE_OF}")
    matches = [pattern.fullmatch(file) for file in storage.names_in(folder)]
    for task, run in sorted({(match[1], int(match[2])) for match in matches if match}):
        # a place of rehearsals is one too: what stands in it is found there, whatever its kind
        yield SessionFiles(place, participant_id, visit, task, SessionKind.STUDY).run(run)

"""Records that no loaded session accounts for: tables whose sheet is gone, and copies that stand somewhere else.

Both would be left out in silence otherwise: a table is read because a sheet says so, and a sheet only where it belongs.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from experiment.analysis.problems import Problem, problem
from experiment.format.leavings import left_by
from experiment.format.run_files import is_participant_folder, is_sheet, is_visit_folder, run_named_in
from experiment.messages import TableFault


def strays(folder: Path, sheets: Collection[Path]) -> Iterator[Problem]:
    """Yield a problem for sheets and tables below a data folder that belong to none of the sheets that were found.

    Parameters
    ----------
    folder
        The data folder.
    sheets
        All sheets in it that stand where they belong, whether they could be read or not.
    """
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and left_by([name], b"") is None)
        for name in sorted(names):
            file = Path(place, name)
            if _is_a_record(name) and file not in sheets and left_by([name], b"") is None:
                yield from _stray(folder, file, sheets)


def data_folders_near(folder: Path) -> tuple[Path, ...]:
    """Return the folders in which sessions stand as they should: below a folder, or the one that it is a part of."""
    found: dict[Path, None] = {}
    for place, folders, names in os.walk(folder):
        folders.sort()
        visit = Path(place).resolve()
        stands = is_visit_folder(visit.name) and is_participant_folder(visit.parent.name)
        if stands and any(is_sheet(visit.parent.name, visit.name, name) for name in names):
            found[visit.parent.parent] = None
    return tuple(found)


def listed(folders: Sequence[Path]) -> str:
    """Return some folders, in words."""
    more = len(folders) - _LISTED
    return ", ".join(map(str, folders[:_LISTED])) + (f" and {more} more" if more > 0 else "")


_LISTED = 3


def _is_a_record(name: str) -> bool:
    return name.startswith("sub-") and (
        ("_session" in name and name.endswith(".json"))
        or ("_desc-" in name and "_data" in name and name.endswith(".csv"))
    )


def _stray(folder: Path, file: Path, sheets: Collection[Path]) -> Iterator[Problem]:
    run = run_named_in(folder, file.name)
    if run is None:
        return
    is_table = file.parent == run.session.folder and file.suffix == ".csv" and file.name.startswith(f"{run.stem}_desc-")
    if not is_table or not file.name.endswith("_data.csv"):
        yield problem(file, TableFault.A_COPY, where=run.session.folder.relative_to(folder).as_posix())
    elif run.sheet not in sheets:
        yield problem(file, TableFault.SHEET_GONE, sheet=run.sheet.name)

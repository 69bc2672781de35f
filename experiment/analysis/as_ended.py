"""Whether the files of a run that has ended are those that were summed up then.

Cells that were changed so that nothing contradicts them are found by this alone; which cells they are, ``verify`` says.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from experiment.analysis.problems import Problem, problem
from experiment.format.run_files import RunFiles
from experiment.format.sheet import SessionSheet
from experiment.format.sums_file import read_sums
from experiment.format.vocabulary import SessionStatus
from experiment.messages import TableFault, plainly


def sums_of(files: RunFiles, sheet: SessionSheet) -> dict[str, str] | Problem:
    """Return the checksums of a run by the names of its files, or why there are none; a run that goes on has none."""
    if sheet.status not in (SessionStatus.COMPLETE, SessionStatus.ABORTED):
        return {}
    try:
        sums = read_sums(files.checksums.read_bytes())
    except FileNotFoundError:
        return problem(files.checksums, TableFault.NO_TABLE)
    except OSError as error:
        return problem(files.checksums, TableFault.NOT_READ, error=plainly(error))
    return problem(files.checksums, TableFault.NO_SUMS) if sums is None else sums


def not_as_ended(
    files: Sequence[Path], sums: Sequence[Mapping[str, str]], but_for: Collection[Path] = ()
) -> Iterator[Problem]:
    """Yield a problem for each file that was changed after its run had ended.

    Parameters
    ----------
    files
        Which to read.
    sums
        The checksums of the run of each; none, if that goes on.
    but_for
        Files of which something is said already.
    """
    for file, recorded in zip(files, sums, strict=True):
        held = recorded and file not in but_for
        if held and recorded.get(file.name) != hashlib.sha256(file.read_bytes()).hexdigest():
            yield problem(file, TableFault.NOT_AS_ENDED)

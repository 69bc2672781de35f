"""`collect`: the data folders of several computers, put together."""

from __future__ import annotations

import argparse
import sys
from collections import Counter

from experiment.messages import some_of, visible
from experiment.record.collect import Collected, Gathering
from experiment.record.data_folder import check_data_folder
from experiment.record.storage import Disk
from experiment.verbs.exit_codes import DONE, NO
from experiment.verbs.progress_bar import ProgressBar


def carry_out(options: argparse.Namespace) -> int:
    """Put folders together, or name whatever does not agree."""
    for folder in (*options.folders, options.into):
        check_data_folder(folder)
    gathering = Gathering(Disk(), options.folders, options.into)
    conflicts = gathering.conflicts(options.accept_places.take)
    for conflict in conflicts:
        print(conflict, file=sys.stderr)
    if conflicts:
        return NO
    made = gathering.written(ProgressBar("collecting"))
    for line in _lines(made, len(options.folders)):
        print(visible(line))
    print(f"collected in {options.into}")
    return NO if made.found.amiss else DONE


def _lines(made: Collected, folders: int) -> list[str]:
    counts = Counter(made.found.runs.values())
    stand = ", ".join(f"{count} {standing.value}" for standing, count in sorted(counts.items()))
    of = f"of {folders} folder{'' if folders == 1 else 's'}"
    who = f"{made.participants} participant{'' if made.participants == 1 else 's'}"
    runs = f"{made.runs} run{'' if made.runs == 1 else 's'}"
    first = f"{who} and {runs} {of}{f': {stand}' if stand else ''}"
    shared = f"; {made.same} of them in more than one" if made.same else ""
    came = f"{made.came} files came" if made.came else "nothing has changed"
    before = ["what had not come whole when it was broken off has come first"] if made.came_first else []
    wrong = [f"{finding.file}: {finding.what}" for finding in made.found.amiss]
    right = "everything is as it was recorded"
    older = [
        f"older in {folder} than elsewhere, and left out: {some_of(keys)}"
        for folder, keys in sorted(made.older.items())
    ]
    return [*before, f"{first}{shared}; {came}", *older, *(["not as it was recorded:", *wrong] if wrong else [right])]

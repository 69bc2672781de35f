"""How many random single changes to a data folder are found: ``python -m tests.benchmarks.changes_found 10000``.

Each change is made to a folder with a complete run, one that was ended early and one that was found interrupted: to a
byte, a value, a line, a file or a folder, of anything but the ledger. `verify` must name it; and where it is in a run
that can be gone on with, a resume must be refused, unless a stored study file is merely gone.
"""

from __future__ import annotations

import multiprocessing
import random
import sys
import tempfile
from collections import Counter
from pathlib import Path

from experiment.messages import Refusal
from experiment.record.verify import verify
from tests.instruments.changed_folder import (
    ABORTED,
    DATA,
    INTERRUPTED,
    MOVES,
    Snapshot,
    changed,
    conducted_folder,
    is_due,
    resumes,
)
from tests.instruments.changes import CHANGES

KINDS = (*CHANGES, *MOVES)


def tried(seed: int, count: int) -> Counter[str]:
    """Make changes, and count what became of them."""
    counts: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        study, files = conducted_folder(Path(folder))
        draw = random.Random(seed)
        while counts["changes"] < count:
            kind = draw.choice(KINDS)
            other = changed(draw, kind, files)
            if other == files:
                continue
            counts["changes"] += 1
            disk = Snapshot(other)
            counts["found by verify"] += bool(verify(disk, DATA).wrong)
            for who in (ABORTED, INTERRUPTED):
                if is_due(files, other, who):
                    counts["resumes due to be refused"] += 1
                    try:
                        resumes(study.study, disk, who)
                    except Refusal:
                        counts["resumes refused"] += 1
    return counts


if __name__ == "__main__":
    in_all = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    share = in_all // 2
    with multiprocessing.Pool(2) as pool:
        counted = sum(pool.starmap(tried, [(1, share), (2, in_all - share)]), Counter[str]())
    for name, number in counted.items():
        print(f"{name:28} {number:6}")

"""How many random single changes to a data folder are found.

``python -m tests.benchmarks.changes_found 10000 [SEED [CORES]]``

Each change is made to a folder in memory with runs that are complete, at once or after a resume, that was ended early
and that was found interrupted: to a byte, a value, a line, a file or a folder, of anything but the ledger: tables and
their dictionaries, journal, plan, sheet, study files, check, checksums, enrolments; a file or a folder is copied beside
itself or elsewhere, moved, renamed or deleted; the ledger is deleted, renamed, emptied or begun anew. `verify` must
name it; and where it is in a run that can be gone on with, a resume must be refused, unless a stored study file or
dictionary is merely gone.
For every ten of them the ledger is changed once: the seal code that was written on paper last must tell, also where
somebody has made the whole chain anew. Whatever is raised but a refusal is counted as a traceback.
"""

from __future__ import annotations

import multiprocessing
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from experiment.config.load import Study
from experiment.format.ledger import RunEnded, read_ledger
from experiment.messages import Refusal
from experiment.record.verify import verify
from tests.instruments.changed_folder import (
    ABORTED,
    DATA,
    INTERRUPTED,
    LEDGER,
    LEDGER_MOVES,
    MOVES,
    Files,
    Snapshot,
    changed,
    conducted_folder,
    is_as_on_paper,
    is_due,
    ledger_changed,
    resumes,
)
from tests.instruments.changes import CHANGES

KINDS = (*CHANGES, *MOVES, *LEDGER_MOVES)


def tried(folder: str, seed: int, count: int) -> tuple[Counter[str], list[str]]:
    """Make changes, and count what became of them; those that were not found are described."""
    counts: Counter[str] = Counter()
    missed: list[str] = []
    place = Path(folder) / str(seed)
    place.mkdir()
    study, files = conducted_folder(place)
    last = read_ledger(files[LEDGER]).lines[-1]
    assert isinstance(last, RunEnded)
    draw = random.Random(seed)
    while counts["changes"] < count:
        kind = draw.choice(KINDS)
        other = changed(draw, kind, files)
        if other == files:
            continue
        counts["changes"] += 1
        _try(study.study, files, other, kind, counts, missed)
        if counts["changes"] % 10 == 0 and (ledgers := ledger_changed(draw, files)) != files:
            counts["changed ledgers"] += 1
            found = _raises(lambda ledgers=ledgers: not is_as_on_paper(Snapshot(ledgers), last.seal), counts, missed)
            counts["found by the code on paper"] += found
            missed += [] if found else [f"ledger: {ledgers[LEDGER][-300:]!r}"]
    return counts, missed


def _try(study: Study, files: Files, other: Files, kind: str, counts: Counter[str], missed: list[str]) -> None:
    where = sorted(str(file) for file in {*files, *other} if files.get(file) != other.get(file))[:3]
    found = _raises(lambda: bool(verify(Snapshot(other), DATA).wrong), counts, missed)
    counts["found by verify"] += found
    missed += [] if found else [f"verify, {kind}: {where}"]
    for who in (ABORTED, INTERRUPTED):
        if is_due(files, other, who):
            counts["resumes due to be refused"] += 1
            found = _raises(lambda who=who: _refused(study, other, who), counts, missed)
            counts["resumes refused"] += found
            missed += [] if found else [f"resume of {who}, {kind}: {where}"]


def _refused(study: Study, other: Files, who: str) -> bool:
    try:
        resumes(study, Snapshot(other), who)
    except Refusal:
        return True
    return False


def _raises(told: Callable[[], bool], counts: Counter[str], missed: list[str]) -> bool:
    """Give what is told, and count what comes in its place."""
    try:
        return told()
    except Exception as error:  # noqa: BLE001 (whatever it is, a user would see a traceback)
        counts["tracebacks"] += 1
        missed.append(f"traceback: {error!r}")
        return False


if __name__ == "__main__":
    in_all = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    first_seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    cores = int(sys.argv[3]) if len(sys.argv) > 3 else multiprocessing.cpu_count()
    shares = [in_all // cores + (core < in_all % cores) for core in range(cores)]
    with tempfile.TemporaryDirectory() as place, multiprocessing.Pool(cores) as pool:
        told = pool.starmap(tried, [(place, first_seed + core, share) for core, share in enumerate(shares)])
    counted = Counter({"tracebacks": 0})
    for counts, _ in told:
        counted.update(counts)
    for name, number in counted.items():
        print(f"{name:28} {number:6}")
    for what in [what for _, missed in told for what in missed][:20]:
        print(what)

"""`backup`: a copy of the data folder that is proven whole, and the page that goes with it."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from experiment.config.load import load_study
from experiment.design.local_time import clock_of
from experiment.design.windows import zone_of
from experiment.format.session_line import CopyMade, Saying
from experiment.messages import Advice, Phrase, some_of, visible
from experiment.record.backup import REPORT, SET_ASIDE, BackedUp, back_up
from experiment.record.copying import Put
from experiment.record.elsewhere import synchroniser_of
from experiment.record.find import Standing
from experiment.record.storage import Disk
from experiment.verbs.exit_codes import DONE, NO
from experiment.verbs.monitored import monitored, told
from experiment.verbs.progress_bar import ProgressBar

_ENDED = (Standing.COMPLETE, Standing.ABORTED, Standing.MISSING)


def carry_out(options: argparse.Namespace) -> int:
    """Copy the data folder, and say whether the copy is whole."""
    with monitored(options.monitored) as (_, say):
        return _carry_out(options, say)


def _carry_out(options: argparse.Namespace, say: Callable[[Saying], None]) -> int:
    study = load_study(options.study)
    made = back_up(Disk(), options.data, options.dest, study.file, ProgressBar("copying"))
    before = None if made.before_utc is None else clock_of(datetime.fromisoformat(made.before_utc), zone_of(study.file))
    for line in lines_of(made, before):
        print(visible(line))
    advice = (*_advice(made), *_about_the_place(options.data, made.copy))
    for said in advice:
        print(said, file=sys.stderr)
    say(_copy_made(made, advice))
    return DONE if made.whole else NO


def _copy_made(made: BackedUp, advice: Sequence[str]) -> CopyMade:
    """Say the same to a program."""
    counts, came = Counter(made.found.runs.values()), Counter(made.came.values())
    return CopyMade(
        complete=counts[Standing.COMPLETE],
        ended_early=counts[Standing.ABORTED],
        missing=counts[Standing.MISSING],
        unfinished=tuple(stem for stem, stands in made.found.runs.items() if stands not in _ENDED),
        wrong=tuple(f"{finding.file}: {finding.what}" for finding in made.found.wrong),
        files=made.files,
        changes=(came[Put.NEW], came[Put.GROWN], came[Put.REPLACED]),
        apart=(came[Put.KEPT], len(made.gone), len(made.left_out)),
        before_utc=made.before_utc,
        whole=made.whole,
        copy_folder=str(made.copy),
        report=str(made.copy / REPORT),
        advice=tuple(map(told, advice)),
    )


def lines_of(made: BackedUp, before: str | None) -> Iterator[str]:
    """Write what has come of a backup.

    Parameters
    ----------
    before
        When the backup before was made, by the clock of the laboratory; ``None``: there is none.
    """
    yield f"{_runs(made)}; {_changes(made, before)}"
    if made.found.wrong:
        yield "not as it was recorded:"
        yield from (f"{finding.file}: {finding.what}" for finding in made.found.wrong)
    elif made.whole:
        yield "the copy is whole: each file was read back, and is as data folder, ledger and checksums say"
    yield f"copy: {made.copy}; for the analyst: {made.copy / REPORT}"


def _runs(made: BackedUp) -> str:
    counts = Counter(made.found.runs.values())
    unfinished = [f"{stem}: {stands.value}" for stem, stands in made.found.runs.items() if stands not in _ENDED]
    said = [f"{counts[Standing.COMPLETE]} complete"]
    said += [
        f"{counts[stands]} {word}"
        for stands, word in ((Standing.ABORTED, "ended early"), (Standing.MISSING, "missing"))
        if counts[stands]
    ]
    return ", ".join([*said, f"{len(unfinished)} unfinished"]) + (f" ({some_of(unfinished)})" if unfinished else "")


def _changes(made: BackedUp, before: str | None) -> str:
    counts = Counter(made.came.values())
    words = ((Put.NEW, "new"), (Put.GROWN, "longer"), (Put.REPLACED, f"exchanged (those of before: {SET_ASIDE})"))
    changed = ", ".join(f"{counts[put]} {word}" for put, word in words if counts[put])
    apart = ", ".join(
        f"{count} {word}"
        for count, word in (
            (counts[Put.KEPT], "not as recorded"),
            (len(made.gone), "no longer there"),
            (len(made.left_out), "not copied"),
        )
        if count
    )
    but = f"; of the files {apart}" if apart else ""
    files = f"{made.files} files"
    if before is None:
        return (f"{files}: {changed}" if changed else files) + but
    nothing = "nothing is new" if apart else "nothing has changed"
    return (f"{files}: {changed} since {before}" if changed else f"{nothing} since {before}") + but


def _advice(made: BackedUp) -> Iterator[str]:
    if kept := made.those(Put.KEPT):
        yield Advice.BACKUP_KEEPS_ITS_OWN.say(files=some_of(kept), folder=made.copy / SET_ASIDE)
    if made.gone:
        yield Advice.ONLY_IN_THE_COPY.say(files=some_of(made.gone), copy=made.copy)
    if made.left_out:
        named = [Phrase.REFUSED.of(name=name, error=why) for name, why in made.left_out.items()]
        yield Advice.NOT_COPIED.say(files=some_of(named))


def _about_the_place(data: Path, copy: Path) -> Iterator[str]:
    program = synchroniser_of(copy)
    if program:
        yield Advice.BACKUP_SYNCHRONISED.say(copy=copy, program=program)
    elif data.stat().st_dev == copy.stat().st_dev:
        yield Advice.BACKUP_ON_THE_SAME_DISK.say(copy=copy)

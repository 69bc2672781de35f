"""Which run somebody means: by what its files' names begin with, by one of its files, or by participant and visit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from experiment.format.run_files import RunFiles, SessionFiles, place_of
from experiment.format.vocabulary import SessionKind
from experiment.messages import Reason, Refusal
from experiment.record.found_runs import found_runs
from experiment.record.storage import Storage

_STEM = re.compile(r"sub-([A-Za-z0-9]+)_ses-([A-Za-z0-9]+)_task-([A-Za-z0-9]+)_run-([1-9][0-9]{0,5})(?:_.*)?")
_SHORT = re.compile(r"([A-Za-z0-9]+)[ ,/:_]+([A-Za-z0-9]+)(?:[ ,/:_]+([1-9][0-9]{0,5}))?")

EXAMPLE = "KD001/baseline"


def named_run(storage: Storage, data: Path, text: str) -> RunFiles:
    """Find a run, in a data folder or among its rehearsals.

    Parameters
    ----------
    text
        ``KD001/baseline`` for the last run of a visit, ``KD001/baseline/1`` for its first; or the name or path of a
        file of the run.

    Raises
    ------
    Refusal
        If there is none.
    """
    file = Path(text)
    if match := _STEM.fullmatch(file.name):
        who, visit, task, number = match[1], match[2], match[3], int(match[4])
        places = [file.parent.parent.parent] if file.parent != Path() else _places(data)
        runs = [SessionFiles(place, who, visit, task, SessionKind.STUDY).run(number) for place in places]
        found = [run for run in runs if storage.exists(run.plan)]
    elif match := _SHORT.fullmatch(text.strip()):
        wanted = (match[1].casefold(), match[2].casefold())
        found = [run for run in _all(storage, data) if _is_of(run, wanted) and match[3] in (None, str(run.run))]
        found = sorted(found, key=lambda run: -run.run)
    else:
        found = []
    if not found:
        raise Refusal(Reason.NO_SUCH_RUN, run=text, data=data, example=EXAMPLE)
    return found[0]


def _is_of(run: RunFiles, wanted: tuple[str, str]) -> bool:
    return (run.session.participant_id.casefold(), run.session.visit.casefold()) == wanted


def _places(data: Path) -> list[Path]:
    return list(dict.fromkeys(place_of(data, kind) for kind in SessionKind))


def _all(storage: Storage, data: Path) -> Iterator[RunFiles]:
    """List all runs, those of the study first: of the first place that has any of a visit, the last one is meant."""
    for place in _places(data):
        yield from found_runs(storage, place)

"""What of a study's files has changed, since its last session or since an earlier state of them."""

from __future__ import annotations

from pathlib import Path

from experiment.config.changes import changes
from experiment.config.faults import Change
from experiment.config.load import Study, load_study
from experiment.config.mistakes import Changed, Position, StudyMistakes
from experiment.config.three_sources import sources_of
from experiment.format.run_files import SessionFiles
from experiment.format.vocabulary import SessionKind
from experiment.messages import Refusal
from experiment.record.known_runs import read_ledger_of
from experiment.record.read_sheet import read_sheet
from experiment.record.storage import Disk


def against(file: Path, earlier: Path) -> list[Changed]:
    """Hold the files of a study against those of an earlier state of it: what a change means, before it is made.

    Parameters
    ----------
    file
        A study file without mistakes.
    earlier
        The study file as it was.

    Raises
    ------
    StudyMistakes
        If the earlier one has mistakes.
    """
    load_study(earlier, any_screen=False)
    return list(changes(sources_of(earlier), sources_of(file)))


def since_last_session(file: Path, study: Study, data: Path) -> list[Changed] | None:
    """Hold the files of a study against those that its last session has kept.

    Parameters
    ----------
    file
        The study file.
    study
        What it holds.
    data
        The study's data folder.

    Returns
    -------
    list of Changed or None
        ``None``: there was no session. Empty: nothing has changed.
    """
    disk = Disk()
    last = read_ledger_of(disk, data)[0].last_begun(study.file.study)
    if last is None:
        return None
    if last.study_fingerprint == study.fingerprint:
        return []
    run = SessionFiles(data, last.participant_id, last.visit, last.task, SessionKind.STUDY).run(last.run)
    try:
        then = sources_of(run.inputs / read_sheet(disk, run.sheet).inputs[0].name)
    except (Refusal, StudyMistakes, LookupError, OSError):
        return [Changed(Position(file, 1, 1), "", "", "", Change.CANNOT_BE_SAID)]
    return list(changes(then, sources_of(file)))

"""What data a folder holds: those of the study that is meant, or of another one, or no data of a study at all."""

from __future__ import annotations

from pathlib import Path

from experiment.analysis.sheets import find_sessions
from experiment.analysis.whose import no_data_of_the_study
from experiment.messages import Reason, Refusal


def check_of_study(data: Path, study: str) -> None:
    """Refuse data of another study than the one that is named.

    Parameters
    ----------
    data
        The data folder.
    study
        What the study is called in the data.

    Raises
    ------
    Refusal
        Naming the study that the data are of.
    UnreadableData
        If there are no sessions, or those of several kinds or studies.
    """
    found = {one.sheet.study for one in find_sessions(data).sessions}
    if found and found != {study}:
        raise Refusal(Reason.DATA_OF_OTHER_STUDY, data=data, found=", ".join(sorted(found)), study=study)


def say_whose(data: Path) -> None:
    """Print what the sessions of a folder are, if they are no data of a study; the folder has been loaded."""
    sheets = [one.sheet for one in find_sessions(data).sessions]
    said = no_data_of_the_study(sheets[0].kind, {one.participant_mode for one in sheets}) if sheets else None
    if said is not None:
        print(said)

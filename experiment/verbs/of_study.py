"""Whether a folder holds the data of the study that is meant: another study's limits and visits say nothing of them."""

from __future__ import annotations

from pathlib import Path

from experiment.analysis.sheets import find_sessions
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

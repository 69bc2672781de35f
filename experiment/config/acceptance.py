"""Warnings that a study accepts: it names their code, and says why."""

from __future__ import annotations

from collections.abc import Iterable

from experiment.config.checks import Files
from experiment.config.faults import Doubt
from experiment.config.mistakes import Accepted, Remark


def sorted_by_acceptance(files: Files, remarks: Iterable[Remark]) -> tuple[tuple[Remark, ...], tuple[Accepted, ...]]:
    """Part the remarks on a study into those that stand and those that it accepts; a needless acceptance is one too.

    Parameters
    ----------
    files
        Of the study, with what it accepts.
    remarks
        Everything that was found.
    """
    reasons = files.study.accepted_warnings
    standing: list[Remark] = []
    accepted: list[Accepted] = []
    for remark in remarks:
        if remark.doubt.code in reasons:
            accepted.append(Accepted(remark, reasons[remark.doubt.code]))
        else:
            standing.append(remark)
    for code in reasons:
        if code != Doubt.SESSION_LONGER_THAN_STATED.code and code not in {one.remark.doubt.code for one in accepted}:
            where = files.study_source.at("accepted_warnings", code)
            standing.append(Remark.at(where, Doubt.ACCEPTED_NEEDLESSLY, code=code))
    return tuple(sorted(standing)), tuple(accepted)

"""Whether sessions are as long as the pages of a study say."""

from __future__ import annotations

from dataclasses import replace

from experiment.config.examine import Examined
from experiment.config.faults import Doubt
from experiment.config.load import Study
from experiment.config.mistakes import Accepted, Remark
from experiment.config.stated_minutes import stated_minutes
from experiment.design.duration import about_min
from experiment.design.planner import Planned, plan_session
from experiment.format.vocabulary import SessionKind

_ALLOWED = 1.1
"""A tenth more is no more than what the estimate of the duration is uncertain by."""


def with_stated_duration(examined: Examined) -> Examined:
    """Add what a study's pages say of its duration that is not so."""
    study = examined.study
    if study is None:
        return examined
    found = [
        Remark.at(where, Doubt.SESSION_LONGER_THAN_STATED, page=page, stated=stated, visit=visit, minutes=minutes)
        for where, page, visit, stated in stated_minutes(examined.file, study)
        if (minutes := _minutes(study, visit)) > _ALLOWED * stated
    ]
    code = Doubt.SESSION_LONGER_THAN_STATED.code
    reason = study.file.accepted_warnings.get(code)
    if reason is not None:
        return replace(examined, accepted=(*examined.accepted, *(Accepted(one, reason) for one in found)))
    return replace(examined, remarks=(*examined.remarks, *found))


def _minutes(study: Study, visit: str) -> int:
    """Return how long a visit takes, for somebody of the first arm that has it, in the first order of lists."""
    arm = next(name for name, entry in study.file.arms.items() if visit in entry.visits)
    who = Planned("AA001", arm, study.file.languages[0], study.file.lists.names)
    return about_min(plan_session(study, who, visit, 1, SessionKind.TEST).steps)

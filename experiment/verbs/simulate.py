"""`simulate`: one session of a virtual participant, without a screen."""

from __future__ import annotations

import argparse

from experiment.config.load import Study, load_study
from experiment.design.planner import check_visit
from experiment.format.vocabulary import SessionKind
from experiment.messages import Reason, Refusal
from experiment.record import participants
from experiment.record.storage import Disk
from experiment.session import Request, check_kinds, conduct, open_virtual_stage
from experiment.verbs.run import new_run_reason, report


def carry_out(options: argparse.Namespace) -> int:
    """Enrol the participant if that is new, and conduct the session on the virtual stage."""
    study = load_study(options.study)
    reason = new_run_reason(options)
    if not (options.resume or reason):
        _enrol_if_new(study, options)
    request = Request(
        data=options.data,
        participant_id=options.participant,
        visit=options.visit,
        kind=SessionKind.SIMULATED,
        mode=options.participant_mode,
        resume=options.resume,
        new_run_reason=reason,
    )
    return report(conduct(study, request, open_virtual_stage))


def _enrol_if_new(study: Study, options: argparse.Namespace) -> None:
    """Enrol a virtual participant whose session can take place; one who is enrolled keeps the arm."""
    disk, data, language = Disk(), options.data, options.language or study.file.languages[0]
    participants.check_arm(study.file, options.arm)
    check_visit(study, options.arm, options.visit)
    check_kinds(disk, data, SessionKind.SIMULATED)
    if not participants.is_enrolled(disk, data, study.file, options.participant):
        participants.enrol(disk, data, study.file, options.participant, options.arm, language)
    enrolled = participants.find(disk, data, study.file, options.participant)
    if enrolled.arm != options.arm:
        raise Refusal(Reason.ALREADY_ENROLLED, participant_id=options.participant, arm=enrolled.arm, data=data)

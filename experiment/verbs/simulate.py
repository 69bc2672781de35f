"""`simulate`: one session of a virtual participant, without a screen."""

from __future__ import annotations

import argparse

from experiment.config.load import load_study
from experiment.format.vocabulary import SessionKind
from experiment.record.storage import Disk
from experiment.session import Request, check_place, conduct, open_virtual_stage
from experiment.verbs.rehearsal import Rehearsal, enrol_if_new
from experiment.verbs.run import new_run_reason, report


def carry_out(options: argparse.Namespace) -> int:
    """Enrol the participant if that is new, and conduct the session on the virtual stage."""
    study = load_study(options.study)
    reason = new_run_reason(options)
    if not (options.resume or reason):
        kind, who = SessionKind.SIMULATED, options.participant
        check_place(Disk(), options.data, kind)
        enrol_if_new(Disk(), study, Rehearsal(options.data, kind, who, options.visit, options.arm, options.language))
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

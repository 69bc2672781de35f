"""`simulate`: one session of a virtual participant, without a screen."""

from __future__ import annotations

import argparse

from experiment.conduct import conduct
from experiment.config.load import load_study
from experiment.format.vocabulary import SessionKind
from experiment.record.request import Request
from experiment.verbs.run import new_run_reason, report, say_advice, take_in
from experiment.virtual.opening import open_virtual_stage


def carry_out(options: argparse.Namespace) -> int:
    """Enrol the participant if that is new, and conduct the session on the virtual stage."""
    study = load_study(options.study)
    reason = new_run_reason(options)
    take_in(study, options, SessionKind.SIMULATED)
    request = Request(
        data=options.data,
        participant_id=options.participant,
        visit=options.visit,
        kind=SessionKind.SIMULATED,
        mode=options.participant_mode,
        resume=options.resume,
        new_run_reason=reason,
        accept_ledger=options.accept_ledger.take,
    )
    return report(conduct(study, request, open_virtual_stage, announce=say_advice))

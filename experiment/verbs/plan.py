"""`plan`: what a session will be, without a window."""

from __future__ import annotations

import argparse
from contextlib import suppress

from experiment.config.load import Study, load_study
from experiment.config.time_zone import wall_zone
from experiment.design.list_orders import all_orders
from experiment.design.outline import outline
from experiment.design.planner import Planned, plan_session
from experiment.messages import Reason, Refusal
from experiment.record import participants
from experiment.record.storage import Disk
from experiment.verbs.as_known import enrolled_as, read_as_known, say_if_withdrawn
from experiment.verbs.exit_codes import DONE


def carry_out(options: argparse.Namespace) -> int:
    """Print the plan of a session."""
    study = load_study(options.study, any_screen=False)  # it shows nothing; `validate` tries the sizes
    read_as_known(study, options)
    plan = plan_session(study, _planned(study, options), options.visit, options.run, options.kind)
    print(plan.model_dump_json(indent=2) if options.json else outline(plan, options.trials), end="")
    return DONE


def _planned(study: Study, options: argparse.Namespace) -> Planned:
    """Plan for an enrolled participant, or for one who would be enrolled so."""
    if options.arm is None:
        chosen = [f"--{name}" for name in ("order", "language") if getattr(options, name) is not None]
        if chosen:
            raise Refusal(Reason.ENROLMENT_SAYS, flags=" and ".join(chosen))
        disk, who = Disk(), options.participant
        folder = participants.where_enrolled(disk, options.data, study.file, who, options.kind)
        found = participants.find(disk, folder, study.file, who, options.kind)
        say_if_withdrawn(found, wall_zone(study.file.time_zone))
        return Planned(found.participant_id, found.arm, found.language, found.list_order)
    who = participants.meant_id(study.file, options.participant)
    with suppress(Refusal):  # their enrolment decides nothing here
        known = enrolled_as(Disk(), study, options.data, who, options.kind)
        say_if_withdrawn(known, wall_zone(study.file.time_zone))
    participants.check_arm(study.file, options.arm)
    language = options.language or study.file.languages[0]
    participants.check_language(study.file, language)
    orders, order = all_orders(study.file), options.order or 1
    if order > len(orders):
        raise Refusal(Reason.UNKNOWN_ORDER, order=order, orders=len(orders))
    return Planned(who, options.arm, language, orders[order - 1])

"""Options that name what a study or an enrolment knows: read in whatever capitals, refused where they disagree."""

from __future__ import annotations

import argparse
import sys
from datetime import datetime, tzinfo
from pathlib import Path

from experiment.config.load import Study
from experiment.design.local_time import day_of
from experiment.design.planner import check_visit
from experiment.format.enrolment import Enrolment
from experiment.format.near import as_known
from experiment.format.vocabulary import SessionKind
from experiment.messages import Advice, Reason, Refusal
from experiment.record import participants
from experiment.record.storage import Storage


def read_as_known(study: Study, options: argparse.Namespace) -> None:
    """Let what was typed in other capitals be what the study calls it: arms, visits, languages and sites."""
    file = study.file
    for name, known in (
        ("arm", file.arms),
        ("visit", file.visits),
        ("language", file.languages),
        ("site", file.sites),
    ):
        if getattr(options, name, None) is not None:
            setattr(options, name, as_known(getattr(options, name), known))


def check_agrees(storage: Storage, study: Study, options: argparse.Namespace, kind: SessionKind) -> None:
    """Refuse an arm, visit or language that the study does not have, or that is not what the enrolment says.

    Raises
    ------
    Refusal
        Naming what there is; for somebody who is enrolled otherwise, the line that corrects the enrolment.
    """
    if options.arm is not None:
        participants.check_arm(study.file, options.arm)
        check_visit(study, options.arm, options.visit)
    if options.language is not None:
        participants.check_language(study.file, options.language)
    enrolled = enrolled_as(storage, study, options.data, options.participant, kind)
    if enrolled is None:
        return
    asked = {"arm": options.arm, "language": options.language}
    other = [f"--{name} {value}" for name, value in asked.items() if value not in (None, getattr(enrolled, name))]
    if other:
        who, flags = enrolled.participant_id, " ".join(other)
        facts = {"participant_id": who, "arm": enrolled.arm, "language": enrolled.language, "flags": flags}
        if participants.where_enrolled(storage, options.data, study.file, who, kind) != options.data:
            raise Refusal(Reason.REHEARSED_OTHERWISE, **facts)
        raise Refusal(Reason.ENROLLED_OTHERWISE, **facts, places="")


def enrolled_as(storage: Storage, study: Study, data: Path, who: str, kind: SessionKind) -> Enrolment | None:
    """Find the enrolment that counts for a session; ``None``: there is none."""
    folder = participants.where_enrolled(storage, data, study.file, who, kind)
    if not participants.is_enrolled(storage, folder, study.file, who):
        return None
    return participants.find(storage, folder, study.file, who, kind)


def say_if_withdrawn(participant: Enrolment | None, zone: tzinfo) -> None:
    """Say of whoever no longer takes part that it is so, where nothing is refused for it; the day is that of a zone."""
    gone = participant.withdrawn if participant else None
    if participant and gone:
        who, day = participant.participant_id, day_of(datetime.fromisoformat(gone.changed_utc), zone)
        print(Advice.IS_WITHDRAWN.say(participant_id=who, day=day, why=gone.reason), file=sys.stderr)

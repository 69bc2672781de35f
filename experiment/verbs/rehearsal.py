"""Who takes part in what is not of the study: somebody enrolled, as they are, or anybody else."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from experiment.config.load import Study
from experiment.design.planner import check_visit
from experiment.format.run_files import place_of
from experiment.format.vocabulary import SessionKind
from experiment.messages import Advice
from experiment.record import participants
from experiment.record.storage import Storage


@dataclass(frozen=True)
class Rehearsal:
    """What is to be rehearsed, tried or simulated.

    Parameters
    ----------
    arm, language
        For somebody who is not enrolled; ``None``: the first that there is.
    """

    data: Path
    kind: SessionKind
    participant_id: str
    visit: str
    arm: str | None
    language: str | None


def enrol_if_new(storage: Storage, study: Study, rehearsal: Rehearsal) -> None:
    """Enrol somebody whom the study does not know, among the rehearsals; the study's folder stays as it is.

    Raises
    ------
    Refusal
        If the session could not take place.
    """
    data, who = rehearsal.data, rehearsal.participant_id
    folder = participants.where_enrolled(storage, data, study.file, who, rehearsal.kind)
    if not participants.is_enrolled(storage, folder, study.file, who):
        arm = rehearsal.arm or _arm_with(study, rehearsal.visit)
        language = rehearsal.language or study.file.languages[0]
        check_visit(study, arm, rehearsal.visit)
        site = next(iter(study.file.sites), None)
        place = place_of(data, rehearsal.kind)
        new = participants.enrol(storage, place, study.file, who, arm, language, site)
        if rehearsal.arm is None:
            said = Advice.REHEARSED_WITHOUT_ENROLMENT.say(
                participant_id=new.participant_id, arm=new.arm, language=new.language
            )
            print(said, file=sys.stderr)


def _arm_with(study: Study, visit: str) -> str:
    """Name the first arm that has a visit; one that no arm has is refused under the first arm."""
    arms = study.file.arms
    return next((name for name, arm in arms.items() if visit in arm.visits), next(iter(arms)))

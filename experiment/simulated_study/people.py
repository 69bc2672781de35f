"""Who takes part in a simulated study, and what each person is like at a visit."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, fields
from itertools import islice

from experiment.config.assumed import Assumed, AssumedFactors, AssumedLearning, AssumedNoise, AssumedShare, AssumedSlope
from experiment.config.assumptions import Assumptions
from experiment.config.code_pattern import codes_of
from experiment.config.study_file import StudyFile
from experiment.format.read_otherwise import read_otherwise
from experiment.format.vocabulary import ParticipantMode
from experiment.messages import Reason, Refusal
from experiment.virtual.chance import Chance
from experiment.virtual.traits import Traits

_LEAST = 0.05
"""No trait above 0 that people differ in can become smaller than this share of its mean."""


@dataclass(frozen=True)
class Person:
    """Somebody who takes part.

    Parameters
    ----------
    number
        In the order of enrolment, from 0.
    place_in_arm
        How many of the same arm and site were enrolled before.
    """

    number: int
    participant_id: str
    arm: str
    language: str
    site: str | None
    place_in_arm: int


def people_of(study: StudyFile, assumptions: Assumptions, participants: int) -> list[Person]:
    """Return who takes part, in the order of their enrolment; arms are filled in step.

    Raises
    ------
    Refusal
        If the study's pattern has not so many IDs.
    """
    codes = (code for code in codes_of(study.participant_id.pattern) if read_otherwise(code) is None)
    ids = list(islice((code for code in codes if set(code) - set("0A")), participants))
    if len(ids) < participants:
        raise Refusal(Reason.TOO_FEW_IDS, pattern=study.participant_id.pattern, ids=len(ids), wanted=participants)
    taken: Counter[tuple[str | None, str]] = Counter()
    people = []
    for number, participant_id in enumerate(ids):
        site = study.sites[number % len(study.sites)] if study.sites else None
        arm = _next_arm(assumptions.shares_of(study.study, study.arms), site, taken)
        people.append(Person(number, participant_id, arm, study.languages[0], site, taken[site, arm]))
        taken[site, arm] += 1
    return people


def _next_arm(shares: Mapping[str, float], site: str | None, taken: Counter[tuple[str | None, str]]) -> str:
    """Return the arm that lacks most, at its site and in the whole study: the shares hold in both from the start."""
    whole = sum(shares.values())
    here = {arm: taken[site, arm] for arm in shares}
    everywhere = {arm: sum(n for (_, of), n in taken.items() if of == arm) for arm in shares}

    def lacks(arm: str) -> float:
        both = sum(here.values()) + sum(everywhere.values()) + 2
        return shares[arm] / whole * both - here[arm] - everywhere[arm]

    return max(shares, key=lacks)


def traits_of(assumed: Mapping[str, Assumed], person: Chance, visit: str) -> Traits:
    """Return what somebody is like; who is above the mean at one visit tends to be above it at every visit.

    Parameters
    ----------
    assumed
        Of people in their arm at the visit.
    person
        The participant's own draws.
    visit
        Its name: in some things people differ from visit to visit.
    """
    return Traits(**{field.name: _drawn(field.name, assumed[field.name], person, visit) for field in fields(Traits)})


def _drawn(name: str, assumed: Assumed, person: Chance, visit: str) -> float:
    above = 0.0 if assumed.between_sd == 0 else person.normal("trait", name)
    there = 0.0 if visits_sd_of(assumed) == 0 else person.normal("trait", name, visit)
    return of_person(assumed, above, there)


def visits_sd_of(assumed: Assumed) -> float:
    """Return by how much somebody differs in something from visit to visit."""
    return assumed.visits_sd if isinstance(assumed, AssumedLearning | AssumedNoise) else 0.0


def of_person(assumed: Assumed, above: float, there: float = 0.0) -> float:
    """Return what is true of somebody at a visit.

    In the noise of answers and of memory people differ by factors, so that a few are far above the others: log-normal.

    Parameters
    ----------
    assumed
        Of people.
    above
        How many standard deviations of people they are above the others.
    there
        How many standard deviations of visits they are above themselves.
    """
    apart = visits_sd_of(assumed) * there
    if assumed.between_sd == 0 and apart == 0:
        return assumed.value
    if isinstance(assumed, AssumedFactors):
        if assumed.value == 0:
            return 0.0
        log_variance = math.log(1 + (assumed.between_sd / assumed.value) ** 2)
        whole = log_variance + visits_sd_of(assumed) ** 2
        return assumed.value * math.exp(math.sqrt(log_variance) * above + apart - whole / 2)
    drawn = assumed.value + assumed.between_sd * above + apart
    if isinstance(assumed, AssumedShare):
        return min(1.0, max(0.0, drawn))
    return drawn if isinstance(assumed, AssumedSlope) else max(_LEAST * assumed.value, drawn)


def mode_of(mode: ParticipantMode, assumptions: Assumptions, course: Chance) -> ParticipantMode:
    """Return the mode in which somebody answers: a few answer everything with one value."""
    one_value = mode.believes and course.share("one value") < assumptions.study.one_value.value
    return ParticipantMode.CONSTANT if one_value else mode

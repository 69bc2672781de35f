"""Who takes part in a simulated study, and what each person is like at a visit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, fields
from itertools import islice
from statistics import fmean

from experiment.config.assumed import Assumed
from experiment.config.assumptions import Assumptions, highest_of
from experiment.config.code_pattern import codes_of
from experiment.config.load import Study
from experiment.config.study_file import StudyFile
from experiment.format.read_otherwise import read_otherwise
from experiment.format.vocabulary import ParticipantMode
from experiment.messages import Reason, Refusal
from experiment.simulated_study.differing import of_person, visits_sd_of
from experiment.virtual.chance import Chance
from experiment.virtual.traits import Traits


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
    return Traits(**{field.name: _drawn(field.name, assumed, person, visit) for field in fields(Traits)})


def _drawn(name: str, assumed: Mapping[str, Assumed], person: Chance, visit: str) -> float:
    figure = assumed[name]
    above = 0.0 if figure.between_sd == 0 else person.normal("trait", name)
    there = 0.0 if visits_sd_of(figure) == 0 else person.normal("trait", name, visit)
    return of_person(figure, above, there, highest_of(assumed, name))


def centre_pct_of(study: Study) -> float:
    """Return the base rate of the event of which people believe their mean: that of the events of a study's lists.

    It is the same at every visit, whichever list is shown there, with and without retest events: so is a belief.
    """
    lists = study.file.lists.names
    return fmean({event.id: event.base_rate_pct for name in lists for event in study.events.lists[name]}.values())


def mode_of(mode: ParticipantMode, assumptions: Assumptions, course: Chance) -> ParticipantMode:
    """Return the mode in which somebody answers: a few answer everything with one value."""
    one_value = mode.believes and course.share("one value") < assumptions.study.one_value.value
    return ParticipantMode.CONSTANT if one_value else mode

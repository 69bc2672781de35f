"""What is assumed of simulated people and studies: figures, each with where it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

from pydantic import Field, model_validator

from experiment.config.assumed import (
    Assumed,
    AssumedLearning,
    AssumedNoise,
    AssumedPct,
    AssumedScaling,
    AssumedScreens,
    AssumedSeconds,
    AssumedShare,
    AssumedSlope,
    AssumedSpeed,
    AssumedSpread,
    AssumedTempo,
    AssumedTimes,
    StatedCount,
    StatedDays,
    StatedJitter,
    StatedMinutes,
    StatedShare,
    rounded_down,
    sd_limit,
)
from experiment.config.explain import build, closest, closest_of
from experiment.config.faults import Fault
from experiment.config.load import InputFile, Study
from experiment.config.mistakes import Mistake, StudyMistakes
from experiment.config.model import Label, Model, Name, wrong
from experiment.config.reading import read_whole
from experiment.config.study_file import StudyFile
from experiment.config.yaml_source import YamlSource, read_yaml
from experiment.format.run_files import ASSUMED_AS


class AssumedPeople(Model):
    """What people are like, unless an arm and a visit say otherwise."""

    belief_mean_pct: AssumedPct
    belief_slope: AssumedSlope
    belief_spread_pct: AssumedSpread
    population_mean_pct: AssumedPct
    population_slope: AssumedSlope
    population_spread_pct: AssumedSpread
    population_shared: AssumedShare
    noise_sd_pct: AssumedNoise
    rounds_to_10: AssumedShare
    rounds_to_5: AssumedShare
    learning_good: AssumedLearning
    learning_bad: AssumedLearning
    model_scaling: AssumedScaling
    model_asymmetry: AssumedSlope
    anchor_pull: AssumedShare
    memory_screens: AssumedScreens
    memory_noise_sd_pct: AssumedSpread
    confidence_pct: AssumedPct
    uses_mouse: AssumedShare
    uses_arrows: AssumedShare
    first_input_s: AssumedSeconds
    tempo_sd: AssumedTempo
    hardest_longer: AssumedScaling
    second_shorter: AssumedScaling
    confirm_s: AssumedSeconds
    words_per_s: AssumedSpeed
    misses: AssumedShare
    leaves_unconfirmed: AssumedShare
    changes_mind: AssumedShare
    pauses: AssumedTimes
    understands: AssumedShare

    @model_validator(mode="after")
    def _shares_fit(self) -> AssumedPeople:
        for key, fault, facts in _not_of_one_whole(_figures(self)):
            raise wrong(fault, key, **facts)
        return self


TOGETHER = (("rounds_to_10", "rounds_to_5"), ("uses_mouse", "uses_arrows"), ("misses", "leaves_unconfirmed"))
"""Shares of one whole."""

BESIDE = {one: other for pair in TOGETHER for one, other in (pair, pair[::-1])}
"""The other one."""


def highest_of(assumed: Mapping[str, Assumed], name: str) -> float | None:
    """Return the most that somebody's share of a whole can be; ``None``: it is no share of one (`TOGETHER`)."""
    return _room(assumed[name], assumed[BESIDE[name]]) if name in BESIDE else None


def _room(share: Assumed, beside: Assumed) -> float:
    """Return how large a share of a whole can be, so that two of them never exceed it together.

    Where people differ in one of the two, it has all that the means leave of the whole; where in both, each has half.
    """
    left = max(0.0, 1 - share.value - beside.value)
    return share.value + (left if beside.between_sd == 0 else left / 2)


def _not_of_one_whole(assumed: Mapping[str, Assumed]) -> Iterator[tuple[str, Fault, dict[str, str]]]:
    """Find shares of one whole that exceed it, on average or of somebody, each with the key that it hangs on."""
    for one, other in TOGETHER:
        if assumed[one].value + assumed[other].value > 1:
            yield other, Fault.SHARES_EXCEED_1, {"one": one, "other": other}
            continue
        for name, beside in ((one, other), (other, one)):
            share = assumed[name]
            limit = sd_limit(share.value, _room(share, assumed[beside]))
            if 0 < share.between_sd >= limit:
                facts = {"one": name, "sd": f"{share.between_sd:g}", "other": beside, "below": rounded_down(limit)}
                yield name, Fault.SHARES_OF_SOMEBODY_EXCEED_1, facts


class AssumedThere(AssumedPeople):
    """What is otherwise of people in an arm at a visit: any of these, each within the same limits."""

    @model_validator(mode="after")
    def _shares_fit(self) -> AssumedThere:
        return self  # of what is said here and there together: `_mistakes`


def _as_of_everybody() -> None:
    """Stand for what is as it is of everybody."""


for _field in AssumedThere.model_fields.values():
    _field.default_factory = _as_of_everybody


class AssumedStudy(Model):
    """How a study goes."""

    days_between_participants: StatedDays
    """From one enrolment to the next, on average."""
    visit_jitter_min: StatedJitter
    """By how much visits that are due after hours begin early or late: a standard deviation."""
    visit_jitter_d: StatedDays
    """The same of visits that are due after days."""
    infusion_late: StatedShare
    """Share of the anchors that come late."""
    infusion_late_min: StatedMinutes
    """By how much, on average."""
    outside_window: StatedShare
    """Share of the visits that miss their window, for reasons of their own."""
    broken_off: StatedShare
    """Share of the sessions that are broken off, and resumed if the study lets them go on."""
    back_after_min: StatedMinutes
    """How long after that they are resumed."""
    ended_early: StatedShare
    """Share of the sessions that are ended before their time."""
    withdrawn: StatedShare
    """Share of the participants who are withdrawn after a visit that is not their last."""
    one_value: StatedShare
    """Share of the participants who answer everything with one value."""


class Assumptions(Model):
    """What is assumed: of everybody, of the arms and visits of some studies, and of how a study goes."""

    people: AssumedPeople
    """Everybody."""
    studies: Annotated[tuple[Name, ...], Field(min_length=1)]
    """The studies whose arms and visits are named below; in another, everybody is the same at every visit."""
    arms: dict[Name, dict[Label, AssumedThere]]
    """For an arm, and for each of its visits: what is otherwise than in `people`."""
    participants: dict[Name, StatedCount]
    """How many take part in each arm of these studies; in another, arms are of one size."""
    study: AssumedStudy
    """How a study goes."""

    def shares_of(self, study: str, arms: Iterable[str]) -> dict[str, float]:
        """Return how many take part in each arm, against the others."""
        return {arm: self.participants[arm].value if study in self.studies else 1.0 for arm in arms}

    def of(self, study: str, arm: str, visit: str) -> dict[str, Assumed]:
        """Return what is assumed of people in an arm of a study at a visit."""
        there = self.arms.get(arm, {}).get(visit) if study in self.studies else None
        return _figures(self.people) | (_figures(there) if there is not None else {})


def _figures(people: AssumedPeople) -> dict[str, Assumed]:
    """Return the figures that are stated, by name."""
    return {name: getattr(people, name) for name in AssumedPeople.model_fields if name in people.model_fields_set}


def load_assumptions(
    file: Path, study: StudyFile | None = None, known: Iterable[str] = (), no_other: bool = False
) -> Assumptions:
    """Read the file of assumptions.

    Parameters
    ----------
    study
        The study that is to be simulated: where the file names it, its arms and visits must be those of the study.
    known
        Studies that there are: a name that is written nearly as one of them, and is none, is a slip.
    no_other
        Whether any other name is a mistake: whoever has named their studies has no other ones.

    Raises
    ------
    StudyMistakes
        With every mistake that could be found.
    """
    source = read_yaml(file)
    assumptions = build(Assumptions, source)
    there = [*known, *([study.study] if study is not None else ())]
    mistakes = [*_slips_of_studies(assumptions, source, there, no_other), *_mistakes(assumptions, source, study)]
    if mistakes:
        raise StudyMistakes(mistakes)
    return assumptions


def with_assumptions(study: Study, file: Path) -> Study:
    """Return a study whose sessions keep, among their files, what is assumed of those who take part."""
    return replace(study, inputs=(*study.inputs, InputFile(ASSUMED_AS, read_whole(file))))


_NEARLY = 0.8
"""So much alike are a name and a slip of it."""


def _slips_of_studies(
    assumptions: Assumptions, source: YamlSource, there: Sequence[str], no_other: bool
) -> Iterator[Mistake]:
    """Find names of studies that are written nearly as one that there is; a study of one's own may be called anything.

    A name and a part more are two variants; and who has named a study has not meant it twice.
    """
    not_named = [one for one in there if one not in assumptions.studies]
    for place, name in enumerate(assumptions.studies):
        meant = None if name in there else closest_of(name, not_named, _NEARLY)
        is_slip = meant is not None and not _are_variants(name, meant)
        if is_slip or (no_other and name not in there):
            suggestion = f"did you mean “{meant}”?" if is_slip else f"there are {', '.join(there)}"
            yield Mistake.at(source.at("studies", place), Fault.STUDY_UNKNOWN, study=name, suggestion=suggestion)


def _are_variants(*names: str) -> bool:
    """Return whether the longer one is the shorter one and a part more: pilot and pilot2, pilotB or pilot_retest."""
    short, long = sorted(names, key=len)
    return long.startswith(short) and not long.removeprefix(short)[:1].islower()


def _mistakes(assumptions: Assumptions, source: YamlSource, study: StudyFile | None) -> Iterator[Mistake]:
    """Find shares that exceed 1 and, where the file is about the study, names that are none of its arms and visits."""
    arms = study.arms if study is not None and study.study in assumptions.studies else None
    if arms is not None:
        for key, named, meaning in (
            ("arms", assumptions.arms, "what is otherwise than in “people” there, or {} for nothing"),
            ("participants", assumptions.participants, "how many take part, and where that figure comes from"),
        ):
            yield from (_unknown(source, arms, key, arm) for arm in named if arm not in arms)
            missing = [arm for arm in arms if arm not in named]
            yield from (Mistake.at(source.at(key), Fault.KEY_MISSING, key=arm, meaning=meaning) for arm in missing)
    for arm, visits in assumptions.arms.items():
        for visit, figures in visits.items():
            if arms is not None and arm in arms and visit not in arms[arm].visits:
                yield _unknown(source, arms[arm].visits, "arms", arm, visit)
            there = _figures(assumptions.people) | _figures(figures)
            for key, fault, facts in _not_of_one_whole(there):
                stated = key if key in figures.model_fields_set else BESIDE[key]
                yield Mistake.at(source.at("arms", arm, visit, stated), fault, **facts)


def _unknown(source: YamlSource, known: Iterable[str], *path: str) -> Mistake:
    return Mistake.at(source.at(*path), Fault.KEY_UNKNOWN, key=path[-1], suggestion=closest(path[-1], known))

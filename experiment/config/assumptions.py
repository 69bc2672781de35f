"""What is assumed of simulated people and studies: figures, each with where it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated

from pydantic import Field, Strict, model_validator

from experiment.config.explain import build, closest
from experiment.config.faults import Fault
from experiment.config.mistakes import Mistake, StudyMistakes
from experiment.config.model import Label, Model, Name, Plain, wrong
from experiment.config.study_file import StudyFile
from experiment.config.yaml_source import YamlSource, read_yaml
from experiment.format.vocabulary import Origin

Figure = Annotated[float, Strict(), Field(ge=-1000, le=1000)]
Share = Annotated[float, Strict(), Field(ge=0, le=1)]


class Assumed(Model):
    """One figure, and where it comes from."""

    value: Figure
    """The figure; of people, their mean."""
    between_sd: Annotated[float, Strict(), Field(ge=0, le=1000)] = 0.0
    """By how much people differ in it: a standard deviation."""
    origin: Origin
    """published: a source gives it; band: what sources give; fitted: so that what is simulated meets one; invented."""
    source: Plain
    """Which source, or why."""


class AssumedShare(Assumed):
    """A share, from 0 to 1."""

    value: Share


class AssumedPeople(Model):
    """What people are like, unless an arm and a visit say otherwise."""

    belief_mean_pct: Assumed
    belief_slope: Assumed
    belief_spread_pct: Assumed
    population_mean_pct: Assumed
    population_slope: Assumed
    population_spread_pct: Assumed
    population_shared: AssumedShare
    noise_sd_pct: Assumed
    rounds_to_10: AssumedShare
    rounds_to_5: AssumedShare
    learning_good: AssumedShare
    learning_bad: AssumedShare
    model_scaling: Assumed
    model_asymmetry: Assumed
    anchor_pull: AssumedShare
    memory_screens: Assumed
    memory_noise_sd_pct: Assumed
    confidence_pct: Assumed
    uses_mouse: AssumedShare
    uses_arrows: AssumedShare
    first_input_s: Assumed
    tempo_sd: Assumed
    hardest_longer: Assumed
    second_shorter: Assumed
    confirm_s: Assumed
    words_per_s: Assumed
    misses: AssumedShare
    leaves_unconfirmed: AssumedShare
    changes_mind: AssumedShare
    pauses: Assumed
    understands: AssumedShare

    @model_validator(mode="after")
    def _shares_fit(self) -> AssumedPeople:
        for one, other in (
            ("rounds_to_10", "rounds_to_5"),
            ("uses_mouse", "uses_arrows"),
            ("misses", "leaves_unconfirmed"),
        ):
            if getattr(self, one).value + getattr(self, other).value > 1:
                raise wrong(Fault.SHARES_EXCEED_1, one=one, other=other)
        return self


class AssumedStudy(Model):
    """How a study goes."""

    days_between_participants: Assumed
    """From one enrolment to the next, on average."""
    visit_jitter_min: Assumed
    """By how much visits that are due after hours begin early or late: a standard deviation."""
    visit_jitter_d: Assumed
    """The same of visits that are due after days."""
    infusion_late: AssumedShare
    """Share of the anchors that come late."""
    infusion_late_min: Assumed
    """By how much, on average."""
    outside_window: AssumedShare
    """Share of the visits that miss their window, for reasons of their own."""
    broken_off: AssumedShare
    """Share of the sessions that are broken off, and resumed."""
    ended_early: AssumedShare
    """Share of the sessions that are ended before their time."""
    withdrawn: AssumedShare
    """Share of the participants who are withdrawn after a visit."""
    one_value: AssumedShare
    """Share of the participants who answer everything with one value."""


class Assumptions(Model):
    """What is assumed: of everybody, of the arms and visits of some studies, and of how a study goes."""

    people: AssumedPeople
    """Everybody."""
    studies: tuple[Name, ...]
    """The studies whose arms and visits are named below; in another, everybody is the same at every visit."""
    arms: dict[Name, dict[Label, dict[Name, Assumed]]]
    """For an arm, and for each of its visits: what is otherwise than in `people`."""
    participants: dict[Name, Assumed]
    """How many take part in each arm of these studies; in another, arms are of one size."""
    study: AssumedStudy
    """How a study goes."""

    def shares_of(self, study: str, arms: Iterable[str]) -> dict[str, float]:
        """Return how many take part in each arm, against the others."""
        return {arm: self.participants[arm].value if study in self.studies else 1.0 for arm in arms}

    def of(self, study: str, arm: str, visit: str) -> dict[str, Assumed]:
        """Return what is assumed of people in an arm of a study at a visit."""
        everybody: dict[str, Assumed] = {name: getattr(self.people, name) for name in AssumedPeople.model_fields}
        own: Mapping[str, Assumed] = self.arms.get(arm, {}).get(visit, {}) if study in self.studies else {}
        return everybody | dict(own)


def load_assumptions(file: Path, study: StudyFile | None = None) -> Assumptions:
    """Read the file of assumptions.

    Parameters
    ----------
    study
        The study that is to be simulated: where the file names it, its arms and visits must be those of the study.

    Raises
    ------
    StudyMistakes
        With every mistake that could be found.
    """
    source = read_yaml(file)
    assumptions = build(Assumptions, source)
    mistakes = list(_mistakes(assumptions, source, study))
    if mistakes:
        raise StudyMistakes(mistakes)
    return assumptions


def _mistakes(assumptions: Assumptions, source: YamlSource, study: StudyFile | None) -> Iterator[Mistake]:
    """Find names that are none: of figures and, where the file is about the study, of its arms and visits."""
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
            known = AssumedPeople.model_fields
            yield from (_unknown(source, known, "arms", arm, visit, name) for name in figures if name not in known)


def _unknown(source: YamlSource, known: Iterable[str], *path: str) -> Mistake:
    return Mistake.at(source.at(*path), Fault.KEY_UNKNOWN, key=path[-1], suggestion=closest(path[-1], known))

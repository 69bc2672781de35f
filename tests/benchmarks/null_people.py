"""People of whom nothing is to be found, and some of whom there is: whole ketamine studies of their answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from experiment.analysis.side_by_side import SideBySide
from experiment.belief.answering import Habits, first_belief_pct, shared_scatter
from experiment.belief.answers import PUBLISHED_BOUNDS
from experiment.belief.latent import moved_belief_pct
from experiment.config.assumptions import Assumptions, load_assumptions
from experiment.config.load import load_study

_PROJECT = Path(__file__).resolve().parents[2]
VISITS = ("baseline", "post4h", "day7")
_PATIENTS, _CONTROLS = 26, 30
_EVENT_SD_PCT = 5.0
"""By how much an event is feared more, or less, than its rate says, by everybody: invented."""
_SEED = 20221005


CHANGE_SD, NOISE_FACTOR_SD = 0.2, 0.2
"""Of whoever is otherwise from visit to visit: by how much in λ_good − λ_bad, and in the noise. Invented."""


class Changing(Enum):
    """Who is otherwise from visit to visit."""

    NOBODY = "nobody"
    EVERYBODY = "everybody"
    PATIENTS_LATER = "patients after the first visit"


_SAID = {
    Changing.NOBODY: "", Changing.EVERYBODY: ", each visit otherwise",
    Changing.PATIENTS_LATER: ", patients later otherwise",
}  # fmt: skip


@dataclass(frozen=True)
class Condition:
    """What people are like.

    Parameters
    ----------
    name
        What they do with a rate.
    noise_pct
        σ of everybody, but for `noise_later_pct`.
    noise_later_pct
        σ of patients at the visits after the first.
    good, bad
        Mean learning rates; people differ in them by .12, alike for both.
    skewed
        Beliefs scatter with a long tail to high risks, in place of normally.
    changing
        Who is otherwise from visit to visit: nobody, everybody, or patients after the first visit alone. Of these, each
        visit has its own difference of learning from good and from bad news (SD `CHANGE_SD`, around none) and its own
        noise (a factor, SD of its logarithm `NOISE_FACTOR_SD`).
    """

    name: str
    noise_pct: float
    noise_later_pct: float
    good: float = 0.0
    bad: float = 0.0
    skewed: bool = False
    changing: Changing = Changing.NOBODY

    @property
    def null(self) -> bool:
        """Whether there is nothing to find, in a change either: people learn alike, and are the same at each visit."""
        same = self.noise_pct == self.noise_later_pct and self.changing is Changing.NOBODY
        return self.good == self.bad and same and not self.skewed

    @property
    def label(self) -> str:
        """Name it in a table."""
        later = "" if self.noise_later_pct == self.noise_pct else f" → {self.noise_later_pct:g}"
        skewed = ", skewed beliefs" if self.skewed else ""
        return f"{self.name}{skewed}{_SAID[self.changing]}, noise {self.noise_pct:g}{later}"


def conditions() -> Iterator[Condition]:
    """Yield what is tried."""
    for noise in (5.0, 10.0, 15.0, 20.0):
        yield Condition("never learn", noise, noise)
        yield Condition("learn equally", noise, noise, 0.425, 0.425)
    yield Condition("never learn", 10.0, 15.0)
    yield Condition("learn equally", 10.0, 15.0, 0.425, 0.425)
    yield Condition("never learn", 15.0, 15.0, skewed=True)
    for noise in (5.0, 10.0, 15.0):
        yield Condition("learn equally", noise, noise, 0.425, 0.425, changing=Changing.EVERYBODY)
    yield Condition("learn equally", 10.0, 10.0, 0.425, 0.425, changing=Changing.PATIENTS_LATER)
    for noise in (5.0, 10.0, 15.0):
        yield Condition("learn .50/.35", noise, noise, 0.50, 0.35)


class Simulator:
    """Draws the answers of whole studies."""

    def __init__(self) -> None:
        study = load_study(_PROJECT / "configs" / "ketamine.yaml", any_screen=False)
        self._assumed: Assumptions = load_assumptions(_PROJECT / "configs" / "assumptions.yaml", study.file)
        lists = study.events.lists
        self._rates = [np.array([one.base_rate_pct for one in lists[name]], dtype=float) for name in ("A", "B", "C")]
        self._habits = Habits(
            self._value("rounds_to_10"), self._value("rounds_to_5"), self._value("misses"), PUBLISHED_BOUNDS
        )
        self._centre = float(np.concatenate(self._rates).mean())

    def study(self, condition: Condition, number: int) -> SideBySide:
        """Return the pairs of estimates of a study."""
        name = f"{condition.label}".encode()
        draw = np.random.default_rng([_SEED, number, *name])
        n = _PATIENTS + _CONTROLS
        patient = np.arange(n) < _PATIENTS
        person = {
            key: self._people(draw, key, n) for key in ("belief_mean_pct", "belief_spread_pct", "population_mean_pct")
        }
        learning, first_list = 0.12 * draw.standard_normal(n), np.arange(n) % 3
        feared = _EVENT_SD_PCT * draw.standard_normal((3, 40))
        apart = np.random.default_rng([_SEED, number, *name, 1]).standard_normal((2, 3, n))
        if condition.changing is Changing.NOBODY:
            apart *= 0
        elif condition.changing is Changing.PATIENTS_LATER:
            apart *= patient & (np.arange(3) > 0)[:, None]
        parts = [
            self._visit(
                draw,
                condition,
                np.flatnonzero(patient | (visit != 1)),
                visit,
                person,
                learning,
                first_list,
                feared,
                apart[:, visit],
            )
            for visit in range(3)
        ]
        sessions = pd.concat([part[0] for part in parts], ignore_index=True)
        first, second, population, rate, event = (np.concatenate([part[1][at] for part in parts]) for at in range(5))
        shown = np.ones(first.shape, dtype=bool)
        low, high = (
            np.full(first.shape, float(end)) for end in (PUBLISHED_BOUNDS.minimum_pct, PUBLISHED_BOUNDS.maximum_pct)
        )
        return SideBySide(sessions, first, second, population, rate, shown, ~shown, low, high, event.astype(np.int64))

    def _value(self, name: str) -> float:
        return float(getattr(self._assumed.people, name).value)

    def _people(self, draw: np.random.Generator, name: str, n: int) -> Any:
        # Held, not drawn by factors as virtual people are: what is below 1 is 3.7 SDs off (mean belief), 5 or more (the
        # others), so that one in 10,000 people is touched; and these are people of their own, who need no virtual ones.
        assumed = getattr(self._assumed.people, name)
        return np.maximum(assumed.value + assumed.between_sd * draw.standard_normal(n), 1.0)[:, None]

    def _visit(
        self, draw: np.random.Generator, condition: Condition, who: Any, visit: int, person: Mapping[str, Any],
        learning: Any, first_list: Any, feared: Any, apart: Any,
    ) -> tuple[pd.DataFrame, tuple[Any, ...]]:  # fmt: skip
        lists = (first_list[who] + visit) % 3
        rate, fear = np.stack(self._rates)[lists], feared[lists]
        above = rate - self._centre
        own, others = draw.standard_normal(rate.shape), draw.standard_normal(rate.shape)
        if condition.skewed:
            own = (draw.gamma(2.0, 1.0, rate.shape) - 2) / np.sqrt(2)
        also = shared_scatter(own, others, self._value("population_shared"))
        mean, spread = person["belief_mean_pct"][who] + fear, person["belief_spread_pct"][who]
        belief = first_belief_pct(mean, self._value("belief_slope"), above, spread, own)
        mean, spread = person["population_mean_pct"][who] + fear, self._value("population_spread_pct")
        population = first_belief_pct(mean, self._value("population_slope"), above, spread, also)
        moves = 0.0 if condition.good == condition.bad == 0 else learning[who][:, None]
        # Shares are held at 0 and 1: nobody can learn less than nothing. Good and bad news are touched as often (2
        # in 10,000 of .425 with an SD of .12, 3 in 1,000 with changes), so that there is nothing to be found.
        half = CHANGE_SD * apart[0, who][:, None] / 2
        good, bad = (
            np.clip(mean + moves + sign * half, 0, 1) for mean, sign in ((condition.good, 1), (condition.bad, -1))
        )
        later = moved_belief_pct(belief, rate, good, bad)
        patient = (who < _PATIENTS)[:, None]
        noise = np.where(patient & (visit > 0), condition.noise_later_pct, condition.noise_pct)
        noise = noise * np.exp(NOISE_FACTOR_SD * apart[1, who])[:, None]
        answers = [self._habits.answers_pct(one, noise, draw) for one in (belief, later, population)]
        names = pd.DataFrame({
            "participant_id": [f"P{one:03}" for one in who], "visit": VISITS[visit], "run": 1,
            "arm": np.where(patient[:, 0], "patient", "control"), "visit_number": visit + 1,
        })  # fmt: skip
        return names, (*answers, rate, lists[:, None] * 40 + np.arange(40))

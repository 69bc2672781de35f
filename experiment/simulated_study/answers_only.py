"""Whole studies of answers alone: no screens, no files, for what needs thousands of studies.

People are as `configs/assumptions.yaml` says, and answer as `experiment.belief` has it; lists, visits, bounds and
retest events are those of the study. What goes amiss in a lab is left out but for missed answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from experiment.analysis.side_by_side import SideBySide
from experiment.belief.answering import Habits, first_belief_pct, shared_scatter
from experiment.belief.answers import Bounds
from experiment.belief.latent import moved_belief_pct
from experiment.belief.news import Floats
from experiment.config.assumed import Assumed
from experiment.config.assumptions import Assumptions, highest_of
from experiment.config.load import Study
from experiment.design.list_orders import list_order
from experiment.design.retest import retest_of
from experiment.format.vocabulary import Valence
from experiment.simulated_study.differing import of_person, visits_sd_of
from experiment.simulated_study.people import centre_pct_of


@dataclass(frozen=True)
class _Events:
    """The events of one list, the retest events after them."""

    number: NDArray[np.int64]
    rate_pct: Floats
    shown: NDArray[np.bool_]
    favourable: NDArray[np.bool_]


class AnswersOnly:
    """Draws studies.

    Parameters
    ----------
    study
        Whose visits and events.
    assumptions
        What people are like.
    """

    def __init__(self, study: Study, assumptions: Assumptions) -> None:
        self._study, self._assumptions = study, assumptions
        self._numbers: dict[str, int] = {}
        self._events = {name: self._of_list(name) for name in study.file.lists.names}
        self._centre_pct = centre_pct_of(study)
        estimate = study.file.estimate
        self._bounds = Bounds(estimate.minimum_pct, estimate.maximum_pct)

    def _of_list(self, name: str) -> _Events:
        own = [(event, True) for event in self._study.events.lists[name]]
        both = [*own, *((event, False) for _, event in retest_of(self._study, name))]
        return _Events(
            number=np.array([self._numbers.setdefault(event.id, len(self._numbers)) for event, _ in both]),
            rate_pct=np.array([event.base_rate_pct for event, _ in both], dtype=np.float64),
            shown=np.array([shown for _, shown in both]),
            favourable=np.array([event.valence is Valence.FAVOURABLE for event, _ in both]),
        )

    def draw(self, participants: Mapping[str, int], random: np.random.Generator) -> SideBySide:
        """Return both answers to each event of a study.

        Parameters
        ----------
        participants
            How many there are in each arm.
        random
            Where chance comes from.
        """
        rows, answers, events = [], [], []
        for arm, n in participants.items():
            for place in range(n):
                order = list_order(self._study.file, arm, place)
                person = {name: float(random.standard_normal()) for name in _TRAITS}
                for number, visit in enumerate(self._study.file.arms[arm].visits, start=1):
                    of_list = self._events[order[self._study.file.visits[visit].list - 1]]
                    traits = self._assumptions.of(self._study.file.study, arm, visit)
                    answers.append(self._session(of_list, traits, person, random))
                    events.append(of_list)
                    rows.append((f"{arm}{place:04}", visit, 1, arm, number))
        longest = max(len(one.number) for one in events)

        def filled(each: list[NDArray], empty: object) -> NDArray:  # type: ignore[type-arg]
            table = np.full((len(each), longest), empty, dtype=each[0].dtype)
            for row, values in enumerate(each):
                table[row, : len(values)] = values
            return table

        first, second, population = (filled([one[index] for one in answers], np.nan) for index in range(3))
        sessions = pd.DataFrame(rows, columns=["participant_id", "visit", "run", "arm", "visit_number"])
        return SideBySide(
            sessions, first, second, population,
            filled([one.rate_pct for one in events], np.nan), filled([one.shown for one in events], False),
            filled([one.favourable for one in events], False),
            np.full(first.shape, float(self._bounds.minimum_pct)),
            np.full(first.shape, float(self._bounds.maximum_pct)),
            filled([one.number for one in events], -1),
        )  # fmt: skip

    def _session(
        self,
        events: _Events,
        traits: Mapping[str, Assumed],
        person: Mapping[str, float],
        random: np.random.Generator,
    ) -> tuple[Floats, Floats, Floats]:
        """Return first, second and population estimates of one session."""
        there = {name: float(random.standard_normal()) for name in _TRAITS if visits_sd_of(traits[name]) > 0}
        value = {
            name: of_person(traits[name], person[name], there.get(name, 0.0), highest_of(traits, name))
            for name in _TRAITS
        }
        above = events.rate_pct - self._centre_pct
        own, apart = random.standard_normal((2, len(above)))
        also = shared_scatter(own, apart, value["population_shared"])
        belief, population = (
            first_belief_pct(value[f"{of}_mean_pct"], value[f"{of}_slope"], above, value[f"{of}_spread_pct"], scatter)
            for of, scatter in (("belief", own), ("population", also))
        )
        good, bad = value["learning_good"], value["learning_bad"]
        learned = moved_belief_pct(belief, events.rate_pct, good, bad, events.favourable)
        after = np.where(events.shown, learned, belief)
        habits = Habits(
            value["rounds_to_10"], value["rounds_to_5"], value["misses"] + value["leaves_unconfirmed"], self._bounds,
        )  # fmt: skip
        first, second, others = (
            habits.answers_pct(one, value["noise_sd_pct"], random) for one in (belief, after, population)
        )
        return first, second, others


_TRAITS = (
    "belief_mean_pct", "belief_slope", "belief_spread_pct", "population_mean_pct", "population_slope",
    "population_spread_pct", "population_shared", "noise_sd_pct", "rounds_to_10", "rounds_to_5", "learning_good",
    "learning_bad", "misses", "leaves_unconfirmed",
)  # fmt: skip

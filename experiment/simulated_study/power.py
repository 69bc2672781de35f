"""How often a planned study would find what is assumed: power by simulation, for each test of a group."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import pandas as pd
from scipy.stats import binomtest

from experiment.analysis.group.interactions import interactions_of_trials
from experiment.analysis.group_tests import COLUMNS, tests_of
from experiment.analysis.pairs_as_updates import updates_of_pairs
from experiment.config.assumptions import Assumptions
from experiment.config.load import Study
from experiment.config.retest_events import retest_events
from experiment.messages import Reason, Refusal
from experiment.simulated_study.answers_only import AnswersOnly
from experiment.workers import HowFar, worked

LEVEL = 0.05
_AT_ONCE = 5
"""So many studies are one piece of work."""


@dataclass(frozen=True)
class PlannedStudies:
    """What is simulated.

    Parameters
    ----------
    study, assumptions
        Whose visits and events, and what people are like.
    sizes
        How many participants each arm has; one mapping for each size that is tried.
    studies
        How many studies of each size.
    seed
        Of all that is drawn.
    trials
        Whether the mixed models of single trials are fitted, which takes most of the time.
    """

    study: Study
    assumptions: Assumptions
    sizes: tuple[Mapping[str, int], ...]
    studies: int
    seed: int = 1
    trials: bool = True


def arm_sizes(assumptions: Assumptions, study: Study, total: int) -> dict[str, int]:
    """Return how a number of participants is divided among the arms; at least 2 in each."""
    weights = assumptions.shares_of(study.file.study, study.file.arms)
    return {arm: max(2, round(total * weight / sum(weights.values()))) for arm, weight in weights.items()}


def with_retest_events(study: Study, trials: int) -> Study:
    """Return the study with so many retest events a session (0: none), for what is simulated of answers alone.

    Raises
    ------
    Refusal
        If it has no list to take them from, or not enough events in it.
    """
    retest = study.file.retest
    if trials == 0:
        return replace(study, file=study.file.model_copy(update={"retest": None}))
    if retest is None:
        raise Refusal(Reason.NO_RETEST_EVENTS, study=study.file.study)
    lists = {name: study.events.lists[name] for name in study.file.lists.names}
    if retest_events(study.events.lists[retest.events], lists, trials) is None:
        raise Refusal(Reason.FEW_RETEST_EVENTS, study=study.file.study, trials=trials, list=retest.events)
    more = retest.model_copy(update={"trials": trials})
    return replace(study, file=study.file.model_copy(update={"retest": more}))


def power(planned: PlannedStudies, jobs: int = 1, done: HowFar = lambda _done, _of: None) -> pd.DataFrame:
    """Return how often each test finds something in simulated studies.

    Parameters
    ----------
    planned
        What is simulated.
    jobs
        How many processes do it.
    done
        Told of progress.

    Returns
    -------
    DataFrame
        One row for each size and test: `participants` in all and by arm (`size`), `retest_events` of a session; `test`,
        `measure`, `arm`, `visit`, `to_visit` as in group.csv, and those of `interactions_of_trials`; `mean_estimate`,
        `half_width` (half of a 95 % interval of one study, on average), `studies`, and `share`: of studies with
        p < .05, with its 95 % binomial interval `low` to `high`. A study in which the test could not be made has not
        found anything; a test that could be made in none has no row.
    """
    found: dict[tuple[int, range], list[tuple[object, ...]]] = {}
    finished = 0
    for piece, rows in worked(_pieces(planned), partial(_found, planned), jobs):
        found[piece] = rows
        finished += len(piece[1])
        done(finished, planned.studies * len(planned.sizes))
    every = [row for piece in _pieces(planned) for row in found[piece]]
    return counted(pd.DataFrame(every, columns=["size", *COLUMNS]), planned)


def _pieces(planned: PlannedStudies) -> Iterator[tuple[int, range]]:
    for size in range(len(planned.sizes)):
        for at in range(0, planned.studies, _AT_ONCE):
            yield size, range(at, min(at + _AT_ONCE, planned.studies))


def _found(planned: PlannedStudies, piece: tuple[int, range]) -> list[tuple[object, ...]]:
    """Return every test of some studies of one size."""
    size, numbers = piece
    answers = AnswersOnly(planned.study, planned.assumptions)
    rows: list[tuple[object, ...]] = []
    for number in numbers:
        pairs = answers.draw(planned.sizes[size], np.random.default_rng([planned.seed, size, number]))
        rows += [(size, *row) for row in tests_of(pairs)]
        if planned.trials:
            rows += [(size, *row) for row in interactions_of_trials(updates_of_pairs(pairs))]
    return rows


def counted(found: pd.DataFrame, planned: PlannedStudies) -> pd.DataFrame:
    """Return the table of `power`, of the tests of all studies: a row each, `size` and the columns of `group_tests`."""
    names = ["size", "test", "measure", "arm", "visit", "to_visit"]
    retest = planned.study.file.retest
    retests = retest.trials if retest is not None else 0
    rows = []
    for key, tests in found.groupby(names, dropna=False, sort=False):
        if tests["p"].isna().all():
            continue
        hits = int((tests["p"].astype(float) < LEVEL).sum())
        interval = binomtest(hits, planned.studies).proportion_ci()
        size = planned.sizes[tests["size"].iloc[0]]
        rows.append(
            (
                sum(size.values()), " ".join(f"{arm} {n}" for arm, n in size.items()), retests, *key[1:],
                tests["estimate"].astype(float).mean(),
                (tests["high"].astype(float) - tests["low"].astype(float)).mean() / 2,
                planned.studies, hits / planned.studies, interval.low, interval.high,
            )
        )  # fmt: skip
    columns = [
        "participants", "size", "retest_events", *names[1:], "mean_estimate", "half_width", "studies", "share", "low",
        "high",
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)

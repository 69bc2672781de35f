"""``python -m tests.benchmarks.null_studies``: how often each test of a group finds something where there is nothing.

Whole ketamine studies (56 participants, 138 sessions, the events and rates of its lists) of people who never learn, or
learn equally from good and bad news, whatever the noise of their answers; and, for what the tests can find, of people
who learn more from good news. Only answers are simulated, by `experiment.belief`, with the figures of
``configs/assumptions.yaml``; the tests are those of ``experiment.analysis``. A share of .05 should be rejected; beside
each stands its 95 % interval.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from scipy.stats import binomtest

from experiment.analysis.group.tables import group_effects
from experiment.analysis.group_tests import ROBUST, TESTED, tests_of
from experiment.analysis.side_by_side import SideBySide
from experiment.analysis.updates import measured
from experiment.belief.answering import Habits, first_belief_pct, shared_scatter
from experiment.belief.answers import PUBLISHED_BOUNDS
from experiment.belief.latent import moved_belief_pct
from experiment.config.assumptions import Assumptions, load_assumptions
from experiment.config.load import load_study

_PROJECT = Path(__file__).resolve().parents[2]
_VISITS = ("baseline", "post4h", "day7")
_PATIENTS, _CONTROLS = 26, 30
_EVENT_SD_PCT = 5.0
"""By how much an event is feared more, or less, than its rate says, by everybody: invented."""
_SEED = 20221005
_LEVEL = 0.05


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
    """

    name: str
    noise_pct: float
    noise_later_pct: float
    good: float = 0.0
    bad: float = 0.0
    skewed: bool = False

    @property
    def label(self) -> str:
        """Name it in a table."""
        later = "" if self.noise_later_pct == self.noise_pct else f" → {self.noise_later_pct:g}"
        return f"{self.name}{', skewed beliefs' if self.skewed else ''}, noise {self.noise_pct:g}{later}"


def _conditions() -> Iterator[Condition]:
    for noise in (5.0, 10.0, 15.0, 20.0):
        yield Condition("never learn", noise, noise)
        yield Condition("learn equally", noise, noise, 0.425, 0.425)
    yield Condition("never learn", 10.0, 15.0)
    yield Condition("learn equally", 10.0, 15.0, 0.425, 0.425)
    yield Condition("never learn", 15.0, 15.0, skewed=True)
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
        parts = [
            self._visit(
                draw, condition, np.flatnonzero(patient | (visit != 1)), visit, person, learning, first_list, feared
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
        assumed = getattr(self._assumed.people, name)
        return np.maximum(assumed.value + assumed.between_sd * draw.standard_normal(n), 1.0)[:, None]

    def _visit(
        self, draw: np.random.Generator, condition: Condition, who: Any, visit: int, person: Mapping[str, Any],
        learning: Any, first_list: Any, feared: Any,
    ) -> tuple[pd.DataFrame, tuple[Any, ...]]:  # fmt: skip
        lists = (first_list[who] + visit) % 3
        rate, fear = np.stack(self._rates)[lists], feared[lists]
        above = rate - self._centre
        own, apart = draw.standard_normal(rate.shape), draw.standard_normal(rate.shape)
        if condition.skewed:
            own = (draw.gamma(2.0, 1.0, rate.shape) - 2) / np.sqrt(2)
        also = shared_scatter(own, apart, self._value("population_shared"))
        mean, spread = person["belief_mean_pct"][who] + fear, person["belief_spread_pct"][who]
        belief = first_belief_pct(mean, self._value("belief_slope"), above, spread, own)
        mean, spread = person["population_mean_pct"][who] + fear, self._value("population_spread_pct")
        population = first_belief_pct(mean, self._value("population_slope"), above, spread, also)
        moves = 0.0 if condition.good == condition.bad == 0 else learning[who][:, None]
        good, bad = (np.clip(mean + moves, 0, 1) for mean in (condition.good, condition.bad))
        later = moved_belief_pct(belief, rate, good, bad)
        patient = (who < _PATIENTS)[:, None]
        noise = np.where(patient & (visit > 0), condition.noise_later_pct, condition.noise_pct)
        answers = [self._habits.answers_pct(one, noise, draw) for one in (belief, later, population)]
        names = pd.DataFrame({
            "participant_id": [f"P{one:03}" for one in who], "visit": _VISITS[visit], "run": 1,
            "arm": np.where(patient[:, 0], "patient", "control"), "visit_number": visit + 1,
        })  # fmt: skip
        return names, (*answers, rate, lists[:, None] * 40 + np.arange(40))


_LOOKED_AT = {
    ("level", None): "all sessions against 0",
    ("level", "control baseline"): "controls, baseline, against 0",
    ("change", "patient baseline post4h"): "patients, baseline → post4h",
    ("change_between_arms", "patient - control baseline day7"): "patients − controls, baseline → day7",
}
"""The tests of the table: which, and what is said of each."""


def as_updates(pairs: SideBySide) -> pd.DataFrame:
    """Return the pairs as `load_updates` gives them: a row each."""
    session, place = np.nonzero(pairs.event >= 0)
    rows = pairs.sessions.take(session).reset_index(drop=True)
    whole = {
        "first_estimate_pct": pairs.first_pct, "second_estimate_pct": pairs.second_pct,
        "population_pct": pairs.population_pct, "base_rate_pct": pairs.rate_pct,
        "minimum_pct": pairs.minimum_pct, "maximum_pct": pairs.maximum_pct,
    }  # fmt: skip
    numbers = {
        name: pd.array(values[session, place], dtype="Float64").astype("Int64") for name, values in whole.items()
    }
    visits = pd.CategoricalDtype(list(_VISITS), ordered=True)
    return measured(rows.assign(
        **numbers, visit=rows["visit"].astype(visits), event_id=[f"e{one}" for one in pairs.event[session, place]],
        event_valence="adverse", base_rate_shown=True, memory_pct=pd.array([None] * len(rows), dtype="Int64"),
    ))  # fmt: skip


_OF_TRIALS = ("group × visit × news", "(post4h − baseline) × news", "(day7 − baseline) × news")
"""What the mixed models of `fit` are asked; visit × news within controls is not among them."""


def _of_trials(pairs: SideBySide) -> Iterator[tuple[str, tuple[float, float]]]:
    """Give each effect of the mixed models of a study, by each classification, with its p."""
    effects = group_effects(as_updates(pairs))
    for row in effects[(effects["level"] == "trials") & effects["effect"].isin(_OF_TRIALS)].itertuples():
        yield f"{row.effect}|{row.classification}", (float(row.estimate), float(row.p))


def _found_by_trials(condition: Condition, numbers: range) -> dict[str, list[tuple[float, float]]]:
    """Return estimate and p of each effect of the mixed models of studies."""
    simulator = Simulator()
    found: dict[str, list[tuple[float, float]]] = {}
    for number in numbers:
        for name, values in _of_trials(simulator.study(condition, number)):
            found.setdefault(name, []).append(values)
    return found


def _found(condition: Condition, numbers: range) -> dict[str, list[tuple[float, float]]]:
    """Return estimate and p of each test of studies."""
    simulator = Simulator()
    found: dict[str, list[tuple[float, float]]] = {}
    for number in numbers:
        for test, measure, arm, visit, to_visit, _, estimate, _, _, p in tests_of(simulator.study(condition, number)):
            of = " ".join(one for one in (arm, visit, to_visit) if one) or None
            if (test, of) in _LOOKED_AT:
                found.setdefault(f"{_LOOKED_AT[test, of]}|{measure}", []).append((float(estimate), float(p)))
    return found


def main() -> int:
    """Simulate, test, and print a table; 1 if the noise-robust test rejects too often."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--studies", type=int, default=125, help="of each condition (125: 1,000 null studies)")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--fit", action="store_true", help="the mixed models of `fit` in place of the tests of `score`")
    parser.add_argument("--json", type=Path, help="append the figures to a file, a line for each condition")
    options = parser.parse_args()
    started = time.time()
    found: dict[str, dict[str, list[tuple[float, float]]]] = {}
    per_job = -(-options.studies // options.jobs)
    parts = [range(at, min(at + per_job, options.studies)) for at in range(0, options.studies, per_job)]
    with ProcessPoolExecutor(options.jobs) as workers:
        for condition in _conditions():
            whole: dict[str, list[tuple[float, float]]] = {}
            work = _found_by_trials if options.fit else _found
            for part in workers.map(work, [condition] * len(parts), parts):
                for name, values in part.items():
                    whole.setdefault(name, []).extend(values)
            found[condition.label] = whole
            if options.json:
                with options.json.open("a") as file:
                    file.write(json.dumps({"condition": condition.label, "found": whole}) + "\n")
            print(f"{condition.label}: {time.time() - started:.0f} s", file=sys.stderr, flush=True)
    print(*(table_of_trials(found) if options.fit else table(found)), sep="\n")
    return 0


def table_of_trials(found: Mapping[str, Mapping[str, list[tuple[float, float]]]]) -> list[str]:
    """Write the shares of studies in which the mixed models find an effect, with intervals, in Markdown."""
    names = list(next(iter(found.values())))
    lines = ["| people | n | " + " | ".join(name.replace("|", ", ") for name in names) + " |"]
    lines.append("|---" * (len(names) + 2) + "|")
    for label, some in found.items():
        shares = [_share([p for _, p in some[name]]) for name in names]
        lines.append(f"| {label} | {len(some[names[0]])} | " + " | ".join(shares) + " |")
    constant = [label for label in found if not any(mark in label for mark in ("→", ".50", "skewed"))]
    together = [_share([p for label in constant for _, p in found[label][name]]) for name in names]
    n = sum(len(found[label][names[0]]) for label in constant)
    return [*lines, f"| all null conditions whose noise does not change | {n} | " + " | ".join(together) + " |"]


def table(found: Mapping[str, Mapping[str, list[tuple[float, float]]]]) -> list[str]:
    """Write shares rejected, and mean estimates, as tables in Markdown."""
    lines: list[str] = []
    for test in _LOOKED_AT.values():
        measures = [one for one in (*TESTED, ROBUST) if any(f"{test}|{one}" in some for some in found.values())]
        lines += [
            "",
            f"**{test}**",
            "",
            "| people | n | " + " | ".join(measures) + " |",
            "|---" * (len(measures) + 2) + "|",
        ]
        for label, some in found.items():
            cells = [_cell(measure, some[f"{test}|{measure}"]) for measure in measures]
            n = len(some[f"{test}|{measures[-1]}"])
            lines.append(f"| {label} | {n} | " + " | ".join(cells) + " |")
    pooled = {test: [p for label, some in found.items() if ".50" not in label and "skewed" not in label
                     for _, p in some[f"{test}|{ROBUST}"]] for test in _LOOKED_AT.values()}  # fmt: skip
    lines += ["", "Noise-robust, all null conditions together (but for skewed beliefs):"]
    lines += [f"{test}: {_share(ps)} of {len(ps)}" for test, ps in pooled.items() if ps]
    return lines


def _cell(measure: str, values: list[tuple[float, float]]) -> str:
    """Write the share rejected; of the noise-robust test with its interval and the mean estimate."""
    ps = [p for _, p in values]
    if measure != ROBUST:
        return f"{sum(p < _LEVEL for p in ps) / len(ps):.2f}"
    return f"{_share(ps)}; {np.mean([estimate for estimate, _ in values]):+.3f}"


def _share(ps: list[float]) -> str:
    hits = sum(p < _LEVEL for p in ps)
    interval = binomtest(hits, len(ps)).proportion_ci()
    return f"{hits / len(ps):.3f} ({interval.low:.3f}–{interval.high:.3f})"


if __name__ == "__main__":
    sys.exit(main())

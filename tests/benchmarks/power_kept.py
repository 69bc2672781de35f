"""``python -m tests.benchmarks.power_kept``: is what `power` predicts found in whole studies.

`power` draws answers alone. Here whole studies of the same people are simulated through plan, task and recorder,
written, loaded and tested as the analyst's commands do, and for each test the share of these studies that find
something, and the mean of what they estimate, stand beside what `power` predicts, each with its 95 % interval.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from scipy.stats import binomtest, fisher_exact

from experiment.analysis import LeftOut, group_tests, load_updates
from experiment.analysis.group.interactions import GROUP_VISIT_NEWS, TRIALS_OF, VISIT_NEWS, interactions_of_trials
from experiment.analysis.group_tests import COLUMNS, ROBUST
from experiment.config.assumptions import load_assumptions
from experiment.config.load import load_study
from experiment.format.vocabulary import ParticipantMode
from experiment.simulated_study.power import LEVEL, PlannedStudies, arm_sizes, power
from experiment.simulated_study.simulate import simulate_study
from experiment.simulated_study.simulation import Simulation

_CONFIGS = Path(__file__).resolve().parents[2] / "configs"
_KEY = ["test", "measure", "arm", "visit", "to_visit"]
_MEASURES = ("bias_pct", "bias_adjusted_pct", "slope_difference", "asymmetry", ROBUST)
_INTENDED = "patients − controls, baseline → day7 (intended)"
_AFTER_INFUSION = "patients, baseline → post4h (intended)"
_NONE = "controls, baseline → day7 (none)"
_SHOWN = {
    **{("change_between_arms", one, "patient - control", "baseline", "day7"): _INTENDED for one in _MEASURES},
    **{(test, GROUP_VISIT_NEWS, "patient - control", "baseline", "day7"): _INTENDED for test in TRIALS_OF.values()},
    **{("change", one, "patient", "baseline", "post4h"): _AFTER_INFUSION for one in _MEASURES},
    **{(test, VISIT_NEWS, "patient", "baseline", "post4h"): _AFTER_INFUSION for test in TRIALS_OF.values()},
    **{("change", one, "control", "baseline", "day7"): _NONE for one in _MEASURES},
}


def found_in_a_whole_study(participants: int, seed: int) -> pd.DataFrame:
    """Simulate a study with its files, load it, and test it."""
    warnings.simplefilter("ignore", LeftOut)
    study = load_study(_CONFIGS / "ketamine.yaml", any_screen=False)
    assumed = load_assumptions(_CONFIGS / "assumptions.yaml", study.file)
    simulation = Simulation(study, assumed, ParticipantMode.LEARNER, seed)
    with tempfile.TemporaryDirectory() as place:
        made = simulate_study(simulation, participants, Path(place) / "data", 1, lambda _done, _of: None)
        updates = load_updates(made.folder)
    of_trials = pd.DataFrame(list(interactions_of_trials(updates)), columns=COLUMNS)
    return pd.concat([group_tests(updates)[COLUMNS], of_trials], ignore_index=True).assign(seed=seed)


def main() -> int:
    """Simulate, and print both numbers of each test; 1 if some test is found at another rate than was predicted."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--participants", type=int, default=56)
    parser.add_argument("--studies", type=int, default=100, help="whole ones (100)")
    parser.add_argument("--predicted", type=int, default=400, help="of answers alone (400)")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    started = time.time()
    study = load_study(_CONFIGS / "ketamine.yaml", any_screen=False)
    assumed = load_assumptions(_CONFIGS / "assumptions.yaml", study.file)
    sizes = (arm_sizes(assumed, study, options.participants),)
    predicted = power(PlannedStudies(study, assumed, sizes, options.predicted, 7), options.jobs)
    print(f"{options.predicted} studies of answers alone: {time.time() - started:.0f} s", file=sys.stderr, flush=True)
    with ProcessPoolExecutor(options.jobs) as workers:
        seeds = range(1001, 1001 + options.studies)
        whole = pd.concat(workers.map(found_in_a_whole_study, [options.participants] * len(seeds), seeds))
    print(f"{options.studies} whole studies: {time.time() - started:.0f} s", file=sys.stderr, flush=True)
    apart = 0
    print("| test | measure | predicted | found in whole studies | p of a difference | mean predicted | mean found |")
    print("|---|---|---|---|---|---|---|")
    for cells, is_apart in _rows(predicted, whole):
        apart += is_apart
        print("| " + " | ".join(cells) + " |")
    print(f"{apart} of {len(_SHOWN)} tests found at another rate than predicted (p < .01)")
    return 1 if apart else 0


def _rows(predicted: pd.DataFrame, whole: pd.DataFrame) -> Iterator[tuple[list[str], bool]]:
    by_test = whole.groupby(_KEY, dropna=False)
    of_test: dict[tuple[Any, ...], pd.DataFrame] = {tuple(key): rows for key, rows in by_test}  # type: ignore[arg-type]
    expected = predicted.set_index(_KEY)
    for key, called in _SHOWN.items():
        before, rows = expected.loc[key], of_test[key]
        n, hits = len(rows), int((rows["p"].astype(float) < LEVEL).sum())
        n_before = int(before["studies"])
        hits_before = round(float(before["share"]) * n_before)
        p = float(fisher_exact([[hits, n - hits], [hits_before, n_before - hits_before]]).pvalue)
        estimates = rows["estimate"].dropna().to_numpy(dtype=np.float64)
        error = 1.96 * estimates.std(ddof=1) / np.sqrt(len(estimates))
        measure = key[1] if key[0] not in TRIALS_OF.values() else f"{key[0]}: {key[1]}"
        yield [
            called, measure, _share(hits_before, n_before), _share(hits, n), f"{p:.2f}",
            f"{before['mean_estimate']:+.3f}", f"{estimates.mean():+.3f} ± {error:.3f}",
        ], p < 0.01  # fmt: skip


def _share(hits: int, n: int) -> str:
    interval = binomtest(hits, n).proportion_ci()
    return f"{hits / n:.2f} ({interval.low:.2f}–{interval.high:.2f}) of {n}"


if __name__ == "__main__":
    sys.exit(main())

"""Are the models right, and where do they fail? ``python -m tests.benchmarks.model_checks [--quick]``.

Simulation-based calibration: data are made from the priors and fitted; among the posterior, what was put in must have
every place equally often, and 95 % intervals must hold it in 93–97 % of fits. Then recovery: of S and A over noise, of
thirteen models by one another, and of the latent-belief model over noise and retest events beside the published one.
The verb ``recover`` draws the same, and more, in one folder.
"""

from __future__ import annotations

import argparse
import sys
from itertools import product
from typing import Any

import numpy as np
import pandas as pd

from experiment.analysis.models.changes import compare_visits
from experiment.analysis.models.exact_fit import OverPrecision
from experiment.analysis.models.latent_fit import fit_latent
from experiment.analysis.models.latent_likelihood import PARAMETERS
from experiment.analysis.models.latent_peak import WEAK_PRIORS
from experiment.analysis.models.latent_prediction import drawn_answers
from experiment.analysis.models.latent_recovery import Answerers, latent_recovery
from experiment.analysis.models.recovery import parameter_recovery
from experiment.analysis.validation.bands import below, simultaneous_band
from experiment.analysis.validation.calibration import calibrated_groups, calibrated_latent, calibrated_sessions
from experiment.analysis.validation.confusion import NAMES, confused, matrices
from experiment.analysis.validation.made_people import People, by_latent_belief, by_published
from experiment.belief.models import MODELS
from tests.unit.analysis.models.sessions import made_up

_COVERED = (0.93, 0.97)


def calibrated(table: pd.DataFrame, must: bool) -> bool:
    """Print how even the places are; whether they must be, they are."""
    right, left = True, 0
    for (model, parameter), rows in table.groupby(["model", "parameter"], sort=False):
        shares = rows["share"].dropna().to_numpy(dtype=np.float64)
        found = below(shares)
        within = {
            level: bool(((low <= found) & (found <= high)).all())
            for level in (0.95, 0.999)  # of so many curves, one in twenty leaves the first by chance, none the second
            for low, high in (simultaneous_band(len(shares), level),)
        }
        covered = float(((shares > 0.025) & (shares < 0.975)).mean())
        left += not within[0.95]
        right &= not must or (within[0.999] and _COVERED[0] <= covered <= _COVERED[1])
        said = "within both bands" if within[0.95] else "OUTSIDE THE 95 % BAND"
        said += "" if within[0.999] else ", AND THE 99.9 %"
        beyond = interval_of(covered, len(shares))
        print(f"{model}, {parameter}: n {len(shares)}, {said}, 95 % intervals hold {covered:.3f} (± {beyond:.3f})")
    print(f"{left} of {table.groupby(['model', 'parameter']).ngroups} curves outside the band of 95 %")
    return right


def held_by_intervals(retest_events: int, sessions: int = 200, seed: int = 777) -> None:
    """Print how much of a posterior of eight times as many draws lies within the 95 % intervals that are reported."""
    random = np.random.default_rng(seed + retest_events)
    who = np.array(WEAK_PRIORS.means) + random.standard_normal((sessions, len(PARAMETERS))) @ WEAK_PRIORS.factor.T
    design = by_latent_belief(People.who_never_learn(sessions, 10.0, random), retest_events, random).twice
    answers = drawn_answers(who, design, random)
    reported, fine = fit_latent(answers), fit_latent(answers, times=8)
    of = {name: (reported.parameter(name), fine.parameter(name)) for name in PARAMETERS}
    for name, (values, of_fine) in {**of, "asymmetry": (reported.asymmetry(), fine.asymmetry())}.items():
        ends, true = reported.marginal(values), fine.marginal(of_fine)
        held = fine.share_below(of_fine, ends.high) - fine.share_below(of_fine, ends.low)
        off = np.abs(ends.mean - true.mean) / true.sd
        print(
            f"latent belief, {retest_events} retest events, {name}: intervals hold {held.mean():.4f} "
            f"(± {1.96 * held.std() / np.sqrt(sessions):.4f}) of a finer posterior; its mean is {off.mean():.3f} SD off"
        )


_KEPT = {
    "all keep model 2": lambda n, _random: (np.full(n, 2), np.full(n, 2)),
    "each keeps one of 2, 6, 10": lambda n, random: 2 * (random.choice([2, 6, 10], n),),
    "each visit another draw of 2, 6, 10": lambda n, random: tuple(random.choice([2, 6, 10], (2, n))),
    "all change from 2 to 6": lambda n, _random: (np.full(n, 2), np.full(n, 6)),
    "all change from 2 to 1": lambda n, _random: (np.full(n, 2), np.full(n, 1)),
}
"""Which models make the answers of people at two visits."""


def kept_models(studies: int, people: int = 26) -> None:
    """Print how often it is said, surely, that people keep their model or change it, where they do or do not."""
    print("| people | noise | truly keep | said, mean | same ≥ .95 | same ≤ .05 |")
    print("|---|---|---|---|---|---|")
    for (called, draw), noise in product(_KEPT.items(), (8.0, 14.0)):
        random = np.random.default_rng([int(noise), *called.encode()])
        true, found = [], []
        for _ in range(studies):
            at = draw(people, random)
            true.append(np.mean(at[0] == at[1]))
            found.append(compare_visits(*(_evidence_of(of_visit, noise, random) for of_visit in at)))
        protected = np.array([one.same_protected for one in found])
        said = np.mean([one.same_frequency for one in found])
        print(
            f"| {called} | {noise:g} | {np.mean(true):.2f} | {said:.2f} | {np.mean(protected >= 0.95):.2f} | "
            f"{np.mean(protected <= 0.05):.2f} |",
            flush=True,
        )


def _evidence_of(made_by: Any, noise: float, random: np.random.Generator) -> Any:
    """Return the evidence for each model of answers that each person's model has made, (people, models)."""
    evidence = np.empty((len(made_by), len(MODELS)))
    for number in np.unique(made_by):
        who = made_by == number
        seen = by_published(MODELS[number - 1], People.who_differ(int(who.sum()), noise, random), random).updates
        evidence[who] = np.column_stack([OverPrecision.of(model, seen).log_evidence for model in MODELS])
    return evidence


def interval_of(share: float, n: int) -> float:
    """Return half the width of a 95 % interval of a share."""
    return 1.96 * float(np.sqrt(share * (1 - share) / n))


def main() -> int:
    """Print the figures; 1: a calibration is not as it must be."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="a tenth of it")
    parser.add_argument("--calibration", action="store_true", help="nothing but the calibration")
    parser.add_argument("--intervals", action="store_true", help="nothing but what a finer posterior says of intervals")
    parser.add_argument("--kept", action="store_true", help="nothing but whether people are found to keep their model")
    options = parser.parse_args()
    quick: bool = options.quick
    if options.intervals:
        for retest in (0, 6):
            held_by_intervals(retest, 20 if quick else 200)
        return 0
    if options.kept:
        kept_models(5 if quick else 40)
        return 0
    fits = 100 if quick else 1000
    right = calibrated(calibrated_sessions(fits, 1), must=not quick)
    right &= calibrated(calibrated_groups(fits, 3), must=not quick)
    for retest in (0, 6):
        of_latent = pd.concat([calibrated_latent(fits // 10, retest, seed) for seed in range(1100, 1110)])
        right &= calibrated(of_latent, must=not quick)
    if options.calibration:
        return 0 if right else 1
    pd.set_option("display.width", 250, "display.max_columns", 30, "display.max_rows", 200)
    sessions = made_up(138, 40, seed=4)
    print(parameter_recovery(sessions, (5.0, 10.0, 15.0, 20.0)).round(3).to_string(index=False))
    groups = [confused(maker, 5 if quick else 46, 10.0, 1000 + at) for at, maker in enumerate(reversed(NAMES))]
    of_all = matrices(pd.concat(groups))
    for told, rows in of_all.groupby("told"):
        for column in ("confusion", "inversion", "frequency"):
            table = rows.pivot_table(index="made_by", columns="found", values=column, dropna=False)
            print(f"{told}, {column}")
            print(table.reindex(index=list(NAMES), columns=list(NAMES)).round(2).to_string())
    cases = tuple(
        Answerers(good, bad, noise, retest)
        for good, bad in ((0.0, 0.0), (0.4, 0.4), (0.5, 0.3))
        for noise in (5.0, 10.0, 15.0, 20.0)
        for retest in ((0, 12) if quick else (0, 6, 12, 20))
    )
    print(latent_recovery(cases, 20 if quick else 200).round(3).to_string(index=False))
    return 0 if right else 1


if __name__ == "__main__":
    sys.exit(main())

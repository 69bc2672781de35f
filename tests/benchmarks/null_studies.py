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
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import TypeAlias

import numpy as np
import pandas as pd
from scipy.stats import binomtest

from experiment.analysis.group.designs import Classification, one_group, two_groups
from experiment.analysis.group.tables import (
    BIAS_OF,
    COUNTED,
    bias_tests_of_two_groups,
    comparisons,
    effects_of_trials,
)
from experiment.analysis.group_tests import ROBUST, TESTED, tests_of
from experiment.analysis.null_rates import AT_FIRST, AT_LAST, WITH_SYMPTOMS, of_trials
from experiment.analysis.pairs_as_updates import updates_of_pairs
from experiment.analysis.scores import session_scores
from experiment.analysis.side_by_side import SideBySide
from experiment.analysis.symptom_changes import symptom_changes
from tests.benchmarks.null_people import VISITS, Changing, Condition, Simulator, conditions

_LEVEL = 0.05
_TOGETHER = "all that is null, noise that does not change"


_LOOKED_AT = {
    ("level", None): "all sessions against 0",
    ("level", "control baseline"): "controls, baseline, against 0",
    ("change", "patient baseline post4h"): "patients, baseline → post4h",
    ("change_between_arms", "patient - control baseline day7"): "patients − controls, baseline → day7",
}
"""The tests of the table: which, and what is said of each."""


_MADRS_CHANGE, _MADRS_CHANGE_SD = -12.0, 8.0
"""By how much the scores of patients change, whatever their answers: invented."""


def _of_fit(
    pairs: SideBySide, condition: Condition, number: int, trials: bool
) -> Iterator[tuple[tuple[str, str], float, float]]:
    """Give test, measure, estimate and p of all that `fit` alone tests in a study; of models of trials if asked."""
    updates = updates_of_pairs(pairs)
    planned = comparisons(updates)
    assert planned.arms is not None
    assert planned.visits is not None
    for by in Classification:
        designs = (two_groups(updates, planned.arms, planned.visits, by), one_group(updates, *planned.within, by))
        for design in designs if trials else ():
            for row in effects_of_trials(design, by):
                if COUNTED in row:
                    yield row[COUNTED], float(row["estimate"]), float(row["p"])  # type: ignore[arg-type,misc]
        for _, test, contrast in bias_tests_of_two_groups(updates, planned.arms, planned.visits, by):
            if test in (AT_FIRST, AT_LAST) and contrast is not None:
                yield (test, BIAS_OF[by]), contrast.estimate, contrast.p
    scores = session_scores(updates)
    patients = scores[(scores["arm"] == "patient") & scores["visit"].isin(VISITS[:2])]
    who = sorted(patients["participant_id"].unique())
    draw = np.random.default_rng([number, *condition.label.encode(), 2])
    madrs = np.column_stack([np.zeros(len(who)), draw.normal(_MADRS_CHANGE, _MADRS_CHANGE_SD, len(who))])
    of_visits = pd.DataFrame({
        "participant_id": np.repeat(who, 2), "visit": list(VISITS[:2]) * len(who), "madrs": madrs.ravel(),
    })  # fmt: skip
    for row in symptom_changes(patients, of_visits).itertuples():
        yield (WITH_SYMPTOMS, str(row.measure)), float(row.slope), float(row.p)  # type: ignore[arg-type]


Found: TypeAlias = dict[str, list[tuple[float, float]]]
"""Estimate and p of each test, study by study."""


def _found_by_fit(trials: bool, condition: Condition, numbers: range) -> Found:
    """Return estimate and p of what `fit` alone tests, of studies."""
    simulator = Simulator()
    found: Found = {}
    for number in numbers:
        for (test, measure), estimate, p in _of_fit(simulator.study(condition, number), condition, number, trials):
            found.setdefault(f"{test}|{measure}", []).append((estimate, p))
    return found


def _found(condition: Condition, numbers: range) -> Found:
    """Return estimate and p of each test of studies."""
    simulator = Simulator()
    found: Found = {}
    for number in numbers:
        for test, measure, arm, visit, to_visit, _, estimate, _, _, p in tests_of(simulator.study(condition, number)):
            of = " ".join(one for one in (arm, visit, to_visit) if one) or None
            if (test, of) in _LOOKED_AT:
                found.setdefault(f"{_LOOKED_AT[test, of]}|{measure}", []).append((float(estimate), float(p)))
    return found


def main() -> int:
    """Simulate, test, and print tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--studies", type=int, default=125, help="of each condition (125: 1,000 null studies)")
    parser.add_argument("--first", type=int, default=0, help="number of the first; two runs that share none add up")
    parser.add_argument("--null", action="store_true", help="only conditions in which there is nothing to find")
    parser.add_argument("--only", default="", help="conditions whose names hold this")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--fit", action="store_true", help="what `fit` alone tests in place of the tests of `score`")
    parser.add_argument("--no-trials", action="store_true", help="of `fit`, no mixed models: a tenth of the time")
    parser.add_argument("--json", type=Path, help="append the figures to a file, a line for each condition")
    parser.add_argument("--of", type=Path, nargs="+", help="simulate nothing: print the tables of such files, together")
    options = parser.parse_args()
    found = together(options.of) if options.of else simulated(options)
    is_of_fit = any(name.partition("|")[0] in _OF_FIT for some in found.values() for name in some)
    print(*(tables_of_fit(found) if is_of_fit else table(found)), sep="\n")
    return 0


def simulated(options: argparse.Namespace) -> dict[str, Found]:
    """Simulate and test studies of every condition."""
    started = time.time()
    found: dict[str, Found] = {}
    end = options.first + options.studies
    per_job = -(-options.studies // options.jobs)
    parts = [range(at, min(at + per_job, end)) for at in range(options.first, end, per_job)]
    with ProcessPoolExecutor(options.jobs) as workers:
        for condition in conditions():
            if (options.null and not condition.null) or options.only not in condition.label:
                continue
            whole: Found = {}
            work = partial(_found_by_fit, not options.no_trials) if options.fit else _found
            for part in workers.map(work, [condition] * len(parts), parts):
                for name, values in part.items():
                    whole.setdefault(name, []).extend(values)
            found[condition.label] = whole
            if options.json:
                line = {"condition": condition.label, "numbers": [options.first, end], "found": whole}
                with options.json.open("a") as file:
                    file.write(json.dumps(line) + "\n")
            print(f"{condition.label}: {time.time() - started:.0f} s", file=sys.stderr, flush=True)
    return found


def together(files: Sequence[Path]) -> dict[str, Found]:
    """Return what several runs have found; a study that two of them have is refused, or it would count twice."""
    found: dict[str, Found] = {}
    had: dict[tuple[str, str], set[int]] = {}
    for file in files:
        for line in file.read_text().splitlines():
            run = json.loads(line)
            whole = found.setdefault(run["condition"], {})
            for name, values in run["found"].items():
                numbers, before = set(range(*run["numbers"])), had.setdefault((run["condition"], name), set())
                if numbers & before:
                    sys.exit(f"{file}: {run['condition']}, {name}: some of its studies are in another line")
                before |= numbers
                whole.setdefault(name, []).extend([(estimate, p) for estimate, p in values])
    return found


_NULL = frozenset(condition.label for condition in conditions() if condition.null)
_CHANGING = frozenset(one.label for one in conditions() if one.changing is not Changing.NOBODY)


def _pooled(found: Mapping[str, Found], name: str) -> list[float]:
    """Return the p of a test in all studies in which there is nothing to find."""
    return [p for label, some in found.items() if label in _NULL for _, p in some[name]]


_OF_FIT = {
    of_trials(2, "own"): "mixed model of two groups, by E1 − BR",
    of_trials(2, "population"): "mixed model of two groups, by eBR − BR",
    of_trials(1, "own"): "mixed model of patients, by E1 − BR",
    of_trials(1, "population"): "mixed model of patients, by eBR − BR",
    AT_FIRST: "patients − controls, baseline", AT_LAST: "patients − controls, day7",
    WITH_SYMPTOMS: "patients, baseline → post4h: change beside change of MADRS",
}  # fmt: skip
"""The tests of `fit`, and what is said of each."""


def _kind_of(condition: Condition) -> str:
    """Name the conditions with which one is counted together, whatever the noise: `fit` is slow, and studies few."""
    if condition.noise_later_pct != condition.noise_pct:
        return "never learn or learn equally, noise 10 → 15"
    if condition.null:
        return f"{condition.name}, noise 5 to 20"
    if condition.changing is Changing.EVERYBODY:
        return "learn equally, each visit otherwise, noise 5 to 15"
    return condition.label


def tables_of_fit(found: Mapping[str, Found]) -> list[str]:
    """Write the shares of studies in which `fit` finds something, in Markdown; some tests are two in each study."""
    kinds: dict[str, list[Found]] = {}
    for condition in conditions():
        if condition.label in found:
            kinds.setdefault(_kind_of(condition), []).append(found[condition.label])
    together = {
        "together: the same at each visit": [some for label, some in found.items() if label in _NULL],
        "together: otherwise from visit to visit": [some for label, some in found.items() if label in _CHANGING],
    }
    lines: list[str] = []
    for test, said in _OF_FIT.items():
        names = [name for name in next(iter(found.values())) if name.partition("|")[0] == test]
        if not names:
            continue
        heads = [name.partition("|")[2] for name in names]
        lines += ["", f"**{said}**", "", "| people | n | " + " | ".join(heads) + " |", "|---" * (len(names) + 2) + "|"]
        for of, with_interval in ((kinds, False), (together, True)):
            for label, each in of.items():
                pooled = [[p for some in each for _, p in some[name]] for name in names]
                cells = [
                    _share(ps) if with_interval else f"{np.mean(np.array(ps) < _LEVEL):.2f}" for ps in pooled if ps
                ]
                if cells:
                    lines.append(f"| {label} | {sum(map(_studies, each))} | " + " | ".join(cells) + " |")
    return lines


def _studies(some: Found) -> int:
    return len(some[f"{AT_FIRST}|bias_pct"])


def table(found: Mapping[str, Found]) -> list[str]:
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
        pooled = [_pooled(found, f"{test}|{measure}") for measure in measures]
        if pooled[-1]:
            lines.append(f"| {_TOGETHER} | {len(pooled[-1])} | " + " | ".join(map(_share, pooled)) + " |")
    pooled_robust = {test: [p for label, some in found.items() if ".50" not in label and "skewed" not in label
                            for _, p in some[f"{test}|{ROBUST}"]] for test in _LOOKED_AT.values()}  # fmt: skip
    lines += ["", "Noise-robust, all null conditions together (but for skewed beliefs):"]
    lines += [f"{test}: {_share(ps)} of {len(ps)}" for test, ps in pooled_robust.items() if ps]
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

"""`preregister`: one folder to deposit before a study begins: files, plan, and the analysis of simulated data."""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from experiment.analysis.exports.new_place import new_place
from experiment.analysis.group.interactions import TRIALS_OF
from experiment.analysis.group_tests import ROBUST
from experiment.config.assumptions import load_assumptions, with_assumptions
from experiment.config.load import load_study
from experiment.format.vocabulary import ParticipantMode
from experiment.messages import visible
from experiment.record.provenance import PROJECT, analysis_versions, revision
from experiment.simulated_study.power import LEVEL, PlannedStudies, arm_sizes, power
from experiment.simulated_study.simulate import simulate_study
from experiment.simulated_study.simulation import Simulation
from experiment.verbs import fit, score
from experiment.verbs.call_in import say_if_arms_are_of_others
from experiment.verbs.defaults import DATA
from experiment.verbs.exit_codes import DONE
from experiment.verbs.power import draw_power
from experiment.verbs.progress_bar import ProgressBar
from experiment.verbs.table_files import write_table

_PARTICIPANTS, _STUDIES = 56, 200


def carry_out(options: argparse.Namespace) -> int:
    """Write the folder; it is there as a whole, or not at all."""
    study = load_study(options.study)
    assumptions = load_assumptions(options.assumptions, study.file)
    say_if_arms_are_of_others(assumptions, study)
    totals: list[int] = options.participants or [_PARTICIPANTS]
    participants = totals[0]
    sizes = tuple(arm_sizes(assumptions, study, total) for total in dict.fromkeys(totals))
    planned = PlannedStudies(study, assumptions, sizes, options.studies or _STUDIES, options.seed)
    target: Path = options.folder
    with new_place(target, DATA) as place:
        sessions = put_together(place, planned, participants, options)
    print(f"{visible(str(target))}: the study, its plan, {sessions} simulated sessions and their analysis")
    return DONE


def put_together(place: Path, planned: PlannedStudies, participants: int, options: argparse.Namespace) -> int:
    """Write everything into a folder, and return how many sessions were simulated."""
    study, jobs = planned.study, options.jobs or 1
    for file in study.inputs:
        copy = place / "study" / file.name
        copy.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        copy.write_bytes(file.content)
    assumed = options.assumptions.read_bytes()
    (place / "assumptions.yaml").write_bytes(assumed)
    simulation = Simulation(
        with_assumptions(study, options.assumptions), planned.assumptions, ParticipantMode.LEARNER, options.seed
    )
    made = simulate_study(simulation, participants, place / "data", jobs, ProgressBar("simulating"))
    analysis = place / "analysis"
    scoring = argparse.Namespace(data=made.folder, into=analysis, keep_going=False, stable_arm=options.stable_arm)
    score.carry_out(scoring)
    fit.carry_out(argparse.Namespace(data=made.folder, into=analysis))
    found = power(planned, jobs, ProgressBar("power"))
    write_table(found, analysis / "power.csv")
    draw_power(found, analysis / "power.svg")
    (place / "plan.md").write_text(_plan(planned, participants, assumed, found, options.stable_arm), encoding="utf-8")
    return made.sessions


_PLAN = """\
# What is planned: {study}

Made by `preregister --study {study} --participants {totals} --studies {studies} --seed {seed}`.
Program: revision {revision}; {software}. Fingerprint of the study: `{fingerprint}`.

| file | SHA-256 |
|---|---|
{files}

## Who, and when

{arms}

{participants} participants ({sizes}).

## Planned contrasts

Two-sided, at p < {level:g}, not corrected for their number:

1. **Noise-robust asymmetry** (`analysis/group.csv`, `robust_asymmetry`): its change from one visit to another in each
   arm, and whether the arms differ in it.
2. **Updates of trials** (`analysis/group_effects.csv`, level `trials`): group × visit × news at the first and the last
   visit that both groups have; visit × news in the group with most visits. |EE| is taken into account, and age and
   education where they are entered. Random intercept and effect of news by participant, and by participant × visit, as
   people differ in how they change; random intercept by event. Both classifications: by E1 − BR and by eBR − BR.
3. **Ordinary indices** (`analysis/group.csv`): reported beside 1 and beside what people who learn nothing would give
   (`analysis/nulls.csv`); no conclusion rests on them alone.
4. **Symptoms** (`symptom_changes.csv`, where clinical scores are entered; simulated people have none): correlation and
   slope of the change of the bias on the change of each score, within each arm. Both classifications.
5. **Models** (`analysis/parameters.csv`, `latent.csv`, `model_comparison.csv`, `model_stability.csv`, `joint.csv`):
   described, not tested.

Left out: missed and unconfirmed estimates, first estimates that are the rate, events whose rate was not shown, and runs
that are not the first complete one of their visit. Quality flags are reported and leave nobody out.

Once there are data: `python3 lab.py score --data data --into analysis{stable_arm}`, then `fit` with the same
folders. What columns mean, and all equations and priors: `docs/analyst.md`, `docs/models.md` and `docs/nulls.md` of the
revision above.

## To be written by hand before this is deposited

The program does not know these, and a plan without them is none:

* the hypotheses, and in which direction each goes;
* **which one contrast is primary** (of 1, which arm or difference of arms, and which visits); all others are
  secondary, and how their number is corrected for, if it is;
* how many people are meant to be recruited, why, and when recruitment stops; what happens with those who drop out;
* who may take part and who may not, the dose, who is blind to what, and whether any data were seen before;
* what of quality would leave a person out, if anything.

## What is assumed, and what comes of it

`assumptions.yaml` says what simulated people are like. `data-rehearsals` holds one simulated study (seed {seed}),
`analysis` its tables, and `analysis/power.csv` how often {studies} such studies find something with each test of
`group.csv` and each planned interaction of trials. Nothing of it is evidence about people.

Share of simulated studies with p < {level:g} (95 % interval), for {participants} participants (`power.svg` draws all
sizes that were tried). 1 and 2 are the contrasts above; *bias* is `bias_pct`, the counterpart of 2 over participants;
–: not planned, or could be made in no study:

| contrast | 1: noise-robust asymmetry | 2: trials, by E1 − BR | 2: trials, by eBR − BR | bias |
|---|---|---|---|---|
{power}
"""

_POWER_OF = (("change", ROBUST), *((test, None) for test in TRIALS_OF.values()), ("change", "bias_pct"))
"""The cells of a contrast: which test and measure; of trials there is one measure for each contrast."""


def _power(found: pd.DataFrame) -> Iterator[str]:
    """Give a row for each contrast between visits."""
    contrasts = found[found["test"] != "level"].replace({"test": {"change_between_arms": "change"}})
    for (arm, visit, to_visit), rows in contrasts.groupby(["arm", "visit", "to_visit"], sort=False):
        cells = []
        for test, measure in _POWER_OF:
            of = rows[(rows["test"] == test) & ((rows["measure"] == measure) if measure else True)]
            cells += [f"{row.share:.2f} ({row.low:.2f}–{row.high:.2f})" for row in of.itertuples()] or ["–"]
        yield f"| {arm}, {visit} → {to_visit} | {' | '.join(cells)} |"


def _plan(planned: PlannedStudies, participants: int, assumed: bytes, found: pd.DataFrame, stable_arm: str) -> str:
    """Return what is planned, in Markdown."""
    study = planned.study
    files = [*((f"study/{file.name}", file.content) for file in study.inputs), ("assumptions.yaml", assumed)]
    return _PLAN.format(
        study=study.file.study,
        fingerprint=study.fingerprint,
        revision=revision(PROJECT) or "unknown",
        software=", ".join(f"{name} {version}" for name, version in analysis_versions().items()),
        files="\n".join(f"| `{name}` | `{hashlib.sha256(content).hexdigest()}` |" for name, content in files),
        arms="\n".join(f"* {arm}: {', '.join(of_arm.visits)}" for arm, of_arm in study.file.arms.items()),
        participants=participants,
        totals=" ".join(str(sum(size.values())) for size in planned.sizes),
        sizes=", ".join(f"{arm} {n}" for arm, n in planned.sizes[0].items()),
        level=LEVEL,
        seed=planned.seed,
        studies=planned.studies,
        stable_arm=f" --stable-arm {stable_arm}",
        power="\n".join(_power(found[found["size"] == found["size"].iloc[0]])),
    )

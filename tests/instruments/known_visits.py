"""Simulated people of whom all is known that was put in, at three visits of each, and the rows of their raw CSVs.

Beliefs do not hang on base rates here, and base rates lie far from all of them; nobody misses anything. What differs
from visit to visit, and how visits scatter around their times, is put in large enough to be seen in few people.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from experiment.config.assumptions import Assumptions, load_assumptions
from experiment.config.load import Study, load_study
from experiment.format.vocabulary import ParticipantMode
from experiment.simulated_study.simulate import simulate_study
from experiment.simulated_study.simulation import Simulation
from tests.instruments.small_study import PROJECT, write_small_study

Rows = list[dict[str, str]]

VISITS = ("baseline", "post4h", "day7")
PEOPLE = {
    "belief_mean_pct": {"value": 40.0},
    "belief_slope": {"value": 0.0},
    "belief_spread_pct": {"value": 7.0, "between_sd": 2.5},
    "noise_sd_pct": {"value": 5.0, "between_sd": 1.8, "visits_sd": 0.4},
    "rounds_to_10": {"value": 0.0},
    "rounds_to_5": {"value": 0.0},
    "learning_good": {"value": 0.5, "between_sd": 0.15, "visits_sd": 0.15},
    "learning_bad": {"value": 0.4, "between_sd": 0.15, "visits_sd": 0.15},
    "misses": {"value": 0.0},
    "leaves_unconfirmed": {"value": 0.0},
    "pauses": {"value": 0.0},
    "understands": {"value": 1.0},
}
COURSE = {
    "days_between_participants": 3.0, "visit_jitter_min": 20.0, "visit_jitter_d": 1.5, "one_value": 0.15,
    "infusion_late": 0.0, "outside_window": 0.0, "broken_off": 0.0, "ended_early": 0.0, "withdrawn": 0.0,
}  # fmt: skip
LOW, HIGH, RETEST = range(3, 9), range(72, 78), (36, 37, 38, 39, 41, 42, 43, 44)


@dataclass(frozen=True)
class KnownVisits:
    """What was recorded of known people at their visits.

    Parameters
    ----------
    rows
        Of the raw CSVs, in the order of people, visits and trials.
    anchored
        When the infusion of each participant was.
    """

    rows: Rows
    anchored: Mapping[str, datetime]


def known_visits(
    folder: Path,
    people: Mapping[str, Mapping[str, float]] = PEOPLE,
    course: Mapping[str, float] = COURSE,
    participants: int = 60,
    seed: int = 1,
) -> KnownVisits:
    """Simulate them, and read what was recorded."""
    simulation = Simulation(_study(folder), _assumed(folder, people, course), ParticipantMode.LEARNER, seed)
    done = simulate_study(simulation, participants, folder / "data", 1, lambda _done, _of: None)
    rows: Rows = []
    for file in sorted(done.folder.glob("sub-*/ses-*/*_desc-trials_data.csv")):
        rows += csv.DictReader(io.StringIO(file.read_text("utf-8"), newline=""))
    told = [json.loads(file.read_bytes()) for file in sorted(done.folder.glob("participants/*.json"))]
    anchored = {one["participant_id"]: datetime.fromisoformat(one["anchors"][0]["at"]) for one in told}
    return KnownVisits(rows, anchored)


def _assumed(folder: Path, people: Mapping[str, Mapping[str, float]], course: Mapping[str, float]) -> Assumptions:
    said = {"origin": "invented", "source": "put in by a test"}
    shipped = load_assumptions(PROJECT / "configs" / "assumptions.yaml")
    usual = {name: {"value": getattr(shipped.people, name).value} for name in type(shipped.people).model_fields}
    as_shipped = {name: getattr(shipped.study, name).value for name in type(shipped.study).model_fields}
    file = folder / "known.yaml"
    file.write_text(
        json.dumps({
            "people": {name: {**figures, **said} for name, figures in {**usual, **people}.items()},
            "studies": ["another"],
            "arms": {},
            "participants": {},
            "study": {name: {"value": value, **said} for name, value in {**as_shipped, **course}.items()},
        }),
        "utf-8",
    )  # fmt: skip
    return load_assumptions(file)


def _study(folder: Path) -> Study:
    file = write_small_study(folder, events=len(LOW) + len(HIGH), practice=0, retest=len(RETEST), deadline_s=30.0)
    events = json.loads((folder / "events.yaml").read_text("utf-8"))
    for name, rates in (("main", [*LOW, *HIGH]), ("again", RETEST)):
        for event, rate in zip(events["lists"][name], rates, strict=True):
            event["base_rate_pct"] = rate
    (folder / "events.yaml").write_text(json.dumps(events), "utf-8", newline="\n")
    text = file.read_text("utf-8")
    after = "after: {anchor: %s, due_%s, window_%s, outside: ask}, afterwards: []}"
    for old, new in (
        ("seed: 7\n", "seed: 7\ntime_zone: Europe/Paris\n"),
        ("  patient: {visits: [baseline, post4h, day7]}\n", ""),
        (
            "  control: {visits: [baseline, day7]}",
            "  all: {visits: [baseline, post4h, day7], anchors: [infusion1_end]}",
        ),
        ("post4h: {list: 1, afterwards: []}", "post4h: {list: 1, " + after % ("infusion1_end", "h: 4", "h: [1, 7]")),
        ("day7: {list: 1, afterwards: []}", "day7: {list: 1, " + after % ("infusion1_end", "d: 7", "d: [1, 13]")),
    ):
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    file.write_text(text, "utf-8", newline="\n")
    return load_study(file, any_screen=False)

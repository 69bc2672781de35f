"""Simulated people of whom all is known that was put in, and the rows of their raw CSVs.

What happens seldom in shipped assumptions (misses, changes of mind, wrong answers) is put in so often that a small
study shows it; beliefs lie where the ends of the scale cut hardly anything off, and base rates far from nearly all of
them, so that a mean says what a fit would have to be made for.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from experiment.config.assumptions import Assumptions, load_assumptions
from experiment.config.load import Study, load_study
from experiment.format.vocabulary import ParticipantMode
from experiment.simulated_study.simulate import simulate_study
from experiment.simulated_study.simulation import Simulation
from tests.instruments.found_again import Answers, Found, beliefs, learning, memory, published_model, pulled
from tests.instruments.found_between import memories, models, pulls
from tests.instruments.found_hands import amiss, confirming, of_sessions, times, understanding
from tests.instruments.small_study import PROJECT, write_small_study

PUT_IN = {
    "belief_mean_pct": (38.0, 6.0),
    "belief_slope": (0.5, 0.0),
    "belief_spread_pct": (6.0, 0.0),
    "population_mean_pct": (42.0, 6.0),
    "population_slope": (0.3, 0.0),
    "population_spread_pct": (7.0, 0.0),
    "population_shared": (0.6, 0.0),
    "noise_sd_pct": (4.0, 1.0),
    "rounds_to_10": (0.25, 0.0),
    "rounds_to_5": (0.35, 0.0),
    "learning_good": (0.50, 0.20),
    "learning_bad": (0.30, 0.20),
    "model_scaling": (0.50, 0.10),
    "model_asymmetry": (0.28, 0.07),
    "anchor_pull": (0.40, 0.10),
    "memory_screens": (150.0, 40.0),
    "memory_noise_sd_pct": (6.0, 1.5),
    "confidence_pct": (60.0, 8.0),
    "uses_mouse": (0.39, 0.0),
    "uses_arrows": (0.40, 0.0),
    "first_input_s": (1.5, 0.3),
    "tempo_sd": (0.20, 0.0),
    "hardest_longer": (0.8, 0.0),
    "second_shorter": (0.7, 0.0),
    "confirm_s": (0.8, 0.2),
    "words_per_s": (4.0, 1.0),
    "misses": (0.06, 0.0),
    "leaves_unconfirmed": (0.05, 0.0),
    "changes_mind": (0.30, 0.0),
    "pauses": (2.0, 0.0),
    "understands": (0.70, 0.0),
}
"""Of people: the mean, and the standard deviation between them. Half as much again is possible of each of them."""

BETWEEN = ": between"
"""Behind the name of a figure: the standard deviation between people."""

_BETWEEN_PEOPLE = (
    "belief_mean_pct", "population_mean_pct", "confidence_pct", "learning_good", "learning_bad", "first_input_s",
    "confirm_s", "words_per_s", "model_scaling", "model_asymmetry", "anchor_pull", "memory_screens",
    "memory_noise_sd_pct",
)  # fmt: skip

HELD = (*PUT_IN, *(f"{name}{BETWEEN}" for name in _BETWEEN_PEOPLE))
"""What comes out. By how much people differ in noise and in the spread of beliefs: `tests.instruments.known_visits`."""

MOST_ERRORS = 3.5
"""Of some 40 figures one is farther off than so many standard errors once in 50 studies, if nothing is wrong."""

LOW, HIGH = range(4, 12), range(66, 74)
"""Base rates: good news to nearly everybody, and bad news."""
RETEST = (20, 34, 46, 60)
DEADLINE_S = 8.0
_MODES = {ParticipantMode.LEARNER: 70, ParticipantMode.MODEL_1: 24, ParticipantMode.ANCHORED: 24}

Rows = list[dict[str, str]]


@dataclass(frozen=True)
class KnownPeople:
    """What was recorded of known people.

    Parameters
    ----------
    trials, memory, comprehension
        Rows of the raw CSVs, by mode.
    words
        How many words stand on the screen of each question about the task, with the numbers of its answers.
    """

    trials: Mapping[str, Rows]
    memory: Mapping[str, Rows]
    comprehension: Mapping[str, Rows]
    words: Mapping[str, int]


def known_people(folder: Path, put_in: Mapping[str, tuple[float, float]] = PUT_IN, seed: int = 1) -> KnownPeople:
    """Simulate them, each mode in a study of its own, and read what was recorded."""
    study = _study(folder)
    assumed = _assumed(folder, put_in)
    tables: list[dict[str, Rows]] = [{}, {}, {}]
    for number, (mode, people) in enumerate(_MODES.items()):
        # other people in each mode: whoever has the same ID and seed is the same person
        simulation = Simulation(study, assumed, mode, 10 * seed + number)
        done = simulate_study(simulation, people, folder / mode, 1, lambda _done, _of: None)
        for rows, table in zip(tables, ("trials", "afterwards", "comprehension"), strict=True):
            rows[mode] = _rows(done.folder, table)
    words = {
        name: sum(len(line["en"].split()) for line in (question.text, *question.answers)) + len(question.answers)
        for name, question in study.texts.comprehension.questions.items()
    }
    return KnownPeople(*tables, words)


def come_out(known: KnownPeople) -> dict[str, Found]:
    """Calculate everything from the rows; what one figure needs of others is as it was put in, whatever was."""
    learners = Answers(known.trials[ParticipantMode.LEARNER])
    every, asked = (_of_all(rows) for rows in (known.trials, known.comprehension))
    return {
        **beliefs(learners, PUT_IN),
        **learning(learners, PUT_IN),
        **pulled(Answers(known.trials[ParticipantMode.ANCHORED])),
        **published_model(Answers(known.trials[ParticipantMode.MODEL_1])),
        **memory(learners, known.memory[ParticipantMode.LEARNER], PUT_IN),
        **pulls(Answers(known.trials[ParticipantMode.ANCHORED]), PUT_IN),
        **models(Answers(known.trials[ParticipantMode.MODEL_1]), PUT_IN),
        **memories(learners, known.memory[ParticipantMode.LEARNER], PUT_IN),
        **times(learners, PUT_IN),
        **confirming(every, PUT_IN),
        **amiss(every, PUT_IN, DEADLINE_S),
        **of_sessions(every, PUT_IN),
        **understanding(asked, known.words, PUT_IN),
    }


def put_in(name: str) -> float:
    """Return what was put in, of what came out under a name."""
    mean, between = PUT_IN[name.removesuffix(BETWEEN)]
    return between if name.endswith(BETWEEN) else mean


def _of_all(tables: Mapping[str, Rows]) -> Rows:
    """Return rows of all modes; who has the same ID in two of them is two people."""
    return [
        {**row, "participant_id": f"{mode} {row['participant_id']}"}
        for mode, rows in tables.items()
        for row in rows
        if row.get("practice") != "true"
    ]


def _rows(folder: Path, table: str) -> Rows:
    found: Rows = []
    for file in sorted(folder.glob(f"sub-*/ses-*/*_desc-{table}_data.csv")):
        found += csv.DictReader(io.StringIO(file.read_text("utf-8"), newline=""))
    return found


def _assumed(folder: Path, put_in: Mapping[str, tuple[float, float]]) -> Assumptions:
    """Write a file of assumptions in which nothing goes amiss in the laboratory, and read it."""
    said = {"origin": "invented", "source": "put in by a test"}
    shipped = load_assumptions(PROJECT / "configs" / "assumptions.yaml")
    never = ("infusion_late", "outside_window", "broken_off", "ended_early", "withdrawn", "one_value")
    course = {name: {"value": getattr(shipped.study, name).value, **said} for name in type(shipped.study).model_fields}
    file = folder / "known.yaml"
    file.write_text(
        json.dumps({
            "people": {name: {"value": mean, "between_sd": sd, **said} for name, (mean, sd) in put_in.items()},
            "studies": ["another"],
            "arms": {},
            "participants": {},
            "study": course | {name: {"value": 0.0, **said} for name in never},
        }),
        "utf-8",
    )  # fmt: skip
    return load_assumptions(file)


def _study(folder: Path) -> Study:
    file = write_small_study(
        folder, events=len(LOW) + len(HIGH), retest=len(RETEST), short_s=0.5, deadline_s=DEADLINE_S,
        answer_input="slider", comprehension=True, afterwards=("memory",),
    )  # fmt: skip
    events = json.loads((folder / "events.yaml").read_text("utf-8"))
    for name, rates in (("main", [*LOW, *HIGH]), ("again", RETEST)):
        for event, rate in zip(events["lists"][name], rates, strict=True):
            event["base_rate_pct"] = rate
    (folder / "events.yaml").write_text(json.dumps(events), "utf-8", newline="\n")
    text = file.read_text("utf-8")
    for old, new in (
        ("languages: [fr, en]", "languages: [en, fr]"),
        ("  patient: {visits: [baseline, post4h, day7]}\n", ""),
        ("  control: {visits: [baseline, day7]}", "  all: {visits: [baseline]}"),
        ("  post4h: {list: 1, afterwards: []}\n  day7: {list: 1, afterwards: []}\n", ""),
        ("      - base_rate: ", f"      - estimate: {{of: confidence, deadline_s: {DEADLINE_S}}}\n      - base_rate: "),
    ):
        assert text.count(old) == 1
        text = text.replace(old, new)
    file.write_text(text, "utf-8", newline="\n")
    return load_study(file, any_screen=False)

"""Studies to plan sessions of."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from experiment.config.load import Study, load_study
from experiment.design.list_orders import all_orders
from experiment.design.planner import Planned, plan_session
from experiment.design.session_plan import SessionPlan
from experiment.format.vocabulary import SessionKind
from tests.instruments.small_study import STUDIES_OF_TESTS, TEXTS

PROJECT = Path(__file__).resolve().parents[3]

STUDIES = sorted(
    file.stem for file in (PROJECT / "configs").glob("*.yaml") if file.stem not in ("displays", "assumptions")
)
WITH_ALL_SCREENS = [study for study in STUDIES if study != "ketamine"]
"""The retest study has every screen of the ketamine study, and one more."""
"""Every study that is shipped."""


@cache
def shipped(name: str) -> Study:
    return load_study(PROJECT / "configs" / f"{name}.yaml")


@cache
def known(name: str) -> Study:
    """The study of that name as the tests of the program have it, whatever is shipped."""
    return load_study(STUDIES_OF_TESTS / "configs" / f"{name}.yaml")


def participant(
    study: Study, participant_id: str = "KD001", arm: str = "patient", language: str = "fr", order: int = 1
) -> Planned:
    """Somebody with the list order of that number."""
    return Planned(participant_id, arm, language, all_orders(study.file)[order - 1])


def plan(study: Study, visit: str = "baseline", run: int = 1, **who: str | int) -> SessionPlan:
    return plan_session(study, participant(study, **who), visit, run, SessionKind.TEST)  # type: ignore[arg-type]


def write_within_trial_study(folder: Path) -> Path:
    """A study that asks for both estimates within a trial, self-paced, with confidence and a message."""
    events = [
        {
            "id": f"event_{n}",
            "category": "test",
            "text": {"en": f"The neighbour's event {n} "},
            "base_rate_pct": 10 + n,
            "definition": "invented",
            "period": "lifetime",
            "population": "nobody",
            "source": "invented",
            "evidence": "computed",
            "strength": "weak",
        }
        for n in range(4)
    ]
    (folder / "events.yaml").write_text(json.dumps({"lists": {"main": events}}), encoding="utf-8", newline="\n")
    (folder / "texts.yaml").write_bytes(TEXTS.read_bytes())
    study = folder / "within.yaml"
    study.write_text(
        """
study: within
task: beliefupdate
languages: [en]
stimuli: {events: events.yaml, texts: texts.yaml}
seed: 3
participant_id: {pattern: "[A-Z]{2}[0-9]{3}"}
operator_code: {pattern: "[A-Z]{2}"}
reviewed: null
arms:
  patient: {visits: [baseline]}
visits: {baseline: {list: 1}}
lists: {names: [main], events_per_list: 4, orders: permuted_blocks}
estimate: {minimum_pct: 3, maximum_pct: 77, input: typed, confirm: auto}
confidence: {minimum_pct: 0, maximum_pct: 100}
phases:
  - order: random
    first_estimate:
      - fixation: {duration_s: 0.5}
      - event: {duration_s: null}
      - estimate: {of: self}
      - base_rate: {duration_s: null}
    second_estimate:
      - message: {page: half_way, duration_s: {uniform: [0.5, 1]}}
      - estimate: {of: confidence}
      - estimate: {of: self, deadline_s: 8}
closing: [thanks]
""",
        encoding="utf-8",
        newline="\n",
    )
    return study

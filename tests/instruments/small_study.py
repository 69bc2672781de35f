"""A study that is over quickly, for sessions that are run many times."""

from __future__ import annotations

import json
from pathlib import Path

from experiment.config.load import Study, load_study

PROJECT = Path(__file__).resolve().parents[2]
STUDIES_OF_TESTS = PROJECT / "tests" / "studies"
"""Study files that only tests read: what is shipped may change without them."""
TEXTS = STUDIES_OF_TESTS / "stimuli" / "texts" / "belief_update.yaml"

_TWO_PHASES = """
  - order: random
    break_every: {break_every}
    break_page: half_way
    pages: [first_phase]
    first_estimate:
      - fixation: {{duration_s: {{uniform: [{short}, {longer}]}}}}
      - event: {{duration_s: {short}}}
      - estimate: {{of: self, deadline_s: {deadline}}}
      - estimate: {{of: population, deadline_s: {deadline}}}
      - base_rate: {{duration_s: {short}}}
  - order: random
    pages: [second_phase]
    second_estimate:
      - fixation: {{duration_s: {short}}}
      - event: {{duration_s: {short}, with_base_rate: true}}
      - estimate: {{of: self, deadline_s: {deadline}}}
"""

_WITHIN_TRIAL = """
  - order: random
    first_estimate:
      - fixation: {{duration_s: {short}}}
      - event: {{minimum_s: 0.01}}
      - estimate: {{of: self}}
      - estimate: {{of: population}}
      - base_rate: {{duration_s: null}}
    second_estimate:
      - estimate: {{of: confidence}}
      - estimate: {{of: self}}
"""


_COMPREHENSION = """
comprehension:
  pages: [check]
  questions: [already_happened, figure]
  attempts: 2
"""

_AFTERWARDS = """
afterwards:
  fixation_s: {short}
  ratings: {{minimum: 1, maximum: 6}}
"""


def write_small_study(
    folder: Path,
    events: int = 2,
    practice: int = 1,
    short_s: float = 0.05,
    deadline_s: float = 2.0,
    within_trial: bool = False,
    confirm: str = "enter",
    answer_input: str = "typed",
    start_pct: int | str | None = None,
    comprehension: bool = False,
    afterwards: tuple[str, ...] = (),
    retest: int = 0,
) -> Path:
    """Write the study and its events into a folder; its texts are the shipped ones.

    Parameters
    ----------
    comprehension
        Whether two questions check that the task is understood.
    afterwards
        What is asked at the end of the baseline.
    retest
        How many events there are whose base rate is never shown.
    """

    def listed(name: str, count: int) -> list[dict[str, object]]:
        return [
            {
                "id": f"{name}_{n}",
                "category": "test",
                "text": {"fr": f"Événement n° {n}, dit « {name} »", "en": f"Event {n}, called “{name}”"},
                "base_rate_pct": 20 + 5 * n,
                "definition": "invented",
                "period": "lifetime",
                "population": "nobody",
                "source": "invented for tests",
                "evidence": "computed",
                "strength": "weak",
            }
            for n in range(count)
        ]

    lists = {"main": listed("main", events), "warm_up": listed("warm_up", max(1, practice))}
    if retest:
        lists["again"] = listed("again", retest)
    (folder / "events.yaml").write_text(
        json.dumps({"lists": lists}, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n"
    )
    (folder / "texts.yaml").write_bytes(TEXTS.read_bytes())
    phases = (_WITHIN_TRIAL if within_trial else _TWO_PHASES).format(
        short=short_s, longer=2 * short_s, deadline=deadline_s, break_every=max(1, events // 2)
    )
    start = "" if start_pct is None else f", start_pct: {start_pct}"
    study = folder / "study.yaml"
    study.write_text(
        f"""
study: small
task: beliefupdate
languages: [fr, en]
stimuli: {{events: events.yaml, texts: texts.yaml}}
seed: 7
participant_id: {{pattern: "[A-Z]{{2}}[0-9]{{3}}"}}
operator_code: {{pattern: "[A-Z]{{2,3}}"}}
reviewed: null
accepted_warnings: {{unused-texts: of the shipped study, never-asked: for some sessions only}}
arms:
  patient: {{visits: [baseline, post4h, day7]}}
  control: {{visits: [baseline, day7]}}
visits:
  baseline: {{list: 1, afterwards: [{", ".join(afterwards)}]}}
  post4h: {{list: 1, afterwards: []}}
  day7: {{list: 1, afterwards: []}}
lists:
  names: [main]
  events_per_list: {events}
  orders: permuted_blocks
  repeat_lists: true
estimate: {{minimum_pct: 3, maximum_pct: 77, input: {answer_input}, confirm: {confirm}{start}}}
confidence: {{minimum_pct: 0, maximum_pct: 100}}
opening: [welcome]
{f"practice: {{events: warm_up, trials: {practice}, pages: [practice]}}" if practice else ""}
{f"retest: {{events: again, trials: {retest}}}" if retest else ""}
{_COMPREHENSION if comprehension else ""}
phases:{phases}
{_AFTERWARDS.format(short=short_s) if afterwards else ""}
closing: [thanks]
""",
        encoding="utf-8",
        newline="\n",
    )
    return study


def small_study(folder: Path, **choices: object) -> Study:
    """Write the study, and load it."""
    return load_study(write_small_study(folder, **choices))  # type: ignore[arg-type]


def review(file: Path) -> None:
    """Have somebody review the files of a study as they stand."""
    text = file.read_text(encoding="utf-8")
    assert "reviewed: null" in text
    reviewed = f'reviewed: {{role: nurse, date: 2026-01-01, hash: "{load_study(file).fingerprint}"}}'
    file.write_text(text.replace("reviewed: null", reviewed), encoding="utf-8", newline="\n")

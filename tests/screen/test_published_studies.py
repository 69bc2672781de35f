"""The shipped studies on the real stage: short copies with the same screens and the same questions."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import yaml

from experiment.conduct import conduct
from experiment.config.load import load_study
from experiment.design.session_plan import (
    AfterwardsPlan,
    ComprehensionPlan,
    PagesPlan,
    SessionPlan,
    Step,
    TrialPlan,
)
from experiment.format.apparatus import Apparatus
from experiment.format.journal import JournalEntry, LaunchEnded, ScreenShown, read_entry
from experiment.format.run_files import RunFiles
from experiment.format.tables import header
from experiment.format.vocabulary import Confirmation, ParticipantMode, SessionKind, SessionStatus, Table
from experiment.layout.size import Size
from experiment.record import participants
from experiment.record.read_back import read_plan
from experiment.record.request import Request
from experiment.record.storage import Disk
from experiment.task.participant import Participant
from experiment.task.stage import Stage
from experiment.virtual.participants import ScriptedParticipant
from tests.instruments.watched_sessions import (
    expected_afterwards,
    expected_answers,
    rows,
    written_afterwards,
    written_answers,
)
from tests.unit.design.studies import PROJECT, STUDIES

WINDOW = Size(800, 600)
EVENTS = 2
SHORTER = {"duration_s": 0.05, "minimum_s": 0.02, "pages_minimum_s": 0.02, "fixation_s": 0.1, "deadline_s": 0.4}
"""What each time is multiplied by."""

SHORTEST_S = 0.02
"""A study file takes no shorter times."""


def write_short_copy(name: str, folder: Path) -> Path:
    """Write a shipped study with two events to a list, one practice trial and scaled times; all else is as shipped."""
    study = yaml.safe_load((PROJECT / "configs" / f"{name}.yaml").read_text(encoding="utf-8"))
    events = yaml.safe_load((PROJECT / study["stimuli"]["events"].removeprefix("../")).read_text(encoding="utf-8"))
    texts = PROJECT / study["stimuli"]["texts"].removeprefix("../")
    study["stimuli"] = {"events": "events.yaml", "texts": "texts.yaml"}
    study["lists"]["events_per_list"] = EVENTS
    study["practice"]["trials"] = 1
    if "retest" in study:
        study["retest"]["trials"] = 1
    for phase in study["phases"]:
        if "break_every" in phase:
            phase["break_every"] = EVENTS // 2
    uncut = study.get("retest", {}).get("events")
    events["lists"] = {name: of if name == uncut else of[:EVENTS] for name, of in events["lists"].items()}
    written = {"study.yaml": scaled(study), "events.yaml": events}
    for file, content in written.items():
        (folder / file).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8", newline="\n")
    (folder / "texts.yaml").write_bytes(texts.read_bytes())
    return folder / "study.yaml"


def scaled(node: Any, factor: float = 1.0) -> Any:
    """Scale every time in a part of a study file, drawn ones included."""
    if isinstance(node, dict):
        return {key: scaled(inner, SHORTER.get(key, factor)) for key, inner in node.items()}
    if isinstance(node, list):
        return [scaled(inner, factor) for inner in node]
    return max(SHORTEST_S, round(node * factor, 3)) if isinstance(node, float) and factor != 1.0 else node


def conduct_on_the_real_stage(study_file: Path, data: Path) -> RunFiles:
    """Conduct the visit at which most is asked, with a participant who is quick."""
    from experiment.screen.open_stage import DisplayChoice, open_stage

    @contextmanager
    def before_somebody_quick(kind: SessionKind, _given: Participant | None) -> Iterator[tuple[Stage, Apparatus]]:
        somebody = ScriptedParticipant(first_key_s=first_key_s, between_keys_s=0.02, page_s=0.2)
        with open_stage(DisplayChoice(window=WINDOW), kind, somebody) as opened:
            yield opened

    study = load_study(study_file)
    # where the last digit confirms, digits that follow at typing speed belong to the number before
    first_key_s = 0.05 if study.file.estimate.confirm is Confirmation.ENTER else 0.45
    arm, visits = next((name, arm.visits) for name, arm in study.file.arms.items())
    visit = max(visits, key=lambda visit: len(study.file.visits[visit].afterwards or ()))
    participants.enrol(Disk(), data, study.file, "KD001", arm, "fr")
    return conduct(
        study,
        Request(data, "KD001", visit, SessionKind.TEST, ParticipantMode.SCRIPTED),
        before_somebody_quick,
    ).files


def planned_screens(step: Step, attempts: int) -> list[str]:
    """The screens of a step; a question of the comprehension check is asked ``attempts`` times."""
    match step:
        case PagesPlan(pages=pages):
            return ["page"] * len(pages)
        case TrialPlan(screens=screens):
            return [screen.show for _, screen in screens]
        case ComprehensionPlan():
            return ["comprehension", "page"] * attempts
        case AfterwardsPlan():
            return ["fixation", "afterwards"]


def check_screens(plan: SessionPlan, entries: list[JournalEntry], attempts: dict[str, int]) -> None:
    """Every screen of the journal is the next one of the plan, and an empty one is the last."""
    shown = [(entry.step, entry.show) for entry in entries if isinstance(entry, ScreenShown)]
    planned = [
        (number, show)
        for number, step in enumerate(plan.steps)
        for show in planned_screens(step, attempts.get(getattr(step, "question", ""), 0))
    ]
    assert [*planned, (None, "blank")] == shown


def check_tables(plan: SessionPlan, run_files: RunFiles, tables: dict[Table, list[dict[str, str]]]) -> None:
    """Every table that is planned is there with its header, and holds what was answered."""
    for table in Table:
        assert (table in tables) is run_files.table(table).exists()
    for table, content in tables.items():
        assert list(header(table)) == list(content[0])
    assert plan.rows == len(tables[Table.TRIALS])
    assert sorted(expected_answers(plan)) == sorted(written_answers(run_files.data.read_bytes()))
    assert list(expected_afterwards(plan)) == list(written_afterwards(Disk(), run_files, plan))


@pytest.mark.parametrize("name", STUDIES)
def test_a_short_session_on_the_real_stage(screen: str, tmp_path: Path, name: str) -> None:
    """The study runs to its end on a real window: every screen in its order, every table with every answer."""
    run_files = conduct_on_the_real_stage(write_short_copy(name, tmp_path), tmp_path / "data")
    plan = read_plan(Disk(), run_files)
    entries = [read_entry(line) for line in run_files.journal.read_bytes().splitlines()]
    tables = {table: rows(run_files.table(table).read_bytes()) for table in plan.tables}
    ended = entries[-1]
    assert isinstance(ended, LaunchEnded)
    assert SessionStatus.COMPLETE is ended.status
    attempts = {row["question"]: int(row["attempts"]) for row in tables.get(Table.COMPREHENSION, [])}
    check_screens(plan, entries, attempts)
    check_tables(plan, run_files, tables)


@pytest.mark.parametrize("name", STUDIES)
def test_a_short_copy_leaves_nothing_out(tmp_path: Path, name: str) -> None:
    """A short copy has the pages, questions and screens of the study that is shipped; only numbers differ."""
    short = load_study(write_short_copy(name, tmp_path)).file
    shipped = load_study(PROJECT / "configs" / f"{name}.yaml").file
    for part in ("arms", "visits", "estimate", "confidence", "opening", "comprehension", "closing"):
        assert getattr(shipped, part) == getattr(short, part)
    for whole, copy in zip(shipped.phases, short.phases, strict=True):
        assert kinds(whole.parts) == kinds(copy.parts)
        assert (whole.pages, whole.break_page) == (copy.pages, copy.break_page)


def kinds(parts: Any) -> Counter[tuple[str, int, str, str]]:
    """Name what each part of a trial shows and asks, and where."""
    return Counter(
        (str(phase), number, type(screen).__name__, str(getattr(screen, "of", "")))
        for phase, screens in parts
        for number, screen in enumerate(screens)
    )

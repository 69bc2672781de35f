"""Columns that follow from plan and sheet: how it was asked, where it stands, whether the rate was known."""

from __future__ import annotations

import pandas as pd
import pytest

from experiment.design.session_plan import EstimatePlan, SessionPlan
from experiment.format.journal_lines import read_journal
from experiment.format.run_files import SessionFiles
from experiment.format.sheet import SessionSheet
from experiment.format.tables import header
from experiment.format.vocabulary import EstimationPhase, Question, SessionKind, Table, VisitWindow
from experiment.layout.views import BaseRateView, View
from experiment.record.read_back import read_plan
from experiment.record.storage import Disk
from experiment.task.projection import rows
from tests.instruments.study_data import StudyConducted


class _NthRate:
    """Holds at the n-th screen of a base rate."""

    def __init__(self, n: int) -> None:
        self._left = n

    def __call__(self, view: View) -> bool:
        self._left -= isinstance(view, BaseRateView)
        return self._left == 0 and isinstance(view, BaseRateView)


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> StudyConducted:
    """KD001 ends a session at the fourth rate and begins it anew; KD002's power is cut there, and they go on."""
    lab = StudyConducted(tmp_path_factory.mktemp("lab"))
    for who in ("KD001", "KD002"):
        lab.enrol(who)
    lab.launch("KD001", "baseline", ends_at=_NthRate(4))
    lab.launch("KD001", "baseline", new_run_reason="fire alarm")
    lab.launch("KD001", "day7")
    lab.launch("KD002", "baseline", ends_at=_NthRate(4), power_cut=True)
    lab.launch("KD002", "baseline", resume=True)
    return lab


class _Run:
    def __init__(self, lab: StudyConducted, who: str, visit: str, run: int) -> None:
        self.files = SessionFiles(lab.data, who, visit, "beliefupdate", SessionKind.STUDY).run(run)
        self.plan: SessionPlan = read_plan(Disk(), self.files)
        self.trials = pd.read_csv(self.files.data)
        self.first = self.trials[self.trials["phase"] == "first_estimate"]

    @property
    def sheet(self) -> SessionSheet:
        return SessionSheet.model_validate_json(self.files.sheet.read_bytes())

    def events(self, column: str) -> set[str]:
        return set(self.trials[self.trials[column]]["event_id"])


def test_each_question_says_how_it_was_asked(lab: StudyConducted) -> None:
    """Deadline and words of a question are those of its plan; one that is not asked has none."""
    run = _Run(lab, "KD001", "baseline", 2)
    planned = {
        (trial.trial, trial.practice, part.phase, screen.question): (screen.deadline_s, screen.words)
        for trial in run.plan.trials
        for part in trial.parts
        for screen in part.screens
        if isinstance(screen, EstimatePlan)
    }
    for row in run.trials.to_dict("records"):
        for question in Question:
            place = (row["trial"], row["practice"], EstimationPhase(row["phase"]), question)
            asked = (row[f"{question}_deadline_s"], row[f"{question}_words"])
            found = tuple(None if pd.isna(one) else one for one in asked)
            assert planned.get(place, (None, None)) == found


def test_trials_are_counted_over_the_whole_session(lab: StudyConducted) -> None:
    """The count goes on from practice to phase to phase, one for each trial."""
    run = _Run(lab, "KD001", "baseline", 2)
    assert list(range(1, len(run.trials) + 1)) == list(run.trials["trial_in_session"])


def test_the_visit_has_its_place_in_the_arm(lab: StudyConducted) -> None:
    """The number of a visit is its place among those of the arm, and the lists stand in the order that was drawn."""
    run = _Run(lab, "KD001", "day7", 1)
    assert {3} == set(run.trials["visit_number"])
    assert {" ".join(run.sheet.list_order)} == set(run.trials["list_order"])


def test_each_row_says_when_its_launch_started(lab: StudyConducted) -> None:
    """Rows from before and after a resume name the starts that the sheet has."""
    run = _Run(lab, "KD002", "baseline", 1)
    started = {launch.launch: launch.started_utc for launch in run.sheet.launches}
    assert started == dict(zip(run.trials["launch"], run.trials["launch_started_utc"], strict=True))


def test_a_rate_of_an_earlier_run_was_seen_before(lab: StudyConducted) -> None:
    """In a run that is begun again, just the events whose rate was on the screen in the first one are known."""
    first, again = _Run(lab, "KD001", "baseline", 1), _Run(lab, "KD001", "baseline", 2)
    entries = read_journal(first.files.journal.read_bytes()).entries
    shown = {entry.event_id for entry in entries if entry.event == "screen" and entry.base_rate_pct is not None}
    known = shown & {trial.event.event_id for trial in again.plan.trials}
    assert 3 == len(known)
    assert set() == first.events("rate_seen_before")
    assert known == again.events("rate_seen_before")
    assert tuple(sorted(known)) == again.sheet.events_seen_before


def test_a_rate_that_is_shown_again_after_a_stop_was_seen_before(lab: StudyConducted) -> None:
    """Where a power cut came at a rate, that event is known, in both of its phases; no other is."""
    run = _Run(lab, "KD002", "baseline", 1)
    assert 1 == len(run.events("rate_seen_before"))
    assert run.events("interrupted") == run.events("rate_seen_before")


def test_only_the_practice_is_repeated_at_every_visit(lab: StudyConducted) -> None:
    """The list of another visit is new, and what was practised on is not."""
    run = _Run(lab, "KD001", "day7", 1)
    practised = set(run.trials[run.trials["practice"]]["event_id"])
    assert practised >= run.events("rate_seen_before")
    assert not run.sheet.rates_seen_before


def test_what_the_sheet_says_of_the_window_stands_in_every_row(lab: StudyConducted) -> None:
    """Hours since the anchor, and where in the visit's window the run began, come from the sheet alone."""
    run = _Run(lab, "KD001", "day7", 1)
    entries = read_journal(run.files.journal.read_bytes()).entries
    sheet = run.sheet.model_copy(update={"hours_since_anchor": 4.25, "window": VisitWindow.LATE})
    place = header(Table.TRIALS).index("hours_since_anchor")
    found = [
        {tuple(row.cells()[place : place + 2]) for row in rows(run.plan, entries, one)} for one in (sheet, run.sheet)
    ]
    assert [{("4.250", "late")}, {("n/a", "n/a")}] == found

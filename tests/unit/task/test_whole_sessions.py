"""Whole sessions of people who do anything: whatever happens, the account of it is true and complete.

Each test draws sessions of random participants, who pause, end the session and come back, in every design.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from experiment.config.load import Study, load_study
from experiment.design.session_plan import AfterwardsPlan, ComprehensionPlan, EstimatePlan, FixationPlan
from experiment.format.journal import (
    Answered,
    KeyPressed,
    LaunchEnded,
    PauseEnded,
    ScreenShown,
    TrialInterrupted,
    TrialStarted,
)
from experiment.format.vocabulary import EstimationPhase, Question, Table
from experiment.layout.views import BaseRateView, EventView, QuestionView
from experiment.task.participant import Participant
from experiment.virtual.participants import RandomParticipant, ScriptedParticipant
from tests.instruments.small_study import PROJECT, small_study, write_small_study
from tests.instruments.watched_sessions import rows
from tests.unit.design.studies import STUDIES
from tests.unit.task.sessions import FRAME_S, Account, until_complete

DESIGNS = (
    "two phases",
    "two phases, automatic confirmation",
    "within a trial",
    "within a trial, rate with the event",
    "two phases, retest events",
    "within a trial, retest events",
)
SessionOf: TypeAlias = Callable[[str, int], Account]
TOLERANCE_S = 1e-5  # the CSV has microseconds


def _rate_with_the_event(folder: Path) -> Study:
    """A within-trial design that shows the rate together with the event, and nowhere else."""
    file = write_small_study(folder, events=3, within_trial=True)
    rate = "- base_rate: {duration_s: null}\n    second_estimate:"
    text = file.read_text(encoding="utf-8")
    assert rate in text
    file.write_text(
        text.replace(f"      {rate}", "    second_estimate:\n      - event: {duration_s: null, with_base_rate: true}"),
        encoding="utf-8",
        newline="\n",
    )
    return load_study(file)


@pytest.fixture(scope="module")
def studies(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Study]:
    folders = [tmp_path_factory.mktemp("study") for _ in DESIGNS]
    return {
        DESIGNS[0]: small_study(folders[0], events=4, practice=2),
        DESIGNS[1]: small_study(folders[1], events=3, confirm="auto", short_s=0.125, deadline_s=1.0),
        DESIGNS[2]: small_study(folders[2], events=3, within_trial=True),
        DESIGNS[3]: _rate_with_the_event(folders[3]),
        DESIGNS[4]: small_study(folders[4], events=2, retest=2),
        DESIGNS[5]: small_study(folders[5], events=2, retest=1, within_trial=True),
    }


any_session = given(design=st.sampled_from(DESIGNS), seed=st.integers(0, 14))
"""One of 90 sessions: each is conducted once, and every test looks at most of them."""
looked_at = settings(max_examples=60, deadline=None)


@pytest.fixture(scope="module")
def session_of(studies: dict[str, Study]) -> SessionOf:
    sessions: dict[tuple[str, int], Account] = {}  # the same one is looked at by several tests

    def draw(design: str, seed: int) -> Account:
        def call_in(launch: int) -> Participant:
            often = launch < 5  # so that it comes to its end
            return RandomParticipant(seed * 100 + launch, pauses=0.08 if often else 0.0, aborts=0.3)

        if (design, seed) not in sessions:
            sessions[design, seed] = until_complete(studies[design], call_in)
        return sessions[design, seed]

    return draw


@looked_at
@any_session
def test_rows_are_exactly_as_planned(session_of: SessionOf, design: str, seed: int) -> None:
    """There is one row for each planned trial and phase, in the order of the plan, with the words of the plan."""
    account = session_of(design, seed)
    planned = [
        (phase, str(t.block), str(t.trial), str(t.practice).lower(), t.event.event_id, t.event.text)
        for _, t, phase in account.planned_rows()
    ]
    names = ("phase", "block", "trial", "practice", "event_id", "event_text")
    assert planned == [tuple(row[name] for name in names) for row in account.rows]
    assert account.plan.rows == len(account.rows)


@looked_at
@any_session
def test_answers_agree_with_their_columns(session_of: SessionOf, design: str, seed: int) -> None:
    """An answer is within its bounds and has a time before the deadline; without one, nothing says there is one."""
    account = session_of(design, seed)
    for (_, trial, phase), row in zip(account.planned_rows(), account.rows, strict=True):
        asked = {s.question: s for p, s in trial.screens if isinstance(s, EstimatePlan) and str(p) == phase}
        for question in Question:
            cell = {
                name: row[f"{question}_{name}"] for name in ("pct", "outcome", "unconfirmed_pct", "rt_s", "first_rt_s")
            }
            if question not in asked:
                assert {"not_asked"} == {cell.pop("outcome")}
                assert {"n/a"} == {
                    row[name] for name in row if name.startswith(f"{question}_") and "outcome" not in name
                }
                continue
            screen = asked[question]
            latest_s = (screen.deadline_s or 1e9) + FRAME_S
            bounds = (row[f"{question}_min_pct"], row[f"{question}_max_pct"])
            assert (str(screen.scale.minimum), str(screen.scale.maximum)) == bounds
            if cell["outcome"] == "answered":
                assert int(cell["pct"]) in range(screen.scale.minimum, screen.scale.maximum + 1)
                assert 0 <= float(cell["first_rt_s"]) <= float(cell["rt_s"]) <= latest_s
                assert "n/a" == cell["unconfirmed_pct"]
            else:
                assert cell["outcome"] in ("missed", "unconfirmed")
                assert screen.deadline_s is not None
                assert ("n/a", "n/a") == (cell["pct"], cell["rt_s"])
                assert (cell["outcome"] == "missed") == (cell["unconfirmed_pct"] == "n/a")


@looked_at
@any_session
def test_times_go_forwards(session_of: SessionOf, design: str, seed: int) -> None:
    """Within a row, and from row to row of a launch, no time is before the one before it."""
    account = session_of(design, seed)
    latest = (1, 0.0)
    for row in account.rows:
        times = times_of(row)
        for time_s in sorted(times.values()):
            assert latest <= (int(row["launch"]), time_s)
            latest = (int(row["launch"]), time_s)
        assert min(times.values(), default=0) == times.get("trial_onset_s", min(times.values(), default=0))
        assert max(times.values(), default=0) == times.get("trial_end_s", 0)
        questions = [times[f"{q}_onset_s"] for q in Question if f"{q}_onset_s" in times]
        assert all(times.get("event_onset_s", 0) < onset_s for onset_s in questions)
        if "base_rate_onset_s" in times:
            first, rate_s = row["phase"] == "first_estimate", times["base_rate_onset_s"]
            assert all((onset_s < rate_s) is first for onset_s in questions)
            assert rate_s < times["base_rate_offset_s"]


def times_of(row: dict[str, str]) -> dict[str, float]:
    """The times in a row on the clock of its launch, by column."""
    names = [name for name in row if name.endswith(("onset_s", "offset_s", "end_s"))]
    return {name: float(row[name]) for name in names if row[name] != "n/a"}


@looked_at
@any_session
def test_screens_last_what_the_plan_says(session_of: SessionOf, design: str, seed: int) -> None:
    """Unless a pause breaks it off, a timed screen lasts its planned frames, and a question at most its deadline."""
    for _, screen, following in session_of(design, seed).screens():
        frames = (following.t_s - screen.t_s) / FRAME_S
        assert round(frames) == pytest.approx(frames, abs=1e-3)
        if screen.planned_s is None or following.show == "pause":
            continue
        planned = max(1, round(screen.planned_s / FRAME_S))
        if screen.show == "estimate":
            assert frames < planned + 0.01
        else:
            assert planned == round(frames)


@looked_at
@any_session
def test_screens_follow_the_plan(session_of: SessionOf, design: str, seed: int) -> None:
    """In the presentation that counts, the screens of each trial have their planned order and durations."""
    account = session_of(design, seed)
    for number, trial in {number: trial for number, trial, _ in account.planned_rows()}.items():
        planned = [(str(s.show), str(phase), planned_s(s)) for phase, s in trial.screens]
        shown = [(e.show, str(e.phase), e.planned_s) for e in last_presentation(account, number)]
        kept = any(row["interrupted"] == "true" for row in rows_of_step(account, number))
        assert planned[len(planned) - len(shown) :] == shown
        assert kept == (len(shown) < len(planned))


def planned_s(screen: object) -> float | None:
    if isinstance(screen, EstimatePlan):
        return screen.deadline_s
    duration_s: float | None = getattr(screen, "duration_s")  # noqa: B009 (every other screen has one)
    return duration_s


def last_presentation(account: Account, step: int) -> list[ScreenShown]:
    """The screens of the presentation that counts, in the launch that finished it."""
    entries = account.entries
    begin = max(n for n, e in enumerate(entries) if isinstance(e, TrialStarted) and e.step == step)
    return [e for e in entries[begin:] if isinstance(e, ScreenShown) and e.step == step]


def rows_of_step(account: Account, step: int) -> list[dict[str, str]]:
    places = zip(account.planned_rows(), account.rows, strict=True)
    return [row for (number, _, _), row in places if number == step]


@looked_at
@any_session
def test_rows_tell_the_times_of_the_journal(session_of: SessionOf, design: str, seed: int) -> None:
    """The onsets in a row are those of the screens in the journal, and each offset is the onset of the next screen."""
    account = session_of(design, seed)
    following = {(launch, screen.t_s): after.t_s for launch, screen, after in account.screens()}
    for (step, trial, phase), row in zip(account.planned_rows(), account.rows, strict=True):
        shown = [screen for screen in last_presentation(account, step) if str(screen.phase) == phase]
        launch = int(row["launch"])
        for question in Question:
            expected = [s.t_s for s in shown if s.show == "estimate" and s.question is question]
            assert_cell(expected[0] if expected else None, row[f"{question}_onset_s"])
        first_here = row["interrupted"] == "false" or phase != str(trial.parts[0].phase)
        assert_cell(shown[0].t_s if shown and first_here else None, row["trial_onset_s"])
        rates = [s.t_s for s in shown if s.show == "base_rate"]
        if any(s.show == "base_rate" for part in trial.parts if str(part.phase) == phase for s in part.screens):
            assert_cell(rates[0], row["base_rate_onset_s"])
            assert_cell(following[launch, rates[0]], row["base_rate_offset_s"])
        assert_cell(following[launch, shown[-1].t_s] if shown else None, row["trial_end_s"])
        assert "false" == row["timing_flag"]


def assert_cell(expected: float | None, cell: str) -> None:
    if expected is None:
        assert "n/a" == cell
    else:
        assert expected == pytest.approx(float(cell), abs=TOLERANCE_S)


@looked_at
@any_session
def test_no_first_estimate_after_the_rate(session_of: SessionOf, design: str, seed: int) -> None:
    """Over pauses, ends and resumes, nobody who has seen an event's rate is asked for a first estimate of it."""
    seen: set[str] = set()
    for view in session_of(design, seed).witness.views:
        if isinstance(view, BaseRateView) or (isinstance(view, EventView) and view.base_rate_pct is not None):
            seen.add(view.event_id)
        if isinstance(view, QuestionView) and view.phase is EstimationPhase.FIRST:
            assert view.event_id not in seen


@looked_at
@any_session
def test_attempts_count_presentations(session_of: SessionOf, design: str, seed: int) -> None:
    """The attempt in a row is how often its trial was begun; each one but the last is in the journal as interrupted."""
    account = session_of(design, seed)
    started = Counter(entry.step for entry in account.entries if isinstance(entry, TrialStarted))
    broken_off = Counter(entry.step for entry in account.entries if isinstance(entry, TrialInterrupted))
    for (step, _, _), row in zip(account.planned_rows(), account.rows, strict=True):
        assert str(started[step]) == row["attempt"]
        assert started[step] - 1 == broken_off[step]
        not_void = [e for e in account.entries if isinstance(e, TrialInterrupted) and e.step == step and not e.void]
        assert str(bool(not_void)).lower() == row["interrupted"]


@looked_at
@any_session
def test_every_press_is_in_the_journal_once(session_of: SessionOf, design: str, seed: int) -> None:
    """The journal of each launch has the presses that the stage heard: each once, with its time, key and screen."""
    account = session_of(design, seed)
    for entries, told in zip(account.launches, account.told, strict=True):
        noted = [(entry.t_s, entry.key, entry.name) for entry in entries if isinstance(entry, KeyPressed)]
        assert [(press.time_s, press.key.value, press.name) for press in told] == noted
    for entries in account.launches:
        screens = [entry for entry in entries if isinstance(entry, ScreenShown)]
        for key in (entry for entry in entries if isinstance(entry, KeyPressed)):
            on = [s for s, after in pairwise(screens) if s.t_s <= key.t_s <= after.t_s]
            assert key.during in {screen.show for screen in on}


@looked_at
@any_session
def test_the_journal_has_the_answers_of_the_rows(session_of: SessionOf, design: str, seed: int) -> None:
    """The last ending of each question in the journal is the answer in the CSV."""
    account = session_of(design, seed)
    last = {(e.step, str(e.phase), e.question): e.answer for e in account.entries if isinstance(e, Answered)}
    for (step, _, phase), row in zip(account.planned_rows(), account.rows, strict=True):
        for question in Question:
            if row[f"{question}_outcome"] == "not_asked":
                assert (step, phase, question) not in last
            else:
                answer = last[step, phase, question]
                cells = (row[f"{question}_outcome"], row[f"{question}_pct"], row[f"{question}_unconfirmed_pct"])
                pct = ["n/a" if value is None else str(value) for value in (answer.value, answer.unconfirmed)]
                assert (str(answer.outcome), *pct) == cells


@looked_at
@any_session
def test_launches_are_told_apart(session_of: SessionOf, design: str, seed: int) -> None:
    """Every launch but the last was ended for a reason that was chosen in its last pause."""
    account = session_of(design, seed)
    for number, entries in enumerate(account.launches, start=1):
        ended = entries[-1]
        assert isinstance(ended, LaunchEnded)
        assert (number == len(account.launches)) == (ended.reason is None)
        if ended.reason is not None:
            pauses = [entry for entry in entries if isinstance(entry, PauseEnded)]
            assert ended.reason is pauses[-1].reason
            assert pauses[-1].t_s <= ended.t_s


@looked_at
@any_session
def test_pauses_have_their_length(session_of: SessionOf, design: str, seed: int) -> None:
    """A pause is ended by the press that decided it, between the flip that showed it and the next one."""
    account = session_of(design, seed)
    pauses = [(launch, s.t_s, after.t_s) for launch, s, after in account.screens() if s.show == "pause"]
    ended = [(n, e.t_s) for n, entries in enumerate(account.launches, 1) for e in entries if isinstance(e, PauseEnded)]
    assert len(pauses) == len(ended)
    for (launch, onset_s, offset_s), (ended_launch, t_s) in zip(pauses, ended, strict=True):
        assert launch == ended_launch
        assert onset_s < t_s <= offset_s + 1e-9


def test_the_random_sessions_are_not_too_easy(session_of: SessionOf) -> None:
    """Among fifty of these sessions there are pauses, resumes, void trials, kept answers, misses and late presses."""
    accounts = [session_of(design, seed) for design in DESIGNS for seed in range(12)]
    entries = [entry for account in accounts for entry in account.entries]
    cells = Counter(cell for account in accounts for row in account.rows for cell in row.values())
    assert max(len(account.launches) for account in accounts) > 1
    assert {True, False} == {entry.void for entry in entries if isinstance(entry, TrialInterrupted)}
    assert any(entry.late for entry in entries if isinstance(entry, KeyPressed))
    assert min(cells["missed"], cells["unconfirmed"], cells["answered"]) > 0
    assert any(row["interrupted"] == "true" for account in accounts for row in account.rows)


def test_a_within_trial_design_writes_two_rows_a_trial(session_of: SessionOf) -> None:
    """With both estimates in one trial, each trial has a first and a second row of the same number and event."""
    rows = session_of(DESIGNS[2], 1).rows
    for first, second in zip(rows[::2], rows[1::2], strict=True):
        assert "first_estimate" == first["phase"]
        assert "second_estimate" == second["phase"]
        names = ("trial", "block", "practice", "event_id", "base_rate_pct")
        assert [first[name] for name in names] == [second[name] for name in names]
        assert "not_asked" == first["confidence_outcome"]
        assert "answered" == second["confidence_outcome"]


@looked_at
@any_session
def test_no_rate_of_a_retest_event_is_shown(session_of: SessionOf, design: str, seed: int) -> None:
    """Over pauses, ends and resumes: no view shows it, no question is about it, and no row has a time for it."""
    account = session_of(design, seed)
    hidden = {trial.event.event_id for trial in account.plan.trials if not trial.base_rate_shown}
    assert ("retest" in design) is bool(hidden)
    shown = {view.event_id for view in account.witness.views if isinstance(view, BaseRateView)} | {
        view.event_id
        for view in account.witness.views
        if isinstance(view, EventView) and (view.base_rate_pct, view.base_rate_line) != (None, None)
    }
    asked = {
        view.event_id
        for view in account.witness.views
        if isinstance(view, QuestionView) and view.question is Question.CONFIDENCE
    }
    told = {entry.event_id for entry in account.entries if isinstance(entry, ScreenShown) and entry.base_rate_pct}
    assert set() == hidden & (shown | asked | told)
    of_hidden = [row for row in account.rows if row["event_id"] in hidden]
    assert {"n/a"} >= {row["base_rate_onset_s"] for row in of_hidden}
    assert {"answered", "missed", "unconfirmed"} >= {row["self_outcome"] for row in of_hidden}


@pytest.mark.parametrize("name", STUDIES)
def test_every_visit_of_every_shipped_study_has_the_planned_rows(name: str) -> None:
    """A session of each visit of each arm writes one row for each planned trial and phase, and for each question before
    and after the trials; every cell of them is what plan, journal and sheet give again.
    """
    study = load_study(PROJECT / "configs" / f"{name}.yaml")
    for arm, entry in study.file.arms.items():
        for visit in entry.visits:
            account = until_complete(study, lambda _: ScriptedParticipant(), arm=arm, visit=visit)
            planned = [(t.event.event_id, str(t.trial), phase) for _, t, phase in account.planned_rows()]
            assert planned == [(row["event_id"], row["trial"], row["phase"]) for row in account.rows]
            asked = [s for s in account.plan.steps if isinstance(s, AfterwardsPlan)]
            found = rows(account.tables.get(Table.AFTERWARDS, b""))
            assert [(str(s.question), s.event.event_id) for s in asked] == [
                (row["question"], row["event_id"]) for row in found
            ]
            checked = [step.question for step in account.plan.steps if isinstance(step, ComprehensionPlan)]
            assert checked == [row["question"] for row in rows(account.tables.get(Table.COMPREHENSION, b""))]


def test_a_session_of_the_ketamine_study() -> None:
    """Forty events in two phases after three practice trials are 83 rows, with every fixation as it was drawn."""
    study = load_study(PROJECT / "configs" / "ketamine.yaml")
    account = until_complete(study, lambda _: RandomParticipant(1))
    assert 83 == len(account.rows) == account.plan.rows
    counts = Counter((row["phase"], row["practice"]) for row in account.rows)
    expected = {("first_estimate", "true"): 3, ("first_estimate", "false"): 40, ("second_estimate", "false"): 40}
    assert expected == counts
    assert 43 == len({row["event_id"] for row in account.rows})
    drawn = [
        round(s.duration_s / FRAME_S) for t in account.plan.trials for _, s in t.screens if isinstance(s, FixationPlan)
    ]
    shown = [
        round((after.t_s - screen.t_s) / FRAME_S)
        for _, screen, after in account.screens()
        if screen.show == "fixation" and screen.phase is not None
    ]
    assert drawn == shown

"""The outline of a plan tells a person what a session will be."""

from __future__ import annotations

from pathlib import Path

import pytest

from experiment.config.load import load_study
from experiment.design.outline import outline
from experiment.design.session_plan import AfterwardsPlan, ComprehensionPlan, PagesPlan, TrialPlan
from tests.unit.design.studies import known, plan, write_within_trial_study


@pytest.fixture
def lines() -> list[str]:
    return outline(plan(known("ketamine"), visit="day7", order=2), trials=True).split("\n")


def test_the_heading_names_session_list_and_order(lines: list[str]) -> None:
    """Who and how long stand at the top; then study, list and order, and what there will be."""
    assert lines[0].startswith("KD001 · patient · day7 · list B · about ")
    assert "study         ketamine, test session, run 1; in fr" == lines[1]
    assert "event list    B   (order of this participant: A C B)" == lines[2]
    assert "trials        80, after 3 for practice; 83 rows in the CSV" == lines[3]
    assert "besides       23 pages, 3 questions to check that it is understood, 240 at the end" == lines[4]
    assert f"study files   {known('ketamine').fingerprint[:12]}" == lines[6]


def test_the_trials_are_written_on_request() -> None:
    """Without them, an outline is its heading: what somebody wants to know who stands before a session."""
    planned = plan(known("ketamine"))
    assert 7 == len(outline(planned).splitlines())
    assert outline(planned, trials=True).startswith(outline(planned))


def test_every_step_has_its_line(lines: list[str]) -> None:
    """Pages and trials follow in their order, one line each."""
    planned = plan(known("ketamine"), visit="day7", order=2)
    steps = lines[8:-1]
    assert len(planned.steps) == len(steps)
    for step, line in zip(planned.steps, steps, strict=True):
        match step:
            case PagesPlan():
                assert line == "pages  " + ", ".join(page.page for page in step.pages)
            case ComprehensionPlan():
                assert line == f"check  {step.question}: answer {step.right} of 3, 2 attempts"
            case TrialPlan() | AfterwardsPlan():
                assert step.event.event_id in line


def test_a_trial_is_written_screen_by_screen(lines: list[str]) -> None:
    """The line of a trial names phase, place, event, rate, and every screen with its duration or deadline."""
    planned = plan(known("ketamine"), visit="day7", order=2)
    trial = next(trial for trial in planned.trials if not trial.practice)
    fixation = trial.parts[0].screens[0]
    [line] = [line for line in lines if trial.event.event_id in line and "first_estimate" in line]
    assert line.startswith("trial  first_estimate  block 1    1  ")
    screens = "event 4 s → self? ≤ 8 s → population? ≤ 8 s → base rate 2 s"
    assert line.endswith(f"{trial.event.base_rate_pct} %  fixation {fixation.duration_s:.3f} s → {screens}")
    [again] = [line for line in lines if trial.event.event_id in line and "second_estimate" in line]
    assert "→ event with rate 4 s → self? ≤ 8 s" in again


def test_self_paced_screens_are_called_so(tmp_path: Path) -> None:
    """A screen that waits for the participant is written as self-paced, and both parts of a trial have their line."""
    planned = plan(load_study(write_within_trial_study(tmp_path)), language="en")
    text = outline(planned, trials=True)
    assert 4 == text.count("event self-paced → self? self-paced → base rate self-paced\n")
    assert 4 == text.count("→ confidence? self-paced → self? ≤ 8 s\n")

"""The outline of a plan tells a person what a session will be."""

from __future__ import annotations

from pathlib import Path

import pytest

from experiment.config.load import load_study
from experiment.design.outline import expected_duration_s, outline
from experiment.design.session_plan import AfterwardsPlan, ComprehensionPlan, EstimatePlan, PagesPlan, TrialPlan
from tests.unit.design.studies import plan, shipped, write_within_trial_study


@pytest.fixture
def lines() -> list[str]:
    return outline(plan(shipped("ketamine"), visit="day7", order=2)).split("\n")


def test_the_heading_names_session_list_and_order(lines: list[str]) -> None:
    """Participant, visit, run, arm, kind, language, list and order stand at the top."""
    assert "KD001 · day7 · run 1   (ketamine, arm patient, test)" == lines[0]
    assert "language      fr" == lines[1]
    assert "event list    B   (order of this participant: A C B)" == lines[2]
    assert "trials        80, after 3 for practice; 83 rows in the CSV" == lines[3]
    assert f"study files   {shipped('ketamine').fingerprint[:12]}" == lines[6]


def test_the_duration_is_said_between_its_bounds(lines: list[str]) -> None:
    """The timed screens take so long if every answer comes at once, and so long if every deadline runs out."""
    planned = plan(shipped("ketamine"), visit="day7", order=2)
    screens = [screen for trial in planned.trials for _, screen in trial.screens]
    fixed = sum(screen.duration_s for screen in screens if not isinstance(screen, EstimatePlan))
    fixed += sum(step.fixation_s for step in planned.steps if isinstance(step, AfterwardsPlan))
    shortest, longest = expected_duration_s(planned)
    assert (round(fixed, 9), round(fixed + 126 * 8.0, 9)) == (round(shortest, 9), round(longest, 9))
    assert (
        f"{round(shortest / 60)} min if every answer came at once, {round(longest / 60)} min if every deadline"
        in lines[4]
    )
    assert "17 pages come on top" in lines[4]
    assert "besides       3 questions to check that it is understood, 240 at the end: self-paced" == lines[5]


def test_every_step_has_its_line(lines: list[str]) -> None:
    """Pages and trials follow in their order, one line each."""
    planned = plan(shipped("ketamine"), visit="day7", order=2)
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
    planned = plan(shipped("ketamine"), visit="day7", order=2)
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
    text, (shortest, longest) = outline(planned), expected_duration_s(planned)
    assert 4 == text.count("event self-paced → self? self-paced → base rate self-paced\n")
    assert 4 == text.count("→ confidence? self-paced → self? ≤ 8 s\n")
    assert f" {round(shortest)} s if every answer came at once, {round(shortest + 4 * 8)} s if every deadline" in text
    assert 4 * 8 == longest - shortest

"""The page before a session: what can be chosen of a visit that has been begun."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from experiment.config.load import load_study
from experiment.launcher.laboratory import Laboratory
from experiment.launcher.speaking import Language, Speaker
from experiment.launcher.start_state import Choice, StartState, start_state
from experiment.record.stopped import stopped_at

SAY = Speaker(Language.EN)


def begun(day: Laboratory, resume: str) -> StartState:
    """Look at the session of KD002, two hours after it stopped, with a study that says how long it may go on."""
    text = day.study_file.read_text(encoding="utf-8")
    file = day.study_file.with_name("other.yaml")
    file.write_text(text.replace("\nseed:", f"\n{resume}\nseed:", 1), encoding="utf-8")
    run = day.last_run("KD002", "baseline")
    assert run is not None
    stopped = stopped_at(day.storage, run)
    assert stopped is not None
    lab = replace(day, study=load_study(file), clock=lambda: stopped + timedelta(hours=2))
    return start_state(lab, "KD002", "baseline", SAY)


@pytest.mark.parametrize("resume", ["", "resume: {within_h: 24}"])
def test_going_on_comes_first(day: Laboratory, resume: str) -> None:
    """A session that was broken off goes on, and that is recommended, as long as the study lets it."""
    assert (Choice.RESUME, Choice.NEW_RUN) == begun(day, resume).choices


def test_a_session_that_stopped_too_long_ago_only_begins_anew(day: Laboratory) -> None:
    """What would be refused is not offered; the words say how long ago it was, and what the study allows."""
    state = begun(day, "resume: {within_h: 1.5}")
    assert (Choice.NEW_RUN,) == state.choices
    assert state.past is not None
    assert (
        "That was 2 h 00 ago, and the study lets a session go on within 1 h 30: it cannot go on any more"
        in state.past.said
    )

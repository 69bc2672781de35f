"""The page before a session: what can be chosen of a visit that has been begun."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from experiment.config.load import load_study
from experiment.format.run_files import RunFiles
from experiment.format.vocabulary import AbortReason
from experiment.launcher.board_state import VisitCell, board_state
from experiment.launcher.laboratory import Laboratory
from experiment.launcher.speaking import Language, Speaker
from experiment.launcher.start_state import Choice, StartState, start_state
from experiment.launcher.summary_state import summary_state
from experiment.launcher.texts import OnBoard, Summary
from experiment.record.stopped import stopped_at
from experiment.record.storage import Storage
from experiment.record.visit_summary import VisitSummary, seal_of, visit_summary

SAY = Speaker(Language.EN)


def two_hours_later(day: Laboratory, resume: str) -> Laboratory:
    """Open the lab two hours after the session of KD002 stopped, with a study that says how long it may go on."""
    text = day.study_file.read_text(encoding="utf-8")
    file = day.study_file.with_name("other.yaml")
    file.write_text(text.replace("\nseed:", f"\n{resume}\nseed:", 1), encoding="utf-8", newline="\n")
    run = day.last_run("KD002", "baseline")
    assert run is not None
    stopped = stopped_at(day.storage, run)
    assert stopped is not None
    return replace(day, study=load_study(file), clock=lambda: stopped + timedelta(hours=2))


def begun(day: Laboratory, resume: str) -> StartState:
    """Look at that session."""
    return start_state(two_hours_later(day, resume), "KD002", "baseline", SAY)


def board_cell(lab: Laboratory, say: Speaker) -> VisitCell:
    """Look at that session on the board."""
    found, _ = lab.board()
    state = board_state(found, lab.study.file, lab.clock(), lab.zone, say)
    return next(cell for row in state.rows for cell in row.visits if cell and cell.participant_id == "KD002")


@pytest.mark.parametrize("resume", ["", "resume: {within_h: 24}"])
def test_going_on_comes_first(day: Laboratory, resume: str) -> None:
    """A session that was broken off goes on, and that is recommended, as long as the study lets it."""
    assert (Choice.RESUME, Choice.NEW_RUN) == begun(day, resume).choices


def test_the_lab_of_the_pictures_has_one_clock(day: Laboratory) -> None:
    """That of the day that they show: whenever they are drawn, a session began on it, and stopped on it."""
    past = start_state(day, "KD002", "baseline", SAY).past
    assert past is not None
    assert ["2026-11-23 10:00", "2026-11-23 10:20"] == re.findall(r"2026-[0-9-]+ [0-9]+:[0-9]+", past.said)[:2]
    known = [entry for line in day.board()[0].lines for entry in line.enrolment.anchors]
    assert {datetime(2026, 11, 23, 17, 7, tzinfo=timezone.utc)} == {
        datetime.fromisoformat(entry.entered_utc) for entry in known
    }


@pytest.mark.parametrize(("resume", "said"), [("resume: {within_h: 6}", True), ("", False)])
def test_until_when_it_can_go_on_is_said(day: Laboratory, resume: str, said: bool) -> None:
    """Before a session and on the board: four hours are left of six; a study without a limit promises no time."""
    lab = two_hours_later(day, resume)
    until = SAY.moment(lab.clock() + timedelta(hours=4), lab.zone, now=lab.clock())
    past = start_state(lab, "KD002", "baseline", SAY).past
    assert past is not None
    assert said == (f"It can go on until {until}." in past.said)
    assert said == (f"can go on until {until}" == board_cell(lab, SAY).shortly)


def test_the_summary_of_an_early_end_says_how_it_goes_on(day: Laboratory) -> None:
    """Until when, and where to begin; too late, it promises nothing."""
    lab = two_hours_later(day, "resume: {within_h: 6}")
    run = lab.last_run("KD002", "baseline")
    assert run is not None
    until = SAY.moment(lab.clock() + timedelta(hours=4), lab.zone, now=lab.clock())
    assert f"It can go on until {until}. To go on with it" in summary_state(lab, run, (), SAY).said
    late = two_hours_later(day, "resume: {within_h: 1.5}")
    assert summary_state(late, run, (), SAY).said.endswith("What is finished is kept.")


@pytest.mark.parametrize("language", Language)
def test_the_summary_says_an_early_end_that_was_gone_on_with(
    day: Laboratory, monkeypatch: pytest.MonkeyPatch, language: Language
) -> None:
    """Its reason, though the session is complete by now."""

    def gone_on_with(storage: Storage, files: RunFiles) -> VisitSummary:
        found = visit_summary(storage, files)
        first = found.run.sheet.launches[0].model_copy(update={"ended_early": AbortReason.CLINICAL})
        later = first.model_copy(update={"launch": 2, "ended_early": None})
        sheet = found.run.sheet.model_copy(update={"launches": (first, later)})
        return replace(found, run=replace(found.run, sheet=sheet))

    say = Speaker(language)
    line = (say(Summary.ENDED_BEFORE), say.word(AbortReason.CLINICAL))
    run = day.last_run("KD001", "baseline")
    assert run is not None
    assert line not in summary_state(day, run, (), say).lines
    monkeypatch.setattr("experiment.launcher.summary_state.visit_summary", gone_on_with)
    assert line in summary_state(day, run, (), say).lines


@pytest.mark.parametrize("who", ["KD001", "KD002"])
def test_the_seal_code_can_be_read_again(day: Laboratory, who: str) -> None:
    """Of a session that is complete, and of one that was ended early, for whoever has not written it down."""
    past = start_state(day, who, "baseline", SAY).past
    run = day.last_run(who, "baseline")
    assert past is not None
    assert run is not None
    assert past.said.endswith(f"Its seal code: {seal_of(day.ledger(), run.files.stem)}.")


def test_a_session_that_stopped_too_long_ago_only_begins_anew(day: Laboratory) -> None:
    """What would be refused is not offered; the words say how long ago it was, and what the study allows."""
    state = begun(day, "resume: {within_h: 1.5}")
    assert (Choice.NEW_RUN,) == state.choices
    assert state.past is not None
    assert (
        "That was 2 h 00 ago, and the study lets a session go on within 1 h 30: it cannot go on any more"
        in state.past.said
    )


@pytest.mark.parametrize("language", list(Language))
def test_the_board_says_that_it_only_begins_anew(day: Laboratory, language: Language) -> None:
    """No button there promises what the page then refuses."""
    say, lab = Speaker(language), two_hours_later(day, "resume: {within_h: 1.5}")
    cell = board_cell(lab, say)
    assert say(OnBoard.TOO_LATE) == cell.shortly
    assert say(OnBoard.TOO_LATE_AND, age="2 h 00", within="1 h 30") == cell.when
    assert say(OnBoard.BEGIN_AGAIN_HERE) == cell.act
    assert say(OnBoard.TOO_LATE) != board_cell(two_hours_later(day, "resume: {within_h: 24}"), say).shortly

"""Believing participants before a real window: what is recorded is what they had in mind."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from experiment.conduct import conduct
from experiment.config.assumptions import load_assumptions
from experiment.config.load import load_study
from experiment.design.session_plan import SessionPlan
from experiment.format.apparatus import Apparatus
from experiment.format.journal import Answered
from experiment.format.journal_lines import read_journal
from experiment.format.scale import AnswerScale
from experiment.format.vocabulary import AnsweredBy, Outcome, ParticipantMode, SessionKind
from experiment.layout.size import Size
from experiment.record import participants
from experiment.record.request import Request
from experiment.record.storage import Disk
from experiment.simulated_study.people import traits_of
from experiment.task.participant import Action, Participant
from experiment.task.progress import Progress
from experiment.task.stage import Stage
from experiment.virtual.calling_in import Tried, believing_participant
from experiment.virtual.chance import Chance
from experiment.virtual.hands import Habit, Tempo, answering
from tests.instruments.simulated import ASSUMED
from tests.instruments.small_study import write_small_study

WINDOW = Size(800, 600)
PACE = 6.0
QUICK_READER = {"words_per_s": 500.0, "misses": 0.0, "leaves_unconfirmed": 0.0, "pauses": 0.0, "changes_mind": 0.5}

HANDS = {
    "mouse": ({"uses_mouse": 1.0, "uses_arrows": 0.0}, "slider", "enter", AnsweredBy.MOUSE),
    "two digits": ({"uses_mouse": 1.0}, "typed", "auto", AnsweredBy.DIGITS),
}
"""What somebody is like, how the study has them answer, and what is then recorded of their hands."""


@pytest.fixture
def meant(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """What the hands are told to answer, question by question."""
    told = list[int]()

    def noted(scale: AnswerScale, values: tuple[int, ...], habit: Habit, tempo: Tempo, confirms: bool) -> list[Action]:
        told.append(values[-1])
        return answering(scale, values, habit, tempo, confirms)

    monkeypatch.setattr("experiment.virtual.believer.answering", noted)
    return told


@pytest.mark.parametrize(("traits", "answer_input", "confirm", "by"), HANDS.values(), ids=HANDS)
def test_what_was_meant_is_recorded(
    screen: str,
    tmp_path: Path,
    meant: list[int],
    traits: dict[str, float],
    answer_input: str,
    confirm: str,
    by: AnsweredBy,
) -> None:
    """Every estimate, rate that is remembered and rating, with changes of mind, as mouse or digits gave it."""
    file = write_small_study(
        tmp_path, deadline_s=8.0, confirm=confirm, answer_input=answer_input, comprehension=True,
        afterwards=("memory", "familiarity"),
    )  # fmt: skip
    answers = _conduct(file, tmp_path / "data", traits)
    assert meant == [entry.answer.value for entry in answers]
    assert {Outcome.ANSWERED} == {entry.answer.outcome for entry in answers}
    assert {by} == {entry.answer.by for entry in answers}


def _conduct(file: Path, data: Path, traits: dict[str, float]) -> list[Answered]:
    """Conduct a session on the real stage, and give its answers in their order."""
    from experiment.screen.open_stage import DisplayChoice, open_stage

    study = load_study(file)
    person = traits_of(
        load_assumptions(ASSUMED).of(study.file.study, "patient", "baseline"), Chance(1, "somebody"), "baseline"
    )

    def call_in(mode: ParticipantMode, plan: SessionPlan, progress: Progress) -> Participant:
        quick = replace(person, **QUICK_READER, **traits)
        return believing_participant(mode, plan, progress, quick, centre_pct=30.0, seed=1, tried=Tried(pace=PACE))

    @contextmanager
    def in_a_window(kind: SessionKind, participant: Participant | None) -> Iterator[tuple[Stage, Apparatus]]:
        with open_stage(DisplayChoice(window=WINDOW), kind, participant) as opened:
            yield opened

    participants.enrol(Disk(), data, study.file, "KD001", "patient", "fr")
    request = Request(data, "KD001", "baseline", SessionKind.TEST, ParticipantMode.LEARNER)
    files = conduct(study, request, in_a_window, call_in=call_in).files
    return [entry for entry in read_journal(files.journal.read_bytes()).entries if isinstance(entry, Answered)]

"""A small study that has been conducted, with all that happens in one: what an analyst is given."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

from experiment.conduct import conduct
from experiment.config.load import Study, load_study
from experiment.format.apparatus import Apparatus
from experiment.format.sums_file import sums_text
from experiment.format.vocabulary import EstimationPhase, ParticipantMode, Question, SessionKind, WindowReason
from experiment.layout.views import BaseRateView, ChoiceView, PageView, PauseView, QuestionView, View
from experiment.record import participants
from experiment.record.request import Deviation, Request
from experiment.record.storage import Disk
from experiment.record.sums import sha256
from experiment.task.inputs import Key
from experiment.task.participant import Action, Observation, Participant
from experiment.task.stage import Stage
from experiment.virtual.participants import ScriptedParticipant, fixed_answer
from experiment.virtual.stage import VirtualStage
from tests.instruments.small_study import review, write_small_study

TEXTS = (
    "Événement « grave », voire mortel",
    'Être appelé "malade", à tort ou à raison',
    "Une tempête\nsur deux lignes",
    "L’œdème, la fièvre ; 50 % à Noël",
    "NA, null or 0012",
    "A plain event",
)
"""Event texts that a reader of CSVs may stumble over: quotes, commas, new lines, accents."""

RATES_PCT = (20, 25, 30, 35, 40, 45)


@dataclass(frozen=True)
class Typed:
    """What is typed to a question, and whether it is confirmed."""

    digits: str
    confirmed: bool = True


Answers = Callable[[QuestionView], Typed]


class PowerCut(BaseException):
    """The computer is gone."""


class _Person(ScriptedParticipant):
    """Somebody who answers as they do until a screen at which they end the session, or the power is cut."""

    def __init__(self, answers: Answers, ends_at: Callable[[View], bool], power_cut: bool) -> None:
        super().__init__()
        self._answers = answers
        self._ends_at = ends_at
        self._power_cut = power_cut

    def act(self, observation: Observation) -> Sequence[Action]:
        """Type the answer, go on, or end the session."""
        view = observation.view
        if isinstance(view, PauseView):
            return [Action(0.6, Key.DIGIT_1), Action(0.9, Key.ENTER)]
        if self._ends_at(view):
            if self._power_cut:
                raise PowerCut
            return [Action(0.01, Key.ESCAPE)]
        if isinstance(view, QuestionView):
            typed = self._answers(view)
            keys = [*(Key(digit) for digit in typed.digits), *([Key.ENTER] if typed.confirmed else [])]
            return [Action(0.5 + 0.2 * place, key) for place, key in enumerate(keys)]
        if isinstance(view, ChoiceView):
            return [Action(0.5, Key.DIGIT_1), Action(0.7, Key.ENTER)]
        return super().act(observation)


def any_answer(view: QuestionView) -> Typed:
    """Answer anything, and confirm it."""
    return Typed(str(fixed_answer(view)))


def _usual(view: QuestionView) -> Typed:
    """Answer anything, miss one question, leave one unconfirmed, and hit the base rate of one event."""
    if view.question is Question.SELF and view.event_id.endswith("_0"):
        return Typed("", confirmed=False)
    if view.question is Question.SELF and view.event_id.endswith("_1") and view.phase is EstimationPhase.SECOND:
        return Typed("4", confirmed=False)
    if view.question is Question.SELF and view.event_id.endswith("_2"):
        return Typed(str(RATES_PCT[2]))
    return any_answer(view)


def _constant(view: QuestionView) -> Typed:
    return Typed("50") if view.scale.maximum > 50 else Typed("3")


def _never(_view: View) -> bool:
    return False


def _is_first_page(view: View) -> bool:
    return isinstance(view, PageView)


class _Nth:
    """Holds at the n-th screen of a kind."""

    def __init__(self, n: int, wanted: Callable[[View], bool]) -> None:
        self._left = n
        self._wanted = wanted

    def __call__(self, view: View) -> bool:
        self._left -= self._wanted(view)
        return self._left == 0 and self._wanted(view)


def _is_rate(view: View) -> bool:
    return isinstance(view, BaseRateView)


def is_nth_rate(n: int) -> Callable[[View], bool]:
    """Make what holds at the n-th base rate that is shown."""
    return _Nth(n, _is_rate)


def _is_second_estimate(view: View) -> bool:
    return isinstance(view, QuestionView) and view.phase is EstimationPhase.SECOND


class StudyConducted:
    """A study that is conducted session by session, each launch an hour after the one before."""

    def __init__(self, folder: Path, within_trial: bool = False) -> None:
        self.data = folder / "data"
        self.study = _write_study(folder, within_trial)
        self._hour = 7

    @property
    def began(self) -> datetime:
        """When the last launch began."""
        return datetime(2026, 11, 23, self._hour, tzinfo=timezone.utc)

    def enrol(self, participant_id: str, arm: str = "patient") -> None:
        """Enrol somebody."""
        participants.enrol(Disk(), self.data, self.study.file, participant_id, arm, "fr")

    def launch(
        self,
        participant_id: str,
        visit: str,
        answers: Answers = _usual,
        ends_at: Callable[[View], bool] = _never,
        power_cut: bool = False,
        **request: object,
    ) -> None:
        """Conduct a session, or go on with it, before a person."""
        person = _Person(answers, ends_at, power_cut)
        self._hour += 1
        zero_utc = f"2026-11-23T{self._hour:02}:00:00.000+00:00"

        @contextmanager
        def open_stage(_kind: SessionKind, _nobody: Participant | None) -> Iterator[tuple[Stage, Apparatus]]:
            apparatus = Apparatus(zero_utc=zero_utc, stage="virtual", inputs="", clock="virtual", display=None)
            yield VirtualStage(person), apparatus

        # a patient who comes on day 7 has not always been there after the infusion
        request.setdefault("deviation", Deviation(WindowReason.SCHEDULING))
        asked = Request(
            self.data, participant_id, visit, SessionKind.STUDY, ParticipantMode.HUMAN, operator="AB",
            **request,  # type: ignore[arg-type]
        )  # fmt: skip
        try:
            conduct(self.study, asked, open_stage)
        except PowerCut:
            assert power_cut


def conduct_a_study(folder: Path) -> Path:
    """Conduct a study, and give its data folder.

    KD001 has two visits; KD002 always gives the same answer, and ends the second visit in its second phase; KD003
    ends the first run among the first estimates and does another; KD004's power is cut in front of a base rate, and
    they go on; KD005 leaves before the first trial; KD006 has bad news only.
    """
    study = StudyConducted(folder)
    for number in range(1, 7):
        study.enrol(f"KD{number:03}", "control" if number == 2 else "patient")
    study.launch("KD001", "baseline")
    study.launch("KD001", "day7")
    study.launch("KD002", "baseline", _constant)
    study.launch("KD002", "day7", ends_at=_Nth(3, _is_second_estimate))
    study.launch("KD003", "baseline", ends_at=_Nth(4, _is_rate))
    study.launch("KD003", "baseline", new_run_reason="fire alarm")
    study.launch("KD004", "baseline", ends_at=_Nth(4, _is_rate), power_cut=True)
    study.launch("KD004", "baseline", resume=True)
    study.launch("KD005", "baseline", ends_at=_is_first_page)
    study.launch("KD006", "baseline", lambda view: Typed("3"))
    return study.data


def sum_again(data: Path) -> None:
    """Have the checksums of every run agree with its files as they are now, so that other checks are looked at."""
    for checksums in data.glob("sub-*/ses-*/*_checksums.sha256"):
        names = [line.partition("  ")[2] for line in checksums.read_text(encoding="utf-8").splitlines()]
        files = {name: checksums.parent / name for name in names}
        there = {name: sha256(file.read_bytes()) for name, file in files.items() if file.is_file()}
        checksums.write_bytes(sums_text(there))


def _write_study(folder: Path, within_trial: bool) -> Study:
    def listed(name: str) -> list[dict[str, object]]:
        return [
            {
                "id": f"{name}_{n}",
                "category": "test",
                "text": {"fr": text, "en": text},
                "base_rate_pct": rate,
                "definition": "invented",
                "period": "lifetime",
                "population": "nobody",
                "source": "invented for tests",
                "evidence": "computed",
                "strength": "weak",
            }
            for n, (text, rate) in enumerate(zip(TEXTS, RATES_PCT, strict=True))
        ]

    file = write_small_study(
        folder,
        events=len(TEXTS),
        within_trial=within_trial,
        comprehension=True,
        afterwards=("memory", "vividness"),
        deadline_s=3.0,
    )
    lists = {"A": listed("a"), "B": listed("b"), "warm_up": listed("warm_up")}
    (folder / "events.yaml").write_text(
        json.dumps({"lists": lists}, ensure_ascii=False), encoding="utf-8", newline="\n"
    )
    text = file.read_text(encoding="utf-8")
    for old, new in {
        "names: [main]": "names: [A, B]",
        "day7: {list: 1,": "day7: {list: 2,",
    }.items():
        assert old in text
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8", newline="\n")
    review(file)
    return load_study(file)

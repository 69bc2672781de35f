"""A run made again from plan and journal: every screen that was shown, and each answer as it stood."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import pytest

from experiment.conduct import conduct
from experiment.config.load import Study
from experiment.format.apparatus import Apparatus
from experiment.format.journal import ScreenShown
from experiment.format.journal_lines import read_journal
from experiment.format.run_files import RunFiles
from experiment.format.session_line import Note, Pause
from experiment.format.vocabulary import AnswerInput, ParticipantMode, PauseReason, SessionKind
from experiment.layout.answer_state import AnswerState
from experiment.layout.views import PauseView, QuestionView, View
from experiment.record import participants
from experiment.record.read_back import read_plan
from experiment.record.read_sheet import read_sheet
from experiment.record.request import Request
from experiment.record.storage import Disk
from experiment.task.answers import NOTHING, Answer
from experiment.task.participant import Participant
from experiment.task.replay import Replay, replay
from experiment.task.run_summary import sum_up
from experiment.task.stage import Heard, Shown, Stage
from experiment.virtual.participants import RandomParticipant
from experiment.virtual.stage import VirtualStage
from tests.instruments.small_study import small_study
from tests.instruments.watched_sessions import ARM, PARTICIPANT, VISIT, files
from tests.unit.task.test_orders import DATA, Laboratory, at_screen

STUDIES: dict[str, dict[str, object]] = {
    "typed": {"events": 3},
    "last digit confirms": {"events": 4, "confirm": "auto", "deadline_s": 1.2},
    "slider": {"events": 3, "answer_input": "slider"},
    "slider with a start": {"events": 3, "answer_input": "slider", "start_pct": 40, "deadline_s": 1.2},
    "within the trial": {"events": 3, "within_trial": True},
    "with questions": {"comprehension": True, "afterwards": ("memory", "negativity"), "retest": 1},
}


@dataclass
class Seen:
    """What was on the screen, and each answer as it stood when it had been listened to."""

    views: list[View] = field(default_factory=list)
    states: dict[int, AnswerState] = field(default_factory=dict)


class SeenStage(VirtualStage):
    """A virtual stage that remembers."""

    def __init__(self, participant: Participant, seen: Seen) -> None:
        super().__init__(participant)
        self._seen = seen

    def show(self, view: View, answer: Answer = NOTHING) -> Shown:
        self._seen.views.append(view)
        return super().show(view, answer)

    def listen(self, answer: Answer, duration_s: float | None) -> Heard:
        heard = super().listen(answer, duration_s)
        self._seen.states[len(self._seen.views) - 1] = heard.answer.state
        return heard


def sessions(study: Study, data: Path, seed: int) -> tuple[Seen, RunFiles]:
    """Conduct a session of somebody who does anything, with pauses and early ends, until it is complete."""
    participants.enrol(Disk(), data, study.file, PARTICIPANT, ARM, "fr")
    seen = Seen()
    for launch in range(1, 20):
        someone = RandomParticipant(100 * seed + launch, 0.05 if launch < 4 else 0.0, aborts=0.5)

        @contextmanager
        def open_stage(_kind: SessionKind, _who: Participant | None) -> Iterator[tuple[Stage, Apparatus]]:
            zero = "2026-11-23T00:00:00.000+00:00"
            apparatus = Apparatus(zero_utc=zero, stage="virtual", inputs="", clock="virtual", display=None)
            yield SeenStage(someone, seen), apparatus  # noqa: B023 (it is opened in this turn)

        request = Request(data, PARTICIPANT, VISIT, SessionKind.TEST, ParticipantMode.RANDOM, resume=launch > 1)
        if conduct(study, request, open_stage).reason is None:
            break
    return seen, files(data)


def again(run: RunFiles) -> Replay:
    entries = read_journal(run.journal.read_bytes()).entries
    return replay(read_plan(Disk(), run), read_sheet(Disk(), run.sheet), entries)


@pytest.fixture(scope="module", params=[(name, seed) for name in STUDIES for seed in range(2)], ids=str)
def conducted(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Seen, Replay]:
    name, seed = request.param
    folder = tmp_path_factory.mktemp("study")
    seen, run = sessions(small_study(folder, **STUDIES[name]), folder / "data", seed)
    return seen, again(run)


def test_every_screen_is_the_one_that_was_shown(conducted: tuple[Seen, Replay]) -> None:
    """Pages, trials, pauses with what they say, the welcome back, the leave: every view, in its order."""
    seen, replayed = conducted
    assert seen.views == [screen.view for screen in replayed.screens]


def test_every_answer_stands_as_it_stood(conducted: tuple[Seen, Replay]) -> None:
    """Digits, marker, choice and notice are those of the task when it had listened; late presses come after that."""
    seen, replayed = conducted
    for number, state in seen.states.items():
        screen = replayed.screens[number]
        heard = [one for one in screen.done if not getattr(one, "late", False)]
        last_s = max((one.t_s for one in heard), default=screen.shown.t_s)
        assert state == screen.state_at(last_s), (number, screen.shown)


def test_positions_go_forward_over_launches(conducted: tuple[Seen, Replay]) -> None:
    """Each screen is on until the next, and what is asked for at a position is the screen that is on then."""
    replayed = conducted[1]
    for one, other in pairwise(replayed.screens):
        assert one.at_s <= other.at_s
        assert replayed.at((one.at_s + other.at_s) / 2)[0] in (one, other)  # type: ignore[index]
    assert replayed.at(-0.1) is None
    assert replayed.screens[-1] is replayed.at(replayed.length_s + 10)[0]  # type: ignore[index]


def test_an_answer_grows_from_press_to_press(tmp_path: Path) -> None:
    """Between two presses stands what the first has left: digits come one by one."""
    replayed = again(sessions(small_study(tmp_path), tmp_path / "data", 1)[1])
    typed = [
        [state.digits for _, state in screen.states]
        for screen in replayed.screens
        if isinstance(screen.view, QuestionView) and screen.view.scale.input is AnswerInput.TYPED
    ]
    assert typed
    assert all("" == states[0] for states in typed)
    assert any(len(states) > 2 and len(states[1]) == 1 and len(states[2]) == 2 for states in typed)


def test_a_journal_that_ends_anywhere_is_replayed_so_far(tmp_path: Path) -> None:
    """Of a session that is still going on, or was killed, the screens until then."""
    run = sessions(small_study(tmp_path), tmp_path / "data", 2)[1]
    entries, whole = read_journal(run.journal.read_bytes()).entries, again(run).screens
    plan, sheet = read_plan(Disk(), run), read_sheet(Disk(), run.sheet)
    for length in range(0, len(entries), 7):
        views = [screen.view for screen in replay(plan, sheet, entries[:length]).screens]
        assert [screen.view for screen in whole[: len(views)]] == views


def test_of_a_screen_that_a_crash_cut_off_it_is_not_known_how_long_it_was_on(tmp_path: Path) -> None:
    """A journal that breaks off while a screen is on tells neither its end nor its length; one that was closed does."""
    run = sessions(small_study(tmp_path), tmp_path / "data", 2)[1]
    entries, whole = read_journal(run.journal.read_bytes()).entries, again(run)
    assert not whole.is_cut_off
    assert not any(screen.is_cut_off for screen in whole.screens)
    plan, sheet = read_plan(Disk(), run), read_sheet(Disk(), run.sheet)
    onset = max(place for place, entry in enumerate(entries) if isinstance(entry, ScreenShown))
    cut = replay(plan, sheet, entries[: onset + 1])
    assert cut.is_cut_off
    assert [None] == [screen.duration_s for screen in cut.screens if screen.is_cut_off]
    assert cut.screens[-1].is_cut_off
    assert cut.screens[-2].duration_s is not None


def test_a_screen_that_was_not_planned_is_said(tmp_path: Path) -> None:
    """A journal of another plan is no reason for a guess."""
    run = sessions(small_study(tmp_path), tmp_path / "data", 1)[1]
    entries = read_journal(run.journal.read_bytes()).entries
    plan = read_plan(Disk(), run)
    short = plan.model_copy(update={"steps": plan.steps[:2]})
    with pytest.raises(LookupError):
        replay(short, read_sheet(Disk(), run.sheet), entries)


def test_a_pause_that_the_experimenter_has_asked_for(tmp_path: Path) -> None:
    """It says so again; a note is in the summary of the run, and takes no screen."""
    lab = Laboratory(small_study(tmp_path))
    lab.launch(at_screen(9, Pause(), Note(text="the telephone rang")))
    run = files(DATA)
    plan, sheet = read_plan(lab.disk, run), read_sheet(lab.disk, run.sheet)
    replayed = replay(plan, sheet, lab.journal)
    assert sum(isinstance(entry, ScreenShown) for entry in lab.journal) == len(replayed.screens)
    why = plan.wording.why(PauseReason.EXPERIMENTER, 0)
    assert [why] == [screen.view.why for screen in replayed.screens if isinstance(screen.view, PauseView)]
    assert ["the telephone rang"] == [note.text for note in sum_up(plan, lab.journal, sheet).notes]

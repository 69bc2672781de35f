"""The wiring: what is checked before anything is written, and who is called in for whom."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from experiment.conduct import conduct
from experiment.config.load import Study, load_study
from experiment.design.planner import Planned, plan_session
from experiment.design.session_plan import PagesPlan, SessionPlan
from experiment.design.session_views import views_of
from experiment.format.apparatus import Apparatus, Display
from experiment.format.run_files import place_of
from experiment.format.vocabulary import EndedBy, ParticipantMode, PauseReason, SessionKind
from experiment.layout.views import PageView, PauseView, View
from experiment.messages import Reason, Refusal
from experiment.record import participants, provenance
from experiment.record.read_back import read_plan
from experiment.record.request import Request
from experiment.record.storage import Disk
from experiment.task.answers import NOTHING, Answer
from experiment.task.participant import Observation, Participant
from experiment.task.progress import Progress
from experiment.task.session import first_page
from experiment.task.stage import Heard, Shown, Stage
from experiment.virtual.opening import open_virtual_stage, virtual_participant
from experiment.virtual.participants import RandomParticipant, ScriptedParticipant
from experiment.virtual.stage import VirtualStage
from tests.instruments.small_study import review, write_small_study

HUMAN, SCRIPTED, RANDOM = ParticipantMode.HUMAN, ParticipantMode.SCRIPTED, ParticipantMode.RANDOM
SCREEN = Display(
    width_px=1280, height_px=720, full_screen=True, refresh_hz=60.0, interval_sd_ms=0.1, measured_flips=120,
    emulated_display=False, name="any", unexpected=(), text_scale=1.0,
)  # fmt: skip


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = write_small_study(tmp_path)
    review(file)
    return file


def unsay_review(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r"reviewed: \{.*\}", "reviewed: null", text), encoding="utf-8", newline="\n")


@pytest.fixture
def study(file: Path) -> Study:
    study = load_study(file)
    participants.enrol(Disk(), file.parent / "data", study.file, "KD001", "patient", "fr")
    return study


def request(file: Path, kind: SessionKind, mode: ParticipantMode, **more: object) -> Request:
    return Request(file.parent / "data", "KD001", "baseline", kind, mode, **more)  # type: ignore[arg-type]


class PreparedStage(VirtualStage):
    """A stage that can show nothing it was not prepared for, as the real one."""

    def __init__(self, participant: Participant) -> None:
        super().__init__(participant)
        self.prepared: set[View] = set()
        self.late: list[View] = []
        self.shown: set[View] = set()
        self.first: PageView | None = None
        self.shown_first: View | None = None

    def prepare(self, views: Iterable[View], first: PageView | None = None) -> None:
        self.prepared, self.first = set(views), first

    def lay_out(self, view: View) -> None:
        assert type(view) in {type(prepared) for prepared in self.prepared}
        self.late.append(view)

    def show(self, view: View, answer: Answer = NOTHING) -> Shown:
        assert view in self.prepared or [view] == self.late[-1:]
        self.shown.add(view)
        self.shown_first = self.shown_first or view
        return super().show(view, answer)


class CallsOn:
    """Opens a stage before somebody, and remembers for what."""

    def __init__(self, somebody: Participant) -> None:
        self.opened: list[tuple[SessionKind, Participant | None]] = []
        self.stage = PreparedStage(somebody)

    @contextmanager
    def __call__(self, kind: SessionKind, participant: Participant | None) -> Iterator[tuple[Stage, Apparatus]]:
        self.opened.append((kind, participant))
        yield (
            self.stage,
            Apparatus(
                zero_utc="2026-11-23T00:00:00.000+00:00",
                stage="a stage",
                inputs="a keyboard",
                clock="a clock",
                display=SCREEN,
            ),
        )


def test_a_study_session_of_a_person(study: Study, file: Path) -> None:
    """A reviewed study with an operator takes place before a person; the sheet says who conducted it, and on what."""
    open_stage = CallsOn(ScriptedParticipant())
    outcome = conduct(study, request(file, SessionKind.STUDY, HUMAN, operator="AB"), open_stage)
    assert [(SessionKind.STUDY, None)] == open_stage.opened
    sheet = json.loads(outcome.files.sheet.read_bytes())
    assert ("study", "human", "complete") == tuple(sheet[name] for name in ("kind", "participant_mode", "status"))
    assert "AB" == sheet["launches"][0]["operator"]
    zero_utc = sheet["launches"][0]["started_utc"]
    apparatus = {
        "stage": "a stage",
        "inputs": "a keyboard",
        "clock": "a clock",
        "mouse": None,
        "display": SCREEN.model_dump(mode="json"),
        "kept_awake": [],
        "confirmed": [],
        "seed": None,
    }
    assert {"zero_utc": zero_utc} | apparatus == sheet["launches"][0]["apparatus"]
    assert (None, 5) == (outcome.reason, outcome.rows)


@pytest.mark.parametrize(
    ("kind", "mode", "operator", "reason"),
    [
        (SessionKind.STUDY, RANDOM, "AB", Reason.VIRTUAL_PARTICIPANT_IN_STUDY),
        (SessionKind.STUDY, SCRIPTED, "AB", Reason.VIRTUAL_PARTICIPANT_IN_STUDY),
        (SessionKind.STUDY, HUMAN, None, Reason.OPERATOR_MISSING),
        (SessionKind.STUDY, HUMAN, "a1", Reason.OPERATOR_CODE_MALFORMED),
        (SessionKind.TEST, HUMAN, "Dupont", Reason.OPERATOR_CODE_MALFORMED),
    ],
)
def test_what_a_session_must_not_be(
    study: Study, file: Path, kind: SessionKind, mode: ParticipantMode, operator: str | None, reason: Reason
) -> None:
    """A session that is not allowed is refused before a stage is opened."""
    open_stage = CallsOn(ScriptedParticipant())
    with pytest.raises(Refusal) as refused:
        conduct(study, request(file, kind, mode, operator=operator), open_stage)
    assert reason == refused.value.reason
    assert [] == open_stage.opened


def test_a_study_that_was_not_reviewed(study: Study, file: Path) -> None:
    """Nobody does a study session before somebody has taken responsibility; a test does not need it."""
    unsay_review(file)
    unreviewed, open_stage = load_study(file), CallsOn(ScriptedParticipant())
    with pytest.raises(Refusal) as refused:
        conduct(unreviewed, request(file, SessionKind.STUDY, HUMAN, operator="AB"), open_stage)
    assert Reason.NOT_REVIEWED == refused.value.reason
    assert [] == open_stage.opened
    assert conduct(unreviewed, request(file, SessionKind.TEST, HUMAN), open_stage).reason is None


def test_nothing_is_written_before_the_stage_is_open(study: Study, file: Path) -> None:
    """If the stage cannot be opened there is no session, and the next start is the first."""

    @contextmanager
    def no_stage(_kind: SessionKind, _participant: Participant | None) -> Iterator[tuple[Stage, Apparatus]]:
        raise Refusal(Reason.NO_DISPLAY)
        yield

    before = sorted((file.parent / "data").rglob("*"))
    with pytest.raises(Refusal):
        conduct(study, request(file, SessionKind.STUDY, HUMAN, operator="AB"), no_stage)
    locks = file.parent / "data" / ".locks"
    assert before == [path for path in sorted((file.parent / "data").rglob("*")) if path.name != "sub-KD001.lock"]
    assert locks.is_dir()
    with pytest.raises(Refusal):
        conduct(study, request(file, SessionKind.TEST, SCRIPTED), no_stage)
    place = place_of(file.parent / "data", SessionKind.TEST)
    assert [".locks", "sub-KD001.lock"] == sorted(path.name for path in place.rglob("*"))
    assert 1 == conduct(study, request(file, SessionKind.TEST, SCRIPTED), open_virtual_stage).files.run


def test_a_stage_that_cannot_be_prepared_leaves_nothing(study: Study, file: Path) -> None:
    """A failure while the screens are prepared is one before the session: no run exists."""

    class Unprepared(VirtualStage):
        def prepare(self, views: Iterable[View], first: PageView | None = None) -> None:
            raise MemoryError

    @contextmanager
    def open_stage(_kind: SessionKind, someone: Participant | None) -> Iterator[tuple[Stage, Apparatus]]:
        assert someone is not None
        yield (
            Unprepared(someone),
            Apparatus(zero_utc="2026-11-23T00:00:00.000+00:00", stage="", inputs="", clock="", display=None),
        )

    with pytest.raises(MemoryError):
        conduct(study, request(file, SessionKind.TEST, SCRIPTED), open_stage)
    assert [] == [path.name for path in file.parent.rglob("sub-KD001")]


@pytest.mark.parametrize("within_trial", [False, True])
def test_every_screen_is_prepared(tmp_path: Path, within_trial: bool) -> None:
    """Whatever a session shows, with an early end and a resume, was prepared before it began; a pause when it came."""
    file = write_small_study(tmp_path, events=3, within_trial=within_trial)
    study = load_study(file)
    participants.enrol(Disk(), tmp_path / "data", study.file, "KD001", "patient", "fr")
    shown: set[View] = set()
    for launch in range(1, 30):
        pauses, aborts = (0.3, 0.5) if launch < 6 else (0.0, 0.0)
        open_stage = CallsOn(RandomParticipant(launch, pauses, aborts=1.0 if launch == 1 else aborts))
        outcome = conduct(study, request(file, SessionKind.TEST, SCRIPTED, resume=launch > 1), open_stage)
        shown |= open_stage.stage.shown
        if outcome.reason is None:
            break
    plan = read_plan(Disk(), outcome.files)
    assert plan.wording.page(plan.wording.welcome_back) in shown
    assert plan.wording.page(plan.closing_early[0].text) in shown
    assert {PauseView} == {type(view) for view in shown - set(views_of(plan))}


@pytest.mark.parametrize("within_trial", [False, True])
def test_the_page_at_which_the_rest_is_laid_out_is_shown_first(tmp_path: Path, within_trial: bool) -> None:
    """In a new session it is the first of its pages, in one that goes on the page that welcomes back; each is shown
    first, and is one of those that are prepared.
    """
    file = write_small_study(tmp_path, events=3, within_trial=within_trial)
    study = load_study(file)
    participants.enrol(Disk(), tmp_path / "data", study.file, "KD001", "patient", "fr")
    firsts = []
    for launch in (1, 2):
        open_stage = CallsOn(RandomParticipant(launch, pauses=0.5, aborts=1.0))
        outcome = conduct(study, request(file, SessionKind.TEST, SCRIPTED, resume=launch > 1), open_stage)
        plan = read_plan(Disk(), outcome.files)
        assert open_stage.stage.first in open_stage.stage.prepared
        assert open_stage.stage.first == open_stage.stage.shown_first
        firsts.append(open_stage.stage.first)
    assert plan.wording.page(plan.wording.welcome_back) == firsts[1] != firsts[0]


def test_where_no_page_comes_first_everything_is_laid_out_before(study: Study) -> None:
    """A session that begins with a screen on which something is awaited, or timed, has no such page."""
    plan = plan_session(study, Planned("KD001", "patient", "fr", ("main",)), "baseline", 1, SessionKind.TEST)
    steps = tuple(step for step in plan.steps if not isinstance(step, PagesPlan))
    assert first_page(plan.model_copy(update={"steps": steps}), Progress()) is None


class Disturbed(VirtualStage):
    """A stage on which each page after an early end is broken off once by another window."""

    def __init__(self, someone: Participant) -> None:
        super().__init__(someone)
        self.pages: list[View] = []
        self.ended = False

    def show(self, view: View, answer: Answer = NOTHING) -> Shown:
        self.ended = self.ended or isinstance(view, PauseView)
        self.pages += [view] if self.ended and isinstance(view, PageView) else []
        return super().show(view, answer)

    def listen(self, answer: Answer, duration_s: float | None) -> Heard:
        if len(self.pages) % 2 == 1:
            return Heard(EndedBy.PAUSE_ASKED, answer, (), PauseReason.COVERED, 0.0)
        return super().listen(answer, duration_s)


def test_another_window_does_not_take_the_last_page_away(study: Study, file: Path) -> None:
    """The page with which a session that is ended early closes is shown again when something has come in its way."""
    stages: list[Disturbed] = []

    @contextmanager
    def open_stage(_kind: SessionKind, _someone: Participant | None) -> Iterator[tuple[Stage, Apparatus]]:
        stages.append(Disturbed(RandomParticipant(1, pauses=1.0, aborts=1.0)))
        yield (
            stages[0],
            Apparatus(zero_utc="2026-11-23T00:00:00.000+00:00", stage="", inputs="", clock="", display=None),
        )

    outcome = conduct(study, request(file, SessionKind.TEST, SCRIPTED), open_stage)
    plan = read_plan(Disk(), outcome.files)
    assert outcome.reason is not None
    assert [plan.wording.page(plan.closing_early[0].text)] * 2 == stages[0].pages


def test_the_page_for_a_technical_stop_is_prepared(study: Study, file: Path) -> None:
    """The page that tells the participant of a stop is among the prepared ones, in the participant's language."""
    outcome = conduct(study, request(file, SessionKind.TEST, SCRIPTED), open_virtual_stage)
    plan = read_plan(Disk(), outcome.files)
    assert plan.wording.stopped() in set(views_of(plan))
    assert "ordinateur" in plan.wording.technical_stop or "technique" in plan.wording.technical_stop


def test_who_is_called_in(study: Study, file: Path) -> None:
    """For a person nobody is called in; a random participant is seeded by the session it sits in."""
    plan = read_plan(Disk(), conduct(study, request(file, SessionKind.TEST, SCRIPTED), open_virtual_stage).files)
    assert virtual_participant(HUMAN, plan, Progress()) is None
    assert isinstance(virtual_participant(SCRIPTED, plan, Progress()), ScriptedParticipant)
    waits = [observed(virtual_participant(RANDOM, each, Progress())) for each in (plan, plan, *others(plan))]
    assert waits[0] == waits[1]
    assert len(waits) - 1 == len(set(waits))


def others(plan: SessionPlan) -> list[SessionPlan]:
    changes: list[dict[str, object]] = [{"participant_id": "KD002"}, {"visit": "day7"}, {"run": 2}, {"study": "other"}]
    return [plan.model_copy(update=change) for change in changes]


def observed(participant: Participant | None) -> float:
    """The time at which a participant leaves a page."""
    assert participant is not None
    return max(action.after_s for action in participant.act(Observation(PageView("…", ()), None)))


def test_participants_do_not_stand_in_each_others_way(study: Study, file: Path) -> None:
    """While one session runs, another participant's may begin in the same folder."""
    participants.enrol(Disk(), file.parent / "data", study.file, "KD002", "patient", "fr")
    done = []

    class Neighbour(ScriptedParticipant):
        def act(self, observation: Observation):  # type: ignore[no-untyped-def]
            if not done:
                done.append(True)
                other = Request(file.parent / "data", "KD002", "baseline", SessionKind.TEST, SCRIPTED)
                assert conduct(study, other, open_virtual_stage).reason is None
                with pytest.raises(Refusal) as refused:
                    conduct(study, request(file, SessionKind.TEST, SCRIPTED), open_virtual_stage)
                assert Reason.SESSION_RUNNING is refused.value.reason
            return super().act(observation)

    assert conduct(study, request(file, SessionKind.TEST, SCRIPTED), CallsOn(Neighbour())).reason is None


def test_a_session_from_a_bundle_names_the_commit(
    study: Study, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where git knows nothing, as in a bundle on a lab PC, the sheet names the commit the bundle was made from."""
    monkeypatch.setattr(provenance, "PROJECT", tmp_path / "bundle")
    (tmp_path / "bundle").mkdir()
    (tmp_path / "bundle" / "bundle.json").write_text('{"revision": "0123abc"}', encoding="utf-8", newline="\n")
    outcome = conduct(study, request(file, SessionKind.TEST, SCRIPTED), open_virtual_stage)
    (launch,) = json.loads(outcome.files.sheet.read_bytes())["launches"]
    assert "0123abc" == launch["revision"]

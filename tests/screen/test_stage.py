"""The real stage: the same task as on the virtual one, on a window."""

from __future__ import annotations

import gc
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from PIL import Image

from experiment.cli import main
from experiment.conduct import conduct
from experiment.design.planner import Planned, plan_session
from experiment.design.session_views import views_of
from experiment.format.apparatus import Apparatus
from experiment.format.journal import ScreenShown, read_entry
from experiment.format.tables import header
from experiment.format.vocabulary import EndedBy, ParticipantMode, SessionKind, Table
from experiment.layout.answer_state import AnswerState
from experiment.layout.size import Size
from experiment.layout.views import Blank, PageView, QuestionView, View
from experiment.messages import Reason, Refusal
from experiment.record import participants
from experiment.record.read_back import read_plan
from experiment.record.request import Request
from experiment.record.storage import Disk
from experiment.task.answers import NOTHING, Answer, GoOn, NoAnswer, answer_on
from experiment.task.inputs import Key, KeyPress
from experiment.task.participant import Action, Observation, Participant
from experiment.task.progress import Progress
from experiment.task.session import first_page
from experiment.task.stage import Heard, Shown, Stage
from experiment.virtual.participants import ScriptedParticipant
from tests.instruments.small_study import small_study, write_small_study
from tests.instruments.watched_sessions import expected_answers, files, written_answers

SMALL = Size(800, 600)
WHO = Planned("KD001", "patient", "fr", ("main",))
HEARD = "listening is over"


class Presser:
    """Presses the same keys at every screen."""

    def __init__(self, *actions: Action) -> None:
        self._actions = actions

    def act(self, _observation: Observation) -> list[Action]:
        return list(self._actions)


@contextmanager
def stage_before(participant: Participant, kind: SessionKind = SessionKind.TEST) -> Iterator[Stage]:
    from experiment.screen.open_stage import DisplayChoice, open_stage

    with open_stage(DisplayChoice(window=SMALL), kind, participant) as (stage, _):
        yield stage


def test_a_screen_that_fails_ends_in_the_page_of_a_technical_stop(
    screen: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A mistake while a question is drawn: the participant sees a calm page, the experimenter reads one sentence, and a
    resume goes on to the last row.
    """
    from experiment.screen import drawing
    from experiment.screen.open_stage import DisplayChoice, open_stage

    seen: list[View] = []
    failing = [True]
    plain = drawing.Drawing.draw

    class Watched(ScriptedParticipant):
        def act(self, observation: Observation) -> Sequence[Action]:
            seen.append(observation.view)
            if isinstance(observation.view, PageView) and "raison technique" in observation.view.text:
                return [Action(1.2, Key.SPACE)]  # a press that comes sooner was meant for a question
            return super().act(observation)

    def draw(this: drawing.Drawing, state: AnswerState) -> None:
        if failing and sum(isinstance(view, QuestionView) for view in seen) == 2:
            failing.clear()
            raise ZeroDivisionError("a mistake in a screen")
        plain(this, state)

    @contextmanager
    def quick(kind: SessionKind, _participant: Participant | None) -> Iterator[tuple[Stage, Apparatus]]:
        someone = Watched(first_key_s=0.05, between_keys_s=0.02, page_s=0.05)
        with open_stage(DisplayChoice(window=SMALL), kind, someone) as opened:
            yield opened

    monkeypatch.setattr(drawing.Drawing, "draw", draw)
    study = small_study(tmp_path)
    participants.enrol(Disk(), tmp_path / "data", study.file, "KD001", "patient", "fr")
    request = Request(tmp_path / "data", "KD001", "baseline", SessionKind.TEST, ParticipantMode.SCRIPTED)
    with pytest.raises(Refusal) as refused:
        conduct(study, request, quick)
    assert Reason.PROGRAM_FAILED is refused.value.reason
    assert isinstance(seen[-1], PageView)
    assert "raison technique" in seen[-1].text
    assert conduct(study, replace(request, resume=True), quick).reason is None


@pytest.fixture
def made(screen: str, monkeypatch: pytest.MonkeyPatch) -> list[View | str]:
    """Pictures that were made and screens that were shown, in their order, with what was heard."""
    from experiment.layout import font
    from experiment.screen.stage import PsychoPyStage

    made: list[View | str] = []
    draw, show, listen = font.draw_line, PsychoPyStage.show, PsychoPyStage.listen

    def drawn(text: str, size_px: int, colour: tuple[int, int, int]) -> Image.Image:
        made.append(text)
        return draw(text, size_px, colour)

    def shown(stage: PsychoPyStage, view: View, answer: Answer = NOTHING) -> Shown:
        result = show(stage, view, answer)
        made.append(view)
        return result

    def heard(stage: PsychoPyStage, answer: Answer, duration_s: float | None) -> Heard:
        result = listen(stage, answer, duration_s)
        made.append(HEARD)
        return result

    monkeypatch.setattr(font, "draw_line", drawn)
    monkeypatch.setattr(PsychoPyStage, "show", shown)
    monkeypatch.setattr(PsychoPyStage, "listen", heard)
    return made


@pytest.mark.parametrize("within_trial", [False, True])
def test_a_session_on_the_real_stage(made: list[View | str], tmp_path: Path, within_trial: bool) -> None:
    """A scripted participant before the real screens: every planned row with what was answered, every screen in the
    planned order; the sheet says that the display is emulated, and how large type is: no larger than was asked for.
    Of the first page alone every picture is made before it is shown, of all else while it stands: none afterwards.
    """
    from experiment.screen.open_stage import DisplayChoice, open_stage

    @contextmanager
    def quick(kind: SessionKind, _participant: Participant | None) -> Iterator[tuple[Stage, Apparatus]]:
        with open_stage(
            DisplayChoice(window=SMALL, text_scale=1.5),
            kind,
            ScriptedParticipant(first_key_s=0.05, between_keys_s=0.02, page_s=0.05),
        ) as opened:
            yield opened

    study = small_study(tmp_path, within_trial=within_trial)
    participants.enrol(Disk(), tmp_path / "data", study.file, "KD001", "patient", "fr")
    request = Request(tmp_path / "data", "KD001", "baseline", SessionKind.TEST, ParticipantMode.SCRIPTED)
    outcome = conduct(study, request, quick)

    run_files = files(tmp_path / "data")
    plan = read_plan(Disk(), run_files)
    table = pd.read_csv(outcome.files.data)
    assert list(header(Table.TRIALS)) == list(table.columns)
    assert plan.rows == len(table)
    assert sorted(expected_answers(plan)) == sorted(written_answers(run_files.data.read_bytes()))
    entries = [read_entry(line) for line in run_files.journal.read_bytes().splitlines()]
    shown = [(entry.step, entry.show) for entry in entries if isinstance(entry, ScreenShown)]
    steps = enumerate(plan.steps)
    assert shown[:-1] == [
        (number, show)
        for number, step in steps
        for show in (
            ["page"] * len(step.pages) if step.step == "pages" else [screen.show for _, screen in step.screens]
        )
    ]
    assert (None, "blank") == shown[-1]
    display = json.loads(run_files.sheet.read_text())["launches"][0]["apparatus"]["display"]
    assert 800 == display["width_px"]
    assert 600 == display["height_px"]
    assert display["emulated_display"] is True
    assert {"page", "event", "estimate", "base_rate", "fixation"} <= set(display["text_scales"])
    assert 1.0 < max(display["text_scales"].values()) <= 1.5 == display["text_scale"]
    first = next(n for n, what in enumerate(made) if isinstance(what, PageView))
    heard = made.index(HEARD)
    assert len(set(made[:first])) < 30 < len(set(made[first:heard]))
    assert {HEARD} == {what for what in made[heard:] if isinstance(what, str)}


def test_the_first_page_stays_until_the_rest_is_laid_out(made: list[View | str], tmp_path: Path) -> None:
    """A press on the first page is heard and stamped while other screens are laid out, between one flip and the next;
    the page stands until all are, and what is pressed meanwhile is kept with it. Nothing is laid out later.
    """
    plan = plan_session(small_study(tmp_path, events=9, answer_input="slider"), WHO, "baseline", 1, SessionKind.TEST)
    views = list(dict.fromkeys(views_of(plan)))
    page = first_page(plan, Progress())
    assert page is not None
    with stage_before(Presser(Action(0.02, Key.SPACE), Action(0.06, Key.ESCAPE))) as stage:
        stage.prepare(views, page)
        before = len(made)
        first = stage.show(page)
        heard = stage.listen(GoOn(), None)
        flips = stage.flip_intervals()
        second = stage.show(views[-1])
        for view in views:
            stage.show(view)
    assert EndedBy.ANSWER is heard.ended_by
    assert [(Key.SPACE, first.onset_s + 0.02)] == [(press.key, press.time_s) for press in heard.inputs]
    assert [Key.ESCAPE] == [press.key for press in second.earlier]
    assert flips is not None
    assert 3 < flips.flips
    during = made[before + 1 : made.index(HEARD)]
    assert before < len(during)
    assert {HEARD} == {what for what in made[made.index(HEARD) :] if isinstance(what, str)}


def test_what_does_not_fit_is_refused_before_the_first_page(made: list[View | str]) -> None:
    """A screen too small for something that comes later is refused before a picture of anything is made."""
    page, other = PageView("one", ()), PageView("two " * 2000, ())
    with pytest.raises(Refusal) as refusal, stage_before(Presser()) as stage:
        stage.prepare([page, other], page)
    assert Reason.SCREEN_TOO_SMALL is refusal.value.reason
    assert [] == made


def test_before_another_screen_is_shown_everything_is_laid_out(made: list[View | str]) -> None:
    """Where the first page was shown and not listened to, the rest is laid out before whatever comes next is shown."""
    page, other, last = (PageView(text, ()) for text in ("one", "two", "three"))
    with stage_before(Presser()) as stage:
        stage.prepare([page, other, last], page)
        stage.show(page)
        stage.show(other)
    assert ["one", page, "two", "three", other] == made


def test_a_text_that_fits_no_screen_is_named_where_it_stands(
    screen: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A session whose texts do not fit is refused with their place in the study's files, and nothing is recorded."""
    file = write_small_study(tmp_path)
    events = tmp_path / "events.yaml"
    events.write_text(
        events.read_text(encoding="utf-8").replace("Événement", "long " * 60), encoding="utf-8", newline="\n"
    )
    whose = ["--study", str(file), "--data", str(tmp_path / "data"), "--participant", "KD001", "--visit", "baseline"]
    more = ["--arm", "patient", "--kind", "test", "--participant-mode", "scripted", "--window", "800x600"]
    assert 1 == main(["run", *whose, *more])
    assert f"{events}:1:" in (said := capsys.readouterr().err)
    assert "the text does not fit the screen" in said
    assert [] == list(tmp_path.rglob("sub-KD001"))


def test_presses_stay_with_their_screen(screen: str) -> None:
    """A press in the last frame of a screen comes with the next one as an earlier press, not as an answer to it."""
    page, other = PageView("one", ()), PageView("two", ())
    duration_s = 0.2
    with stage_before(Presser(Action(duration_s - 0.012, Key.SPACE))) as stage:
        stage.prepare([Blank(), page, other])
        first = stage.show(page)
        heard = stage.listen(GoOn(), duration_s)
        second = stage.show(other)
        in_time = [*heard.inputs, *second.earlier]
        assert [Key.SPACE] == [press.key for press in in_time]
        assert all(first.onset_s <= press.time_s < second.onset_s for press in in_time)


def test_a_screen_stands_as_it_was_left(screen: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While something else is waited for, the question stays up with what has been typed, refresh after refresh."""
    from experiment.screen.drawing import Drawing

    question = next(
        view for view in views_of(plan_session(small_study(tmp_path), WHO, "baseline", 1, SessionKind.TEST))
        if isinstance(view, QuestionView)
    )  # fmt: skip
    drawn: list[AnswerState] = []
    draw = Drawing.draw
    monkeypatch.setattr(Drawing, "draw", lambda self, state: (drawn.append(state), draw(self, state))[1])
    with stage_before(Presser(Action(0.05, Key.DIGIT_4))) as stage:
        stage.prepare([Blank(), question])
        stage.show(question, answer_on(question.scale))
        typed = stage.listen(answer_on(question.scale), 0.2).answer.state
        drawn.clear()
        before = stage.flip_intervals()
        for _ in range(3):
            stage.stand()
        after = stage.flip_intervals()
    assert typed != answer_on(question.scale).state
    assert [typed] * 3 == drawn
    assert before is not None
    assert after is not None
    assert before.flips + 3 == after.flips


def test_what_is_done_while_a_screen_stands_is_heard_by_the_next_who_listens(screen: str) -> None:
    """A key that is pressed while something else is waited for is not lost, and belongs to the screen that was on."""
    page, other = PageView("one", ()), PageView("two", ())
    with stage_before(Presser(Action(0.15, Key.SPACE))) as stage:
        stage.prepare([Blank(), page, other])
        stage.show(page)
        stage.listen(NoAnswer(), 0.05)
        for _ in range(12):
            stage.stand()
        assert [Key.SPACE] == [given.key for given in stage.show(other).earlier if isinstance(given, KeyPress)]


def test_before_the_first_screen_nothing_stands(screen: str) -> None:
    """What is waited for before anything has been shown makes no frame, and no interval between two."""
    with stage_before(Presser()) as stage:
        stage.prepare([Blank()])
        stage.stand()
        intervals = stage.flip_intervals()
    assert intervals is not None
    assert 0 == intervals.flips


def test_a_collection_looks_at_nothing_twice(screen: str) -> None:
    """What a session has made by the end of a trial is set aside: else each collection takes longer than the last."""
    page = PageView("one", ())
    with stage_before(Presser()) as stage:
        stage.prepare([Blank(), page])
        made: list[object] = []
        stage.show(page)
        looked_at = gc.get_objects()
    assert not any(one is made for one in looked_at)


def test_time_ends_a_screen_nobody_answers(screen: str) -> None:
    """A screen with a duration is over by itself, and frames were counted."""
    with stage_before(Presser()) as stage:
        stage.prepare([Blank()])
        stage.show(Blank())
        assert EndedBy.TIME is stage.listen(GoOn(), 0.1).ended_by
        assert stage.take_frames().longest_s > 0


def test_a_display_without_refresh_is_refused_for_a_study(screen: str) -> None:
    """A display that does not wait for its refresh is good for a test, and refused for a study session."""
    with pytest.raises(Refusal) as refusal, stage_before(Presser(), SessionKind.STUDY):
        pass
    assert Reason.DISPLAY_NOT_SYNCHRONISED is refusal.value.reason

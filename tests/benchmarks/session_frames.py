"""A whole 40-event session on the real stage, software rendering: the work of every frame, and what was seen outside.

The study is the shipped one with all its texts; its screens last an eighth of their time, so that nobody has to wait,
and a hand in another process answers quickly. Everything that watches over a person's session is on: the key queue, the
mouse, keyboards that may come, the window's focus and place, the clocks. Beside it stands the same session, written the
ordinary way.
"""

from __future__ import annotations

import re
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path

from psychopy import visual

from experiment.conduct import conduct
from experiment.config.load import Study, load_study
from experiment.design.session_plan import SessionPlan
from experiment.format.apparatus import Apparatus
from experiment.format.journal import read_entry
from experiment.format.run_files import RunFiles
from experiment.format.vocabulary import ParticipantMode, SessionKind
from experiment.layout.views import Blank, EventView, FixationView, PageView, View
from experiment.record import participants
from experiment.record.read_back import read_plan
from experiment.record.request import Request
from experiment.record.storage import Disk
from experiment.screen.keyboard import Keyboard
from experiment.screen.open_stage import DisplayChoice, open_stage
from experiment.screen.window import emulate_refresh, open_window
from experiment.task.answers import NOTHING, Answer, ChoiceAnswer, PageTurn
from experiment.task.participant import Observation, Participant
from experiment.task.stage import Heard, Shown, Stage
from experiment.verbs.monitored import monitored
from experiment.virtual.participants import ScriptedParticipant
from tests.benchmarks.conditions import FRAME_S, HERTZ, SCREEN, Conditions
from tests.benchmarks.figures import Figures, Row, lengths_ms
from tests.benchmarks.laboratory import Control
from tests.benchmarks.ordinary_session import OrdinarySession
from tests.instruments.flip_log import Flip, FlipLog
from tests.instruments.injector import Injector, Tap
from tests.instruments.outside_witness import Testimony, bear_witness, planned_views
from tests.instruments.pixel_observer import PixelObserver, rows

_PROJECT = Path(__file__).resolve().parents[2]
_FASTER = 8
_DURATION = re.compile(r"(duration_s: *(?:\{uniform: *\[)?)([\d.]+)(?:( *, *)([\d.]+))?")
_CONTROL_FLIPS = 600
_WORST = 5
_HOLD_S = 0.02


@dataclass
class Frames:
    """The frames of a session, each with the screen that it showed."""

    flips: list[Flip] = field(default_factory=list)
    screens: list[str] = field(default_factory=list)
    trial_starts: list[int] = field(default_factory=list)
    """Numbers of the flips that started a trial."""
    event_onsets: list[int] = field(default_factory=list)
    """Numbers of the flips that put up an event."""

    def figures(self, way: str) -> Figures:
        """Summarise the work of all frames."""
        too_long = [flip for flip in self.flips if flip.work_s > FRAME_S]
        kept_waiting = sum(flip.work_s - flip.waited_s <= FRAME_S for flip in too_long)
        work_s = [flip.work_s for flip in self.flips]
        return lengths_ms(way, work_s, over_a_frame=len(too_long), of_those_kept_waiting=kept_waiting)

    def some(self, way: str, numbers: list[int]) -> Figures:
        """Summarise the work of some frames."""
        figures = lengths_ms(way, [self.flips[n].work_s for n in numbers])
        share_pct = figures.values["median_ms"] / (10 * FRAME_S)
        return Figures(way, figures.n, {**figures.values, "median_pct_of_a_frame": share_pct})

    def worst(self) -> str:
        """Name the frames with the most work."""
        longest = sorted(range(len(self.flips)), key=lambda n: -self.flips[n].work_s)[:_WORST]
        return "; ".join(
            f"{self.screens[n]} {1000 * self.flips[n].work_s:.1f} ms (drawing {1000 * self.flips[n].drawing_s:.1f}, "
            f"kept waiting {1000 * self.flips[n].waited_s:.1f}, running {1000 * self.flips[n].ran_s:.1f})"
            for n in longest
        )


class _LoggedStage:
    """A stage whose flips are counted by screen, and before which somebody sits who presses real keys."""

    def __init__(self, stage: Stage, log: FlipLog, injector: Injector) -> None:
        self._stage, self._log, self._injector = stage, log, injector
        self._person = ScriptedParticipant(first_key_s=0.12, between_keys_s=0.05, page_s=0.55)
        self.shown: list[tuple[int, View]] = []

    def __getattr__(self, name: str) -> object:
        return getattr(self._stage, name)

    def show(self, view: View, answer: Answer = NOTHING) -> Shown:
        shown = self._stage.show(view, answer)
        self.shown.append((len(self._log.flips) - 1, view))
        return shown

    def listen(self, answer: Answer, duration_s: float | None) -> Heard:
        """Listen to what the hand is told to do at this screen."""
        view = self.shown[-1][1]
        actions = self._person.act(Observation(view, duration_s))
        if isinstance(view, PageView):
            actions = actions[:1]  # it counts, and a second one would be the next screen's
        now_s = time.monotonic()
        self._injector.tap(*(Tap(now_s + action.after_s, action.key.value, _HOLD_S) for action in actions))
        return self._stage.listen(answer, duration_s)

    def frames(self) -> Frames:
        """Leave out the first screen's flip, for which everything was prepared before anybody looked."""
        frames = Frames()
        for (start, view), (end, _) in zip(self.shown, [*self.shown[1:], (len(self._log.flips), None)], strict=True):
            for number in range(start, end):
                if number == self.shown[0][0]:
                    continue
                if number == start and isinstance(view, FixationView):
                    frames.trial_starts.append(len(frames.flips))
                if number == start and isinstance(view, EventView):
                    frames.event_onsets.append(len(frames.flips))
                frames.flips.append(self._log.flips[number])
                frames.screens.append(f"{type(view).__name__} frame {number - start + 1}")
        return frames


def whole_session(conditions: Conditions) -> list[Row]:
    """Conduct the session in both ways, with bare flips before, between and after."""
    Keyboard.rehearse()  # the control uses key queues before the session does
    with tempfile.TemporaryDirectory() as folder:
        study = faster_study(Path(folder), "demo" if conditions.quick else "ketamine")
        control = list(_bare(conditions))
        ours, plan, testimony = conducted(study, Path(folder), conditions)
        control += _bare(conditions)
        ordinary = _ordinary(plan, Path(folder))
        control += _bare(conditions)
    return [_work(ours, ordinary, control, plan), _trial_starts(ours, ordinary), _from_outside(testimony, plan)]


def faster_study(folder: Path, name: str) -> Study:
    """Copy a shipped study with all its texts, its screens lasting a fraction of their time."""
    shutil.copytree(_PROJECT / "stimuli", folder / "stimuli")
    (folder / "configs").mkdir()
    study = folder / "configs" / "fast.yaml"
    text = (_PROJECT / "configs" / f"{name}.yaml").read_text(encoding="utf-8")
    study.write_text(_DURATION.sub(_shortened, text), encoding="utf-8", newline="\n")
    return load_study(study)


def _shortened(found: re.Match[str]) -> str:
    numbers = [str(round(float(number) / _FASTER, 3)) for number in (found[2], found[4]) if number]
    return found[1] + (found[3] or "").join(numbers)


def conducted(
    study: Study, folder: Path, conditions: Conditions, disk: Disk | None = None
) -> tuple[Frames, SessionPlan, Testimony]:
    """Conduct the product's session: its own recorder, its own stage, while another process watches the display."""
    stages: list[_LoggedStage] = []
    observers: list[PixelObserver] = []
    spans = rows(SCREEN)

    @contextmanager
    def logged(kind: SessionKind, _participant: Participant | None) -> Iterator[tuple[Stage, Apparatus]]:
        with open_stage(DisplayChoice(), kind, None) as (stage, apparatus), Injector(conditions.display) as injector:
            injector.point(SCREEN.width - 1, SCREEN.height - 1)
            stages.append(_LoggedStage(stage, FlipLog(_window()), injector))
            observers.append(PixelObserver(conditions.framebuffer_folder, spans, poll_s=0.001, settle_s=0.005))
            yield stages[0], apparatus  # type: ignore[misc]

    arm = next(iter(study.file.arms))
    data, visit = folder / "data", next(iter(study.file.arms[arm].visits))
    who = "KD001" if re.fullmatch(study.file.participant_id.pattern, "KD001") else "XX001"
    participants.enrol(Disk(), data, study.file, who, arm, study.file.languages[0])
    request = Request(data, who, visit, SessionKind.TEST, ParticipantMode.HUMAN)
    with monitored(conditions.monitored) as (monitor, _):
        files: RunFiles = conduct(study, request, logged, storage=disk, monitor=monitor).files
    seen = observers[0].stop()
    plan = read_plan(Disk(), files)
    journal = [read_entry(line) for line in files.journal.read_bytes().splitlines()]
    return stages[0].frames(), plan, bear_witness(seen, plan, journal, SCREEN, spans, FRAME_S)


def _ordinary(plan: SessionPlan, folder: Path) -> Frames:
    """Conduct the same session, as a script of PsychoPy's stock parts."""
    window = open_window(SCREEN)
    emulate_refresh(window, HERTZ)
    log = FlipLog(window)
    session = OrdinarySession(window, folder, lambda: len(log.flips))
    log.flips.clear()
    session.run(_answered_views(plan))
    flips = log.flips[1:]
    window.close()
    screens = [f"{name} frame {n + 1}" for name, group in groupby(session.screen_of_flip) for n, _ in enumerate(group)]
    starts = [[n - 1 for n in numbers if n] for numbers in (session.trial_starts, session.event_onsets)]
    return Frames(flips, screens[1:], *starts)


def _answered_views(plan: SessionPlan) -> Iterator[View]:
    """List the views of the session as somebody sees them who turns each page and answers each check with 1."""
    screens = planned_views(plan)
    view, answer = next(screens)
    while not isinstance(view, Blank):
        yield view
        if isinstance(answer, PageTurn):
            answer = replace(answer, turned=1)
        if isinstance(answer, ChoiceAnswer):
            answer = replace(answer, chosen=1)
        view, answer = screens.send(answer)


def _bare(conditions: Conditions) -> Iterable[Flip]:
    """Flip a rectangle, and nothing else: what the machine alone does to a frame."""
    window = open_window(SCREEN)
    emulate_refresh(window, HERTZ)
    log, control = FlipLog(window), Control(window)
    control.flip()
    log.flips.clear()
    for _ in range(conditions.count(_CONTROL_FLIPS, 60)):
        control.flip()
    window.close()
    return log.flips


def _window() -> object:
    """Find the window that the stage has opened."""
    return visual.window.openWindows[-1]()


def _work(ours: Frames, ordinary: Frames, control: list[Flip], plan: SessionPlan) -> Row:
    mine = ours.figures("ours")
    events = len({trial.event.event_id for trial in plan.trials if not trial.practice})
    return Row(
        "frames",
        f"work of each frame, drawing included, {events}-event session, software rendering",
        "0 frames with more work than a 60 Hz frame is long",
        mine.values["over_a_frame"] == 0,
        (mine, Frames(control).figures("control: bare flips"), ordinary.figures("ordinary")),
        (
            f"ours, most work: {ours.worst()}",
            f"ordinary, most work: {ordinary.worst()}",
            "of_those_kept_waiting: too long only because the machine let another process run",
        ),
    )


def _trial_starts(ours: Frames, ordinary: Frames) -> Row:
    figures = tuple(
        frames.some(f"{way}: {what}", numbers)
        for way, frames in (("ours", ours), ("ordinary", ordinary))
        for what, numbers in (("first frame", frames.trial_starts), ("frame that shows the event", frames.event_onsets))
    )
    return Row(
        "trial_start",
        "work of the frame that starts a trial, and of the one that puts up its event",
        "median <= 25 % of a 60 Hz frame, of both",
        max(one.values["median_pct_of_a_frame"] for one in figures[:2]) <= 25,
        figures,
    )


def _from_outside(testimony: Testimony, plan: SessionPlan) -> Row:
    durations = testimony.duration_errors_s
    wrong = testimony.wrong_durations(FRAME_S)
    figures = lengths_ms(
        "ours: journal against observer",
        [abs(error_s) for error_s in testimony.onset_errors_s],
        screens=testimony.screens,
        order_or_content_wrong=len(testimony.contradictions),
        durations_a_frame_off=wrong,
    )
    return Row(
        "session_from_outside",
        "order, content and duration of every screen of the session, seen from outside, against its journal",
        "all equal",
        not testimony.contradictions and wrong == 0 and len(durations) == testimony.screens - 1,
        (figures,),
        ("the milliseconds are distances of onsets", *testimony.contradictions[:5]),
    )

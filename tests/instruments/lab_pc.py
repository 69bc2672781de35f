"""A lab PC with a study on it, and a robot that sits before it: it reads every screen and answers as it is told."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from enum import Enum
from pathlib import Path

import pandas as pd

from experiment.cli import act
from experiment.design.session_plan import (
    AfterwardsPlan,
    ComprehensionPlan,
    EstimatePlan,
    PagesPlan,
    SessionPlan,
    TrialPlan,
)
from experiment.design.session_views import afterwards_view
from experiment.format.run_files import RunFiles, SessionFiles
from experiment.format.vocabulary import SessionKind, Table
from experiment.layout.compose import compose
from experiment.layout.picture import rendered
from experiment.layout.size import Size
from experiment.layout.targets import Target
from experiment.layout.views import Notice, QuestionView, View
from experiment.task.answers import NOTHING, Answer, ChoiceAnswer, TypedAnswer, answer_on
from experiment.task.carry_over import DOUBLE_CLICK_S
from experiment.task.trial import present_as
from tests.instruments.robot import Robot
from tests.instruments.small_study import write_small_study

SIZE = Size(960, 540)


class LabPC:
    """A lab PC with a study on it, and a robot before it.

    Parameters
    ----------
    program
        What carries out the commands of a session: the experiment, or an instrument around it.
    """

    def __init__(self, robot: Robot, study: Path, data: Path, program: str = "experiment") -> None:
        self.robot = robot
        self._program = program
        self._data = data
        self._common = ["--study", str(study), "--data", str(data), "--participant", "KD001"]

    def command(self, verb: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Carry out one command as it is typed."""
        line = [sys.executable, "-m", "experiment", verb, *self._common, *arguments]
        return subprocess.run(line, capture_output=True, text=True, check=False)

    def enrol(self, language: str) -> None:
        """Enrol KD001 as a patient, in this process: how a command starts is not what these tests are about."""
        assert 0 == act(["enrol", *self._common, "--arm", "patient", "--language", language]).code

    def plan(self) -> SessionPlan:
        """Ask what the session will be, in this process."""
        planned = act(["plan", *self._common, "--visit", "baseline", "--kind", "test", "--json"])
        return SessionPlan.model_validate_json(planned.out)

    @contextmanager
    def session(self, *arguments: str) -> Iterator[subprocess.Popen[str]]:
        """Start a session of a person, full screen."""
        session = ["run", *self._common, "--visit", "baseline", "--kind", "test", *arguments]
        line = [sys.executable, "-m", self._program, *session]
        process = subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        try:
            yield process
        finally:
            if process.poll() is None:
                process.kill()
            process.communicate()

    @property
    def files(self) -> RunFiles:
        """The files of the first run of the session."""
        return SessionFiles(self._data, "KD001", "baseline", "beliefupdate", SessionKind.TEST).run(1)

    def rows(self, table: Table = Table.TRIALS) -> pd.DataFrame:
        """Load a CSV as an analyst would."""
        return pd.read_csv(self.files.table(table))

    def sheet(self) -> dict[str, object]:
        """Read the session's sheet."""
        sheet: dict[str, object] = json.loads(self.files.sheet.read_text())
        return sheet


def lab_pc(robot: Robot, folder: Path, language: str = "fr", program: str = "experiment", **choices: object) -> LabPC:
    """Set a lab PC up, with KD001 enrolled as a patient.

    Parameters
    ----------
    **choices
        What the study is like.
    """
    pc = LabPC(robot, write_small_study(folder, **choices), folder / "data", program)  # type: ignore[arg-type]
    pc.enrol(language)
    return pc


class By(Enum):
    """With what the robot goes on and confirms."""

    SPACE = "space"
    ENTER = "enter"
    MOUSE = "mouse"


class Sitting:
    """A robot that goes through a plan: it reads every page, and answers questions as it is told.

    Parameters
    ----------
    by
        With what it turns pages and passes the comprehension check.
    reads_s
        How long it looks at a page or a question before it does anything.
    """

    def __init__(
        self, pc: LabPC, process: subprocess.Popen[str], plan: SessionPlan, by: By = By.SPACE, reads_s: float = 0.0
    ) -> None:
        self._robot, self._process, self._plan, self._by, self._reads_s = pc.robot, process, plan, by, reads_s

    def sees(self, view: View, digits: str = "", notice: Notice | None = None, value: int | None = None) -> None:
        """Wait until the screen shows a view, with an answer as it stands."""
        answer: Answer = NOTHING
        if isinstance(view, QuestionView):
            empty = answer_on(view.scale)
            typed = isinstance(empty, TypedAnswer)
            answer = replace(empty, notice=notice, **({"digits": digits} if typed else {"value": value}))
        self.looks_like(view, answer)

    def shows_digits(self, view: QuestionView, digits: str, notice: Notice | None = None) -> None:
        """Wait until the screen shows digits that make no answer, typed or above a track."""
        self.looks_like(view, replace(answer_on(view.scale), digits=digits, notice=notice))

    def looks_like(self, view: View, answer: Answer) -> None:
        """Wait until the screen shows a view with an answer, pixel by pixel."""
        picture = rendered(view, SIZE, answer.state)
        self._robot.wait_for(picture, alive=lambda: self._process.poll() is None)

    def reads(self, text: str, number: int = 1, of: int = 1) -> None:
        """Read a page and turn it."""
        page = self._plan.wording.page(text, number=number, of=of)
        self.sees(page)
        time.sleep(self._reads_s)
        self._do(page, Target.GO_ON, self._by.value)

    def steps(self) -> Iterator[tuple[TrialPlan | AfterwardsPlan, QuestionView]]:
        """Read the pages, pass the comprehension check, and yield each other question when it is on the screen."""
        for step in self._plan.steps:
            match step:
                case PagesPlan():
                    for number, page in enumerate(step.pages, start=1):
                        self.reads(page.text, number, len(step.pages))
                case ComprehensionPlan():
                    self._pass(step)
                case TrialPlan():
                    for phase, screen in step.screens:
                        if isinstance(screen, EstimatePlan):
                            view = present_as(screen, step.event, phase, self._plan.wording)[0]
                            assert isinstance(view, QuestionView)
                            self.sees(view)
                            time.sleep(self._reads_s)
                            yield step, view
                case AfterwardsPlan():
                    view = afterwards_view(step, self._plan.wording)
                    self.sees(view)
                    yield step, view

    def _pass(self, question: ComprehensionPlan) -> None:
        """Choose the right answer, and read what is said to it."""
        view = self._plan.wording.choice(question.text, question.answers)
        options = len(question.answers)
        self.looks_like(view, ChoiceAnswer(options))
        self._do(view, Target.option(question.right), str(question.right))
        self.looks_like(view, ChoiceAnswer(options, chosen=question.right))
        self._do(view, Target.CONFIRM, "space" if self._by is By.SPACE else "enter")
        self.reads(self._plan.wording.feedback(question.explanation, passed=True, last=True))

    def click(self, view: View, *targets: Target, hold_s: float = 0.06) -> None:
        """Click something on the screen after the other."""
        for target in targets:
            box = compose(view, SIZE).clickable[target]
            self._robot.click(box.left + box.width // 2, box.top + box.height // 2, hold_s)

    def _do(self, view: View, target: Target, key: str) -> None:
        if self._by is By.MOUSE:
            time.sleep(DOUBLE_CLICK_S)  # or it would be the second half of a double click
            self.click(view, target)
        else:
            self._robot.press(key)

    def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        self._robot.press(*keys)

    def ends(self) -> int:
        """Wait for the end of the session."""
        return self._process.wait(timeout=20)

"""A lab whose commands are typed, and what each answers."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

from experiment.cli import main
from experiment.conduct import conduct
from experiment.config.load import load_study
from experiment.format.apparatus import Apparatus
from experiment.format.run_files import place_of, rehearsals_beside
from experiment.format.vocabulary import ParticipantMode, SessionKind
from experiment.layout.views import QuestionView
from experiment.record.request import Request
from experiment.task.participant import Action, Observation, Participant
from experiment.task.stage import Stage
from experiment.virtual.opening import open_virtual_stage
from tests.instruments.small_study import write_small_study

STEM = "sub-KD001_ses-baseline_task-beliefupdate_run-"


@dataclass(frozen=True)
class Said:
    """What a command has answered."""

    code: int
    out: str
    err: str


class Lab:
    """A folder with a study, in which KD001 is enrolled as a patient.

    Parameters
    ----------
    like
        A folder like that, to be copied: to enrol somebody takes longer than most of what is tried.
    """

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str], like: Path | None = None) -> None:
        self.folder = folder
        self.data = folder / "data"
        self.study = folder / "study.yaml"
        self._capsys = capsys
        if like is None:
            write_small_study(folder, events=4)
            assert 0 == self.say("enrol", "--participant", "KD001", "--arm", "patient", "--language", "fr").code
        else:
            shutil.copytree(like, folder, dirs_exist_ok=True)

    def say(self, verb: str, *arguments: str) -> Said:
        """Carry out one command in this lab."""
        places = ["--study", str(self.study), *([] if "--data" in arguments else ["--data", str(self.data)])]
        return self.say_just(verb, *arguments, *places)

    def say_just(self, *arguments: str) -> Said:
        """Carry out one command as it stands."""
        self._capsys.readouterr()
        try:
            code = main(arguments)
        except SystemExit as exit_:
            code = int(str(exit_.code))
        captured = self._capsys.readouterr()
        return Said(code, captured.out, captured.err)

    def simulate(self, *arguments: str) -> Said:
        """Simulate the session of KD001 at baseline."""
        session = ("--participant", "KD001", "--arm", "patient", "--visit", "baseline")
        return self.say("simulate", *session, "--participant-mode", "scripted", *arguments)

    def run(self, *arguments: str) -> Said:
        """Start the session of KD001 at baseline as a test."""
        return self.say("run", "--participant", "KD001", "--visit", "baseline", "--kind", "test", *arguments)

    def edit(self, name: str, old: str, new: str) -> None:
        """Change a study file where a text stands for the first time."""
        file = self.folder / name
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")

    def events(self, change: Callable[[dict[str, list[dict[str, object]]]], None]) -> None:
        """Change the event lists."""
        file = self.folder / "events.yaml"
        content = json.loads(file.read_text(encoding="utf-8"))
        change(content["lists"])
        file.write_text(json.dumps(content, indent=1, ensure_ascii=False), encoding="utf-8", newline="\n")

    def tree(self) -> dict[str, bytes]:
        """All data and rehearsals but the locks, which mean nothing when nobody holds them."""
        folders = [self.data, rehearsals_beside(self.data)]
        return {
            path.relative_to(self.folder).as_posix(): path.read_bytes()
            for folder in folders
            for path in sorted(folder.rglob("*"))
            if path.is_file() and ".locks" not in path.parts
        }

    @property
    def simulated(self) -> Path:
        """The folder of simulated sessions."""
        return place_of(self.data, SessionKind.SIMULATED)


class Leaves:
    """A virtual participant who is gone at the seventh question, in the fourth trial."""

    def __init__(self, participant: Participant) -> None:
        self._participant, self._left = participant, 7

    def act(self, observation: Observation) -> Sequence[Action]:
        self._left -= isinstance(observation.view, QuestionView)
        if self._left == 0:
            raise KeyboardInterrupt
        return self._participant.act(observation)


def enrolled_in(folder: Path) -> Path:
    """Make a lab without anybody who reads what it says."""
    study, data = write_small_study(folder, events=4), folder / "data"
    who = ("--participant", "KD001", "--arm", "patient", "--language", "fr")
    with redirect_stdout(io.StringIO()):
        assert 0 == main(["enrol", *who, "--study", str(study), "--data", str(data)])
    return folder


def break_off(lab: Lab, mode: ParticipantMode) -> None:
    """Conduct the session of KD001 at baseline as `simulate` does, until three trials are finished."""

    @contextmanager
    def open_stage(kind: SessionKind, participant: Participant | None) -> Iterator[tuple[Stage, Apparatus]]:
        assert participant is not None
        with open_virtual_stage(kind, Leaves(participant)) as opened:
            yield opened

    with pytest.raises(KeyboardInterrupt):
        conduct(load_study(lab.study), Request(lab.data, "KD001", "baseline", SessionKind.SIMULATED, mode), open_stage)

"""The crash drill: a process that is really killed in mid-trial; what does not come out right is named by its step."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO

import pytest

from experiment.format.run_files import SessionFiles, rehearsals_beside
from experiment.format.vocabulary import SessionKind
from experiment.messages import Refusal
from experiment.verbs.crash_drill import CrashDrill
from tests.instruments.small_study import PROJECT, write_small_study
from tests.instruments.typed_lab import Lab


class Drilled:
    """A drill in a folder, whose sessions are those of `tests.instruments.drilled_session`."""

    def __init__(self, folder: Path) -> None:
        self.study = write_small_study(folder, events=4)
        self.data = rehearsals_beside(folder / "data") / "drill"
        self.session = SessionFiles(self.data, "XX001", "baseline", "beliefupdate", SessionKind.TEST)
        self.said: list[str] = []
        self.before_resume: Callable[[], object] = lambda: None

    def start(self, more: Sequence[str], said: IO[bytes]) -> subprocess.Popen[bytes]:
        """Begin the session, or go on with it."""
        if more:
            self.before_resume()
        command = [sys.executable, "-m", "tests.instruments.drilled_session", str(self.study), str(self.data), *more]
        return subprocess.Popen(command, cwd=PROJECT, stdout=said, stderr=subprocess.STDOUT)

    def carry_out(self) -> None:
        """Go through the drill."""
        CrashDrill(self.session, self.start, self.said.append).carry_out()


def test_a_row_that_is_lost_fails_the_drill(tmp_path: Path) -> None:
    """Where what was finished is no longer there when the session is to go on, that step fails, and says why."""
    drilled = Drilled(tmp_path)
    table = drilled.session.run(1).data

    def lose() -> None:
        lines = table.read_bytes().splitlines(keepends=True)
        table.write_bytes(b"".join([*lines[:-1], lines[-1].replace(b"answered", b"missed", 1)]))

    drilled.before_resume = lose
    with pytest.raises(Refusal) as refused:
        drilled.carry_out()
    assert 4 == refused.value.facts["step"]
    assert table.name in str(refused.value.facts["what"])
    assert 3 == len(drilled.said)


def test_a_session_that_is_killed_goes_on(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each step is said: in mid-trial, killed, on the disk, gone on, complete and as it was recorded; a drill that is
    passed leaves nothing behind."""
    drilled = Drilled(lab.folder)
    monkeypatch.setattr("experiment.verbs.drill.has_display", lambda: True)
    monkeypatch.setattr("experiment.verbs.drill._stamp", lambda: "now")
    drilled.data = rehearsals_beside(lab.data) / "drill-now"
    monkeypatch.setattr("experiment.verbs.drill._start", lambda *given: drilled.start(given[-2], given[-1]))
    said = lab.say_just("drill", "--data", str(lab.data))
    assert (0, "") == (said.code, said.err)
    steps = said.out.splitlines()[1:-1]
    assert ["1/5", "2/5", "3/5", "4/5", "5/5"] == [line[:3] for line in steps]
    assert re.search("it was killed while “Event .*” was on the screen; [23] trials were finished", steps[1])
    assert "9 rows" in steps[4]
    assert said.out.splitlines()[-1].startswith("The drill is passed")
    assert not drilled.data.exists()

"""The crash drill: a session in another process, killed in the middle of a trial, gone on with, and verified.

Its steps are said one by one; the first that does not come out as it should ends it.
"""

from __future__ import annotations

import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, NoReturn

from experiment.design.session_plan import SessionPlan, TrialPlan
from experiment.format.journal import JournalEntry, ScreenShown
from experiment.format.journal_lines import read_entries
from experiment.format.run_files import RunFiles, SessionFiles
from experiment.format.sheet import SessionSheet
from experiment.messages import Reason, Refusal
from experiment.record.find import Standing
from experiment.record.read_back import read_plan
from experiment.record.read_sheet import read_sheet
from experiment.record.storage import Disk
from experiment.record.verify import verify
from experiment.task.projection import Projection

STEPS = 5
_FINISHED_BEFORE = 2
"""So many trials are finished when it is killed."""

_BEGINS_WITHIN_S, _ENDS_WITHIN_S, _LOOK_EVERY_S = 180.0, 300.0, 0.02


@dataclass(frozen=True)
class Step:
    """A step that has come out as it should.

    Parameters
    ----------
    number
        Which one.
    said
        What has come out.
    facts
        What was found, for whoever says it in other words.
    """

    number: int
    said: str
    facts: Mapping[str, object]

    def __str__(self) -> str:
        """Write its line."""
        return f"{self.number}/{STEPS}  {self.said}"


Start = Callable[[Sequence[str], IO[bytes]], "subprocess.Popen[bytes]"]
"""Starts a session in another process, with more options; what it says goes to a file."""


class CrashDrill:
    """A drill.

    Parameters
    ----------
    session
        Which session, in a folder of its own.
    start
        Starts it.
    say
        Told of each step that has come out as it should.
    """

    def __init__(self, session: SessionFiles, start: Start, say: Callable[[Step], object]) -> None:
        self._session, self._start, self._say = session, start, say
        self._run: RunFiles = session.run(1)
        self._step = 0

    def carry_out(self) -> None:
        """Go through all steps.

        Raises
        ------
        Refusal
            Naming the step that failed.
        """
        self._step = 1
        with self._started([]) as (child, said):
            finished, event = self._wait_for_a_trial(child, said)
            self._done("a rehearsal has begun in another process, and is in the middle of a trial")
            self._step = 2
            child.kill()  # SIGKILL, or what is like it: no handler of the program runs
            child.wait()
            self._done(
                "it was killed while “{event}” was on the screen; {finished} trials were finished",
                event=event,
                finished=finished,
            )
        self._step = 3
        before = Disk().read(self._run.data)
        self._verify(Standing.INTERRUPTED)
        self._done(
            "all of them are on the disk ({rows} rows), and everything is as it was recorded", rows=_rows(before)
        )
        self._step = 4
        with self._started(["--resume"]) as (child, said):
            self._wait_for_the_end(child, said)
            self._done("the session has gone on with --resume, to its end")
        self._step = 5
        after, planned = Disk().read(self._run.data), read_plan(Disk(), self._run).rows
        if not after.startswith(before):
            self._fail("rows from before the crash are no longer what they were")
        if _rows(after) != planned:
            self._fail(f"{_rows(after)} rows are there, and {planned} were planned")
        self._verify(Standing.COMPLETE)
        self._done(
            "it is complete: {rows} rows, those of before unchanged, and everything is as it was recorded", rows=planned
        )

    def _done(self, what: str, **facts: object) -> None:
        self._say(Step(self._step, what.format(**facts), facts))

    def _fail(self, what: str) -> NoReturn:
        folder = self._session.data
        raise Refusal(Reason.DRILL_FAILED, step=self._step, steps=STEPS, what=what, folder=folder)

    @contextmanager
    def _started(self, more: Sequence[str]) -> Iterator[tuple[subprocess.Popen[bytes], IO[bytes]]]:
        """Start the session, and leave nothing of it running."""
        with tempfile.TemporaryFile() as said:
            child = self._start(more, said)
            try:
                yield child, said
            finally:
                if child.poll() is None:
                    child.kill()
                    child.wait()

    def _wait_for_a_trial(self, child: subprocess.Popen[bytes], said: IO[bytes]) -> tuple[int, str]:
        """Wait until some trials are finished, and the next one is on the screen."""
        until_s = time.monotonic() + _BEGINS_WITHIN_S
        while (stands := in_mid_trial(self._run)) is None or stands[0] < _FINISHED_BEFORE:
            if child.poll() is not None:
                self._fail(f"the rehearsal has ended by itself, and says: {_last_line(said)}")
            if time.monotonic() > until_s:
                self._fail(f"no trial came in {_BEGINS_WITHIN_S:.0f} seconds")
            time.sleep(_LOOK_EVERY_S)
        return stands

    def _wait_for_the_end(self, child: subprocess.Popen[bytes], said: IO[bytes]) -> None:
        try:
            code = child.wait(_ENDS_WITHIN_S)
        except subprocess.TimeoutExpired:
            self._fail(f"it did not come to its end in {_ENDS_WITHIN_S:.0f} seconds")
        if code != 0:
            self._fail(f"it did not go on, and says: {_last_line(said)}")

    def _verify(self, expected: Standing) -> None:
        found = verify(Disk(), self._session.place)
        for finding in found.amiss:
            self._fail(f"{finding.file}: {finding.what}")
        stands = found.runs.get(self._run.stem)
        if stands is not expected:
            self._fail(f"the session is {stands.value if stands else 'gone'}, and should be {expected.value}")


def in_mid_trial(run: RunFiles) -> tuple[int, str] | None:
    """Look whether a trial is on the screen: how many were finished before, and its event; ``None``: there is none."""
    try:
        sheet, plan = read_sheet(Disk(), run.sheet), read_plan(Disk(), run)
        entries = read_entries(Disk().read(run.journal)).entries
    except (OSError, Refusal):  # it has not begun yet
        return None
    return _trial_on(plan, sheet, entries)


def _trial_on(plan: SessionPlan, sheet: SessionSheet, entries: Sequence[JournalEntry]) -> tuple[int, str] | None:
    projection, on = Projection(plan, sheet), None
    for entry in entries:
        projection.take(entry)
        if isinstance(entry, ScreenShown):
            on = entry
    finished = {step.step for step in projection.take_due()}
    step = None if on is None or on.step is None or on.step in finished else plan.steps[on.step]
    trials = sum(isinstance(plan.steps[number], TrialPlan) for number in finished)
    return (trials, step.event.text) if isinstance(step, TrialPlan) else None


def _rows(table: bytes) -> int:
    return table.count(b"\n") - 1


def _last_line(said: IO[bytes]) -> str:
    """Give the last thing that a process has said."""
    said.seek(0)
    lines = [line for line in said.read().decode("utf-8", "replace").splitlines() if line.strip()]
    return lines[-1] if lines else "nothing"

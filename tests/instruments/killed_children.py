"""Sessions in child processes that are killed with SIGKILL at a random instant, and resumed until they are whole.

Run as a program (``python -m tests.instruments.killed_children real 50``) it kills sessions on the real stage:
PsychoPy is imported once, before the forks, and each child opens its own window.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path

from experiment.conduct import OpenStage, conduct
from experiment.config.load import Study
from experiment.format.apparatus import Apparatus
from experiment.format.vocabulary import ParticipantMode, SessionKind
from experiment.layout.size import Size
from experiment.messages import Reason, Refusal
from experiment.record import participants
from experiment.record.read_back import read_plan
from experiment.record.request import Request
from experiment.record.storage import Disk
from experiment.task.participant import Participant
from experiment.task.stage import Stage
from experiment.virtual.opening import open_virtual_stage
from experiment.virtual.participants import ScriptedParticipant
from tests.instruments.failing_disks import Acknowledged, KilledDisk
from tests.instruments.small_study import PROJECT, small_study
from tests.instruments.watched_sessions import (
    ARM,
    PARTICIPANT,
    VISIT,
    expected_afterwards,
    expected_answers,
    files,
    rows,
    written_afterwards,
    written_answers,
    wrong_checksums,
)


@dataclass
class Report:
    """What became of the sessions."""

    kills: int = 0
    resumed: int = 0
    killed_before_the_first_screen: int = 0
    interrupted_trials: int = 0
    acknowledged_lost: int = 0
    not_whole: int = 0


@dataclass(frozen=True)
class Child:
    """How a child ended that conducted a session.

    Parameters
    ----------
    promised
        How many bytes of its CSV were said to be safe.
    killed
        Whether it was killed before it had ended by itself.
    lasted_s
        From when it was ready to begin.
    """

    promised: int
    killed: bool
    lasted_s: float


class _TellingDisk(KilledDisk):
    """Tells how long the CSV is whenever it is safe."""

    def __init__(self, tell: Callable[[int], None]) -> None:
        super().__init__(Acknowledged())
        self._tell = tell

    def promised(self, path: Path) -> None:
        if path.name.endswith("_data.csv"):
            self._tell(path.stat().st_size)


def conduct_in_child(study: Study, data: Path, open_stage: OpenStage, kill_after_s: float | None = None) -> Child:
    """Start or resume the session in a child, and perhaps kill it: on Windows, in a new process, which takes longer."""
    in_child = _in_a_new_process if sys.platform == "win32" else _in_a_fork
    return in_child(study, data, open_stage, kill_after_s)


def _in_a_fork(study: Study, data: Path, open_stage: OpenStage, kill_after_s: float | None) -> Child:
    start_s = time.monotonic()
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        code = 1
        try:
            _start_or_resume(study, data, open_stage, _TellingDisk(lambda length: _write_line(write, length)))
            code = 0
        finally:
            os._exit(code)
    os.close(write)
    if kill_after_s is not None:
        time.sleep(kill_after_s)
        os.kill(child, signal.SIGKILL)
    with os.fdopen(read) as told:
        lengths = [int(line) for line in told.read().split()]
    _, status = os.waitpid(child, 0)
    if kill_after_s is None and status != 0:
        raise RuntimeError(f"the child that was not killed ended with {status}")
    return Child(max(lengths, default=0), os.WIFSIGNALED(status), time.monotonic() - start_s)


def _write_line(descriptor: int, length: int) -> None:
    os.write(descriptor, f"{length}\n".encode())


_READY = -1


def _in_a_new_process(study: Study, data: Path, open_stage: OpenStage, kill_after_s: float | None) -> Child:
    context = multiprocessing.get_context("spawn")
    told, tell = context.Pipe(duplex=False)
    child = context.Process(target=_be_the_child, args=(study, data, open_stage, tell))
    child.start()
    tell.close()
    assert _READY == told.recv()
    start_s = time.monotonic()
    if kill_after_s is not None:
        time.sleep(kill_after_s)
    killed = kill_after_s is not None and child.is_alive()
    if killed:
        child.kill()
    lengths = []
    with suppress(EOFError, OSError):
        while True:
            lengths.append(told.recv())
    child.join()
    if kill_after_s is None and child.exitcode != 0:
        raise RuntimeError(f"the child that was not killed ended with {child.exitcode}")
    return Child(max(lengths, default=0), killed and child.exitcode != 0, time.monotonic() - start_s)


def _be_the_child(study: Study, data: Path, open_stage: OpenStage, tell: Connection) -> None:
    tell.send(_READY)
    _start_or_resume(study, data, open_stage, _TellingDisk(tell.send))


def _start_or_resume(study: Study, data: Path, open_stage: OpenStage, storage: Disk) -> None:
    request = Request(data, PARTICIPANT, VISIT, SessionKind.TEST, ParticipantMode.SCRIPTED)
    try:
        conduct(study, request, open_stage, storage)
    except Refusal as refusal:
        if refusal.reason is Reason.SESSION_UNFINISHED:
            conduct(study, Request(**{**vars(request), "resume": True}), open_stage, storage)
        elif refusal.reason is not Reason.SESSION_COMPLETE:
            raise


def kill_sessions(study: Study, folder: Path, open_stage: OpenStage, kills: int, seed: int) -> Report:
    """Kill sessions at random instants, each resumed to its end, and count what went wrong.

    Parameters
    ----------
    kills
        How many sessions are killed; one that ends before its instant has come does not count.
    seed
        Of the instants, drawn evenly over the time that a session takes.
    """
    draw, report = random.Random(seed), Report()
    whole = (_enrolled(study, folder / f"whole_{n}") for n in range(3))
    lasts_s = min(conduct_in_child(study, data, open_stage).lasted_s for data in whole)
    folders = (folder / str(n) for n in count())
    while report.kills < kills:
        data = _enrolled(study, next(folders))
        child = conduct_in_child(study, data, open_stage, draw.uniform(0, lasts_s))
        if not child.killed:
            continue
        report.kills += 1
        run_files = files(data)
        before = run_files.data.read_bytes() if run_files.sheet.exists() else b""
        report.killed_before_the_first_screen += not run_files.sheet.exists()
        report.acknowledged_lost += len(before) < child.promised
        conduct_in_child(study, data, open_stage)
        sheet = json.loads(run_files.sheet.read_bytes())
        report.resumed += len(sheet["launches"]) > 1
        after = run_files.data.read_bytes()
        report.interrupted_trials += sum(row["interrupted"] == "true" for row in rows(after))
        plan = read_plan(Disk(), run_files)
        as_planned = (
            sheet["status"] == "complete"
            and after.startswith(before[: child.promised])
            and len(rows(after)) == plan.rows
            and sorted(written_answers(after)) == sorted(expected_answers(plan))
            and list(written_afterwards(Disk(), run_files, plan)) == list(expected_afterwards(plan))
            and not wrong_checksums(Disk(), run_files)
        )
        report.not_whole += not as_planned
    return report


def _enrolled(study: Study, data: Path) -> Path:
    data.mkdir()
    participants.enrol(Disk(), data, study.file, PARTICIPANT, ARM, "fr")
    return data


def kill_virtual(folder: Path, kills: int, seed: int) -> Report:
    """Kill sessions on the virtual stage."""
    study = small_study(_made(folder / "study"), comprehension=True, afterwards=("memory",), answer_input="slider")
    return kill_sessions(study, folder, open_virtual_stage, kills, seed)


def kill_real(folder: Path, kills: int, seed: int) -> Report:
    """Kill sessions on the real stage, on a virtual display."""
    import pyglet

    pyglet.options["shadow_window"] = False  # so that importing PsychoPy connects to no display before the forks
    from experiment.screen.open_stage import DisplayChoice, open_stage
    from experiment.screen.stage import PsychoPyStage  # noqa: F401
    from experiment.screen.virtual_display import virtual_display

    @contextmanager
    def quick(kind: SessionKind, _scripted: Participant | None) -> Iterator[tuple[Stage, Apparatus]]:
        participant = ScriptedParticipant(first_key_s=0.04, between_keys_s=0.02, page_s=0.04)
        with open_stage(DisplayChoice(window=Size(640, 480)), kind, participant) as opened:
            yield opened

    study = small_study(_made(folder / "study"), practice=0, short_s=0.034)
    with virtual_display(Size(640, 480)):
        return kill_sessions(study, folder, quick, kills, seed)


def begin(stage: str, kills: int, seed: int) -> subprocess.Popen[str]:
    """Begin to kill sessions on a stage, in a process that shares nothing with its parent."""
    command = [sys.executable, "-m", "tests.instruments.killed_children", stage, str(kills), str(seed)]
    return subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True)


def report_of(process: subprocess.Popen[str]) -> Report:
    """Wait for the end of what was begun."""
    output, _ = process.communicate()
    if process.returncode != 0:
        raise RuntimeError(f"the process that kills sessions ended with {process.returncode}")
    (report,) = [line for line in output.splitlines() if line.startswith("{")]  # PsychoPy may have its own to say
    return Report(**json.loads(report))


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


if __name__ == "__main__":
    kill = {"real": kill_real, "virtual": kill_virtual}[sys.argv[1]]
    with tempfile.TemporaryDirectory() as scratch:
        print(json.dumps(asdict(kill(Path(scratch), int(sys.argv[2]), int(sys.argv[3])))))  # noqa: T201

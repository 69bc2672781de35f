"""Work that is shared among processes comes to the same, and Ctrl-C is the first process's alone."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from multiprocessing import active_children
from pathlib import Path

import pytest

from experiment.messages import Reason, Refusal
from experiment.workers import worked
from tests.instruments.small_study import PROJECT

BEGUN: list[str] = []


def squared(number: int) -> int:
    return number * number


def about_this_process(_: int) -> tuple[int, bool, list[str]]:
    return os.getpid(), signal.getsignal(signal.SIGINT) is signal.SIG_IGN, list(BEGUN)


def note_begun() -> None:
    BEGUN.append("begun")


def slept(seconds: int) -> None:
    time.sleep(seconds)


@pytest.mark.parametrize("jobs", [1, 2])
def test_each_piece_has_its_result(jobs: int) -> None:
    """However many processes share the pieces, each comes once, with its result."""
    assert [(one, one * one) for one in range(7)] == sorted(worked(range(7), squared, jobs))


def test_one_job_is_this_process() -> None:
    """One job needs no other process."""
    [(_, (process, _, _))] = worked([1], about_this_process, 1)
    assert os.getpid() == process


def test_in_other_processes() -> None:
    """Processes that are started leave Ctrl-C to the first, and begin as they are told."""
    results = [found for _, found in worked(range(3), about_this_process, 2, note_begun)]
    assert os.getpid() not in {process for process, _, _ in results}
    assert [(True, ["begun"])] * 3 == [(ignores, begun) for _, ignores, begun in results]


def test_who_stops_it_does_not_wait() -> None:
    """Whoever stops the work waits for no piece that is at work: ten minutes would be longer than a test may take."""
    results = worked([0, 600, 600], slept, 2)
    next(results)
    results.close()  # type: ignore[attr-defined]
    assert [] == active_children()


def refused(path: Path) -> None:
    raise Refusal(Reason.DISK_NEARLY_FULL, data=path, free_mb=3, needed_mb=100)


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_one_process_refuses_is_refused(jobs: int) -> None:
    """However many processes share the work, a refusal is the same, with its facts."""
    with pytest.raises(Refusal) as said:
        list(worked([Path("data")], refused, jobs))
    assert said.value.reason is Reason.DISK_NEARLY_FULL
    assert said.value.facts["data"] == Path("data")
    assert str(said.value) == Reason.DISK_NEARLY_FULL.say(**said.value.facts)


def gone(_: int) -> None:
    os._exit(9)


def test_a_process_that_is_ended_is_said() -> None:
    """Whoever ends one of the processes that share the work, and if it is a system without memory: it is a refusal."""
    with pytest.raises(Refusal) as said:
        list(worked(range(4), gone, 2))
    assert said.value.reason is Reason.WORKER_ENDED
    assert [] == active_children()


def test_nobody_goes_on_for_a_process_that_was_killed() -> None:
    """Where the first process is killed, the others end too: what they all print to is closed by all of them."""
    program = "import time\nfrom experiment.workers import worked\n"
    program += "for _ in worked([0, 600, 600], time.sleep, 2):\n    print('begun', flush=True)"
    with subprocess.Popen([sys.executable, "-c", program], cwd=PROJECT, stdout=subprocess.PIPE, text=True) as first:
        assert first.stdout is not None
        assert "begun\n" == first.stdout.readline()
        first.kill()
        assert ("", None) == first.communicate(timeout=60)

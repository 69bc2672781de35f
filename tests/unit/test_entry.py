"""Every command ends in a sentence and the right exit code, whenever it is stopped and wherever it prints."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from experiment.messages import Reason, Setup, SystemSays
from tests.instruments.small_study import PROJECT, write_small_study
from tests.instruments.watched_sessions import rows

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals and /dev")

AT_ONCE = Reason.STOPPED_AT_ONCE.say() + "\n"
OF_VERB = {"validate": Reason.READING_STOPPED.say() + "\n", "simulate": Reason.STOPPED.say() + "\n"}
EXPERIMENT = [sys.executable, "-m", "experiment"]


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return write_small_study(tmp_path)


def commands(study: Path, data: str = "data") -> dict[str, list[str]]:
    places = ["--study", str(study), "--data", str(study.parent / data)]
    simulated = ["--participant", "KD001", "--arm", "patient", "--visit", "baseline"]
    return {
        "help": ["--help"],
        "help of a verb": ["run", "--help"],
        "version": ["--version"],
        "validate": ["validate", str(study)],
        "enrol": ["enrol", *places, "--participant", "KD001", "--arm", "patient", "--language", "fr"],
        "plan": ["plan", *places, *simulated],
        "simulate": ["simulate", *places, *simulated],
        "preview": ["preview", str(study), "--out", str(study.parent / "preview"), "--language", "fr"],
    }


def ended(command: list[str], **how: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # type: ignore[call-overload, no-any-return]
        command, cwd=PROJECT, text=True, timeout=120, check=False, **{"stderr": subprocess.PIPE, **how}
    )


def holding_back() -> None:
    """What lab.py does before it hands over."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})


def interrupted_after(delay_s: float, command: list[str]) -> tuple[int, str]:
    """Press Ctrl-C some time after the start."""
    process = subprocess.Popen(
        command, cwd=PROJECT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, preexec_fn=holding_back
    )
    time.sleep(delay_s)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=120)
    return process.returncode, said


@pytest.mark.parametrize("verb", ["validate", "simulate"])
def test_ctrl_c_in_the_first_second(study: Path, verb: str) -> None:
    """Whenever Ctrl-C is pressed after lab.py has handed over, the command is done, or stopped with a sentence."""
    # Each in a folder of its own: a session that was stopped in its middle is not begun again.
    lines = [commands(study, f"data{n}")[verb] for n in range(10)]
    ends = [interrupted_after(0.09 * n, [*EXPERIMENT, *line]) for n, line in enumerate(lines)]
    # Python itself ends by SIGINT once a string that is executed was interrupted (_Py_UnhandledKeyboardInterrupt).
    said = {AT_ONCE, OF_VERB[verb]}
    assert set() == set(ends) - {(0, ""), *((code, one) for code in (1, -signal.SIGINT) for one in said)}
    assert {(1, one) for one in said} & set(ends)


def test_ctrl_c_while_lab_py_starts() -> None:
    """lab.py itself, once its first lines have been read, ends in its own sentence, or has said all."""
    ends = [interrupted_after(0.03 * n, [sys.executable, "lab.py", "--help"]) for n in range(8)]
    assert set() == set(ends) - {(130, Setup.STOPPED.say() + "\n"), (0, "")}


def test_ctrl_c_when_all_is_said(study: Path) -> None:
    """Ctrl-C after the last line changes nothing: the command is done, and no library complains."""
    for _ in range(5):
        with subprocess.Popen(
            [*EXPERIMENT, *commands(study)["validate"]],
            cwd=PROJECT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as process:
            assert process.stdout is not None
            process.stdout.readline()
            process.send_signal(signal.SIGINT)
            _, said = process.communicate()
            assert 0 == process.returncode
            assert "" == said


def test_ctrl_c_that_is_ignored_stays_ignored(study: Path) -> None:
    """A command in the background, for which the shell ignores Ctrl-C, is not stopped by it."""

    def ignoring() -> None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)

    process = subprocess.Popen(
        [*EXPERIMENT, *commands(study)["simulate"]], cwd=PROJECT, stdout=subprocess.DEVNULL, preexec_fn=ignoring
    )
    for _ in range(10):
        time.sleep(0.05)
        process.send_signal(signal.SIGINT)
    assert 0 == process.wait(120)


def signalled(study: Path, names: list[str], *more: str, ignored: str = "SIGINT") -> tuple[int, str]:
    """Send signals to `simulate` once it works on a whole study, while it ignores one; its last line comes back."""
    line = ["simulate", "--study", str(study), "--data", str(study.parent / "data"), *more]
    process = subprocess.Popen(
        [*EXPERIMENT, *line],
        cwd=PROJECT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.Signals[ignored], signal.SIG_IGN),
    )
    while not list(study.parent.glob("data-rehearsals/*/participants/*.json")):
        assert process.poll() is None
        time.sleep(0.01)
    for name in names:
        process.send_signal(signal.Signals[name])
    _, said = process.communicate(timeout=120)
    return process.returncode, said.splitlines()[-1]


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_who_is_stopped_by_the_system_leaves_nothing_half(study: Path, name: str, jobs: str) -> None:
    """A system that shuts down, and a terminal that is closed, stop it as Ctrl-C does, and ask twice for nothing."""
    asked = [name, name, "SIGTERM"]
    assert (1, Reason.SIMULATION_STOPPED.say()) == signalled(study, asked, "--participants", "99", "--jobs", jobs)
    assert [] == list((study.parent / "data-rehearsals").iterdir())


def test_a_terminal_that_may_be_closed(study: Path) -> None:
    """What ignores that its terminal is closed, as under `nohup`, goes on."""
    assert 0 == signalled(study, ["SIGHUP"], "--participants", "5", ignored="SIGHUP")[0]


def full(study: Path, arguments: list[str]) -> subprocess.CompletedProcess[str]:
    with Path("/dev/full").open("w") as nowhere:
        return ended([*EXPERIMENT, *arguments], stdout=nowhere)


def closed(study: Path, arguments: list[str]) -> subprocess.CompletedProcess[str]:
    return ended([*EXPERIMENT, *arguments], preexec_fn=lambda: os.close(1))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
@pytest.mark.parametrize(("output", "error"), [(full, SystemSays.FULL.en), (closed, "it is closed")])
@pytest.mark.parametrize("verb", list(commands(Path("study"))))
def test_output_that_cannot_be_written(
    study: Path, verb: str, output: Callable[[Path, list[str]], subprocess.CompletedProcess[str]], error: str
) -> None:
    """Where standard output is full or closed, the work is done, one sentence says so, and the exit code too."""
    done = output(study, commands(study)[verb])
    assert (1, Reason.OUTPUT_NOT_WRITTEN.say(error=error)) == (done.returncode, done.stderr.splitlines()[-1])
    assert "Traceback" not in done.stderr
    if verb == "simulate":
        (table,) = study.parent.rglob("*run-1_desc-trials_data.csv")
        assert 5 == len(rows(table.read_bytes()))


def test_a_reader_that_has_had_enough(study: Path) -> None:
    """A command whose output goes into a pipe that nobody reads any longer is done, without a word."""
    read, write = os.pipe()
    os.close(read)
    done = ended([*EXPERIMENT, *commands(study)["plan"], "--json"], stdout=write)
    os.close(write)
    assert (0, "") == (done.returncode, done.stderr)


def test_all_three_streams_closed(study: Path) -> None:
    """No file of a session takes the place of a closed stream: the session is whole, and the code says what it can."""

    def close_all() -> None:
        for number in (0, 1, 2):
            os.close(number)

    done = ended([*EXPERIMENT, *commands(study)["simulate"]], stderr=None, preexec_fn=close_all)
    (table,) = study.parent.rglob("*run-1_desc-trials_data.csv")
    assert 1 == done.returncode
    assert 5 == len(rows(table.read_bytes()))
    assert table.read_bytes().startswith(b"schema_version,")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_errors_that_cannot_be_written(study: Path) -> None:
    """Where standard error is full, the exit code still says no."""
    with Path("/dev/full").open("w") as nowhere:
        done = ended([*EXPERIMENT, "validate", "nothing.yaml"], stdout=subprocess.DEVNULL, stderr=nowhere)
    assert 1 == done.returncode


@pytest.mark.parametrize("verb", ["help", "help of a verb", "version"])
def test_help_without_packages(study: Path, verb: str) -> None:
    """What a Python without any package can say, it says."""
    command = [sys.executable, "-S", "-m", "experiment", *commands(study)[verb]]
    done = ended(command, stdout=subprocess.PIPE)
    assert (0, "") == (done.returncode, done.stderr)


@pytest.mark.parametrize("verb", ["validate", "enrol", "plan", "simulate", "preview"])
def test_a_verb_without_packages(study: Path, verb: str) -> None:
    """What needs packages says which is missing, and what brings it."""
    done = ended([sys.executable, "-S", "-m", "experiment", *commands(study)[verb]], stdout=subprocess.PIPE)
    assert 1 == done.returncode
    assert done.stderr.splitlines() in [[Reason.NO_PACKAGE.say(package=name)] for name in ("pydantic", "PIL", "yaml")]

"""Programs that begin with PsychoPy imported, for tests that are not about how a program starts. Linux only.

To start Python and import PsychoPy takes two seconds of a processor. Here one process does that once and without any
display, and forks itself for each program that is asked for: from there on the program is as if it had been started,
with streams, arguments, surroundings and a first unseen window of its own.
"""

from __future__ import annotations

import ctypes
import json
import os
import runpy
import socket
import subprocess
import sys
import tempfile
import types
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from tests.instruments.small_study import PROJECT

_PR_SET_CHILD_SUBREAPER = 36
_LONGEST = 1_000_000


class ForkerEnded(Exception):
    """The process that forks programs has ended; the text says how."""


class Forked(subprocess.Popen[str]):
    """A program, as `subprocess.Popen` has it; its command line is one of Python's: ``-m MODULE …`` or ``-c CODE …``.

    It is a child of the process that asks for it, like any other.
    """

    def _execute_child(self, args: Sequence[str], *rest: Any) -> None:
        """Take the place of what starts a program there (CPython 3.10 to 3.12)."""
        _, _, _, _, cwd, env, _, _, _, p2cread, p2cwrite, c2pread, c2pwrite, errread, errwrite, *_ = rest
        streams = [given if given != -1 else number for number, given in enumerate((p2cread, c2pwrite, errwrite))]
        what = {"line": list(args), "cwd": str(cwd or Path.cwd()), "env": dict(os.environ if env is None else env)}
        try:
            self.pid = _fork(what, streams)
        except ForkerEnded as ended:  # which costs time, and nothing else
            warnings.warn(str(ended), stacklevel=2)
            super()._execute_child([sys.executable, *args], *rest)  # type: ignore[misc]
            return
        self._child_created = True
        self._close_pipe_fds(p2cread, p2cwrite, c2pread, c2pwrite, errread, errwrite)  # type: ignore[attr-defined]


@contextmanager
def forked(line: Sequence[str], **options: Any) -> Iterator[Forked]:
    """Begin a program, and end it when the test is over, also when the test has run out of time."""
    with Forked(line, text=True, **options) as process:
        try:
            yield process
        finally:
            if process.poll() is None:
                process.kill()


def carried_out(line: Sequence[str], **options: Any) -> subprocess.CompletedProcess[str]:
    """Carry a program out to its end, and give what it said."""
    with forked(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options) as process:
        out, err = process.communicate()
    return subprocess.CompletedProcess(line, process.returncode, out, err)


def _fork(what: dict[str, object], streams: list[int]) -> int:
    """Have a program begun; the orphan that it is at first becomes a child of this process."""
    server, libc = _server(), ctypes.CDLL(None)
    libc.prctl(_PR_SET_CHILD_SUBREAPER, 1)
    try:
        return server.fork(json.dumps(what).encode(), streams)
    finally:
        libc.prctl(_PR_SET_CHILD_SUBREAPER, 0)


class _Server:
    """The process that forks programs, from the side of whoever asks for them; it ends when that one does."""

    def __init__(self) -> None:
        self._asking, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        for end in (self._asking, theirs):  # PsychoPy, once imported, lets no socket wait for long
            end.setblocking(True)
        self._complaints = tempfile.TemporaryFile()  # noqa: SIM115
        command = [sys.executable, "-m", "tests.instruments.forked", str(theirs.fileno())]
        self._process = subprocess.Popen(
            command,
            cwd=PROJECT,
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=self._complaints,
            start_new_session=True,
        )
        theirs.close()

    def fork(self, what: bytes, streams: list[int]) -> int:
        """Have a program begun, and give its number."""
        try:
            socket.send_fds(self._asking, [what], streams)
            answer = self._asking.recv(100)
        except OSError:
            answer = b""
        if not answer:
            code, _ = self._process.wait(10), self._complaints.seek(0)
            raise ForkerEnded(f"what forks programs has ended ({code}): {self._complaints.read().decode()}")
        return int(answer)


_server = cache(_Server)


def _import_all() -> dict[str, str]:
    """Import what a session and the check import, and look for no display: each program does that for itself.

    Returns
    -------
    dict of str to str
        The variables of the surroundings that the imports have set.
    """
    before = set(os.environ)
    from experiment.screen import environment
    from experiment.screen.own_settings import import_psychopy

    import pyglet  # isort: skip (PsychoPy's)

    pyglet.options["shadow_window"] = False
    import_psychopy()
    from psychopy import logging
    from pyglet import gl

    import experiment.cli
    import experiment.screen.lab_check.check_lab
    import experiment.screen.lab_check.picture
    import experiment.verbs.check
    import experiment.verbs.run  # noqa: F401

    pyglet.options["shadow_window"] = True
    # where the import opens a first window, unseen, that is left to be done
    environment._look_for_opengl = cache(gl._create_shadow_window)
    logging.flush()  # what it says of its import, it would say in each program again
    sys.stdout.flush()
    return {name: value for name, value in os.environ.items() if name not in before}


def _next(asking: socket.socket) -> dict[str, Any]:
    """Fork a program each time one is asked for; in the program, return what it is."""
    while True:
        asked, streams, _, _ = socket.recv_fds(asking, _LONGEST, 3)
        if not asked:
            sys.exit()
        read, write = os.pipe()
        between = os.fork()
        if between == 0:
            program = os.fork()
            if program == 0:
                os.close(read)
                os.close(write)
                return {**json.loads(asked), "streams": streams}
            os.write(write, str(program).encode())
            os._exit(0)
        os.waitpid(between, 0)  # not before is the program the other one's child
        asking.send(os.read(read, 100))
        for number in (read, write, *streams):
            os.close(number)


def _carry_out(what: dict[str, Any], set_by_imports: dict[str, str]) -> None:
    """Be the program, in what was asked for."""
    for number, stream in enumerate(what["streams"]):
        os.dup2(stream, number)
        os.close(stream)
    os.chdir(what["cwd"])
    os.environ.clear()
    os.environ.update(set_by_imports | what["env"])
    kind, program, *arguments = what["line"]
    if kind == "-m":
        sys.argv = [program, *arguments]
        runpy.run_module(program, run_name="__main__", alter_sys=True)
    else:
        sys.argv = ["-c", *arguments]
        sys.modules["__main__"] = main = types.ModuleType("__main__")
        exec(compile(program, "<string>", "exec"), main.__dict__)


if __name__ == "__main__":
    with socket.socket(fileno=int(sys.argv[1])) as connection:
        set_by_imports = _import_all()
        told = _next(connection)
    _carry_out(told, set_by_imports)

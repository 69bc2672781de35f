"""The way in and out: a command ends in a sentence and an exit code, whenever it is stopped and wherever it prints.

Output that cannot be written stops nobody's work; it is said at the end.

Standard library only, as experiment/messages, and readable for Python 3.8: it is there when nothing else is.
"""

from __future__ import annotations

import errno
import gc
import io
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from experiment.interrupts import INTERRUPTS, importing
from experiment.messages import Message, Reason, plainly

_DONE, _NO = 0, 1
_NEW_OBJECTS = 50_000
"""How many there are before Python looks for garbage: a start makes many, and throws hardly any away."""


class _Output(io.TextIOWrapper):
    """An output that stops nobody when it cannot be written."""

    closed_before: OSError | None = None
    failed: OSError | None = None

    def write(self, text: str) -> int:
        """Write, as long as that works."""
        self.failed = self.failed or self.closed_before
        with self._giving_up():
            super().write(text)
        return len(text)

    def flush(self) -> None:
        """Hand over what was written, as long as that works."""
        with self._giving_up():
            super().flush()

    @contextmanager
    def _giving_up(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            self.failed = self.failed or error
            with suppress(OSError):  # what is left in its buffers goes nowhere
                nowhere = os.open(os.devnull, os.O_WRONLY)
                os.dup2(nowhere, self.fileno())
                os.close(nowhere)


def _output(number: int, like: Any, is_closed: bool) -> _Output:
    """Make the output of a number: UTF-8 for files and programs, wherever they are; a terminal's own for a terminal."""
    raw = open(number, "wb", closefd=False)  # noqa: SIM115 (for the length of the program)
    terminal = os.isatty(number)
    encoding = (terminal and getattr(like, "encoding", None)) or "utf-8"
    output = _Output(raw, encoding, errors="backslashreplace", line_buffering=number == 2 or terminal)
    if is_closed:
        output.closed_before = OSError(errno.EBADF, "it is closed")
    return output


def _open_streams() -> tuple[_Output, _Output]:
    """Give the program its three streams; where one was closed, no file that is opened later may take its place."""
    closed = set()
    for number in (0, 1, 2):
        try:
            os.fstat(number)
        except OSError:
            closed.add(number)
            os.open(os.devnull, os.O_RDWR)
    if sys.stdin is None or 0 in closed:
        sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    out, err = (_output(number, like, number in closed) for number, like in ((1, sys.stdout), (2, sys.stderr)))
    sys.stdout, sys.stderr = out, err
    return out, err


def enter(command: Callable[[], int], stopped: Message, stopped_code: int, came: Sequence[int] = ()) -> int:
    """Carry out a command.

    Parameters
    ----------
    command
        What is to be done; it gives the exit code.
    stopped, stopped_code
        What is said when Ctrl-C stops it, and the exit code then.
    came
        Not empty, if Ctrl-C has come before.

    Returns
    -------
    int
        The exit code.
    """
    INTERRUPTS.begin(came)
    out, _ = _open_streams()
    try:
        try:
            code = _code_of(command)
        finally:
            INTERRUPTS.end()
    except KeyboardInterrupt:
        INTERRUPTS.end()
        print(stopped.say(), file=sys.stderr)  # noqa: T201
        code = stopped_code
    out.flush()
    if out.failed is not None and out.failed.errno != errno.EPIPE:  # a reader that has had enough is no failure
        print(Reason.OUTPUT_NOT_WRITTEN.say(error=plainly(out.failed)), file=sys.stderr)  # noqa: T201
        code = code or _NO
    return code


def _code_of(command: Callable[[], int]) -> int:
    try:
        return command()
    except SystemExit as ending:  # argparse
        return ending.code if isinstance(ending.code, int) else _DONE if ending.code is None else _NO
    except Exception as error:
        if not INTERRUPTS.stopped:
            raise
        raise KeyboardInterrupt from error  # a library has made an error of its own of it


def _without(missing: ModuleNotFoundError) -> int:
    """Say that a package is not there without which nothing can be done; to whoever sees no terminal, in a window."""
    package = str(missing.name).partition(".")[0]
    if package == "experiment":
        raise missing
    said = Reason.NO_PACKAGE.say(package=package)
    print(said, file=sys.stderr)  # noqa: T201
    if not sys.argv[1:]:
        from experiment.setup import notice  # noqa: PLC0415 (no start needs it)

        notice.not_ready(said)
    return _NO


def main(came: Sequence[int] = ()) -> int:
    """Carry out ``belief-update`` as it was typed, unless Ctrl-C has come before."""
    gc.set_threshold(_NEW_OBJECTS)
    # All matrices here are small: threads wait for one another for longer than they save, above all on a busy PC.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"  # else it reads the metadata of every package that is there

    def command() -> int:
        try:
            with importing():
                from experiment.cli import main as typed  # noqa: PLC0415
        except ModuleNotFoundError as missing:
            return _without(missing)
        INTERRUPTS.let_through()
        return typed()

    return enter(command, Reason.STOPPED_AT_ONCE, _NO, came)

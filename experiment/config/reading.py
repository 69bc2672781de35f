"""The bytes of a file that a user names: its kind and size first, so that nothing can be waited for or filled up by."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from experiment.config.faults import Fault
from experiment.config.mistakes import Mistake, Position, StudyMistakes

LARGEST_BYTES = 2_000_000
"""Twenty times the largest file of the project."""

_KINDS = {
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a pipe",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
    stat.S_IFSOCK: "a socket",
}


_PROGRAMS = {
    b"PK\x03\x04": "a spreadsheet program or a word processor (or a ZIP archive)",
    b"\xd0\xcf\x11\xe0": "an older spreadsheet program or word processor",
    b"{\\rtf": "a word processor (RTF)",
    b"%PDF": "a program for documents (PDF)",
}
"""How the files begin that are saved under a name of another kind, and whose they are."""
_YAML = (".yaml", ".yml")


def read_whole(file: Path, endings: tuple[str, ...] = _YAML) -> bytes:
    """Read a file of study settings.

    Parameters
    ----------
    endings
        What its name may end in.

    Raises
    ------
    StudyMistakes
        If it is missing, no file, too large, or cannot be read, or is no study file by its name: that is not opened,
        for what is wrong in a study file is quoted.
    """
    where = Position(file, 1, 1)
    try:
        _check_kind(where, file.stat())
        if not {file.suffix.lower(), Path(os.path.realpath(file)).suffix.lower()} <= set(endings):  # links, too
            raise StudyMistakes([Mistake.at(where, Fault.NOT_NAMED_AS_YAML)])
        # a pipe that takes the file's place now must not be waited for
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(file, flags), "rb") as stream:
            _check_kind(where, os.fstat(stream.fileno()))
            content = stream.read(LARGEST_BYTES + 1)
    except FileNotFoundError as error:
        raise StudyMistakes([Mistake.at(where, Fault.FILE_MISSING)]) from error
    except (OSError, ValueError) as error:  # ValueError: no file can have such a name
        reason = error.strerror if isinstance(error, OSError) else error
        raise StudyMistakes([Mistake.at(where, Fault.FILE_UNREADABLE, error=reason)]) from error
    if len(content) > LARGEST_BYTES:
        raise StudyMistakes([Mistake.at(where, Fault.FILE_TOO_LARGE, largest=LARGEST_BYTES // 1_000_000)])
    return content


def of_no_program(file: Path, content: bytes, form: str) -> bytes:
    """Return the bytes of a file, and refuse a program's own file under the name of plain text, by its first bytes.

    Parameters
    ----------
    form
        As what it should be saved.

    Raises
    ------
    StudyMistakes
        If it is one.
    """
    program = next((program for start, program in _PROGRAMS.items() if content.startswith(start)), None)
    if program is not None:
        facts = {"program": program, "form": form}
        raise StudyMistakes([Mistake.at(Position(file, 1, 1), Fault.FILE_OF_A_PROGRAM, **facts)])
    return content


def _check_kind(where: Position, about: os.stat_result) -> None:
    if not stat.S_ISREG(about.st_mode):
        kind = _KINDS.get(stat.S_IFMT(about.st_mode), "something else")
        raise StudyMistakes([Mistake.at(where, Fault.NOT_A_FILE, kind=kind)])
    if about.st_size > LARGEST_BYTES:
        raise StudyMistakes([Mistake.at(where, Fault.FILE_TOO_LARGE, largest=LARGEST_BYTES // 1_000_000)])

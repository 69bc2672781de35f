"""One launch at a time writes a session: on what is written, whatever happens to files that are only locks."""

from __future__ import annotations

import errno
import getpass
import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from experiment.format.run_files import SessionFiles
from experiment.format.vocabulary import SessionKind
from experiment.messages import Reason, Refusal
from experiment.record import locks, participants
from experiment.record.locks import hold
from experiment.record.session_lock import locked
from experiment.record.soft_locks import Locked
from experiment.record.storage import Disk
from tests.instruments.many_views import Views
from tests.instruments.small_study import PROJECT, small_study
from tests.instruments.systems import WINDOWS, meddled_with, posix_locks
from tests.instruments.watched_sessions import ARM, PARTICIPANT, Witness, files, rows, run
from tests.unit.record.test_interference import Lab

HOLDER = """
import errno, os, sys
from pathlib import Path
from experiment.record import locks
if sys.argv[2] == "soft":
    def no_locks(*_):
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))
    locks.fcntl.flock = no_locks
with locks.hold(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def holder(path: Path, how: str) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds a file."""
    command = [sys.executable, "-c", HOLDER, str(path), how]
    process = subprocess.Popen(command, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert "held\n" == process.stdout.readline()
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "file"
    path.write_text("what is locked")
    return path


def no_locks(*_: object) -> None:
    raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))


@pytest.fixture(params=["hard", "soft"])
def how(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "soft":
        if WINDOWS:
            pytest.skip("Windows has locks of its own: no other file stands for one")
        monkeypatch.setattr("fcntl.flock", no_locks)
    return str(request.param)


def can_be_held(path: Path) -> bool:
    try:
        with hold(path):
            return True
    except Locked:
        return False


def test_a_living_process_keeps_its_lock(file: Path, how: str) -> None:
    """What another process holds cannot be held, and can when it has given it back."""
    with holder(file, how) as other:
        assert not can_be_held(file)
        other.communicate("")
        assert can_be_held(file)


def test_a_dead_process_keeps_nothing(file: Path, how: str) -> None:
    """The lock of a process that was killed falls."""
    with holder(file, how) as other:
        other.kill()
        other.wait()
        assert can_be_held(file)


def test_it_is_held_once_in_one_process_too(file: Path, how: str) -> None:
    """A lock is one launch's, also among launches of one process, and leaves nothing behind."""
    assert how in ("hard", "soft")
    with hold(file):
        assert not can_be_held(file)
    assert can_be_held(file)
    assert [file] == list(file.parent.iterdir())


@posix_locks
def test_what_is_let_go_is_held_by_nobody_who_begins_meanwhile(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that was begun while a file was held has it open until it has become another program: that holds
    nothing.
    """
    inherited: list[int] = []
    opened = locks._opened

    def also_by_a_child(path: Path) -> int:
        descriptor = opened(path)
        inherited.append(os.dup(descriptor))  # as a fork has it: the same opening, under another number
        return descriptor

    monkeypatch.setattr(locks, "_opened", also_by_a_child)
    try:
        with hold(file):
            pass
        with hold(file):
            pass
    finally:
        for descriptor in inherited:
            os.close(descriptor)


def test_a_file_that_was_replaced_is_locked_as_it_is_now(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the file is deleted and made anew while it is being locked, the new one is held."""
    opened, real = [], os.open

    def replacing(path: Path, *arguments: int) -> int:
        descriptor = real(path, *arguments)
        if path == file and not opened:
            opened.append(descriptor)
            try:
                file.unlink()
            except OSError as error:
                raise meddled_with(error) from error
            file.write_text("the new one")
        return descriptor

    monkeypatch.setattr(os, "open", replacing)
    with hold(file), pytest.raises(Locked), hold(file):
        pass


def soft_lock(file: Path) -> Path:
    return file.with_name(f".{file.name}.held")


@posix_locks
def test_a_soft_lock_names_nobody(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A soft lock says neither which computer nor who, and nobody else may read it."""
    monkeypatch.setattr("fcntl.flock", no_locks)
    with hold(file):
        content, mode = soft_lock(file).read_text(), soft_lock(file).stat().st_mode & 0o777
    names = [socket.gethostname(), *([getpass.getuser()] if getpass.getuser() != "root" else [])]
    machine = Path("/etc/machine-id")
    names += [machine.read_text().strip()] if machine.exists() else []
    assert [] == [name for name in names if name and name in content]
    assert 0o600 == mode


@posix_locks
@pytest.mark.parametrize(
    ("change", "held"),
    [
        ({}, True),
        ({"started": "1"}, False),
        ({"process": 2**22 + 1, "started": "1"}, False),
        ({"boot": "another"}, False),
        ({"computer": "another"}, True),
        ({"process": "much"}, True),
    ],
)
def test_whose_soft_lock_falls(
    file: Path, monkeypatch: pytest.MonkeyPatch, change: dict[str, object], held: bool
) -> None:
    """A soft lock falls with its process, or when its computer has been started again, and never in doubt."""
    monkeypatch.setattr("fcntl.flock", no_locks)
    with hold(file):
        claim = json.loads(soft_lock(file).read_text())
    soft_lock(file).write_text(json.dumps(claim | change))
    assert held is not can_be_held(file)


@posix_locks
@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b"[" * 100_000, b"\xff"])
def test_a_soft_lock_that_says_nothing(file: Path, monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    """A soft lock that cannot be read is in doubt; the file to look at is named."""
    monkeypatch.setattr("fcntl.flock", no_locks)
    soft_lock(file).write_bytes(content)
    with pytest.raises(Locked) as locked, hold(file):
        pass
    assert soft_lock(file) == locked.value.by


@pytest.mark.parametrize("resume", [False, True])
@pytest.mark.parametrize("moment", [1, 6])
def test_locks_deleted_under_a_running_session(tmp_path: Path, how: str, moment: int, resume: bool) -> None:
    """Who deletes the folder of locks under a running session cannot start another launch; the session is whole."""
    assert how in ("hard", "soft")
    study, data = small_study(tmp_path), tmp_path / "data"
    participants.enrol(Disk(), data, study.file, PARTICIPANT, ARM, "fr")
    refused: list[Reason] = []

    def second_launch() -> None:
        shutil.rmtree(files(data).session.lock.parent)
        try:
            run(study, data, Disk(), Witness(), resume=resume)
        except Refusal as refusal:
            refused.append(refusal.reason)  # type: ignore[arg-type]

    outcome = run(study, data, Disk(), Witness(Views(moment, second_launch)))
    assert [Reason.SESSION_RUNNING] == refused
    assert outcome.rows == len(rows(files(data).data.read_bytes()))


def test_the_enrolment_replaced_under_a_running_session(tmp_path: Path) -> None:
    """Even if locks and enrolment were replaced, what is written belongs to one launch: the other is refused."""
    lab = Lab(small_study(tmp_path), tmp_path / "data")
    refused: list[Reason] = []

    def second_launch() -> None:
        shutil.rmtree(files(lab.data).session.lock.parent)
        enrolment = lab.data / "participants" / f"{PARTICIPANT}.json"
        copy = enrolment.with_suffix(".copy")
        shutil.copy(enrolment, copy)
        copy.replace(enrolment)
        sheet = files(lab.data).sheet.read_bytes()
        for resume in (False, True):
            with pytest.raises(Refusal) as refusal:
                run(lab.study, lab.data, Disk(), Witness(), resume=resume)
            refused.append(refusal.value.reason)  # type: ignore[arg-type]
        assert sheet == files(lab.data).sheet.read_bytes()

    outcome = run(lab.study, lab.data, Disk(), Witness(Views(6, second_launch)))
    assert [Reason.SESSION_RUNNING] * 2 == refused
    assert outcome.rows == len(rows(files(lab.data).data.read_bytes()))


def test_a_study_session_is_held_before_anything_is_written(tmp_path: Path, how: str) -> None:
    """While a study session is being opened, deleting the folder of locks lets nobody else in."""
    assert how in ("hard", "soft")
    study, data = small_study(tmp_path), tmp_path / "data"
    participants.enrol(Disk(), data, study.file, PARTICIPANT, ARM, "fr")
    session = SessionFiles(data, PARTICIPANT, "baseline", "beliefupdate", SessionKind.STUDY)
    with locked(Disk(), session):
        try:
            shutil.rmtree(session.lock.parent)
        except OSError as error:
            raise meddled_with(error) from error
        with pytest.raises(Refusal) as refused, locked(Disk(), session):
            pass
    assert Reason.SESSION_RUNNING is refused.value.reason

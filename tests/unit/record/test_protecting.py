"""A complete run is protected: for the account that recorded it alone, read-only, and nothing beside it is touched."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from experiment.layout.views import QuestionView, View
from experiment.messages import Reason, Refusal, SystemSays
from experiment.record.storage import Disk
from tests.instruments.conducted import conducted
from tests.instruments.many_views import Views
from tests.instruments.small_study import small_study
from tests.instruments.systems import make_link
from tests.instruments.watched_sessions import Witness, files, run

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")


@contextmanager
def umask(mode: int) -> Iterator[None]:
    before = os.umask(mode)
    try:
        yield
    finally:
        os.umask(before)


def modes(folder: Path) -> dict[Path, int]:
    return {path: stat.S_IMODE(path.lstat().st_mode) for path in folder.rglob("*")}


@pytest.mark.parametrize("mode", [0o000, 0o022, 0o077, 0o277])
def test_files_are_for_the_account_that_records(tmp_path: Path, mode: int) -> None:
    """Whatever the umask: folders 0700, files 0600, and those of a complete run 0400."""
    folder = tmp_path / "lab"
    folder.mkdir()
    with umask(mode):
        run_folder = conducted(folder).files.session.folder
    found = {path: mode for path, mode in modes(folder).items() if "data" in str(path.relative_to(folder))}
    folders = {mode for path, mode in found.items() if path.is_dir()}
    protected = {mode for path, mode in found.items() if path.is_file() and run_folder in path.parents}
    open_still = {mode for path, mode in found.items() if path.is_file() and run_folder not in path.parents}
    assert {0o700} == folders
    assert {0o400} == protected
    assert {0o600} == open_still


def a_file(place: Path, target: Path) -> None:
    place.unlink()
    make_link(place, target)


def its_folder(place: Path, target: Path) -> None:
    (target.parent / place.name).write_bytes(place.read_bytes())
    (target.parent / place.name).chmod(0o644)
    place.unlink()
    place.parent.rmdir()
    make_link(place.parent, target.parent)


@pytest.mark.parametrize("link", [a_file, its_folder])
def test_links_are_never_followed(tmp_path: Path, link: Callable[[Path, Path], None]) -> None:
    """A link in place of an input, or of its folder, changes nothing where it leads to."""
    outside = tmp_path / "outside"
    outside.mkdir()
    target = outside / "of_somebody_else.yaml"
    target.write_text("mine")
    target.chmod(0o644)
    place = files(tmp_path / "data").inputs / "study.yaml"

    def meddle() -> None:
        for other in place.parent.iterdir():
            if other != place and link is its_folder:
                other.unlink()
        link(place, target)

    conducted(tmp_path, Views(3, meddle))
    left = {path.name: mode for path, mode in modes(outside).items()}
    assert {0o644} == set(left.values())
    assert "mine" == target.read_text()


def test_a_share_that_refuses_chmod(tmp_path: Path) -> None:
    """Read-only is a courtesy: where it is refused the session is complete, and it is said."""

    class Share(Disk):
        def protect(self, _path: Path) -> None:
            raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

    outcome = conducted(tmp_path, disk=Share())
    (said,) = outcome.advice
    assert outcome.reason is None
    assert f"could not be made read-only ({SystemSays.FORBIDDEN.en})" in said


def test_a_disk_without_modes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where modes cannot be set at all, everything goes on."""

    def no(*_: object, **__: object) -> None:
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "fchmod", no)
    monkeypatch.setattr(os, "chmod", no)
    with umask(0):
        outcome = conducted(tmp_path)
    assert outcome.reason is None
    assert 1 == len(outcome.advice)


def test_it_is_sealed_at_the_next_look(tmp_path: Path) -> None:
    """A run whose files are writable, as a power cut leaves them, is protected when its session is asked for again."""
    outcome = conducted(tmp_path)
    protected = {path: mode for path, mode in modes(outcome.files.session.folder).items() if path.is_file()}
    for path in protected:
        path.chmod(0o644)
    with pytest.raises(Refusal) as refused:
        run(small_study(tmp_path), tmp_path / "data", Disk(), Witness())
    assert Reason.SESSION_COMPLETE is refused.value.reason
    assert protected == {path: mode for path, mode in modes(outcome.files.session.folder).items() if path.is_file()}


@pytest.mark.parametrize("number", [errno.EINVAL, errno.ENOTSUP])
def test_a_share_that_syncs_no_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """Where the file system knows no sync of a folder, sessions are run all the same."""
    sync = os.fsync

    def of_files(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(number, os.strerror(number))
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", of_files)
    assert conducted(tmp_path).reason is None


def test_views_are_shown(tmp_path: Path) -> None:
    """The witness of these tests sees questions at all."""
    views: list[View] = []
    conducted(tmp_path, views)
    assert any(isinstance(view, QuestionView) for view in views)

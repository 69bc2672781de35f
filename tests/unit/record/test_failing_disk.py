"""A disk that is full, read-only or broken ends a session with a sentence, and takes nothing finished with it."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from experiment.config.load import Study
from experiment.layout.views import PageView, View
from experiment.messages import Reason, Refusal, SystemSays
from experiment.record import participants
from experiment.record.read_back import read_plan
from experiment.record.storage import Disk, OpenFile, Storage
from experiment.record.writable import check_writable
from tests.instruments.failing_disks import VolatileDisk
from tests.instruments.small_study import small_study
from tests.instruments.watched_sessions import (
    ARM,
    PARTICIPANT,
    Witness,
    expected_answers,
    files,
    run,
    written_answers,
    wrong_checksums,
)

DATA = Path("/data")
FILES = files(DATA)


@pytest.fixture(scope="module", params=["two phases", "within a trial"])
def study(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Study:
    return small_study(tmp_path_factory.mktemp("study"), within_trial=request.param == "within a trial")


class FullDisk(VolatileDisk):
    """A disk that takes nothing more from its n-th write on; of that one it takes half."""

    def __init__(self) -> None:
        super().__init__()
        self.writes_left: int | None = None

    def write_file(self, node, content: bytes) -> None:  # type: ignore[no-untyped-def]
        if self.writes_left is not None:
            self.writes_left -= 1
            if self.writes_left < 0:
                super().write_file(node, content[: len(content) // 2] if self.writes_left == -1 else b"")
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        super().write_file(node, content)


class BrokenDisk(VolatileDisk):
    """A disk on which every operation fails from the n-th on; files can still be read, and what is there is kept."""

    def __init__(self) -> None:
        super().__init__()
        self.operations_left: int | None = None

    def _step(self) -> None:
        if self.operations_left is not None:
            self.operations_left -= 1
            if self.operations_left < 0:
                raise OSError(errno.EIO, os.strerror(errno.EIO))
        super()._step()


def enrolled(study: Study, disk: Storage) -> None:
    participants.enrol(disk, DATA, study.file, PARTICIPANT, ARM, "fr")


def stopped(study: Study, disk: Storage) -> tuple[Refusal | None, list[View]]:
    """Conduct the session; give the refusal in which it ends, and what was shown."""
    witness = Witness()
    try:
        run(study, DATA, disk, witness)
    except Refusal as refusal:
        return refusal, witness.views
    return None, witness.views


def assert_well_stopped(study: Study, disk: VolatileDisk, refusal: Refusal, shown: list[View]) -> None:
    """The refusal says what to do, the participant was told calmly, and the session can be done or resumed."""
    assert 1 == len(str(refusal).splitlines())
    begun = disk.exists(FILES.sheet)
    if refusal.reason is Reason.REHEARSALS_NOT_WRITABLE:
        assert [] == shown
    else:
        assert Reason.RECORDING_FAILED is refusal.reason
        assert begun
    if shown:
        assert isinstance(shown[-1], PageView)
        assert "raison technique" in shown[-1].text
        assert "Espace ou Entrée pour quitter" in str(shown[-1].footer)
    promised = disk.acknowledged.content.get(FILES.data.name, b"")
    assert not promised or disk.read(FILES.data).startswith(promised)
    witness = Witness()
    try:
        run(study, DATA, disk, witness, resume=begun)
    except Refusal as again:  # everything was written but the marks that make it read-only
        assert Reason.SESSION_COMPLETE is again.reason
    content = disk.read(FILES.data)
    assert content.startswith(promised)
    assert sorted(expected_answers(read_plan(disk, FILES))) == sorted(written_answers(content))
    assert [] == wrong_checksums(disk, FILES)


def every_place(study: Study, disk_type: type[VolatileDisk], counter: str) -> set[Reason]:
    reasons = set()
    for place in range(500):
        disk = disk_type()
        enrolled(study, disk)
        setattr(disk, counter, place)
        refusal, shown = stopped(study, disk)
        setattr(disk, counter, None)
        if refusal is None:
            assert place > 20
            return reasons
        reasons.add(refusal.reason)
        assert_well_stopped(study, disk, refusal, shown)
    raise AssertionError("the session never came to its end")


def test_a_disk_that_is_full_at_any_write(study: Study) -> None:
    """Whichever write no longer fits, the session is stopped with a sentence, and resumed when there is room again."""
    expected = {Reason.REHEARSALS_NOT_WRITABLE, Reason.RECORDING_FAILED}
    assert expected == every_place(study, FullDisk, "writes_left")


def test_a_disk_that_breaks_at_any_operation(study: Study) -> None:
    """The same holds for every operation on the disk: writing, syncing, naming, and making read-only."""
    expected = {Reason.REHEARSALS_NOT_WRITABLE, Reason.RECORDING_FAILED}
    assert expected == every_place(study, BrokenDisk, "operations_left")


def test_a_disk_that_is_full_again_at_the_resume(study: Study) -> None:
    """A resume that finds no room either leaves everything to the next one."""
    disk = FullDisk()
    enrolled(study, disk)
    disk.writes_left = 14
    refusal, _ = stopped(study, disk)
    assert refusal is not None
    for room in range(1, 8):
        disk.writes_left = room
        with pytest.raises(Refusal):
            run(study, DATA, disk, Witness(), resume=True)
    disk.writes_left = None
    assert_well_stopped(study, disk, refusal, [])


@pytest.mark.parametrize("content", [b"", b"a file, not a folder"])
def test_a_file_in_place_of_the_folder(tmp_path: Path, content: bytes) -> None:
    """A data folder that is a file is refused, and the file stays as it was."""
    (tmp_path / "data").write_bytes(content)
    with pytest.raises(Refusal) as refused:
        check_writable(Disk(), tmp_path / "data")
    assert Reason.DATA_NOT_WRITABLE is refused.value.reason
    assert str(tmp_path / "data") in str(refused.value)
    assert content == (tmp_path / "data").read_bytes()


class Refusing(Disk):
    """A disk that refuses one operation."""

    def __init__(self, **refuses: Callable[..., object]) -> None:
        for name, do in refuses.items():
            setattr(self, name, do)


def no(*_: object) -> OpenFile:
    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


@pytest.mark.parametrize("operation", ["make_folder", "create", "rename", "remove", "sync_folder", "free_bytes"])
def test_a_folder_without_the_right_to_write(tmp_path: Path, operation: str) -> None:
    """Whatever the folder does not allow, it is refused with the reason that the system gives."""
    with pytest.raises(Refusal) as refused:
        check_writable(Refusing(**{operation: no}), tmp_path / "data")
    assert (Reason.DATA_NOT_WRITABLE, SystemSays.FORBIDDEN.en) == (refused.value.reason, refused.value.facts["error"])


@pytest.mark.parametrize(("free", "enough"), [(0, False), (99_999_999, False), (100_000_000, True)])
def test_a_disk_that_is_nearly_full(tmp_path: Path, free: int, enough: bool) -> None:
    """A session does not begin on a disk with less than 100 MB, and the refusal says how much there is."""
    disk = Refusing(free_bytes=lambda _: free)
    if enough:
        check_writable(disk, tmp_path)
        return
    with pytest.raises(Refusal) as refused:
        check_writable(disk, tmp_path)
    assert (Reason.DISK_NEARLY_FULL, free // 1_000_000) == (refused.value.reason, refused.value.facts["free_mb"])
    assert "100 MB" in str(refused.value)


def test_a_full_disk_is_no_lack_of_rights(tmp_path: Path) -> None:
    """Where not even a small file can be written because the disk is full, the room is named, and no right to write."""
    with pytest.raises(Refusal) as refused:
        check_writable(Refusing(free_bytes=lambda _: 0, create=no), tmp_path)
    assert Reason.DISK_NEARLY_FULL is refused.value.reason


@pytest.mark.parametrize("deep", ["data", "a/b/c"])
def test_a_folder_that_can_be_written_to_is_left_clean(tmp_path: Path, deep: str) -> None:
    """The check makes the folder if there is none, and leaves nothing in it."""
    check_writable(Disk(), tmp_path / deep)
    assert [] == list((tmp_path / deep).iterdir())


def test_a_failed_check_leaves_nothing(tmp_path: Path) -> None:
    """A disk that is full at the check is left as it was found."""

    class Full(Disk):
        def create(self, path: Path) -> OpenFile:
            file = super().create(path)
            file.write = no  # type: ignore[method-assign]
            return file

    with pytest.raises(Refusal):
        check_writable(Full(), tmp_path)
    assert [] == list(tmp_path.iterdir())


def test_two_launches_can_check_at_once(tmp_path: Path) -> None:
    """Two launches that check the folder in the same moment do not stand in each other's way."""

    class SomebodyElse(Disk):
        def rename(self, old: Path, new: Path) -> None:
            check_writable(Disk(), tmp_path)
            super().rename(old, new)

    check_writable(SomebodyElse(), tmp_path)
    assert [] == list(tmp_path.iterdir())


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="open files are counted in /proc")
def test_files_are_given_back(tmp_path: Path) -> None:
    """A session that was stopped by its disk leaves no file open."""

    class Full(Disk):
        syncs = 0

        def append_to(self, path: Path) -> OpenFile:
            file = super().append_to(path)
            if path.name.endswith("_data.csv"):
                file.write = no  # type: ignore[method-assign]
            return file

    study = small_study(tmp_path)
    participants.enrol(Disk(), tmp_path / "data", study.file, PARTICIPANT, ARM, "fr")
    before = len(list(Path("/proc/self/fd").iterdir()))
    with pytest.raises(Refusal) as refused:
        run(study, tmp_path / "data", Full(), Witness())
    assert Reason.RECORDING_FORBIDDEN is refused.value.reason
    assert before == len(list(Path("/proc/self/fd").iterdir()))

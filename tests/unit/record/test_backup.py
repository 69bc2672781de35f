"""`backup`: the copy is whole, and nothing that ever stood in it is lost, whatever happens to data folder and copy."""

from __future__ import annotations

import errno
import os
import random
import shutil
import stat
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from experiment.config.study_file import StudyFile
from experiment.format.run_files import SessionFiles
from experiment.format.vocabulary import SessionKind
from experiment.messages import Reason, Refusal
from experiment.record import participants
from experiment.record.backup import DATA as COPIED
from experiment.record.backup import RECORD, REPORT, SET_ASIDE, BackedUp, back_up
from experiment.record.copying import Put
from experiment.record.corrections import Corrections
from experiment.record.find import Standing
from experiment.record.session_lock import locked
from experiment.record.storage import Disk, OpenFile, Storage
from experiment.record.verify import verify
from experiment.record.whole_files import make_folders
from tests.instruments.changed_folder import DATA, Files, changed, conducted_folder
from tests.instruments.changes import CHANGES
from tests.instruments.failing_disks import Killed, VolatileDisk
from tests.instruments.removing import remove_tree
from tests.instruments.study_data import StudyConducted
from tests.instruments.systems import WINDOWS

STICK = Path("/stick")


@pytest.fixture(scope="module")
def conducted(tmp_path_factory: pytest.TempPathFactory) -> tuple[StudyConducted, Files]:
    return conducted_folder(tmp_path_factory.mktemp("lab"))


@pytest.fixture(scope="module")
def files(conducted: tuple[StudyConducted, Files]) -> Files:
    return conducted[1]


@pytest.fixture(scope="module")
def study(conducted: tuple[StudyConducted, Files]) -> StudyFile:
    return conducted[0].study.file


def put(disk: VolatileDisk, files: Files) -> VolatileDisk:
    """Put files on a disk, and make them safe."""
    for file, content in files.items():
        make_folders(disk, file.parent)
        if disk.exists(file):
            disk.remove(file)
        opened = disk.create(file)
        opened.write(content)
        opened.sync()
        disk.sync_folder(file.parent)
    return disk


def below(disk: Storage, folder: Path) -> Files:
    """Read every file below a folder."""
    found: Files = {}
    for name in disk.names_in(folder):
        is_folder = disk.is_folder(folder / name)
        found |= below(disk, folder / name) if is_folder else {folder / name: disk.read(folder / name)}
    return found


def copy_on(disk: Storage, stick: Path = STICK) -> Path:
    (name,) = [name for name in disk.names_in(stick) if name.startswith("belief-data-")]
    return stick / name


def backed_up(disk: Storage, study: StudyFile) -> BackedUp:
    make_folders(disk, STICK)
    return back_up(disk, DATA, STICK, study)


def test_the_first_copy(files: Files, study: StudyFile) -> None:
    """Every file is in the copy as it is in the data folder; it says what there is, and that nothing is wrong."""
    disk = put(VolatileDisk(), files)
    made = backed_up(disk, study)
    copied = made.copy / COPIED
    assert files == {DATA / file.relative_to(copied): content for file, content in below(disk, copied).items()}
    assert {COPIED, REPORT, RECORD, ".locks"} == set(disk.names_in(made.copy))
    assert made.whole
    assert made.before_utc is None
    assert {Put.NEW} == set(made.came.values())
    standings = {Standing.COMPLETE: 3, Standing.ABORTED: 1, Standing.INTERRUPTED: 1}
    assert standings == Counter(made.found.runs.values())


def test_the_second_copy_changes_nothing(files: Files, study: StudyFile) -> None:
    """Done again, nothing is written but the date; it says when the one before was made."""
    disk = put(VolatileDisk(), files)
    first = backed_up(disk, study)
    before = below(disk, first.copy)
    again = backed_up(disk, study)
    assert {} == again.came
    assert again.whole
    assert again.before_utc is not None
    after = below(disk, first.copy)
    assert {RECORD} >= {file.name for file in after if after[file] != before.get(file)}


@pytest.mark.parametrize("kind", CHANGES)
def test_a_change_by_hand_never_reaches_the_good_copy(files: Files, study: StudyFile, kind: str) -> None:
    """Of whatever the ledger tells, the copy keeps the file as it was recorded, the changed one is set aside, and that
    is said; what was in the copy is still there, and the copy holds."""
    draw = random.Random(kind)
    for _ in range(2):
        other = changed(draw, kind, files)
        (where,) = [file for file in files if other[file] != files[file]] or [None]
        disk = put(VolatileDisk(), files)
        made = backed_up(disk, study)
        if where is None:
            continue
        put(disk, {where: other[where]})
        again = backed_up(disk, study)
        name = where.relative_to(DATA).as_posix()
        assert [name] == again.those(Put.KEPT)
        assert not again.whole
        assert files[where] == disk.read(made.copy / COPIED / name)
        assert other[where] in below(disk, made.copy / SET_ASIDE).values()
        assert [] == verify(disk, made.copy / COPIED).wrong


def test_what_changes_rightly_is_taken_over_and_what_was_there_is_set_aside(files: Files, study: StudyFile) -> None:
    """An enrolment that the ledger has otherwise by now is replaced, and the earlier one is kept under its day."""
    disk = put(VolatileDisk(), files)
    copy = backed_up(disk, study).copy
    old = disk.read(DATA / "participants" / "KD001.json")
    Corrections(disk, DATA, study).withdraw("KD001", "own wish")
    again = backed_up(disk, study)
    assert {"participants/KD001.json": Put.REPLACED, "ledger.jsonl": Put.GROWN} == again.came
    assert disk.read(DATA / "participants" / "KD001.json") == disk.read(copy / COPIED / "participants" / "KD001.json")
    assert old in below(disk, copy / SET_ASIDE).values()
    assert again.whole


def test_what_was_deleted_stays_in_the_copy(files: Files, study: StudyFile) -> None:
    """A run that is gone from the data folder is still in the copy, and is named."""
    disk = put(VolatileDisk(), files)
    made = backed_up(disk, study)
    gone = next(file for file in files if file.name.endswith("_plan.json"))
    disk.remove(gone)
    again = backed_up(disk, study)
    name = gone.relative_to(DATA).as_posix()
    assert (name,) == again.gone
    assert files[gone] == disk.read(made.copy / COPIED / name)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("power_cut", [False, True])
def test_killed_in_the_middle_and_done_again(files: Files, study: StudyFile, seed: int, power_cut: bool) -> None:
    """Killed at any operation, or with the power cut there: done again the copy is whole, and nothing of it is lost."""
    draw = random.Random(seed)
    disk = put(VolatileDisk(), files)
    begun = disk.operations
    whole = put(VolatileDisk(), files)
    backed_up(whole, study)
    operations = whole.operations - begun
    disk.kill_at = begun + draw.randrange(operations)
    with pytest.raises(Killed):
        backed_up(disk, study)
    if power_cut:
        disk.power_cut()
    disk.kill_at = None
    there = below(disk, copy_on(disk)) if disk.names_in(STICK) else {}
    made = backed_up(disk, study)
    assert made.whole
    kept = below(disk, made.copy)
    assert {file for file in there if not file.name.endswith(".tmp")} <= set(kept)
    copied = made.copy / COPIED
    assert files == {DATA / file.relative_to(copied): kept[file] for file in kept if copied in file.parents}


class _Full(VolatileDisk):
    """A disk with a stick that has room for so many writes."""

    room = 0

    def write_file(self, node: object, content: bytes) -> None:
        if self.room == 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        self.room -= 1
        super().write_file(node, content)  # type: ignore[arg-type]


def test_a_stick_without_room(files: Files, study: StudyFile) -> None:
    """It says so; what was copied stays, and with room the copy becomes whole."""
    disk = _Full()
    disk.room = 10**6
    put(disk, files)
    disk.room = 9
    with pytest.raises(Refusal) as refused:
        backed_up(disk, study)
    assert (Reason.BACKUP_BROKEN_OFF, "its disk is full") == (refused.value.reason, refused.value.facts["error"])
    disk.room = 10**6
    assert backed_up(disk, study).whole


def test_an_older_data_folder_does_not_replace_a_newer_copy(files: Files, study: StudyFile) -> None:
    """A data folder that was put back from an older state is refused: the copy knows of more."""
    disk = put(VolatileDisk(), files)
    backed_up(disk, study)
    ledger = files[DATA / "ledger.jsonl"]
    put(disk, {DATA / "ledger.jsonl": b"".join(ledger.splitlines(keepends=True)[:-2])})
    before = below(disk, STICK)
    with pytest.raises(Refusal) as refused:
        backed_up(disk, study)
    assert (Reason.BACKUP_GOES_ON_OTHERWISE, 2) == (refused.value.reason, refused.value.facts["lines"])
    assert before == below(disk, STICK)


def test_two_data_folders_on_one_stick(tmp_path: Path, study: StudyFile, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each has a folder of its own there, though both begin in one millisecond; naming that of the other is refused."""
    monkeypatch.setattr("experiment.record.ledger.utc_now", lambda: "2026-11-26T08:00:00.000+00:00")
    stick = tmp_path / "stick"
    stick.mkdir()
    for name in ("one", "other"):
        participants.enrol(Disk(), tmp_path / name, study, "KD001", "patient", "fr")
    copies = [back_up(Disk(), tmp_path / name, stick, study).copy for name in ("one", "other")]
    assert 2 == len(set(copies))
    with pytest.raises(Refusal) as refused:
        back_up(Disk(), tmp_path / "one", copies[1], study)
    assert Reason.BACKUP_OF_ANOTHER is refused.value.reason
    assert copies[0] == back_up(Disk(), tmp_path / "one", copies[0], study).copy


def test_data_folders_without_a_ledger_are_kept_apart(tmp_path: Path, study: StudyFile) -> None:
    """What is left of them is copied, each into a folder of its own, and the missing ledger is said."""
    (tmp_path / "stick").mkdir()
    copies = set()
    for name in ("one", "other"):
        participants.enrol(Disk(), tmp_path / name, study, "KD001", "patient", "fr")
        (tmp_path / name / "ledger.jsonl").unlink()
        made = back_up(Disk(), tmp_path / name, tmp_path / "stick", study)
        assert made.found.wrong
        copies.add(made.copy)
    assert 2 == len(copies)


@pytest.mark.parametrize("way", ["inside", "itself", "around", "through a link"])
def test_a_copy_within_is_none(tmp_path: Path, study: StudyFile, way: str) -> None:
    """Neither may lie in the other, whatever links say."""
    data = tmp_path / "study" / "data"
    participants.enrol(Disk(), data, study, "KD001", "patient", "fr")
    places = {"inside": data / "copy", "itself": data, "around": data.parent, "through a link": tmp_path / "link"}
    if way == "through a link":
        if WINDOWS:
            pytest.skip("links need a privilege there")
        places[way].symlink_to(data)
    with pytest.raises(Refusal) as refused:
        back_up(Disk(), data, places[way], study)
    assert Reason.BACKUP_WITHIN is refused.value.reason
    assert {"participants", "ledger.jsonl", ".locks"} == {path.name for path in data.iterdir()}


@pytest.mark.parametrize("deep", ["data", "data/participants", "set-aside", "data/copies"])
def test_a_place_too_deep_in_a_copy_is_refused(tmp_path: Path, study: StudyFile, deep: str) -> None:
    """A copy in a copy would be taken for data for ever; the place of copies is named, and its own folder goes on."""
    data, stick = tmp_path / "data", tmp_path / "stick"
    participants.enrol(Disk(), data, study, "KD001", "patient", "fr")
    stick.mkdir()
    copy = back_up(Disk(), data, stick, study).copy
    with pytest.raises(Refusal) as refused:
        back_up(Disk(), data, copy / deep, study)
    assert (Reason.BACKUP_INTO_A_COPY, stick) == (refused.value.reason, refused.value.facts["right"])
    assert back_up(Disk(), data, copy, study).whole


@pytest.mark.parametrize("deep", [".", "sub-KD002/ses-baseline", "copies"])
def test_a_place_in_another_data_folder_is_refused(tmp_path: Path, study: StudyFile, deep: str) -> None:
    """Whether another computer's or one that was collected."""
    data, other = tmp_path / "data", tmp_path / "other"
    for folder, who in ((data, "KD001"), (other, "KD002")):
        participants.enrol(Disk(), folder, study, who, "patient", "fr")
    with pytest.raises(Refusal) as refused:
        back_up(Disk(), data, other / deep, study)
    assert (Reason.BACKUP_INTO_DATA, tmp_path) == (refused.value.reason, refused.value.facts["right"])


def test_a_session_that_runs_meanwhile(conducted: tuple[StudyConducted, Files], tmp_path: Path) -> None:
    """It is copied as far as it has come, said to be unfinished, and does not make the copy less than whole."""
    data, stick = tmp_path / "data", tmp_path / "stick"
    shutil.copytree(conducted[0].data, data)
    stick.mkdir()
    session = SessionFiles(data, "KD003", "baseline", "beliefupdate", SessionKind.STUDY)
    with session.run(1).journal.open("ab") as journal:
        journal.write(b'{"event": "scr')
    with locked(Disk(), session):
        made = back_up(Disk(), data, stick, conducted[0].study.file)
    assert Standing.RUNNING == made.found.runs[session.run(1).stem]
    assert made.whole


@pytest.mark.skipif(WINDOWS, reason="Windows has no such modes")
def test_the_copy_is_the_owners_alone(tmp_path: Path, study: StudyFile) -> None:
    """Files 0600 and folders 0700, also where the umask is 000."""
    participants.enrol(Disk(), tmp_path / "data", study, "KD001", "patient", "fr")
    (tmp_path / "stick").mkdir()
    before = os.umask(0)
    try:
        copy = back_up(Disk(), tmp_path / "data", tmp_path / "stick", study).copy
    finally:
        os.umask(before)
    modes = {stat.S_IMODE(path.stat().st_mode) for path in copy.rglob("*") if path.is_file()}
    folders = {stat.S_IMODE(path.stat().st_mode) for path in [copy, *copy.rglob("*")] if path.is_dir()}
    assert {0o600} == modes
    assert {0o700} == folders


@pytest.mark.skipif(WINDOWS, reason="links need a privilege there")
def test_a_link_is_not_followed(tmp_path: Path, study: StudyFile) -> None:
    """What lies elsewhere is not copied, and is named; nothing is written through a link that stands in the copy."""
    participants.enrol(Disk(), tmp_path / "data", study, "KD001", "patient", "fr")
    (tmp_path / "elsewhere").write_text("private", encoding="utf-8", newline="\n")
    (tmp_path / "data" / "link").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "stick").mkdir()
    made = back_up(Disk(), tmp_path / "data", tmp_path / "stick", study)
    assert ["link"] == list(made.left_out)
    assert not made.whole
    remove_tree(made.copy / COPIED / "participants")
    (tmp_path / "outside").mkdir()
    (made.copy / COPIED / "participants").symlink_to(tmp_path / "outside")
    with pytest.raises(Refusal):
        back_up(Disk(), tmp_path / "data", tmp_path / "stick", study)
    assert [] == list((tmp_path / "outside").iterdir())


def test_the_report(files: Files, study: StudyFile) -> None:
    """One page: who ran, where each session stands, what was out of the ordinary, and why one ended early."""
    disk = put(VolatileDisk(), files)
    made = backed_up(disk, study)
    report = disk.read(made.copy / REPORT).decode()
    assert report.startswith("small: 4 enrolled, 0 withdrawn; 5 runs: 1 aborted, 3 complete, 1 interrupted\n")
    lines = [" ".join(line.split()) for line in report.splitlines()]
    assert any(line.startswith("KD001 patient day7 1 2026-11-23") for line in lines)
    assert "KD002 at baseline, run 1: ended early, participant_wish, 3 of 27 trials and questions finished" in lines
    assert "KD004 at baseline, run 1: gone on with after a stop, 2 launches" in lines
    assert "KD001 at day7, run 1: not at its time, scheduling" in lines
    assert "KD001 at baseline, run 1: questions missed: 2, not confirmed: 1" in lines


class _BegunMeanwhile(VolatileDisk):
    """Where somebody else is enrolled while the first files are copied."""

    def __init__(self, happens: Callable[[Storage], None]) -> None:
        super().__init__()
        self._happens: Callable[[Storage], None] | None = happens

    def create(self, path: Path) -> OpenFile:
        if STICK in path.parents and COPIED in path.parts and self._happens is not None:
            happens, self._happens = self._happens, None
            happens(self)
        return super().create(path)


def test_what_is_entered_while_it_copies_is_in_the_copy(files: Files, study: StudyFile) -> None:
    """It copies again until the ledger has stood still: who was enrolled meanwhile is not left to the next evening."""

    def enrolled(disk: Storage) -> None:
        participants.enrol(disk, DATA, study, "KD009", "patient", "fr")

    disk = put(_BegunMeanwhile(enrolled), files)
    made = backed_up(disk, study)
    assert disk.exists(made.copy / COPIED / "participants" / "KD009.json")
    assert disk.read(DATA / "ledger.jsonl") == disk.read(made.copy / COPIED / "ledger.jsonl")
    assert made.whole


def test_the_report_says_who_was_withdrawn(files: Files, study: StudyFile) -> None:
    """And why, among what was out of the ordinary."""
    disk = put(VolatileDisk(), files)
    Corrections(disk, DATA, study).withdraw("KD003", "moved away")
    report = disk.read(backed_up(disk, study).copy / REPORT).decode()
    assert report.startswith("small: 4 enrolled, 1 withdrawn;")
    assert "\nKD003: withdrawn (moved away)\n" in report


def test_the_report_names_the_study_of_the_data(files: Files, study: StudyFile) -> None:
    """Under whichever study the copy is made: the page says whose data they are, and whose clock it shows."""
    disk = put(VolatileDisk(), files)
    made = backed_up(disk, study.model_copy(update={"study": "ketamine"}))
    head, times, *_ = disk.read(made.copy / REPORT).decode().splitlines()
    assert head.startswith("small: 4 enrolled")
    assert times.endswith("as the study ketamine has it: the copy was made under that one.")

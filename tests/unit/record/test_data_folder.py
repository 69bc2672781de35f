"""A data folder in which no file could be named is refused before anything is looked for in it."""

from __future__ import annotations

import errno
import os
import sys
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiment.config.load import InputFile
from experiment.format.run_files import SessionFiles
from experiment.format.vocabulary import SessionKind
from experiment.messages import Reason, Refusal
from experiment.record import mounts
from experiment.record.data_folder import LINUX, WINDOWS, Limits, check_data_folder, check_lengths, limits
from experiment.record.storage import Storage
from experiment.record.whole_files import make_folders
from tests.instruments.systems import make_link
from tests.instruments.typed_lab import Lab

INPUTS = (InputFile(PurePosixPath("stimuli/texts/belief_update.yaml"), b""),)


def session(data: Path) -> SessionFiles:
    return SessionFiles(data, "KD001", "baseline", "beliefupdate", SessionKind.STUDY)


def refusal(data: Path, most: Limits) -> Refusal | None:
    try:
        check_lengths(data, [session(data)], INPUTS, most)
    except Refusal as refused:
        return refused
    return None


@given(st.integers(1, 240))
def test_what_is_not_refused_fits(length: int) -> None:
    """On Windows a root is taken if each of a session's names, and one beside it, fits in 259 characters; else not."""
    top = Path.cwd().anchor
    data = Path(top + "d" * length)
    run = session(data).run(99)
    named = [run.data, run.journal, run.sheet, run.plan, run.checksums, run.inputs / INPUTS[0].name]
    named += [run.session.folder / f"{run.stem}_desc-{table}_data.json" for table in ("comprehension", "afterwards")]
    longest = max(len(f"{file}.found-1.tmp") for file in named)
    assert (refusal(data, WINDOWS) is None) == (longest + 2 <= 259)


def test_a_root_of_more_than_115_characters_is_too_long_on_windows() -> None:
    """With the shipped study's names, roots of 115 characters are refused on Windows, and none on Linux."""
    data = Path(Path.cwd().anchor + "d" * 150)
    refused = refusal(data, WINDOWS)
    assert refused is not None
    assert Reason.PATH_TOO_LONG is refused.reason
    assert refusal(data, LINUX) is None
    assert refusal(Path(Path.cwd().anchor + "d" * 80), WINDOWS) is None


def test_the_characters_that_are_too_many_are_the_ones_to_take_away() -> None:
    """The path shortened by as many characters as the sentence says fits, and by one less does not."""
    data = Path(Path.cwd().anchor + "d" * 200)
    refused = refusal(data, WINDOWS)
    assert refused is not None
    too_many = int(str(refused.facts["too_many"]))
    assert refusal(Path(str(data)[:-too_many]), WINDOWS) is None
    assert refusal(Path(str(data)[: 1 - too_many]), WINDOWS) is not None


def test_accents_count_as_the_system_counts_them() -> None:
    """Windows counts characters, Linux bytes."""
    assert 4 == WINDOWS.length("café")
    assert 5 == LINUX.length("café")
    assert 5 == WINDOWS.length("caf😀")


def test_long_names_are_refused_everywhere(tmp_path: Path) -> None:
    """No system takes more than 255 characters for one name, and the sentence is about that."""
    long = SessionFiles(tmp_path, "K" * 200, "baseline", "beliefupdate", SessionKind.STUDY)
    with pytest.raises(Refusal) as refused:
        check_lengths(tmp_path, [long], INPUTS)
    assert Reason.NAME_TOO_LONG is refused.value.reason


@pytest.mark.parametrize("name", ["CON", "aux", "COM1", "nul.data", "Lpt9"])
def test_a_reserved_name_is_no_data_folder_on_windows(tmp_path: Path, name: str) -> None:
    """Windows would take files in such a folder for a device; elsewhere it is a folder."""
    with pytest.raises(Refusal) as refused:
        check_data_folder(tmp_path / name / "ours", on_windows=True)
    assert (Reason.DATA_FOLDER_RESERVED, name) == (refused.value.reason, refused.value.facts["name"])
    if sys.platform != "win32":  # where the device is there, and is no folder
        check_data_folder(tmp_path / name / "ours", on_windows=False)


@pytest.mark.parametrize("named", [".", "a/..", "link"])
def test_a_whole_drive_is_no_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: str) -> None:
    """However it is named, a drive as a whole is refused: nothing can stand beside it."""
    top = Path(tmp_path.anchor)
    monkeypatch.chdir(top)
    link = tmp_path / "link"
    if named == "link":
        make_link(link, top)
    with pytest.raises(Refusal) as refused:
        check_data_folder(link if named == "link" else Path(named))
    assert Reason.DATA_FOLDER_IS_A_DRIVE is refused.value.reason


@dataclass
class NoDrive:
    """A disk on which nothing is there, not even the top: a drive of Windows that was unplugged (injected)."""

    def exists(self, _path: Path) -> bool:
        return False


@pytest.mark.parametrize("folder", [PureWindowsPath(r"Q:\study\data"), PureWindowsPath(r"\\pc\share\data"), Path("/a")])
def test_folders_are_not_looked_for_above_the_top(folder: Path) -> None:
    """Making a folder where the drive itself is missing ends in an error of the disk, which is said as one."""
    with pytest.raises(FileNotFoundError):
        make_folders(cast(Storage, NoDrive()), folder)


@pytest.mark.skipif(sys.platform != "win32", reason="only Windows has drives that are not there")
@pytest.mark.parametrize("verb", ["enrol", "plan", "run", "simulate"])
def test_a_drive_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str], verb: str) -> None:
    """Every verb with a data folder says in one sentence that the drive is not there, and nobody is looked for."""
    lab = Lab(tmp_path, capsys)
    session = [] if verb == "enrol" else ["--visit", "baseline"]
    arm = [] if verb == "run" else ["--arm", "patient", "--language", "fr"]
    said = lab.say(verb, "--participant", "KD001", *session, *arm, "--data", "Q:\\study\\data")
    assert [Reason.DRIVE_MISSING.say(data=Path("Q:\\study\\data"), drive=Path("Q:\\"))] == said.err.splitlines()
    assert (1, "") == (said.code, said.out)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows gives drives letters")
@pytest.mark.parametrize(
    ("data", "mounted", "missing"),
    [
        ("media/nurse/STICK/study/data", "", "media/nurse/STICK"),
        ("media/nurse/STICK/study/data", "media/nurse/STICK", ""),
        ("media/usb/data", "media/usb", ""),
        ("mnt/share/data", "", "mnt/share"),
        ("mnt/share/data", "mnt/share", ""),
        ("home/nurse/data", "", ""),
    ],
)
def test_a_stick_that_is_not_plugged_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: str, mounted: str, missing: str
) -> None:
    """Where disks and shares appear, one that is not there is said; a new folder on one that is there may be made."""
    drives = [tmp_path / "media", tmp_path / "run" / "media", tmp_path / "mnt"]
    for folder in (*drives, tmp_path / "media" / "nurse", tmp_path / mounted):
        folder.mkdir(parents=True, exist_ok=True)
    monkeypatch.setattr("experiment.record.data_folder._DRIVES", tuple(drives))
    monkeypatch.setattr("os.path.ismount", lambda path: Path(path) == tmp_path / mounted)
    try:
        check_data_folder(tmp_path / data)
        said = ""
    except Refusal as refused:
        said = str(refused)
    expected = Reason.DRIVE_MISSING.say(data=tmp_path / data, drive=tmp_path / missing) if missing else ""
    assert expected == said


@pytest.mark.parametrize(
    ("leads_to", "missing"),
    [("away/deep", "away"), ("media/STICK/data", "media/STICK"), ("link", "link"), ("there", "")],
)
@pytest.mark.parametrize("below", ["", "ours"])
def test_a_link_counts_for_what_it_leads_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, leads_to: str, missing: str, below: str
) -> None:
    """A link to a stick, or to a folder, that is not there now, or to itself, is no lack of a right to write."""
    for folder in ("media", "there"):
        (tmp_path / folder).mkdir()
    monkeypatch.setattr("experiment.record.data_folder._DRIVES", (tmp_path / "media",) * 4)
    monkeypatch.setattr("os.path.ismount", lambda _path: False)
    make_link(tmp_path / "link", tmp_path / leads_to)
    data = tmp_path / "link" / below
    assert (Reason.DRIVE_MISSING.say(data=data, drive=tmp_path / missing) if missing else "") == said_of(data)


@pytest.mark.parametrize("below", ["", "ours", "ours/data"])
def test_a_file_is_no_data_folder(tmp_path: Path, below: str) -> None:
    """A file where the data folder, or one that it would lie in, should be is said as such."""
    (tmp_path / "notes.txt").touch()
    data = tmp_path / "notes.txt" / below
    assert Reason.DATA_FOLDER_IS_A_FILE.say(data=data, file=tmp_path / "notes.txt") == said_of(data)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows gives drives letters")
@pytest.mark.parametrize(
    ("data", "mounted", "empty"),
    [
        ("mnt/share/study/data", "", "mnt/share"),
        ("mnt/share", "", "mnt/share"),
        ("mnt/share/study/data", "mnt/share", ""),
        ("mnt/share/kept/data", "", ""),
        ("media/nurse/STICK/data", "", "media/nurse/STICK"),
        ("media/usb/data", "media/usb", ""),
        ("home/nurse/data", "", ""),
    ],
)
def test_a_place_for_a_share_that_is_empty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: str, mounted: str, empty: str
) -> None:
    """An empty folder where disks and shares are mounted, and nothing mounted on it: a share that is not connected. One
    in which somebody has made a folder is one of this computer, and an empty folder on a disk that is there is new.
    """
    drives = [tmp_path / "media", tmp_path / "run" / "media", tmp_path / "mnt"]
    for folder in (*drives, tmp_path / empty, tmp_path / mounted):
        folder.mkdir(parents=True, exist_ok=True)
    if not empty:
        (tmp_path / data).mkdir(parents=True)
    monkeypatch.setattr("experiment.record.data_folder._DRIVES", tuple(drives))
    monkeypatch.setattr("os.path.ismount", lambda path: Path(path) == tmp_path / mounted)
    assert (Reason.DRIVE_EMPTY.say(data=tmp_path / data, place=tmp_path / empty) if empty else "") == said_of(
        tmp_path / data
    )


def said_of(data: Path) -> str:
    try:
        check_data_folder(data)
    except Refusal as refused:
        return str(refused)
    return ""


MEANT = """\
# <file system> <mount point> <type> <options> <dump> <pass>
UUID=1234 / ext4 defaults 0 1
//server/study {place} cifs credentials=/root/.study,noauto 0 0
UUID=5678 none swap sw 0 0

"""
MOUNTED = "30 22 0:40 / {place} rw,relatime shared:2 - {kind} //server/study rw\n"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows gives drives letters")
@pytest.mark.parametrize("is_there", [False, True])
@pytest.mark.parametrize("name", ["study", "our study"])
def test_a_share_that_is_not_mounted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, is_there: bool
) -> None:
    """Wherever the system is told to mount something, nothing is written below before it is mounted, also where
    something was written there before; folders beside it, and links into it, are what they are.
    """
    place = tmp_path / name
    (place / "data").mkdir(parents=True)
    (tmp_path / "link").symlink_to(place, target_is_directory=True)
    written = str(place).replace(" ", "\\040")
    for table, text in {
        "fstab": MEANT.format(place=written),
        "mountinfo": MOUNTED.format(place=written, kind="cifs"),
    }.items():
        (tmp_path / table).write_text(text if table == "fstab" or is_there else "", encoding="utf-8", newline="\n")
    monkeypatch.setattr(mounts, "MEANT", tmp_path / "fstab")
    monkeypatch.setattr(mounts, "MOUNTED", tmp_path / "mountinfo")
    for data in (place / "data", place, tmp_path / "link" / "other"):
        expected = "" if is_there else Reason.DRIVE_NOT_MOUNTED.say(data=data, place=place)
        assert expected == said_of(data)
    assert "" == said_of(tmp_path / f"{name} too" / "data")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows gives drives letters")
@pytest.mark.parametrize("verb", ["enrol", "plan", "run", "simulate", "check", "status", "verify"])
def test_nothing_is_written_where_a_share_is_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, verb: str
) -> None:
    """Every verb with a data folder says it in one sentence, and makes nothing."""
    lab = Lab(tmp_path, capsys)
    (tmp_path / "mnt" / "share").mkdir(parents=True)
    drives = (tmp_path / "media", tmp_path / "run" / "media", tmp_path / "mnt")
    monkeypatch.setattr("experiment.record.data_folder._DRIVES", drives)
    who = [] if verb in ("check", "status", "verify") else ["--participant", "KD001"]
    session = ["--visit", "baseline"] if verb in ("plan", "run", "simulate") else []
    arm = ["--arm", "patient", "--language", "fr"] if verb in ("enrol", "plan", "simulate") else []
    data = tmp_path / "mnt" / "share" / "data"
    study = [] if verb == "verify" else ["--study", str(lab.study)]
    said = lab.say_just(verb, *who, *session, *arm, *study, "--data", str(data))
    expected = [Reason.DRIVE_EMPTY.say(data=data, place=data.parent)]
    assert (1, "", expected) == (said.code, said.out, said.err.splitlines())
    assert [] == [*data.parent.iterdir()]


def test_a_place_that_may_not_be_looked_into(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What another account has closed, or a disk that is locked, ends in no error of the system (injected)."""
    stat = os.stat

    def closed(path: str | Path, **how: bool) -> os.stat_result:
        if str(path).startswith(str(tmp_path / "closed")):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
        return stat(path, **how)

    monkeypatch.setattr(os, "stat", closed)
    check_data_folder(tmp_path / "closed" / "data")


@pytest.mark.parametrize("verb", ["enrol", "simulate"])
def test_a_path_that_is_too_long_is_refused_before_anything_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, verb: str
) -> None:
    """At enrolment and before a session: one sentence, and no session's folder."""
    lab = Lab(tmp_path, capsys)
    monkeypatch.setattr("experiment.record.data_folder.limits", lambda: Limits(150, 150, in_bytes=False))
    deep = tmp_path / ("d" * 120)
    who = ["--participant", "QX777", "--arm", "patient", "--language", "fr"]
    said = lab.say(verb, *who, *([] if verb == "enrol" else ["--visit", "baseline"]), "--data", str(deep))
    assert 1 == said.code
    assert "too long" in said.err.splitlines()[-1]
    assert [] == [*tmp_path.rglob("sub-QX777"), *tmp_path.rglob("QX777.json")] or verb == "simulate"
    assert [] == [*tmp_path.rglob("sub-QX777")]


def test_this_computer_has_limits() -> None:
    """The limits asked of the system are one of those that are known."""
    assert limits().file in (259, 1023, 4095, 32766)

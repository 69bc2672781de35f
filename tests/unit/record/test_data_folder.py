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
from experiment.record.data_folder import LINUX, WINDOWS, Limits, check_data_folder, check_lengths, limits
from experiment.record.storage import Storage
from experiment.record.whole_files import make_folders
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
    assert (4, 5, 5) == (WINDOWS.length("café"), LINUX.length("café"), WINDOWS.length("caf😀"))


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
    check_data_folder(tmp_path / name / "ours", on_windows=False)


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

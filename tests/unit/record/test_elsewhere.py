"""A data folder that another program or another computer keeps too is said before a session."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from experiment.format.check_report import Verdict
from experiment.messages import Advice
from experiment.record import elsewhere, mounts
from experiment.record.elsewhere import advice_about, is_of_another_computer, place_line, synchroniser_of
from tests.instruments.systems import make_link

OF_ITS_PLACE = {Advice.DATA_ON_NETWORK}
"""Provoked here: no test brings a network drive with it."""

FOLDERS = {
    "OneDrive": ["OneDrive", "OneDrive - Hôpital", "OneDrive-Personal", "onedrive"],
    "Dropbox": ["Dropbox", "Dropbox (Labo)"],
    "Google Drive": ["Google Drive", "GoogleDrive-ab@example.org", "My Drive", "Mon Drive"],
    "iCloud": ["iCloudDrive", "iCloud Drive", "Mobile Documents", "com~apple~CloudDocs"],
    "Nextcloud": ["Nextcloud", "Nextcloud2"],
    "ownCloud": ["ownCloud"],
    "Seafile": ["Seafile"],
    "MEGA": ["MEGA", "MEGAsync"],
    "Box": ["Box Sync"],
    "pCloud": ["pCloudDrive"],
    "Proton Drive": ["Proton Drive"],
    "Synology Drive": ["SynologyDrive"],
}
TRACES = {
    "OneDrive": ".849C9593-D756-4E56-8D6E-42412F2A707B",
    "Dropbox": ".dropbox.cache",
    "Google Drive": ".tmp.driveupload",
    "Nextcloud": ".sync_a1b2c3.db",
    "ownCloud": ".owncloudsync.log",
    "Syncthing": ".stfolder",
    "Synology Drive": ".SynologyWorkingDirectory",
}


@pytest.mark.parametrize(("program", "name"), [(program, name) for program, names in FOLDERS.items() for name in names])
def test_a_synchroniser_is_known_by_its_folder(tmp_path: Path, program: str, name: str) -> None:
    """However deep the data folder is in it, and whether it is there yet or not."""
    assert program == synchroniser_of(tmp_path / name / "studies" / "ketamine" / "data")
    assert program == synchroniser_of(tmp_path / name)


@pytest.mark.parametrize(("program", "trace"), TRACES.items())
def test_a_synchroniser_is_known_by_what_it_leaves(tmp_path: Path, program: str, trace: str) -> None:
    """A folder with any name is its, if it has put its own files there or above."""
    (tmp_path / "shared" / trace).mkdir(parents=True)
    assert program == synchroniser_of(tmp_path / "shared" / "data")


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
def test_a_synchroniser_is_known_behind_a_link(tmp_path: Path) -> None:
    """A data folder that is a link is where it leads."""
    (tmp_path / "Dropbox" / "data").mkdir(parents=True)
    make_link(tmp_path / "data", tmp_path / "Dropbox" / "data")
    assert "Dropbox" == synchroniser_of(tmp_path / "data")


def test_onedrive_under_a_name_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On Windows the system says where OneDrive is, whatever it is called."""
    monkeypatch.setenv("OneDriveCommercial", str(tmp_path / "Wolke"))
    assert "OneDrive" == synchroniser_of(tmp_path / "Wolke" / "data")
    assert synchroniser_of(tmp_path / "Regen" / "data") is None


@pytest.mark.parametrize("name", ["data", "drive", "box", "onedriver", "drop", "mega study", "sync", "cloud"])
def test_other_folders_are_no_synchronisers(tmp_path: Path, name: str) -> None:
    """Names that only resemble one give no advice; nor do Dropbox' settings in a home folder."""
    (tmp_path / ".dropbox").mkdir()
    assert synchroniser_of(tmp_path / name / "data") is None
    assert [] == advice_about(tmp_path / name / "data")


MOUNTS = """\
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 22 0:40 / {place} rw,relatime shared:2 - {kind} //server/share rw
31 22 0:41 / {place}/nearer rw - ext4 /dev/sdb1 rw
"""


@pytest.mark.skipif(sys.platform == "win32", reason="the table of mounts is Linux's")
@pytest.mark.parametrize("kind", ["cifs", "nfs", "nfs4", "smb3", "fuse.sshfs", "fuse.gvfsd-fuse", "davfs"])
def test_a_network_drive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    """Below the place where another computer's disk is mounted; not beside it, nor on a disk mounted further below."""
    share = tmp_path / "the share"
    table = tmp_path / "mounts"
    table.write_text(MOUNTS.format(place=str(share).replace(" ", "\\040"), kind=kind), encoding="utf-8", newline="\n")
    monkeypatch.setattr(mounts, "MOUNTED", table)
    assert is_of_another_computer(share / "data")
    assert not is_of_another_computer(share / "nearer" / "data")
    assert not is_of_another_computer(tmp_path / "the share of another" / "data")


@pytest.mark.skipif(sys.platform == "win32", reason="the table of mounts is Linux's")
def test_this_computers_disk_is_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The real table of this computer, and none at all, say that a temporary folder is here."""
    assert not is_of_another_computer(tmp_path)
    monkeypatch.setattr(mounts, "MOUNTED", tmp_path / "no table")
    assert not is_of_another_computer(tmp_path)


@pytest.mark.skipif(sys.platform != "win32", reason="drives with letters")
def test_drives_of_windows(tmp_path: Path) -> None:
    """A disk of this computer is its own, and a share by its full name is not."""
    assert not is_of_another_computer(tmp_path)
    assert is_of_another_computer(Path(r"\\server\share\data"))


def test_a_network_drive_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The advice names the folder, and the line of the check warns."""
    monkeypatch.setattr(elsewhere, "is_of_another_computer", lambda _data: True)
    assert [Advice.DATA_ON_NETWORK.say(data=tmp_path)] == advice_about(tmp_path)
    assert Verdict.WARN is place_line(tmp_path).verdict


def test_the_line_of_the_check(tmp_path: Path) -> None:
    """A folder of this computer alone passes; one of a synchroniser is a warning that names it."""
    assert Verdict.PASS is place_line(tmp_path / "data").verdict
    line = place_line(tmp_path / "Dropbox" / "data")
    assert (Verdict.WARN, "it is kept in step by Dropbox") == (line.verdict, line.found)

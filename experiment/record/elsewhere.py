"""Whether a data folder is somebody else's too: a program that keeps it in step with others, or another computer."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from experiment.format.check_report import CheckLine, Verdict
from experiment.format.judging import decided
from experiment.messages import Advice
from experiment.messages.checks import OfFiles
from experiment.record.mounts import mounted

_NAMES = {
    "OneDrive": r"onedrive([ -].*)?",
    "Dropbox": r"dropbox( \(.*\))?",
    "Google Drive": r"google ?drive(-.*)?|my drive|mon drive|shared drives|drive partagés|drives partagés",
    "iCloud": r"icloud ?drive|mobile documents|com~apple~clouddocs",
    "Nextcloud": r"nextcloud.*",
    "ownCloud": r"owncloud.*",
    "Seafile": r"seafile|seadrive",
    "pCloud": r"pcloud ?drive|pcloud ?sync",
    "MEGA": r"mega(sync)?",
    "Box": r"box sync|box-box",
    "Synology Drive": r"synologydrive|cloudstation",
    "Proton Drive": r"proton ?drive(-.*)?",
}
"""What these programs call their folder, in small letters."""

_LEFT_BEHIND = {
    "OneDrive": (".849C9593-D756-4E56-8D6E-42412F2A707B",),
    "Dropbox": (".dropbox.cache",),  # `.dropbox` alone is also its settings, in the home folder
    "Google Drive": (".tmp.drivedownload", ".tmp.driveupload", ".shortcut-targets-by-id"),
    "Nextcloud": (".sync_*.db", "._sync_*.db", ".nextcloudsync.log"),
    "ownCloud": (".owncloudsync.log",),
    "Syncthing": (".stfolder",),
    "Resilio Sync": (".sync/ID",),
    "Synology Drive": (".SynologyWorkingDirectory",),
}
"""What they put into it."""

_ENVIRONMENT = {"OneDrive": ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")}
"""Variables of Windows that name such a folder."""

_OF_ANOTHER_COMPUTER = re.compile(
    "afs|ceph|cifs|coda|davfs|glusterfs|lustre|ncpfs|nfs4?|smb3|smbfs|"
    r"fuse\.(davfs2|gvfsd-fuse|rclone|sshfs|glusterfs|cephfs)"
)
"""File systems whose disk is another computer's."""

_DRIVE_REMOTE = 4  # of GetDriveTypeW


def synchroniser_of(data: Path) -> str | None:
    """Name the program that keeps a folder in step with others, by names and traces; ``None``: there is no sign."""
    for folder in _way_up(data):
        for program, name in _NAMES.items():
            if re.fullmatch(name, folder.name.lower()):
                return program
        for program, traces in _LEFT_BEHIND.items():
            if any(_holds(folder, trace) for trace in traces):
                return program
        for program, variables in _ENVIRONMENT.items():
            if any(os.environ.get(variable) and folder == Path(os.environ[variable]) for variable in variables):
                return program
    return None


def _way_up(data: Path) -> Iterator[Path]:
    """Name a folder and all above it, by its name and as its links lead."""
    named, really = Path(os.path.abspath(data)), Path(os.path.realpath(data))  # noqa: PTH100 (“..” counts for nothing)
    yield from dict.fromkeys((named, *named.parents, really, *really.parents))


def _holds(folder: Path, trace: str) -> bool:
    with suppress(OSError):
        return any(folder.glob(trace)) if "*" in trace else (folder / trace).exists()
    return False


def is_of_another_computer(data: Path) -> bool:
    """Return whether the disk of a folder is another computer's; on macOS it is not known."""
    really = os.path.realpath(data)
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 (only there)

        anchor = Path(really).anchor
        unc = anchor.startswith("\\\\") and not anchor.startswith(("\\\\?\\", "\\\\.\\"))
        return unc or anchor.startswith("\\\\?\\UNC\\") or ctypes.windll.kernel32.GetDriveTypeW(anchor) == _DRIVE_REMOTE
    return _OF_ANOTHER_COMPUTER.fullmatch(_kind_of_disk(mounted(), Path(really))) is not None


def _kind_of_disk(disks: list[tuple[Path, str]], folder: Path) -> str:
    """Return what file system a folder is on: that of the nearest place above it, and there the latest."""
    above = [(len(place.parts), kind) for place, kind in disks if folder.is_relative_to(place)]
    return max(reversed(above), key=lambda one: one[0], default=(0, ""))[1]


def advice_about(data: Path) -> list[str]:
    """Return what had better not be so about the place of a data folder, and stands in nobody's way."""
    program = synchroniser_of(data)
    said = [Advice.DATA_SYNCHRONISED.say(data=data, program=program)] if program else []
    return [*said, *([Advice.DATA_ON_NETWORK.say(data=data)] if is_of_another_computer(data) else [])]


def place_line(data: Path) -> CheckLine:
    """Judge where the data folder is: a line of the check of the lab PC."""
    program, away = synchroniser_of(data), is_of_another_computer(data)
    in_step = OfFiles.FOLDER_IN_STEP_AND_AWAY if away else OfFiles.FOLDER_IN_STEP
    return decided(
        in_step if program else OfFiles.FOLDER_AWAY if away else OfFiles.FOLDER_ON_DISK,
        not program and not away,
        "on a disk of this computer, and no other program's",
        {"program": program} if program else None,
        otherwise=Verdict.WARN,
    )

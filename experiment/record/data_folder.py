"""Whether files can be named in a data folder: its drive is there, and no path is too long or means a device."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from experiment.format.portable_names import LONGEST_NAME, reserved_by_windows
from experiment.format.run_files import SessionFiles
from experiment.format.vocabulary import Table
from experiment.messages import Reason, Refusal
from experiment.record.mounts import meant_for_a_disk, mounted_places

if TYPE_CHECKING:
    from experiment.config.load import InputFile

_BESIDE = 14
"""Characters that a name may get more: while its file is written, or when a copy is kept beside it."""
_RUN = 99

_DRIVES = tuple(map(Path, ("/media", "/run/media", "/mnt", "/Volumes")))
"""Where Linux and macOS put disks and shares while they are there, some in a folder of each account."""


@dataclass(frozen=True)
class Limits:
    """How long names may be, counted as the system does.

    Parameters
    ----------
    file, folder
        Of a whole path.
    in_bytes
        Whether letters with accents count for more.
    """

    file: int
    folder: int
    in_bytes: bool

    def length(self, text: str) -> int:
        """Count as the system does."""
        return len(os.fsencode(text)) if self.in_bytes else len(text.encode("utf-16-le", "surrogatepass")) // 2


LINUX = Limits(4095, 4095, in_bytes=True)
MACOS = Limits(1023, 1023, in_bytes=True)
WINDOWS = Limits(259, 247, in_bytes=False)
WINDOWS_LONG = Limits(32766, 32766, in_bytes=False)


def limits() -> Limits:
    """Return how long names may be on this computer."""
    if sys.platform == "win32":
        return WINDOWS_LONG if _long_paths() else WINDOWS
    return MACOS if sys.platform == "darwin" else LINUX


def _long_paths() -> bool:
    """Ask whether an administrator has allowed long paths on this Windows."""
    if sys.platform != "win32":
        return False
    import winreg  # noqa: PLC0415 (only there)

    try:
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SYSTEM\CurrentControlSet\Control\FileSystem") as key:
            return bool(winreg.QueryValueEx(key, "LongPathsEnabled")[0])
    except OSError:
        return False


def check_data_folder(data: Path, on_windows: bool = sys.platform == "win32") -> None:
    """Refuse a data folder that cannot be one on this computer, before anything is looked for in it.

    Raises
    ------
    Refusal
        If its drive is not there, or not mounted, its name is that of a device, or it is a whole drive or a file.
    """
    reserved = [part for part in data.parts if on_windows and reserved_by_windows(part)]
    if reserved:
        raise Refusal(Reason.DATA_FOLDER_RESERVED, data=data, name=reserved[0])
    drive = missing_drive(data)
    if drive is not None:
        raise Refusal(Reason.DRIVE_MISSING, data=data, drive=drive)
    really = Path(os.path.realpath(data))
    file = next((place for place in (data, *data.parents) if _is_there(place) and not os.path.isdir(place)), None)  # noqa: PTH112
    if file is not None:
        raise Refusal(Reason.DATA_FOLDER_IS_A_FILE, data=data, file=file)
    if really == really.parent:  # nothing can stand beside it, as rehearsals must; and verify would read all of it
        raise Refusal(Reason.DATA_FOLDER_IS_A_DRIVE, data=data)
    _check_mounted(data)


def missing_drive(data: Path) -> Path | None:
    """Name the drive of a data folder that is not there: enrolling anew in its place would begin another draw.

    A link counts for what it leads to; where that is not there, or is the link itself, no folder can be made of it.
    """
    data = data.absolute()
    really = Path(os.path.realpath(data))
    missing = _missing_drive(data) or (really != data and _missing_drive(really)) or None
    leads_nowhere = any(os.path.lexists(place) and not _is_there(place) for place in (data, *data.parents))
    if missing is None and leads_nowhere:
        return next(place for place in (*reversed(really.parents), really) if not _is_there(place))
    return missing


def _missing_drive(data: Path) -> Path | None:
    if not _is_there(Path(data.anchor)):
        return Path(data.anchor)
    missing = next((place for place in (*reversed(data.parents), data) if not _is_there(place)), None)
    if missing is None:
        return None
    last = missing.parent
    of_an_account = last.parent in _DRIVES[:2] and not os.path.ismount(last)
    return missing if last in _DRIVES or of_an_account else None


def _check_mounted(data: Path) -> None:
    """Refuse a data folder below the place of a disk or share that is not there now: all would go to another disk.

    Of a place of which the system has not been told, that it is empty is the only sign; so whoever means a folder of
    this computer can say so, by making something in it.
    """
    really, there, meant = Path(os.path.realpath(data)), mounted_places(), meant_for_a_disk()
    for place in (really, *really.parents):
        if place in there or os.path.ismount(place):
            return
        of_a_drive = place.parent in _DRIVES or (
            place.parent.parent in _DRIVES[:2] and not os.path.ismount(place.parent)
        )
        if of_a_drive and _is_empty(place):
            raise Refusal(Reason.DRIVE_EMPTY, data=data, place=place)
        if place in meant:
            raise Refusal(Reason.DRIVE_NOT_MOUNTED, data=data, place=place)


def _is_empty(place: Path) -> bool:
    try:
        return not os.listdir(place)  # noqa: PTH208 (a folder that cannot be listed is there)
    except OSError:
        return False


def _is_there(place: Path) -> bool:
    """Return whether something can be reached; a disk that is locked, or a share without a network, cannot."""
    return os.path.exists(place)  # noqa: PTH110 (Path.exists fails where it may not look)


def check_lengths(
    data: Path, sessions: Iterable[SessionFiles], inputs: Iterable[InputFile], most: Limits | None = None
) -> None:
    """Refuse a data folder whose path leaves too little room for the names of these sessions' files.

    Raises
    ------
    Refusal
        Naming how many characters are too many.
    """
    most = most or limits()
    stored, named = tuple(inputs), []
    for session in sessions:
        files = _files_of(session, stored)
        for file in files:
            if max(len(os.fsencode(name)) for name in file.relative_to(session.place).parts) + _BESIDE > LONGEST_NAME:
                raise Refusal(Reason.NAME_TOO_LONG, file=file.name, most=LONGEST_NAME)
        named += files
    too_many = max(
        (
            over
            for file in named
            for over in (
                most.length(os.path.abspath(file)) + _BESIDE - most.file,  # noqa: PTH100 (“..” counts for nothing)
                most.length(os.path.abspath(file.parent)) - most.folder,  # noqa: PTH100
            )
        ),
        default=0,
    )
    if too_many > 0:
        raise Refusal(Reason.PATH_TOO_LONG, data=data, too_many=too_many, most=most.file)


def _files_of(session: SessionFiles, inputs: tuple[InputFile, ...]) -> list[Path]:
    """Name the files of a run whose names may be the longest."""
    run = session.run(_RUN)
    return [*map(run.sidecar, Table), run.checksums, *(run.inputs / item.name for item in inputs)]

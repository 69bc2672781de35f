"""Reports of the check of the lab PC: kept in the data folder, and beside the next sessions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from experiment.format import wall_clock
from experiment.format.check_report import CheckReport, read_report
from experiment.format.run_files import check_number, checks_folder
from experiment.record.failures import before_the_session
from experiment.record.storage import Storage
from experiment.record.whole_files import make_folders, write_whole

_CLOCKS_DIFFER = timedelta(minutes=5)


@dataclass(frozen=True)
class KeptCheck:
    """A report that is in the data folder: its name for people, and what it says."""

    name: str
    report: CheckReport
    content: bytes

    @property
    def is_from_the_future(self) -> bool:
        """Return whether it says that it has not been made yet; it counts as none."""
        return self.report.made > wall_clock.now() + _CLOCKS_DIFFER


def keep_check(storage: Storage, data: Path, report: CheckReport, text: str, picture: bytes) -> Path:
    """Keep a report: for programs (JSON), for people (text), and the picture of its frame intervals.

    Returns
    -------
    Path
        The JSON file; the others differ in their ending.
    """
    folder = checks_folder(data)
    stamp = report.made_utc[:19].replace("-", "").replace(":", "")
    with before_the_session(data):
        make_folders(storage, folder)
        number = max(_numbered(storage, folder), default=(0, ""))[0] + 1
        file = folder / f"check-{number:04}-{stamp}Z.json"
        for ending, content in ((".txt", text.encode()), (".png", picture), (".json", report.text())):
            write_whole(storage, file.with_suffix(ending), content)
    return file


def made_last(storage: Storage, data: Path) -> KeptCheck | None:
    """Find the report that was made last, whatever its date.

    One that cannot be read counts as none: nothing of a session depends on it, and none is to be lost for it.
    """
    folder = checks_folder(data)
    try:
        numbered = _numbered(storage, folder)
        if not numbered:
            return None
        name = max(numbered)[1]
        content = storage.read(folder / name)
        return KeptCheck(name.replace(".json", ".txt"), read_report(content), content)
    except (OSError, ValueError):
        return None


def latest_check(storage: Storage, data: Path) -> KeptCheck | None:
    """Find the last report that counts: one from the future does not."""
    last = made_last(storage, data)
    return None if last is None or last.is_from_the_future else last


def _numbered(storage: Storage, folder: Path) -> list[tuple[int, str]]:
    """List the reports with their numbers; what is named otherwise is not ours."""
    names = storage.names_in(folder)
    return [(number, name) for name in names if (number := check_number(name)) is not None]

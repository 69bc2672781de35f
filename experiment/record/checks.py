"""Reports of the check of the lab PC: kept in the data folder, and beside the next sessions."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from experiment.format.check_report import CheckReport, read_report
from experiment.format.run_files import checks_folder
from experiment.record.failures import before_the_session
from experiment.record.storage import Storage
from experiment.record.whole_files import make_folders, write_whole


@dataclass(frozen=True)
class KeptCheck:
    """A report that is in the data folder: its name for people, and what it says."""

    name: str
    report: CheckReport
    content: bytes


def keep_check(storage: Storage, data: Path, report: CheckReport, text: str, picture: bytes) -> Path:
    """Keep a report: for programs (JSON), for people (text), and the picture of its frame intervals.

    Returns
    -------
    Path
        The JSON file; the others differ in their ending.
    """
    folder = checks_folder(data)
    stamp = report.made_utc[:19].replace("-", "").replace(":", "")
    file = folder / f"check-{stamp}Z.json"
    with before_the_session(data):
        make_folders(storage, folder)
        for ending, content in ((".txt", text.encode()), (".png", picture), (".json", report.text())):
            write_whole(storage, file.with_suffix(ending), content)
    return file


def latest_check(storage: Storage, data: Path) -> KeptCheck | None:
    """Find the last report in the data folder.

    A report that cannot be read counts as none: nothing of a session depends on it, and none is to be lost for it.
    """
    folder = checks_folder(data)
    with before_the_session(data):
        names = sorted(name for name in storage.names_in(folder) if name.endswith(".json"))
        if not names:
            return None
        content = storage.read(folder / names[-1])
    try:
        return KeptCheck(names[-1].replace(".json", ".txt"), read_report(content), content)
    except ValueError:
        return None

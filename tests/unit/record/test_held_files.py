"""A file that another program has open is waited for, and is never called damaged or forbidden."""

from __future__ import annotations

import errno
import os
import pathlib
from collections.abc import Callable
from pathlib import Path

import pytest

from experiment.format.vocabulary import ParticipantMode
from experiment.record import held_files
from experiment.record.held_files import is_held
from experiment.record.storage import Disk
from experiment.record.verify import verify
from tests.instruments.conducted import conducted
from tests.instruments.typed_lab import STEM, Lab, break_off

_ENDS = ("session.json", "journal.jsonl", "desc-trials_data.csv")
ENDINGS = ["participants/KD001.json", *(f"{STEM}1_{end}" for end in _ENDS)]


@pytest.fixture(autouse=True)
def _hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(held_files, "_PATIENCE_S", 0.1)
    monkeypatch.setattr(held_files, "_BETWEEN_TRIES_S", 0.001)


def hold(monkeypatch: pytest.MonkeyPatch, code: int, held: Callable[[str], bool]) -> None:
    """Have the system refuse to open some files, as a share does (busy), or Windows (no permission)."""
    open_ = os.open

    def opened(path: str | Path, *how: int, **more: int) -> int:
        if held(os.fspath(path)):
            raise OSError(code, os.strerror(code), os.fspath(path))
        return open_(path, *how, **more)

    monkeypatch.setattr(os, "open", opened)


@pytest.mark.parametrize("code", [errno.EBUSY, errno.ETXTBSY])
def test_a_file_that_is_held_for_a_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    """Whichever file it is, one that cannot be opened at first is opened when it can be, and the session goes on."""
    refused = set[str]()

    def once(path: str) -> bool:
        first = "data" in path and path not in refused and os.path.isfile(path)  # noqa: PTH113
        refused.update([path] * first)
        return first

    hold(monkeypatch, code, once)
    assert conducted(tmp_path).reason is None
    assert len(refused) > 8


@pytest.mark.parametrize("code", [errno.EBUSY, errno.EACCES])
@pytest.mark.parametrize("ending", ENDINGS)
def test_a_file_that_stays_held(lab: Lab, monkeypatch: pytest.MonkeyPatch, ending: str, code: int) -> None:
    """The experimenter reads which file another program has open and what to do, and nothing of damage."""
    break_off(lab, ParticipantMode.SCRIPTED)
    hold(monkeypatch, code, lambda path: Path(path).as_posix().endswith(ending))
    said = lab.simulate("--resume")
    assert 1 == said.code
    assert said.err.startswith(f"another program has {Path(ending).name} open ({os.strerror(code)}); close it")
    monkeypatch.undo()
    assert 0 == lab.simulate("--resume").code


def test_a_sheet_that_cannot_be_replaced(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    """Held when its new version is to take its place, it is named, and how to go on."""
    break_off(lab, ParticipantMode.SCRIPTED)
    replace = Path.replace

    def replaced(old: Path, new: Path) -> Path:
        if new.name.endswith("_session.json"):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(old), None, str(new))
        return replace(old, new)

    monkeypatch.setattr(Path, "replace", replaced)
    said = lab.simulate("--resume")
    assert said.err.startswith(
        f"the session has been stopped: another program has {STEM}1_session.json open (Permission denied); "
    )
    assert ["close it", "--resume"] == [words for words in ("close it", "--resume") if words in said.err]


@pytest.mark.parametrize("ending", ["_desc-trials_data.csv", "_inputs/events.yaml"])
def test_a_held_file_is_not_called_changed(lab: Lab, monkeypatch: pytest.MonkeyPatch, ending: str) -> None:
    """Whoever verifies while a spreadsheet has a file open is told that, not that it was changed."""
    assert 0 == lab.simulate().code
    hold(monkeypatch, errno.EBUSY, lambda path: Path(path).as_posix().endswith(ending))
    found = verify(Disk(), lab.simulated)
    assert [] == found.wrong
    assert [f"another program has it open ({os.strerror(errno.EBUSY)})"] == [one.what for one in found.unread]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")
@pytest.mark.parametrize(("winerror", "held"), [(32, True), (33, True), (5, False)])
def test_a_folder_that_is_held_on_windows(tmp_path: Path, winerror: int, held: bool) -> None:
    """Windows says of a folder, too, that another program has it; a right that is missing is another refusal."""
    error = PermissionError(errno.EACCES, "Permission denied", str(tmp_path))
    error.winerror = winerror  # type: ignore[attr-defined,unused-ignore]
    assert held is is_held(error)


def test_a_right_that_is_missing_is_not_another_program(tmp_path: Path) -> None:
    """A file that this account may not write to, or one that is not there, is not held by anybody."""
    file = tmp_path / "data.csv"
    file.touch(0o400)
    mine = os.access(file, os.W_OK)  # root may do everything
    assert mine == is_held(PermissionError(errno.EACCES, "", str(file)))
    assert not is_held(PermissionError(errno.EACCES, "", str(tmp_path / "missing.csv")))
    assert not is_held(PermissionError(errno.EACCES, "", str(tmp_path)))
    assert not is_held(OSError(errno.ENOSPC, "", str(file)))


def close(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Have the system keep this account out of a folder, as out of one that another account has made.

    Injected, for root is kept out of nothing: it is seen that the folder is there, and no more.
    """
    for name in ("open", "stat", "lstat", "listdir", "scandir", "mkdir"):
        real = getattr(os, name)

        def refused(path: str | Path | int, *how: object, real: Callable[..., object] = real, **more: object) -> object:
            looked_into = real.__name__ in {"open", "listdir", "scandir"} and path in (folder, str(folder))
            if looked_into or (not isinstance(path, int) and folder in Path(path).parents):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
            return real(path, *how, **more)

        monkeypatch.setattr(os, name, refused)
        keeps = getattr(pathlib, "_normal_accessor", None)  # Python 3.10 keeps what os had at its beginning
        if name != "open" and hasattr(keeps, name):
            monkeypatch.setattr(keeps, name, refused)


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps nobody out by modes")
@pytest.mark.parametrize(
    ("verb", "closed"),
    [
        *((verb, folder) for verb in ("status", "plan", "enrol", "verify") for folder in ("", "participants")),
        ("enrol", ".locks"),
    ],
)
def test_data_of_another_account(lab: Lab, monkeypatch: pytest.MonkeyPatch, verb: str, closed: str) -> None:
    """Whoever has signed in with another account than the one that records reads that, and nothing of damage."""
    study, data = ["--study", str(lab.study)], ["--data", str(lab.data)]
    more = {
        "status": study,
        "plan": [*study, "--participant", "KD001", "--visit", "baseline"],
        "enrol": [*study, "--participant", "KD002", "--arm", "patient", "--language", "fr"],
        "verify": [],
    }
    close(monkeypatch, lab.data / closed)
    said = lab.say_just(verb, *data, *more[verb])
    monkeypatch.undo()
    assert 1 == said.code
    assert "this account has no right to it" in said.out + said.err
    assert "damaged" not in said.err


def test_nothing_is_waited_for_without_need(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is not there is not looked for again and again."""
    monkeypatch.setattr(held_files, "_PATIENCE_S", 60.0)
    with pytest.raises(FileNotFoundError):
        Disk().read(tmp_path / "missing.json")


def test_a_folder_in_the_place_of_a_file_on_windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows says of a folder that there is no right to read it; it is told as what it is, so that nobody takes the
    file for one that is out of reach.
    """
    monkeypatch.setattr(held_files.sys, "platform", "win32")
    hold(monkeypatch, errno.EACCES, lambda path: path == str(tmp_path))
    with pytest.raises(IsADirectoryError):
        Disk().read(tmp_path)

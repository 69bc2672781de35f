"""`backup`, `collect` and `replay` as they are typed at the end of a day, and what they answer."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from experiment.messages import Advice
from tests.instruments.removing import remove
from tests.instruments.small_study import review
from tests.instruments.study_session import study_session
from tests.instruments.systems import WINDOWS
from tests.instruments.typed_lab import Lab, Said

ADVICE = {
    Advice.BACKUP_KEEPS_ITS_OWN,
    Advice.ONLY_IN_THE_COPY,
    Advice.NOT_COPIED,
    Advice.BACKUP_SYNCHRONISED,
    Advice.BACKUP_ON_THE_SAME_DISK,
}
"""What is said here and nowhere else."""

TABLE = "sub-KD001/ses-baseline/sub-KD001_ses-baseline_task-beliefupdate_run-1_desc-trials_data.csv"


@pytest.fixture
def lab(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Lab:
    """KD001 has had the baseline, and there is a stick."""
    lab = Lab(tmp_path, capsys)
    review(lab.study)
    study_session(lab.study, lab.data)
    (tmp_path / "stick").mkdir()
    return lab


def backup(lab: Lab) -> Said:
    return lab.say("backup", str(lab.folder / "stick"))


def copy_of(lab: Lab) -> Path:
    (copy,) = (lab.folder / "stick").iterdir()
    return copy


def test_what_a_backup_says(lab: Lab) -> None:
    """How many sessions are complete and unfinished, that the copy is whole, and where it is."""
    said = backup(lab)
    files = len([path for path in lab.data.rglob("*") if path.is_file() and ".locks" not in path.parts])
    assert [
        f"1 complete, 0 unfinished; {files} files: {files} new",
        "the copy is whole: each file was read back, and is as data folder, ledger and checksums say",
        f"copy: {copy_of(lab)}; for the analyst: {copy_of(lab) / 'report.txt'}",
    ] == said.out.splitlines()
    assert (0, Advice.BACKUP_ON_THE_SAME_DISK.say(copy=copy_of(lab))) == (said.code, said.err.strip())


def test_a_second_one_says_that_nothing_has_changed(lab: Lab) -> None:
    """And since when."""
    backup(lab)
    first = backup(lab).out.splitlines()[0]
    assert re.fullmatch(r"1 complete, 0 unfinished; nothing has changed since 20\d\d-\d\d-\d\d \d\d:\d\d", first)


def test_a_backup_shows_what_was_changed_by_hand(lab: Lab) -> None:
    """The answer is no; the copy keeps what was recorded, and says where the other one is."""
    backup(lab)
    table = lab.data / TABLE
    table.chmod(0o600)
    table.write_bytes(table.read_bytes().replace(b"answered", b"missed", 1))
    said = backup(lab)
    kept = Advice.BACKUP_KEEPS_ITS_OWN.say(files=TABLE, folder=copy_of(lab) / "set-aside")
    assert 1 == said.code
    assert kept in said.err
    assert re.fullmatch(r".*; nothing is new since .*; of the files 1 not as recorded", said.out.splitlines()[0])
    report = (copy_of(lab) / "report.txt").read_text(encoding="utf-8")
    assert f"{TABLE}: it is not as it was recorded in the data folder; the copy has it as it was" in report


def test_the_report_names_what_only_the_copy_has(lab: Lab) -> None:
    """An enrolment that was deleted from the data folder stands on the page, which is that of the copy."""
    backup(lab)
    remove(lab.data / "participants" / "KD001.json")
    said = backup(lab)
    assert said.out.splitlines()[0].endswith("; of the files 1 no longer there")
    report = (copy_of(lab) / "report.txt").read_text(encoding="utf-8")
    assert "participants/KD001.json: it is no longer in the data folder; the copy has it" in report
    assert report.startswith("small: 1 enrolled (1 of them no longer in the data folder)")


def deleted(lab: Lab) -> str:
    remove(lab.data / TABLE)
    return Advice.ONLY_IN_THE_COPY.say(files=TABLE, copy=copy_of(lab))


def a_link(lab: Lab) -> str:
    (lab.data / "notes").symlink_to(lab.folder)
    return Advice.NOT_COPIED.say(files="notes (it is a link)")


def in_a_cloud(lab: Lab) -> str:
    (lab.folder / "stick" / ".dropbox.cache").mkdir()
    (copy,) = (lab.folder / "stick").glob("belief-data-*")
    return Advice.BACKUP_SYNCHRONISED.say(copy=copy, program="Dropbox")


@pytest.mark.parametrize("happens", [deleted, a_link, in_a_cloud])
def test_what_is_to_be_known(lab: Lab, happens: Callable[[Lab], str]) -> None:
    """What is gone from the data folder, could not be copied, or is sent elsewhere by another program is said."""
    if happens is a_link and WINDOWS:
        pytest.skip("links need a privilege there")
    backup(lab)
    said = happens(lab)
    assert said in backup(lab).err.splitlines()


def test_collect(lab: Lab) -> None:
    """Two folders are put together; done again, nothing has changed."""
    other = lab.folder / "other"
    enrolled = ("--participant", "KD002", "--arm", "control", "--language", "fr", "--data", str(other))
    assert 0 == lab.say("enrol", *enrolled).code
    named = ("collect", str(lab.data), str(other), "--into", str(lab.folder / "all"))
    said = lab.say_just(*named)
    first, right, where = said.out.splitlines()
    assert 0 == said.code
    assert "everything is as it was recorded" == right
    assert first.startswith("2 participants and 1 run of 2 folders: 1 complete; ")
    assert f"collected in {lab.folder / 'all'}" == where
    assert lab.say_just(*named).out.splitlines()[0].endswith("; nothing has changed")


def test_every_conflict_has_its_line(lab: Lab) -> None:
    """All of them are named at once, and nothing is written."""
    other = lab.folder / "other"
    shutil.copytree(lab.data, other)
    for file in (other / TABLE, other / "participants" / "KD001.json"):
        file.chmod(0o600)
        file.write_bytes(file.read_bytes() + b" ")
    said = lab.say_just("collect", str(lab.data), str(other), "--into", str(lab.folder / "all"))
    assert (1, "", 2) == (said.code, said.out, len(said.err.splitlines()))
    assert not (lab.folder / "all").exists()


def test_replay(lab: Lab) -> None:
    """One page with a picture of each screen, and nothing else that would have to be there."""
    page = lab.folder / "page.html"
    said = lab.say_just("replay", "kd001/BASELINE", "--data", str(lab.data), "--out", str(page))
    text = page.read_text(encoding="utf-8")
    screens = text.count("<figure>")
    assert (0, f"{page}: {screens} screens\n") == (said.code, said.out)
    assert screens == text.count("data:image/png;base64,")
    assert "Événement n° 0" not in re.sub(r"<[^>]*>", "", text)  # the words of events stand in the pictures
    assert [] == re.findall(r"(?:src|href)=\"(?!data:)", text)
    assert re.search(r"\+0,\d{3} s · touche \d → \d", text), "in the language of the laboratory"


@pytest.mark.parametrize("form", ["KD001/baseline/1", "KD001 baseline", TABLE.rpartition("/")[2], "path"])
def test_a_run_may_be_named_in_several_ways(lab: Lab, form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """By participant and visit, by the name of one of its files, or by the path of one."""
    monkeypatch.setattr("experiment.record.run_again.png", lambda *_: b"")
    named = str(lab.data / TABLE) if form == "path" else form
    said = lab.say_just("replay", named, "--data", str(lab.data), "--out", str(lab.folder / "page.html"))
    assert (0, "") == (said.code, said.err)

"""A ledger that is behind, empty or not writable locks nobody's session out for good, and takes in no foreign run."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from experiment.conduct import Conducted, conduct
from experiment.config.load import Study
from experiment.format.ledger import read_ledger
from experiment.format.run_files import place_of
from experiment.format.vocabulary import ParticipantMode, SessionKind
from experiment.messages import Found, Reason, Refusal
from experiment.messages.accepting import always, never
from experiment.record import participants
from experiment.record.corrections import Corrections
from experiment.record.request import Request
from experiment.record.storage import Disk, OpenFile
from experiment.record.verify import verify
from experiment.virtual.opening import open_virtual_stage
from tests.instruments.leaves import Leaves
from tests.instruments.removing import remove_tree
from tests.instruments.small_study import small_study
from tests.instruments.watched_sessions import ARM, PARTICIPANT, VISIT, Witness, run


class Killed(BaseException):
    """The program is gone."""


class LedgerNotWritable(Disk):
    """A disk whose ledger can be read only."""

    def append_to(self, path: Path) -> OpenFile:
        """Refuse the ledger."""
        if path.name == "ledger.jsonl":
            raise PermissionError(13, "Permission denied", str(path))
        return super().append_to(path)


class LedgerNotWritableOnce(Disk):
    """A disk whose ledger takes no line for a moment: the first, after it was begun."""

    refused = False

    def append_to(self, path: Path) -> OpenFile:
        """Refuse the ledger once."""
        if path.name == "ledger.jsonl" and not self.refused:
            self.refused = True
            raise OSError(28, "No space left on device", str(path))
        return super().append_to(path)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def study(tmp_path: Path, data: Path) -> Study:
    study = small_study(tmp_path, events=3, practice=0)
    participants.enrol(Disk(), data, study.file, PARTICIPANT, ARM, "fr")
    return study


@pytest.fixture
def place(data: Path) -> Path:
    return place_of(data, SessionKind.TEST)


def go_on(study: Study, data: Path, accept: bool = False, resume: bool = True, visit: str = VISIT) -> Conducted:
    kind, mode = SessionKind.TEST, ParticipantMode.SCRIPTED
    return conduct(
        study,
        Request(data, PARTICIPANT, visit, kind, mode, resume=resume, accept_ledger=always if accept else never),
        open_virtual_stage,
    )


def test_a_run_whose_end_alone_was_entered_is_no_copy(study: Study, data: Path, place: Path) -> None:
    """A run whose beginning the ledger did not take is said to be unknown to it; nobody is told to move it away."""
    conducted = run(study, data, LedgerNotWritableOnce(), Witness())
    (finding,) = verify(Disk(), place).wrong
    assert finding.file == conducted.files.sheet.relative_to(place).as_posix()
    assert finding.what == Found.RUN_UNKNOWN.say()


@pytest.mark.parametrize("ledger", ["not writable", "an older copy"])
@pytest.mark.parametrize("left", ["ended early", "interrupted"])
def test_a_run_that_went_on_unknown_to_its_ledger(
    study: Study, data: Path, place: Path, ledger: str, left: str
) -> None:
    """A run that went on when the ledger could not be written, or whose ledger is an older copy, is refused with the
    option to go on; with it, it is completed, and whoever verifies is told.
    """
    if left == "ended early":
        run(study, data, Disk(), Witness(), participant=Leaves())
    else:
        with pytest.raises(KeyboardInterrupt):
            run(study, data, Disk(), Witness(), participant=Leaves(KeyboardInterrupt))
    copy = (place / "ledger.jsonl").read_bytes()
    disk = LedgerNotWritable() if ledger == "not writable" else Disk()
    with pytest.raises(Killed):
        run(study, data, disk, Witness(), resume=True, participant=Leaves(Killed))
    (place / "ledger.jsonl").write_bytes(copy)
    with pytest.raises(Refusal) as refused:
        go_on(study, data)
    assert Reason.RUN_NOT_AS_LEFT is refused.value.reason
    assert go_on(study, data, accept=True).reason is None
    found = verify(Disk(), place)
    assert [] == found.wrong
    assert any("the run was changed" in note.what for note in found.noted)


def test_files_that_do_not_agree_are_not_accepted(study: Study, data: Path, place: Path) -> None:
    """Whatever is accepted of the ledger: a cell that the journal contradicts stays refused."""
    outcome = run(study, data, Disk(), Witness(), participant=Leaves())
    outcome.files.data.chmod(0o600)
    outcome.files.data.write_bytes(outcome.files.data.read_bytes().replace(b"patient", b"control"))
    with pytest.raises(Refusal) as refused:
        go_on(study, data, accept=True)
    assert Reason.RECORD_DAMAGED is refused.value.reason


def test_a_difference_is_accepted_though_the_ledger_cannot_be_written(study: Study, data: Path, place: Path) -> None:
    """Who cannot be entered as having accepted goes on all the same, and is told of the ledger."""
    assert go_on(study, data, resume=False).reason is None
    remove_tree(place / f"sub-{PARTICIPANT}")
    kind, mode = SessionKind.TEST, ParticipantMode.SCRIPTED
    request = Request(data, PARTICIPANT, VISIT, kind, mode, accept_ledger=always)
    outcome = conduct(study, request, open_virtual_stage, LedgerNotWritable())
    assert outcome.reason is None
    assert any("Permission denied" in line for line in outcome.advice)


@pytest.mark.parametrize("left", [b"", b'{"n":1,"utc":"2026'])
def test_a_ledger_without_a_line_is_none(study: Study, data: Path, place: Path, left: bytes) -> None:
    """What a power cut leaves of a new ledger knows of no run, and takes none for a foreign one."""
    assert go_on(study, data, resume=False).reason is None
    (place / "ledger.jsonl").write_bytes(left)
    assert go_on(study, data, resume=False, visit="day7").reason is None
    ledger = read_ledger((place / "ledger.jsonl").read_bytes())
    assert () == ledger.faults
    assert f"sub-{PARTICIPANT}_ses-{VISIT}_task-beliefupdate_run-1" in ledger.older_runs


def test_a_run_from_elsewhere_is_not_taken_in_by_a_second_try(study: Study, data: Path, place: Path) -> None:
    """A run of the same participant and visit that was conducted elsewhere stays unknown, however often one tries."""
    elsewhere = data.parent / "elsewhere"
    elsewhere.mkdir(parents=True)
    participants.enrol(Disk(), elsewhere, study.file, PARTICIPANT, ARM, "fr")
    run(study, elsewhere, Disk(), Witness(), participant=Leaves())
    assert go_on(study, data, resume=False, visit="day7").reason is None
    there = place_of(elsewhere, SessionKind.TEST)
    shutil.copytree(there / f"sub-{PARTICIPANT}" / f"ses-{VISIT}", place / f"sub-{PARTICIPANT}" / f"ses-{VISIT}")
    for resume, reason in (
        (False, Reason.SESSION_UNFINISHED), (True, Reason.RUN_UNKNOWN), (True, Reason.RUN_UNKNOWN)
    ):  # fmt: skip
        with pytest.raises(Refusal) as refused:
            go_on(study, data, resume=resume)
        assert reason is refused.value.reason
    assert verify(Disk(), place).wrong


class KilledAtRename(Disk):
    """A disk under a program that is killed before it gives a file its name for the n-th time."""

    def __init__(self, number: int) -> None:
        self._left = number

    def rename(self, old: Path, new: Path) -> None:
        """Count, and stop."""
        self._left -= 1
        if self._left == 0:
            raise Killed
        super().rename(old, new)


def test_a_start_that_is_killed_makes_no_run_from_elsewhere(study: Study, data: Path, place: Path) -> None:
    """Killed at whatever file is put on the disk before the first screen, the next start begins, or says --resume."""
    killed = 0
    while True:
        try:
            run(study, data, KilledAtRename(killed + 1), Witness())
        except Killed:
            killed += 1
        else:
            break
        finally:
            noted = verify(Disk(), place)
            assert [] == noted.wrong
        try:
            outcome = go_on(study, data, resume=False)
        except Refusal as refused:
            assert Reason.SESSION_UNFINISHED is refused.reason
            outcome = go_on(study, data)
        assert outcome.reason is None
        remove_tree(place)
    assert killed > 8


def test_an_enrolment_that_is_newer_than_its_ledger(study: Study, data: Path) -> None:
    """An enrolment that was changed after the ledger's copy was made is refused with the option to go on with it."""
    copy = (data / "ledger.jsonl").read_bytes()
    Corrections(Disk(), data, study.file).correct(PARTICIPANT, None, "en", None, "mistyped")
    (data / "ledger.jsonl").write_bytes(copy)
    with pytest.raises(Refusal) as refused:
        go_on(study, data, resume=False)
    assert Reason.ENROLMENT_EDITED is refused.value.reason
    assert go_on(study, data, resume=False, accept=True).reason is None
    assert go_on(study, data, resume=False, visit="day7").reason is None
    found = verify(Disk(), data)
    assert [] == found.wrong
    assert [f"{PARTICIPANT}.json"] == [Path(note.file).name for note in found.noted]

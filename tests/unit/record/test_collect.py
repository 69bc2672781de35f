"""Data folders of several computers, put together: what agrees is united, what does not is named, nothing is lost."""

from __future__ import annotations

import errno
import random
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timezone
from pathlib import Path

import pytest

from experiment.config.load import load_study
from experiment.format.run_files import SessionFiles
from experiment.format.vocabulary import SessionKind, VisitStanding
from experiment.format.wall_clock import in_place_of_the_clock
from experiment.messages import Found, Reason, Refusal
from experiment.messages.accepting import always
from experiment.record import ledger, participants
from experiment.record.anchors import Anchors
from experiment.record.backup import back_up
from experiment.record.board import board
from experiment.record.collect import Collected, Gathering
from experiment.record.corrections import Corrections
from experiment.record.find import Standing
from experiment.record.session_lock import locked
from experiment.record.storage import Disk, OpenFile
from experiment.record.verify import verify
from tests.instruments.removing import remove_tree
from tests.instruments.small_study import review
from tests.instruments.study_data import StudyConducted, is_nth_rate
from tests.instruments.study_session import study_session
from tests.instruments.systems import WINDOWS, make_link

Tree = dict[str, bytes]


class Computers:
    """Two lab PCs of one study, each with its data folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.study = StudyConducted(folder)
        self.one, self.other, self.into = folder / "one", folder / "other", folder / "all"

    def on(self, data: Path) -> StudyConducted:
        """Work at a computer."""
        self.study.data = data
        return self.study

    def gathering(self, *folders: Path) -> Gathering:
        """Read folders, the two of the computers if none is named."""
        return Gathering(Disk(), folders or (self.one, self.other), self.into)

    def collected(self, *folders: Path) -> Collected:
        """Put them together."""
        gathering = self.gathering(*folders)
        assert [] == [str(no) for no in gathering.conflicts()]
        return gathering.written()


@pytest.fixture(scope="module")
def conducted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """KD001 has a complete baseline on one computer; KD002 ends early on the other."""
    pcs = Computers(tmp_path_factory.mktemp("pcs"))
    pcs.on(pcs.one).enrol("KD001")
    pcs.study.launch("KD001", "baseline")
    pcs.on(pcs.other).enrol("KD002", "control")
    pcs.study.launch("KD002", "baseline", ends_at=is_nth_rate(2))
    return pcs.folder


@pytest.fixture
def pcs(conducted: Path, tmp_path: Path) -> Computers:
    found = Computers(tmp_path)
    for name in ("one", "other"):
        shutil.copytree(conducted / name, tmp_path / name)
    return found


def tree(folder: Path) -> Tree:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".locks" not in path.parts
    }


def of_study(folder: Path) -> Tree:
    return {name: content for name, content in tree(folder).items() if name.startswith(("sub-", "participants"))}


def standings(pcs: Computers) -> dict[str, dict[str, VisitStanding]]:
    found = board(Disk(), pcs.into, pcs.study.study.file, ledger.read(Disk(), pcs.into), datetime.now(timezone.utc))
    return {line.enrolment.participant_id: {one.visit: one.standing for one in line.visits} for line in found.lines}


def test_disjoint_folders_are_united(pcs: Computers) -> None:
    """Everything of both is there, with the ledgers side by side, as it was recorded; the two stay as they were."""
    before = [tree(pcs.one), tree(pcs.other)]
    made = pcs.collected()
    assert (2, 2, 0) == (made.runs, made.participants, made.same)
    assert of_study(pcs.one) | of_study(pcs.other) == of_study(pcs.into)
    kept = {content for name, content in tree(pcs.into).items() if name.startswith("ledgers/")}
    assert {(pcs.one / "ledger.jsonl").read_bytes(), (pcs.other / "ledger.jsonl").read_bytes()} == kept
    assert ([], {Standing.COMPLETE, Standing.ABORTED}) == (made.found.wrong, set(made.found.runs.values()))
    assert before == [tree(pcs.one), tree(pcs.other)]
    assert not (pcs.into / "collecting").exists()


def test_status_knows_everybody(pcs: Computers) -> None:
    """In the collected folder each visit stands where it stood."""
    pcs.collected()
    found = standings(pcs)
    assert (VisitStanding.DONE, VisitStanding.ABORTED) == (found["KD001"]["baseline"], found["KD002"]["baseline"])


def test_done_again_it_changes_nothing(pcs: Computers) -> None:
    """Equal runs are recognised."""
    pcs.collected()
    before = tree(pcs.into)
    assert (0, before) == (pcs.collected().came, tree(pcs.into))


def test_folders_that_have_gone_on(pcs: Computers) -> None:
    """What is new since is brought along: another visit, and a session that was gone on with."""
    pcs.collected()
    pcs.on(pcs.one).launch("KD001", "day7")
    pcs.on(pcs.other).launch("KD002", "baseline", resume=True)
    made = pcs.collected()
    assert ([], 3) == (made.found.wrong, made.runs)
    assert of_study(pcs.one) | of_study(pcs.other) == of_study(pcs.into)


def test_a_copy_of_yesterday_beside_the_folder_of_today(pcs: Computers) -> None:
    """The state that the other has led to is taken, whichever is named first."""
    (pcs.folder / "stick").mkdir()
    copy = back_up(Disk(), pcs.other, pcs.folder / "stick", pcs.study.study.file).copy
    pcs.on(pcs.other).launch("KD002", "baseline", resume=True)
    made = pcs.collected(copy, pcs.one, pcs.other)
    assert ([], 2) == (made.found.wrong, made.same)
    assert of_study(pcs.other).items() <= of_study(pcs.into).items()


def test_a_folder_that_was_copied_and_used_on_both(pcs: Computers) -> None:
    """All were enrolled on one computer, the folder was copied, and each has done its sessions: they are united."""
    pcs.on(pcs.one).enrol("KD003", "control")
    remove_tree(pcs.other)
    shutil.copytree(pcs.one, pcs.other)
    pcs.on(pcs.one).launch("KD001", "day7")
    pcs.on(pcs.other).launch("KD003", "baseline")
    made = pcs.collected()
    assert ([], 3) == (made.found.wrong, made.runs)


def test_a_session_in_the_collected_folder(pcs: Computers) -> None:
    """A visit is run there, is entered in its own ledger, and stays when the others are collected again."""
    pcs.collected()
    pcs.on(pcs.into).launch("KD001", "day7")
    pcs.on(pcs.other).enrol("KD004", "control")
    made = pcs.collected()
    assert ([], 3) == (made.found.wrong, made.runs)
    assert VisitStanding.DONE is standings(pcs)["KD001"]["day7"]
    assert [] == verify(Disk(), pcs.into).wrong


def test_a_session_of_another_computer_goes_on_in_the_collected_folder(pcs: Computers) -> None:
    """Resume works there, with the ledger of the other computer beside its own."""
    pcs.collected()
    pcs.on(pcs.into).launch("KD002", "baseline", resume=True)
    assert VisitStanding.DONE is standings(pcs)["KD002"]["baseline"]
    assert [] == verify(Disk(), pcs.into).wrong


def at(hour: int) -> datetime:
    return datetime(2026, 11, 24, hour, tzinfo=timezone.utc)


def test_an_enrolment_that_has_gone_on_apart_is_put_together(pcs: Computers) -> None:
    """Withdrawn in the collected folder, and an anchor entered on the computer: both hold, and it goes on so."""
    file = pcs.study.study.file
    pcs.collected()
    Corrections(Disk(), pcs.into, file).withdraw("KD001", "moved away")
    for hour, name in ((10, "infusion1_end"), (11, "infusion3_end")):
        Anchors(Disk(), pcs.one, file).enter("KD001", name, at(hour), None, (), always)
        made = pcs.collected()
        assert [] == made.found.wrong
        found = participants.find(Disk(), pcs.into, file, "KD001")
        assert found.withdrawn is not None
        assert at(hour) == found.anchor_times[name]
    assert 2 == len(found.anchors)
    before = tree(pcs.into)
    assert (0, before) == (pcs.collected().came, tree(pcs.into))


def test_what_a_stop_has_kept_from_the_file(pcs: Computers) -> None:
    """A line of the ledger whose enrolment was never written is no newer state; done again, it is put together."""
    file = pcs.study.study.file
    pcs.collected()
    Corrections(Disk(), pcs.into, file).withdraw("KD001", "moved away")
    with pytest.raises(KeyboardInterrupt):
        Anchors(_Stopped(0), pcs.one, file).enter("KD001", "infusion1_end", at(10), None, (), always)
    (wrong,) = pcs.collected().found.wrong
    assert ("participants/KD001.json", True) == (wrong.file, "what was entered since is not in it" in wrong.what)
    Anchors(Disk(), pcs.one, file).enter("KD001", "infusion1_end", at(10), None, (), always)
    assert [] == pcs.collected().found.wrong
    found = participants.find(Disk(), pcs.into, file, "KD001")
    assert found.withdrawn is not None
    assert at(10) == found.anchor_times["infusion1_end"]


def test_two_changes_of_one_anchor_are_not_put_together(pcs: Computers) -> None:
    """Nobody can say which of the two holds."""
    pcs.collected()
    for data, hour in ((pcs.one, 10), (pcs.into, 11)):
        Anchors(Disk(), data, pcs.study.study.file).enter("KD001", "infusion1_end", at(hour), None, (), always)
    assert [Reason.ENTERED_OTHERWISE] == [no.reason for no in pcs.gathering().conflicts()]


@pytest.mark.parametrize("where", ["one", "into"])
def test_a_correction_in_either_folder_settles_it(pcs: Computers, where: str) -> None:
    """Both hours are named with their folders; as soon as both say the same, all entries are kept, and it goes on."""
    pcs.collected()
    file, hours = pcs.study.study.file, {"one": 10, "into": 11}
    for name, hour in hours.items():
        Anchors(Disk(), getattr(pcs, name), file).enter("KD001", "infusion1_end", at(hour), None, (), always)
    (no,) = pcs.gathering().conflicts()
    assert all(f"{at(hour):%Y-%m-%d %H:%M} in {getattr(pcs, name)}" in str(no) for name, hour in hours.items())
    (other,) = {*hours} - {where}
    corrected = Anchors(Disk(), getattr(pcs, where), file)
    corrected.enter("KD001", "infusion1_end", at(hours[other]), "misread", (), always)
    assert [] == pcs.collected().found.wrong
    found = participants.find(Disk(), pcs.into, file, "KD001")
    assert (3, at(hours[other])) == (len(found.anchors), found.anchor_times["infusion1_end"])
    Anchors(Disk(), pcs.one, file).enter("KD001", "infusion1_end", at(12), "misread again", (), always)
    assert [] == pcs.collected().found.wrong
    assert at(12) == participants.find(Disk(), pcs.into, file, "KD001").anchor_times["infusion1_end"]


def test_changes_of_different_kinds_do_not_touch(pcs: Computers) -> None:
    """Another language on the computer, withdrawn in the collected folder: both hold."""
    pcs.on(pcs.one).enrol("KD003")
    pcs.collected()
    file = pcs.study.study.file
    Corrections(Disk(), pcs.one, file).correct("KD003", None, "en", None, "speaks English")
    Corrections(Disk(), pcs.into, file).withdraw("KD003", "moved away")
    assert [] == pcs.collected().found.wrong
    found = participants.find(Disk(), pcs.into, file, "KD003")
    assert ("en", 2) == (found.language, len(found.history))
    assert found.withdrawn is not None


@contextmanager
def clock(hour: int, minute: int = 0) -> Iterator[None]:
    with in_place_of_the_clock(lambda: datetime(2026, 11, 25, hour, minute, tzinfo=timezone.utc)):
        yield


def test_an_anchor_corrected_by_a_clock_that_is_behind(pcs: Computers) -> None:
    """Entered on a computer whose clock is fast, corrected on one whose clock is right: the correction holds."""
    file = pcs.study.study.file
    with clock(10):
        Anchors(Disk(), pcs.one, file).enter("KD001", "infusion1_end", at(8), None, (), always)
    remove_tree(pcs.other)
    shutil.copytree(pcs.one, pcs.other)
    with clock(9, 20):
        Anchors(Disk(), pcs.other, file).enter("KD001", "infusion1_end", at(9), "misread", (), always)
    with clock(10, 30):
        Anchors(Disk(), pcs.one, file).enter("KD001", "infusion3_end", at(10), None, (), always)
    assert [] == pcs.collected().found.wrong
    assert at(9) == participants.find(Disk(), pcs.into, file, "KD001").anchor_times["infusion1_end"]


def test_the_clock_of_the_collected_folder_is_behind(pcs: Computers) -> None:
    """What is put together there is entered, by the clocks, before what it was put together from; it holds."""
    file = pcs.study.study.file
    pcs.collected()
    with clock(11):
        Anchors(Disk(), pcs.one, file).enter("KD001", "infusion1_end", at(8), None, (), always)
    with clock(9):
        Corrections(Disk(), pcs.into, file).withdraw("KD001", "moved away")
        assert [] == pcs.collected().found.wrong
    with clock(11, 30):
        Anchors(Disk(), pcs.one, file).enter("KD001", "infusion3_end", at(9), None, (), always)
    with clock(9, 5):
        assert [] == pcs.collected().found.wrong
    assert 2 == len(participants.find(Disk(), pcs.into, file, "KD001").anchors)


def test_what_a_stop_has_left_of_a_write_is_not_collected(pcs: Computers) -> None:
    """It belongs to nothing, and would stand in the collected folder for good."""
    sheet = next(pcs.other.glob("sub-KD002/*/*_session.json"))
    sheet.with_name(f"{sheet.name}.tmp").write_bytes(b"{")
    assert [] == pcs.collected().found.noted
    assert not list(pcs.into.rglob("*.tmp"))


def test_a_copy_and_the_data_folder_in_it(pcs: Computers) -> None:
    """They are one folder, named twice."""
    (pcs.folder / "stick").mkdir()
    copy = back_up(Disk(), pcs.one, pcs.folder / "stick", pcs.study.study.file).copy
    with pytest.raises(Refusal) as refused:
        pcs.gathering(copy, copy / "data")
    said = (refused.value.facts["folder"], refused.value.facts["other"])
    assert (Reason.COLLECTED_TWICE, copy / "data", copy) == (refused.value.reason, *said)


def changed_cell(pcs: Computers) -> None:
    """The same run on both, with another cell."""
    remove_tree(pcs.other)
    shutil.copytree(pcs.one, pcs.other)
    table = next(pcs.other.glob("sub-KD001/ses-*/*_desc-trials_data.csv"))
    table.chmod(0o600)
    table.write_bytes(table.read_bytes().replace(b"answered", b"missed", 1))


def enrolled_twice(pcs: Computers) -> None:
    """The same participant was enrolled on both."""
    pcs.on(pcs.other).enrol("KD001", "control")


def one_place_twice(pcs: Computers) -> None:
    """Both computers have drawn the first place of the patients."""
    pcs.on(pcs.other).enrol("KD005")


def other_files(pcs: Computers) -> None:
    """The other computer has begun with other files of the study."""
    remove_tree(pcs.other)
    file = pcs.folder / "study.yaml"
    text = file.read_text(encoding="utf-8").replace("seed: 7", "seed: 8")
    file.write_text(re.sub(r"reviewed: \{.*\}", "reviewed: null", text), encoding="utf-8", newline="\n")
    review(file)
    participants.enrol(Disk(), pcs.other, load_study(file).file, "KD006", "control", "fr")
    study_session(file, pcs.other, "KD006")


@pytest.fixture(scope="module")
def states(conducted: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[Path, int]:
    """Each computer's folder as it was on several days, and which day: the two go on, and so does each ledger."""
    pcs = Computers(tmp_path_factory.mktemp("states"))
    for name in ("one", "other"):
        shutil.copytree(conducted / name, pcs.folder / name)
    days: dict[Path, int] = {}

    def kept(data: Path, day: int) -> None:
        copy = pcs.folder / f"{data.name}-{day}"
        shutil.copytree(data, copy)
        days[copy] = day

    for data in (pcs.one, pcs.other):
        kept(data, 0)
    Corrections(Disk(), pcs.one, pcs.study.study.file).withdraw("KD001", "moved away")
    pcs.on(pcs.other).launch("KD002", "baseline", resume=True)
    kept(pcs.one, 1)
    kept(pcs.other, 1)
    pcs.study.enrol("KD003", "control")
    kept(pcs.other, 2)
    return days


def of_all(into: Path) -> Tree:
    return of_study(into) | {name: content for name, content in tree(into).items() if name.startswith("ledgers")}


@pytest.mark.parametrize("seed", range(6))
def test_in_any_order_and_in_any_parts_the_newest_counts(states: dict[Path, int], tmp_path: Path, seed: int) -> None:
    """Days in any order, over any number of calls, come to what all the newest in one call come to."""
    draw, pcs = random.Random(seed), Computers(tmp_path)
    newest = [max((one for one in states if one.name.startswith(pc)), key=states.__getitem__) for pc in ("one", "oth")]
    pcs.into = tmp_path / "at-once"
    pcs.collected(*newest)
    at_once, pcs.into = of_all(pcs.into), tmp_path / "in-parts"
    days = draw.sample(sorted(states), len(states))
    while days:
        part = [days.pop() for _ in range(draw.randint(1, len(days)))]
        assert [] == pcs.collected(*part).found.wrong
    assert at_once == of_all(pcs.into)


def test_what_is_older_is_left_and_named(states: dict[Path, int], tmp_path: Path) -> None:
    """Of a copy of an earlier day, whatever has gone on since is named, and nothing of it is taken."""
    pcs = Computers(tmp_path)
    old, new = (next(one for one in states if one.name == name) for name in ("other-0", "other-2"))
    pcs.collected(new)
    before = tree(pcs.into)
    made = pcs.collected(old)
    assert {old: ("sub-KD002_ses-baseline_task-beliefupdate_run-1",)} == made.older
    assert (0, before) == (made.came, tree(pcs.into))


def test_what_was_done_in_the_collected_folder_is_newer(states: dict[Path, int], tmp_path: Path) -> None:
    """A session that was gone on with there stays, and its computer can be collected again and again."""
    pcs = Computers(tmp_path)
    old = next(one for one in states if one.name == "other-0")
    pcs.collected(old)
    pcs.on(pcs.into).launch("KD002", "baseline", resume=True)
    before = of_study(pcs.into)
    assert [] == pcs.collected(old).found.wrong
    assert before == of_study(pcs.into)


@pytest.mark.parametrize("way", ["one", "link", "other/../one"])
def test_a_folder_that_is_named_twice_is_refused(pcs: Computers, way: str) -> None:
    """A slip for two folders would leave one out unsaid; also by a link, or by another way to it."""
    if way == "link":
        try:
            make_link(pcs.folder / "link", pcs.one)
        except OSError:
            pytest.skip("links need a privilege here")
    with pytest.raises(Refusal) as refused:
        pcs.gathering(pcs.one, pcs.folder / way)
    assert Reason.COLLECTED_TWICE is refused.value.reason


CONFLICTS: dict[Reason, Callable[[Computers], None]] = {
    Reason.RUNS_DIFFER: changed_cell,
    Reason.ENROLMENTS_DIFFER: enrolled_twice,
    Reason.PLACES_DRAWN_TWICE: one_place_twice,
    Reason.OTHER_HASHES_COLLECTED: other_files,
}


@pytest.mark.parametrize("reason", CONFLICTS, ids=str)
def test_what_does_not_agree_is_named_before_anything_is_written(pcs: Computers, reason: Reason) -> None:
    """Each conflict by itself; there is no collected folder then."""
    CONFLICTS[reason](pcs)
    assert [reason] == [no.reason for no in pcs.gathering().conflicts()]
    assert not pcs.into.exists()


def test_a_place_that_was_drawn_twice_can_be_accepted(pcs: Computers) -> None:
    """Nothing can be drawn again: the data are not locked out for ever."""
    one_place_twice(pcs)
    gathering = pcs.gathering()
    assert [] == gathering.conflicts(accept_places=always)
    assert [] == gathering.written().found.wrong


def test_a_session_that_runs_is_waited_for(pcs: Computers) -> None:
    """Its participant is named."""
    with locked(Disk(), SessionFiles(pcs.one, "KD001", "baseline", "beliefupdate", SessionKind.STUDY)):
        (no,) = pcs.gathering().conflicts()
    assert (Reason.COLLECTED_WHILE_RUNNING, "KD001") == (no.reason, no.facts["participant_id"])


class _Stopped(Disk):
    """A disk whose process is killed at an operation."""

    def __init__(self, at: int) -> None:
        self._left = at

    def rename(self, old: Path, new: Path) -> None:
        self._left -= 1
        if self._left < 0:
            raise KeyboardInterrupt
        super().rename(old, new)


class _Full(Disk):
    """A disk that takes so many more files, and then none."""

    def __init__(self, left: int) -> None:
        self._left = left

    def create(self, path: Path) -> OpenFile:
        self._left -= 1
        if self._left < 0:
            raise OSError(errno.ENOSPC, "No space left on device", str(path))
        return super().create(path)


@pytest.mark.parametrize("left", [0, 3, 4, 5, 12])
def test_a_full_disk(pcs: Computers, left: int) -> None:
    """It says what to do, and nothing that was recorded in the folder has changed."""
    pcs.collected(pcs.other)
    before = tree(pcs.into)
    gathering = Gathering(_Full(left), (pcs.one, pcs.other), pcs.into)
    assert [] == gathering.conflicts()
    with pytest.raises(Refusal) as refused:
        gathering.written()
    assert Reason.COLLECTING_BROKEN_OFF is refused.value.reason
    assert before == tree(pcs.into)
    assert [] == pcs.collected().found.wrong


def half_of_one(pcs: Computers, stopped_at: int = 3) -> None:
    """Stop a `collect` when all is decided and a few files are in their places."""
    gathering = Gathering(_Stopped(stopped_at), (pcs.one,), pcs.into)
    assert [] == gathering.conflicts()
    with suppress(KeyboardInterrupt):
        gathering.written()


def test_what_is_half_is_said_to_be(pcs: Computers) -> None:
    """Of each run and participant that is still to come, and of nothing else."""
    half_of_one(pcs)
    found = verify(Disk(), pcs.into).wrong
    assert {Found.COLLECTED_HALF.say(folder=pcs.one)} == {one.what for one in found}
    assert {
        "participants/KD001.json",
        next(pcs.one.glob("sub-*/*/*_session.json")).relative_to(pcs.one).as_posix(),
    } == {one.file for one in found}


def test_another_folder_brings_what_is_half(pcs: Computers) -> None:
    """It has been put down whole: the folder that it came from is not needed."""
    half_of_one(pcs)
    one = of_study(pcs.one)
    remove_tree(pcs.one)
    made = pcs.collected(pcs.other)
    assert (True, []) == (made.came_first, made.found.wrong)
    assert one.items() <= of_study(pcs.into).items()


def test_a_session_brings_what_is_half(pcs: Computers) -> None:
    """Nobody works in a folder that is half."""
    half_of_one(pcs)
    pcs.on(pcs.into).launch("KD001", "day7")
    assert [] == verify(Disk(), pcs.into).wrong
    assert [] == pcs.collected().found.wrong


def test_a_backup_brings_what_is_half(pcs: Computers) -> None:
    """The copy is as whole as the folder."""
    half_of_one(pcs)
    (pcs.folder / "stick").mkdir()
    made = back_up(Disk(), pcs.into, pcs.folder / "stick", pcs.study.study.file)
    assert ([], ()) == (made.found.wrong, made.gone)
    assert of_study(pcs.one) == of_study(made.copy / "data")


def test_a_folder_that_is_half_is_not_collected_elsewhere(pcs: Computers) -> None:
    """It is brought to its end first."""
    half_of_one(pcs)
    half, pcs.into = pcs.into, pcs.folder / "all-of-all"
    with pytest.raises(Refusal) as refused:
        pcs.collected(half)
    assert Reason.COLLECTED_HALF_ITSELF is refused.value.reason


def test_an_old_list_changes_nothing(pcs: Computers) -> None:
    """A copy of a folder may have what was to come on an earlier day beside what has come since."""
    pcs.collected(pcs.one)
    pcs.on(pcs.one).launch("KD001", "day7")
    half_of_one(pcs)
    shutil.copytree(pcs.into / "collecting", pcs.folder / "collecting")
    Corrections(Disk(), pcs.into, pcs.study.study.file).withdraw("KD001", "moved away")
    shutil.copytree(pcs.folder / "collecting", pcs.into / "collecting", dirs_exist_ok=True)
    before = of_study(pcs.into)
    assert [] == verify(Disk(), pcs.into).wrong
    assert [] == pcs.collected().found.wrong
    assert before.items() <= of_study(pcs.into).items()


@pytest.mark.parametrize("busy", ["collect.lock", "participants.lock", "sub-KD001.lock"])
def test_nothing_comes_while_somebody_is_there(pcs: Computers, busy: str) -> None:
    """Another `collect`, an enrolment, a session that begins."""
    pcs.collected(pcs.one)
    gathering = pcs.gathering()
    (pcs.into / ".locks" / busy).touch()
    with Disk().lock(pcs.into / ".locks" / busy), pytest.raises(Refusal) as refused:
        gathering.written()
    assert Reason.COLLECTING_ELSEWHERE is refused.value.reason


def test_nobody_begins_while_something_comes(pcs: Computers) -> None:
    """Neither a session nor a change of an enrolment."""
    pcs.collected()
    with Disk().lock(pcs.into / ".locks" / "collect.lock"):
        for begin in (
            lambda: pcs.on(pcs.into).launch("KD001", "day7"),
            lambda: Corrections(Disk(), pcs.into, pcs.study.study.file).withdraw("KD001", "moved away"),
        ):
            with pytest.raises(Refusal) as refused:
                begin()
            assert Reason.COLLECTING_HERE is refused.value.reason


@pytest.mark.skipif(WINDOWS, reason="Windows has locks of its own: no other file stands for one")
def test_a_lock_that_another_computer_has_left_is_named(pcs: Computers, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a share without locks only a person can tell whether its holder lives: else there would be no way out."""

    def no_locks(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    pcs.collected()
    monkeypatch.setattr("fcntl.flock", no_locks)
    held = pcs.into / ".locks" / ".collect.lock.held"
    held.write_text(
        '{"process": 1, "started": "1", "salt": "a", "computer": "another", "boot": null}', encoding="utf-8"
    )
    for work in (
        lambda: pcs.gathering().written(),
        lambda: Corrections(Disk(), pcs.into, pcs.study.study.file).withdraw("KD001", "moved away"),
    ):
        with pytest.raises(Refusal) as refused:
            work()
        assert (Reason.SESSION_HELD, held) == (refused.value.reason, refused.value.facts["file"])


def test_what_is_entered_while_the_folders_are_read(pcs: Computers) -> None:
    """What was read is no longer so."""
    pcs.collected()
    gathering = pcs.gathering()
    Corrections(Disk(), pcs.into, pcs.study.study.file).withdraw("KD001", "moved away")
    with pytest.raises(Refusal) as refused:
        gathering.written()
    assert Reason.COLLECTED_INTO_CHANGED is refused.value.reason


@pytest.mark.parametrize("at", [0, 1, 3, 9, 25])
def test_killed_in_the_middle_and_done_again(pcs: Computers, at: int) -> None:
    """Wherever it stops, done again everything is there, and as it was recorded; also over an earlier state."""
    pcs.collected(pcs.one)
    pcs.on(pcs.one).launch("KD001", "day7")
    gathering = Gathering(_Stopped(at), (pcs.one, pcs.other), pcs.into)
    assert [] == gathering.conflicts()
    with suppress(KeyboardInterrupt):
        gathering.written()
    assert [] == pcs.collected().found.wrong
    assert of_study(pcs.one) | of_study(pcs.other) == of_study(pcs.into)


@pytest.mark.parametrize("stopped_at", [1, 2, 3, 5, 12])
def test_what_has_gone_on_in_a_half_collected_folder_stays(pcs: Computers, stopped_at: int) -> None:
    """Somebody withdraws there who has come whole, although the rest has not: collecting again takes nothing back."""
    pcs.collected()
    Anchors(Disk(), pcs.one, pcs.study.study.file).enter("KD001", "infusion1_end", at(10), None, (), always)
    half_of_one(pcs, stopped_at)
    Corrections(Disk(), pcs.into, pcs.study.study.file).withdraw("KD001", "moved away")
    made = pcs.collected()
    found = participants.find(Disk(), pcs.into, pcs.study.study.file, "KD001")
    assert found.withdrawn is not None
    assert at(10) == found.anchor_times["infusion1_end"]
    assert [] == made.found.wrong


@pytest.mark.parametrize("deep", [".", "one", "one/all"])
def test_folders_that_hold_each_other_are_not_put_together(tmp_path: Path, deep: str) -> None:
    """Neither into a folder within one that is read, nor into one in which it stands: it would be its own source."""
    (tmp_path / "one").mkdir()
    with pytest.raises(Refusal) as refused:
        Gathering(Disk(), (tmp_path / "one",), tmp_path / deep)
    assert Reason.COLLECTED_WITHIN is refused.value.reason

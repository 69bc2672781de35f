"""Another program that has its hands on the files of a running session is noticed, said, and takes nothing with it."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from experiment.conduct import conduct
from experiment.config.load import Study
from experiment.format.apparatus import Apparatus
from experiment.format.vocabulary import Interference, ParticipantMode, SessionKind
from experiment.layout.views import QuestionView, View
from experiment.messages import Reason, Refusal, SystemSays
from experiment.record import participants
from experiment.record.read_back import read_plan
from experiment.record.request import Request
from experiment.record.storage import Disk
from experiment.task.participant import Participant
from experiment.task.stage import Stage
from experiment.virtual.participants import ScriptedParticipant
from tests.instruments.many_views import Views
from tests.instruments.removing import remove, remove_tree
from tests.instruments.small_study import small_study
from tests.instruments.systems import make_link
from tests.instruments.watched_sessions import (
    ARM,
    PARTICIPANT,
    VISIT,
    WatchedStage,
    Witness,
    expected_answers,
    files,
    rows,
    run,
    written_answers,
    wrong_checksums,
)

FOREIGN = b"one line of somebody else's\n"

Meddling = Callable[[Path], None]


@dataclass
class Lab:
    """A participant, and a session in which another program meddles."""

    study: Study
    data: Path
    views: list[View] = field(default_factory=list)

    def __post_init__(self) -> None:
        participants.enrol(Disk(), self.data, self.study.file, PARTICIPANT, ARM, "fr")

    def meddled(self, moment: int, meddle: Callable[[], None], disk: Disk | None = None) -> Refusal:
        witness = Witness(Views(moment, meddle))
        with pytest.raises(Refusal) as refused:
            run(self.study, self.data, disk or Disk(), witness)
        self.views = list(witness.views)
        return refused.value

    def assert_resumed_whole(self) -> None:
        witness = Witness(self.views)
        run(self.study, self.data, Disk(), witness, resume=True)
        run_files = files(self.data)
        plan = read_plan(Disk(), run_files)
        content = run_files.data.read_bytes()
        assert plan.rows == len(rows(content))
        assert sorted(expected_answers(plan)) == sorted(written_answers(content))
        assert [] == witness.estimates_after_the_rate()
        assert [] == wrong_checksums(Disk(), run_files)


@pytest.fixture
def lab(tmp_path: Path) -> Lab:
    return Lab(small_study(tmp_path), tmp_path / "data")


def replaced(file: Path) -> None:
    other = file.with_name("other")
    other.write_bytes(FOREIGN)
    other.replace(file)


def replaced_by_an_old_copy(file: Path) -> None:
    """What a synchroniser does that has been slow."""
    other = file.with_name("other")
    other.write_bytes(b"\n".join(file.read_bytes().split(b"\n")[:1]) + b"\n")
    other.replace(file)


def replaced_by_a_link(file: Path) -> None:
    target = file.with_name("target")
    shutil.copy(file, target)
    remove(file)
    make_link(file, target)


def replaced_by_a_folder(file: Path) -> None:
    remove(file)
    file.mkdir()


def removed(file: Path) -> None:
    remove(file)


def emptied(file: Path) -> None:
    os.truncate(file, 0)


def shortened(file: Path) -> None:
    os.truncate(file, file.stat().st_size - 1)


def lengthened(file: Path) -> None:
    with file.open("ab") as opened:
        opened.write(FOREIGN)


def changed(file: Path) -> None:
    content = file.read_bytes()
    with file.open("r+b") as opened:
        opened.write(content[:-2] + b"?" + content[-1:])


MEDDLINGS: list[tuple[Meddling, Interference]] = [
    (replaced, Interference.REPLACED),
    (replaced_by_an_old_copy, Interference.REPLACED),
    (replaced_by_a_link, Interference.REPLACED),
    (replaced_by_a_folder, Interference.REPLACED),
    (removed, Interference.REMOVED),
    (emptied, Interference.SHORTENED),
    (shortened, Interference.SHORTENED),
    (lengthened, Interference.LENGTHENED),
    (changed, Interference.CHANGED),
]


@pytest.mark.parametrize("which", ["data", "journal"])
@pytest.mark.parametrize(("meddle", "how"), MEDDLINGS)
def test_a_file_that_another_program_touches(lab: Lab, meddle: Meddling, how: Interference, which: str) -> None:
    """Whatever another program does to CSV or journal stops the session with the true sentence; a resume is whole."""
    file: Path = getattr(files(lab.data), which)
    refusal = lab.meddled(8, lambda: meddle(file))
    expected = Reason.CHANGED_MEANWHILE.say(file=file.name, how=how, folder=file.parent)
    assert expected == str(refusal)
    lab.assert_resumed_whole()


@pytest.mark.parametrize("moment", range(1, 9))
def test_it_is_noticed_at_the_next_row(lab: Lab, moment: int) -> None:
    """In whichever question a CSV is replaced, no question of another trial is asked after it."""
    file = files(lab.data).data
    lab.meddled(moment, lambda: replaced(file))
    asked = [view for view in lab.views if isinstance(view, QuestionView)][moment - 1 :]
    assert 1 == len({view.event_id for view in asked})
    lab.assert_resumed_whole()


def test_what_the_other_program_wrote_is_kept(lab: Lab) -> None:
    """Another's file is not written over: it stands beside under a name of its own."""
    file = files(lab.data).data
    lab.meddled(6, lambda: replaced(file))
    assert FOREIGN == file.with_name(f"{file.name}.found-1").read_bytes()


@pytest.mark.parametrize("moved", [False, True])
def test_the_data_folder_goes(lab: Lab, moved: bool) -> None:
    """A data folder that is deleted or moved under a session is noticed at the next row, and the run is there again."""
    folder = files(lab.data).session.place

    def go() -> None:
        for place in {folder, lab.data}:
            if moved:
                place.rename(place.with_name(f"{place.name}-moved"))
            else:
                remove_tree(place)

    refusal = lab.meddled(6, go)
    facts = (refusal.reason, refusal.facts["how"])
    assert (Reason.CHANGED_MEANWHILE, Interference.REMOVED) == facts
    lab.assert_resumed_whole()


def test_a_disk_that_takes_nothing_back(lab: Lab) -> None:
    """If what was recorded cannot be put back, the sentence says so, and why."""

    class Full(Disk):
        def rename(self, old: Path, new: Path) -> None:
            if new.name == file.name and file.exists():
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            super().rename(old, new)

    file = files(lab.data).data
    refusal = lab.meddled(6, lambda: replaced(file), Full())
    facts = {"file": file.name, "how": "replaced", "error": SystemSays.FULL.en, "folder": file.parent}
    assert Reason.NOT_PUT_BACK.say(**facts) == str(refusal)


def test_a_share_that_numbers_files_anew(lab: Lab) -> None:
    """Where the same file has another number at every look, what counts is what it holds: nothing is said."""

    class Renumbering(Disk):
        def append_to(self, path: Path):  # type: ignore[no-untyped-def]
            file = super().append_to(path)
            file.length_by_name = lambda: None  # type: ignore[method-assign]
            return file

    outcome = run(lab.study, lab.data, Renumbering(), Witness())
    assert outcome.reason is None
    assert outcome.rows == len(rows(files(lab.data).data.read_bytes()))


@pytest.mark.parametrize("meddle", [changed, lengthened, replaced, removed])
def test_a_file_that_is_touched_while_the_window_opens(lab: Lab, meddle: Meddling) -> None:
    """What another program does between the reading of a run and its first screen is found before that screen."""

    class Killed(BaseException):
        pass

    def kill() -> None:
        raise Killed

    with pytest.raises(Killed):
        run(lab.study, lab.data, Disk(), Witness(Views(8, kill)))
    shown: list[View] = []

    @contextmanager
    def opening(_kind: SessionKind, participant: Participant | None) -> Iterator[tuple[Stage, Apparatus]]:
        meddle(files(lab.data).data)
        apparatus = Apparatus(
            zero_utc="2026-11-23T00:00:00.000+00:00", stage="virtual", inputs="", clock="virtual", display=None
        )
        yield WatchedStage(participant or ScriptedParticipant(), Witness(shown)), apparatus

    request = Request(lab.data, PARTICIPANT, VISIT, SessionKind.TEST, ParticipantMode.SCRIPTED, resume=True)
    with pytest.raises(Refusal) as refused:
        conduct(lab.study, request, opening, Disk())
    assert Reason.RECORD_DAMAGED == refused.value.reason
    assert [] == shown

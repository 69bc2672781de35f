"""However a launch ended, the session's sheet says what the next launch would say."""

from __future__ import annotations

import errno
import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from experiment.config.load import Study
from experiment.layout.views import PageView, PauseView, QuestionView
from experiment.messages import Reason, Refusal
from experiment.record import participants
from experiment.task.inputs import Key
from experiment.task.monitor import Monitor
from experiment.task.orders import Orders
from experiment.task.participant import Action, Observation
from experiment.virtual.participants import ScriptedParticipant
from tests.instruments.failing_disks import Killed, VolatileDisk
from tests.instruments.small_study import small_study
from tests.instruments.watched_sessions import ARM, PARTICIPANT, Witness, files, run

DATA = Path("/data")
FOURTH = 4


class FailingDisk(VolatileDisk):
    """A disk that refuses what it is told to refuse."""

    rows_fail = all_fails = False

    sheets_fail = protecting_fails = False

    def rename(self, old: Path, new: Path) -> None:
        if self.sheets_fail and new == files(DATA).sheet:
            raise OSError(errno.EROFS, "Read-only file system")
        super().rename(old, new)

    def protect(self, path: Path) -> None:
        if self.protecting_fails:
            raise KeyboardInterrupt
        super().protect(path)

    def sync_node(self, node, path: Path) -> None:  # type: ignore[no-untyped-def]
        if self.all_fails or (self.rows_fail and path.name.endswith("data.csv")):
            raise OSError(errno.EIO, "Input/output error")
        super().sync_node(node, path)


class Struck(ScriptedParticipant):
    """Follows the script until the fourth question, where something happens."""

    def __init__(self, deed: Callable[[], Sequence[Action]]) -> None:
        super().__init__()
        self._deed, self._questions = deed, 0

    def act(self, observation: Observation) -> Sequence[Action]:
        if isinstance(observation.view, PauseView):
            return [Action(0.6, Key.DIGIT_2), Action(0.9, Key.ENTER)]
        if isinstance(observation.view, QuestionView):
            self._questions += 1
            if self._questions == FOURTH:
                return self._deed()
        return super().act(observation)


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Study:
    return small_study(tmp_path_factory.mktemp("study"), practice=0)


@pytest.fixture
def disk(study: Study) -> FailingDisk:
    disk = FailingDisk()
    participants.enrol(disk, DATA, study.file, PARTICIPANT, ARM, "fr")
    return disk


def status(disk: VolatileDisk) -> object:
    return json.loads(disk.read(files(DATA).sheet))["status"]


def said_at_the_next_start(study: Study, disk: VolatileDisk) -> object:
    with pytest.raises(Refusal) as refused:
        run(study, DATA, disk, Witness())
    assert Reason.SESSION_UNFINISHED is refused.value.reason
    return str(refused.value.facts["status"])


def strikes(error: BaseException) -> Callable[[], Sequence[Action]]:
    def deed() -> Sequence[Action]:
        raise error

    return deed


def test_an_early_end(study: Study, disk: FailingDisk) -> None:
    """A session that a person ended is aborted, on the sheet and in what the next start says."""
    run(study, DATA, disk, Witness(), participant=Struck(lambda: [Action(0.2, Key.ESCAPE)]))
    assert "aborted" == status(disk)
    assert "aborted" == said_at_the_next_start(study, disk)


def test_a_launch_that_is_broken_off(study: Study, disk: FailingDisk) -> None:
    """After Ctrl-C the sheet says interrupted, as the next start does."""
    with pytest.raises(KeyboardInterrupt):
        run(study, DATA, disk, Witness(), participant=Struck(strikes(KeyboardInterrupt())))
    assert "interrupted" == status(disk)
    assert "interrupted" == said_at_the_next_start(study, disk)


@pytest.mark.parametrize("error", [ZeroDivisionError("by zero"), OSError(5, "device gone"), AssertionError()], ids=repr)
def test_a_mistake_in_the_program(study: Study, disk: FailingDisk, error: Exception) -> None:
    """The participant sees the page of a technical stop, the experimenter reads a sentence, and a resume goes on."""
    witness = Witness()
    with pytest.raises(Refusal) as refused:
        run(study, DATA, disk, witness, participant=Struck(strikes(error)))
    assert (Reason.PROGRAM_FAILED, error) == (refused.value.reason, refused.value.__cause__)
    assert str(refused.value.facts["error"]).startswith(type(error).__name__)
    stopped = witness.views[-1]
    assert isinstance(stopped, PageView)
    assert "raison technique" in stopped.text
    assert "interrupted" == status(disk)
    assert "interrupted" == said_at_the_next_start(study, disk)


def test_a_technical_stop(study: Study, disk: FailingDisk) -> None:
    """When rows can no longer be written, and other files can, the sheet says interrupted."""

    def no_more_rows() -> Sequence[Action]:
        disk.rows_fail = True
        return []

    with pytest.raises(Refusal):
        run(study, DATA, disk, Witness(), participant=Struck(no_more_rows))
    assert "interrupted" == status(disk)
    disk.rows_fail = False
    assert "interrupted" == said_at_the_next_start(study, disk)


def read_only(disk: FailingDisk, witness: Witness) -> Sequence[Action]:
    disk.all_fails = True
    return []


def mistaken(_disk: FailingDisk, _witness: Witness) -> Sequence[Action]:
    raise ZeroDivisionError


def unplugged(_disk: FailingDisk, witness: Witness) -> Sequence[Action]:
    assert witness.if_lost is not None
    witness.if_lost()
    raise Killed


@pytest.mark.parametrize(
    ("deed", "why"),
    [
        (read_only, Reason.RECORDING_FAILED),
        (mistaken, Reason.PROGRAM_FAILED),
        (unplugged, Reason.DISPLAY_LOST),
    ],
)
def test_whoever_follows_is_told_why_before_the_participant_reads_of_it(
    study: Study, disk: FailingDisk, deed: Callable[[FailingDisk, Witness], Sequence[Action]], why: Reason
) -> None:
    """Whatever stops a session: the launcher knows it when the calm page comes up, however long that is read."""
    witness, told = Witness(), list[Reason | object]()

    def stopped(no: Refusal) -> None:
        calm = [view for view in witness.views if isinstance(view, PageView) and "raison technique" in view.text]
        assert [] == calm
        told.append(no.reason)

    monitor = Monitor(Orders(), lambda _state: None, stopped)
    with pytest.raises(Killed if deed is unplugged else Refusal):
        run(study, DATA, disk, witness, participant=Struck(lambda: deed(disk, witness)), monitor=monitor)
    assert [why] == told


def dead_disk(disk: FailingDisk) -> Callable[[], Sequence[Action]]:
    def deed() -> Sequence[Action]:
        disk.all_fails = True
        return []

    return deed


@pytest.mark.parametrize("crash", ["power cut", "dead disk"])
def test_what_nobody_could_write_down(study: Study, disk: FailingDisk, crash: str) -> None:
    """After a power cut, or on a disk that takes nothing, the sheet says running until the next launch corrects it."""
    deed = strikes(Killed()) if crash == "power cut" else dead_disk(disk)
    with pytest.raises(Killed if crash == "power cut" else Refusal):
        run(study, DATA, disk, Witness(), participant=Struck(deed))
    disk.all_fails = False
    assert "running" == status(disk)
    assert "interrupted" == said_at_the_next_start(study, disk)
    assert "interrupted" == status(disk)


def test_the_next_launch_says_so_on_a_disk_that_takes_nothing(study: Study, disk: FailingDisk) -> None:
    """If the sheet cannot be corrected, the next start says all the same that the session is interrupted."""
    with pytest.raises(Killed):
        run(study, DATA, disk, Witness(), participant=Struck(strikes(Killed())))
    disk.sheets_fail = True
    assert "interrupted" == said_at_the_next_start(study, disk)
    assert "running" == status(disk)


def test_a_stop_after_the_end_leaves_the_session_complete(study: Study, disk: FailingDisk) -> None:
    """A session that is complete on the disk stays so if something fails while its files are made read-only."""
    disk.protecting_fails = True
    with pytest.raises(KeyboardInterrupt):
        run(study, DATA, disk, Witness())
    assert "complete" == status(disk)

"""Runs of a session: which may begin, which may be resumed, and how they follow each other."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from experiment.conduct import Conducted, OpenStage, conduct
from experiment.config.load import Study
from experiment.design.session_plan import SessionPlan
from experiment.format.apparatus import Apparatus
from experiment.format.ledger import Ledger
from experiment.format.run_files import SessionFiles, place_of
from experiment.format.vocabulary import AbortReason, ParticipantMode, SessionKind, SessionStatus
from experiment.layout.views import PauseView, QuestionView
from experiment.messages import Reason, Refusal
from experiment.record import participants
from experiment.record.find import next_run, runs_of
from experiment.record.kinds_apart import check_place
from experiment.record.read_back import read_plan
from experiment.record.request import Request
from experiment.record.scan import Scan, scan
from experiment.record.storage import Disk, Storage
from experiment.record.whole_files import make_folders
from experiment.task.inputs import Key
from experiment.task.participant import Action, Observation, Participant
from experiment.task.stage import Stage
from experiment.virtual.opening import open_virtual_stage
from experiment.virtual.participants import ScriptedParticipant
from experiment.virtual.stage import VirtualStage
from tests.instruments.failing_disks import Killed, VolatileDisk
from tests.instruments.small_study import PROJECT, small_study
from tests.instruments.watched_sessions import Witness, files, rows
from tests.instruments.watched_sessions import run as watched

DATA = Path("/data")
SESSION = SessionFiles(DATA, "KD001", "baseline", "beliefupdate", SessionKind.TEST)


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Study:
    return small_study(tmp_path_factory.mktemp("study"), events=6, practice=0)


@pytest.fixture
def disk(study: Study) -> VolatileDisk:
    disk = VolatileDisk()
    participants.enrol(disk, DATA, study.file, "KD001", "patient", "fr")
    return disk


class Ends(ScriptedParticipant):
    """Ends the session for a clinical reason at the n-th question, or is struck by something worse."""

    def __init__(self, at: int, struck_by: BaseException | None = None) -> None:
        super().__init__()
        self._left, self._struck_by = at, struck_by

    def act(self, observation: Observation) -> Sequence[Action]:
        if isinstance(observation.view, PauseView):
            return [Action(0.6, Key.DIGIT_2), Action(0.9, Key.ENTER)]
        if isinstance(observation.view, QuestionView):
            self._left -= 1
            if self._left == 0:
                if self._struck_by is not None:
                    raise self._struck_by
                return [Action(0.2, Key.ESCAPE)]
        return super().act(observation)


def before(participant: ScriptedParticipant) -> OpenStage:
    """A virtual stage before somebody else than the mode would call in."""

    @contextmanager
    def open_stage(kind: SessionKind, someone: Participant | None) -> Iterator[tuple[Stage, Apparatus]]:
        with open_virtual_stage(kind, someone) as (_, apparatus):
            yield VirtualStage(participant), apparatus

    return open_stage


def go(
    study: Study,
    disk: Storage,
    open_stage: OpenStage = open_virtual_stage,
    resume: bool = False,
    reason: str | None = None,
    mode: ParticipantMode = ParticipantMode.SCRIPTED,
    kind: SessionKind = SessionKind.TEST,
) -> Conducted:
    request = Request(DATA, "KD001", "baseline", kind, mode, resume=resume, new_run_reason=reason)
    return conduct(study, request, open_stage, disk)


def abort(study: Study, disk: Storage, at: int = 4) -> None:
    assert AbortReason.CLINICAL is go(study, disk, before(Ends(at))).reason


def kill(study: Study, disk: Storage, at: int = 4) -> None:
    with pytest.raises(Killed):
        go(study, disk, before(Ends(at, Killed())))


def sheet(disk: Storage, run: int = 1) -> dict[str, object]:
    read: dict[str, object] = json.loads(disk.read(SESSION.run(run).sheet))
    return read


def launches(disk: Storage, run: int = 1) -> list[dict[str, object]]:
    return sheet(disk, run)["launches"]  # type: ignore[return-value]


def refused(study: Study, disk: Storage, **how: object) -> Refusal:
    with pytest.raises(Refusal) as caught:
        go(study, disk, **how)  # type: ignore[arg-type]
    assert 1 == len(str(caught.value).splitlines())
    return caught.value


def test_no_run_exists_before_the_first(study: Study, disk: VolatileDisk) -> None:
    """A session that was never started has no runs; the first run is number 1."""
    assert [] == runs_of(disk, SESSION)
    assert 1 == next_run(disk, SESSION, Ledger())
    go(study, disk)
    assert [(1, SessionStatus.COMPLETE)] == [(run.files.run, run.sheet.status) for run in runs_of(disk, SESSION)]
    assert 2 == next_run(disk, SESSION, Ledger())


def test_a_session_that_is_under_way_says_so(study: Study, disk: VolatileDisk) -> None:
    """While a launch goes on, and when it was killed, the sheet says running, with a launch that has not ended."""
    kill(study, disk)
    assert ("running", None) == (sheet(disk)["status"], sheet(disk)["abort_reason"])
    assert [None] == [launch["ended_utc"] for launch in launches(disk)]


def test_a_session_that_was_ended_says_why(study: Study, disk: VolatileDisk) -> None:
    """After an end by a person the sheet says aborted and the reason; after the resume, complete and none."""
    abort(study, disk)
    assert ("aborted", "clinical") == (sheet(disk)["status"], sheet(disk)["abort_reason"])
    go(study, disk, resume=True)
    assert ("complete", None) == (sheet(disk)["status"], sheet(disk)["abort_reason"])
    assert [1, 2] == [launch["launch"] for launch in launches(disk)]
    assert None not in [launch["ended_utc"] for launch in launches(disk)]


def test_a_reason_is_not_kept_beyond_its_launch(study: Study, disk: VolatileDisk) -> None:
    """A session that was ended, resumed and then killed is not said to be ended for the reason of the first time."""
    abort(study, disk)
    with pytest.raises(Killed):
        go(study, disk, before(Ends(1, Killed())), resume=True)
    assert ("running", None) == (sheet(disk)["status"], sheet(disk)["abort_reason"])


@pytest.mark.parametrize(("stop", "status"), [(abort, "aborted"), (kill, "interrupted")])
def test_an_unfinished_session_is_not_started_again_by_mistake(
    study: Study, disk: VolatileDisk, stop: Callable[..., None], status: str
) -> None:
    """Starting a session that was broken off is refused, naming both ways to go on and how far it has come."""
    stop(study, disk, at=4)
    refusal = refused(study, disk)
    assert Reason.SESSION_UNFINISHED is refusal.reason
    assert (status, 1, 12) == tuple(refusal.facts[name] for name in ("status", "finished", "all"))
    assert "--resume" in str(refusal)
    assert "--new-run --reason" in str(refusal)


@pytest.mark.parametrize("resume", [False, True])
def test_a_complete_session_is_not_started_again(study: Study, disk: VolatileDisk, resume: bool) -> None:
    """A complete session can be neither started nor resumed; only a new run is offered."""
    go(study, disk)
    refusal = refused(study, disk, resume=resume)
    assert Reason.SESSION_COMPLETE is refusal.reason
    assert "--new-run --reason" in str(refusal)


def test_nothing_to_resume_and_nothing_to_repeat(study: Study, disk: VolatileDisk) -> None:
    """A session that was never started can be neither resumed nor repeated."""
    assert Reason.NOTHING_TO_RESUME is refused(study, disk, resume=True).reason
    assert Reason.NOTHING_TO_REPEAT is refused(study, disk, reason="a try").reason
    assert [] == runs_of(disk, SESSION)


def places(plan: SessionPlan) -> list[str]:
    return [trial.event.event_id for trial in plan.trials]


@pytest.mark.parametrize("first", [go, abort, kill])
def test_a_second_run(study: Study, disk: VolatileDisk, first: Callable[..., object]) -> None:
    """A second run has the list of the first in an order of its own, says that the rates have been seen and why it was
    made, and leaves the first as it was.
    """
    first(study, disk)
    untouched = {name: disk.read(SESSION.folder / name) for name in disk.names_in(SESSION.folder) if "." in name}
    go(study, disk, reason="fire alarm")
    one, two = (read_plan(disk, SESSION.run(number)) for number in (1, 2))
    assert one.event_list == two.event_list
    assert sorted(places(one)) == sorted(places(two))
    assert places(one) != places(two)
    assert sheet(disk, 2)["rates_seen_before"] is True
    assert "fire alarm" == sheet(disk, 2)["new_run_reason"]
    assert sheet(disk, 1)["rates_seen_before"] is False
    assert sheet(disk, 1)["new_run_reason"] is None
    assert {"2"} == {row["run"] for row in rows(disk.read(SESSION.run(2).data))}
    assert untouched == {name: disk.read(SESSION.folder / name) for name in untouched}


def test_the_last_run_is_the_one_that_is_resumed(study: Study, disk: VolatileDisk) -> None:
    """With two unfinished runs, a resume goes on with the second."""
    abort(study, disk)
    with pytest.raises(Killed):
        go(study, disk, before(Ends(4, Killed())), reason="again")
    assert 2 == refused(study, disk).facts["run"]
    assert 2 == go(study, disk, resume=True).files.run
    assert ["aborted", "complete"] == [sheet(disk, run)["status"] for run in (1, 2)]


def test_ten_runs_are_counted_as_numbers(study: Study, disk: VolatileDisk) -> None:
    """The tenth run follows the ninth, and not the first."""
    go(study, disk)
    for number in range(2, 12):
        go(study, disk, reason="again")
        assert number == runs_of(disk, SESSION)[-1].files.run


def test_a_resumed_session_has_the_rows_of_one_that_was_not_broken_off(study: Study, disk: VolatileDisk) -> None:
    """Ended at each question in turn, and resumed every time, a session has the answers that it would have had."""
    while go(study, disk, before(Ends(3)), resume=bool(runs_of(disk, SESSION))).reason is not None:
        pass
    undisturbed = VolatileDisk()
    participants.enrol(undisturbed, DATA, study.file, "KD001", "patient", "fr")
    go(study, undisturbed)

    def essence(storage: Storage) -> list[tuple[str, ...]]:
        names = ("phase", "trial", "event_id", "self_pct", "self_outcome", "population_pct", "population_outcome")
        return [tuple(row[name] for name in names) for row in rows(storage.read(SESSION.run(1).data))]

    assert essence(undisturbed) == essence(disk)
    assert len(launches(disk)) > 5


def test_a_resume_executes_the_plan_on_the_disk(study: Study, disk: VolatileDisk, tmp_path: Path) -> None:
    """A resume under a study file that was changed meanwhile carries out what was planned at the beginning."""
    abort(study, disk)
    plan = disk.read(SESSION.run(1).plan)
    changed = small_study(tmp_path, events=6, practice=0, short_s=0.4)
    go(changed, disk, resume=True)
    assert plan == disk.read(SESSION.run(1).plan)
    durations = [
        float(row["base_rate_offset_s"]) - float(row["base_rate_onset_s"])
        for row in rows(disk.read(SESSION.run(1).data))
        if row["phase"] == "first_estimate"
    ]
    assert [0.05] * 6 == pytest.approx(durations, abs=1e-4)


@pytest.mark.parametrize("lost", ["session.json", "session.json and the journal"])
def test_a_run_that_has_lost_its_sheet_is_not_written_over(study: Study, disk: VolatileDisk, lost: str) -> None:
    """If somebody takes the sheet of a run away, a new start is refused, and its trials stay as they are."""
    go(study, disk)
    content = disk.read(SESSION.run(1).data)
    disk.remove(SESSION.run(1).sheet)
    if "journal" in lost:
        disk.remove(SESSION.run(1).journal)
    refusal = refused(study, disk)
    assert (Reason.SHEET_MISSING, SESSION.run(1).sheet.name) == (refusal.reason, refusal.facts["file"])
    assert content == disk.read(SESSION.run(1).data)


def test_a_later_run_is_not_written_over_either(study: Study, disk: VolatileDisk) -> None:
    """If the sheet of the first of two runs is lost, the next run is the third."""
    go(study, disk)
    go(study, disk, reason="again")
    second = disk.read(SESSION.run(2).data)
    disk.remove(SESSION.run(1).sheet)
    assert 3 == go(study, disk, reason="and again").files.run
    assert second == disk.read(SESSION.run(2).data)


@pytest.mark.parametrize("content", [b"", b"{", b"{}", b"null", b"\xff"])
def test_a_damaged_sheet_is_refused(study: Study, disk: VolatileDisk, content: bytes) -> None:
    """A sheet that is none is refused before anything is shown."""
    abort(study, disk)
    disk.remove(SESSION.run(1).sheet)
    disk.create(SESSION.run(1).sheet).write(content)
    refusal = refused(study, disk, resume=True)
    assert (Reason.RECORD_DAMAGED, SESSION.run(1).sheet.name) == (refusal.reason, refusal.facts["file"])


def test_a_run_is_resumed_as_what_it_was_begun_as(study: Study, disk: VolatileDisk) -> None:
    """One run has one kind of participant; a session of another kind is another session."""
    abort(study, disk)
    assert Reason.NOTHING_TO_RESUME is refused(study, disk, resume=True, kind=SessionKind.DEMO).reason
    refusal = refused(study, disk, resume=True, mode=ParticipantMode.RANDOM)
    assert Reason.RESUMED_AS_ANOTHER is refusal.reason
    assert (SessionKind.TEST, ParticipantMode.SCRIPTED) == (refusal.facts["kind"], refusal.facts["mode"])


STUDY, TEST, DEMO, SIMULATED = SessionKind


@pytest.mark.parametrize(
    ("present", "refuses"),
    [
        ({STUDY}, {TEST, DEMO, SIMULATED}),
        ({TEST}, {STUDY, DEMO, SIMULATED}),
        ({DEMO}, {STUDY, TEST, SIMULATED}),
        ({STUDY, TEST}, {TEST, DEMO, SIMULATED}),
        (set(), set()),
    ],
)
def test_kinds_do_not_mix(
    study: Study, disk: VolatileDisk, present: set[SessionKind], refuses: set[SessionKind]
) -> None:
    """Each kind stands alone, whichever came first; but a stray rehearsal in the study's folder locks nobody out."""
    go(study, disk)
    content = disk.read(SESSION.run(1).sheet)
    found = set()
    for kind in SessionKind:
        other = VolatileDisk()
        for number, stray in enumerate(sorted(present), start=1):
            folder = place_of(DATA, kind) / f"sub-KD{number:03}" / "ses-baseline"
            make_folders(other, folder)
            file = other.create(folder / f"sub-KD{number:03}_ses-baseline_task-beliefupdate_run-1_session.json")
            file.write(content.replace(b'"kind": "test"', f'"kind": "{stray}"'.encode()))
        assert (present, ()) == (scan(other, place_of(DATA, kind)).kinds, scan(other, place_of(DATA, kind)).unreadable)
        try:
            check_place(other, DATA, kind)
        except Refusal as refusal:
            assert Reason.KINDS_DO_NOT_MIX is refusal.reason
            found.add(kind)
    assert refuses == found


def test_an_empty_folder_has_no_kinds(tmp_path: Path) -> None:
    """A folder that does not exist holds no sessions of any kind."""
    assert Scan(frozenset(), ()) == scan(Disk(), tmp_path / "none")


HOLDER = """
import sys
from pathlib import Path
from experiment.format.run_files import SessionFiles
from experiment.format.vocabulary import SessionKind
from experiment.record.session_lock import locked
from experiment.record.storage import Disk
with locked(Disk(), SessionFiles(Path(sys.argv[1]), "KD001", "baseline", "beliefupdate", SessionKind(sys.argv[2]))):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_session_that_runs_elsewhere(study: Study, tmp_path: Path) -> None:
    """While another process holds the session it is refused; once that process is killed, it may begin."""
    data = tmp_path / "data"
    participants.enrol(Disk(), data, study.file, "KD001", "patient", "fr")
    command = [sys.executable, "-c", HOLDER, str(data), "test"]
    holder = subprocess.Popen(command, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        assert holder.stdout is not None
        assert "held\n" == holder.stdout.readline()
        with pytest.raises(Refusal) as refusal:
            watched(study, data, Disk(), Witness())
        assert Reason.SESSION_RUNNING is refusal.value.reason
        assert not files(data).session.folder.exists()
    finally:
        holder.kill()
        holder.communicate()
    assert watched(study, data, Disk(), Witness()).reason is None

"""Crash tests 1 and 2 of the design (§8): killed at every operation, and a disk that drops what was not synced."""

from __future__ import annotations

import json
import random
import stat
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from experiment.config.load import Study
from experiment.design.session_plan import TrialPlan
from experiment.format.journal import LaunchStarted, TrialStarted, read_entry
from experiment.format.run_files import RunFiles
from experiment.format.vocabulary import Table
from experiment.messages import Reason, Refusal
from experiment.record import participants
from experiment.record.read_back import read_plan
from experiment.record.storage import Disk, Storage
from tests.instruments.failing_disks import (
    Acknowledged,
    ForgetfulDisk,
    ForgetfulJournalDisk,
    Killed,
    KilledDisk,
    VolatileDisk,
)
from tests.instruments.many_views import Views
from tests.instruments.small_study import small_study
from tests.instruments.systems import WINDOWS
from tests.instruments.watched_sessions import (
    ARM,
    PARTICIPANT,
    Witness,
    expected_afterwards,
    expected_answers,
    files,
    rows,
    run,
    written_afterwards,
    written_answers,
    wrong_checksums,
)

DESIGNS: dict[str, dict[str, object]] = {
    "two_phases": {},
    "within_trial": {"within_trial": True},
    "with_questions": {"practice": 0, "comprehension": True, "afterwards": ("memory", "negativity")},
}


@pytest.fixture(scope="module", params=list(DESIGNS))
def study(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Study:
    return small_study(tmp_path_factory.mktemp("study"), **DESIGNS[request.param])


def enrolled(study: Study, storage: Storage, data: Path) -> Path:
    participants.enrol(storage, data, study.file, PARTICIPANT, ARM, "fr")
    return data


def go_on(study: Study, storage: Storage, data: Path, witness: Witness) -> None:
    """Do what an experimenter does after a crash: start, and if the session has begun, resume."""
    try:
        run(study, data, storage, witness)
    except Refusal as refusal:
        if refusal.reason is Reason.SESSION_UNFINISHED:
            run(study, data, storage, witness, resume=True)
        elif refusal.reason is not Reason.SESSION_COMPLETE:
            raise


def assert_whole(storage: Storage, data: Path, acknowledged: Acknowledged, witness: Witness) -> None:
    """A session that was broken off and resumed is as good as one that was not."""
    run_files = files(data)
    content = storage.read(run_files.data)
    plan = read_plan(storage, run_files)
    for name, promised in acknowledged.content.items():
        kept = storage.read(run_files.session.folder / name)
        assert kept.startswith(promised), "a finished trial or question was lost or changed"
    planned = [(str(part.phase), str(t.trial), t.event.event_id) for t in plan.trials for part in t.parts]
    assert planned == [(row["phase"], row["trial"], row["event_id"]) for row in rows(content)]
    assert sorted(expected_answers(plan)) == sorted(written_answers(content))
    assert list(expected_afterwards(plan)) == list(written_afterwards(storage, run_files, plan))
    if Table.COMPREHENSION in plan.tables:  # the participant says 1 to both: right at once, and wrong twice
        checks = [(row["attempts"], row["passed"]) for row in rows(storage.read(run_files.table(Table.COMPREHENSION)))]
        assert [("1", "true"), ("2", "false")] == checks
    assert len(plan.tables) == len([name for name in storage.names_in(run_files.session.folder) if "_data.csv" in name])
    assert [] == witness.estimates_after_the_rate()
    assert "complete" == json.loads(storage.read(run_files.sheet))["status"]
    assert [] == wrong_checksums(storage, run_files)
    entries = [read_entry(line) for line in storage.read(run_files.journal).splitlines()]
    launches = [entry.launch for entry in entries if isinstance(entry, LaunchStarted)]
    assert sorted(set(launches)) == launches
    begun = Counter(entry.step for entry in entries if isinstance(entry, TrialStarted))
    presented = [str(begun[n]) for n, step in enumerate(plan.steps) if isinstance(step, TrialPlan) for _ in step.parts]
    assert presented == [row["attempt"] for row in rows(content)]
    assert [] == open_still(storage, run_files)


_SEALED = 0o444 if WINDOWS else 0o400  # Windows knows read-only, and not for whom


def open_still(storage: Storage, run_files: RunFiles) -> list[str]:
    """Name the files of a run that can still be written to."""
    names = [name for name in storage.names_in(run_files.session.folder) if not name.endswith(("_inputs", ".tmp"))]
    found = [run_files.session.folder / name for name in names]
    found += [run_files.inputs / name for name in storage.names_in(run_files.inputs) if not name.endswith(".tmp")]
    if isinstance(storage, VolatileDisk):
        return [file.name for file in found if not storage.is_protected(file)]
    return [file.name for file in found if stat.S_IMODE(file.stat().st_mode) != _SEALED]


def operations_of_a_session(study: Study, folder: Path) -> list[str]:
    disk = KilledDisk(Acknowledged())
    run(study, enrolled(study, Disk(), folder), disk, Witness())
    return disk.operations


def test_killed_at_every_operation(study: Study, tmp_path: Path) -> None:
    """A session killed before any write, sync, rename or other operation, or half-way through a write, is resumed
    to a whole one.
    """
    operations = operations_of_a_session(study, tmp_path / "whole")
    kills = [(n, half) for n, name in enumerate(operations) for half in (False, True) if name == "write" or not half]
    assert len(kills) > 100
    for n, half in kills:
        data = enrolled(study, Disk(), tmp_path / f"{n}{'half' if half else ''}")
        acknowledged, witness = Acknowledged(), Witness()
        with pytest.raises(Killed):
            run(study, data, KilledDisk(acknowledged, n, half), witness)
        go_on(study, KilledDisk(acknowledged), data, witness)
        assert_whole(Disk(), data, acknowledged, witness)


class _MeddledDisk(KilledDisk):
    """A disk on which another program takes the CSV while the session runs."""

    def promised(self, path: Path) -> None:
        """Remember nothing: what stands under the name may be another's."""


def _taken(file: Path) -> None:
    file.unlink()


def _replaced(file: Path) -> None:
    other = file.with_name("other")
    other.write_bytes(b"one line of somebody else's\n")
    other.replace(file)


@pytest.mark.skipif(WINDOWS, reason="there a file that is open is neither removed nor replaced")
@pytest.mark.parametrize("meddle", [_taken, _replaced])
def test_killed_while_what_was_recorded_is_put_back(
    study: Study, tmp_path: Path, meddle: Callable[[Path], None]
) -> None:
    """Another program takes the CSV, and at any operation from then on the session is killed: it is resumed to a whole
    one, or refused as long as the CSV is gone or another's; no first estimate is asked after its rate.
    """

    def meddled(data: Path, kill_at: int | None) -> tuple[int, _MeddledDisk, Witness]:
        disk, begun = _MeddledDisk(Acknowledged(), kill_at), [0]

        def do() -> None:
            begun[0] = len(disk.operations)
            meddle(files(data).data)

        witness = Witness(Views(4, do))
        with pytest.raises((Refusal, Killed)):
            run(study, enrolled(study, Disk(), data), disk, witness)
        return begun[0], disk, witness

    first, whole, _ = meddled(tmp_path / "not-killed", None)
    assert "rename" in whole.operations[first:]  # it is put back
    resumed = 0
    for n in range(first, len(whole.operations)):
        data = tmp_path / str(n)
        _, _, witness = meddled(data, n)
        try:
            go_on(study, Disk(), data, witness)
        except Refusal as refusal:
            table = files(data).data
            assert (Reason.RECORD_DAMAGED, table.name) == (refusal.reason, refusal.facts["file"])
            assert not table.exists() or table.read_bytes().startswith(b"one line of somebody else's")
        else:
            resumed += 1
            content = files(data).data.read_bytes()
            assert sorted(expected_answers(read_plan(Disk(), files(data)))) == sorted(written_answers(content))
        assert [] == witness.estimates_after_the_rate()
    assert 0 < resumed  # once it has been put back


def test_killed_again_and_again(study: Study, tmp_path: Path) -> None:
    """A session killed at random operations, the resumes too, is resumed to a whole one."""
    draw = random.Random(20221005)
    for n in range(40):
        data = enrolled(study, Disk(), tmp_path / str(n))
        acknowledged, witness = Acknowledged(), Witness()
        for _ in range(4):
            disk = KilledDisk(acknowledged, draw.randrange(5, 90), half=draw.random() < 0.5)
            try:
                go_on(study, disk, data, witness)
            except Killed:
                continue
        go_on(study, KilledDisk(acknowledged), data, witness)
        assert_whole(Disk(), data, acknowledged, witness)


def power_cuts(study: Study, disk_type: type[VolatileDisk]) -> Iterator[tuple[VolatileDisk, Path, Witness]]:
    """Cut the power before every operation of a session in turn, and hand over what is left each time."""
    data = Path("/data")
    for kill_at in count():
        disk, witness = disk_type(), Witness()
        enrolled(study, disk, data)
        disk.kill_at = disk.operations + kill_at
        try:
            run(study, data, disk, witness)
        except Killed:
            disk.power_cut()
            yield disk, data, witness
        else:
            return


def loses_finished_trials(disk: VolatileDisk, data: Path) -> bool:
    folder = files(data).session.folder
    left = {name: disk.read(folder / name) if disk.exists(folder / name) else b"" for name in disk.acknowledged.content}
    return any(not left[name].startswith(promised) for name, promised in disk.acknowledged.content.items())


def test_power_cut_at_every_operation(study: Study) -> None:
    """On a disk that drops all that was not synced, nothing finished is lost, wherever the power is cut."""
    cuts = 0
    for disk, data, witness in power_cuts(study, VolatileDisk):
        assert not loses_finished_trials(disk, data)
        go_on(study, disk, data, witness)
        assert_whole(disk, data, disk.acknowledged, witness)
        cuts += 1
    assert cuts > 90


def test_without_sync_of_the_csv_trials_are_lost(study: Study) -> None:
    """The negative control: the same power cuts lose finished trials if the CSV is not synced."""
    assert any(loses_finished_trials(disk, data) for disk, data, _ in power_cuts(study, ForgetfulDisk))


def test_without_sync_of_the_journal_first_estimates_are_asked_again(study: Study) -> None:
    """The negative control: if the journal is not synced, somebody who has seen a rate is asked as if they had not.
    Once there is a row that the journal does not tell, the session does not go on.
    """
    asked_again, refused = [], 0
    for disk, data, witness in power_cuts(study, ForgetfulJournalDisk):
        try:
            go_on(study, disk, data, witness)
        except Refusal as refusal:
            assert Reason.RECORD_DAMAGED is refusal.reason
            refused += 1
        asked_again += witness.estimates_after_the_rate()
    first_row_is_of_a_trial = study.file.comprehension is None
    assert first_row_is_of_a_trial is bool(asked_again)
    assert refused > 0

"""A record that was changed between two launches: refused with the name of a file, or nothing that counts has changed.

What may pass is what a crash may leave as well: the end of a journal on which nothing depends, or the end of a table
that the journal tells in full.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest

from experiment.config.load import Study
from experiment.messages import Reason, Refusal
from experiment.record import ledger, participants
from experiment.record.find import runs_of
from experiment.record.launch import resume
from experiment.record.read_back import ReadBack
from experiment.record.storage import Storage
from experiment.record.table_file import csv_text
from tests.instruments.changes import CHANGES
from tests.instruments.failing_disks import Killed, VolatileDisk
from tests.instruments.small_study import small_study
from tests.instruments.watched_sessions import ARM, PARTICIPANT, Witness, files, run

DATA = Path("/data")
FILES = files(DATA)
DESIGNS: dict[str, dict[str, object]] = {
    "two phases": {"events": 3},
    "within a trial": {"events": 3, "within_trial": True, "answer_input": "slider"},
    "with questions": {"practice": 0, "comprehension": True, "afterwards": ("memory", "negativity")},
}


class Changed(VolatileDisk):
    """The files of a run, of which some have other content."""

    def __init__(self, whole: VolatileDisk, contents: dict[Path, bytes]) -> None:
        super().__init__()
        self._whole, self._contents = whole, contents

    def read(self, path: Path) -> bytes:
        return self._contents[path] if path in self._contents else self._whole.read(path)

    def exists(self, path: Path) -> bool:
        return self._whole.exists(path)

    def names_in(self, folder: Path) -> list[str]:
        return self._whole.names_in(folder)


@dataclass(frozen=True)
class Broken:
    """A session that was killed, perhaps more than once, and goes on later."""

    study: Study
    disk: VolatileDisk

    @cached_property
    def back(self) -> ReadBack:
        """How it stands, when nobody has changed anything."""
        return self.resume(self.disk)

    def resume(self, disk: Storage) -> ReadBack:
        """Find out how it stands."""
        who = participants.find(disk, DATA, self.study.file, PARTICIPANT)
        (only,) = runs_of(disk, FILES.session)
        return resume(disk, only, who, ledger.read(disk, DATA)).read_back

    def after(self, contents: dict[Path, bytes]) -> ReadBack:
        """Find out how it stands when files have other content."""
        return self.resume(Changed(self.disk, contents))

    @cached_property
    def paths(self) -> list[Path]:
        """Its files."""
        tables = [FILES.table(table) for table in self.back.plan.tables]
        sidecars = [FILES.sidecar(table) for table in self.back.plan.tables]
        inputs = [FILES.inputs / item.name for item in self.study.inputs]
        return [FILES.journal, FILES.sheet, FILES.plan, *tables, *sidecars, *inputs]


def broken_sessions(study: Study, seed: int, count: int) -> Iterator[Broken]:
    draw = random.Random(seed)
    while count:
        disk = VolatileDisk()
        participants.enrol(disk, DATA, study.file, PARTICIPANT, ARM, "fr")
        for launch in range(draw.choice([1, 1, 2, 3])):
            disk.kill_at = disk.operations + draw.randrange(25, 120)
            try:
                run(study, DATA, disk, Witness(), resume=launch > 0)
            except Killed:
                disk.kill_at = None
                if draw.random() < 0.5:
                    disk.power_cut()
            except Refusal as refusal:
                assert refusal.reason is Reason.SESSION_COMPLETE or launch > 0
        disk.kill_at = None
        if disk.exists(FILES.sheet) and runs_of(disk, FILES.session)[0].sheet.launches:
            count -= 1
            yield Broken(study, disk)


@pytest.fixture(scope="module", params=list(DESIGNS))
def broken(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[Broken]:
    study = small_study(tmp_path_factory.mktemp("study"), **DESIGNS[request.param])
    return list(broken_sessions(study, seed=len(request.param), count=6))


def recorded(broken: Broken, back: ReadBack, contents: dict[Path, bytes]) -> dict[str, bytes]:
    """The tables as a resume makes them whole."""
    whole = {}
    disk = Changed(broken.disk, contents)
    for table in back.plan.tables:
        path = FILES.table(table)
        ends = {torn.path: torn.length for torn in back.torn}
        lost = b"".join(csv_text(row.cells()) for row in back.lost if row.table is table)
        whole[path.name] = disk.read(path)[: ends.get(path)] + lost
    return whole


def passes_rightly(broken: Broken, path: Path, content: bytes) -> bool:
    """Tell whether a change that is not refused is one that a crash may make: to the end of a journal or of a table."""
    back = broken.after({path: content})
    tables, before = recorded(broken, back, {path: content}), recorded(broken, broken.back, {})
    if path == FILES.journal:  # rows that only its end told are no longer told: they had never been acknowledged
        ends = {torn.path: torn.length for torn in back.torn}
        beginning = broken.disk.read(path).startswith(content[: ends.get(path)])
        return beginning and all(before[name].startswith(tables[name]) for name in before)
    in_a_table = path in [FILES.table(table) for table in back.plan.tables]
    return in_a_table and tables == before and back.progress == broken.back.progress


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_refused_or_changes_nothing(broken: list[Broken], change: str) -> None:
    """Whatever single change is made to any file of a run, a resume names a file and goes no further, or the tables are
    in the end what they would have been.
    """
    draw = random.Random(change)
    refused = 0
    for number in range(24):
        one = broken[number % len(broken)]
        path = draw.choice(one.paths)
        content = one.disk.read(path)
        if (changed := CHANGES[change](draw, content)) == content:
            continue
        try:
            assert passes_rightly(one, path, changed), f"{path.name} passes"
        except Refusal as refusal:
            refused += 1
            assert Reason.RECORD_DAMAGED is refusal.reason
            assert refusal.facts["file"] in {path.name for path in one.paths}
            assert 1 == len(str(refusal).splitlines())
    assert refused > 0

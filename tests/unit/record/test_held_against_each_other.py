"""Before a resume, names, enrolment, sheet, plan, study files, journal and tables are held against one another."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from experiment.conduct import OpenStage, conduct
from experiment.config.load import Study
from experiment.format.apparatus import Apparatus
from experiment.format.journal import LaunchStarted, RowsRestored, TornTail, read_entry
from experiment.format.run_files import RunFiles, SessionFiles
from experiment.format.vocabulary import ParticipantMode, SessionKind, Table
from experiment.layout.views import BaseRateView
from experiment.messages import Reason, Refusal
from experiment.messages.accepting import always
from experiment.record import participants
from experiment.record.read_back import read_plan
from experiment.record.request import Request
from experiment.record.storage import Disk
from experiment.record.verify import verify
from experiment.task.participant import Action, Observation, Participant
from experiment.task.stage import Stage
from experiment.virtual.opening import open_virtual_stage
from experiment.virtual.participants import ScriptedParticipant
from experiment.virtual.stage import VirtualStage
from tests.instruments.failing_disks import Killed, VolatileDisk
from tests.instruments.removing import remove, remove_tree
from tests.instruments.small_study import small_study
from tests.instruments.systems import make_link, make_pipe
from tests.instruments.watched_sessions import (
    ARM,
    PARTICIPANT,
    VISIT,
    Witness,
    expected_answers,
    files,
    rows,
    run,
    written_answers,
)

OTHER = "KD002"
DATA = Path("/data")


class Killer(ScriptedParticipant):
    """Kills the process when the base rate of the n-th trial is on."""

    def __init__(self, at: int) -> None:
        super().__init__()
        self._left = at

    def act(self, observation: Observation) -> list[Action]:
        self._left -= isinstance(observation.view, BaseRateView)
        if self._left == 0:
            raise Killed
        return list(super().act(observation))


class KilledAtOnce(ScriptedParticipant):
    """Kills the process on the first page."""

    def act(self, _observation: Observation) -> list[Action]:
        raise Killed


def before(participant: ScriptedParticipant) -> OpenStage:
    """A virtual stage before somebody else than the mode would call in."""

    @contextmanager
    def open_stage(kind: SessionKind, someone: Participant | None) -> Iterator[tuple[Stage, Apparatus]]:
        with open_virtual_stage(kind, someone) as (_, apparatus):
            yield VirtualStage(participant), apparatus

    return open_stage


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Study:
    return small_study(tmp_path_factory.mktemp("study"), events=4, practice=0)


@pytest.fixture(scope="module")
def killed(study: Study, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a session that was killed in its third trial."""
    data = tmp_path_factory.mktemp("lab") / "data"
    for number in (PARTICIPANT, OTHER):
        participants.enrol(Disk(), data, study.file, number, ARM, "fr")
    with pytest.raises(Killed):
        run(study, data, Disk(), Witness(), participant=Killer(3))
    return data


@pytest.fixture
def broken(killed: Path, tmp_path: Path) -> RunFiles:
    """A copy of it, to be changed."""
    for folder in killed.parent.iterdir():
        shutil.copytree(folder, tmp_path / folder.name)
    return files(tmp_path / killed.name)


def refusal(study: Study, of: RunFiles, who: str = PARTICIPANT, visit: str = VISIT) -> Refusal:
    request = Request(of.session.data, who, visit, SessionKind.TEST, ParticipantMode.SCRIPTED, resume=True)
    with pytest.raises(Refusal) as refused:
        conduct(study, request, open_virtual_stage)
    assert Reason.RECORD_DAMAGED is refused.value.reason
    assert 1 == len(str(refused.value).splitlines())
    return refused.value


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")


def cell(file: Path, row: int, column: str, value: str) -> str:
    """Change a cell of a table, and tell what stood there."""
    lines = file.read_text(encoding="utf-8").splitlines()
    names, cells = lines[0].split(","), re.findall(r'"[^"]*"|[^,]+', lines[row])
    old, cells[names.index(column)] = cells[names.index(column)], value
    file.write_text(
        "\n".join([*lines[:row], ",".join(cells), *lines[row + 1 :]]) + "\n", encoding="utf-8", newline="\n"
    )
    return old


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("self_pct", "77"), ("base_rate_pct", "1"), ("self_rt_s", "0.000001"), ("attempt", "2"), ("arm", "control"),
        ("timing_flag", "true"), ("frame_longest_ms", "16.6"), ("launch", "2"), ("event_category", "Autre"),
        ("trial_end_s", "n/a"), ("population_outcome", "missed"), ("base_rate_s", "0.051"),
    ],
)  # fmt: skip
def test_a_cell_that_was_changed(study: Study, broken: RunFiles, column: str, value: str) -> None:
    """A cell that does not follow from plan and journal is named: file, row, column, what stands there, and what was
    recorded.
    """
    old = cell(broken.data, 2, column, value)
    refused = refusal(study, broken)
    assert broken.data.name == refused.facts["file"]
    assert f"row 2, {column}: “{value}” stands there, and “{old}” was recorded" == str(refused.facts["what"])


@pytest.mark.parametrize("lines", range(6))
def test_a_journal_that_was_cut(study: Study, broken: RunFiles, lines: int) -> None:
    """A journal that no longer tells what stands in the table is not gone on with."""
    content = broken.journal.read_bytes().splitlines(keepends=True)
    broken.journal.write_bytes(b"".join(content[:lines]))
    assert refusal(study, broken).facts["file"] in {broken.journal.name, broken.data.name}


PLAN_EDITS: dict[str, tuple[str, str, str]] = {
    "a future rate": ('"base_rate_pct": 35', '"base_rate_pct": 1', "event.base_rate_pct is 1, and 35 was planned"),
    "a deadline": ('"deadline_s": 2.0', '"deadline_s": -5.0', "deadline_s is -5.0, and 2.0 was planned"),
    "a deadline that is no number": ('"deadline_s": 2.0', '"deadline_s": NaN', "deadline_s is"),
    "another arm": ('"arm": "patient"', '"arm": "control"', "arm is control, and the session sheet says patient"),
    "another participant": ('"KD001"', '"KD002"', "participant_id is KD002, and the session sheet says KD001"),
    "a key twice": ('"run": 1,', '"run": 2, "run": 1,', "written otherwise"),
}


@pytest.mark.parametrize("edit", PLAN_EDITS)
def test_a_plan_that_was_edited(study: Study, broken: RunFiles, edit: str) -> None:
    """What was edited in the stored plan is named: the place, what stands there, and what was planned."""
    old, new, what = PLAN_EDITS[edit]
    change(broken.plan, old, new)
    refused = refusal(study, broken)
    assert broken.plan.name == refused.facts["file"]
    assert what in str(refused.facts["what"])


SHEET_EDITS: dict[str, tuple[str, str, str]] = {
    "another visit": ('"visit": "baseline"', '"visit": "day7"', "visit is day7, and its name says baseline"),
    "another participant": ('"KD001"', '"KD002"', "participant_id is KD002"),
    "a second status": ('"status": ', '"status": "aborted",\n  "status": ', "written otherwise"),
    "rates seen": ('"rates_seen_before": false', '"rates_seen_before": true', "put down"),
    "an operator": ('"operator": null', '"operator": "AB"', "put down"),
    "a version": ('"python": "', '"python": "2', "put down"),
    "no launch": ('"launches": [', '"launches": [], "old": [', "no session sheet"),
    "another arm": ('"arm": "patient"', '"arm": "control"', "arm is control, and the enrolment says patient"),
}


@pytest.mark.parametrize("edit", SHEET_EDITS)
def test_a_sheet_that_was_edited(study: Study, broken: RunFiles, edit: str) -> None:
    """What was edited in the sheet contradicts its name, the enrolment, or what the journal knows of it."""
    old, new, what = SHEET_EDITS[edit]
    change(broken.sheet, old, new)
    refused = refusal(study, broken)
    assert broken.sheet.name == refused.facts["file"]
    assert what in str(refused.facts["what"])


@pytest.mark.parametrize("status", ["aborted", "complete"])
def test_a_sheet_that_says_how_a_session_ended(study: Study, broken: RunFiles, status: str) -> None:
    """An end that the journal does not know of has not been."""
    change(broken.sheet, '"status": "running"', f'"status": "{status}"')
    assert broken.journal.name == refusal(study, broken).facts["file"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"value":', '"value":1'), ('"key":"4"', '"key":"7"'), ('"outcome":"answered"', '"outcome":"missed"'),
        ('"event":"screen"', '"event":"screen","event":"screen"'), ('"late":false', '"late":true'),
        ('"attempt":1', '"attempt":2'), ('"planned_s":2.0', '"planned_s":NaN'), ('"run":1', '"run": 1'),
        ('"participant_id":"KD001"', '"participant_id":"KD002"'),
    ],
)  # fmt: skip
def test_a_journal_that_was_edited(study: Study, broken: RunFiles, old: str, new: str) -> None:
    """Whatever is edited in the journal, a key press that no cell depends on as well, is noticed."""
    change(broken.journal, old, new)
    assert broken.journal.name == refusal(study, broken).facts["file"]


def test_a_study_file_that_was_edited(study: Study, broken: RunFiles) -> None:
    """The study files beside a run are those that it began with."""
    for file in sorted(broken.inputs.rglob("*.yaml")):
        content = file.read_bytes()
        file.chmod(0o600)
        file.write_bytes(content + b"\n")
        assert file.name == refusal(study, broken).facts["file"]
        file.write_bytes(content)


def test_all_files_that_were_edited_are_named(study: Study, broken: RunFiles) -> None:
    """Whoever has edited several study files and a dictionary is told of all of them, at a resume and by verify."""
    edited = [*sorted(broken.inputs.rglob("*.yaml")), broken.sidecar(Table.TRIALS)]
    for file in edited:
        file.chmod(0o600)
        file.write_bytes(file.read_bytes() + b"\n")
    said = str(refusal(study, broken))
    assert [] == [file.name for file in edited if file.name not in said]
    found = verify(Disk(), broken.session.place)
    assert {file.relative_to(broken.session.place).as_posix() for file in edited} == {one.file for one in found.wrong}


def test_launches_have_numbers_of_their_own(study: Study, broken: RunFiles) -> None:
    """A launch that was stopped when only the journal knew of it keeps its number; the next has another."""
    sheet = broken.sheet.read_bytes()
    with pytest.raises(Killed):
        run(study, broken.session.data, Disk(), Witness(), resume=True, participant=KilledAtOnce())
    broken.sheet.write_bytes(sheet)
    run(study, broken.session.data, Disk(), Witness(), resume=True)
    entries = [read_entry(line) for line in broken.journal.read_bytes().splitlines()]
    assert [1, 2, 3] == [entry.launch for entry in entries if isinstance(entry, LaunchStarted)]
    assert {"1", "3"} == {row["launch"] for row in rows(broken.data.read_bytes())}


def test_what_is_cut_off_does_not_fill_the_journal(study: Study, broken: RunFiles) -> None:
    """Of what is cut off a file that has been blown up, the size and the beginning are kept."""
    whole = broken.data.stat().st_size
    with broken.data.open("r+b") as opened:
        opened.truncate(whole + 50_000_000)
    run(study, broken.session.data, Disk(), Witness(), resume=True)
    entries = [read_entry(line) for line in broken.journal.read_bytes().splitlines()]
    assert [50_000_000] == [entry.size_bytes for entry in entries if isinstance(entry, TornTail)]
    assert broken.journal.stat().st_size < 2_000_000


def test_a_study_file_that_is_gone(study: Study, broken: RunFiles) -> None:
    """A run does not need the study files beside it: the plan says everything that will be shown."""
    remove_tree(broken.inputs)
    with pytest.raises(Killed):
        run(study, broken.session.data, Disk(), Witness(), resume=True, participant=Killer(1))


@pytest.mark.parametrize(("who", "visit"), [(PARTICIPANT, "day7"), (OTHER, VISIT), (OTHER, "day7")])
def test_another_session_s_files(study: Study, broken: RunFiles, who: str, visit: str) -> None:
    """The files of a session under the names of another, of another participant or visit, are not gone on with."""
    theirs = SessionFiles(broken.session.data, who, visit, broken.session.task, SessionKind.TEST).run(1)
    shutil.copytree(broken.session.folder, theirs.session.folder)
    for path in sorted(theirs.session.folder.iterdir()):
        path.rename(path.with_name(path.name.replace(broken.stem, theirs.stem)))
    assert theirs.sheet.name == refusal(study, theirs, who, visit).facts["file"]


PARTS: dict[str, Callable[[RunFiles], Path]] = {
    "plan": lambda of: of.plan, "journal": lambda of: of.journal, "table": lambda of: of.data,
    "sheet": lambda of: of.sheet,
}  # fmt: skip


@pytest.mark.parametrize("part", PARTS)
def test_one_file_of_another(study: Study, broken: RunFiles, part: str) -> None:
    """One file of another participant among one's own is noticed."""
    request = Request(broken.session.data, OTHER, VISIT, SessionKind.TEST, ParticipantMode.SCRIPTED)
    with pytest.raises(Killed):
        conduct(study, request, before(Killer(3)))
    other = SessionFiles(broken.session.data, OTHER, VISIT, broken.session.task, SessionKind.TEST).run(1)
    file = PARTS[part](broken)
    shutil.copyfile(PARTS[part](other), file)
    refused = refusal(study, broken)
    assert file.name == refused.facts["file"]


def test_an_older_copy_of_the_table(study: Study, broken: RunFiles) -> None:
    """Where a table has lost rows that the journal tells, they are written again, and this is noted: nobody is asked
    for a first estimate after the rate.
    """
    whole = broken.data.read_bytes()
    broken.data.write_bytes(whole.splitlines(keepends=True)[0])
    witness = Witness()
    with pytest.raises(Killed):
        run(study, broken.session.data, Disk(), Witness(), resume=True, participant=Killer(1))
    assert broken.data.read_bytes().startswith(whole)
    run(study, broken.session.data, Disk(), witness, resume=True)
    plan = read_plan(Disk(), broken)
    shown = {view.event_id for view in witness.views if isinstance(view, BaseRateView)}
    seen_before = {row["event_id"] for row in rows(whole)}
    assert set() == shown & seen_before
    assert sorted(expected_answers(plan)) == sorted(written_answers(broken.data.read_bytes()))
    entries = [read_entry(line) for line in broken.journal.read_bytes().splitlines()]
    assert [2] == [entry.rows for entry in entries if isinstance(entry, RowsRestored)]


def fifo(file: Path) -> None:
    remove(file)
    make_pipe(file)


def folder(file: Path) -> None:
    remove(file)
    file.mkdir()


def sparse(file: Path) -> None:
    with file.open("r+b") as opened:
        opened.truncate(2**30)


def zeros(file: Path) -> None:
    remove(file)
    make_link(file, "/dev/zero")


def deep(file: Path) -> None:
    with file.open("ab") as opened:
        opened.write(b"[" * 100_000 + b"\n")


def undecodable(file: Path) -> None:
    with file.open("ab") as opened:
        opened.write(b"\xff\xfe\xff\n")


def deep_object(file: Path) -> None:
    with file.open("ab") as opened:
        opened.write(b'{"event":' * 100_000 + b"1" + b"}" * 100_000 + b"\n")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no FIFOs")
@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("put", [fifo, folder, sparse, zeros, deep, undecodable, deep_object])
def test_what_is_no_record(study: Study, broken: RunFiles, part: str, put: Callable[[Path], None]) -> None:
    """A pipe, a folder, a huge file, a device, nested brackets or bytes that are no text: a sentence names the file."""
    file = PARTS[part](broken)
    put(file)
    assert file.name == refusal(study, broken).facts["file"]


def sheet_of(of: RunFiles) -> dict[str, object]:
    read: dict[str, object] = json.loads(of.sheet.read_text(encoding="utf-8"))
    return read


def again(study: Study, of: RunFiles) -> dict[str, object]:
    """Begin the session again, and read the new run's sheet."""
    request = Request(
        of.session.data, PARTICIPANT, VISIT, SessionKind.TEST, ParticipantMode.SCRIPTED, new_run_reason="a test"
    )
    return sheet_of(conduct(study, request, open_virtual_stage).files)


def test_a_run_that_showed_nothing(study: Study, tmp_path: Path) -> None:
    """After a run in which no rate was on the screen, none has been seen."""
    participants.enrol(Disk(), tmp_path, study.file, PARTICIPANT, ARM, "fr")
    with pytest.raises(Killed):
        run(study, tmp_path, Disk(), Witness(), participant=KilledAtOnce())
    assert again(study, files(tmp_path))["rates_seen_before"] is False


def test_a_rate_that_may_have_been_seen(study: Study) -> None:
    """When the power is cut while the first rate is on, the journal says only that the answers before it were kept."""
    disk = VolatileDisk()
    participants.enrol(disk, DATA, study.file, PARTICIPANT, ARM, "fr")
    with pytest.raises(Killed):
        run(study, DATA, disk, Witness(), participant=Killer(1))
    disk.power_cut()
    journal = disk.read(files(DATA).journal)
    assert b'"show":"base_rate"' not in journal
    assert b'"answers_kept"' in journal
    request = Request(DATA, PARTICIPANT, VISIT, SessionKind.TEST, ParticipantMode.SCRIPTED, new_run_reason="power cut")
    sheet = json.loads(disk.read(conduct(study, request, open_virtual_stage, disk).files.sheet))
    assert sheet["rates_seen_before"] is True


@pytest.mark.parametrize("name", ["sub-KD001-old", "sub-KD009", "set aside"])
@pytest.mark.parametrize("sheet", [True, False])
def test_a_folder_that_was_renamed(study: Study, broken: RunFiles, name: str, sheet: bool) -> None:
    """What was shown was shown, whatever the folder is called now, and with or without its sheet."""
    broken.session.folder.parent.rename(broken.session.place / name)
    if not sheet:
        remove(broken.session.place / name / f"ses-{VISIT}" / broken.sheet.name)
    request = Request(
        broken.session.data, PARTICIPANT, VISIT, SessionKind.TEST, ParticipantMode.SCRIPTED, accept_ledger=always
    )
    assert sheet_of(conduct(study, request, open_virtual_stage).files)["rates_seen_before"] is True


def test_what_another_was_shown(study: Study, broken: RunFiles) -> None:
    """Another participant's sessions do not count, even in a folder with one's own name."""
    theirs = broken.session.place / f"sub-{PARTICIPANT}"
    theirs.rename(broken.session.place / "aside")
    request = Request(broken.session.data, OTHER, VISIT, SessionKind.TEST, ParticipantMode.SCRIPTED)
    assert sheet_of(conduct(study, request, open_virtual_stage).files)["rates_seen_before"] is False

"""`verify`: whatever was changed in a data folder is named; what was not, is not."""

from __future__ import annotations

import errno
import json
import random
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from experiment.format.ledger import read_ledger
from experiment.layout.views import QuestionView
from experiment.messages import Reason, Refusal
from experiment.record.find import Standing
from experiment.record.storage import Disk
from experiment.record.verify import Finding, verify
from tests.instruments.changed_folder import (
    ABORTED,
    COMPLETE,
    DATA,
    INTERRUPTED,
    LEDGER,
    LEDGER_MOVES,
    MOVES,
    OF_NO_RUN,
    RESUMED,
    Files,
    Snapshot,
    changed,
    is_as_on_paper,
    is_due,
    ledger_changed,
    resumes,
)
from tests.instruments.changes import CHANGES
from tests.instruments.removing import remove
from tests.instruments.study_data import StudyConducted
from tests.instruments.typed_lab import Lab

RUN = "sub-{0}/ses-baseline/sub-{0}_ses-baseline_task-beliefupdate_run-1"


def test_nothing_is_wrong_where_nothing_was_changed(files: Files) -> None:
    """Runs that are complete, were ended early, or were killed and found so, are as they were recorded."""
    found = verify(Snapshot(files), DATA)
    assert [] == found.wrong
    expected = {COMPLETE: Standing.COMPLETE, ABORTED: Standing.ABORTED, INTERRUPTED: Standing.INTERRUPTED}
    expected[RESUMED] = Standing.COMPLETE
    at_baseline = {RUN.format(who).rpartition("/")[2]: standing for who, standing in expected.items()}
    day7 = RUN.format(COMPLETE).rpartition("/")[2].replace("baseline", "day7")
    assert {**at_baseline, day7: Standing.COMPLETE} == found.runs


@pytest.mark.parametrize("kind", [*CHANGES, *MOVES, *LEDGER_MOVES])
def test_each_change_is_found(files: Files, kind: str) -> None:
    """Whatever single change is made to any file or folder, the ledger taken away or begun anew: something is wrong."""
    draw = random.Random(kind)
    tried = 0
    for _ in range(12):
        other = changed(draw, kind, files)
        if other == files:
            continue
        tried += 1
        assert verify(Snapshot(other), DATA).wrong, [str(f) for f in files if files[f] != other.get(f)]
    assert tried


@pytest.mark.parametrize("kind", [kind for kind in (*CHANGES, *MOVES) if kind not in OF_NO_RUN])
def test_no_run_goes_on_over_a_change(conducted: tuple[StudyConducted, Files], kind: str) -> None:
    """Whatever single change is made to the files of a run that was ended early or found interrupted, or to its
    enrolment, it is not resumed; but for the loss of a stored study file, without which it can go on.
    """
    study, files = conducted
    draw = random.Random(f"resume {kind}")
    refused = 0
    for _ in range(16):
        other = changed(draw, kind, files)
        for who in (ABORTED, INTERRUPTED):
            if not is_due(files, other, who):
                continue
            with pytest.raises(Refusal):
                resumes(study.study, Snapshot(other), who)
            refused += 1
    assert refused


def test_each_cell_is_named(files: Files) -> None:
    """Two cells that were changed by hand are named: row, column, what stands there and what was recorded."""
    file = DATA / f"{RUN.format(COMPLETE)}_desc-trials_data.csv"
    lines = files[file].decode().split("\n")
    names = lines[0].split(",")
    for row, name in ((1, "visit"), (3, "arm")):
        cells = lines[row].split(",")
        cells[names.index(name)] = "elsewhere"
        lines[row] = ",".join(cells)
    found = verify(Snapshot(files | {file: "\n".join(lines).encode()}), DATA)
    name = file.relative_to(DATA).as_posix()
    assert [
        Finding(name, "row 1, visit: “elsewhere” stands there, and “baseline” was recorded"),
        Finding(name, "row 3, arm: “elsewhere” stands there, and “patient” was recorded"),
    ] == found.wrong


def test_a_changed_study_file_is_named_and_the_sheet_is_not(files: Files) -> None:
    """One byte of a stored study file: that file is named, whether the run is ended or not, and no other."""
    for who in (COMPLETE, ABORTED, INTERRUPTED):
        for file in [one for one in files if f"{RUN.format(who)}_inputs/" in one.as_posix()]:
            found = verify(Snapshot(files | {file: files[file] + b" "}), DATA)
            assert [file.relative_to(DATA).as_posix()] == [one.file for one in found.wrong]


def _sheet_forged(content: bytes) -> bytes:
    return content.replace(b'"hours_since_anchor": null', b'"hours_since_anchor": 3.9', 1)


def _sheet_of_another_arm(content: bytes) -> bytes:
    return content.replace(b'"arm": "patient"', b'"arm": "control"', 1)


def _plan_forged(content: bytes) -> bytes:
    return content.replace(b'"study"', b'"test"', 1)


def _cut_short(content: bytes) -> bytes:
    """Take the second half of the batches of a journal out."""
    ends = [place for place, line in enumerate(content.splitlines(), start=1) if b'"checksum":{' in line]
    return b"".join(content.splitlines(keepends=True)[: ends[len(ends) // 2]])


@pytest.mark.parametrize("who", [COMPLETE, ABORTED, INTERRUPTED])
@pytest.mark.parametrize(
    ("ending", "change"),
    [
        ("session.json", _sheet_forged),
        ("session.json", _sheet_of_another_arm),
        ("plan.json", _plan_forged),
        ("journal.jsonl", lambda _: b""),
        ("journal.jsonl", _cut_short),
    ],
)
def test_what_the_tables_follow_from_is_named_and_they_are_not(
    files: Files, who: str, ending: str, change: Callable[[bytes], bytes]
) -> None:
    """Where sheet, plan or journal was changed, it alone is named: the tables are not held against what is left."""
    file = DATA / f"{RUN.format(who)}_{ending}"
    assert files[file] != change(files[file])
    found = verify(Snapshot(files | {file: change(files[file])}), DATA)
    assert [file.relative_to(DATA).as_posix()] == [one.file for one in found.wrong]
    what = "the tables cannot be compared with what is left of plan, sheet and journal"
    assert 1 == [one.what for one in found.noted].count(what)


def test_one_participant_alone_can_be_verified(files: Files) -> None:
    """What is wrong with another's files is not said of somebody's."""
    file = DATA / f"{RUN.format(COMPLETE)}_plan.json"
    other = files | {file: files[file] + b" "}
    assert [] == verify(Snapshot(other), DATA, ABORTED).wrong
    assert [file.name] == [Path(one.file).name for one in verify(Snapshot(other), DATA, COMPLETE).wrong]


def test_an_id_in_small_letters_is_that_of_the_participant(files: Files) -> None:
    """Capitals and small letters are the same."""
    found = verify(Snapshot(files), DATA, ABORTED.lower())
    assert [RUN.format(ABORTED).rpartition("/")[2]] == list(found.runs)


def test_a_ledger_that_cannot_be_read_is_named(files: Files) -> None:
    """Where something else stands in the ledger's place, that is said, and the rest is verified all the same."""
    ledger = DATA / "ledger.jsonl"
    other = {file: content for file, content in files.items() if file != ledger} | {ledger / "x": b""}
    found = verify(Snapshot(other), DATA)
    assert [ledger.name] == [one.file for one in found.wrong]
    assert 5 == len(found.runs)


def test_a_copy_that_is_read_only_can_be_verified(files: Files) -> None:
    """Nothing need be written: locks that came along with a copy are no session that is running."""

    class ReadOnly(Snapshot):
        def exists(self, path: Path) -> bool:
            return path.suffix == ".lock" or super().exists(path)

        def lock(self, path: Path) -> AbstractContextManager[None]:
            raise OSError(errno.EROFS, "Read-only file system", str(path))

    found = verify(ReadOnly(files), DATA)
    assert ([], {Standing.COMPLETE, Standing.ABORTED, Standing.INTERRUPTED}) == (found.wrong, set(found.runs.values()))


def test_what_lies_beside_is_noted_and_not_wrong(files: Files) -> None:
    """A note that somebody left among the sessions is named, and changes nothing."""
    file = DATA / f"sub-{COMPLETE}/ses-baseline/notes.txt"
    found = verify(Snapshot(files | {file: b"late"}), DATA)
    assert [] == found.wrong
    assert [file.name] == [Path(one.file).name for one in found.noted]


def test_a_ledger_that_was_changed_is_found(files: Files) -> None:
    """A line changed, taken out, put in twice or exchanged: a line of the ledger is named."""
    ledger = DATA / "ledger.jsonl"
    draw = random.Random("ledger")
    for kind in ("a byte", "a byte out", "a value", "a line twice", "lines exchanged"):
        for _ in range(10):
            content = CHANGES[kind](draw, files[ledger])
            if content != files[ledger] and content.startswith(files[ledger][:1]):
                assert verify(Snapshot(files | {ledger: content}), DATA).wrong, kind


def test_the_dictionary_beside_a_table_is_named_when_it_is_gone_or_changed(files: Files) -> None:
    """What says the meaning of the columns is verified like any other file of a run, ended or not."""
    for who in (COMPLETE, ABORTED, INTERRUPTED):
        name = f"{RUN.format(who)}_desc-trials_data.json"
        changed_in = {**files, DATA / name: files[DATA / name].replace(b"first", b"second", 1)}
        gone = {file: content for file, content in files.items() if file != DATA / name}
        assert [[name]] * 2 == [
            [one.file for one in verify(Snapshot(other), DATA).wrong] for other in (changed_in, gone)
        ]


def test_a_changed_ledger_is_found_by_the_code_on_paper(files: Files) -> None:
    """Whatever is changed in the ledger, the whole chain made anew too, the last code that was written down tells."""
    code = read_ledger(files[LEDGER]).lines[-1].seal  # type: ignore[union-attr]
    assert is_as_on_paper(Snapshot(files), code)
    draw = random.Random(7)
    others = [other for _ in range(60) if (other := ledger_changed(draw, files)) != files]
    assert [] == [other[LEDGER][-200:] for other in others if is_as_on_paper(Snapshot(other), code)]
    assert len(others) > 40


def forge(file: Path, is_folder: bool) -> None:
    assert not file.exists()
    if is_folder:
        file.mkdir()
    else:
        file.write_text("{}")


@pytest.mark.parametrize("is_folder", [False, True], ids=["file", "folder"])
def test_the_report_of_a_check_that_was_never_made_is_named_and_stops_a_resume(tmp_path: Path, is_folder: bool) -> None:
    """Where the sheet says that the PC was not checked, no report of a check may stand beside it."""
    study = StudyConducted(tmp_path)
    study.enrol(ABORTED)
    study.launch(ABORTED, "baseline", ends_at=lambda view: isinstance(view, QuestionView))
    forged = study.data / f"{RUN.format(ABORTED)}_check.json"
    forge(forged, is_folder)
    assert [forged.relative_to(study.data).as_posix()] == [one.file for one in verify(Disk(), study.data).wrong]
    with pytest.raises(Refusal) as refused:
        study.launch(ABORTED, "baseline", resume=True)
    assert (Reason.RECORD_DAMAGED, forged.name) == (refused.value.reason, refused.value.facts["file"])


@pytest.mark.parametrize("is_folder", [False, True], ids=["file", "folder"])
@pytest.mark.parametrize("ending", ["csv", "json"])
def test_a_table_that_a_run_does_not_have_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], ending: str, is_folder: bool
) -> None:
    """Nobody can add a table to a run, nor its dictionary."""
    lab = Lab(tmp_path, capsys)
    assert 0 == lab.simulate().code
    trials = next(lab.simulated.rglob(f"*_desc-trials_data.{ending}"))
    forged = trials.with_name(trials.name.replace("trials", "comprehension"))
    forge(forged, is_folder)
    assert [forged.name] == [Path(one.file).name for one in verify(Disk(), lab.simulated).wrong]


@pytest.mark.parametrize("power_cut", [False, True], ids=["ended early", "interrupted"])
def test_a_study_file_that_was_gone_before_a_resume_is_named_for_ever(tmp_path: Path, power_cut: bool) -> None:
    """The run can be brought to its end, and what the sheet lists and is not there is named after that too."""
    study = StudyConducted(tmp_path)
    study.enrol(ABORTED)
    study.launch(ABORTED, "baseline", ends_at=lambda view: isinstance(view, QuestionView), power_cut=power_cut)
    stored = next(file for file in (study.data / f"{RUN.format(ABORTED)}_inputs").rglob("*") if file.is_file())
    remove(stored)
    study.launch(ABORTED, "baseline", resume=True)
    found = verify(Disk(), study.data)
    assert [Standing.COMPLETE] == list(found.runs.values())
    assert [Finding(stored.relative_to(study.data).as_posix(), "the stored study file is not there")] == found.wrong


def test_a_folder_with_enrolments_alone_is_verified(lab: Lab) -> None:
    """Before the first session, enrolments are held against the ledger."""
    said = lab.say_just("verify", "--data", str(lab.data))
    assert (0, ["no runs; 1 enrolment", "everything is as it was recorded"]) == (said.code, said.out.splitlines())


def test_what_is_wrong_ends_with_what_to_do(lab: Lab) -> None:
    """After the last line that is wrong, one line says what to do about all of them."""
    remove(lab.data / "participants" / "KD001.json")
    lines = lab.say_just("verify", "--data", str(lab.data)).out.splitlines()
    assert "no runs" == lines[0]
    assert lines[-1].startswith("Change nothing by hand where no line says what to do.")


def test_a_table_that_a_spreadsheet_has_saved_fills_no_screen(lab: Lab) -> None:
    """Where every row has changed, so many are named as can be read, and how many more there are; JSON has all."""
    assert 0 == lab.simulate().code
    table = next(lab.simulated.rglob("*_desc-trials_data.csv"))
    table.chmod(0o600)
    table.write_bytes(table.read_bytes().replace(b",", b";"))
    lines = lab.say_just("verify", "--data", str(lab.simulated)).out.splitlines()
    wrong = json.loads(lab.say_just("verify", "--json", "--data", str(lab.simulated)).out)["wrong"]
    said = [line for line in lines if table.name in line]
    assert 9 == len(said)
    assert said[-1].endswith(f"… and {len(wrong) - 8} more of this file (all: --json)")

"""Reading a run back: what a crash may leave is cut off, and what no crash can leave is refused."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from experiment.config.load import Study, load_study
from experiment.format.journal import TornTail, read_entry
from experiment.format.sheet import SessionSheet
from experiment.layout.views import BaseRateView
from experiment.messages import Reason, Refusal
from experiment.record import participants
from experiment.record.read_back import ReadBack, read_back, read_plan
from experiment.record.storage import Disk, Storage
from experiment.record.table_file import csv_text
from experiment.task.participant import Action, Observation
from experiment.virtual.participants import ScriptedParticipant
from tests.instruments.failing_disks import Killed, VolatileDisk
from tests.instruments.small_study import write_small_study
from tests.instruments.watched_sessions import (
    ARM,
    PARTICIPANT,
    Witness,
    expected_answers,
    files,
    rows,
    run,
    written_answers,
)

DATA = Path("/data")
FILES = files(DATA)
AWKWARD = 'Une chose,\n« entre guillemets »\n"and quoted", ten times'
"""An event whose text needs quotes, holds line ends, and has characters of two and three bytes."""


def awkward_study(folder: Path, within_trial: bool) -> Study:
    file = write_small_study(folder, events=3, within_trial=within_trial)
    events = json.loads((folder / "events.yaml").read_text(encoding="utf-8"))
    for number, event in enumerate(events["lists"]["main"]):
        event["text"]["fr"] = f"{AWKWARD} {number}"
    (folder / "events.yaml").write_text(json.dumps(events, ensure_ascii=False), encoding="utf-8", newline="\n")
    return load_study(file)


@dataclass
class RememberingDisk(VolatileDisk):
    """Remembers how long the CSV was whenever a trial was finished."""

    lengths: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def sync_node(self, node, path: Path) -> None:  # type: ignore[no-untyped-def]
        super().sync_node(node, path)
        if path == FILES.data:
            self.lengths.append(len(node.seen))


class Replaced(VolatileDisk):
    """The files of a run, of which one has other content."""

    def __init__(self, whole: VolatileDisk, path: Path, content: bytes) -> None:
        super().__init__()
        self._whole, self._path, self._content = whole, path, content

    def read(self, path: Path) -> bytes:
        return self._content if path == self._path else self._whole.read(path)


@dataclass(frozen=True)
class Finished:
    """A session that has come to its end, on a disk in memory."""

    study: Study
    disk: RememberingDisk

    def csv(self) -> bytes:
        return self.disk.read(FILES.data)

    def journal(self) -> bytes:
        return self.disk.read(FILES.journal)


@pytest.fixture(scope="module", params=["two phases", "within a trial"])
def finished(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Finished:
    study = awkward_study(tmp_path_factory.mktemp("study"), request.param == "within a trial")
    disk = RememberingDisk()
    participants.enrol(disk, DATA, study.file, PARTICIPANT, ARM, "fr")
    run(study, DATA, disk, Witness())
    assert sum(1 for _ in read_plan(disk, FILES).trials) == len(disk.lengths)
    return Finished(study, disk)


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Finished:
    """A session that was killed before its first row."""
    study = awkward_study(tmp_path_factory.mktemp("study"), within_trial=False)
    disk = RememberingDisk()
    participants.enrol(disk, DATA, study.file, PARTICIPANT, ARM, "fr")
    with pytest.raises(Killed):
        run(study, DATA, disk, Witness(), participant=Killer(at=1))
    return Finished(study, disk)


def test_a_whole_run_is_read_back_whole(finished: Finished) -> None:
    """A run that came to its end has all its trials, nothing torn, and no step left."""
    back = read_again(finished.disk)
    trials = sum(1 for _ in back.plan.trials)
    assert (trials, (), (), len(back.plan.steps)) == (back.finished, back.torn, back.lost, back.progress.next_step)


def test_a_csv_torn_at_any_byte(finished: Finished) -> None:
    """Wherever the CSV ends, in a quoted line end or within a character too, what is no whole row is told as torn, and
    so are the rows that the journal tells and the CSV has lost, as they were.
    """
    content = finished.csv()
    ends = list(accumulate(len(line) for line in lines(content)))
    near_ends = {end + offset for end in ends for offset in (-1, 0, 1)}
    for end in sorted({*range(ends[0], len(content), 7), *near_ends} - {ends[0] - 1, len(content) + 1}):
        back = read_again(Replaced(finished.disk, FILES.data, content[:end]))
        whole = max(row for row in ends if row <= end)
        assert len(finished.disk.lengths) == back.finished
        assert content[whole:] == b"".join(csv_text(row.cells()) for row in back.lost)
        torn = [(torn.path, torn.length, torn.tail) for torn in back.torn]
        assert ([] if whole == end else [(FILES.data, whole, content[whole:end])]) == torn


@settings(max_examples=200, deadline=None)
@given(share=st.floats(0, 1), rubbish=st.binary(max_size=30).filter(lambda tail: b"\n" not in tail))
def test_a_journal_torn_at_any_byte(begun: Finished, share: float, rubbish: bytes) -> None:
    """Wherever the journal of a session without a row ends, after the launch was made safe, what was written at once
    counts as a whole or not at all, and what comes after that is told as torn.
    """
    whole = begun.journal()
    batches = [match.end() for match in re.finditer(rb'"checksum":.*\n', whole)]
    first = batches[1]
    content = whole[: first + round(share * (len(whole) - first))] + rubbish
    back = read_again(Replaced(begun.disk, FILES.journal, content))
    end = max(batch for batch in batches if content.startswith(whole[:batch]))
    torn = [(torn.path, torn.length, torn.tail) for torn in back.torn]
    assert ([] if end == len(content) else [(FILES.journal, end, content[end:])]) == torn


def read_again(disk: Storage) -> ReadBack:
    """Read the run as a resume does, whatever its sheet says."""
    return read_back(disk, FILES, SessionSheet.model_validate_json(disk.read(FILES.sheet)))


def refusal(finished: Finished, path: Path, content: bytes) -> Refusal:
    with pytest.raises(Refusal) as refused:
        read_again(Replaced(finished.disk, path, content))
    assert Reason.RECORD_DAMAGED is refused.value.reason
    assert path.name == refused.value.facts["file"]
    assert 1 == len(str(refused.value).splitlines())
    return refused.value


def lines(content: bytes) -> list[bytes]:
    """The records of a CSV that has line ends within quotes."""
    return re.findall(rb'(?:"(?:[^"]|"")*"|[^"\n])*\n', content)


DAMAGES: dict[str, Callable[[list[bytes]], list[bytes]]] = {
    "rows exchanged": lambda rows: [rows[0], rows[2], rows[1], *rows[3:]],
    "a row twice": lambda rows: [*rows[:2], *rows[1:]],
    "a row left out": lambda rows: [rows[0], *rows[2:]],
    "an answer changed": lambda rows: [*rows[:2], re.sub(rb",answered,", b",missed,", rows[2], count=1), *rows[3:]],
    "a digit changed": lambda rows: [*rows[:-1], rows[-1][::-1].replace(b"0", b"1", 1)[::-1]],
    "quotes where none are needed": lambda rows: [rows[0], b'"v2"' + rows[1][2:], *rows[2:]],
    "a row too many": lambda rows: [*rows, rows[-1]],
    "an empty line": lambda rows: [rows[0], b"\n", *rows[1:]],
    "a column left out": lambda rows: [rows[0], *(row.split(b",", 1)[1] for row in rows[1:])],
    "a cell too many": lambda rows: [rows[0], b"more," + rows[1], *rows[2:]],
    "another participant": lambda rows: [row.replace(b"KD001", b"KD002") for row in rows],
    "another visit": lambda rows: [row.replace(b",baseline,", b",day7,") for row in rows],
    "no header": lambda rows: rows[1:],
    "an empty file": lambda _: [],
    "a byte order mark": lambda rows: [b"\xef\xbb\xbf" + rows[0], *rows[1:]],
    "semicolons": lambda rows: [row.replace(b",", b";") for row in rows],
    "Latin-1": lambda rows: [row.decode().encode("latin-1", "replace") for row in rows],
    "half the header": lambda rows: [rows[0][:20]],
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_csv_that_no_crash_can_leave_is_refused(finished: Finished, damage: str) -> None:
    """A CSV that somebody has changed, exchanged or saved otherwise is refused in one line, and nothing is cut off."""
    records = lines(finished.csv())
    assert finished.csv() == b"".join(records)
    refusal(finished, FILES.data, b"".join(DAMAGES[damage](records)))


@pytest.mark.parametrize("line", [b"[]", b"5", b'{"event": "wedding"}', b'{"event": "page_done"}', b"{}"])
def test_a_foreign_line_in_the_journal_is_refused(finished: Finished, line: bytes) -> None:
    """Valid JSON that is no entry of a journal is refused, with its line."""
    refused = refusal(finished, FILES.journal, finished.journal() + line + b"\n")
    assert f"line {finished.journal().count(10) + 1} " in str(refused)


def test_rubbish_of_a_power_cut_is_torn(begun: Finished) -> None:
    """A block at the end that a file system had no time to write does not stand in the way of a resume, not even if the
    block after it was written.
    """
    content = begun.journal()
    start = content[:-1].rfind(b"\n") - 100
    damaged = content[:start] + bytes(100) + content[start + 100 :]
    (torn,) = read_again(Replaced(begun.disk, FILES.journal, damaged)).torn
    assert FILES.journal == torn.path
    assert damaged == damaged[: torn.length] + torn.tail


@pytest.mark.parametrize("rubbish", [b"\0\0\0\0", b'{"event": "pa', b"\xff\xfe", b""])
def test_rubbish_before_what_was_safe_is_refused(finished: Finished, rubbish: bytes) -> None:
    """A line that is none among lines that were on the disk long before was not left by a power cut."""
    content = finished.journal().replace(b"\n", b"\n" + rubbish + b"\n", 1)
    assert "line 2 " in str(refusal(finished, FILES.journal, content))


@pytest.mark.parametrize("content", [b"", b"{", b"{}", b"\xff"])
def test_a_damaged_plan_is_refused(finished: Finished, content: bytes) -> None:
    """A plan that is none is refused: nothing is planned anew in the middle of a session."""
    refusal(finished, FILES.plan, content)


@pytest.mark.parametrize("name", ["data", "journal", "plan"])
def test_a_missing_file_is_refused(finished: Finished, name: str) -> None:
    """A run of which a file was taken away is refused, naming the file."""

    class Without(Replaced):
        def read(self, path: Path) -> bytes:
            if path == self._path:
                raise FileNotFoundError(2, "No such file or directory", str(path))
            return super().read(path)

    path: Path = getattr(FILES, name)
    with pytest.raises(Refusal) as refused:
        read_again(Without(finished.disk, path, b""))
    assert (Reason.RECORD_DAMAGED, path.name) == (refused.value.reason, refused.value.facts["file"])


class Killer(ScriptedParticipant):
    """Kills the process when the base rate of the n-th trial is on."""

    def __init__(self, at: int = 2) -> None:
        super().__init__()
        self._at, self.rates = at, 0

    def act(self, observation: Observation) -> list[Action]:
        self.rates += isinstance(observation.view, BaseRateView)
        if self.rates == self._at:
            raise Killed
        return list(super().act(observation))


@pytest.mark.parametrize("within_trial", [False, True])
@pytest.mark.parametrize("tail", ["half a row", "in a quoted line end", "in a character", "one byte"])
def test_a_torn_file_is_mended_when_the_run_goes_on(tmp_path: Path, within_trial: bool, tail: str) -> None:
    """A resume cuts the torn ends of both files off, keeps them in the journal, and makes the session whole."""
    study = awkward_study(tmp_path, within_trial)
    participants.enrol(Disk(), tmp_path / "data", study.file, PARTICIPANT, ARM, "fr")
    with pytest.raises(Killed):
        run(study, tmp_path / "data", Disk(), Witness(), participant=Killer())
    run_files = files(tmp_path / "data")
    row = lines(run_files.data.read_bytes())[-1]
    row = csv_text([AWKWARD if "Événement" in cell else cell for cell in row.decode().strip().split(",")])
    ends = {
        "half a row": len(row) // 2, "in a quoted line end": row.index(b"\n") + 1,
        "in a character": row.index("«".encode()) + 1, "one byte": 1,
    }  # fmt: skip
    whole = run_files.data.read_bytes()
    with run_files.data.open("ab") as file:
        file.write(row[: ends[tail]])
    with run_files.journal.open("ab") as file:
        file.write('{"event": "key", "name": "é'.encode()[:-1])
    run(study, tmp_path / "data", Disk(), Witness(), resume=True)

    content = run_files.data.read_bytes()
    plan = read_plan(Disk(), run_files)
    assert content.startswith(whole)
    assert plan.rows == len(rows(content))
    assert sorted(expected_answers(plan)) == sorted(written_answers(content))
    entries = [read_entry(line) for line in run_files.journal.read_bytes().splitlines()]
    kept = {entry.file: entry.text for entry in entries if isinstance(entry, TornTail)}
    assert {run_files.data.name, run_files.journal.name} == set(kept)
    assert row[: ends[tail]].decode(errors="backslashreplace") == kept[run_files.data.name]
    assert '{"event": "key", "name": "\\xc3' == kept[run_files.journal.name]


# no text of a study or a command holds U+0000, and the csv of Python 3.10 takes none
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), min_size=2, max_size=6))
def test_a_record_is_read_as_it_was_written(cells: list[str]) -> None:
    """Whatever stands in the cells, a record has its cells again when it is read with Python's reader."""
    assert [cells] == list(csv.reader(io.StringIO(csv_text(cells).decode("utf-8"), newline="")))

"""Reading a run back: what a crash may leave is cut off, and what no crash can leave is refused."""

from __future__ import annotations

import csv
import io
import json
import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from experiment.config.load import Study, load_study
from experiment.format.tables import header
from experiment.format.vocabulary import Table
from experiment.layout.views import BaseRateView
from experiment.messages import Reason, Refusal
from experiment.record import participants
from experiment.record.read_back import read_back, read_plan
from experiment.record.recorder import csv_text
from experiment.record.storage import Disk
from experiment.task.journal import TornTail, read_entry
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
    (folder / "events.yaml").write_text(json.dumps(events, ensure_ascii=False), encoding="utf-8")
    return load_study(file)


@dataclass
class RememberingDisk(VolatileDisk):
    """Remembers how long the CSV was whenever a trial was finished."""

    lengths: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def sync_file(self, node, path: Path) -> None:  # type: ignore[no-untyped-def]
        super().sync_file(node, path)
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


def test_a_whole_run_is_read_back_whole(finished: Finished) -> None:
    """A run that came to its end has all its trials, nothing torn, and no step left."""
    back = read_back(finished.disk, FILES, launch=2)
    trials = sum(1 for _ in back.plan.trials)
    assert (trials, (), len(back.plan.steps)) == (back.finished, back.torn, back.progress.next_step)


def test_a_csv_torn_at_any_byte(finished: Finished) -> None:
    """Wherever the CSV ends, in a quoted line end or within a character too, the finished trials before are counted and
    the rest is told as torn.
    """
    content, lengths = finished.csv(), [len(csv_text(header(Table.TRIALS))), *finished.disk.lengths]
    for end in range(lengths[0], len(content) + 1):
        back = read_back(Replaced(finished.disk, FILES.data, content[:end]), FILES, launch=2)
        trials = bisect_right(lengths, end) - 1
        assert trials == back.finished
        torn = [(torn.path, torn.length, torn.tail) for torn in back.torn]
        expected = (FILES.data, lengths[trials], content[lengths[trials] : end])
        assert ([] if lengths[trials] == end else [expected]) == torn


@settings(max_examples=200, deadline=None)
@given(share=st.floats(0, 1), rubbish=st.binary(max_size=30).filter(lambda tail: b"\n" not in tail))
def test_a_journal_torn_at_any_byte(finished: Finished, share: float, rubbish: bytes) -> None:
    """Wherever the journal ends after its first line, which was made safe before the first screen, its whole lines
    count, and what comes after the last of them is told as torn.
    """
    whole = finished.journal()
    first = whole.index(b"\n") + 1
    content = whole[: first + round(share * (len(whole) - first))] + rubbish
    back = read_back(Replaced(finished.disk, FILES.journal, content), FILES, launch=2)
    end = content.rfind(b"\n") + 1
    torn = [(torn.path, torn.length, torn.tail) for torn in back.torn]
    assert ([] if end == len(content) else [(FILES.journal, end, content[end:])]) == torn


def refusal(finished: Finished, path: Path, content: bytes) -> Refusal:
    with pytest.raises(Refusal) as refused:
        read_back(Replaced(finished.disk, path, content), FILES, launch=2)
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


@pytest.mark.parametrize("rubbish", [b"\0\0\0\0", b'{"event": "pa', b"\xff\xfe", b""])
def test_rubbish_of_a_power_cut_is_passed_over(finished: Finished, rubbish: bytes) -> None:
    """A line that is no JSON, as a power cut may leave one, does not stand in the way of a resume."""
    content = finished.journal().replace(b"\n", b"\n" + rubbish + b"\n", 1)
    back = read_back(Replaced(finished.disk, FILES.journal, content), FILES, launch=2)
    assert len(back.plan.steps) == back.progress.next_step


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
        read_back(Without(finished.disk, path, b""), FILES, launch=2)
    assert (Reason.RECORD_DAMAGED, path.name) == (refused.value.reason, refused.value.facts["file"])


class Killer(ScriptedParticipant):
    """Kills the process when the base rate of the second trial is on."""

    rates = 0

    def act(self, observation: Observation) -> list[Action]:
        self.rates += isinstance(observation.view, BaseRateView)
        if self.rates == 2:
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


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=2, max_size=6))
def test_a_record_is_read_as_it_was_written(cells: list[str]) -> None:
    """Whatever stands in the cells, a record has its cells again when it is read with Python's reader."""
    assert [cells] == list(csv.reader(io.StringIO(csv_text(cells).decode("utf-8"), newline="")))

"""`verify`: what lies in a data folder and is no record, and where that is by now which is not in its place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from experiment.format.ledger import EnrolmentEntered, LedgerBegun, LedgerLine, OfRun, RunInterrupted, read_ledger
from experiment.messages import Found
from experiment.record.collect import Gathering
from experiment.record.findings import Finding, shortly
from experiment.record.ledger import first_line
from experiment.record.memory_disk import MemoryDisk
from experiment.record.storage import Disk
from experiment.record.verify import verify
from experiment.record.whole_files import make_folders
from tests.instruments.changed_folder import ABORTED, COMPLETE, DATA, INTERRUPTED, LEDGER, Files, Snapshot, chained
from tests.instruments.removing import remove
from tests.instruments.systems import make_link
from tests.instruments.typed_lab import Lab

VISIT = f"sub-{COMPLETE}/ses-baseline"
RUN = f"{VISIT}/sub-{COMPLETE}_ses-baseline_task-beliefupdate_run-1"
LOCAL = VISIT.partition("/")[2]
TRIALS, SHEET, PLAN = (f"{RUN}_{ending}" for ending in ("desc-trials_data.csv", "session.json", "plan.json"))
SAID = f"{COMPLETE} at baseline, run 1"
ENROLMENT = f"participants/{COMPLETE}.json"

Change = Callable[[Files], Files]


def of(who: str, name: str) -> str:
    return name.replace(COMPLETE, who)


def name_of(file: Path) -> str:
    return file.relative_to(DATA).as_posix()


def put(name: str, content: bytes = b"") -> Change:
    return lambda files: files | {DATA / name: content}


def gone(*names: str) -> Change:
    def without(files: Files) -> Files:
        places = [DATA / name for name in names]
        return {f: content for f, content in files.items() if not any(one in (f, *f.parents) for one in places)}

    return without


def moved(old: str, new: str) -> Change:
    """Give a file, or all that is in a folder, another place."""
    return lambda files: {
        DATA / (new + name_of(file).removeprefix(old)) if DATA / old in (file, *file.parents) else file: content
        for file, content in files.items()
    }


def copied(old: str, new: str) -> Change:
    return lambda files: files | moved(old, new)(files)


def renamed(old: str, new: str, within: str) -> Change:
    """Give the files in a folder other names, that of the folder included."""
    return lambda files: {
        DATA / name_of(file).replace(old, new) if DATA / within in file.parents else file: content
        for file, content in files.items()
    }


def copied_as(old: str, new: str, within: str) -> Change:
    return lambda files: files | renamed(old, new, within)(files)


def edited(name: str, old: bytes, new: bytes) -> Change:
    def edit(files: Files) -> Files:
        assert old in files[DATA / name]
        return files | {DATA / name: files[DATA / name].replace(old, new, 1)}

    return edit


def ledger_without(is_gone: Callable[[LedgerLine], bool]) -> Change:
    """Have a ledger that never knew of something."""

    def without(files: Files) -> Files:
        lines = [line for line in read_ledger(files[LEDGER]).lines if not is_gone(line)]
        return files | {LEDGER: chained(list(lines))}

    return without


def of_run(line: LedgerLine, who: str) -> bool:
    return isinstance(line, OfRun) and line.participant_id == who


def all_of(*changes: Change) -> Change:
    def all_(files: Files) -> Files:
        for change in changes:
            files = change(files)
        return files

    return all_


def begun_anew(files: Files) -> Files:
    others = {file: content for file, content in files.items() if file != LEDGER}
    return others | {LEDGER: chained([first_line(Snapshot(others), DATA)])}


def since(files: Files, kind: type[LedgerLine], who: str) -> str:
    lines = [one for one in read_ledger(files[LEDGER]).lines if isinstance(one, kind)]
    return next(one.utc for one in lines if isinstance(one, LedgerBegun) or one.participant_id == who)


def renamed_with_others_content(files: Files) -> Files:
    """Put files of a run that was never here into a folder."""
    names = [f"old/{of('KD050', name)}" for name in (TRIALS, SHEET)]
    return files | {DATA / name: b"{}" for name in names}


def copied_whole(place: str) -> Change:
    return lambda files: files | {DATA / place / name_of(file): content for file, content in files.items()}


LINE = (
    b'{"n":1,"utc":"2026-11-26T08:00:00.000+00:00","before":"' + b"0" * 64 + b'","event":"ledger_begun",'
    b'"identity":"' + b"0" * 32 + b'","written_by":"","runs":[],"participants":[]}\n'
)
"""A ledger that was begun on another computer."""

COUNT = 14
"""How many files a run of this study has."""

TWICE = {"count": COUNT, "what": SAID, "changed": ""}
MOVED = {"place": VISIT}

WRONG: list[tuple[Found, Change, str, dict[str, object]]] = [
    *(
        (Found.COPY, put_copy, name, {"file": TRIALS})
        for name in (
            f"{RUN}_desc-trials_data (copy).csv",
            f"{RUN}_desc-trials_data 2.csv",
            f"{RUN}_desc-trials_data.csv~",
            f"{RUN}_desc-trials_data.csv.bak",
            f"{VISIT}/copy of {TRIALS.rpartition('/')[2]}",
            f"{VISIT}/Book1.csv",
            f"{VISIT}/Thumbs.db",
            f"sub-{COMPLETE}/trials",
            "to send/trials.txt",
            "trials.txt",
        )
        for put_copy in (copied(TRIALS, name),)
    ),
    (
        Found.COPY,
        copied(ENROLMENT, f"participants/{COMPLETE} (1).json"),
        f"participants/{COMPLETE} (1).json",
        {"file": ENROLMENT},
    ),
    (Found.COPY, copied(ENROLMENT, "participants/KD009.json"), "participants/KD009.json", {"file": ENROLMENT}),
    (Found.COPIES, copied(VISIT, f"{VISIT} (2)"), f"{VISIT} (2)", TWICE),
    (Found.COPIES, copied(VISIT, f"{VISIT}/backup"), f"{VISIT}/backup", TWICE),
    (Found.COPIES, copied(VISIT, f"backup/november/{VISIT}"), "backup", TWICE),
    (Found.COPIES, copied(VISIT, f"sub-KD009/{VISIT.partition('/')[2]}"), "sub-KD009", TWICE),
    (Found.COPIES, copied_as(COMPLETE, "KD009", VISIT), "sub-KD009", TWICE),
    (Found.COPIES, copied_as("run-1", "run-2", VISIT), SHEET.replace("run-1", "run-2"), TWICE),
    (
        Found.COPIES,
        all_of(copied(VISIT, f"{VISIT} (2)"), edited(TRIALS.replace(VISIT, f"{VISIT} (2)"), b"patient", b"control")),
        f"{VISIT} (2)",
        TWICE | {"changed": ", 1 of them changed"},
    ),
    (
        Found.NAMED_LIKE_A_RECORD,
        put(f"{RUN}_desc-trials_data (1).csv", b"a,b\n"),
        f"{RUN}_desc-trials_data (1).csv",
        {"run": SAID},
    ),
    (
        Found.NAMED_LIKE_A_RECORD,
        put(f"{VISIT}/._{TRIALS.rpartition('/')[2]}", b"a,b\n"),
        f"{VISIT}/._{TRIALS.rpartition('/')[2]}",
        {"run": SAID},
    ),
    (Found.LOOKS_LIKE_DATA, put(f"{VISIT}/scores.csv", b"a,b\n"), f"{VISIT}/scores.csv", {"more": ""}),
    (Found.LOOKS_LIKE_DATA, put(f"{RUN}_inputs/notes.json", b"{}"), f"{RUN}_inputs/notes.json", {"more": ""}),
    (Found.RUN_MOVED, moved(VISIT, f"{VISIT}_old"), SHEET, MOVED | {"there": f"{VISIT}_old"}),
    (Found.RUN_MOVED, moved(VISIT, "old/x"), SHEET, MOVED | {"there": "old/x"}),
    (
        Found.RUN_MOVED,
        moved(VISIT, f"sub-KD009/{VISIT.partition('/')[2]}"),
        SHEET,
        MOVED | {"there": "sub-KD009/ses-baseline"},
    ),
    (Found.RUN_MOVED, renamed("run-1", "run-2", VISIT), SHEET, MOVED | {"there": f"{VISIT}, under other names"}),
    (
        Found.RUN_MOVED_AND_CHANGED,
        all_of(moved(VISIT, f"{VISIT}_old"), edited(TRIALS.replace(VISIT, f"{VISIT}_old"), b"patient", b"control")),
        SHEET,
        MOVED | {"there": f"{VISIT}_old", "files": TRIALS.rpartition("/")[2]},
    ),
    (Found.FILE_MOVED, moved(TRIALS, f"{VISIT}/Book1.csv"), TRIALS, {"there": f"{VISIT}/Book1.csv"}),
    (Found.FILE_MOVED, moved(of(ABORTED, PLAN), "x.json"), of(ABORTED, PLAN), {"there": "x.json"}),
    (Found.RUN_UNKNOWN, ledger_without(lambda line: of_run(line, ABORTED)), of(ABORTED, SHEET), {}),
    (
        Found.ENROLMENT_MOVED,
        moved(ENROLMENT, "KD001.json"),
        ENROLMENT,
        {"participant_id": COMPLETE, "there": "KD001.json"},
    ),
    (
        Found.ENROLMENT_MOVED,
        moved(ENROLMENT, "participants/KD009.json"),
        ENROLMENT,
        {"participant_id": COMPLETE, "there": "participants/KD009.json"},
    ),
    (
        Found.ENROLMENT_UNKNOWN,
        ledger_without(lambda line: isinstance(line, EnrolmentEntered) and line.participant_id == COMPLETE),
        ENROLMENT,
        {"participant_id": COMPLETE},
    ),
    (
        Found.ENROLMENT_CHANGED,
        edited(ENROLMENT, b'"list_order": [\n    "A",\n    "B"', b'"list_order": [\n    "B",\n    "A"'),
        ENROLMENT,
        {"what": "list_order is B, A, and was entered as A, B"},
    ),
    (
        Found.ALIKE_BY_NAME,
        renamed_with_others_content,
        "old",
        {"count": 2, "what": "KD050 at baseline, run 1"},
    ),
    (Found.FOLDER_WITHIN, copied_whole("backup/data"), "backup/data", {}),
    (
        Found.LEDGER_TWICE,
        put("ledger-LABPC2.jsonl", LINE),
        "ledger-LABPC2.jsonl",
        {"lines": "a line", "ledger": LEDGER.name},
    ),
    (Found.LEDGER_GONE, gone(LEDGER.name), LEDGER.name, {"what": "5 runs and 4 enrolments are here", "there": ""}),
    (
        Found.LEDGER_GONE,
        moved(LEDGER.name, "ledger (1).jsonl"),
        LEDGER.name,
        {"what": "5 runs and 4 enrolments are here", "there": "; a ledger stands in ledger (1).jsonl"},
    ),
]


@pytest.mark.parametrize(("message", "change", "name", "facts"), WRONG)
def test_what_may_be_taken_for_data_or_is_in_the_wrong_place_is_named_once(
    files: Files, message: Found, change: Change, name: str, facts: dict[str, object]
) -> None:
    """A copy, a folder that was moved, a table that is not ours: one sentence says what it is, and nothing else is
    wrong.
    """
    assert [Finding(name, message.say(**facts))] == verify(Snapshot(change(files)), DATA).wrong


STEM = RUN.rpartition("/")[2]
MAC = b"\x00\x05\x16\x07\x00\x02\x00\x00Mac OS X"
NOTED: list[tuple[Found, Change, tuple[str, ...], str, dict[str, object]]] = [
    *(
        (Found.LEFT_BY_OTHERS, put(name, content), (), name, {"who": who, "more": ""})
        for name, content, who in (
            (f"{VISIT}/.DS_Store", b"x", "a Mac"),
            (f"{VISIT}/._{STEM}_desc-trials_data.csv", MAC, "a Mac"),
            ("._sub-KD001", MAC, "a Mac"),
            (f"{VISIT}/Thumbs.db", b"x", "Windows"),
            ("desktop.ini", b"x", "Windows"),
            (f"sub-{COMPLETE}/.directory", b"x", "Linux"),
        )
    ),
    (
        Found.LEFT_BY_OTHERS,
        all_of(put(".DS_Store"), put(f"{VISIT}/.DS_Store"), put(f"sub-{COMPLETE}/.DS_Store")),
        (),
        ".DS_Store",
        {"who": "a Mac", "more": " (3 of them)"},
    ),
    *(
        (Found.OPEN_ELSEWHERE, put(name, content), (), name, {"more": ""})
        for name, content in (
            (f"{VISIT}/~$scores.xlsx", b"x"),
            (f"{VISIT}/.~lock.{STEM}_desc-trials_data.csv#", b",x,pc,26.11.2026 09:00,file:///home;"),
            (f"{VISIT}/.{STEM}_session.json.swp", b"b0VIM"),
        )
    ),
    (Found.NOT_OURS, put(f"{VISIT}/notes.txt", b"late"), (), f"{VISIT}/notes.txt", {"more": ""}),
    (Found.NOT_OURS, put("rota.csv", b"day,who\n"), (), "rota.csv", {"more": ""}),
    (Found.NOT_OURS, all_of(put("photos/a.jpg"), put("photos/b/c.jpg")), (), "photos/a.jpg", {"more": " (2 of them)"}),
    (Found.EMPTY_FOLDER, all_of(), (f"{VISIT.replace('baseline', 'day9')}",), "sub-KD001/ses-day9", {}),
    (Found.EMPTY_FOLDER, all_of(), ("sub-KD009/ses-baseline",), "sub-KD009", {}),
    (Found.UNFINISHED_WRITE, put(f"{SHEET}.tmp", b"{"), (), f"{SHEET}.tmp", {}),
    (Found.UNFINISHED_WRITE, put(f"{ENROLMENT}.tmp", b"{"), (), f"{ENROLMENT}.tmp", {}),
    (Found.PUT_ASIDE, put(f"{TRIALS}.found-1", b"x"), (), f"{TRIALS}.found-1", {"file": TRIALS}),
    (
        Found.START_CUT_SHORT,
        put(f"{RUN.replace('run-1', 'run-2')}_inputs/study.yaml", b"x"),
        (),
        f"{RUN.replace('run-1', 'run-2')}_inputs/study.yaml",
        {},
    ),
]


@pytest.mark.parametrize(("message", "change", "empty", "name", "facts"), NOTED)
def test_what_nobody_takes_for_data_is_noted(
    files: Files, message: Found, change: Change, empty: tuple[str, ...], name: str, facts: dict[str, object]
) -> None:
    """What a system leaves, notes, an empty folder: one line for all of a kind, and nothing is wrong."""
    found = verify(Snapshot(change(files), tuple(DATA / folder for folder in empty)), DATA)
    assert ([], [Finding(name, message.say(**facts))]) == (found.wrong, found.noted)


def test_a_run_that_was_deleted(files: Files) -> None:
    """It says since when the ledger knows it, and what is left of it."""
    begun = shortly(since(files, OfRun, COMPLETE), None)  # type: ignore[arg-type]
    assert [Finding(SHEET, Found.RUN_GONE.say(since=begun, left=""))] == verify(
        Snapshot(gone(VISIT)(files)), DATA
    ).wrong
    own = [name for file in files if (name := name_of(file)).startswith(RUN) and not name.endswith(".sha256")]
    found = verify(Snapshot(gone(*own)(files)), DATA).wrong
    assert [Finding(SHEET, Found.RUN_GONE.say(since=begun, left=", and 1 of its files are left"))] == found


def test_an_enrolment_that_was_deleted(files: Files) -> None:
    """It says since when it is gone at most, and that nobody is to be enrolled again."""
    entered = shortly(since(files, EnrolmentEntered, COMPLETE), None)
    when = f": it was deleted, or moved out of the folder, since {entered}"
    facts = {"participant_id": COMPLETE, "since": when}
    assert [Finding(ENROLMENT, Found.ENROLMENT_GONE.say(**facts))] == verify(
        Snapshot(gone(ENROLMENT)(files)), DATA
    ).wrong


def test_somebody_who_was_enrolled_again(lab: Lab) -> None:
    """Whose enrolment was lost before the first session, and who was enrolled anew, is noted with both times."""
    remove(lab.data / ENROLMENT)
    assert 0 == lab.say("enrol", "--participant", COMPLETE, "--arm", "patient", "--language", "fr").code
    lines = read_ledger((lab.data / "ledger.jsonl").read_bytes()).lines
    first, again = (shortly(one.utc, None) for one in lines if isinstance(one, EnrolmentEntered))
    facts = {"participant_id": COMPLETE, "when": again, "first": first}
    found = verify(Disk(), lab.data)
    assert ([], [Finding(ENROLMENT, Found.ENROLLED_AGAIN.say(**facts))]) == (found.wrong, found.noted)


def test_a_ledger_that_was_begun_late(files: Files) -> None:
    """A ledger whose first line finds runs and enrolments there is not the first one of the folder."""
    anew = begun_anew(files)
    begun = shortly(read_ledger(anew[LEDGER]).lines[0].utc, None)
    what = "5 runs and 4 enrolments were here already"
    expected = Finding(LEDGER.name, Found.LEDGER_BEGUN_LATE.say(since=begun, what=what, there=""))
    assert [expected] == verify(Snapshot(anew), DATA).wrong


def test_what_was_recorded_and_stands_beside_what_was_changed(files: Files) -> None:
    """Where a file was edited and its first state kept under another name, that is said of the other."""
    change = all_of(copied(TRIALS, f"{TRIALS}.orig"), edited(TRIALS, b"patient", b"control"))
    found = verify(Snapshot(change(files)), DATA).wrong
    assert Finding(f"{TRIALS}.orig", Found.STANDS_FOR_ANOTHER.say(file=TRIALS)) in found
    assert {TRIALS, f"{TRIALS}.orig"} == {one.file for one in found}


@pytest.mark.parametrize("is_entered", [True, False])
def test_what_a_stop_has_left_of_a_write_and_what_somebody_has_cut(files: Files, is_entered: bool) -> None:
    """Bytes at the end of a journal that are no whole record: it is said what is known of them, and no more."""
    journal = of(INTERRUPTED, f"{RUN}_journal.jsonl")
    cut = files | {DATA / journal: files[DATA / journal][:-40]}
    if is_entered:
        (only,) = verify(Snapshot(cut), DATA).wrong
        assert journal == only.file
        assert only.what.startswith("it was cut or changed since the run was found")
        return
    unknown = ledger_without(lambda line: isinstance(line, RunInterrupted) and line.participant_id == INTERRUPTED)(cut)
    found = verify(Snapshot(unknown), DATA)
    said = next(one.what for one in found.noted if one.file == journal)
    assert [] == found.wrong
    assert "nothing was entered that tells which" in said
    assert said.endswith(Found.UNFINISHED_AT_END.remedy)


def test_rows_that_a_resume_writes_again(files: Files) -> None:
    """Of a run that can go on, and of whose files nothing was entered, rows that are missing are noted."""
    trials = DATA / of(INTERRUPTED, TRIALS)
    cut = files | {trials: b"".join(files[trials].splitlines(keepends=True)[:-1])}
    unknown = ledger_without(lambda line: isinstance(line, RunInterrupted) and line.participant_id == INTERRUPTED)(cut)
    found = verify(Snapshot(unknown), DATA)
    assert [] == found.wrong
    assert Finding(name_of(trials), Found.ROWS_TO_COME.say(rows=1)) in found.noted


def test_a_link_among_the_sessions(tmp_path: Path) -> None:
    """Whoever reads the folder follows a link with the name of a participant's folder; this program does not."""
    for name in ("participants", "elsewhere"):
        (tmp_path / "data" / name).mkdir(parents=True)
    make_link(tmp_path / "data" / "sub-KD009", str(tmp_path / "data" / "elsewhere"))
    found = verify(Disk(), tmp_path / "data")
    assert [Finding("sub-KD009", Found.LEADS_ELSEWHERE.say())] == found.wrong


def test_one_participants_strays_alone(files: Files) -> None:
    """Who asks for one participant is told of their copies, wherever those are, and of nobody else's."""
    change = all_of(copied(VISIT, "backup/one"), copied(of(ABORTED, VISIT), "sub-KD009/ses-baseline"))
    assert [["backup"], ["sub-KD009"], []] == [
        [one.file for one in verify(Snapshot(change(files)), DATA, who).wrong]
        for who in (COMPLETE, ABORTED, INTERRUPTED)
    ]


class _Killed(MemoryDisk):
    """A disk in memory whose process is killed when a file is to be brought to its place."""

    killed_at: Path | None = None

    def rename(self, old: Path, new: Path) -> None:
        if new == self.killed_at:
            raise KeyboardInterrupt
        super().rename(old, new)


@pytest.mark.parametrize("who", [None, COMPLETE, ABORTED])
def test_what_a_collection_that_was_killed_has_left_half(files: Files, who: str | None) -> None:
    """Of each run and participant that is still to come it is said from where, and nothing else is said of it."""
    disk, into = _Killed(DATA.parent), DATA.parent / "all"
    for file, content in files.items():
        make_folders(disk, file.parent)
        disk.create(file).write(content)
    disk.killed_at = into / ENROLMENT
    with pytest.raises(KeyboardInterrupt):
        Gathering(disk, [DATA], into).written()
    half = {
        name_of(file) for file in files if file.parent.name == "participants" or file.name.endswith("_session.json")
    }
    found = verify(disk, into, who)
    assert {one for one in half if who is None or who in one} == {one.file for one in found.wrong}
    assert {Found.COLLECTED_HALF.say(folder=DATA)} == {one.what for one in found.wrong}


def test_each_message_is_shown() -> None:
    """Whatever `verify` can say of such things, a test of this module has it say."""
    by_name = {
        Found.RUN_GONE, Found.ENROLMENT_GONE, Found.LEDGER_BEGUN_LATE, Found.STANDS_FOR_ANOTHER,
        Found.UNFINISHED_AT_END, Found.ROWS_TO_COME, Found.LEADS_ELSEWHERE, Found.ENROLLED_AGAIN, Found.COLLECTED_HALF,
    }  # fmt: skip
    assert set(Found) == by_name | {case[0] for case in (*WRONG, *NOTED)}


def test_a_file_that_is_only_called_like_one_of_a_run_elsewhere_is_named(files: Files) -> None:
    """What has the name that a file of a run could have, and the run has none such, is not passed over."""
    name = f"old/{RUN.rpartition('/')[2]}_extra.csv"
    expected = Finding(name, Found.NAMED_LIKE_A_RECORD.say(run=SAID))
    assert [expected] == verify(Snapshot(put(name, b"x")(files)), DATA).wrong


def test_a_data_folder_that_was_put_into_itself(files: Files) -> None:
    """Where everything was moved one folder down, that folder is named, with what to do."""
    within = {DATA / "data" / name_of(file): content for file, content in files.items()}
    assert [Finding("data", Found.FOLDER_WITHIN.say())] == verify(Snapshot(within), DATA).wrong

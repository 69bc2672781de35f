"""A data folder with ended and interrupted runs, and changes that somebody makes to it afterwards, one at a time."""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timezone
from pathlib import Path

import pytest

from experiment.config.load import Study
from experiment.format.check_report import Verdict
from experiment.format.ledger import Line, RunEnded, line_text, read_ledger, sealed
from experiment.format.run_files import SessionFiles
from experiment.format.vocabulary import SessionKind
from experiment.layout.views import QuestionView, View
from experiment.messages import Reason, Refusal
from experiment.messages.accepting import never
from experiment.record import ledger, participants
from experiment.record.find import next_run, runs_of
from experiment.record.kept_lab_checks import keep_check
from experiment.record.known_runs import check_enrolled, check_none_missing, check_none_unknown
from experiment.record.launch import resume
from experiment.record.storage import Disk
from experiment.record.verify import verify
from tests.instruments.changes import CHANGES
from tests.instruments.check_reports import report
from tests.instruments.study_data import StudyConducted

DATA = Path("/data")
LEDGER = DATA / "ledger.jsonl"
COMPLETE, ABORTED, INTERRUPTED, RESUMED = EVERYBODY = ("KD001", "KD002", "KD003", "KD004")
"""Who has runs that ended by themselves, one that was ended early, one that was killed and found so, and one that was
killed, gone on with and brought to its end."""

Files = dict[Path, bytes]


class _Third:
    """Holds at the third question."""

    def __init__(self) -> None:
        self._left = 3

    def __call__(self, view: View) -> bool:
        self._left -= isinstance(view, QuestionView)
        return self._left == 0 and isinstance(view, QuestionView)


def conducted_folder(folder: Path) -> tuple[StudyConducted, Files]:
    """Conduct sessions, and give the files of the data folder as if they stood in ``DATA``.

    The last thing that is entered is the end of a run. What the lab PC was checked with before belongs to no run, and
    is not given; the report that was put beside each run is.
    """
    study = StudyConducted(folder)
    for who in EVERYBODY:
        study.enrol(who)
    keep_check(Disk(), study.data, report(1, Verdict.PASS), "", b"")
    for who in (INTERRUPTED, RESUMED):
        study.launch(who, "baseline", ends_at=_Third(), power_cut=True)
        with pytest.raises(Refusal) as refused:
            study.launch(who, "baseline")
        assert Reason.SESSION_UNFINISHED is refused.value.reason
    study.launch(RESUMED, "baseline", resume=True)
    study.launch(COMPLETE, "baseline")
    study.launch(COMPLETE, "day7")
    study.launch(ABORTED, "baseline", ends_at=_Third())
    of_none = {".locks", "checks"}
    kept = [file for file in study.data.rglob("*") if file.is_file() and not of_none & set(file.parts)]
    return study, {DATA / file.relative_to(study.data): file.read_bytes() for file in kept}


class Snapshot(Disk):
    """Files that can be read and nothing else, and empty folders."""

    def __init__(self, files: Mapping[Path, bytes], empty: tuple[Path, ...] = ()) -> None:
        self._files = dict(files)
        self._folders: dict[Path, set[str]] = {folder: set() for folder in empty}
        for file in (*files, *empty):
            for inner, outer in zip((file, *file.parents), file.parents, strict=False):
                self._folders.setdefault(outer, set()).add(inner.name)

    def read(self, path: Path) -> bytes:
        if path not in self._files:
            raise FileNotFoundError(2, "there is no such file", str(path))
        return self._files[path]

    def exists(self, path: Path) -> bool:
        return path in self._files or path in self._folders

    def names_in(self, folder: Path) -> list[str]:
        return sorted(self._folders.get(folder, ()))

    def is_folder(self, path: Path) -> bool:
        return path in self._folders

    def is_link(self, path: Path) -> bool:
        return False

    @contextmanager
    def lock(self, path: Path) -> Iterator[None]:
        yield


Move = Callable[[random.Random, Files], Files]
"""A change to names; like those of contents, one at a time."""


def _files_of_runs(files: Files) -> list[Path]:
    return [file for file in files if "sub-" in str(file)]


def _deleted(draw: random.Random, files: Files) -> Files:
    gone = draw.choice(list(files))
    return {file: content for file, content in files.items() if file != gone}


def _renamed(draw: random.Random, files: Files) -> Files:
    old = draw.choice(list(files))
    new = old.with_name(draw.choice([f"copy of {old.name}", old.name.replace("run-1", "run-2"), f"{old.name}.bak"]))
    return {new if file == old else file: content for file, content in files.items()}


def _exchanged(draw: random.Random, files: Files) -> Files:
    one = draw.choice(list(files))
    other = draw.choice([file for file in files if file.suffix == one.suffix])
    return files | {one: files[other], other: files[one]}


def _copied_over(draw: random.Random, files: Files) -> Files:
    one = draw.choice(list(files))
    other = draw.choice([file for file in files if file.suffix == one.suffix])
    return files | {one: files[other]}


def _moved(files: Files, old: Path, new: Path) -> Files:
    return {new / file.relative_to(old) if old in file.parents else file: content for file, content in files.items()}


def _visit_renamed(draw: random.Random, files: Files) -> Files:
    visit = draw.choice(_files_of_runs(files)).relative_to(DATA).parts[:2]
    return _moved(files, DATA.joinpath(*visit), DATA / visit[0] / draw.choice(["ses-day7", "ses-baseline_old", "old"]))


def _participant_renamed(draw: random.Random, files: Files) -> Files:
    who = draw.choice(_files_of_runs(files)).relative_to(DATA).parts[0]
    return _moved(files, DATA / who, DATA / draw.choice(["sub-KD009", f"{who}_old"]))


def _participants_exchanged(draw: random.Random, files: Files) -> Files:
    one, other = draw.sample([f"sub-{who}" for who in EVERYBODY], 2)
    return _moved(_moved(_moved(files, DATA / one, DATA / "x"), DATA / other, DATA / one), DATA / "x", DATA / other)


def _folder_deleted(draw: random.Random, files: Files) -> Files:
    folder = draw.choice(_files_of_runs(files)).parent
    return {file: content for file, content in files.items() if folder not in file.parents}


def _run_renamed(draw: random.Random, files: Files) -> Files:
    """A whole run under the names of another run, or of another participant."""
    old = draw.choice(EVERYBODY)
    one, other = draw.choice([("run-1", "run-2"), (old, "KD009")])
    return {
        Path(str(file).replace(one, other)) if f"sub-{old}" in str(file) else file: content
        for file, content in files.items()
    }


def _run_twice(draw: random.Random, files: Files) -> Files:
    old = draw.choice(EVERYBODY)
    twice = {Path(str(f).replace("run-1", "run-2")): content for f, content in files.items() if f"sub-{old}" in str(f)}
    return files | twice


_COPIES = (
    "{stem} (copy){end}",
    "{stem} 2{end}",
    "copy of {stem}{end}",
    "{stem}{end}~",
    "{stem}{end}.bak",
    "Book1{end}",
)
"""What people and programs call a copy of a file that they put beside it."""


def _copied_beside(draw: random.Random, files: Files) -> Files:
    old = draw.choice([file for file in files if "_inputs" not in str(file)])
    name = draw.choice(_COPIES).format(stem=old.stem, end=old.suffix)
    return files | {old.with_name(name): files[old]}


def _folder_copied(draw: random.Random, files: Files) -> Files:
    way = draw.choice(_files_of_runs(files)).relative_to(DATA).parts[: draw.choice([1, 2])]
    old, name = DATA.joinpath(*way), way[-1]
    news = [old.with_name(f"{name} - Copy"), old.with_name(f"{name}_old"), DATA / "backup" / name, DATA / "sub-KD009"]
    return files | {draw.choice(news) / file.relative_to(old): files[file] for file in files if old in file.parents}


def _visit_moved(draw: random.Random, files: Files) -> Files:
    visit = DATA.joinpath(*draw.choice(_files_of_runs(files)).relative_to(DATA).parts[:2])
    news = [DATA / visit.name, DATA / "old" / visit.name, DATA / "sub-KD009" / visit.name, visit / visit.name]
    return _moved(files, visit, draw.choice(news))


def _enrolment_deleted(draw: random.Random, files: Files) -> Files:
    gone = draw.choice([file for file in files if file.parent == DATA / "participants"])
    return {file: content for file, content in files.items() if file != gone}


MOVES: dict[str, Move] = {
    "a file deleted": _deleted,
    "a file renamed": _renamed,
    "two files exchanged": _exchanged,
    "a file copied over another": _copied_over,
    "the folder of a visit renamed": _visit_renamed,
    "the folder of a participant renamed": _participant_renamed,
    "two participants exchanged": _participants_exchanged,
    "a folder deleted": _folder_deleted,
    "a run renamed": _run_renamed,
    "a run copied": _run_twice,
    "a file copied beside itself": _copied_beside,
    "a folder copied": _folder_copied,
    "the folder of a visit moved": _visit_moved,
    "an enrolment deleted": _enrolment_deleted,
}

OF_NO_RUN = frozenset({"a file copied beside itself", "a folder copied"})
"""These leave every run as it was, and stand in no resume's way."""


def _ledger_deleted(_draw: random.Random, files: Files) -> Files:
    return {file: content for file, content in files.items() if file != LEDGER}


def _ledger_renamed(draw: random.Random, files: Files) -> Files:
    new = LEDGER.with_name(draw.choice(["ledger (1).jsonl", "ledger_old.jsonl", "ledger.jsonl.bak"]))
    return _moved_file(files, LEDGER, new)


def _ledger_emptied(draw: random.Random, files: Files) -> Files:
    first = files[LEDGER].splitlines(keepends=True)[0]
    return files | {LEDGER: first[: draw.randrange(len(first))]}


def _ledger_begun_anew(draw: random.Random, files: Files) -> Files:
    """As the program begins one where there is none, at the next session or enrolment."""
    others = _ledger_deleted(draw, files)
    begun = ledger.first_line(Snapshot(others), DATA)
    return others | {LEDGER: chained([begun])}


def _moved_file(files: Files, old: Path, new: Path) -> Files:
    return {new if file == old else file: content for file, content in files.items()}


LEDGER_MOVES: dict[str, Move] = {
    "the ledger deleted": _ledger_deleted,
    "the ledger renamed": _ledger_renamed,
    "the ledger emptied": _ledger_emptied,
    "the ledger begun anew": _ledger_begun_anew,
}
"""A ledger that is gone is found by `verify` itself, without a code."""


def changed(draw: random.Random, kind: str, files: Files) -> Files:
    """Make a change to a folder; to its ledger, only such as no code on paper is needed for."""
    if kind in LEDGER_MOVES:
        return LEDGER_MOVES[kind](draw, files)
    if kind in MOVES:
        others = {file: content for file, content in files.items() if file != LEDGER}
        return MOVES[kind](draw, others) | {LEDGER: files[LEDGER]}
    file = draw.choice([file for file in files if file != LEDGER])
    return files | {file: CHANGES[kind](draw, files[file])}


def resumes(study: Study, disk: Snapshot, who: str) -> None:
    """Do all that comes before the stage of a resumed session is opened."""
    session = SessionFiles(DATA, who, "baseline", "beliefupdate", SessionKind.STUDY)
    enrolled = participants.find(disk, DATA, study.file, who)
    entered = ledger.read(disk, DATA)
    check_none_missing(disk, session, entered, never, timezone.utc)
    check_none_unknown(disk, session, entered, accepted=never)
    check_enrolled(disk, DATA, study.file, who, entered, accepted=never)
    next_run(disk, session, entered)
    for run in runs_of(disk, session):
        resume(disk, run, enrolled, entered)


_IS_A_RUN = re.compile(
    r"(sub-\w+)/(ses-\w+)/\1_\2_task-\w+_run-\d+_(session\.json|journal\.jsonl|plan\.json|desc-[a-z]+_data\.csv)"
)


def is_due(files: Files, other: Files, who: str) -> bool:
    """Tell whether a change is to somebody's own files, and more than the loss of a stored study file or dictionary.

    What is put beside a run is none to it, unless it is another run by its names.
    """
    differ = {file for file in {*files, *other} if files.get(file) != other.get(file)}
    own = [
        file
        for file in differ
        if who in str(file) and (file in files or _IS_A_RUN.fullmatch(file.relative_to(DATA).as_posix()))
    ]
    spare = ("_inputs", "_data.json")
    return any(not any(one in str(file) for one in spare) or (file in files and file in other) for file in own)


def ledger_changed(draw: random.Random, files: Files) -> Files:
    """Make a change to the ledger: a blind one, or one after which every line follows from the one before again."""
    kind = draw.choice([*CHANGES, "made anew"])
    if kind in CHANGES:
        return files | {LEDGER: CHANGES[kind](draw, files[LEDGER])}
    lines = list(read_ledger(files[LEDGER]).lines)
    place = draw.randrange(1, len(lines))
    if draw.random() < 0.5:
        del lines[place]
    else:
        at = lines[place].utc
        lines[place] = lines[place].model_copy(update={"utc": at.replace(at[-7], str((int(at[-7]) + 1) % 10))})
    return files | {LEDGER: chained(lines)}


def chained(lines: list[Line]) -> bytes:
    """Write lines as somebody would who knows how a ledger is made."""
    content, before = b"", lines[0].before
    for n, line in enumerate(lines, start=1):
        anew = line.model_copy(update={"n": n, "before": before})
        text = line_text(sealed(anew) if isinstance(anew, RunEnded) else anew)
        content, before = content + text, hashlib.sha256(text).hexdigest()
    return content


def is_as_on_paper(disk: Snapshot, code: str) -> bool:
    """Tell what `verify --seal` does: whether the code stands in the ledger, and all is as it was recorded."""
    codes = [line.seal for line in ledger.read(disk, DATA).lines if isinstance(line, RunEnded)]
    return code in codes and not verify(disk, DATA).wrong

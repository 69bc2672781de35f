"""The session sheets of a data folder, and which runs are scored."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from pathlib import Path

from pydantic import ValidationError

from experiment.analysis.as_ended import not_as_ended, sums_of
from experiment.analysis.missing_runs import missing_runs
from experiment.analysis.problems import Problem, UnreadableData, problem
from experiment.analysis.strays import data_folders_near, listed, strays
from experiment.format.columns import SCHEMA_VERSION
from experiment.format.run_files import (
    RunFiles,
    SessionFiles,
    is_participant_folder,
    is_sheet,
    is_visit_folder,
    run_named_in,
)
from experiment.format.sheet import SessionSheet
from experiment.format.vocabulary import SessionKind, SessionStatus, Table
from experiment.messages import TableFault, plainly


class Use(str, Enum):
    """Whether a run is the one that its visit is scored by; if not, why."""

    COUNTS = "counts"
    SUPERSEDED = "superseded"
    """An earlier run of the visit counts."""
    RATES_SEEN = "rates_seen"
    """The participant had seen its base rates in an earlier run: its first estimates are none."""
    ENDED_EARLY = "ended_early"
    NOT_ENDED = "not_ended"
    """It was interrupted and nobody went on, or it is still running."""
    UNREADABLE = "unreadable"
    """It is the one that would count, and its table of trials is not as it was written; or its sheet is not."""

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True)
class Session:
    """A run: its files, its sheet and its use, and, if it has ended, the checksums of its files by their names."""

    files: RunFiles
    sheet: SessionSheet
    use: Use
    sums: Mapping[str, str]


@dataclass(frozen=True)
class FoundSessions:
    """The runs of a folder.

    Parameters
    ----------
    sessions
        Those that could be read.
    problems
        What is wrong with the sheets of the others.
    others
        How many runs are of other kinds.
    missing
        What the names of those begin with that the ledger knows, and of which nothing is there.
    unread
        Those that are there, and of which no sheet is as it was written.
    """

    sessions: tuple[Session, ...]
    problems: tuple[Problem, ...]
    others: Mapping[SessionKind, int]
    missing: tuple[str, ...] = ()
    unread: tuple[RunFiles, ...] = ()


def find_sessions(folder: Path, kind: SessionKind | None = None) -> FoundSessions:
    """Read every sheet below a folder, in the order of participants, visits and runs.

    Parameters
    ----------
    folder
        A data folder: it holds ``sub-…`` folders.
    kind
        Only runs of this kind; ``None``: those of the study, or, where there are none, of the only kind there is.

    Raises
    ------
    UnreadableData
        If there is no session, or sessions of several kinds, none of them the study's, or of several studies.
    ValueError
        If there is no such kind.
    """
    read: list[tuple[RunFiles, SessionSheet]] = []
    sheets = list(_sheet_files(folder))
    elsewhere = () if sheets else data_folders_near(folder)
    if elsewhere:
        raise UnreadableData([problem(folder, TableFault.SESSIONS_ELSEWHERE, where=listed(elsewhere))])
    problems: list[Problem] = list(strays(folder, set(sheets)))
    for file in sheets:
        sheet = _read(file)
        if isinstance(sheet, Problem):
            problems.append(sheet)
        else:
            files = SessionFiles(folder, sheet.participant_id, sheet.visit, sheet.task, SessionKind.STUDY).run(
                sheet.run
            )
            misnamed = list(_not_its_name(file, files))
            problems += misnamed
            read += [] if misnamed else [(files, sheet)]
    if not read and not problems:
        raise UnreadableData([problem(folder, TableFault.NO_SESSIONS)])
    kinds = {sheet.kind for _, sheet in read}
    asked = None if kind is None else SessionKind(kind)  # analysts may write it as text
    meant = asked or (SessionKind.STUDY if SessionKind.STUDY in kinds else None)
    wanted = [(files, sheet) for files, sheet in read if meant is None or sheet.kind is meant]
    refused = [*_several(folder, wanted)]
    if refused:
        raise UnreadableData(refused)
    others_of, wanted = _of_one_study(wanted)
    problems += others_of
    others = Counter(sheet.kind for _, sheet in read if meant is not None and sheet.kind is not meant)
    sums: dict[Path, Mapping[str, str]] = {}
    for files, sheet in wanted:
        summed = sums_of(files, sheet)
        changed = [summed] if isinstance(summed, Problem) else list(not_as_ended([files.sheet], [summed]))
        problems += changed
        if not isinstance(summed, Problem) and not changed:
            sums[files.sheet] = summed
    sessions = tuple(_with_use(wanted, sums))
    unread = _unread(folder, problems, sessions)
    there = {file.name.removesuffix(_SHEET_ENDS) for file in sheets} | {one.stem for one in unread}
    missing, of_ledger = missing_runs(folder, there)
    return FoundSessions(sessions, (*problems, *of_ledger), dict(others), missing, unread)


def with_unreadable(sessions: Sequence[Session], problems: Sequence[Problem]) -> tuple[Session, ...]:
    """Return sessions of which none counts whose table of trials something is wrong with.

    Parameters
    ----------
    sessions
        All that were found.
    problems
        Of their tables.
    """
    bad = {one.file for one in problems}
    return tuple(
        replace(one, use=Use.UNREADABLE) if one.use is Use.COUNTS and one.files.table(Table.TRIALS) in bad else one
        for one in sessions
    )


def run_started(sheet: SessionSheet) -> datetime | None:
    """Return when the first launch of a run started; ``None``: none did."""
    return datetime.fromisoformat(sheet.launches[0].started_utc) if sheet.launches else None


_SHEET_ENDS = "_session.json"


def _sheet_files(folder: Path) -> Iterator[Path]:
    for participant in sorted(folder.iterdir()) if folder.is_dir() else ():
        if is_participant_folder(participant.name):
            for visit in sorted(participant.iterdir()):
                if is_visit_folder(visit.name):
                    names = sorted(file.name for file in visit.iterdir())
                    yield from (visit / name for name in names if is_sheet(participant.name, visit.name, name))


def _read(file: Path) -> SessionSheet | Problem:
    try:
        content = json.loads(file.read_bytes())
    except OSError as error:
        return problem(file, TableFault.NOT_READ, error=plainly(error))
    except (ValueError, RecursionError):
        return problem(file, TableFault.NO_SHEET, what="it is not JSON, or is cut off")
    found = content.get("schema_version") if isinstance(content, dict) else None
    if found is not None and found != SCHEMA_VERSION:
        return problem(file, TableFault.OTHER_VERSION, found=found, known=SCHEMA_VERSION)
    try:
        return SessionSheet.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "the whole"
        return problem(file, TableFault.NO_SHEET, what=f"{where}: {first['msg']}")


def _unread(folder: Path, problems: Sequence[Problem], sessions: Sequence[Session]) -> tuple[RunFiles, ...]:
    """Return the runs that problems speak of and that are none of the sessions; copies, and other studies, are none."""
    read = {one.files.stem for one in sessions}
    found: dict[str, RunFiles] = {}
    for one in problems:
        run = None if one.fault in (TableFault.A_COPY, TableFault.OTHER_STUDY) else run_named_in(folder, one.file.name)
        if run is None or run.stem in read:
            continue
        if one.fault is not TableFault.OF_ANOTHER or run.table(Table.TRIALS).exists():  # else it is a copy, renamed
            found[run.stem] = run
    return tuple(sorted(found.values(), key=lambda run: (run.session.participant_id, run.session.visit, run.run)))


def _not_its_name(file: Path, files: RunFiles) -> Iterator[Problem]:
    if file != files.sheet:
        yield problem(file, TableFault.OF_ANOTHER, found=file.stem, expected=files.sheet.stem)


def _several(folder: Path, read: list[tuple[RunFiles, SessionSheet]]) -> Iterator[Problem]:
    kinds = sorted({sheet.kind.value for _, sheet in read})
    studies = Counter(sheet.study for _, sheet in read).most_common(2)
    if len(kinds) > 1:
        yield problem(folder, TableFault.SEVERAL_KINDS, kinds=", ".join(kinds))
    elif len(studies) > 1 and studies[0][1] == studies[1][1]:
        yield problem(folder, TableFault.SEVERAL_STUDIES, studies=", ".join(sorted({one.study for _, one in read})))


def _of_one_study(
    read: list[tuple[RunFiles, SessionSheet]],
) -> tuple[list[Problem], list[tuple[RunFiles, SessionSheet]]]:
    """Return a problem for each session of another study than most are of, and the sessions of that one."""
    expected = next((study for study, _ in Counter(sheet.study for _, sheet in read).most_common(1)), None)
    named = [
        problem(files.sheet, TableFault.OTHER_STUDY, None, "study", found=sheet.study, expected=expected)
        for files, sheet in read
        if sheet.study != expected
    ]
    return named, [one for one in read if one[1].study == expected]


def _with_use(read: list[tuple[RunFiles, SessionSheet]], sums: Mapping[Path, Mapping[str, str]]) -> Iterator[Session]:
    """Yield the runs that are as they ended, each with its use among all that there are."""
    counting: set[tuple[str, str]] = set()
    for files, sheet in sorted(read, key=lambda one: (one[1].participant_id, one[1].visit, one[1].run)):
        visit = (sheet.participant_id, sheet.visit)
        if sheet.status is SessionStatus.ABORTED:
            use = Use.ENDED_EARLY
        elif sheet.status is not SessionStatus.COMPLETE:
            use = Use.NOT_ENDED
        elif sheet.rates_seen_before:
            use = Use.RATES_SEEN
        elif visit in counting:
            use = Use.SUPERSEDED
        else:
            use = Use.COUNTS
            counting.add(visit)
        if files.sheet in sums:
            yield Session(files, sheet, use, sums[files.sheet])

"""What a run has on the disk, held against what must follow from it, before the run goes on.

Names, enrolment, sheet, plan, stored study files, journal and tables are held against one another: the first thing that
cannot have been written by this program is named, and nothing goes on. What a crash leaves is another matter: a part of
a write at the end of a file was never acknowledged and is cut off, and rows that the journal tells are written again.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from experiment.design.session_plan import PagesPlan, SessionPlan
from experiment.format.journal import JournalEntry, LaunchStarted
from experiment.format.journal_lines import Changed, JournalDigest, read_journal
from experiment.format.run_files import RunFiles
from experiment.format.sheet import SessionSheet
from experiment.format.tables import Row
from experiment.format.vocabulary import SessionKind
from experiment.messages import Reason, Refusal
from experiment.record.storage import Storage
from experiment.record.table_file import Differs, read_table
from experiment.record.whole_run import check_journal, check_plan, check_sheet, check_stored, content_of, refuse
from experiment.task.progress import Progress
from experiment.task.projection import FinishedStep, Projection


@dataclass(frozen=True)
class TornFile:
    """A file with something unfinished at its end.

    Parameters
    ----------
    path
        Which file.
    length
        How many of its bytes are whole.
    tail
        The rest.
    """

    path: Path
    length: int
    tail: bytes


@dataclass(frozen=True)
class ReadBack:
    """A run as it stands on the disk.

    Parameters
    ----------
    finished, recorded
        How many trials and questions are finished, and how many there are.
    torn
        What has to be cut off.
    lost
        Rows that the journal tells and the tables do not have.
    journal
        Goes on where the journal ends.
    projection
        What follows from plan and journal so far.
    """

    plan: SessionPlan
    finished: int
    recorded: int
    torn: tuple[TornFile, ...]
    lost: tuple[Row, ...]
    progress: Progress
    journal: JournalDigest
    projection: Projection


def read_plan(storage: Storage, files: RunFiles) -> SessionPlan:
    """Read the plan that a run executes."""
    content = content_of(storage, files.plan)
    if content not in _LAST_PLAN:
        try:
            remember_plan(content, SessionPlan.model_validate_json(content))
        except ValueError as error:
            raise Refusal(Reason.RECORD_DAMAGED, file=files.plan.name, what="it is no plan") from error
    return _LAST_PLAN[content]


_LAST_PLAN: dict[bytes, SessionPlan] = {}
"""The last plan that was read or written here, by its text: a launch holds its files against each other several times,
and a plan never changes."""


def remember_plan(content: bytes, plan: SessionPlan) -> None:
    """Take note of what a text is the plan of: whoever has just written one need not read it."""
    _LAST_PLAN.clear()
    _LAST_PLAN[content] = plan


def read_back(
    storage: Storage, files: RunFiles, sheet: SessionSheet, entered_as: SessionKind | None = None, stored: bool = True
) -> ReadBack:
    """Find out how far a run has come.

    Parameters
    ----------
    entered_as
        The kind that its sheet must give; ``None``: that of the place where its files are.
    stored
        Whether the stored study files are held against the sheet as well.

    Raises
    ------
    Refusal
        If what is on the disk is not what was recorded; it names the first difference.
    """
    plan = read_plan(storage, files)
    check_sheet(storage, files, sheet, entered_as or files.session.kind)
    if stored:
        check_stored(storage, files, sheet)
    check_plan(storage, files, sheet, plan)
    lines = content_of(storage, files.journal)
    try:
        journal = read_journal(lines)
    except Changed as changed:
        raise Refusal(Reason.RECORD_DAMAGED, file=files.journal.name, what=str(changed)) from changed
    check_journal(storage, files, sheet, journal.entries)
    projection = Projection(plan, sheet)
    steps = finished_steps(files, plan, projection, journal.entries)
    torn = [] if journal.whole == len(lines) else [TornFile(files.journal, journal.whole, lines[journal.whole :])]
    lost: list[Row] = []
    for table in plan.tables:
        recorded = [row for step in steps for row in step.rows if row.table is table]
        file = files.table(table)
        content = content_of(storage, file)
        try:
            read = read_table(table, content, recorded)
        except Differs as differs:
            raise Refusal(Reason.RECORD_DAMAGED, file=file.name, what=str(differs)) from differs
        if read.whole < len(content):
            torn.append(TornFile(file, read.whole, content[read.whole :]))
        lost += recorded[read.rows :]
    started = [entry.launch for entry in journal.entries if isinstance(entry, LaunchStarted)]
    return ReadBack(
        plan=plan,
        finished=len(steps),
        recorded=sum(not isinstance(step, PagesPlan) for step in plan.steps),
        torn=tuple(torn),
        lost=tuple(lost),
        progress=projection.progress(1 + max(started, default=0)),
        journal=JournalDigest(lines[: journal.whole]),
        projection=projection,
    )


def finished_steps(
    files: RunFiles, plan: SessionPlan, projection: Projection, entries: tuple[JournalEntry, ...]
) -> list[FinishedStep]:
    """List the finished steps. Steps are done in their order, whichever table they are written to."""
    try:
        for entry in entries:
            projection.take(entry)
    except (IndexError, KeyError) as error:
        refuse(files.journal, "it tells of a step that was not planned", error)
    steps = projection.take_due()
    planned = [number for number, step in enumerate(plan.steps) if not isinstance(step, PagesPlan)]
    if [step.step for step in steps] != planned[: len(steps)]:
        refuse(files.journal, "it tells of a later step, and not of one before it")
    return steps

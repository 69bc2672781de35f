"""What a visit came to, for whoever has just conducted it: read from the files of its run, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from experiment.config.study_file import StudyFile
from experiment.design.schedule import Scheduled
from experiment.format.journal_lines import read_entries
from experiment.format.ledger import Ledger, RunEnded
from experiment.format.run_files import RunFiles
from experiment.format.vocabulary import SessionStatus
from experiment.record import participants
from experiment.record.board import visits_of
from experiment.record.find import Standing, standing
from experiment.record.known_runs import read_ledger_of
from experiment.record.read_back import read_plan
from experiment.record.read_sheet import read_sheet
from experiment.record.seen_visits import seen_visits
from experiment.record.session_lock import is_running
from experiment.record.storage import Storage
from experiment.record.whole_run import content_of, refuse
from experiment.task.run_summary import RunSummary, sum_up


@dataclass(frozen=True)
class VisitSummary:
    """A run at its end, or as far as it has come.

    Parameters
    ----------
    run
        What it came to.
    standing
        Where it stands.
    seal
        Its seal code; ``None``: it has not ended, or the ledger does not tell.
    seals_before
        The codes of its earlier ends, after each of which it was gone on with; they stand on paper too.
    """

    run: RunSummary
    standing: Standing
    seal: str | None
    seals_before: tuple[str, ...]


def visit_summary(storage: Storage, files: RunFiles) -> VisitSummary:
    """Sum up a run from its plan, sheet and journal, and from the ledger; a journal may be torn or still be written.

    Raises
    ------
    Refusal
        If one of them cannot be read, or does not belong to the others.
    """
    sheet, plan = read_sheet(storage, files.sheet), read_plan(storage, files)
    entries = read_entries(content_of(storage, files.journal)).entries
    try:
        run = sum_up(plan, entries, sheet)
    except (IndexError, KeyError) as error:
        refuse(files.journal, "it tells of a step that was not planned", error)
    running = sheet.status is SessionStatus.RUNNING and is_running(storage, files.session)
    ledger, _ = read_ledger_of(storage, files.session.place)
    return VisitSummary(run, standing(sheet.status, running), *_seals(ledger, files.stem))


def _seals(ledger: Ledger, stem: str) -> tuple[str | None, tuple[str, ...]]:
    last, ends = seal_of(ledger, stem), [one for one in ledger.runs().get(stem, ()) if isinstance(one, RunEnded)]
    return last, tuple(one.seal for one in (ends if last is None else ends[:-1]))


def seal_of(ledger: Ledger, stem: str) -> str | None:
    """Find the seal code of a run that has ended; ``None``: it has not, or goes on again."""
    last = next(reversed(ledger.runs().get(stem, ())), None)
    return last.seal if isinstance(last, RunEnded) else None


def next_visit(storage: Storage, files: RunFiles, study: StudyFile, moment: datetime) -> Scheduled | None:
    """Find the participant's next visit after that of a run of the study; ``None``: there is no other to come.

    Raises
    ------
    Refusal
        If the participant is not enrolled, or the enrolment cannot be read.
    """
    session = files.session
    participant = participants.find(storage, session.data, study, session.participant_id)
    ledger, _ = read_ledger_of(storage, session.place)
    seen = seen_visits(storage, session.place, participant.participant_id, ledger)
    visits = visits_of(study, participant, seen, moment)
    place = [visit.visit for visit in visits].index(session.visit)
    rest = (visit for visit in visits[place + 1 :] if visit.visit not in seen.done)
    return None if participant.withdrawn else next(rest, None)

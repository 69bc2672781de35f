"""The earlier runs of a participant whose files do not hold against each other: what they showed cannot be told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace

from experiment.design.session_plan import PagesPlan, TrialPlan
from experiment.format.glimpse import Glimpse
from experiment.format.journal import RunBegun, ScreenShown
from experiment.format.journal_lines import read_entries
from experiment.format.ledger import Ledger, RunEnded, RunEntered, RunInterrupted
from experiment.format.run_files import RunFiles, SessionFiles
from experiment.format.vocabulary import SessionStatus
from experiment.messages import Refusal
from experiment.messages.accepting import never
from experiment.record.found_runs import found_runs_of
from experiment.record.known_runs import check_as_left
from experiment.record.read_back import ReadBack, read_back
from experiment.record.read_sheet import read_sheet
from experiment.record.sealed_here import is_sealed_here
from experiment.record.storage import Storage
from experiment.record.sums import sha256
from experiment.record.unused import is_launched


class _Event(Glimpse):
    event_id: str


class _Step(Glimpse):
    event: _Event | None = None
    base_rate_shown: bool = True


class _Plan(Glimpse):
    steps: tuple[_Step, ...]


class _Sheet(Glimpse):
    plan_sha256: str


@dataclass(frozen=True)
class MayHaveShown:
    """What a run may have shown that its journal does not tell.

    Parameters
    ----------
    stem
        What the names of its files begin with.
    events
        Whose base rates; ``None``: nobody can tell, so any.
    damaged
        Whether its files do not hold against each other or the ledger, or are gone.
    """

    stem: str
    events: frozenset[str] | None
    damaged: bool = True


def doubtful_runs(storage: Storage, session: SessionFiles, ledger: Ledger) -> Iterator[MayHaveShown]:
    """Hold every run that a participant has in the place of a session against itself, and against the ledger.

    Nothing is refused: a visit cannot be repeated.
    """
    who = session.participant_id
    found = {run.stem: run for run in found_runs_of(storage, session.place, who)}
    entered = {stem for stem, lines in ledger.runs().items() if lines[0].participant_id == who}
    older = {stem for stem in ledger.older_runs if stem.startswith(f"sub-{who}_")}
    for stem in sorted((entered | older) - set(found)):
        yield MayHaveShown(stem, None)
    for stem, run in found.items():
        files = replace(run, session=replace(run.session, data=session.data, kind=session.kind))
        if stem not in entered and not storage.exists(files.sheet) and not is_launched(storage, files):
            continue  # a crash came before there was a run
        try:
            sheet = read_sheet(storage, files.sheet)
            back = None if is_sealed_here(ledger, stem) else read_back(storage, files, sheet)
            check_as_left(storage, files, sheet, ledger, accepted=never)
        except (Refusal, OSError, ValueError):
            yield MayHaveShown(stem, _planned(storage, files, ledger))
        else:
            ended = sheet.status in (SessionStatus.COMPLETE, SessionStatus.ABORTED)
            if back is not None and not ended and not _left_is_known(ledger, stem):
                yield MayHaveShown(stem, _in_progress(back, storage.read(files.journal)), damaged=False)


def _left_is_known(ledger: Ledger, stem: str) -> bool:
    last = next(reversed(ledger.runs().get(stem, ())), None)
    return isinstance(last, RunEnded) or (isinstance(last, RunInterrupted) and last.sums is not None)


def _in_progress(back: ReadBack, journal: bytes) -> frozenset[str]:
    """Name the event of the trial that a stop cut short: nothing but the end of the journal tells how far it came."""
    if not any(isinstance(entry, ScreenShown) and entry.event_id for entry in read_entries(journal).entries):
        return frozenset()  # no trial had begun
    following = [step for step in back.plan.steps if not isinstance(step, PagesPlan)][back.finished :][:1]
    return frozenset(step.event.event_id for step in following if isinstance(step, TrialPlan) and step.base_rate_shown)


def _planned(storage: Storage, files: RunFiles, ledger: Ledger) -> frozenset[str] | None:
    """Name the events whose base rate a run could have shown, by its plan, if that is the one it began with."""
    with suppress(OSError, ValueError):
        content = storage.read(files.plan)
        if {sha256(content)} == _plans_begun_with(storage, files, ledger):
            steps = _Plan.model_validate_json(content).steps
            return frozenset(step.event.event_id for step in steps if step.event and step.base_rate_shown)
    return None


def _plans_begun_with(storage: Storage, files: RunFiles, ledger: Ledger) -> set[str]:
    """Collect what ledger, sheet and journal say, each if it can: SHA-256 of the plan that the run began with."""
    said = {line.plan_sha256 for line in ledger.runs().get(files.stem, ()) if isinstance(line, RunEntered)}
    with suppress(OSError, ValueError):
        said.add(_Sheet.model_validate_json(storage.read(files.sheet)).plan_sha256)
    with suppress(OSError):
        begun = next(iter(read_entries(storage.read(files.journal)).entries), None)
        if isinstance(begun, RunBegun):
            said.add(begun.plan_sha256)
    return said

"""What has become of a participant's visits, seen in passing: what cannot be read is named, and stops nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timezone
from pathlib import Path

from experiment.config.visits import start_of
from experiment.format.glimpse import Glimpse
from experiment.format.ledger import Ledger, OfRun, RunEnded, RunEntered
from experiment.format.run_files import RunFiles, SessionFiles
from experiment.format.vocabulary import AbortReason, SessionKind, SessionStatus
from experiment.messages import Advice, Line
from experiment.record.find import Standing, standing
from experiment.record.found_runs import found_runs_of
from experiment.record.session_lock import is_running
from experiment.record.storage import Storage
from experiment.record.unused import is_launched


class _Launch(Glimpse):
    started_utc: datetime
    ended_early: AbortReason | None = None


class _Sheet(Glimpse):
    status: SessionStatus
    launches: tuple[_Launch, ...]


@dataclass(frozen=True)
class SeenRun:
    """A run of a visit: where it stands, when it was first started, if it was, and what is damaged of it."""

    standing: Standing
    started: datetime | None
    damage: Line | None = None
    """What keeps it from being read, and what to do."""
    ended_early: tuple[AbortReason | None, ...] = ()
    """Why each of its launches that ended before its time did, the first one first; ``None``: nobody can say."""


@dataclass
class SeenVisits:
    """The runs of each visit, the first one first, and the sheets that the ledger stands in for."""

    runs: dict[str, list[SeenRun]] = field(default_factory=dict)
    unreadable: list[Path] = field(default_factory=list)

    @property
    def done(self) -> tuple[str, ...]:
        """The visits that have a complete run."""
        return tuple(visit for visit, runs in self.runs.items() if _complete(runs))

    def standing_of(self, visit: str) -> Standing | None:
        """Return where a visit stands: by its complete run, or else the last one; ``None``: it has none."""
        runs = self.runs.get(visit, [])
        return (_complete(runs) or runs)[-1].standing if runs else None

    def damage_of(self, visit: str) -> Line | None:
        """Return what is damaged of the run by which a visit stands; ``None``: nothing, as far as can be seen."""
        return self.runs[visit][-1].damage if self.standing_of(visit) is Standing.DAMAGED else None

    def early_ends_of(self, visit: str) -> tuple[AbortReason | None, ...]:
        """Return why launches of a visit ended before their time, of whichever run, the first one first."""
        return tuple(why for run in self.runs.get(visit, []) for why in run.ended_early)

    @property
    def starts(self) -> dict[str, datetime]:
        """When each visit was started, under the name that it has as an anchor: its complete run, or else the last."""
        found: dict[str, datetime] = {}
        for visit, runs in self.runs.items():
            started = [run.started for run in _complete(runs) or runs if run.started is not None]
            if started:
                found[start_of(visit)] = started[-1]
        return found


def _complete(runs: Sequence[SeenRun]) -> list[SeenRun]:
    return [run for run in runs if run.standing is Standing.COMPLETE]


def seen_visits(storage: Storage, place: Path, participant_id: str, ledger: Ledger) -> SeenVisits:
    """Look at a participant's runs in a folder of sessions, and at those that only its ledger knows."""
    known = {stem: lines for stem, lines in ledger.runs().items() if lines[0].participant_id == participant_id}
    return seen_runs(storage, place, participant_id, known)


def seen_runs(storage: Storage, place: Path, participant_id: str, known: Mapping[str, Sequence[OfRun]]) -> SeenVisits:
    """Look at a participant's runs, and at those of which there are lines of the ledger only."""
    there = {files.stem: files for files in found_runs_of(storage, place, participant_id)}
    entered = {stem: _files(place, lines[0]) for stem, lines in known.items()}
    seen = SeenVisits()
    for stem, files in sorted({**entered, **there}.items(), key=lambda one: one[1].run):
        run = _seen(storage, files, known.get(stem, ()), seen) if stem in there else _gone(storage, files, known[stem])
        if run is not None:
            seen.runs.setdefault(files.session.visit, []).append(run)
    return seen


def _files(place: Path, line: OfRun) -> RunFiles:
    return SessionFiles(place, line.participant_id, line.visit, line.task, SessionKind.STUDY).run(line.run)


def _seen(storage: Storage, files: RunFiles, lines: Sequence[OfRun], seen: SeenVisits) -> SeenRun | None:
    sheet_is_there = storage.exists(files.sheet)
    if not sheet_is_there and not lines and not is_launched(storage, files):
        return None  # a stop came while it was put on the disk: nothing was shown
    try:
        sheet = _Sheet.model_validate_json(storage.read(files.sheet))
    except (OSError, ValueError):
        return _by_the_ledger(lines, files, seen) or _damaged(files.sheet, sheet_is_there, lines)
    early = tuple(one.ended_early for one in sheet.launches if one.ended_early is not None)
    return replace(_by_sheet(storage, files, sheet, lines), ended_early=early)


def _by_sheet(storage: Storage, files: RunFiles, sheet: _Sheet, lines: Sequence[OfRun]) -> SeenRun:
    """Say where a run stands whose sheet can be read."""
    started = _moment(sheet.launches[0].started_utc) if sheet.launches else None
    if sheet.status is SessionStatus.RUNNING and is_running(storage, files.session):
        return SeenRun(Standing.RUNNING, started)
    stands = standing(sheet.status)
    if stands is Standing.INTERRUPTED:  # it is to go on, from these
        for file in (files.plan, files.journal):
            if not storage.exists(file):
                return _damaged(file, False, lines, started)
    return SeenRun(stands, started)


def _by_the_ledger(lines: Sequence[OfRun], files: RunFiles, seen: SeenVisits) -> SeenRun | None:
    """Say of a run whose sheet cannot be read how it ended, as the ledger has it; ``None``: it does not tell."""
    last = lines[-1] if lines else None
    if not isinstance(last, RunEnded):
        return None
    seen.unreadable.append(files.sheet)
    early = (None,) if last.status is SessionStatus.ABORTED else ()
    return SeenRun(standing(last.status), _begun(lines), ended_early=early)


def _damaged(file: Path, is_there: bool, lines: Sequence[OfRun], started: datetime | None = None) -> SeenRun:
    message = Advice.RUN_UNREADABLE if is_there else Advice.RUN_INCOMPLETE
    return SeenRun(Standing.DAMAGED, started or _begun(lines), message.say(file=file.name))


def _gone(storage: Storage, files: RunFiles, lines: Sequence[OfRun]) -> SeenRun | None:
    """Say of a run of which no record is found whether all of it is gone, or something of it has been left."""
    begun = _begun(lines)
    if begun is None:
        return None
    folder = files.session.folder
    for one in (folder.parent, folder):
        try:
            names = storage.names_in(one)
        except FileNotFoundError:
            break
        except OSError:  # it may be there all the same
            return _damaged(one, True, lines)
        if any(name.startswith(f"{files.stem}_") for name in names):
            return _damaged(files.sheet, False, lines)
    return SeenRun(Standing.MISSING, begun)


def _begun(lines: Sequence[OfRun]) -> datetime | None:
    """Return when a run was begun, as the ledger has it."""
    begun = next((line for line in lines if isinstance(line, RunEntered)), None)
    return None if begun is None else _moment(datetime.fromisoformat(begun.utc))


def _moment(started: datetime) -> datetime:
    return started if started.tzinfo else started.replace(tzinfo=timezone.utc)


def times_known(entered: Mapping[str, datetime], seen: SeenVisits) -> dict[str, datetime]:
    """Put together when things happened: anchors as they were entered, and the starts of visits."""
    return {**seen.starts, **entered}

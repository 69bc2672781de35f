"""All participants of a study and where each of their visits stands, read in passing: a damaged file stops nothing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from experiment.config.study_file import StudyFile
from experiment.design.schedule import Scheduled, scheduled
from experiment.design.windows import timing_of
from experiment.format.enrolment import Enrolment
from experiment.format.ledger import Ledger, OfRun
from experiment.format.run_files import SessionFiles, participant_file
from experiment.format.vocabulary import AbortReason, SessionKind, VisitStanding
from experiment.messages import Line, Refusal
from experiment.record.enrolments import enrolled_ids
from experiment.record.find import Standing, runs_of
from experiment.record.seen_visits import SeenVisits, seen_runs, times_known
from experiment.record.stopped import TooLate, goes_on_until
from experiment.record.storage import Storage

_STANDINGS = {
    Standing.COMPLETE: VisitStanding.DONE,
    Standing.RUNNING: VisitStanding.RUNNING,
    Standing.INTERRUPTED: VisitStanding.INTERRUPTED,
    Standing.ABORTED: VisitStanding.ABORTED,
    Standing.MISSING: VisitStanding.MISSING,
    Standing.DAMAGED: VisitStanding.DAMAGED,
}


@dataclass(frozen=True)
class BoardLine:
    """A participant, and their visits in the order of the arm."""

    enrolment: Enrolment
    visits: tuple[Scheduled, ...]


@dataclass(frozen=True)
class Board:
    """Every participant of a study.

    Parameters
    ----------
    lines
        In the order of their IDs.
    left_out
        Enrolments that cannot be read, are gone, or are of no arm of the study.
    unreadable
        Sheets of sessions that cannot be read; what the ledger says stands in for them.
    until
        Of which participant and visit a session that stopped may go on until when, where the study limits it.
    too_late
        Of which participant and visit the session was broken off too long ago to go on.
    damaged
        Of which participant and visit a session was begun, and what keeps it from being read, in a line.
    ended_early
        Of which participant and visit launches ended before their time, and why each of them, the first one first;
        ``None``: nobody can say why. That stays when the session has gone on, or has been done again.
    of_others
        How many participants of which other study are enrolled in the same folder.
    """

    lines: tuple[BoardLine, ...]
    left_out: tuple[Path, ...]
    unreadable: tuple[Path, ...]
    until: Mapping[tuple[str, str], datetime] = field(default_factory=dict)
    too_late: Mapping[tuple[str, str], TooLate] = field(default_factory=dict)
    damaged: Mapping[tuple[str, str], Line] = field(default_factory=dict)
    ended_early: Mapping[tuple[str, str], tuple[AbortReason | None, ...]] = field(default_factory=dict)
    of_others: Mapping[str, int] = field(default_factory=dict)


def board(storage: Storage, data: Path, study: StudyFile, ledger: Ledger, moment: datetime) -> Board:
    """Return where every visit stands at a moment, by what is known now.

    Raises
    ------
    OSError
        If the folder of enrolments cannot be looked into.
    """
    runs = _by_participant(ledger)
    lines, left_out, unreadable, of_others = [], list[Path](), list[Path](), Counter[str]()
    damaged = dict[tuple[str, str], Line]()
    ended_early = dict[tuple[str, str], tuple[AbortReason | None, ...]]()
    ids = enrolled_ids(storage, data)
    for who in sorted({*ids, *ledger.enrolments()}):
        found = _enrolment(storage, data, who)
        if found is None or (found.study == study.study and found.arm not in study.arms):
            left_out.append(participant_file(data, who))
        elif found.study == study.study:
            seen = seen_runs(storage, data, who, runs[who])
            unreadable += seen.unreadable
            damaged |= {(who, visit): line for visit in seen.runs if (line := seen.damage_of(visit)) is not None}
            ended_early |= {(who, visit): early for visit in seen.runs if (early := seen.early_ends_of(visit))}
            lines.append(BoardLine(found, visits_of(study, found, seen, moment)))
        else:
            of_others[found.study] += 1
    until, within = dict(_until(storage, data, study, lines)), study.resumable_for
    return Board(
        lines=tuple(lines),
        left_out=tuple(left_out),
        unreadable=tuple(unreadable),
        until={which: end for which, end in until.items() if moment <= end},
        too_late={
            which: TooLate(moment - end + within, within)
            for which, end in until.items()
            if within is not None and moment > end
        },
        damaged=damaged,
        ended_early=ended_early,
        of_others=of_others,
    )


def _until(
    storage: Storage, data: Path, study: StudyFile, lines: Iterable[BoardLine]
) -> Iterator[tuple[tuple[str, str], datetime]]:
    """Find until when the sessions that stopped may go on, where the study limits it."""
    if study.resumable_for is None:
        return
    for line in lines:
        who = line.enrolment.participant_id
        for visit in line.visits:
            if visit.standing in (VisitStanding.INTERRUPTED, VisitStanding.ABORTED):
                session = SessionFiles(data, who, visit.visit, study.task, SessionKind.STUDY)
                end = _until_when(storage, session, study)
                if end is not None:
                    yield (who, visit.visit), end


def _until_when(storage: Storage, session: SessionFiles, study: StudyFile) -> datetime | None:
    try:
        runs = runs_of(storage, session)
        return goes_on_until(storage, runs[-1], study.resumable_for) if runs else None
    except Refusal:  # it is named among what cannot be read, or says so itself when it is to go on
        return None


def visits_of(study: StudyFile, found: Enrolment, seen: SeenVisits, moment: datetime) -> tuple[Scheduled, ...]:
    """Return where each visit of a participant stands at a moment, in the order of the arm."""
    known = times_known(found.anchor_times, seen)
    return tuple(
        scheduled(
            timing_of(study, found.arm, visit, known, seen.done, moment),
            _begun(seen.standing_of(visit)),
            found.withdrawn is not None,
        )
        for visit in study.arms[found.arm].visits
    )


def _begun(standing: Standing | None) -> VisitStanding | None:
    return None if standing is None else _STANDINGS[standing]


def _by_participant(ledger: Ledger) -> defaultdict[str, dict[str, list[OfRun]]]:
    found: defaultdict[str, dict[str, list[OfRun]]] = defaultdict(dict)
    for stem, lines in ledger.runs().items():
        found[lines[0].participant_id][stem] = lines
    return found


def _enrolment(storage: Storage, data: Path, who: str) -> Enrolment | None:
    """Read an enrolment; ``None``: it is not there, or not to be read."""
    try:
        found = Enrolment.model_validate_json(storage.read(participant_file(data, who)))
    except (OSError, ValueError):
        return None
    return found if found.participant_id == who else None


def now_wanted(found: Board) -> Iterator[tuple[BoardLine, Scheduled]]:
    """Give the visits that somebody should look at now: due, overdue, interrupted, late, damaged or missing."""
    for line in found.lines:
        for visit in line.visits:
            if visit.standing in _WANTED:
                yield line, visit


_WANTED = (
    VisitStanding.RUNNING,
    VisitStanding.INTERRUPTED,
    VisitStanding.DAMAGED,
    VisitStanding.MISSING,
    VisitStanding.DUE,
    VisitStanding.OVERDUE,
    VisitStanding.LATE,
)

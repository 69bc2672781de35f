"""What a visit came to, in words: a few lines for whoever has just conducted it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta, tzinfo

from experiment.config.study_file import StudyFile
from experiment.design.schedule import Scheduled
from experiment.design.window_words import hours
from experiment.design.windows import zone_of
from experiment.format.run_files import RunFiles
from experiment.format.vocabulary import SessionKind, SessionStatus, VisitStanding
from experiment.format.wall_clock import now
from experiment.messages import Refusal
from experiment.record.find import Run
from experiment.record.stopped import goes_on_until
from experiment.record.storage import Disk
from experiment.record.visit_summary import VisitSummary, next_visit, visit_summary
from experiment.task.run_summary import RunSummary, Tally
from experiment.verbs.moment import shortly
from experiment.verbs.visit_words import from_until


def end_of_visit(files: RunFiles, study: StudyFile) -> tuple[str, ...]:
    """Sum up a run that has just ended; what cannot be read is said, and takes nothing from the session."""
    zone, moment = zone_of(study), now()
    try:
        found = visit_summary(Disk(), files)
        lines = list(summary_lines(found, zone, moment))
        if files.session.kind is SessionKind.STUDY:
            lines += _until_line(Run(files, found.run.sheet), study, zone, moment)
            lines.append(next_line(next_visit(Disk(), files, study, moment), zone, moment))
    except Refusal as no:
        return (str(no),)
    return tuple(lines)


def _until_line(run: Run, study: StudyFile, zone: tzinfo, today: datetime) -> Iterator[str]:
    """Write until when a session that was ended early may go on, where the study limits it."""
    until = goes_on_until(Disk(), run, study.resumable_for)
    if run.sheet.status is SessionStatus.ABORTED and until is not None:
        yield f"goes on: until {shortly(until, False, today, zone)}, with --resume"


def summary_lines(found: VisitSummary, zone: tzinfo, today: datetime) -> Iterator[str]:
    """Write what a run came to, from its beginning to how the display kept time."""
    run = found.run
    yield f"{run.sheet.participant_id} · {run.sheet.visit} · {_times(run, zone, today)}"
    if run.sheet.hours_since_anchor is not None and run.sheet.window is not None:
        why = f", for the reason: {run.sheet.window_reason}" if run.sheet.window_reason else ""
        yield f"time: {run.sheet.window}, {hours(timedelta(hours=run.sheet.hours_since_anchor))} after{why}"
    if run.estimates.planned:
        yield f"estimates: {_tally(run.estimates)}"
    if run.understood is not None:
        right = f"{run.understood.right} of {run.understood.planned} right"
        yield f"comprehension check: {right}, {run.understood.at_once} of them at once"
    if run.afterwards.planned:
        yield f"questions afterwards: {_tally(run.afterwards)}"
    yield f"pauses: {_pauses(run)}"
    for note in run.notes:
        yield f"note, {shortly(datetime.fromisoformat(note.utc), False, today, zone)}: {note.text}"
    kept = run.time_kept
    flagged = f"{_rows(kept.flagged)} with a timing flag, {_rows(kept.disturbed)} disturbed"
    if any(launch.apparatus.display is not None for launch in run.sheet.launches):
        lost = f"{kept.frames_dropped} frame{'' if kept.frames_dropped == 1 else 's'} lost"
        yield f"display: {lost}, the longest took {kept.frame_longest_ms:.0f} ms; {flagged}"
    else:
        yield f"display: none; {flagged}"


def next_line(visit: Scheduled | None, zone: tzinfo, today: datetime) -> str:
    """Write which visit comes next, with its day and hours."""
    if visit is None:
        return "next visit: none, this was the last"
    times = from_until(visit, today, zone)
    if times:
        return f"next visit: {visit.visit}, {times}"
    if visit.standing is VisitStanding.AWAITING:
        return f"next visit: {visit.visit}; its hours follow once the time of {' and '.join(visit.awaits)} is entered"
    return f"next visit: {visit.visit}"


def _times(run: RunSummary, zone: tzinfo, today: datetime) -> str:
    launches = run.sheet.launches
    began = datetime.fromisoformat(launches[0].started_utc) if launches else today
    times = len(launches) - 1
    again = "" if times <= 0 else f", gone on with {'once' if times == 1 else f'{times} times'}"
    early = "".join(
        f", ended early before ({str(reason).replace('_', ' ')})" for reason in run.sheet.earlier_ends.values()
    )
    return f"began {shortly(began, False, today, zone)}, {_minutes(run.on_screen_s)} on the screen{early}{again}"


def _tally(tally: Tally) -> str:
    rest = ((tally.missed, "missed"), (tally.unconfirmed, "not confirmed"), (tally.planned - tally.asked, "not asked"))
    said = [f"{tally.answered} of {tally.planned} answered", *(f"{number} {what}" for number, what in rest if number)]
    return ", ".join(said)


def _pauses(run: RunSummary) -> str:
    if not run.pauses:
        return "none"
    counts = Counter(pause.why for pause in run.pauses)
    reasons = ", ".join(f"{str(why).replace('_', ' ')} {number}" for why, number in counts.items())
    return f"{len(run.pauses)} ({reasons}), {_minutes(run.paused_s)} together"


def _rows(number: int) -> str:
    return f"{number} row{'' if number == 1 else 's'}"


def _minutes(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 60 else f"{seconds / 60:.0f} min"

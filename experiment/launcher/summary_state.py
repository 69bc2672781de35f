"""What is said at the end of a visit: how it went, its seal code, and when the next one is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from experiment.design.window_words import hours
from experiment.format.journal import NoteTaken
from experiment.format.vocabulary import SessionKind, SessionStatus
from experiment.launcher.board_state import when_of
from experiment.launcher.laboratory import Laboratory
from experiment.launcher.past_run import followed, until_when
from experiment.launcher.speaking import Speaker
from experiment.launcher.texts import Monitoring, Summary
from experiment.record.find import Run
from experiment.record.read_back import read_plan
from experiment.record.visit_summary import next_visit, visit_summary
from experiment.task.run_summary import RunSummary, Tally


@dataclass(frozen=True)
class SummaryState:
    """The page at the end of a visit.

    Parameters
    ----------
    said
        How it ended.
    of_seal, seal
        What to do with the seal code, and the code; nothing, if there is none to write down.
    lines
        What happened, each with its label.
    advice
        What the experimenter should be told about its files.
    """

    said: str
    of_seal: str
    seal: str
    lines: tuple[tuple[str, str], ...]
    advice: tuple[str, ...]


def summary_state(lab: Laboratory, run: Run, advice: tuple[str, ...], say: Speaker) -> SummaryState:
    """Sum up a session that has ended.

    Raises
    ------
    Refusal
        If its files cannot be read.
    """
    found = visit_summary(lab.storage, run.files)
    sheet = found.run.sheet
    facts = {"visit": sheet.visit, "participant": sheet.participant_id}
    early = sheet.status is not SessionStatus.COMPLETE and sheet.abort_reason is not None
    if early and sheet.abort_reason is not None:
        said = say(Summary.SUMMARY_EARLY, **facts, reason=say.word(sheet.abort_reason))
        if sheet.kind is SessionKind.STUDY:
            until = until_when(lab, run, say)
            said += until + (f" {say(Summary.HOW_IT_GOES_ON)}" if until or lab.goes_on_until(run) is None else "")
    else:
        said = say(Summary.SUMMARY_COMPLETE, **facts)
    notes = followed(lab, run.files, read_plan(lab.storage, run.files)).notes
    ends = "\n".join(say.word(reason) for reason in sheet.earlier_ends.values())
    before = [(say(Summary.ENDED_BEFORE), ends)] if ends else []
    lines = [*before, *_counts(found.run, say), (say(Summary.NOTES), _notes(notes, lab, say)), *_times(found.run, say)]
    if sheet.kind is SessionKind.STUDY:
        lines.append((say(Summary.NEXT_VISIT), _next(lab, run, say)))
    if sheet.kind is not SessionKind.STUDY:
        return SummaryState(say(Summary.REHEARSED, said=said), say(Summary.NOTHING_TO_WRITE), "", tuple(lines), advice)
    return SummaryState(
        said, say(Summary.SEAL if found.seal else Summary.NO_SEAL), found.seal or "", tuple(lines), advice
    )


def _counts(run: RunSummary, say: Speaker) -> Iterator[tuple[str, str]]:
    yield say(Monitoring.FINISHED), say(Monitoring.N_OF, number=run.finished, of=run.planned)
    yield say(Summary.ESTIMATES), _tally(run.estimates, say)
    if run.afterwards.planned:
        yield say(Summary.AFTERWARDS_LABEL), _tally(run.afterwards, say)
    if run.understood is not None:
        right = {"right": run.understood.right, "of": run.understood.planned, "at_once": run.understood.at_once}
        yield say(Summary.SUMMARY_COMPREHENSION), say(Summary.RIGHT_OF, **right)
    why = Counter(pause.why for pause in run.pauses)
    each = "\n".join(f"{number} × {say.word(reason)}" for reason, number in why.items())
    yield say(Summary.PAUSES), each or say(Summary.NONE)


def _tally(tally: Tally, say: Speaker) -> str:
    facts = {"answered": tally.answered, "planned": tally.planned, "missed": tally.missed}
    return say(Summary.TALLY, **facts, unconfirmed=tally.unconfirmed)


def _notes(notes: list[NoteTaken], lab: Laboratory, say: Speaker) -> str:
    """Write each note with the time of day at which it was given."""
    return "\n".join(f"{say.clock(note.utc, lab.zone)}  {note.text}" for note in notes) or say(Summary.NONE)


def _times(run: RunSummary, say: Speaker) -> Iterator[tuple[str, str]]:
    kept = run.time_kept
    yield say(Summary.DURATION), hours(timedelta(seconds=run.on_screen_s))
    facts = {"dropped": kept.frames_dropped, "longest": f"{kept.frame_longest_ms:.0f}", "flagged": kept.flagged}
    yield say(Summary.TIMING), say(Summary.LOST_OF, **facts, disturbed=kept.disturbed, rows=kept.rows)


def _next(lab: Laboratory, run: Run, say: Speaker) -> str:
    """Return when the next visit of the participant is."""
    visit = next_visit(lab.storage, run.files, lab.study.file, lab.clock())
    if visit is None:
        return say(Summary.NO_NEXT)
    when = say.together(when_of(visit, lab.clock(), lab.zone, say))
    return say(Summary.NEXT_AT, visit=visit.visit, when=when) if when else visit.visit

"""What stands on the board: the visits that somebody should look at now, and every participant's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from experiment.config.study_file import StudyFile
from experiment.design.schedule import Scheduled
from experiment.design.window_words import apart_in_words, hours
from experiment.format.vocabulary import AbortReason, VisitStanding
from experiment.launcher.refusals import said_line
from experiment.launcher.speaking import Speaker, When
from experiment.launcher.texts import OnBoard
from experiment.messages import Advice
from experiment.record.board import Board, now_wanted
from experiment.record.stopped import TooLate

_MARKS = {
    VisitStanding.RUNNING: "●",
    VisitStanding.INTERRUPTED: "‖",
    VisitStanding.ABORTED: "■",
    VisitStanding.OVERDUE: "▶",
    VisitStanding.DUE: "▶",
    VisitStanding.LATE: "⚠",
    VisitStanding.MISSING: "⚠",
    VisitStanding.DAMAGED: "⚠",
    VisitStanding.DONE: "✓",
    VisitStanding.LATER: "·",
    VisitStanding.AWAITING: "·",
    VisitStanding.WITHDRAWN: "–",
}
"""Beside the word, never in its place."""

_FIRST = (
    VisitStanding.RUNNING,
    VisitStanding.INTERRUPTED,
    VisitStanding.OVERDUE,
    VisitStanding.DUE,
    VisitStanding.LATE,
    VisitStanding.DAMAGED,
    VisitStanding.MISSING,
)
"""In this order somebody should look at visits."""

_HERE = {
    VisitStanding.RUNNING: OnBoard.FOLLOW_HERE,
    VisitStanding.INTERRUPTED: OnBoard.GO_ON_HERE,
    VisitStanding.OVERDUE: OnBoard.START_HERE,
    VisitStanding.DUE: OnBoard.START_HERE,
}


@dataclass(frozen=True)
class VisitCell:
    """A visit on the board.

    Parameters
    ----------
    standing
        Where it stands.
    said
        The same in a word, with its mark.
    when, shortly
        From when until when, or what it waits for, and that a session of it once ended before its time; the same in a
        few words.
    act
        What the button beside it says.
    """

    participant_id: str
    visit: str
    standing: VisitStanding
    said: str
    when: str
    shortly: str
    act: str


@dataclass(frozen=True)
class ParticipantRow:
    """A participant on the board: a cell, or nothing, for each visit of the study."""

    participant_id: str
    arm: str
    visits: tuple[VisitCell | None, ...]


@dataclass(frozen=True)
class BoardState:
    """The board.

    Parameters
    ----------
    now
        The visits that somebody should look at, what is due first.
    visits
        Names of the columns.
    rows
        Every participant.
    amiss
        What cannot be said, if there is something.
    """

    now: tuple[VisitCell, ...]
    visits: tuple[str, ...]
    rows: tuple[ParticipantRow, ...]
    amiss: str

    @property
    def running(self) -> VisitCell | None:
        """The session that is running."""
        return next((cell for cell in self.now if cell.standing is VisitStanding.RUNNING), None)


def board_state(
    found: Board, study: StudyFile, moment: datetime, zone: tzinfo, say: Speaker, amiss: Sequence[str] = ()
) -> BoardState:
    """Put the board into words.

    Parameters
    ----------
    amiss
        What is wrong with the whole data folder, in words.
    """

    def cell(participant_id: str, visit: Scheduled) -> VisitCell:
        standing, late = visit.standing, found.too_late.get((participant_id, visit.visit))
        until = found.until.get((participant_id, visit.visit))
        goes_on = () if until is None else (say(OnBoard.UNTIL, until=say.when(When.UNTIL, until, zone, now=moment)),)
        when = (*goes_on, *when_of(visit, moment, zone, say)) if late is None else tuple(_not_any_more(late, say))
        damage = found.damaged.get((participant_id, visit.visit))
        if damage is not None:
            when = (say(OnBoard.NOT_WHOLE), said_line(damage, say))
        early = found.ended_early.get((participant_id, visit.visit), ())
        is_in_the_word = standing is VisitStanding.ABORTED and len(early) == 1
        why = f" ({_why_early(early[0], say)})" if is_in_the_word else ""
        before = () if is_in_the_word else tuple(_ended_early(early, say))
        return VisitCell(
            participant_id=participant_id,
            visit=visit.visit,
            standing=standing,
            said=f"{_MARKS[standing]} {say.word(standing)}{why}",
            when=say.together((*(when if late is None and damage is None else when[-1:]), *before)),
            shortly="\n".join((*when[:1], *before)),
            act=say(_HERE.get(standing, OnBoard.OPEN) if late is None else OnBoard.BEGIN_AGAIN_HERE),
        )

    wanted = sorted(now_wanted(found), key=lambda pair: _urgency(pair[1]))
    visits = tuple(study.visits)
    rows = []
    for line in found.lines:
        who = line.enrolment.participant_id
        cells = {one.visit: cell(who, one) for one in line.visits}
        rows.append(ParticipantRow(who, line.enrolment.arm, tuple(cells.get(visit) for visit in visits)))
    files, by_the_ledger = (", ".join(file.name for file in some) for some in (found.left_out, found.unreadable))
    of_others = () if found.lines else tuple(found.of_others)  # whoever has some of their own need not be told
    return BoardState(
        now=tuple(cell(line.enrolment.participant_id, visit) for line, visit in wanted),
        visits=visits,
        rows=tuple(rows),
        amiss="\n".join(
            (
                *amiss,
                *([say(OnBoard.OF_OTHERS, studies=", ".join(sorted(of_others)))] if of_others else []),
                *([say(OnBoard.LEFT_OUT, files=files)] if files else []),
                *([said_line(Advice.STATUS_BY_THE_LEDGER.say(files=by_the_ledger), say)] if by_the_ledger else []),
            )
        ),
    )


def _urgency(visit: Scheduled) -> tuple[int, float]:
    ends = visit.ends.timestamp() if visit.ends else float("inf")
    return _FIRST.index(visit.standing), ends


def _not_any_more(late: TooLate, say: Speaker) -> Iterator[str]:
    """Say of a session that was broken off too long ago to go on that it begins again: in a few words, and in whole."""
    yield say(OnBoard.TOO_LATE)
    yield say(OnBoard.TOO_LATE_AND, age=hours(late.age), within=hours(late.within))


def _ended_early(reasons: Sequence[AbortReason | None], say: Speaker) -> Iterator[str]:
    """Say how often sessions of a visit ended before their time, and why each of them."""
    if reasons:
        times = OnBoard.ENDED_EARLY_ONCE if len(reasons) == 1 else OnBoard.ENDED_EARLY_TIMES
        yield say(times, times=len(reasons), reasons=", ".join(_why_early(one, say) for one in reasons))


def _why_early(reason: AbortReason | None, say: Speaker) -> str:
    return say(OnBoard.REASON_UNKNOWN) if reason is None else say.word(reason)


def when_of(visit: Scheduled, moment: datetime, zone: tzinfo, say: Speaker) -> Iterator[str]:
    """Return when a visit may take place, and what is amiss with it."""
    if visit.standing in (VisitStanding.DONE, VisitStanding.WITHDRAWN):
        return
    if visit.begins is not None and visit.due is not None and visit.ends is not None:
        if visit.standing is VisitStanding.LATER:
            yield say.when(When.FROM, visit.begins, zone, visit.in_days, moment)
        else:
            begins, ends = (say.moment(one, zone, visit.in_days, moment) for one in (visit.begins, visit.ends))
            due = say.when(When.DUE, visit.due, zone, visit.in_days, moment)
            yield say(OnBoard.FROM_TO, begins=begins, ends=ends, due=due)
    if visit.apart is not None:
        yield apart_in_words(visit.apart, say.window_words)
    if visit.standing is VisitStanding.AWAITING:
        yield say(OnBoard.AWAITS, name=say.anchor(visit.awaits[0]))
    if visit.overtaken is not None:
        yield say(OnBoard.COMES_BEFORE, name=say.anchor(visit.overtaken))
    if visit.undone:
        yield say(OnBoard.NOT_DONE_BEFORE, names=", ".join(visit.undone))

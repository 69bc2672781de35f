"""What stands in the window that follows a session."""

from __future__ import annotations

from dataclasses import dataclass, replace

from experiment.format.session_line import SessionRefused, SessionState
from experiment.format.vocabulary import PauseReason, StopCause
from experiment.launcher.refusals import said_of
from experiment.launcher.speaking import Speaker
from experiment.launcher.texts import Monitoring, Starting

_SILENT_MIN = 3
"""So long may somebody read a page."""


@dataclass(frozen=True)
class SentNote:
    """A note, and the time of day at which it was sent."""

    time: str
    text: str


@dataclass(frozen=True)
class Followed:
    """What is known of a session that is followed.

    Parameters
    ----------
    participant_id, visit
        Whose session, and which.
    can_order
        Whether it takes orders from here.
    state
        As it has told last; ``None``: nothing yet.
    sent
        The notes that were sent from here.
    notes_before
        How many notes the journal held when the first was sent.
    is_rehearsal
        Whether nothing of it counts.
    stopped
        Why it cannot go on, as it has told; ``None``: it can.
    stopped_by
        What has broken it off, as its sheet says, where it tells nothing itself.
    silent_min
        For how many minutes nothing has been written, where it is followed by that.
    """

    participant_id: str
    visit: str
    can_order: bool
    state: SessionState | None = None
    sent: tuple[SentNote, ...] = ()
    notes_before: int = 0
    is_rehearsal: bool = False
    stopped: SessionRefused | None = None
    stopped_by: StopCause | None = None
    silent_min: int = 0

    @property
    def is_stopped(self) -> bool:
        """Whether it can never go on in its window."""
        return self.stopped is not None or self.stopped_by is not None

    def told(self, state: SessionState) -> Followed:
        """Take in how the session stands."""
        return replace(self, state=state, notes_before=state.notes if not self.sent else self.notes_before)

    def noted(self, note: SentNote) -> Followed:
        """Take in that a note was sent."""
        return replace(self, sent=(*self.sent, note))

    @property
    def kept(self) -> int:
        """How many of the notes that were sent are known to be written down."""
        return 0 if self.state is None else self.state.notes - self.notes_before

    @property
    def unkept(self) -> tuple[SentNote, ...]:
        """The others."""
        return self.sent[self.kept :]


@dataclass(frozen=True)
class MonitorState:
    """The window's words.

    Parameters
    ----------
    standing
        Whether the session runs, pauses, is being opened, is being ended or has stopped.
    is_paused
        Whether it pauses.
    is_ending
        Whether it is being ended before its time: its last page is on, and it can be paused no more.
    is_stopped
        Whether it can never go on in this window: nothing is taken by it then.
    lines
        What is said of it, each with its label.
    share
        How much of it is finished, from 0 to 1.
    hint
        What can be done where nothing can be done from here.
    """

    title: str
    standing: str
    is_paused: bool
    is_ending: bool
    is_stopped: bool
    lines: tuple[tuple[str, str], ...]
    share: float
    notes: tuple[str, ...]
    hint: str


def monitor_state(followed: Followed, say: Speaker) -> MonitorState:
    """Put into words what is known of a session."""
    state = followed.state
    if followed.is_stopped:
        standing = say(Monitoring.IS_STOPPED)
    elif state is None:
        standing = say(Monitoring.OPENING)
    elif state.reason is not None:
        standing = say(Monitoring.IS_ENDING, why=say.word(state.reason))
    elif state.paused is not None:
        standing = say(Monitoring.IS_PAUSED, why=say.word(state.paused))
    else:
        standing = say(Monitoring.IS_RUNNING)
    if followed.is_rehearsal:
        standing = say(Monitoring.REHEARSAL, standing=standing)
    hint = ""
    if followed.stopped is not None:
        hint = f"{said_of(followed.stopped, say)}\n{say(Monitoring.STOPPED_HOW)}"
    elif followed.stopped_by is not None:
        why = say(Starting.BROKEN_OFF, cause=say.word(followed.stopped_by))
        hint = f"{why} {say(Monitoring.KEPT_ALL)}\n{say(Monitoring.STOPPED_HOW)}"
    elif not followed.can_order:
        hint = _from_outside(followed, say)
    elif state is not None and state.reason is not None:
        hint = say(Monitoring.ENDING_HOW)
    elif state is not None and state.paused is not None:
        hint = say(Monitoring.HOW_TO_GO_ON)
    return MonitorState(
        title=f"{followed.participant_id}  ·  {followed.visit}",
        standing=standing,
        is_paused=state is not None and isinstance(state.paused, PauseReason),
        is_ending=state is not None and state.reason is not None,
        is_stopped=followed.is_stopped,
        lines=_lines(state, say),
        share=state.finished / state.recorded if state is not None and state.recorded else 0.0,
        notes=_notes(followed, say),
        hint=hint,
    )


def _from_outside(followed: Followed, say: Speaker) -> str:
    """Say what cannot be done from here; and that nothing is written, where that may mean that something is amiss."""
    hint = say(Monitoring.FROM_OUTSIDE)
    state = followed.state
    if followed.silent_min < _SILENT_MIN or (state is not None and state.paused is not None):
        return hint
    return f"{say(Monitoring.SILENT, minutes=followed.silent_min)}\n{hint}"


def _lines(state: SessionState | None, say: Speaker) -> tuple[tuple[str, str], ...]:
    if state is None:
        values = ("–",) * 6
    else:
        number = say(Monitoring.N_OF, number=state.number, of=state.of) if state.of else say(Monitoring.PAGES)
        values = (
            say.word(state.part),
            number,
            say(Monitoring.N_OF, number=state.finished, of=state.recorded),
            say(Monitoring.MINUTES, minutes=state.minutes_left),
            say(Monitoring.MISSED_N, missed=state.missed, unconfirmed=state.unconfirmed),
            str(state.frames_dropped),
        )
    labels = (
        Monitoring.PART,
        Monitoring.TRIAL,
        Monitoring.FINISHED,
        Monitoring.LEFT,
        Monitoring.MISSED,
        Monitoring.FRAMES,
    )
    return tuple(zip(map(say, labels), values, strict=True))


def _notes(followed: Followed, say: Speaker) -> tuple[str, ...]:
    not_yet = Monitoring.NOTE_LOST if followed.is_stopped else Monitoring.NOTE_SENT
    return tuple(
        say(Monitoring.NOTE_KEPT if place < followed.kept else not_yet, time=note.time, text=note.text)
        for place, note in enumerate(followed.sent)
    )

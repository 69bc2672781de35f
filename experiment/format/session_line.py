"""What a session and the launcher say to each other: a line at a time, over the session's standard input and output.

To the session: ``pause``, ``end technical``, ``note asked for water``, ``away``, ``front``. From it: JSON, `said`
tells which. A line that is not understood is passed over, so that neither side can bring the other down.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from experiment.format.check_report import CheckLine, Verdict
from experiment.format.vocabulary import AbortReason, PauseReason, SessionPart, SessionStatus
from experiment.format.worded_facts import Said

LONGEST_NOTE = 500
"""Characters; a line is much shorter than what a pipe takes at once."""


@dataclass(frozen=True)
class Pause:
    """The session is to pause, now."""


@dataclass(frozen=True)
class End:
    """The session is to be ended before its time."""

    reason: AbortReason


@dataclass(frozen=True)
class Note:
    """Something is to be written down with the time at which it was said."""

    text: str


@dataclass(frozen=True)
class Front:
    """The task is to have the keyboard again, which the launcher had while somebody wrote."""


@dataclass(frozen=True)
class Away:
    """The launcher has the keyboard from now on, since somebody writes there: no other window has taken it."""


Order: TypeAlias = Pause | End | Note | Away | Front

_WORDS: Mapping[str, Order] = {"pause": Pause(), "away": Away(), "front": Front()}
"""Orders that are one word."""


def order_line(order: Order) -> bytes:
    """Write what is asked of a session."""
    match order:
        case End(reason=reason):
            said = f"end {reason}"
        case Note(text=text):
            said = f"note {as_note(text)}"
        case _:
            said = next(word for word, known in _WORDS.items() if known == order)
    return f"{said}\n".encode()


def read_order(line: bytes) -> Order | None:
    """Read what is asked of a session; ``None``: nothing that it knows."""
    verb, _, rest = line.decode("utf-8", "replace").strip().partition(" ")
    if not rest and verb in _WORDS:
        return _WORDS[verb]
    if verb == "end" and rest in list(AbortReason):
        return End(AbortReason(rest))
    note = as_note(rest) if verb == "note" else ""
    return Note(note) if note else None


def as_note(text: str) -> str:
    """Write a note on one line, without what cannot be seen, and not endless."""
    return " ".join("".join(one if one.isprintable() else " " for one in text).split())[:LONGEST_NOTE]


class _Saying(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class SessionState(_Saying):
    """How a session stands.

    Parameters
    ----------
    part
        The part that is going on.
    number, of
        Which of its trials or questions is on, and how many it has; 0 of 0: it has pages only.
    finished, recorded
        How many trials and questions of the session are finished, and how many there are.
    minutes_left
        How long the rest will take, as planned.
    answered, missed, unconfirmed
        How the questions about events have ended so far.
    frames_dropped
        Refreshes that passed without a new frame, in the trials that are finished: as their rows say.
    pauses, notes
        How many there were.
    paused
        Why it pauses; ``None``: it does not.
    status, reason
        Whether it is running or has come to its end, and why if that was early: one that is running is being ended.
    """

    said: Literal["state"] = "state"
    participant_id: str
    visit: str
    run: int
    launch: int
    part: SessionPart
    number: int
    of: int
    finished: int
    recorded: int
    minutes_left: int
    answered: int
    missed: int
    unconfirmed: int
    frames_dropped: int
    pauses: int
    notes: int
    paused: PauseReason | None
    status: SessionStatus
    reason: AbortReason | None


class SessionOpening(_Saying):
    """Everything that can be known without a window allows the session: the window is being opened.

    Parameters
    ----------
    monitor
        Where the participant's monitor is on the desktop: left, top, width and height; ``None``: there is none of that
        number.
    """

    said: Literal["opening"] = "opening"
    who: str
    monitor: tuple[int, int, int, int] | None = None


class Told(_Saying):
    """A message for the experimenter: its name, its line in English, and its facts."""

    name: str
    line: str
    facts: dict[str, Said] = {}


class SessionEnded(_Saying):
    """A session has come to its end by itself, and is sealed.

    Parameters
    ----------
    reason
        Why, if that was early.
    seal
        Its code; ``None``: the ledger could not be written.
    advice
        What the experimenter should be told about its files.
    """

    said: Literal["ended"] = "ended"
    run: int
    reason: AbortReason | None
    seal: str | None
    advice: tuple[Told, ...]


class CopyMade(_Saying):
    """A backup has come to its end.

    Parameters
    ----------
    complete, ended_early, missing
        How many sessions of each kind it holds.
    unfinished, wrong
        Sessions that are unfinished, and what is not as it was recorded, in the words of the command.
    files
        How many the data folder has.
    changes
        What of it was copied now: how many files are new, are longer, have been exchanged.
    apart
        How many files are not as they were recorded, are in the copy alone, could not be copied.
    before_utc
        When the copy before was made; ``None``: there is none.
    whole
        Whether the copy is.
    copy_folder, report
        Where it is, and the page for the analyst.
    """

    said: Literal["copied"] = "copied"
    complete: int
    ended_early: int
    missing: int
    unfinished: tuple[str, ...]
    wrong: tuple[str, ...]
    files: int
    changes: tuple[int, int, int]
    apart: tuple[int, int, int]
    before_utc: str | None
    whole: bool
    copy_folder: str
    report: str
    advice: tuple[Told, ...]


class DrillStep(_Saying):
    """A step of the crash drill has come out as it should; ``facts`` is what it has found."""

    said: Literal["step"] = "step"
    step: int
    facts: dict[str, str] = {}


class Checked(_Saying):
    """A check of this computer has come to its end: its lines, the worst of which is its verdict."""

    said: Literal["checked"] = "checked"
    verdict: Verdict
    lines: tuple[CheckLine, ...]


class SessionRefused(_Saying):
    """A session cannot take place, or can no longer be recorded: the message's name, two sentences and facts."""

    said: Literal["refused"] = "refused"
    name: str
    what: str
    remedy: str
    facts: dict[str, Said] = {}


Saying: TypeAlias = Annotated[
    SessionState | SessionOpening | SessionEnded | SessionRefused | CopyMade | DrillStep | Checked,
    Field(discriminator="said"),
]

_ADAPTER: TypeAdapter[Saying] = TypeAdapter(Saying)


def saying_line(saying: Saying) -> bytes:
    """Write what a session says."""
    line = json.dumps(saying.model_dump(mode="json"), ensure_ascii=False, separators=(",", ":"))
    return line.encode(errors="replace") + b"\n"  # a path may hold bytes that are no text


def read_saying(line: bytes) -> Saying | None:
    """Read what a session says; ``None``: it is something else, such as what a library prints."""
    try:
        return _ADAPTER.validate_json(line)
    except ValidationError:
        return None

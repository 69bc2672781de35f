"""The ledger of a data folder: a line for each enrolment, and for each beginning and end of a run.

Every line holds the digest of the line before it, so that none can be changed, taken out or put in without the next
ones telling. What was there and is gone is missing, and not “never begun”. The last line of an ended run gives its seal
code, which the experimenter writes on the paper record: the anchor outside the computer.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Literal, TypeAlias

from pydantic import Field, TypeAdapter, ValidationError

from experiment.format.appended import AppendedLine
from experiment.format.interleaved import interleaved
from experiment.format.path_names import Label, NameWithin, RunNumber
from experiment.format.vocabulary import EnrolmentChange, SessionKind, SessionStatus, VisitWindow, WindowReason

FIRST_BEFORE = "0" * 64
"""What stands in the first line for the digest of the one before."""


class Line(AppendedLine):
    """What every line says: its number, when it was written, and SHA-256 of the line before it, line end included."""

    n: int = Field(ge=1)
    utc: str
    before: str


class LedgerBegun(Line):
    """The first line: which program began the ledger, and what runs and enrolments the folder held before.

    ``identity`` is drawn at random: two computers whose ledgers begin in one millisecond have two ledgers.
    """

    event: Literal["ledger_begun"] = "ledger_begun"
    identity: Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
    written_by: str
    runs: tuple[str, ...]
    participants: tuple[str, ...]


class LedgersCollected(Line):
    """Ledgers of other computers stand beside this one from here on: SHA-256 of the last line of each.

    So whatever follows here came after all that they tell, whatever the clocks say.
    """

    event: Literal["ledgers_collected"] = "ledgers_collected"
    last_lines: tuple[str, ...]


class EnrolmentEntered(Line):
    """Somebody is enrolled; SHA-256 of the file of their enrolment."""

    event: Literal["enrolled"] = "enrolled"
    participant_id: Label
    sha256: str


class EnrolmentChanged(Line):
    """An enrolment is corrected, somebody withdrawn or reinstated, an anchor entered; SHA-256 of the file then."""

    event: Literal["enrolment_changed"] = "enrolment_changed"
    participant_id: Label
    change: EnrolmentChange
    sha256: str


class EnrolmentAccepted(Line):
    """Somebody went on although an enrolment was not as it was entered, and confirmed it; SHA-256 of the file then."""

    event: Literal["enrolment_accepted"] = "enrolment_accepted"
    participant_id: Label
    sha256: str


class _OfRun(Line):
    participant_id: Label
    visit: Label
    task: Label
    run: RunNumber

    @property
    def stem(self) -> str:
        """What the names of the run's files begin with."""
        return f"sub-{self.participant_id}_ses-{self.visit}_task-{self.task}_run-{self.run}"


class RunEntered(_OfRun):
    """A run is on the disk, and nothing of it has been shown; SHA-256 of its plan, and the hash of its study's files.

    A study's first session freezes that hash; a later one under another hash says why.
    """

    event: Literal["run_begun"] = "run_begun"
    kind: SessionKind
    plan_sha256: str
    study: str
    study_fingerprint: str
    study_change_reason: str | None
    window: VisitWindow | None
    window_reason: WindowReason | None


class RunResumed(_OfRun):
    """A run that had come to an end is open again."""

    event: Literal["run_resumed"] = "run_resumed"
    launch: int


class RunInterrupted(_OfRun):
    """A run was found to have been broken off.

    ``sums`` are SHA-256 of its files as they were then; ``None``: they could not be synced.
    """

    event: Literal["run_interrupted"] = "run_interrupted"
    sums: dict[NameWithin, str] | None


class RunEnded(_OfRun):
    """A run has come to its end: SHA-256 of its file of checksums, and the seal code that follows from this line."""

    event: Literal["run_ended"] = "run_ended"
    status: SessionStatus
    sums_sha256: str
    seal: str


class DifferenceAccepted(_OfRun):
    """Somebody went on although a run was missing, not known to the ledger or not as it had it, and confirmed it."""

    event: Literal["difference_accepted"] = "difference_accepted"
    what: Literal["missing", "unknown", "changed"]


OfRun: TypeAlias = RunEntered | RunResumed | RunInterrupted | RunEnded | DifferenceAccepted

LedgerLine: TypeAlias = Annotated[
    LedgerBegun | LedgersCollected | EnrolmentEntered | EnrolmentChanged | EnrolmentAccepted | OfRun,
    Field(discriminator="event"),
]

_ADAPTER: TypeAdapter[LedgerLine] = TypeAdapter(LedgerLine)


@dataclass(frozen=True)
class Ledger:
    """What a ledger holds.

    Parameters
    ----------
    lines
        Those that can be read, in their order.
    faults
        What is not as it was written, in sentences.
    exists
        Whether there is a ledger at all: one without a whole line is none.
    """

    lines: tuple[LedgerLine, ...] = ()
    faults: tuple[str, ...] = ()
    exists: bool = False

    def runs(self) -> dict[str, list[OfRun]]:
        """Return the lines of each run, under what its files' names begin with."""
        found: dict[str, list[OfRun]] = {}
        for line in self.lines:
            if isinstance(line, OfRun):
                found.setdefault(line.stem, []).append(line)
        return found

    @property
    def older_runs(self) -> frozenset[str]:
        """What the files' names of runs begin with that were there before the ledger."""
        return frozenset(stem for line in self.lines if isinstance(line, LedgerBegun) for stem in line.runs)

    @property
    def older_participants(self) -> frozenset[str]:
        """Who was enrolled before there was a ledger."""
        return frozenset(who for line in self.lines if isinstance(line, LedgerBegun) for who in line.participants)

    def last_begun(self, study: str) -> RunEntered | None:
        """Find the last session of a study that was begun: its files are what the next one is held against."""
        begun = [line for line in self.lines if isinstance(line, RunEntered) and line.study == study]
        return next((line for line in reversed(begun) if line.kind is SessionKind.STUDY), None)

    def enrolments(self) -> dict[str, str]:
        """Return SHA-256 of each participant's enrolment, as it was written last."""
        return {
            line.participant_id: line.sha256
            for line in self.lines
            if isinstance(line, EnrolmentEntered | EnrolmentChanged | EnrolmentAccepted)
        }


def sealed(ended: RunEnded) -> RunEnded:
    """Give the line of an ended run its seal code."""
    return ended.model_copy(update={"seal": seal_code(ended)})


def line_text(line: Line) -> bytes:
    """Write one line."""
    return line.model_dump_json().encode() + b"\n"


def read_ledger(content: bytes) -> Ledger:
    """Read a ledger; what has been changed in it is said, and the rest read all the same."""
    lines: list[LedgerLine] = []
    faults: list[str] = []
    before = FIRST_BEFORE
    for number, text in enumerate(_whole_lines(content), start=1):
        try:
            line = _ADAPTER.validate_json(text)
        except ValidationError as error:
            faults.append(f"line {number} {_fault(error)}")
        else:
            if line_text(line) != text:
                faults.append(f"line {number} is written otherwise than this program writes it")
            if (line.n, line.before) != (number, before):
                faults.append(f"line {number} does not follow the one before it, which was changed, or one is gone")
            elif isinstance(line, RunEnded) and line.seal != seal_code(line):
                faults.append(f"line {number} has another seal code than follows from it")
            if (number == 1) != isinstance(line, LedgerBegun):
                faults.append(f"line {number}: a ledger has one beginning")
            lines.append(line)
        before = hashlib.sha256(text).hexdigest()
    return Ledger(tuple(lines), tuple(faults), exists=before != FIRST_BEFORE)


def read_line(text: bytes) -> LedgerLine:
    """Read one line that is known to be one."""
    return _ADAPTER.validate_json(text)


_ID_LETTERS = 12


def ledger_id(content: bytes) -> str | None:
    """Tell one ledger from another by its first line, which nothing else has; ``None``: there is no whole line."""
    first, end, _ = content.partition(b"\n")
    return hashlib.sha256(first).hexdigest()[:_ID_LETTERS] if end else None


def merged(ledgers: Sequence[Ledger]) -> Ledger:
    """Put the ledgers of several computers together: each line once, each ledger in its own order.

    What stands in a ledger after others were collected there comes after all that those tell; for the rest the times
    decide, which are the clocks' of several computers.
    """
    faults = tuple(fault for one in ledgers for fault in one.faults)
    lines = {line_text(line): line for one in ledgers for line in one.lines}
    named = {hashlib.sha256(text).hexdigest(): text for text in lines}

    def seen(text: bytes) -> list[bytes]:
        line = lines[text]
        return [named[one] for one in line.last_lines if one in named] if isinstance(line, LedgersCollected) else []

    in_order = interleaved([[*map(line_text, one.lines)] for one in ledgers], lambda text: lines[text].utc, seen)
    return Ledger(tuple(lines[text] for text in in_order), faults, any(one.exists for one in ledgers))


_NAMING = {"participant_id", "visit", "task", "run", "sums"}


def _fault(error: ValidationError) -> str:
    """Say why a line is none: first of all where a path could not be made of it."""
    keys = [str(key) for one in error.errors() for key in one["loc"][1:2]]
    impossible = next((key for key in keys if key in _NAMING), None)
    return "is no line of a ledger" + (f": no name can be made of its {impossible}" if impossible else "")


@dataclass(frozen=True)
class Follows:
    """What the next line of a ledger must say: its number, and the digest of the line before.

    ``after`` is how many bytes of the file are whole lines; what stands behind them was never finished.
    """

    n: int
    before: str
    after: int


def follows(content: bytes) -> Follows:
    """Find out what the next line must say, without reading all the others."""
    after = content.rfind(b"\n") + 1
    last = content[content.rfind(b"\n", 0, max(0, after - 1)) + 1 : after]
    before = hashlib.sha256(last).hexdigest() if last else FIRST_BEFORE
    return Follows(content.count(b"\n") + 1, before, after)


def _whole_lines(content: bytes) -> Iterator[bytes]:
    start = 0
    while (place := content.find(b"\n", start)) >= 0:
        yield content[start : place + 1]
        start = place + 1


_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no letter that is read as a digit or as another letter."""

_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})
_CODE_LETTERS = 8


def seal_code(ended: RunEnded) -> str:
    """Make the code of an ended run, such as ``K7QX-2M9P``: 40 bits of a digest of its line, all but the code itself.

    The line has the digest of the one before, and so the code stands for everything that was entered until then; and
    the digest of the run's checksums, and so of all its files.
    """
    said = ended.model_dump_json(exclude={"seal"})
    bits = int.from_bytes(hashlib.sha256(said.encode()).digest()[:5], "big")
    letters = "".join(_ALPHABET[bits >> 5 * place & 31] for place in reversed(range(_CODE_LETTERS)))
    return f"{letters[:4]}-{letters[4:]}"


def code_meant(typed: str) -> str | None:
    """Read a seal code that somebody has copied from paper; ``None``: it cannot be one."""
    letters = typed.upper().translate(_READ_AS)
    if len(letters) != _CODE_LETTERS or set(letters) - set(_ALPHABET):
        return None
    return f"{letters[:4]}-{letters[4:]}"

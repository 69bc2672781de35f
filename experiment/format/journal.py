"""What is written down besides the rows: everything with its time, one entry each.

Times are in seconds from the start of the launch. A screen stays until the next ``screen`` entry. Every cell of every
row follows from the plan and these entries (see :mod:`experiment.task.projection`).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from experiment.format.apparatus import FlipIntervals
from experiment.format.appended import AppendedLine
from experiment.format.made_here import made_here
from experiment.format.trial_row import AnswerColumns
from experiment.format.vocabulary import (
    AbortReason,
    AfterwardsQuestion,
    EndedBy,
    EstimationPhase,
    PauseReason,
    Question,
    SessionStatus,
)

AnyQuestion: TypeAlias = Annotated[Question | AfterwardsQuestion, Field(union_mode="left_to_right")]
"""What a question of a trial is called is never the name of one at the end."""


class Checksum(BaseModel):
    """Stands in the last of the entries that were written at once: SHA-256 of everything before it.

    ``safe_bytes`` were known to be on the disk by then: what comes after them may be lost in a power cut.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    safe_bytes: int
    sha256: str


class _Entry(AppendedLine):
    checksum: Checksum | None = Field(default=None, exclude=True)
    """Put there, and looked at, by whoever writes and reads the file."""

    @classmethod
    def __pydantic_init_subclass__(cls, **_: object) -> None:
        made_here(cls)


class _Timed(_Entry):
    t_s: float


class _BeforeTheFirstScreen(_Entry):
    t_s: Literal[0] = 0
    """The clock of a launch begins with it; what is put down before its first screen has no time of its own."""


class RunBegun(_BeforeTheFirstScreen):
    """The first entry: whose run this is, and SHA-256 of its plan and of its sheet as it was put down."""

    event: Literal["run_begun"] = "run_begun"
    participant_id: str
    visit: str
    run: int
    plan_sha256: str
    sheet_sha256: str


class LaunchStarted(_BeforeTheFirstScreen):
    """A launch of the run: its first, or a resume.

    ``frame_s`` is the refresh period of its display, ``sheet_sha256`` that of the sheet as this launch put it down.
    """

    event: Literal["launch_started"] = "launch_started"
    launch: int
    utc: str
    frame_s: float
    sheet_sha256: str


class LaunchEnded(_Timed):
    """The launch has come to its end by itself; a crash leaves no such entry.

    ``pauses`` are how many there were, and why.
    """

    event: Literal["launch_ended"] = "launch_ended"
    utc: str
    status: SessionStatus
    reason: AbortReason | None
    flip_intervals: FlipIntervals | None
    pauses: dict[PauseReason, int]


class TornTail(_BeforeTheFirstScreen):
    """Bytes of an unfinished write that were taken off a file before the run went on: how many, and how they began."""

    event: Literal["torn_tail"] = "torn_tail"
    file: str
    size_bytes: int
    text: str


class RowsRestored(_BeforeTheFirstScreen):
    """Rows that a CSV had lost, and that were written again as this journal tells them."""

    event: Literal["rows_restored"] = "rows_restored"
    file: str
    rows: int


class ScreenShown(_Timed):
    """The flip that first showed a screen; for a page of text, its name in the file of texts.

    A page whose words are made up here is called `feedback` (what is said to an answer of the comprehension check) or
    `welcome_back` (after a resume).
    """

    event: Literal["screen"] = "screen"
    show: str
    step: int | None
    phase: EstimationPhase | None = None
    event_id: str | None = None
    question: AnyQuestion | None = None
    page: str | None = None
    base_rate_pct: int | None = None
    planned_s: float | None = None


class ScreenOver(_Timed):
    """The screen that is on has ended, with the flip that showed the next. How the display kept time meanwhile.

    ``ended_by`` is ``None`` for one that was broken off before it was listened to.
    """

    event: Literal["screen_over"] = "screen_over"
    ended_by: EndedBy | None
    frames_dropped: int
    frame_longest_s: float


class _OfAScreen(_Timed):
    step: int | None
    question: AnyQuestion | None


class KeyPressed(_OfAScreen):
    """A key went down, whatever it meant.

    ``late`` marks one that was made in the last frame of a screen, after the task had last looked.
    """

    event: Literal["key"] = "key"
    key: str
    name: str
    during: str
    late: bool = False


class MouseUsed(_OfAScreen):
    """The left mouse button went down or up.

    ``share`` is the place along the slider's track, from 0 to 1; ``target`` is what the button went down on.
    """

    event: Literal["mouse"] = "mouse"
    act: str
    share: float | None
    target: str | None = None
    during: str
    late: bool = False


class SliderMoved(_OfAScreen):
    """The slider's marker was put somewhere, or taken away (``None``)."""

    event: Literal["slider"] = "slider"
    value: int | None
    by: str


class PagesDone(_Timed):
    """The participant went on from the last of some pages."""

    event: Literal["pages_done"] = "pages_done"
    step: int


class ComprehensionAnswered(_Timed):
    """A question of the comprehension check was answered, rightly or not."""

    event: Literal["comprehension"] = "comprehension"
    step: int
    attempt: int
    chosen: int
    right: bool
    onset_s: float
    rt_s: float | None


class TrialStarted(_Timed):
    """A presentation of a trial begins."""

    event: Literal["trial_started"] = "trial_started"
    step: int
    attempt: int


class TrialInterrupted(_Timed):
    """A presentation was broken off; it is void, unless its answers were kept."""

    event: Literal["trial_interrupted"] = "trial_interrupted"
    step: int
    attempt: int
    void: bool


class KeptAnswer(_Entry):
    """One answer that stands, whatever happens next."""

    phase: EstimationPhase
    question: Question
    answer: AnswerColumns

    def is_of(self, ended: Answered) -> bool:
        """Return whether this is the answer to a question that has ended."""
        return (self.phase, self.question) == (ended.phase, ended.question)


class AnswersKept(_Timed):
    """The answers that were given before the base rate was seen; on disk before its first frame."""

    event: Literal["answers_kept"] = "answers_kept"
    step: int
    attempt: int
    answers: tuple[KeptAnswer, ...]

    def amended(self, ended: Answered) -> AnswersKept:
        """Take in how a kept question ended: its last press may have come while the answers were being synced."""
        final = replace(ended.answer, onset_s=None)
        answers = tuple(
            kept.model_copy(update={"answer": final}) if kept.is_of(ended) else kept for kept in self.answers
        )
        return self.model_copy(update={"answers": answers})


class Answered(_Timed):
    """A question has ended, with the flip that took it off; without a phase it was asked after the trials."""

    event: Literal["answer"] = "answer"
    step: int
    phase: EstimationPhase | None
    question: AnyQuestion
    answer: AnswerColumns


class ClocksJumped(_Timed):
    """The clocks of the computer have parted while a screen was on: it slept, or its time of day was set.

    ``t_s`` is when that was found; ``slept_s`` is how long it slept, ``set_s`` by how much its time of day was set.
    Times over this moment are no times.
    """

    event: Literal["clocks_jumped"] = "clocks_jumped"
    slept_s: float
    set_s: float


class StoodStill(_Timed):
    """The program did nothing, from `from_s` to `t_s`, for longer than the key queue can bridge.

    Stamps of that time may be those of its end.
    """

    event: Literal["stood_still"] = "stood_still"
    from_s: float


class NoteTaken(_Timed):
    """The experimenter has noted something, at `utc`; it stands where there was time to put it into the journal."""

    event: Literal["note"] = "note"
    utc: str
    text: str


class PauseBegun(_Timed):
    """The task pauses; what was on the screen is broken off."""

    event: Literal["pause_begun"] = "pause_begun"
    why: PauseReason


class Disturbed(_Timed):
    """What is not as it was at the beginning; nothing: all is as it was again. Until then a session does not go on."""

    event: Literal["disturbed"] = "disturbed"
    amiss: tuple[PauseReason, ...]


class PauseEnded(_Timed):
    """The pause is over: the task goes on, or the session is ended for a reason."""

    event: Literal["pause_ended"] = "pause_ended"
    reason: AbortReason | None


JournalEntry: TypeAlias = Annotated[
    RunBegun
    | LaunchStarted
    | LaunchEnded
    | TornTail
    | RowsRestored
    | ScreenShown
    | ScreenOver
    | KeyPressed
    | MouseUsed
    | SliderMoved
    | PagesDone
    | ComprehensionAnswered
    | TrialStarted
    | TrialInterrupted
    | AnswersKept
    | Answered
    | ClocksJumped
    | StoodStill
    | NoteTaken
    | PauseBegun
    | Disturbed
    | PauseEnded,
    Field(discriminator="event"),
]

_ADAPTER: TypeAdapter[JournalEntry] = TypeAdapter(JournalEntry)


def read_entry(line: bytes) -> JournalEntry:
    """Read one line of a journal.

    Raises
    ------
    pydantic.ValidationError
        If it is none.
    """
    return _ADAPTER.validate_json(line)

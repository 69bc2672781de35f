"""The study file: lists, pages, and the sequence of screens in each phase; arms and visits are in `visits`."""

from __future__ import annotations

from datetime import timedelta
from enum import Enum
from typing import Annotated, Literal, TypeVar

from pydantic import AfterValidator, Field, model_validator

from experiment.config.code_pattern import checked_pattern
from experiment.config.faults import Fault
from experiment.config.model import (
    AfterwardsName,
    Attempts,
    Count,
    Day,
    Digit,
    Duration_s,
    Flag,
    Int,
    Label,
    Language,
    Minimum_s,
    Model,
    Name,
    Percent,
    Plain,
    Rating,
    RelativePath,
    impersonal,
    wrong,
)
from experiment.config.quality import Quality
from experiment.config.trial_screens import Screen, Screens
from experiment.config.visits import Arm, Hours, Visit, Window
from experiment.format.scale import AnswerScale
from experiment.format.vocabulary import (
    MEMORY,
    AfterwardsQuestion,
    AnswerInput,
    Confirmation,
    EstimationPhase,
    Question,
)


class Stimuli(Model):
    """The other files, relative to this one."""

    events: RelativePath
    texts: RelativePath


class ParticipantIds(Model):
    """What a code looks like."""

    pattern: Annotated[str, AfterValidator(checked_pattern)]
    """Regular expression that a whole code must match: letters and digits only, 32 at most."""


class Reviewed(Model):
    """Who has taken responsibility for events and rates."""

    role: Annotated[Plain, AfterValidator(impersonal)]
    """A role, never a name."""
    date: Day
    hash: Annotated[str, Field(pattern=r"^[0-9a-f]{12,64}$")] | None = None
    """Of the files as they were reviewed, in quotes; `validate` says it. A study session needs it."""

    def is_of(self, fingerprint: str) -> bool:
        """Return whether these files were reviewed, by their hash or its beginning."""
        return self.hash is not None and fingerprint.startswith(self.hash)


class Orders(str, Enum):
    """How the order of the lists is drawn at enrolment."""

    PERMUTED_BLOCKS = "permuted_blocks"


class Lists(Model):
    """Which events there are, and in which order participants meet them."""

    names: Annotated[tuple[Name, ...], Field(min_length=1, max_length=5)]
    """The event lists that are rotated."""
    events_per_list: Count
    """How many events each must have."""
    orders: Orders
    """All orders of the lists, in seeded permuted blocks within each arm."""
    repeat_lists: Flag = False
    """true: a participant may have the same list at several visits, and knows its base rates from the first of them."""


class Scale(Model):
    """The range of an answer."""

    minimum_pct: Percent
    maximum_pct: Percent

    @model_validator(mode="after")
    def _ordered(self) -> Scale:
        if self.minimum_pct >= self.maximum_pct:
            raise wrong(Fault.RANGE_EMPTY, minimum=self.minimum_pct, maximum=self.maximum_pct)
        return self


class Estimate(Scale):
    """How an estimate is given."""

    input: AnswerInput
    confirm: Confirmation
    """For typed answers: enter, the Enter key; auto, the last digit, if nothing follows for 0.4 s, or the Enter key."""
    start_pct: Percent | Literal["drawn"] | None = None
    """For sliders: where the marker of an estimate stands at first; drawn: anywhere, anew each time; null: nowhere."""

    @model_validator(mode="after")
    def _start_on_the_track(self) -> Estimate:
        if self.start_pct is not None and self.input is not AnswerInput.SLIDER:
            raise wrong(Fault.START_OF_TYPED_ANSWER)
        if isinstance(self.start_pct, int) and not self.minimum_pct <= self.start_pct <= self.maximum_pct:
            raise wrong(Fault.START_OUTSIDE_RANGE, start=self.start_pct)
        return self


_WithBreaks = TypeVar("_WithBreaks", "Phase", "Afterwards")


def _break_is_whole(part: _WithBreaks) -> _WithBreaks:
    if (part.break_every is None) != (part.break_page is None):
        raise wrong(Fault.HALF_A_BREAK)
    return part


class Comprehension(Model):
    """A short check, before the first phase, that the task is understood."""

    pages: tuple[Name, ...] = ()
    """Pages before the questions."""
    questions: Annotated[tuple[Name, ...], Field(min_length=1)]
    """Questions of the file of texts, in their order."""
    attempts: Attempts
    """How often each is asked at most; then the session goes on, and the data say that it was not passed."""


class Ratings(Model):
    """The scale of the ratings."""

    minimum: Digit
    maximum: Digit

    @model_validator(mode="after")
    def _ordered(self) -> Ratings:
        if self.minimum >= self.maximum:
            raise wrong(Fault.RANGE_EMPTY, minimum=self.minimum, maximum=self.maximum)
        return self


class OwnScale(Model):
    """The scale of one question at the end, in place of that of the ratings: a Likert or a visual analogue scale."""

    minimum: Rating
    maximum: Rating
    input: AnswerInput | None = None
    """typed or slider; null: as estimates are given."""
    figures: Flag = True
    """false: no figures are seen, only the words of its ends (a visual analogue scale, on a slider)."""

    @model_validator(mode="after")
    def _whole(self) -> OwnScale:
        if self.minimum >= self.maximum:
            raise wrong(Fault.RANGE_EMPTY, minimum=self.minimum, maximum=self.maximum)
        if not self.figures and self.input is not AnswerInput.SLIDER:
            raise wrong(Fault.TYPED_WITHOUT_FIGURES)
        return self


class Afterwards(Model):
    """How a visit's questions about each event are asked when its trials are over, at the participant's own pace."""

    fixation_s: Duration_s
    """A cross before each question."""
    break_every: Count | None = None
    """A break after so many questions, counted over all that are asked."""
    break_page: Name | None = None
    """The page of the break."""
    ratings: Ratings | None = None
    """The scale of every question but memory, which is answered like an estimate."""
    scales: dict[AfterwardsName, OwnScale] = Field(default_factory=dict)
    """Questions that have a scale of their own."""

    @model_validator(mode="after")
    def _whole_break(self) -> Afterwards:
        return _break_is_whole(self)


class Practice(Model):
    """Trials before the first phase, with its screens."""

    events: Name
    """The list they are drawn from."""
    trials: Count
    pages: tuple[Name, ...] = ()
    """Pages before the practice."""


class Retest(Model):
    """Events that are asked about in both phases like the others, and whose base rate is never shown.

    What changes between the two estimates of such an event is the noise of answering.
    """

    events: Name
    """The list they are taken from; each list of the study has its own of them, drawn once for the study."""
    trials: Count
    """How many go with each list."""


class Resume(Model):
    """Until when a session that was broken off, or ended early, may go on."""

    within_h: Annotated[Hours, Field(gt=0)]
    """So many hours after it stopped; later than that, the visit can only be begun again, as a new run."""


class TrialOrder(str, Enum):
    """In which order the events of a phase come."""

    RANDOM = "random"
    FIXED = "fixed"


class Phase(Model):
    """Every event once. A phase with both estimates is a within-trial design."""

    order: TrialOrder
    """random: each participant, and each phase, in an order of its own; fixed: as the file of events lists them."""
    break_every: Count | None = None
    """A break after so many trials."""
    break_page: Name | None = None
    """The page of the break."""
    pages: tuple[Name, ...] = ()
    """Pages before the phase (after the practice)."""
    first_estimate: Screens | None = None
    """The screens of a trial up to and with the base rate."""
    second_estimate: Screens | None = None
    """The screens of a trial once the base rate is known."""

    @model_validator(mode="after")
    def _complete(self) -> Phase:
        if not self.parts:
            raise wrong(Fault.PHASE_WITHOUT_SCREENS)
        return _break_is_whole(self)

    @property
    def parts(self) -> tuple[tuple[EstimationPhase, tuple[Screen, ...]], ...]:
        """The screens of a trial by estimation phase."""
        named = ((EstimationPhase.FIRST, self.first_estimate), (EstimationPhase.SECOND, self.second_estimate))
        return tuple((phase, tuple(entry.screen for entry in screens)) for phase, screens in named if screens)


class StudyFile(Model):
    """Everything that decides what happens in the sessions of a study."""

    study: Name
    """Name of the study in the data."""
    task: Label
    """Name of the task in file names."""
    languages: Annotated[tuple[Language, ...], Field(min_length=1)]
    """Languages that every text must exist in."""
    experimenter_language: Language | None = None
    """The laboratory's: of what the experimenter reads on the participant's screen; null: the first of languages."""
    stimuli: Stimuli
    seed: Int
    """Every draw of the study derives from it."""
    participant_id: ParticipantIds
    operator_code: ParticipantIds
    """Who conducts a session; a code, never a name."""
    reviewed: Reviewed | None
    """null until somebody has taken responsibility for events and rates; a study session needs it."""
    sites: tuple[Name, ...] = ()
    """Where participants are enrolled, if several computers do so without seeing each other's; each site draws the
    orders of lists in blocks of its own."""
    arms: dict[Name, Arm]
    visits: dict[Label, Visit]
    """Every visit of the study."""
    time_zone: Plain | None = None
    """Where the laboratory is, as in Europe/Paris: for the times and days of visits; a study with windows needs it."""
    lists: Lists
    estimate: Estimate
    """How one's own and the population's likelihood are answered."""
    confidence: Scale | None = None
    """The range of the confidence question, where it is asked."""
    pages_minimum_s: Minimum_s | None = None
    """A key turns a page only after so long: one that is pressed twice must not skip it."""
    silence_pause: Count | None = 3
    """So many questions in a row without any key or click bring the pause, so that no rates are shown to nobody; null:
    never."""
    resume: Resume | None = None
    """How long after a stop a session may go on; null: however long."""
    opening: tuple[Name, ...] = ()
    """Pages at the beginning."""
    practice: Practice | None = None
    retest: Retest | None = None
    """Events among the others whose base rate is never shown, to measure the noise of answers."""
    sensitive_events: tuple[Name, ...] = ()
    """Events of the study's lists that the file of events calls sensitive, and that are to be shown all the same."""
    comprehension: Comprehension | None = None
    """Questions after the practice."""
    phases: Annotated[tuple[Phase, ...], Field(min_length=1)]
    afterwards: Afterwards | None = None
    closing: tuple[Name, ...] = ()
    """Pages at the end."""
    closing_early: tuple[Name, ...] | None = None
    """Pages at the end of a session that is ended before its time; null: those of closing."""
    quality: Quality = Field(default_factory=Quality)
    """From where on `quality` flags a session; it decides nothing in sessions."""

    @property
    def language_of_experimenters(self) -> str:
        """What the experimenter reads on the participant's screen is in this language."""
        return self.experimenter_language or self.languages[0]

    @property
    def pages_of_early_end(self) -> tuple[str, ...]:
        """The pages that close a session which is ended before its time."""
        return self.closing if self.closing_early is None else self.closing_early

    @property
    def resumable_for(self) -> timedelta | None:
        """How long after it stopped a session may go on; ``None``: however long."""
        return None if self.resume is None else timedelta(hours=self.resume.within_h)

    def scale_of(self, question: Question) -> Scale:
        """The range in which a question is answered."""
        return self.confidence if question is Question.CONFIDENCE and self.confidence else self.estimate

    def afterwards_scale(self, question: AfterwardsQuestion) -> AnswerScale:
        """The scale of a question at the end: base rates are recalled on that of the estimates, without a start."""
        given, asked = self.estimate, self.afterwards
        own = asked.scales.get(question) if asked else None
        if own is not None:
            return AnswerScale(own.minimum, own.maximum, own.input or given.input, given.confirm, figures=own.figures)
        if question == MEMORY or asked is None or asked.ratings is None:
            return AnswerScale(given.minimum_pct, given.maximum_pct, given.input, given.confirm)
        return AnswerScale(asked.ratings.minimum, asked.ratings.maximum, given.input, given.confirm)

    @property
    def events_per_visit(self) -> int:
        """How many events a session shows, practice apart."""
        return self.lists.events_per_list + (self.retest.trials if self.retest else 0)

    @property
    def lists_shown(self) -> tuple[str, ...]:
        """The lists of events that sessions take their trials from, each once."""
        others = [part.events for part in (self.practice, self.retest) if part is not None]
        return tuple(dict.fromkeys((*self.lists.names, *others)))

    def opening_of(self, visit: str) -> tuple[str, ...]:
        """Name the pages at the beginning of a visit."""
        own = self.visits[visit].opening
        return self.opening if own is None else own

    def windows_of(self, arm: str, visit: str) -> tuple[Window, ...]:
        """Return the windows of a visit in an arm, all of which it must keep."""
        own = self.arms[arm].windows.get(visit)
        return self.visits[visit].windows if own is None else (own,)

    def before_of(self, arm: str, visit: str) -> str | None:
        """Name the anchor before which a visit takes place in an arm, if there is one."""
        before, entry = self.visits[visit].before, self.arms[arm]
        return before if before in entry.anchors and visit not in entry.windows else None

"""The study file: lists, pages, and the sequence of screens in each phase; arms and visits are in `visits`."""

from __future__ import annotations

import difflib
from datetime import timedelta
from enum import Enum
from typing import Annotated, Literal, TypeVar

from pydantic import AfterValidator, Field, model_validator

from experiment.config.code_pattern import checked_pattern
from experiment.config.faults import Doubt, Fault
from experiment.config.model import (
    ONCE,
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
    both_or_neither,
    for_editors,
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

_CODES = f"^({'|'.join(doubt.code for doubt in Doubt)})$"


def _warning_code(code: str) -> str:
    codes = [doubt.code for doubt in Doubt]
    if code not in codes:
        near = difflib.get_close_matches(code, codes, n=1, cutoff=0.5)
        suggestion = f"did you mean “{near[0]}”?" if near else "it stands in brackets at the end of the warning"
        raise wrong(Fault.WARNING_UNKNOWN, code=code, suggestion=suggestion)
    return code


class Stimuli(Model):
    """The other files, relative to this one."""

    events: RelativePath
    """The file of events, from the folder of this file. For example `../stimuli/events/adverse.yaml`."""
    texts: RelativePath
    """The file of texts, from the folder of this file. For example `../stimuli/texts/belief_update.yaml`."""


class ParticipantIds(Model):
    """What a code looks like."""

    pattern: Annotated[str, AfterValidator(checked_pattern)]
    """Regular expression that a whole code must match: letters and digits only, 32 at most. For example
    `"[A-Z]{2}[0-9]{3}"`."""


class Reviewed(Model):
    """Who has taken responsibility for events and rates."""

    role: Annotated[Plain, AfterValidator(impersonal)]
    """A role, never a name. For example `principal investigator`."""
    date: Day
    """The day of the review: year-month-day, without quotes. For example `2026-11-23`."""
    hash: Annotated[str, Field(pattern=r"^[0-9a-f]{12,64}$")] | None = None
    """Of the files as they were reviewed, in quotes; `validate` says it. A study session needs it. For example
    `"0123456789ab"`."""

    def is_of(self, fingerprint: str) -> bool:
        """Return whether these files were reviewed, by their hash or its beginning."""
        return self.hash is not None and fingerprint.startswith(self.hash)


class Orders(str, Enum):
    """How the order of the lists is drawn at enrolment."""

    PERMUTED_BLOCKS = "permuted_blocks"


class Lists(Model):
    """Which events there are, and in which order participants meet them."""

    names: Annotated[tuple[Name, ...], Field(min_length=1, max_length=5), ONCE]
    """The event lists that are rotated. For example `[A, B, C]`."""
    events_per_list: Count
    """How many events each must have. For example `40`."""
    orders: Orders
    """All orders of the lists, in seeded permuted blocks within each arm. For example `permuted_blocks`."""
    repeat_lists: Flag = False
    """true: a participant may have the same list at several visits, and knows its base rates from the first of them.
    For example `true`."""


class Scale(Model):
    """The range of an answer."""

    minimum_pct: Percent
    """The lowest answer, in percent. For example `3`."""
    maximum_pct: Percent
    """The highest answer, in percent. For example `77`."""

    @model_validator(mode="after")
    def _ordered(self) -> Scale:
        if self.minimum_pct >= self.maximum_pct:
            raise wrong(Fault.RANGE_EMPTY, "maximum_pct", minimum=self.minimum_pct, maximum=self.maximum_pct)
        return self


class Estimate(Scale):
    """How an estimate is given."""

    model_config = for_editors(
        anyOf=[{"properties": {"input": {"const": "slider"}}}, {"properties": {"start_pct": {"type": "null"}}}]
    )

    input: AnswerInput
    """How it is given: typed, or on a slider. For example `slider`."""
    confirm: Confirmation
    """For typed answers: enter, the Enter key; auto, the last digit, if nothing follows for 0.4 s, or the Enter key.
    For example `enter`."""
    start_pct: Percent | Literal["drawn"] | None = None
    """For sliders: where the marker of an estimate stands at first; drawn: anywhere, anew each time; null: nowhere. For
    example `drawn`."""

    @model_validator(mode="after")
    def _start_on_the_track(self) -> Estimate:
        if self.start_pct is not None and self.input is not AnswerInput.SLIDER:
            raise wrong(Fault.START_OF_TYPED_ANSWER, "start_pct")
        if isinstance(self.start_pct, int) and not self.minimum_pct <= self.start_pct <= self.maximum_pct:
            raise wrong(Fault.START_OUTSIDE_RANGE, "start_pct", start=self.start_pct)
        return self


_WithBreaks = TypeVar("_WithBreaks", "Phase", "Afterwards")


def _break_is_whole(part: _WithBreaks) -> _WithBreaks:
    if (part.break_every is None) != (part.break_page is None):
        raise wrong(Fault.HALF_A_BREAK)
    return part


class Comprehension(Model):
    """A short check, before the first phase, that the task is understood."""

    pages: tuple[Name, ...] = ()
    """Pages before the questions. For example `[check]`."""
    questions: Annotated[tuple[Name, ...], Field(min_length=1), ONCE]
    """Questions of the file of texts, in their order. For example `[own_estimate, figure]`."""
    attempts: Attempts
    """How often each is asked at most; then the session goes on, and the data say that it was not passed. For example
    `2`."""


class Ratings(Model):
    """The scale of the ratings."""

    minimum: Digit
    """The lowest rating, a digit. For example `1`."""
    maximum: Digit
    """The highest rating, a digit. For example `6`."""

    @model_validator(mode="after")
    def _ordered(self) -> Ratings:
        if self.minimum >= self.maximum:
            raise wrong(Fault.RANGE_EMPTY, "maximum", minimum=self.minimum, maximum=self.maximum)
        return self


class OwnScale(Model):
    """The scale of one question at the end, in place of that of the ratings: a Likert or a visual analogue scale."""

    minimum: Rating
    """The lowest answer. For example `0`."""
    maximum: Rating
    """The highest answer. For example `100`."""
    input: AnswerInput | None = None
    """typed or slider; null: as estimates are given. For example `slider`."""
    figures: Flag = True
    """false: no figures are seen, only the words of its ends (a visual analogue scale, on a slider). For example
    `false`."""

    @model_validator(mode="after")
    def _whole(self) -> OwnScale:
        if self.minimum >= self.maximum:
            raise wrong(Fault.RANGE_EMPTY, "maximum", minimum=self.minimum, maximum=self.maximum)
        if not self.figures and self.input is not AnswerInput.SLIDER:
            raise wrong(Fault.TYPED_WITHOUT_FIGURES)
        return self


class Afterwards(Model):
    """How a visit's questions about each event are asked when its trials are over, at the participant's own pace."""

    model_config = for_editors(**both_or_neither(("break_every", "break_page")))

    fixation_s: Duration_s
    """A cross before each question, in seconds. For example `0.5`."""
    break_every: Count | None = None
    """A break after so many questions, counted over all that are asked. For example `40`."""
    break_page: Name | None = None
    """The page of the break. For example `rest`."""
    ratings: Ratings | None = None
    """The scale of every question but memory, which is answered like an estimate. For example `{minimum: 1, maximum:
    6}`."""
    scales: dict[AfterwardsName, OwnScale] = Field(default_factory=dict)
    """Questions that have a scale of their own. For example `{vividness: {minimum: 0, maximum: 100}}`."""

    @model_validator(mode="after")
    def _whole_break(self) -> Afterwards:
        return _break_is_whole(self)


class Practice(Model):
    """Trials before the first phase, with its screens."""

    events: Name
    """The list they are drawn from. For example `practice`."""
    trials: Count
    """How many trials; none is met twice. For example `3`."""
    pages: tuple[Name, ...] = ()
    """Pages before the practice. For example `[practice]`."""


class Retest(Model):
    """Events that are asked about in both phases like the others, and whose base rate is never shown.

    What changes between the two estimates of such an event is the noise of answering.
    """

    events: Name
    """The list they are taken from; each list of the study has its own of them, drawn once for the study. For example
    `retest`."""
    trials: Count
    """How many go with each list. For example `6`."""


class Resume(Model):
    """Until when a session that was broken off, or ended early, may go on."""

    within_h: Annotated[Hours, Field(gt=0)]
    """So many hours after it stopped; later than that, the visit can only be begun again, as a new run. For example
    `6`."""


class TrialOrder(str, Enum):
    """In which order the events of a phase come."""

    RANDOM = "random"
    FIXED = "fixed"


class Phase(Model):
    """Every event once. A phase with both estimates is a within-trial design."""

    model_config = for_editors(
        **both_or_neither(("break_every", "break_page")),
        anyOf=[{"required": ["first_estimate"]}, {"required": ["second_estimate"]}],
    )

    order: TrialOrder
    """random: each participant, and each phase, in an order of its own; fixed: as the file of events lists them. For
    example `random`."""
    break_every: Count | None = None
    """A break after so many trials. For example `20`."""
    break_page: Name | None = None
    """The page of the break. For example `half_way`."""
    pages: tuple[Name, ...] = ()
    """Pages before the phase (after the practice). For example `[first_phase]`."""
    first_estimate: Screens | None = None
    """The screens of a trial up to and with the base rate. For example `[event: {duration_s: 4.0}, estimate: {of:
    self}]`."""
    second_estimate: Screens | None = None
    """The screens of a trial once the base rate is known. For example `[event: {duration_s: 4.0}, estimate: {of:
    self}]`."""

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
    """Name of the study in the data. For example `ketamine`."""
    task: Label
    """Name of the task in file names. For example `beliefupdate`."""
    languages: Annotated[tuple[Language, ...], Field(min_length=1), ONCE]
    """Languages that every text must exist in. For example `[fr, en]`."""
    experimenter_language: Language | None = None
    """The laboratory's: of what the experimenter reads on the participant's screen; null: the first of languages. For
    example `fr`."""
    stimuli: Stimuli
    """The other files."""
    seed: Int
    """Every draw of the study derives from it. For example `20221005`."""
    participant_id: ParticipantIds
    """What the ID of a participant looks like."""
    operator_code: ParticipantIds
    """Who conducts a session; a code, never a name."""
    reviewed: Reviewed | None
    """null until somebody has taken responsibility for events and rates; a study session needs it."""
    accepted_warnings: dict[
        Annotated[str, AfterValidator(_warning_code), Field(json_schema_extra={"pattern": _CODES})], Plain
    ] = Field(default_factory=dict)
    """Warnings of `validate` that are meant: for each its code, and why. For example `{undocumented-rates: figures of
    the script of 2013}`."""
    sites: Annotated[tuple[Name, ...], ONCE] = ()
    """Where participants are enrolled, if several computers do so without seeing each other's; each site draws the
    orders of lists in blocks of its own. For example `[paris, lyon]`."""
    arms: dict[Name, Arm]
    """The groups of participants, by name. For example `{control: {visits: [baseline]}}`."""
    visits: dict[Label, Visit]
    """Every visit of the study. For example `{baseline: {list: 1, afterwards: []}}`."""
    time_zone: Plain | None = None
    """Where the laboratory is, as in Europe/Paris: for the times and days of visits; a study with windows needs it. For
    example `Europe/Paris`."""
    lists: Lists
    """Which events there are, and in which order participants meet them."""
    estimate: Estimate
    """How one's own and the population's likelihood are answered."""
    confidence: Scale | None = None
    """The range of the confidence question, where it is asked. For example `{minimum_pct: 0, maximum_pct: 100}`."""
    pages_minimum_s: Minimum_s | None = None
    """A key turns a page only after so many seconds: one that is pressed twice must not skip it. For example `0.5`."""
    silence_pause: Count | None = 3
    """So many questions in a row without any key or click bring the pause, so that no rates are shown to nobody; null:
    never. For example `3`."""
    resume: Resume | None = None
    """How long after a stop a session may go on; null: however long. For example `{within_h: 6}`."""
    opening: tuple[Name, ...] = ()
    """Pages at the beginning. For example `[welcome, task]`."""
    practice: Practice | None = None
    """Trials before the first phase."""
    retest: Retest | None = None
    """Events among the others whose base rate is never shown, to measure the noise of answers. For example `{events:
    retest, trials: 6}`."""
    sensitive_events: tuple[Name, ...] = ()
    """Events of the study's lists that the file of events calls sensitive, and that are to be shown all the same. For
    example `[miscarriage]`."""
    comprehension: Comprehension | None = None
    """Questions after the practice."""
    phases: Annotated[tuple[Phase, ...], Field(min_length=1)]
    """The parts of a session, each with every event once."""
    afterwards: Afterwards | None = None
    """How the questions after the trials are asked."""
    closing: tuple[Name, ...] = ()
    """Pages at the end. For example `[thanks]`."""
    closing_early: tuple[Name, ...] | None = None
    """Pages at the end of a session that is ended before its time; null: those of closing. For example
    `[stopped_early]`."""
    quality: Quality = Field(default_factory=Quality)
    """From where on `quality` flags a session; it decides nothing in sessions. For example `{missed_max_share:
    0.2}`."""

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

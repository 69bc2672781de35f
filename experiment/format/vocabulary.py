"""The words that stand in files and on the command line, each a member of an enumeration."""

from __future__ import annotations

from enum import Enum
from operator import attrgetter
from typing import TYPE_CHECKING, NewType


class Word(str, Enum):
    """A word that is written as its value; one that stands in tables comes with what it means there."""

    _value_: str
    meaning: str

    def __new__(cls, value: str, meaning: str = "") -> Word:
        """Make a member of its word and, in a few words, what that says of a row."""
        word = str.__new__(cls, value)
        word._value_, word.meaning = value, meaning
        return word

    __hash__ = str.__hash__

    if not TYPE_CHECKING:  # that of the standard library's enumerations is looked up in Python, thousands of times
        value = property(attrgetter("_value_"))

    def __str__(self) -> str:
        return self._value_


class SessionKind(Word):
    """What a session is for; each kind has a folder of its own."""

    STUDY = "study", "a session of the study"
    TEST = "test", "a rehearsal or a test, whose answers are no data of the study"
    DEMO = "demo", "a demonstration, whose answers are no data of the study"
    SIMULATED = "simulated", "a session without a screen, answered by a virtual participant"


class ParticipantMode(Word):
    """Who answers."""

    HUMAN = "human", "a person, as in every study session"
    SCRIPTED = "scripted", "a virtual participant that gives the same answer to the same question each time"
    RANDOM = "random", "a virtual participant that does anything: answers, mistypes, hesitates, lets time pass"
    LEARNER = "learner", "a virtual participant that learns, after good and bad news not alike, and answers with noise"
    NEVER_LEARNER = "never-learner", "a virtual participant whose beliefs no base rate moves: all that changes is noise"
    EQUAL_LEARNER = "equal-learner", "a virtual participant that learns as much from good news as from bad"
    BAYESIAN = "bayesian", "a virtual participant that moves its beliefs by Bayes' rule"
    ANCHORED = "anchored", "a virtual participant that never learns; the number on the screen pulls its answers"
    CONSTANT = "constant", "a virtual participant that answers every question with one value"
    QUITTER = "quitter", "a virtual participant that learns, and gives up"
    MODEL_1 = "model-1", "a virtual participant that learns as model 1 of the twelve published ones has it"
    MODEL_2 = "model-2", "a virtual participant that learns as model 2 of the twelve published ones has it"
    MODEL_3 = "model-3", "a virtual participant that learns as model 3 of the twelve published ones has it"
    MODEL_4 = "model-4", "a virtual participant that learns as model 4 of the twelve published ones has it"
    MODEL_5 = "model-5", "a virtual participant that learns as model 5 of the twelve published ones has it"
    MODEL_6 = "model-6", "a virtual participant that learns as model 6 of the twelve published ones has it"
    MODEL_7 = "model-7", "a virtual participant that learns as model 7 of the twelve published ones has it"
    MODEL_8 = "model-8", "a virtual participant that learns as model 8 of the twelve published ones has it"
    MODEL_9 = "model-9", "a virtual participant that learns as model 9 of the twelve published ones has it"
    MODEL_10 = "model-10", "a virtual participant that learns as model 10 of the twelve published ones has it"
    MODEL_11 = "model-11", "a virtual participant that learns as model 11 of the twelve published ones has it"
    MODEL_12 = "model-12", "a virtual participant that learns as model 12 of the twelve published ones has it"

    @property
    def believes(self) -> bool:
        """Whether it has beliefs, which the file of assumptions knows."""
        return self not in (ParticipantMode.HUMAN, ParticipantMode.SCRIPTED, ParticipantMode.RANDOM)

    @property
    def drawn(self) -> bool:
        """Whether what it does is drawn, and hangs on a seed."""
        return self.believes or self is ParticipantMode.RANDOM

    @property
    def model(self) -> int | None:
        """The number of the published model that it follows."""
        return int(self.value.removeprefix("model-")) if self.value.startswith("model-") else None


class Origin(Word):
    """Where an assumed figure comes from."""

    PUBLISHED = "published"
    BAND = "band"
    FITTED = "fitted"
    INVENTED = "invented"


class EnrolmentChange(Word):
    """What may happen to an enrolment later."""

    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"
    REINSTATED = "reinstated"
    ANCHOR_ENTERED = "anchor_entered"
    ANCHOR_CORRECTED = "anchor_corrected"


class EstimationPhase(Word):
    """Before or after the base rate has been shown."""

    FIRST = "first_estimate", "the estimate before the event's base rate is shown"
    SECOND = (
        "second_estimate",
        "the estimate after it; of a retest event, whose rate is not shown, the second of two",
    )


class Question(Word):
    """What the participant is asked about an event."""

    SELF = "self"
    POPULATION = "population"
    CONFIDENCE = "confidence"


AfterwardsQuestion = NewType("AfterwardsQuestion", str)
"""What the participant is asked about each event when both phases are over: memory, or a rating by name."""

MEMORY = AfterwardsQuestion("memory")
"""What the base rate was; every other question is a rating."""


class Valence(Word):
    """Whether an event is one that people would rather not have, or one that they would like to."""

    ADVERSE = "adverse", "an event that people would rather not have: good news is a rate below the estimate"
    FAVOURABLE = "favourable", "an event that people hope for: good news is a rate above the estimate"


class Sex(Word):
    """Sex, as it is entered by hand: the words of BIDS."""

    FEMALE = "F", "female"
    MALE = "M", "male"
    OTHER = "O", "other"


class OutsideWindow(Word):
    """What happens when somebody starts a visit outside its window."""

    ASK = "ask"
    REFUSE = "refuse"


class Strength(Word):
    """How far the source of a base rate carries."""

    STRONG = "strong", "the source carries the figure well, in the judgement of whoever entered the event"
    MEDIUM = "medium", "the source carries it with reservations"
    WEAK = "weak", "a page at second hand, a sample of customers or volunteers, or another definition than the event's"
    UNDOCUMENTED = "undocumented", "nothing says how the figure came about, as in the task's script of 2013"


class SessionPart(Word):
    """The parts of a session, as the experimenter is told where it stands."""

    INSTRUCTIONS = "instructions"
    PRACTICE = "practice"
    COMPREHENSION = "comprehension"
    FIRST_ESTIMATES = "first_estimates"
    SECOND_ESTIMATES = "second_estimates"
    BOTH_ESTIMATES = "both_estimates"
    AFTERWARDS = "afterwards"
    CLOSING = "closing"


class Table(Word):
    """The CSVs that a session may write."""

    TRIALS = "trials"
    COMPREHENSION = "comprehension"
    AFTERWARDS = "afterwards"


class ExportForm(Word):
    """What an export is made for."""

    BIDS = "bids"
    PSYCHDS = "psychds"
    REDCAP = "redcap"
    EXCEL = "excel"


class Outcome(Word):
    """How a question ended."""

    ANSWERED = "answered", "an answer was confirmed in time"
    MISSED = "missed", "nothing had been given when the deadline came"
    UNCONFIRMED = "unconfirmed", "a value stood there at the deadline and had not been confirmed: no answer"
    NOT_ASKED = "not_asked", "it is not a question of this phase"


class AnswerInput(Word):
    """How an answer is given."""

    TYPED = "typed", "a number, typed or clicked digit by digit"
    SLIDER = "slider", "a slider, moved by mouse, arrows or digits"


class AnsweredBy(Word):
    """What the hands used to put values there."""

    MOUSE = "mouse", "the mouse, on the slider"
    ARROWS = "arrows", "arrow keys, Home or End, on the slider"
    DIGITS = "digits", "digits, typed or clicked"
    MIXED = "mixed", "more than one of these"


class VisitWindow(Word):
    """Where the start of a run lies, against the time window of its visit."""

    INSIDE = "inside", "within every time window of the visit"
    EARLY = "early", "before a window had begun"
    LATE = "late", "after a window was over"


class VisitStanding(Word):
    """Where a visit of a participant stands."""

    DONE = "done"
    RUNNING = "running"
    INTERRUPTED = "interrupted"
    """It was begun, and can go on."""
    ABORTED = "aborted"
    """It was ended before its time."""
    MISSING = "missing"
    """The ledger knows of it, and its files are gone."""
    DAMAGED = "damaged"
    """It was begun, and only some of its files are there, or one of them cannot be read."""
    DUE = "due"
    """It may take place now."""
    OVERDUE = "overdue"
    """The time at which it was due is past, and its window still open."""
    LATE = "late"
    """Its window is over; or its windows share no time."""
    LATER = "later"
    """Its window is still to come."""
    AWAITING = "awaiting"
    """Its time hangs on something that has not happened, or has not been entered."""
    WITHDRAWN = "withdrawn"


class WindowReason(Word):
    """Why a visit takes place outside its window, or before an earlier one is done: a list, to be counted."""

    LATE_INFUSION = "late_infusion", "what the visit hangs on, such as an infusion, took place late"
    PARTICIPANT_LATE = "participant_late", "the participant came late"
    TECHNICAL = "technical", "something technical: the computer, its keyboard or display, the program"
    CLINICAL = "clinical", "a clinical reason, as it was judged there"
    SCHEDULING = "scheduling", "the appointment could not be made within the time window"
    OTHER = "other", "another reason; the sheet has it in words"


class ReviewMark(Word):
    """What a reviewer thinks of a session, from good to bad; no mark leaves a session out by itself."""

    FINE = "fine", "nothing speaks against the session"
    DOUBTFUL = "doubtful", "something speaks against the session, as the comment says"
    EXCLUDE = "exclude", "the session should be left out, for the reason that the comment gives"


class Confirmation(Word):
    """What makes a typed value an answer."""

    ENTER = "enter"
    AUTO = "auto"


class SessionStatus(Word):
    """Where a session stands. ``running`` without a live lock reads as ``interrupted``."""

    RUNNING = "running", "a launch goes on, or was stopped in mid-session and nobody has looked since"
    INTERRUPTED = "interrupted", "it was stopped in mid-session, and can go on"
    ABORTED = "aborted", "it was ended before its time"
    COMPLETE = "complete", "it came to its end"


class AbortReason(Word):
    """Why a session was ended before its time: a list, so that nothing personal can be typed."""

    PARTICIPANT_WISH = "participant_wish"
    CLINICAL = "clinical"
    TECHNICAL = "technical"
    OTHER = "other"


class StopCause(Word):
    """What broke a launch off, as far as the program could put it down; a crash or a power cut leaves none."""

    DISK_FULL = "disk_full", "the disk with the data was full"
    DISK_REFUSED = "disk_refused", "the disk with the data no longer took the records"
    OTHER_PROGRAM = "other_program", "another program had a record open, or had its hands on one"
    PROGRAM_FAULT = "program_fault", "a fault of this program"
    DISPLAY_GONE = "display_gone", "the display went away"
    TOLD_TO_STOP = "told_to_stop", "the program was told to stop: terminal closed, computer shut down, or Ctrl-C"


class PauseReason(Word):
    """Why a session pauses."""

    ESCAPE = "escape"
    EXPERIMENTER = "experimenter"
    """It was asked for from the launcher."""
    SILENCE = "silence"
    CLOCKS = "clocks"
    STOOD_STILL = "stood_still"
    SIZE_CHANGED = "size_changed"
    REFRESH_CHANGED = "refresh_changed"
    HIDDEN = "hidden"
    COVERED = "covered"
    KEYBOARD_LOST = "keyboard_lost"

    @property
    def is_disturbance(self) -> bool:
        """Whether the window of the task was not as it was at the beginning."""
        return self in (
            PauseReason.SIZE_CHANGED,
            PauseReason.REFRESH_CHANGED,
            PauseReason.HIDDEN,
            PauseReason.COVERED,
            PauseReason.KEYBOARD_LOST,
        )


class Interference(Word):
    """What another program has done to a file while a session was writing it."""

    REMOVED = "removed or moved"
    REPLACED = "replaced"
    SHORTENED = "shortened"
    LENGTHENED = "added to"
    CHANGED = "changed"


class EndedBy(Word):
    """What ended the listening to a screen."""

    TIME = "time"
    ANSWER = "answer"
    ESCAPE = "escape"
    PAUSE_ASKED = "pause_asked"
    """Something has happened that asks for a pause."""

"""The words that stand in files and on the command line, each a member of an enumeration."""

from __future__ import annotations

from enum import Enum


class Word(str, Enum):
    """A word that is written as its value."""

    def __str__(self) -> str:
        return str(self.value)


class SessionKind(Word):
    """What a session is for; each kind has a folder of its own."""

    STUDY = "study"
    TEST = "test"
    DEMO = "demo"
    SIMULATED = "simulated"


class ParticipantMode(Word):
    """Who answers."""

    HUMAN = "human"
    SCRIPTED = "scripted"
    RANDOM = "random"


class EnrolmentChange(Word):
    """What may happen to an enrolment later."""

    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"
    REINSTATED = "reinstated"
    ANCHOR_ENTERED = "anchor_entered"
    ANCHOR_CORRECTED = "anchor_corrected"


class EstimationPhase(Word):
    """Before or after the base rate has been shown."""

    FIRST = "first_estimate"
    SECOND = "second_estimate"


class Question(Word):
    """What the participant is asked about an event."""

    SELF = "self"
    POPULATION = "population"
    CONFIDENCE = "confidence"


class AfterwardsQuestion(Word):
    """What the participant is asked about each event when both phases are over."""

    MEMORY = "memory"
    PRIOR_EXPERIENCE = "prior_experience"
    FAMILIARITY = "familiarity"
    VIVIDNESS = "vividness"
    AROUSAL = "arousal"
    NEGATIVITY = "negativity"


class Valence(Word):
    """Whether an event is one that people would rather not have, or one that they would like to."""

    ADVERSE = "adverse"
    FAVOURABLE = "favourable"


class OutsideWindow(Word):
    """What happens when somebody starts a visit outside its window."""

    ASK = "ask"
    REFUSE = "refuse"


class Strength(Word):
    """How far the source of a base rate carries."""

    STRONG = "strong"
    MEDIUM = "medium"
    WEAK = "weak"
    UNDOCUMENTED = "undocumented"


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


class Outcome(Word):
    """How a question ended."""

    ANSWERED = "answered"
    MISSED = "missed"
    UNCONFIRMED = "unconfirmed"
    NOT_ASKED = "not_asked"


class AnswerInput(Word):
    """How an answer is given."""

    TYPED = "typed"
    SLIDER = "slider"


class AnsweredBy(Word):
    """What the hands used to put values there."""

    MOUSE = "mouse"
    ARROWS = "arrows"
    DIGITS = "digits"
    MIXED = "mixed"


class VisitWindow(Word):
    """Where the start of a run lies, against the time window of its visit."""

    INSIDE = "inside"
    EARLY = "early"
    LATE = "late"


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
    DUE = "due"
    """It may take place now."""
    OVERDUE = "overdue"
    """The time at which it was due is past, and its window still open."""
    LATE = "late"
    """Its window is over."""
    LATER = "later"
    """Its window is still to come."""
    AWAITING = "awaiting"
    """Its time hangs on something that has not happened, or has not been entered."""
    WITHDRAWN = "withdrawn"


class WindowReason(Word):
    """Why a visit takes place outside its window, or before an earlier one is done: a list, to be counted."""

    LATE_INFUSION = "late_infusion"
    PARTICIPANT_LATE = "participant_late"
    TECHNICAL = "technical"
    CLINICAL = "clinical"
    SCHEDULING = "scheduling"
    OTHER = "other"


class Confirmation(Word):
    """What makes a typed value an answer."""

    ENTER = "enter"
    AUTO = "auto"


class SessionStatus(Word):
    """Where a session stands. ``running`` without a live lock reads as ``interrupted``."""

    RUNNING = "running"
    INTERRUPTED = "interrupted"
    ABORTED = "aborted"
    COMPLETE = "complete"


class AbortReason(Word):
    """Why a session was ended before its time: a list, so that nothing personal can be typed."""

    PARTICIPANT_WISH = "participant_wish"
    CLINICAL = "clinical"
    TECHNICAL = "technical"
    OTHER = "other"


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
    DISTURBED = "disturbed"
    """Something has happened that asks for a pause."""

"""Every refusal a user can meet: what happened, and what to do about it.

A refusal is raised once, at the door, with the facts of the case; its sentence is made here.
Mistakes in study files have positions and live in :mod:`experiment.config.mistakes`.
"""

from __future__ import annotations

from enum import Enum


class Reason(Enum):
    """Why the program says no: the sentence that says what is the case, and the one that says what to do."""

    PARTICIPANT_ID_MALFORMED = (
        "“{participant_id}” is not a participant ID of this study (pattern {pattern})",
        "check the ID on the enrolment log and type it again",
    )
    OPERATOR_CODE_MALFORMED = (
        "“{operator}” is not an operator code of this study (pattern {pattern})",
        "give your code, never a name",
    )
    OPERATOR_MISSING = (
        "a study session says who conducted it",
        "add --operator CODE (pattern {pattern})",
    )
    ALREADY_ENROLLED = (
        "{participant_id} is already enrolled, as {arm}, in {data}",
        "go on with `run`; an enrolment is not changed",
    )
    NOT_ENROLLED = (
        "{participant_id} is not enrolled in {data}",
        "enrol first: python3 lab.py enrol --participant {participant_id} --arm ARM --language LANGUAGE",
    )
    UNKNOWN_ARM = ("“{arm}” is not an arm of this study", "choose one of: {arms}")
    UNKNOWN_LANGUAGE = ("“{language}” is not a language of this study", "choose one of: {languages}")
    UNKNOWN_VISIT = ("“{visit}” is not a visit of this study", "choose one of: {visits}")
    VISIT_NOT_IN_ARM = ("the arm “{arm}” has no visit “{visit}”", "choose one of: {visits}")
    UNKNOWN_ORDER = ("there is no list order {order}", "choose a number from 1 to {orders}")
    OTHER_STUDY = (
        "{participant_id} is enrolled in the study “{enrolled_study}”, not in “{study}”",
        "name that study's file with --study, or another folder with --data",
    )
    STUDY_CHANGED = (
        "{participant_id} is enrolled {missing}, which the study file of “{study}” does not have",
        "name the study file of the enrolment with --study",
    )
    NOT_REVIEWED = (
        "the study “{study}” has not been reviewed",
        "somebody who answers for events and rates enters `reviewed: {{role: …, date: …}}` in {file}; "
        "to try the task out, use --kind test",
    )
    VIRTUAL_PARTICIPANT_IN_STUDY = (
        "a virtual participant cannot take part in a study session",
        "use --kind test, or --participant-mode human",
    )
    KINDS_DO_NOT_MIX = (
        "{data} holds {present} sessions, and a {kind} session must not stand among them",
        "name another folder with --data",
    )
    SESSION_COMPLETE = (
        "{session} is complete (run {run})",
        'nothing needs doing; if it must be done again: --new-run --reason "why"',
    )
    SESSION_UNFINISHED = (
        "{session} was started and is {status} (run {run}, {finished} of {trials} trials finished)",
        'go on with --resume; or begin again with --new-run --reason "why"',
    )
    SESSION_RUNNING = (
        "{session} is running elsewhere at this moment",
        "go to that window; if there is none, wait a moment and try again",
    )
    RESUMED_AS_ANOTHER = (
        "{session} was begun as a {kind} session with a {mode} participant (run {run})",
        "go on with the same kind and the same participant mode",
    )
    NOTHING_TO_RESUME = ("{session} has no interrupted run", "start it without --resume")
    NOTHING_TO_REPEAT = ("{session} has not been started yet", "start it without --new-run")
    NEW_RUN_WITHOUT_REASON = ("a second run of a session needs a reason", 'add --reason "why"')
    RECORD_DAMAGED = (
        "{file} has been damaged or exchanged: {what}",
        "leave the folder as it is, make a copy of it, and show it to whoever looks after the data",
    )
    DATA_NOT_WRITABLE = (
        "the data folder {data} cannot be written to ({error})",
        "choose another folder with --data, or ask for the right to write there",
    )
    DISK_NEARLY_FULL = (
        "only {free_mb} MB are free where {data} is",
        "free at least {needed_mb} MB before the session starts",
    )
    RECORDING_FAILED = (
        "the session has been stopped: {file} could not be written ({error}); every trial finished before is on disk",
        "make room or mend the disk, then go on with --resume",
    )
    NO_DISPLAY = (
        "there is no display to show the task on",
        "start this at the lab PC's own screen (on Linux: DISPLAY must be set)",
    )
    DISPLAY_UNUSABLE = ("the window could not be opened ({error})", "{remedy}")
    DISPLAY_NOT_SYNCHRONISED = (
        "the display does not wait for its refresh ({flips_per_s:.0f} flips per second)",
        "switch vertical synchronisation on in the graphics driver; to try the task out, use --kind test",
    )
    NO_PSYCHOPY = (
        "PsychoPy is not installed here ({error})",
        "install it: python3 lab.py run …, or pip install --constraint requirements.txt --editable .[lab]",
    )
    NO_PSYCHTOOLBOX = (
        "the keyboard queue of psychtoolbox cannot be used ({error}), and no other keyboard timing is good enough",
        "{remedy}",
    )
    NO_VIRTUAL_DISPLAY = (
        "there is no display, and no virtual one could be started ({error})",
        "install Xvfb (Debian: apt-get install xvfb), or start this at a screen",
    )
    FONT_MISSING = ("the font {file} that belongs to this program is missing or damaged", "install the program again")

    @property
    def what(self) -> str:
        """The sentence that says what is the case, with places for the facts."""
        return self.value[0]

    @property
    def remedy(self) -> str:
        """The sentence that says what to do, with places for the facts."""
        return self.value[1]


class Refusal(Exception):
    """The program says no.

    Parameters
    ----------
    reason
        Which refusal of the catalogue.
    **facts
        What fills the places in its two sentences.
    """

    def __init__(self, reason: Reason, **facts: object) -> None:
        self.reason = reason
        self.facts = facts
        sentence = f"{reason.what.format(**facts)}; {reason.remedy.format(**facts)}"
        super().__init__(" ".join(sentence.splitlines()))

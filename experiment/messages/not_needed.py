"""What is said of an option that was given for a case that is not there."""

from __future__ import annotations

from enum import unique

from experiment.messages.message import Message

_OUT_OF_HABIT = "leave it out: given by habit, it would hide the day on which it matters"


@unique
class NotNeeded(Message):
    """What is said of an option that was given for a case that is not there; everything goes on."""

    ACCEPT_CLOCK = ("--accept-clock was not needed: nothing is asked about the clock of this computer", _OUT_OF_HABIT)
    ACCEPT_DISPLAY = ("--accept-display was not needed: nothing is amiss with the display", _OUT_OF_HABIT)
    ACCEPT_LEDGER = ("--accept-ledger was not needed: the ledger agrees with what is there", _OUT_OF_HABIT)
    ACCEPT_PLACES = ("--accept-places was not needed: no place of an arm was drawn twice", _OUT_OF_HABIT)
    ACCEPT_TEXT_SCALE = (
        "--accept-text-scale was not needed: nothing is asked about the size of type",
        "leave it out; to set type in another size, add --text-scale",
    )
    ACCEPT_TIME = ("--accept-time was not needed: nothing is unusual about the time", _OUT_OF_HABIT)
    ACCEPT_WORDS = ("--accept-words was not needed: no reason looks as if it named somebody", _OUT_OF_HABIT)
    NEW = ("--new was not needed: no ID that is enrolled resembles this one", _OUT_OF_HABIT)
    REASON = (
        "--reason is not kept: the same time was entered before, and nothing has changed",
        "if another time was meant, enter that",
    )
    STUDY_CHANGED = (
        "--study-changed is not kept: this session needs no reason, as a change of the study's files does",
        "nothing needs doing; leave it out",
    )
    VISIT_REASON = (
        "--visit-reason is not kept: this session needs no reason, as one that is not at its time does",
        "if it should not be at its time, a time was entered wrongly: see {lab} status",
    )

"""What the experimenter is asked before something unusual goes on."""

from __future__ import annotations

from collections.abc import Sequence
from enum import unique

from experiment.messages.message import Message, filling


@unique
class Confirm(Message):
    """What the experimenter is asked before something unusual goes on; it is refused where nobody can answer."""

    NEARLY_ENROLLED = (
        "{participant_id} would be new, and {near} is enrolled already",
        "check the ID; if it is somebody new, add --new",
        "Is {participant_id} somebody new?",
    )
    CLOCK_BEFORE_ENROLMENT = (
        "this computer's clock says {now}, and {participant_id} was enrolled later, at {enrolled}",
        "set the clock of this computer; to go on all the same, and have it recorded, add --accept-clock",
        "Is the clock right?",
    )
    CLOCK_BEFORE_RELEASE = (
        "this computer's clock says {now}, and this program was not there before {released}",
        "set the clock of this computer; to go on all the same, and have it recorded, add --accept-clock",
        "Is the clock right?",
    )

    CLOCK_BEFORE_LAST_SESSION = (
        "this computer's clock says {now}, and the last session of {participant_id} began later, at {began}",
        "set the clock of this computer; to go on all the same, and have it recorded, add --accept-clock",
        "Is the clock right?",
    )
    ANCHOR_ON_ANOTHER_DAY = (
        "{name} of {participant_id} would be on {day}, and today is {today}",
        "look at the date again; if it is right, add --accept-time",
        "Is the day right?",
    )
    ANCHOR_OUT_OF_ORDER = (
        "{name} of {participant_id} would be at {at}, and {other}, which comes {order} it, was at {when}",
        "check the ID and both times; if it happened so, add --accept-time, and that is recorded",
        "Did it happen so?",
    )
    ANCHOR_BEFORE_VISIT = (
        "{name} of {participant_id} would be at {at}, and {visit}, which comes before it, has not taken place",
        "check the ID; if it happened so, add --accept-time, and that is recorded",
        "Did it happen so?",
    )
    TEXT_SCALE_CHANGES = (
        "the last session of {participant_id} had type of the size {earlier}, and {now} is asked for now",
        "leave --text-scale out, and the size stays; to change it, and have that recorded, add --accept-text-scale",
        "Is the type to change?",
    )
    REASON_LOOKS_PERSONAL = (
        "the reason “{reason}” looks like {what}",
        "say what happened, not to whom: it is kept with the data; if it names nobody, add --accept-words",
        "Does it name nobody?",
    )

    @property
    def question(self) -> str:
        """What is asked, with places for the facts."""
        return str(self.value[2])

    def asking(self, **facts: object) -> str:
        """Make the line that asks on a terminal."""
        what, _ = self.sentences(**facts)
        question = filling.vformat(self.question, (), facts)
        return f"{what[:1].upper()}{what[1:]}. {question} [y/n]"


MORE_WORDS = "More about it, in a few words that name nobody (Enter: nothing):"
"""What is asked after a reason from a list."""


def asking_which(no: Message, choices: Sequence[str], /, **facts: object) -> str:
    """Make the line that asks on a terminal for one of several reasons, by its number."""
    what, _ = no.sentences(**facts)
    listed = ", ".join(f"{number} {reason}" for number, reason in enumerate(choices, start=1))
    return f"{what[:1].upper()}{what[1:]}. If it takes place all the same, say why: {listed}; Enter alone stops:"


def asking_why(no: Message, **facts: object) -> str:
    """Make the line that asks on a terminal why something is the case."""
    what, _ = no.sentences(**facts)
    return (
        f"{what[:1].upper()}{what[1:]}. If that is meant, say why in a few words that name nobody; Enter alone stops:"
    )

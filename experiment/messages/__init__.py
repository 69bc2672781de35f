"""Every message that says no to a user: what is the case, and what to do about it.

A message is a member of one of these enumerations, by who meets it and where; the faults of study files stand in
`experiment.config.faults`. It is named where it is raised, with the facts of the case; its sentences are made here.
``python -m experiment.messages`` prints the page docs/messages.md.

Standard library only, and readable for Python 3.8: lab.py says by it that a Python is too old.
"""

from __future__ import annotations

from experiment.messages.advice import Advice, Ended
from experiment.messages.confirm import MORE_WORDS, Confirm, asking_which, asking_why
from experiment.messages.counting import counted
from experiment.messages.found import Found
from experiment.messages.message import (
    LAB,
    LAB_POSIX,
    LAB_WINDOWS,
    LONGEST_FACT,
    Line,
    Message,
    Worded,
    filled,
    visible,
)
from experiment.messages.not_needed import NotNeeded
from experiment.messages.page import catalogue
from experiment.messages.phrases import Phrase, SystemSays, some_of, together
from experiment.messages.reasons import Reason
from experiment.messages.refusal import Refusal
from experiment.messages.setup import Setup
from experiment.messages.system_words import is_read_only, plainly
from experiment.messages.table_faults import TableFault
from experiment.messages.usage import Usage

__all__ = [
    "LAB", "LAB_POSIX", "LAB_WINDOWS", "LONGEST_FACT", "MORE_WORDS", "Advice", "Confirm", "Ended", "Found", "Line",
    "Message", "NotNeeded", "Phrase", "Reason", "Refusal", "Setup", "SystemSays", "TableFault", "Usage", "Worded",
    "asking_which", "asking_why", "catalogue", "counted", "filled", "is_read_only", "plainly", "some_of", "together",
    "visible",
]  # fmt: skip

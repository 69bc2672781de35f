"""Why the launcher cannot be opened, in the words of its window. Nothing of Qt."""

from __future__ import annotations

import traceback
from collections.abc import Iterator

from experiment.config.mistakes import StudyMistakes
from experiment.launcher.acting import NotUnderstood
from experiment.launcher.refusals import said_no
from experiment.launcher.speaking import Speaker
from experiment.launcher.texts import Opening
from experiment.messages import Refusal, visible

_MOST_LINES = 12
"""So many mistakes are shown at once: the first ones are often the cause of the others."""


def why_not(error: Exception, say: Speaker) -> tuple[str, ...]:
    """Say why, and what to do, in a paragraph each."""
    if isinstance(error, Refusal):
        return (said_no(error, say),)
    if isinstance(error, StudyMistakes):
        return (say(Opening.STUDY_WRONG), say(Opening.STUDY_WRONG_DO), "\n".join(_lines(error, say)))
    if isinstance(error, NotUnderstood):
        return (say(Opening.LINE_WRONG, line=visible(str(error))), say(Opening.LINE_WRONG_DO))
    return (say(Opening.PROGRAM_FAILED, error=_in_a_line(error)), say(Opening.PROGRAM_FAILED_DO))


def _lines(error: StudyMistakes, say: Speaker) -> Iterator[str]:
    yield from (str(mistake) for mistake in error.mistakes[:_MOST_LINES])
    more = len(error.mistakes) - _MOST_LINES
    if more > 0:
        yield say(Opening.AND_MORE, number=more)


def _in_a_line(error: Exception) -> str:
    """Write an error with its place, for whoever looks after the program."""
    said = traceback.format_exception_only(error)[-1].strip()
    places = traceback.extract_tb(error.__traceback__)
    where = f", {places[-1].filename}:{places[-1].lineno}" if places else ""
    return visible(said) + where

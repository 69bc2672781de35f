"""The text of a YAML file, out of its bytes: what no text can hold, and no parser should meet, is refused."""

from __future__ import annotations

import re
from pathlib import Path

from experiment.config.characters import STEERING, name_of
from experiment.config.faults import Fault
from experiment.config.mistakes import Mistake, Position, StudyMistakes
from experiment.config.yaml_slips import merge_mark

_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
"""Control characters, and those that YAML takes for the end of a line or of nothing, but editors do not show."""


def text_of(file: Path, content: bytes) -> str:
    """Read bytes as text.

    Raises
    ------
    StudyMistakes
        If they are not UTF-8, hold what no text can, or a merge that was not finished.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        where = place_after(file, error.object[: error.start].decode())
        raise StudyMistakes([Mistake.at(where, Fault.NOT_UTF8)]) from error
    if unprintable := STEERING.search(text) or _UNPRINTABLE.search(text):
        where = place_after(file, text[: unprintable.start()])
        raise StudyMistakes([Mistake.at(where, Fault.CHARACTER_NOT_TEXT, name=name_of(unprintable[0]))])
    if (mark := merge_mark(text)) is not None:
        raise StudyMistakes([Mistake.at(place_after(file, text[:mark]), Fault.MERGE_CONFLICT)])
    return text


def place_after(file: Path, text: str) -> Position:
    """Name the place of what follows on the text with which a file begins."""
    return Position(file, text.count("\n") + 1, len(text) - (text.rfind("\n") + 1) + 1)


def lines_of(text: str) -> list[str]:
    """Return what stands on each line."""
    return re.split("\r\n|\r|\n", text)

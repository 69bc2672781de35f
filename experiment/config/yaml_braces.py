"""Lists in braces, where brackets are meant: {baseline, day7}."""

from __future__ import annotations

import re
from collections.abc import Sequence

from experiment.config.faults import Fault
from experiment.config.mistakes import Mistake, Position
from experiment.config.yaml_text import lines_of

_IN_BRACES = re.compile(r"[\w-]+: *(\{[^{}:]*\})")


def in_braces(text: str, where: Position) -> str | None:
    """Return what stands in the braces behind a key, if it is no key with its value.

    Parameters
    ----------
    text
        Of the file.
    where
        The place of the key.
    """
    found = _IN_BRACES.match(lines_of(text)[where.line - 1], where.column - 1)
    return None if found is None else found[1]


def without_what_lists_lack(mistakes: Sequence[Mistake]) -> list[Mistake]:
    """Leave out that the entries of lists have no colons, where it is said that a list was meant."""
    lists = {
        (one.where.file, one.where.line)
        for one in mistakes
        if one.fault is Fault.NOT_A_LIST and dict(one.facts)["value"] == "a set of keys"
    }
    return [
        one for one in mistakes if one.fault is not Fault.COLON_MISSING or (one.where.file, one.where.line) not in lists
    ]

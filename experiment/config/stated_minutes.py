"""How long pages say that a session takes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from experiment.config.load import Study
from experiment.config.mistakes import Position
from experiment.config.three_sources import sources_of

_MINUTES = re.compile(r"(\d{1,3})(?:\s*(?:-|–|à|to|bis|a)\s*(\d{1,3}))?[\s\u00a0\u202f]*(?:min\b|minut)", re.IGNORECASE)


def stated_minutes(file: Path, study: Study) -> Iterator[tuple[Position, str, str, int]]:
    """Find pages at the beginning of a visit that say so many minutes.

    Yields
    ------
    Position, str, str, int
        The place of the page, its name, the visit, and the largest number that is said.
    """
    for visit in study.file.visits:
        for page in study.file.opening_of(visit):
            said = [found for text in study.texts.pages[page].values() for found in _MINUTES.finditer(text)]
            if said:
                where = sources_of(file)[2].at("pages", page)
                yield where, page, visit, max(int(found[2] or found[1]) for found in said)

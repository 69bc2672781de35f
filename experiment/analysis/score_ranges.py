"""Between which values a score can lie: of common scales by their names, of any other as its description says.

A description is a file of JSON beside the CSV, with its name: ``{"vas": {"Minimum": 0, "Maximum": 10}}``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from experiment.analysis.problems import Problem, problem
from experiment.messages import TableFault, plainly


@dataclass(frozen=True)
class Range:
    """The least and the most that a score can be; ``None``: nobody has said."""

    low: float | None
    high: float | None

    def holds(self, value: float) -> bool:
        """Return whether a value lies in it, its ends among it."""
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)

    def __str__(self) -> str:
        if self.low is None:
            return f"up to {self.high:g}"
        return f"from {self.low:g} on" if self.high is None else f"{self.low:g} to {self.high:g}"


_TOTALS: Mapping[str, Range] = MappingProxyType(
    {
        "madrs": Range(0, 60),  # 10 items, 0 to 6 each: Montgomery & Åsberg 1979
        "hdrs17": Range(0, 52), "hamd17": Range(0, 52),  # 17 items: Hamilton 1960
        "bdi": Range(0, 63), "bdi2": Range(0, 63),  # 21 items, 0 to 3 each: Beck 1996
        "qids": Range(0, 27),  # Rush 2003
        "phq9": Range(0, 27), "gad7": Range(0, 21),  # 9 and 7 items, 0 to 3 each
        "stai_state": Range(20, 80), "stai_trait": Range(20, 80),  # 20 items, 1 to 4 each: Spielberger 1983
        "maudsley": Range(3, 15), "msm": Range(3, 15),  # staging of resistance to treatment: Fekadu 2009
        "education": Range(0, 40),  # years, or a code
    }
)  # fmt: skip
"""Sums of scales, by what they are called."""

_OF_A_VISIT = frozenset(
    {"madrs", "hdrs17", "hamd17", "bdi", "bdi2", "qids", "phq9", "gad7", "stai_state"}
)  # what a treatment changes: a trait, a stage and years of school are not of one visit

_ITEMS: Mapping[str, Range] = MappingProxyType({"madrs": Range(0, 6), "phq9": Range(0, 3), "gad7": Range(0, 3)})
_MORE = re.compile(r"_(total|sum|score|screening|inclusion|baseline|self|sr|c)")
_OF_PEOPLE = frozenset({"age", "sex"})
_AT_ANOTHER_TIME = re.compile(r"_(screening|inclusion|baseline)(_|$)")
_ITEM = re.compile(r"(?P<scale>[a-z0-9]+?)_?(item_?)?[0-9]{1,2}")


def range_of(name: str, described: Mapping[str, Range]) -> Range | None:
    """Return between which values a score lies; ``None``: nobody has said.

    Parameters
    ----------
    name
        The column that holds it: ``madrs``, ``madrs_screening``, ``madrs_item_1``.
    described
        What its description says, which goes before what is known.
    """
    if name in described:
        return described[name]
    if name in _TOTALS or _MORE.sub("", name) in _TOTALS:
        return _TOTALS[name if name in _TOTALS else _MORE.sub("", name)]
    item = _ITEM.fullmatch(name)
    return _ITEMS.get(item["scale"]) if item else None


def of_a_visit(name: str, table: str) -> bool:
    """Return whether a column says how somebody was at a visit.

    Parameters
    ----------
    name
        The column: ``madrs``, ``madrs_item_1``. One that names its own time, which is no visit of the task
        (``madrs_screening``), says it of the person.
    table
        What its file is called: in ``madrs.csv``, a column of any name that is not known belongs to the scale.
    """
    if _AT_ANOTHER_TIME.search(name):
        return False
    other = name in _OF_PEOPLE or range_of(name, {}) is not None
    return _is_of_such_a_scale(name) or (_is_of_such_a_scale(table) and not other)


def _is_of_such_a_scale(name: str) -> bool:
    item = _ITEM.fullmatch(name)
    scale = item["scale"] if item and item["scale"] in _ITEMS else _MORE.sub("", name)
    return not _AT_ANOTHER_TIME.search(name) and (name in _OF_A_VISIT or scale in _OF_A_VISIT)


def described_ranges(scores: Path) -> dict[str, Range] | Problem:
    """Read the ranges that the description of a file of scores has; there need be none.

    Parameters
    ----------
    scores
        The CSV.
    """
    file = scores.with_suffix(".json")
    if not file.is_file():
        return {}
    try:
        content = json.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        return problem(file, TableFault.NOT_READ, error=plainly(error))
    except (ValueError, RecursionError):
        return problem(file, TableFault.SCORES_NO_DESCRIPTION, what="it is not JSON")
    if not isinstance(content, dict):
        return problem(file, TableFault.SCORES_NO_DESCRIPTION, what="it names no scores")
    ranges: dict[str, Range] = {}
    for name, about in content.items():
        said = {str(key).lower(): value for key, value in about.items()} if isinstance(about, dict) else {}
        ends = [said.get(end) for end in ("minimum", "maximum")]
        if not all(end is None or (isinstance(end, (int, float)) and not isinstance(end, bool)) for end in ends):
            return problem(file, TableFault.SCORES_NO_DESCRIPTION, what=f"the range of {name} is not of numbers")
        low, high = ends
        if low is not None and high is not None and low >= high:
            return problem(file, TableFault.SCORES_NO_DESCRIPTION, what=f"the range of {name} is empty")
        if (low, high) != (None, None):
            ranges[name] = Range(low, high)
    return ranges

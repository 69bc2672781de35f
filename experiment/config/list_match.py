"""Whether event lists are matched: what each list is like, and how far the lists are apart.

One place says what counts as matched: `validate` warns by it, `lists` shows it, and what seeks better lists seeks this.
The limits are assumed. The published lists were matched on their base rates; by how much is not said. What is not known
here is not matched either: negativity, vividness, familiarity, and how much people have lived through.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import sqrt

from experiment.config.event_file import Event
from experiment.format.vocabulary import Strength, Valence

MEAN_PCT = 2.0
"""Mean base rates may be so far apart: an eighth of the spread within a list of the usual kind."""
SD_PCT = 2.0
"""The same for the standard deviations of base rates."""
ENDS_PCT = 10
"""The same for the lowest base rates, and for the highest."""
LENGTH_SHARE = 0.1
"""Mean lengths of the texts, in any language, may be apart by this share of the shortest."""
COUNT_SHARE = 0.05
"""Of a category, or of the favourable events, lists may differ by this share of their events, and by one at least."""


@dataclass(frozen=True)
class ListFigures:
    """What a list of events is like.

    Parameters
    ----------
    mean_pct, sd_pct
        Of the base rates; the standard deviation of a sample, 0 of a single event.
    lengths
        The mean length of the texts, in characters, by language.
    categories
        How many events are of each.
    """

    name: str
    events: int
    mean_pct: float
    sd_pct: float
    lowest_pct: int
    highest_pct: int
    lengths: Mapping[str, float]
    categories: Mapping[str, int]
    favourable: int
    sensitive: int
    undocumented: int


def figures_of(name: str, events: Sequence[Event], languages: Sequence[str]) -> ListFigures:
    """Count what a list is like.

    Parameters
    ----------
    name, events
        The list; not empty.
    languages
        In which its texts are measured.
    """
    rates = [event.base_rate_pct for event in events]
    mean = sum(rates) / len(rates)
    squares = sum((rate - mean) ** 2 for rate in rates)
    return ListFigures(
        name=name,
        events=len(events),
        mean_pct=mean,
        sd_pct=sqrt(squares / (len(rates) - 1)) if len(rates) > 1 else 0.0,
        lowest_pct=min(rates),
        highest_pct=max(rates),
        lengths={language: sum(len(event.text[language]) for event in events) / len(events) for language in languages},
        categories=dict(Counter(event.category for event in events)),
        favourable=sum(event.valence is Valence.FAVOURABLE for event in events),
        sensitive=sum(event.sensitive is not None for event in events),
        undocumented=sum(event.strength is Strength.UNDOCUMENTED for event in events),
    )


@dataclass(frozen=True)
class Measure:
    """One thing in which lists are compared.

    Parameters
    ----------
    what
        In words, such as “mean base rate”.
    values
        Of each list, in their order.
    limit
        How far apart they may be.
    """

    what: str
    values: tuple[float, ...]
    limit: float

    @property
    def apart(self) -> float:
        """How far the two are apart that differ most."""
        return max(self.values) - min(self.values)

    @property
    def is_matched(self) -> bool:
        """Whether that is within the limit; what is a rounding error beyond it is within it."""
        return self.apart <= self.limit + 1e-9


def measures(lists: Sequence[ListFigures]) -> Iterator[Measure]:
    """Compare lists of one size in everything in which they are to be matched."""
    yield Measure("mean base rate", tuple(one.mean_pct for one in lists), MEAN_PCT)
    yield Measure("SD of base rates", tuple(one.sd_pct for one in lists), SD_PCT)
    yield Measure("lowest base rate", tuple(float(one.lowest_pct) for one in lists), ENDS_PCT)
    yield Measure("highest base rate", tuple(float(one.highest_pct) for one in lists), ENDS_PCT)
    for language in lists[0].lengths:
        lengths = tuple(one.lengths[language] for one in lists)
        yield Measure(f"text length ({language})", lengths, LENGTH_SHARE * min(lengths))
    may_differ = count_limit(min(one.events for one in lists))
    for category in sorted({category for one in lists for category in one.categories}):
        counted = tuple(float(one.categories.get(category, 0)) for one in lists)
        yield Measure(f"category {category}", counted, may_differ)
    yield Measure("favourable events", tuple(float(one.favourable) for one in lists), may_differ)


def count_limit(events: int) -> int:
    """Say by how many events of a kind lists of this size may differ."""
    return max(1, round(COUNT_SHARE * events))


def unmatched(lists: Mapping[str, Sequence[Event]], languages: Sequence[str]) -> list[Measure]:
    """Return every measure in which lists are too far apart; none of a single list."""
    figures = [figures_of(name, events, languages) for name, events in lists.items()]
    return [measure for measure in measures(figures) if not measure.is_matched] if len(figures) > 1 else []


@dataclass(frozen=True)
class Alike:
    """Two events of one `similar` name that the same participants may meet, each with its list."""

    similar: str
    first: tuple[str, Event]
    second: tuple[str, Event]


def alike(lists: Mapping[str, Sequence[Event]]) -> Iterator[Alike]:
    """Find the events, of all lists together, that share their `similar`: the rate of one tells of the other's."""
    named: dict[str, list[tuple[str, Event]]] = {}
    for name, events in lists.items():
        for event in events:
            if event.similar is not None:
                named.setdefault(event.similar, []).append((name, event))
    for similar, placed in named.items():
        for first, second in combinations(placed, 2):
            yield Alike(similar, first, second)

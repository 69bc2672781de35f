"""What is unusual in how the figures of events are known: their sources, addresses, and what each is similar to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from difflib import get_close_matches

from experiment.config.checks import Files
from experiment.config.event_file import Event, Evidence
from experiment.config.faults import Doubt
from experiment.config.mistakes import Remark
from experiment.config.yaml_source import Path_
from experiment.format.vocabulary import Strength

_ADDRESS = re.compile(r"https?://([^\s/:@?#.]+\.)+[^\W\d_][^\s/:@?#.]*([/?#]\S*)?")
"""The name of a site and a page there: a bare number or a port is some computer's, and not where readers look."""
_LOOKED_UP = (Evidence.READ, Evidence.COMPUTED)


def doubts_of_sources(files: Files) -> Iterator[Remark]:
    """Remark on the sources of the events that a study may show."""
    at = files.events_source.at
    shown: list[tuple[Path_, Event]] = [
        (("lists", name, n), event)
        for name in files.study.lists_shown
        for n, event in enumerate(files.events.lists[name])
    ]
    unsaid = [
        (path, one) for path, one in shown if one.evidence in _LOOKED_UP and one.strength is Strength.UNDOCUMENTED
    ]
    for path, event in unsaid[:1]:
        more = f"; so is that of {len(unsaid) - 1} more" if len(unsaid) > 1 else ""
        facts = {"event": event.id, "evidence": event.evidence.value, "more": more}
        yield Remark.at(at(*path, "strength"), Doubt.READ_AND_UNDOCUMENTED, **facts)
    for path, event in shown:
        if event.url is not None and not _ADDRESS.fullmatch(event.url):
            yield Remark.at(at(*path, "url"), Doubt.ADDRESS_NOT_WHOLE, url=event.url)
    yield from _alone(files, shown)


def _alone(files: Files, shown: list[tuple[Path_, Event]]) -> Iterator[Remark]:
    """Find events that are similar to none, and were meant to be: by the name of an event, or one nearly spelt so."""
    every = [event for events in files.events.lists.values() for event in events]
    named = Counter(event.similar for event in every if event.similar is not None)
    ids = {event.id for event in every}
    for path, event in shown:
        if event.similar is None or named[event.similar] > 1:
            continue
        others = [one for one in named if one != event.similar]
        near = get_close_matches(event.similar, others, n=1, cutoff=0.8)
        if event.similar in ids - {event.id}:
            meant = f"give “{event.similar}” the same line, similar: {event.similar}"
        elif near:
            meant = f"did you mean “{near[0]}”?"
        else:
            continue
        where = files.events_source.at(*path, "similar")
        yield Remark.at(where, Doubt.SIMILAR_TO_NONE, similar=event.similar, meant=meant)

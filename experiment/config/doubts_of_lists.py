"""What is unusual in the events of a study: whether its lists are alike, and its events are not."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterator

from experiment.config.checks import Files
from experiment.config.event_file import Event
from experiment.config.faults import Doubt
from experiment.config.list_match import Measure, alike, unmatched
from experiment.config.mistakes import Remark
from experiment.config.model import TO_TRANSLATE
from experiment.config.same_words import saying_the_same
from experiment.config.yaml_source import Path_
from experiment.format.vocabulary import Strength


def doubts_of_lists(files: Files) -> Iterator[Remark]:
    """Remark on the events of a study."""
    yield from _matched(files)
    yield from _same_words(files)
    yield from _similar(files)
    yield from _practised(files)
    yield from _lone_categories(files)
    yield from _undocumented(files)


def _shown(files: Files) -> list[tuple[Path_, Event]]:
    lists = files.events.lists
    return [(("lists", name, n), event) for name in files.study.lists_shown for n, event in enumerate(lists[name])]


def _matched(files: Files) -> Iterator[Remark]:
    lists = {name: files.events.lists[name] for name in files.study.lists.names}
    if found := unmatched(lists, files.study.languages):
        where = files.study_source.at("lists", "names")
        yield Remark.at(where, Doubt.LISTS_NOT_MATCHED, differences="; ".join(map(_said, found)))


def _said(measure: Measure) -> str:
    values = ", ".join(f"{value:.3g}" for value in measure.values)
    return f"{measure.what} {values} (at most {measure.limit:.3g} apart)"


def _same_words(files: Files) -> Iterator[Remark]:
    """Two events that a participant would take for one; of those that are marked as similar, that is said.

    An event that is like many others is said once, with the one that is most like it.
    """
    shown = _shown(files)
    nearest: dict[int, tuple[bool, int, str]] = {}
    for language in files.study.languages:
        texts = [event.text[language].removeprefix(TO_TRANSLATE) for _, event in shown]
        for first, second, same in saying_the_same(texts):
            (_, one), (_, other) = shown[first], shown[second]
            alike_by_name = one.similar is not None and one.similar == other.similar
            if not alike_by_name and (second not in nearest or (same and not nearest[second][0])):
                nearest[second] = (same, first, language)
    for second, (same, first, language) in nearest.items():
        path, other = shown[second]
        doubt = Doubt.SAME_WORDS if same else Doubt.NEARLY_SAME_WORDS
        where = files.events_source.at(*path, "text", language)
        yield Remark.at(where, doubt, event=other.id, other=shown[first][1].id)


def _similar(files: Files) -> Iterator[Remark]:
    """Two events that are marked as similar, of lists whose rates the same participants are shown."""
    study = files.study
    practised = (study.practice.events,) if study.practice is not None else ()
    lists = {name: files.events.lists[name] for name in (*study.lists.names, *practised)}
    for pair in alike(lists):
        (_, one), (name, other) = pair.first, pair.second
        where = files.events_source.at("lists", name, lists[name].index(other), "similar")
        yield Remark.at(where, Doubt.SIMILAR_EVENTS, event=other.id, other=one.id, similar=pair.similar)


def _practised(files: Files) -> Iterator[Remark]:
    """A retest event that is marked as similar to a practised one; from those of the lists, the draw keeps it apart."""
    study = files.study
    if study.retest is None or study.practice is None or study.retest.events == study.practice.events:
        return
    retested = study.retest.events
    lists = {name: files.events.lists[name] for name in (study.practice.events, retested)}
    for pair in alike(lists):
        (shown_in, one), (name, other) = pair.first, pair.second
        if (shown_in, name) == (study.practice.events, retested):
            where = files.events_source.at("lists", name, lists[name].index(other), "similar")
            yield Remark.at(where, Doubt.RETEST_LIKE_PRACTISED, event=other.id, other=one.id, similar=pair.similar)


def _lone_categories(files: Files) -> Iterator[Remark]:
    """A category of one event whose name is nearly that of another is probably misspelt."""
    shown = _shown(files)
    categories = Counter(event.category for _, event in shown)
    for path, event in shown:
        if categories[event.category] > 1:
            continue
        others = [name for name, times in categories.items() if times > 1 and name != event.category]
        near = difflib.get_close_matches(event.category, others, n=1, cutoff=0.8)
        if near:
            where = files.events_source.at(*path, "category")
            yield Remark.at(where, Doubt.CATEGORY_ALONE, category=event.category, near=near[0])


def _undocumented(files: Files) -> Iterator[Remark]:
    """Rates whose source says nothing that could be looked up."""
    shown = _shown(files)
    without = [path for path, event in shown if event.strength is Strength.UNDOCUMENTED]
    if without:
        where = files.events_source.at(*without[0], "strength")
        yield Remark.at(where, Doubt.UNDOCUMENTED_RATES, rates=len(without), events=len(shown))

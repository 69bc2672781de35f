"""What no file can be asked alone: whether study, events and texts fit together.

Every check yields the mistakes it finds; none changes anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from experiment.config.event_file import EventFile
from experiment.config.explain import closest
from experiment.config.mistakes import Mistake, Position
from experiment.config.model import placeholders
from experiment.config.study_file import (
    AskedEstimate,
    Message,
    Phase,
    Screen,
    ShownBaseRate,
    ShownEvent,
    StudyFile,
)
from experiment.config.text_file import TextFile
from experiment.config.yaml_source import Path_, YamlSource
from experiment.format.vocabulary import AbortReason, EstimationPhase, Question


@dataclass(frozen=True)
class Files:
    """The three files of a study, each as a model and with its places."""

    study: StudyFile
    study_source: YamlSource
    events: EventFile
    events_source: YamlSource
    texts: TextFile
    texts_source: YamlSource


def check_all(files: Files) -> list[Mistake]:
    """Find every mistake between the files of a study."""
    return [mistake for check in _CHECKS for mistake in check(files)]


def _languages_once(files: Files) -> Iterator[Mistake]:
    languages = files.study.languages
    for n, language in enumerate(languages):
        if language in languages[:n]:
            where = files.study_source.at("languages", n)
            yield Mistake(where, f"the language “{language}” stands twice", "name each once")


def _visits(files: Files) -> Iterator[Mistake]:
    """Every visit has a list, and every list position names a list."""
    study, source = files.study, files.study_source
    for arm, entry in study.arms.items():
        for n, visit in enumerate(entry.visits):
            where = source.at("arms", arm, "visits", n)
            if visit in entry.visits[:n]:
                yield Mistake(where, f"the visit “{visit}” stands twice", "name each once")
            if visit not in study.lists.per_visit:
                yield Mistake(where, f"the visit “{visit}” has no list", "add it to lists: per_visit")
    visited = {visit for arm in study.arms.values() for visit in arm.visits}
    for visit, place in study.lists.per_visit.items():
        where = source.at("lists", "per_visit", visit)
        if place > len(study.lists.names):
            remedy = f"at most {len(study.lists.names)}, the number of lists"
            yield Mistake(where, f"there is no list in place {place}", remedy)
        if visit not in visited:
            yield Mistake(where, f"no arm has the visit “{visit}”", closest(visit, sorted(visited)))
    if not study.arms:
        yield Mistake(source.at("arms"), "the study has no arm", "name at least one, with its visits")


def _lists(files: Files) -> Iterator[Mistake]:
    """The lists that the study names exist and have their size."""
    study, lists = files.study, files.events.lists
    for n, name in enumerate(study.lists.names):
        where = files.study_source.at("lists", "names", n)
        if name in study.lists.names[:n]:
            yield Mistake(where, f"the list “{name}” stands twice", "name each once")
        if name not in lists:
            yield Mistake(where, f"there is no event list “{name}”", closest(name, lists))
        elif len(lists[name]) != study.lists.events_per_list:
            yield Mistake(
                files.events_source.at("lists", name),
                f"the list “{name}” has {len(lists[name])} events",
                f"the study {study.study} wants {study.lists.events_per_list} in each list",
            )
    practice = study.practice
    if practice is None:
        return
    where = files.study_source.at("practice", "events")
    if practice.events not in lists:
        yield Mistake(where, f"there is no event list “{practice.events}”", closest(practice.events, lists))
    elif practice.events in study.lists.names:
        yield Mistake(where, f"“{practice.events}” is a list of the study itself", "practise with other events")
    elif practice.trials > len(lists[practice.events]):
        where = files.study_source.at("practice", "trials")
        yield Mistake(where, f"the practice list has {len(lists[practice.events])} events", "ask for no more trials")


def _events_once(files: Files) -> Iterator[Mistake]:
    seen: dict[str, Position] = {}
    for name, events in files.events.lists.items():
        for n, event in enumerate(events):
            where = files.events_source.at("lists", name, n, "id")
            if event.id in seen:
                what = f"the event “{event.id}” stands twice (first in line {seen[event.id].line})"
                yield Mistake(where, what, "give each event an id of its own, and each place an event of its own")
            seen.setdefault(event.id, where)


def _base_rates_answerable(files: Files) -> Iterator[Mistake]:
    low, high = files.study.estimate.minimum_pct, files.study.estimate.maximum_pct
    for name in _used_lists(files):
        for n, event in enumerate(files.events.lists[name]):
            if not low <= event.base_rate_pct <= high:
                where = files.events_source.at("lists", name, n, "base_rate_pct")
                what = f"the base rate {event.base_rate_pct} is outside what can be answered"
                yield Mistake(where, what, f"from {low} to {high} in the study {files.study.study}")


def _every_language(files: Files) -> Iterator[Mistake]:
    for name in _used_lists(files):
        for n, event in enumerate(files.events.lists[name]):
            where = files.events_source.at("lists", name, n, "text")
            yield from _in_every_language(files, where, f"the event “{event.id}”", event.text)
    for path, texts in _texts_of(files.texts_source.value, ()):
        name = ".".join(str(step) for step in path)
        yield from _in_every_language(files, files.texts_source.at(*path), f"“{name}”", texts)


def _in_every_language(files: Files, where: Position, name: str, texts: Mapping[str, str]) -> Iterator[Mistake]:
    for language in files.study.languages:
        if language not in texts:
            yield Mistake(where, f"{name} has no text in “{language}”", "add it: the study declares that language")


def _every_reason(files: Files) -> Iterator[Mistake]:
    for reason in AbortReason:
        if reason not in files.texts.pause.reasons:
            where = files.texts_source.at("pause", "reasons")
            yield Mistake(where, f"the reason “{reason}” has no words", "add it")


_STUDY_FIGURES = frozenset({"minimum", "maximum", "events", "practice_trials"})
_RANGE = frozenset({"minimum", "maximum"})
_PLACES: dict[tuple[str, ...], tuple[frozenset[str], frozenset[str]]] = {
    ("pages",): (_STUDY_FIGURES, frozenset()),
    ("estimate", "percentage"): (frozenset({"value"}), frozenset({"value"})),
    ("estimate", "hint"): (_RANGE, frozenset()),
    ("estimate", "out_of_range"): (_RANGE, frozenset()),
    ("estimate", "out_of_track"): (_RANGE, frozenset()),
    ("base_rate", "reminder"): (frozenset({"rate"}), frozenset({"rate"})),
    ("rating_hint",): (_RANGE | {"lowest", "highest"}, frozenset()),
    ("afterwards", "*", "page"): (_RANGE, frozenset()),
}
"""For each kind of text: the places in braces it may have, and those it must have; ``*`` stands for any key."""


def _places(files: Files) -> Iterator[Mistake]:
    """Places in braces are those that the program fills."""
    for path, texts in _texts_of(files.texts_source.value, ()):
        allowed, needed = next(
            (places for start, places in _PLACES.items() if _begins(path, start)), (frozenset(), frozenset())
        )
        for language, text in texts.items():
            where = files.texts_source.at(*path, language)
            try:
                found = placeholders(text)
            except ValueError:
                yield Mistake(where, "a brace { or } that belongs to no place", "write a place as {name}")
                continue
            for name in sorted(set(found) - allowed):
                yield Mistake(where, f"nothing is put in the place {{{name}}}", closest(name, sorted(allowed)))
            for name in sorted(needed):
                if found.count(name) != 1:
                    what = f"the place {{{name}}} stands here {found.count(name)} times"
                    yield Mistake(where, what, "put it once, where the figure belongs")


def _begins(path: Path_, start: tuple[str, ...]) -> bool:
    return len(path) >= len(start) and all(want in ("*", step) for want, step in zip(start, path, strict=False))


def _pages_exist(files: Files) -> Iterator[Mistake]:
    for path, name in _page_names(files.study):
        if name not in files.texts.pages:
            where = files.study_source.at(*path)
            yield Mistake(where, f"there is no page “{name}” in the file of texts", closest(name, files.texts.pages))


def _page_names(study: StudyFile) -> Iterator[tuple[tuple[str | int, ...], str]]:
    lists: list[tuple[tuple[str | int, ...], tuple[str, ...]]] = [(("opening",), study.opening)]
    if study.practice is not None:
        lists.append((("practice", "pages"), study.practice.pages))
    for n, phase in enumerate(study.phases):
        lists.append((("phases", n, "pages"), phase.pages))
        if phase.break_page is not None:
            yield ("phases", n, "break_page"), phase.break_page
        for part, screens in phase.parts:
            for m, screen in enumerate(screens):
                if isinstance(screen, Message):
                    yield ("phases", n, str(part), m, "message", "page"), screen.page
    lists.append((("closing",), study.closing))
    for path, names in lists:
        for n, name in enumerate(names):
            yield (*path, n), name


def _questions(files: Files) -> Iterator[Mistake]:
    """What is asked has words, a range, and its turn."""
    for n, phase in enumerate(files.study.phases):
        for part, screens in phase.parts:
            path: tuple[str | int, ...] = ("phases", n, str(part))
            asked: set[Question] = set()
            for m, screen in enumerate(screens):
                if not isinstance(screen, AskedEstimate):
                    continue
                where = files.study_source.at(*path, m, "estimate", "of")
                if screen.of in asked:
                    yield Mistake(where, f"“{screen.of}” is asked twice in {part}", "ask it once")
                asked.add(screen.of)
                if screen.words_name not in files.texts.questions:
                    where = files.study_source.at(*path, m, "estimate", "words" if screen.words else "of")
                    what = f"the question “{screen.words_name}” has no words"
                    yield Mistake(where, what, "add it to questions: in the file of texts")
                if screen.of is Question.CONFIDENCE and files.study.confidence is None:
                    yield Mistake(where, "the confidence question has no range", "add confidence: to the study file")
            if Question.SELF not in asked:
                where = files.study_source.at(*path)
                yield Mistake(where, f"{part} does not ask for one’s own estimate", "add - estimate: {of: self}")


def _sequence(files: Files) -> Iterator[Mistake]:
    """A first estimate comes before the rate, a second one after it; no trial begins with a question."""
    known = False
    for n, phase in enumerate(files.study.phases):
        first = phase.parts[0]
        if isinstance(first[1][0], AskedEstimate):
            where = files.study_source.at("phases", n, str(first[0]), 0)
            yield Mistake(where, "a trial cannot begin with a question", "show a fixation or the event before it")
        for part, screens in phase.parts:
            if part is EstimationPhase.FIRST and known:
                where = files.study_source.at("phases", n, str(part))
                yield Mistake(where, "a first estimate after the base rates were shown", "put this phase first")
            for m, screen in enumerate(screens):
                where = files.study_source.at("phases", n, str(part), m)
                own = isinstance(screen, AskedEstimate) and screen.of is Question.SELF
                guess = isinstance(screen, AskedEstimate) and screen.of is not Question.CONFIDENCE
                if guess and known and part is EstimationPhase.FIRST:
                    yield Mistake(where, "a first estimate after the base rate was shown", "ask it before the rate")
                if own and not known and part is EstimationPhase.SECOND:
                    yield Mistake(where, "a second estimate before the base rate was shown", "show the rate before it")
                known = known or _shows_rate(screen)
    if not any(part is EstimationPhase.FIRST for phase in files.study.phases for part, _ in phase.parts):
        yield Mistake(files.study_source.at("phases"), "no phase has a first estimate", "add first_estimate:")


def _shows_rate(screen: Screen) -> bool:
    return isinstance(screen, ShownBaseRate) or (isinstance(screen, ShownEvent) and screen.with_base_rate)


def _phases_once(files: Files) -> Iterator[Mistake]:
    seen: set[EstimationPhase] = set()
    for n, phase in enumerate(files.study.phases):
        for part, _ in phase.parts:
            if part in seen:
                where = files.study_source.at("phases", n, str(part))
                yield Mistake(where, f"a second phase with {part}", "each event is estimated twice in all")
            seen.add(part)


def _practice_phase(files: Files) -> Iterator[Mistake]:
    first: Phase = files.study.phases[0]
    if files.study.practice is not None and first.first_estimate is None:
        yield Mistake(files.study_source.at("practice"), "there is no first estimate to practise", "take practice out")


def _used_lists(files: Files) -> list[str]:
    names = [*files.study.lists.names]
    if files.study.practice is not None:
        names.append(files.study.practice.events)
    return [name for name in dict.fromkeys(names) if name in files.events.lists]


def _texts_of(value: object, path: Path_) -> Iterator[tuple[Path_, Mapping[str, str]]]:
    """Find every set of words in the file of texts: the mappings whose values are all text."""
    if isinstance(value, tuple):
        for n, inner in enumerate(value):
            yield from _texts_of(inner, (*path, n))
    if not isinstance(value, Mapping):
        return
    words = {key: text for key, text in value.items() if isinstance(text, str)}
    if value and len(words) == len(value):
        yield path, words
        return
    for key, inner in value.items():
        yield from _texts_of(inner, (*path, key))


_CHECKS: tuple[Callable[[Files], Iterator[Mistake]], ...] = (
    _languages_once,
    _visits,
    _lists,
    _events_once,
    _base_rates_answerable,
    _every_language,
    _every_reason,
    _places,
    _pages_exist,
    _questions,
    _sequence,
    _phases_once,
    _practice_phase,
)

"""What no file can be asked alone: whether study, events and texts fit together.

Every check yields the mistakes it finds; none changes anything.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date, timedelta

from experiment.config.check_texts import languages_misspelt, languages_without_texts
from experiment.config.checks import Check, Files
from experiment.config.cut_off import lists_cut_off
from experiment.config.event_file import EventFile
from experiment.config.explain import closest
from experiment.config.faults import Fault
from experiment.config.mistakes import Mistake, Position
from experiment.config.odd_names import misspelt, odd_definitions
from experiment.config.page_names import page_names
from experiment.config.study_file import Phase
from experiment.config.trial_screens import AskedEstimate, ShownBaseRate, shows_rate
from experiment.config.yaml_source import YamlSource
from experiment.format import wall_clock
from experiment.format.vocabulary import EstimationPhase, Question
from experiment.messages import counted

_MANY_RATES = 5
"""So many rates outside the range are slips of theirs; more, one of the range."""
_ALIKE_PAGES = 0.7
"""How alike the names of two pages are of which one was meant: many end in the same word."""
_FIRST_STUDY_FILE = date(2026, 1, 1)
"""No study file of this program, with its events and rates, was there to be reviewed before that day."""


def check_review_date(files: Files) -> Iterator[Mistake]:
    """Nobody has reviewed a study tomorrow; a day is allowed for, as it may be tomorrow elsewhere."""
    reviewed, today = files.study.reviewed, wall_clock.now().date()
    if reviewed is not None and reviewed.date > today + timedelta(days=1):
        where = files.study_source.at("reviewed", "date")
        yield Mistake.at(where, Fault.REVIEWED_LATER, date=reviewed.date, today=today)


def _reviewed_when_it_was(files: Files) -> Iterator[Mistake]:
    reviewed = files.study.reviewed
    if reviewed is not None and reviewed.date < _FIRST_STUDY_FILE:
        where = files.study_source.at("reviewed", "date")
        yield Mistake.at(where, Fault.REVIEWED_TOO_EARLY, date=reviewed.date, first=_FIRST_STUDY_FILE)


def _languages_once(files: Files) -> Iterator[Mistake]:
    languages = files.study.languages
    for n, language in enumerate(languages):
        if language in languages[:n]:
            where = files.study_source.at("languages", n)
            yield Mistake.at(where, Fault.LANGUAGE_TWICE, language=language)


def _experimenter_language(files: Files) -> Iterator[Mistake]:
    """The laboratory's is one of the study's languages, which may be misspelt there."""
    study = files.study
    said = languages_misspelt(files).values() or languages_without_texts(files)
    if study.experimenter_language not in (None, *study.languages) and not said:
        yield Mistake.at(
            files.study_source.at("experimenter_language"),
            Fault.EXPERIMENTER_LANGUAGE_UNKNOWN,
            language=study.experimenter_language,
            languages=", ".join(study.languages),
        )


def _lists(files: Files) -> Iterator[Mistake]:
    """The lists that the study names exist and have their size."""
    study, lists = files.study, files.events.lists
    odd = _odd_lists(files)
    if not odd and (cut := lists_cut_off(files)) is not None:
        yield cut
        return
    yield from misspelt(
        odd, "list", {name: files.events_source.at("lists", name) for name in lists}, files.study_source.file.name
    )
    alike = _lists_alike(files)
    if alike is not None:
        where = files.study_source.at("lists", "events_per_list")
        wanted = study.lists.events_per_list
        yield Mistake.at(where, Fault.LISTS_OF_ANOTHER_SIZE, wanted=wanted, events=alike)
    swallowed = _swallowed(files, odd)
    for name, other in swallowed.items():
        where = files.events_source.at("lists", name, study.lists.events_per_list)
        facts = {"list": name, "events": len(lists[name]), "other": other}
        yield Mistake.at(where, Fault.LIST_WITHIN_ANOTHER, **facts)
    for n, name in enumerate(study.lists.names):
        if name in swallowed or name in swallowed.values():
            continue
        where = files.study_source.at("lists", "names", n)
        if name in study.lists.names[:n]:
            yield Mistake.at(where, Fault.LIST_TWICE, list=name)
        if name not in lists and name not in odd:
            yield Mistake.at(where, Fault.LIST_UNKNOWN, list=name, suggestion=closest(name, lists))
        elif name in lists and alike is None and len(lists[name]) != study.lists.events_per_list:
            yield Mistake.at(
                files.events_source.at("lists", name),
                Fault.LIST_OF_ANOTHER_SIZE,
                list=name,
                events=len(lists[name]),
                study=study.study,
                wanted=study.lists.events_per_list,
                remedy=_more_or_fewer(study.lists.events_per_list - len(lists[name])),
                otherwise="name another list"
                if len(study.lists.names) > 1
                else f"write events_per_list: {len(lists[name])}",
            )
    yield from _practice_list(files, odd)


def _practice_list(files: Files, odd: Collection[str]) -> Iterator[Mistake]:
    practice, study, lists = files.study.practice, files.study, files.events.lists
    if practice is None:
        return
    where = files.study_source.at("practice", "events")
    if practice.events not in lists:
        if practice.events not in odd:
            suggestion = closest(practice.events, lists)
            yield Mistake.at(where, Fault.LIST_UNKNOWN, list=practice.events, suggestion=suggestion)
    elif practice.events in study.lists.names:
        yield Mistake.at(where, Fault.PRACTICE_WITH_STUDY_LIST, list=practice.events)
    elif practice.trials > len(lists[practice.events]):
        where = files.study_source.at("practice", "trials")
        yield Mistake.at(where, Fault.TOO_MUCH_PRACTICE, events=len(lists[practice.events]))


def _swallowed(files: Files, odd: Collection[str]) -> dict[str, str]:
    """Find lists that have the events of another, too, whose line is gone: they have twice as many as they should."""
    lists, named = files.events.lists, files.study.lists
    lacking = [name for name in named.names if name not in lists and name not in odd]
    long = [name for name in named.names if name in lists and len(lists[name]) == 2 * named.events_per_list]
    return {long[0]: lacking[0]} if len(long) == len(lacking) == 1 else {}


def _odd_lists(files: Files) -> dict[str, str]:
    """Find lists that are misspelt in the file of events."""
    return odd_definitions(files.events.lists, {name: [name] for name in files.study.lists_shown})


def _lists_alike(files: Files) -> int | None:
    """Return how many events each of several lists has, where all have as many and the study says otherwise."""
    there = [files.events.lists[name] for name in files.study.lists.names if name in files.events.lists]
    sizes = {len(events) for events in there}
    if len(there) > 1 and len(sizes) == 1 and sizes != {files.study.lists.events_per_list}:
        return sizes.pop()
    return None


def _more_or_fewer(wanted: int) -> str:
    number = counted(abs(wanted), "event")
    return f"add {number}" if wanted > 0 else f"take {number} out"


def events_once(events: EventFile, source: YamlSource) -> Iterator[Mistake]:
    """No event stands twice in a file of events."""
    seen: dict[str, Position] = {}
    for name, entries in events.lists.items():
        for n, event in enumerate(entries):
            where = source.at("lists", name, n, "id")
            if event.id in seen:
                yield Mistake.at(where, Fault.EVENT_TWICE, event=event.id, line=seen[event.id].line)
            seen.setdefault(event.id, where)


def _base_rates_answerable(files: Files) -> Iterator[Mistake]:
    """Each rate can be answered; where many cannot, it is the range that is too narrow, and said once."""
    low, high = files.study.estimate.minimum_pct, files.study.estimate.maximum_pct
    outside = [
        (files.events_source.at("lists", name, n, "base_rate_pct"), event.base_rate_pct)
        for name in _used_lists(files)
        for n, event in enumerate(files.events.lists[name])
        if not low <= event.base_rate_pct <= high
    ]
    span = {"minimum": low, "maximum": high}
    if len(outside) > _MANY_RATES:
        rates = [rate for _, rate in outside]
        key = "maximum_pct" if max(rates) > high else "minimum_pct"
        of_all = {"rates": len(rates), "lowest": min(rates), "highest": max(rates)}
        yield Mistake.at(files.study_source.at("estimate", key), Fault.BASE_RATES_NOT_ANSWERABLE, **of_all, **span)
        return
    for where, rate in outside:
        facts = {"base_rate": rate, "study": files.study.study}
        yield Mistake.at(where, Fault.BASE_RATE_NOT_ANSWERABLE, **facts, **span)


def _pages_exist(files: Files) -> Iterator[Mistake]:
    pages, named = files.texts.pages, defaultdict(list)
    for path, name in page_names(files.study):
        named[name].append(path)
    odd = odd_definitions(pages, named)
    places = {page: files.texts_source.at("pages", page) for page in pages}
    yield from misspelt(odd, "page", places, files.study_source.file.name)
    for path, name in page_names(files.study):
        if name not in pages and name not in odd:
            where = files.study_source.at(*path)
            suggestion = closest(name, files.texts.pages, _ALIKE_PAGES)
            yield Mistake.at(where, Fault.PAGE_UNKNOWN, page=name, suggestion=suggestion)


def _questions(files: Files) -> Iterator[Mistake]:
    """What is asked has words, a range, and its turn."""
    odd = odd_definitions(files.texts.questions, _words_asked(files))
    places = {name: files.texts_source.at("questions", name) for name in files.texts.questions}
    yield from misspelt(odd, "question", places, files.study_source.file.name)
    for n, phase in enumerate(files.study.phases):
        for part, screens in phase.parts:
            path: tuple[str | int, ...] = ("phases", n, str(part))
            if sum(isinstance(screen, ShownBaseRate) for screen in screens) > 1:
                last = max(m for m, screen in enumerate(screens) if isinstance(screen, ShownBaseRate))
                yield Mistake.at(files.study_source.at(*path, last), Fault.RATE_TWICE, phase=part)
            asked: set[Question] = set()
            for m, screen in enumerate(screens):
                if not isinstance(screen, AskedEstimate):
                    continue
                where = files.study_source.at(*path, m, "estimate", "of")
                if screen.of in asked:
                    yield Mistake.at(where, Fault.QUESTION_TWICE, question=screen.of, phase=part)
                asked.add(screen.of)
                if screen.words_name not in files.texts.questions and screen.words_name not in odd:
                    named = files.study_source.at(*path, m, "estimate", "words" if screen.words else "of")
                    yield Mistake.at(named, Fault.QUESTION_WITHOUT_WORDS, question=screen.words_name)
                if screen.of is Question.CONFIDENCE and files.study.confidence is None:
                    yield Mistake.at(where, Fault.QUESTION_WITHOUT_RANGE, question=screen.of)
            if Question.SELF not in asked:
                where = files.study_source.at(*path)
                yield Mistake.at(where, Fault.NO_OWN_ESTIMATE, phase=part)


def _words_asked(files: Files) -> dict[str, list[AskedEstimate]]:
    asked = defaultdict(list)
    for phase in files.study.phases:
        for _, screens in phase.parts:
            for screen in screens:
                if isinstance(screen, AskedEstimate):
                    asked[screen.words_name].append(screen)
    return asked


def _sequence(files: Files) -> Iterator[Mistake]:
    """A first estimate comes before the rate, a second one after it; no trial begins with a question."""
    if (called_second := _called_second(files)) is not None and not _copied(files):
        where = files.study_source.at("phases", called_second, str(EstimationPhase.SECOND))
        yield Mistake.at(where, Fault.FIRST_CALLED_SECOND)
        return
    known, copied = False, _copied(files)
    for n, phase in enumerate(files.study.phases):
        if n in copied:
            continue
        first = phase.parts[0]
        if isinstance(first[1][0], AskedEstimate):
            where = files.study_source.at("phases", n, str(first[0]), 0)
            yield Mistake.at(where, Fault.QUESTION_FIRST)
        for part, screens in phase.parts:
            if part is EstimationPhase.FIRST and known:
                where = files.study_source.at("phases", n, str(part))
                yield Mistake.at(where, Fault.PHASE_AFTER_RATES)
            for m, screen in enumerate(screens):
                where = files.study_source.at("phases", n, str(part), m)
                own = isinstance(screen, AskedEstimate) and screen.of is Question.SELF
                guess = isinstance(screen, AskedEstimate) and screen.of is not Question.CONFIDENCE
                if guess and known and part is EstimationPhase.FIRST:
                    yield Mistake.at(where, Fault.ESTIMATE_AFTER_RATE)
                if own and not known and part is EstimationPhase.SECOND:
                    yield Mistake.at(where, Fault.ESTIMATE_BEFORE_RATE)
                known = known or shows_rate(screen)
    if not any(part is EstimationPhase.FIRST for phase in files.study.phases for part, _ in phase.parts):
        yield Mistake.at(files.study_source.at("phases"), Fault.NO_FIRST_ESTIMATE)


def _called_second(files: Files) -> int | None:
    """Return which phase is the first one, where there are two with a second estimate, and none with a first."""
    parts = [(part, n) for n, phase in enumerate(files.study.phases) for part, _ in phase.parts]
    if len(parts) == 2 and all(part is EstimationPhase.SECOND for part, _ in parts):
        return parts[0][1]
    return None


def _copied(files: Files) -> dict[int, int]:
    """Return the numbers of phases that are the same as an earlier one, and of that."""
    phases = files.study.phases
    return {n: phases.index(phase) for n, phase in enumerate(phases) if phases.index(phase) < n}


def _phases_once(files: Files) -> Iterator[Mistake]:
    for n, other in _copied(files).items():
        line = files.study_source.at("phases", other).line
        yield Mistake.at(files.study_source.at("phases", n), Fault.PHASE_COPIED, line=line)
    if _called_second(files) is not None or _copied(files):
        return
    seen: set[EstimationPhase] = set()
    for n, phase in enumerate(files.study.phases):
        for part, _ in phase.parts:
            if part in seen:
                where = files.study_source.at("phases", n, str(part))
                yield Mistake.at(where, Fault.PHASE_TWICE, phase=part)
            seen.add(part)


def _practice_phase(files: Files) -> Iterator[Mistake]:
    first: Phase = files.study.phases[0]
    if files.study.practice is not None and first.first_estimate is None and _called_second(files) is None:
        yield Mistake.at(files.study_source.at("practice"), Fault.NOTHING_TO_PRACTISE)


def _used_lists(files: Files) -> list[str]:
    return [name for name in files.study.lists_shown if name in files.events.lists]


_SCREENS = ("study.phases.*.*.*.*.of", "study.phases.*.*.*.*.words", "study.phases.*.*.*.*.with_base_rate")

CROSS_CHECKS = (
    Check(_reviewed_when_it_was, ("study.reviewed.**",)),
    Check(_languages_once, ("study.languages.**",)),
    Check(_experimenter_language, ("study.languages.**", "study.lists.**", "study.practice.**", "study.retest.**")),
    Check(_lists, ("study.lists.**", "study.practice.events", "events.lists.*.*")),
    Check(lambda files: events_once(files.events, files.events_source), ()),
    Check(_base_rates_answerable, ("study.estimate.**", "study.lists.**", "study.practice.events")),
    Check(_pages_exist, ("texts.pages.*",)),
    Check(_questions, (*_SCREENS, "study.confidence", "texts.questions.*")),
    Check(_sequence, _SCREENS),
    Check(_phases_once, ("study.phases.*.*",)),
    Check(_practice_phase, ("study.phases.*.*",)),
)
"""Every check between study, events and texts that has no module of its own."""

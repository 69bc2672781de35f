"""Whether the file of texts has the words that a study needs, in every language, with the places that are filled."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from experiment.config.checks import Check, Files
from experiment.config.explain import closest
from experiment.config.faults import Fault
from experiment.config.language_signs import SIGNS, sign_of_language
from experiment.config.local_texts import local_texts
from experiment.config.mistakes import Mistake, Position
from experiment.config.model import placeholders, stray_brace
from experiment.config.model_paths import value_at
from experiment.config.study_file import StudyFile
from experiment.config.trial_screens import Screen, ShownBaseRate, ShownEvent
from experiment.config.yaml_source import Path_, YamlSource
from experiment.format.vocabulary import MEMORY, AbortReason, AnswerInput, Confirmation

_STUDY_FIGURES = frozenset({"minimum", "maximum", "events", "practice_trials"})
_RANGE = frozenset({"minimum", "maximum"})
_PLACES: dict[tuple[str, ...], tuple[frozenset[str], frozenset[str]]] = {
    ("pages",): (_STUDY_FIGURES, frozenset()),
    ("estimate", "percentage"): (frozenset({"value"}), frozenset({"value"})),
    ("estimate", "hint"): (_RANGE, frozenset()),
    ("estimate", "out_of_range"): (_RANGE, frozenset()),
    ("estimate", "not_whole"): (_RANGE, frozenset()),
    ("comprehension", "not_chosen"): (frozenset({"answers"}), frozenset()),
    ("base_rate", "reminder"): (frozenset({"rate"}), frozenset({"rate"})),
    ("rating_hint",): (_RANGE | {"lowest", "highest"}, frozenset()),
    ("afterwards", "*", "page"): (_RANGE, frozenset()),
    ("experimenter", "left"): (frozenset({"left", "of"}), frozenset({"left", "of"})),
    ("experimenter", "pauses", "silence"): (frozenset({"questions"}), frozenset({"questions"})),
    ("experimenter", "duration"): (frozenset({"minutes"}), frozenset({"minutes"})),
}
"""For each kind of text: the places in braces it may have, and those it must have; ``*`` stands for any key."""
_SPACED = re.compile(r"\{(?!\w+\})\s*(\w+)\s*\}")
"""A place with spaces within its braces, which is none."""
_MANY = 4
"""Of so many texts in a file at least, a language that none has is said once."""
_NO_PLACE = "leave the braces out: no figure of the study can stand in this text"


def places(source: YamlSource) -> Iterator[Mistake]:
    """Places in braces are those that the program fills."""
    for path, texts in local_texts(source.value):
        allowed, needed = places_of(path)
        for language, written in texts.items():
            spaced = {one[1]: one[0] for one in _SPACED.finditer(written)}
            text = _SPACED.sub(r"{\1}", written)
            try:
                found = placeholders(text)
            except ValueError:
                where = source.at_words(stray_brace(text), *path, language)
                yield Mistake.at(where, Fault.STRAY_BRACE)
                continue
            for name in sorted(set(found) - allowed | set(spaced)):
                place = spaced.get(name, f"{{{name}}}")
                known = closest(f"{{{name}}}", [f"{{{one}}}" for one in sorted(allowed)]) if allowed else _NO_PLACE
                where = source.at_words(place, *path, language)
                yield Mistake.at(where, Fault.PLACE_UNKNOWN, place=place[1:-1], suggestion=known)
            for name in sorted(needed):
                if found.count(name) != 1:
                    where = source.at(*path, language)
                    yield Mistake.at(where, Fault.PLACE_NOT_ONCE, place=name, times=found.count(name))


def are_filled(value: object) -> bool:
    """Return whether each text of a file has the places that it must have, once."""
    return all(
        text.count(f"{{{name}}}") == 1
        for path, texts in local_texts(value)
        for name in places_of(path)[1]
        for text in texts.values()
    )


def places_of(path: Path_) -> tuple[frozenset[str], frozenset[str]]:
    """Name the places in braces that a text may have, and those that it must have."""
    none: frozenset[str] = frozenset()
    return next((places for start, places in _PLACES.items() if _begins(path, start)), (none, none))


def _begins(path: Path_, start: tuple[str, ...]) -> bool:
    return len(path) >= len(start) and all(want in ("*", step) for want, step in zip(start, path, strict=False))


def _every_language(files: Files) -> Iterator[Mistake]:
    """Every text is there in every language; a language that none of a file's texts has is said once."""
    lists = [files.events.lists[name] for name in files.study.lists_shown if name in files.events.lists]
    events = [event.text for listed in lists for event in listed]
    texts_of = ((files.events_source, events), (files.texts_source, list(_of_texts(files))))
    nowhere = {source.file: _in_no_text(files, texts) for source, texts in texts_of}
    misspelt_as = languages_misspelt(files)
    misnamed = {sign_of_language(str(path[-1])) for path in files.damage}
    for n, language in enumerate(files.study.languages):
        if language in misnamed:
            continue
        where = files.study_source.at("languages", n)
        lacking = [file.name for file, languages in nowhere.items() if language in languages]
        if language in misspelt_as:
            facts = {"language": language, "meant": misspelt_as[language]}
            yield Mistake.at(where, Fault.LANGUAGE_NAMED_OTHERWISE, **facts)
        elif lacking and language not in SIGNS and len(lacking) == len(nowhere):
            sign = sign_of_language(language)
            suggestion = f": {sign}" if sign else f", such as {', '.join(_languages_there(files)) or 'en'}"
            yield Mistake.at(where, Fault.NOT_A_LANGUAGE, value=language, suggestion=suggestion)
        elif lacking:
            facts = {"file": " or ".join(lacking), "language": language, "languages": ",".join(files.study.languages)}
            remedy = f"take “{language}” out of languages:, or " if len(files.study.languages) > 1 else ""
            yield Mistake.at(where, Fault.LANGUAGE_WITHOUT_TEXTS, **facts, remedy=remedy)
    for mistake, language in _without_language(files):
        if language not in nowhere[mistake.where.file]:
            yield mistake


def languages_without_texts(files: Files) -> list[str]:
    """Name the languages of the study that nothing in its files is written in."""
    there = {language for texts in _of_texts(files) for language in texts}
    return [language for language in files.study.languages if language not in there]


def languages_misspelt(files: Files) -> dict[str, str]:
    """Find languages of the study that no text has, where all have one that the study does not declare.

    Of several, that which is meant: sp for Spanish.
    """
    lists = [files.events.lists[name] for name in files.study.lists_shown if name in files.events.lists]
    texts: list[Mapping[str, str]] = [event.text for listed in lists for event in listed]
    texts += _of_texts(files)
    if len(texts) < _MANY:
        return {}
    declared, there = files.study.languages, {language for text in texts for language in text}
    others = [one for one in sorted(there - set(declared)) if all(one in text for text in texts)]
    lacking = [one for one in dict.fromkeys(declared) if one not in there]
    meant = {one: sign_of_language(one) for one in lacking}
    return {
        one: next((other for other in others if other == meant[one]), others[0])
        for one in lacking
        if meant[one] in others or (len(others) == 1 == len(lacking) and one not in SIGNS)
    }


def _languages_there(files: Files) -> list[str]:
    return sorted({language for texts in _of_texts(files) for language in texts})


def _of_texts(files: Files) -> Iterator[Mapping[str, str]]:
    for _, texts in local_texts(files.texts_source.value):
        yield texts


def _in_no_text(files: Files, texts: Sequence[Mapping[str, str]]) -> frozenset[str]:
    if len(texts) < _MANY:
        return frozenset()
    return frozenset(files.study.languages) - {language for text in texts for language in text}


def _without_language(files: Files) -> Iterator[tuple[Mistake, str]]:
    for name in (name for name in files.study.lists_shown if name in files.events.lists):
        for n, event in enumerate(files.events.lists[name]):
            for language in _languages_without(files, event.text):
                where = _beside(files.events_source, ("lists", name, n, "text"), files, event.text)
                yield Mistake.at(where, Fault.EVENT_WITHOUT_LANGUAGE, event=event.id, language=language), language
    for path, texts in local_texts(files.texts_source.value):
        if (dash := _dash_within(files, path, texts)) is not None:
            if dash:
                yield dash[0], ""
            continue
        for language in _languages_without(files, texts):
            where, text = _beside(files.texts_source, path, files, texts), ".".join(str(step) for step in path)
            yield Mistake.at(where, Fault.TEXT_WITHOUT_LANGUAGE, text=text, language=language), language


def _dash_within(files: Files, path: Path_, texts: Mapping[str, str]) -> list[Mistake] | None:
    """Find two entries of a list that are the languages of one, parted by a dash.

    Returns
    -------
    list or None
        ``None``: this is no part of such an entry; the first of its parts says nothing.
    """
    if not isinstance(path[-1], int) or not _languages_without(files, texts):
        return None
    entries = value_at(files.texts_source.value, path[:-1])
    for n, other in ((path[-1] - 1, path[-1]), (path[-1], path[-1] + 1)):
        if n < 0 or other >= len(entries) or entries[n].keys() & entries[other].keys():
            continue
        if {*entries[n], *entries[other]} >= set(files.study.languages):
            where = files.texts_source.at(*path[:-1], other)
            facts = {"key": next(iter(entries[other])), "line": files.texts_source.at(*path[:-1], n).line}
            return [Mistake.at(where, Fault.DASH_TOO_MANY, **facts)] if other == path[-1] else []
    return None


def _beside(source: YamlSource, path: Path_, files: Files, texts: Mapping[str, str]) -> Position:
    """Name the place of words in a language that the study has not, where they may be those that are missed."""
    others = [language for language in texts if language not in files.study.languages]
    return source.at(*path, *others[:1]) if len(others) == 1 else source.at(*path)


def _languages_without(files: Files, texts: Mapping[str, str]) -> list[str]:
    return [language for language in files.study.languages if language not in texts]


def _every_reason(files: Files) -> Iterator[Mistake]:
    for reason in AbortReason:
        if reason not in files.texts.pause.reasons:
            where = files.texts_source.at("pause", "reasons")
            yield Mistake.at(where, Fault.REASON_WITHOUT_WORDS, reason=reason)


def _needed(files: Files) -> Iterator[Mistake]:
    """Texts that some designs need are there where they are needed."""
    for path, why in _needs(files.study):
        holder = files.texts if len(path) == 1 else getattr(files.texts, path[0])
        if getattr(holder, path[-1]) is None:
            where = files.texts_source.at(*path[:-1])
            yield Mistake.at(where, Fault.TEXT_NEEDED, text=".".join(path), why=why)


def _needs(study: StudyFile) -> Iterator[tuple[tuple[str, ...], str]]:
    """Name the texts that a study needs and others do not, and why."""
    screens: list[Screen] = [screen for phase in study.phases for _, part in phase.parts for screen in part]
    asked = {question for visit in study.visits.values() for question in visit.afterwards or ()}
    if study.estimate.input is AnswerInput.TYPED:
        for key in ("nothing_typed", "correct"):
            yield ("estimate", key), "answers are typed"
        if study.estimate.confirm is Confirmation.AUTO:
            yield ("estimate", "confirm_by_itself"), "the last digit confirms"
        if asked - {MEMORY}:
            yield ("rating_hint",), "ratings are typed"
    else:
        for key in ("nothing_chosen", "move"):
            yield ("estimate", key), "answers are given on a slider"
        if study.estimate.start_pct is not None:
            yield ("estimate", "nothing_moved"), "the marker of the slider has a start"
    if any(isinstance(screen, ShownBaseRate) for screen in screens):
        yield ("base_rate", "caption"), "base rates are shown"
    if any(isinstance(screen, ShownEvent) and screen.with_base_rate for screen in screens):
        yield ("base_rate", "reminder"), "events are shown with their base rates"


TEXT_CHECKS = (
    Check(_every_language, ("study.languages.**", "study.lists.**", "study.practice.**", "study.retest.**")),
    Check(_every_reason, ("texts.pause.reasons.**",)),
    Check(lambda files: places(files.texts_source), ()),
    Check(
        _needed, ("study.phases.**", "study.visits.**", "study.estimate.**", "texts.estimate.*", "texts.base_rate.*")
    ),
)
"""Every check of the words."""

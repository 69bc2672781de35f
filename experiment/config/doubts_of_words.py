"""What is unusual in the words of a study: left in another language, unfinished, marked up, or never shown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import combinations, pairwise

from experiment.config.checks import Files
from experiment.config.faults import Doubt
from experiment.config.language_of import leans_to, seems_to_be
from experiment.config.local_texts import local_texts
from experiment.config.mistakes import Position, Remark
from experiment.config.typography import french_slip

_UNFINISHED = re.compile(r"\b(TODO|TO DO|FIXME|TBD|XXX+|À FAIRE|A FAIRE|[Ll]orem ipsum)\b|\?\?\?+")
_MARKUP = re.compile(
    r"</?[a-zA-Z][a-zA-Z0-9]*\s*/?>|\\[nrt](?![a-z])|\\n|&(?:[a-z]+|#\d+);|\*\*\S|\S\*\*|\[[^\]]+\]\(\S+\)"
)
_ENDS = tuple(".?!:…»”)")
_WORDS = re.compile(r"[^\W\d_]{2,}")


def doubts_of_words(files: Files) -> Iterator[Remark]:
    """Remark on the words of a study, in each of its languages."""
    for source in (files.study_source, files.events_source, files.texts_source):
        for where in source.cut_off:
            yield Remark.at(where, Doubt.TEXT_CUT_OFF)
    for places, texts in _texts(files):
        yield from _languages(places, {one: text for one, text in texts.items() if not _UNFINISHED.search(text)})
        for language, text in texts.items():
            yield from _wording(places[language], language, text)


def _texts(files: Files) -> Iterator[tuple[Mapping[str, Position], Mapping[str, str]]]:
    """Every text that the study may show, in its languages, with the place of each."""
    languages = files.study.languages
    for name in files.study.lists_shown:
        for n, event in enumerate(files.events.lists[name]):
            at = {language: files.events_source.at("lists", name, n, "text", language) for language in languages}
            yield at, {language: event.text[language] for language in languages}
    for path, texts in local_texts(files.texts_source.value):
        at = {language: files.texts_source.at(*path, language) for language in languages}
        yield at, {language: texts[language] for language in languages if language in texts}


def _languages(where: Mapping[str, Position], texts: Mapping[str, str]) -> Iterator[Remark]:
    said: set[str] = set()
    for one, other in combinations(texts, 2):
        if texts[one] == texts[other] and len(_WORDS.findall(texts[one])) >= 3:
            yield Remark.at(where[other], Doubt.UNTRANSLATED, language=other, other=one)
            said |= {one, other}
        elif leans_to(texts[one], one, other) and leans_to(texts[other], other, one):
            yield Remark.at(where[one], Doubt.LANGUAGES_SWAPPED, language=one, other=other)
            said |= {one, other}
    for language, text in texts.items():
        if language not in said and (found := seems_to_be(text, language)):
            yield Remark.at(where[language], Doubt.OTHER_LANGUAGE, language=language, other=found)


def _wording(where: Position, language: str, text: str) -> Iterator[Remark]:
    if found := _UNFINISHED.search(text):
        yield Remark.at(where, Doubt.UNFINISHED_TEXT, words=found[0])
    if found := _MARKUP.search(text):
        yield Remark.at(where, Doubt.MARKUP_SHOWN, words=found[0])
    if language == "fr" and (slip := french_slip(text)):
        yield Remark.at(where, Doubt.FRENCH_TYPOGRAPHY, words=slip[0], rule=slip[1])
    lines = text.split("\n")
    broken = [line for line, following in pairwise(lines) if _goes_on(line, following)]
    if broken:
        yield Remark.at(where, Doubt.LINES_NOT_JOINED, line=broken[0].strip()[-40:])


def _goes_on(line: str, following: str) -> bool:
    """Return whether a line is no whole paragraph: it ends within a sentence, and words follow on the next."""
    return bool(line.strip()) and bool(following.strip()) and not line.rstrip().endswith(_ENDS)

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
from experiment.config.yaml_source import Path_, YamlSource

_UNFINISHED = re.compile(
    r"\b(TODO|TO DO|FIXME|TBD|XXX+|À FAIRE|A FAIRE|[Ll]orem ipsum)\b|\?\?\?+|^\W*(\.\.\.|…|[Xx]{2,3})\W*$"
    r"|[\[(<{](?:à |a |to be |to |por |please )?"
    r"(?:compléter|completer|completar|complete|finish|traduire|traducir|translated?|define|rédiger|redactar|write)[\])>}]"
    r"|\b(?:à traduire|a traducir|por traducir|to be translated|à compléter|por completar|to be completed)\b",
)
_MARKUP = re.compile(
    r"</?[a-zA-Z][a-zA-Z0-9]*\s*/?>|\\[nrt](?![a-z])|\\n|&(?:[a-z]+|#\d+);|\*\*\S|\S\*\*|\\u[0-9a-fA-F]{4}|^->|\[[^\]]+\]\(\S+\)"
)
_MISREAD = re.compile(
    "\\w*(?:[ÃÂ][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]|â€.)\\w*"
)
"""UTF-8 that was read as the encoding of Windows: Ã© for é, â€™ for ’."""
_LOST = re.compile(r"[^\W\d_]+\?[^\W\d_]+")
"""A question mark within a word, which stands for a letter that an encoding does not have: Br?lure."""
_ENDS = tuple(".?!:…»”)")
_MANY = 5
"""So many unfinished texts of one file are each said; of more, the first."""
_WORDS = re.compile(r"[^\W\d_]{2,}")


def doubts_of_words(files: Files) -> Iterator[Remark]:
    """Remark on the words of a study, in each of its languages."""
    for source in (files.study_source, files.events_source, files.texts_source):
        for where in source.cut_off:
            yield Remark.at(where, Doubt.TEXT_CUT_OFF)
    unfinished = list(_unfinished_names(files))
    for source, path, texts in _texts(files):
        finished = {one: text for one, text in texts.items() if not _UNFINISHED.search(text)}
        yield from _languages(source, path, finished)
        for language, text in texts.items():
            if found := _UNFINISHED.search(text):
                unfinished.append((source.at_words(found[0], *path, language), found[0]))
            yield from _wording(source, path, language, text)
    yield from _unfinished(unfinished)


def _unfinished_names(files: Files) -> Iterator[tuple[Position, str]]:
    """Find marks of something unfinished in what nobody sees on a screen: names, and where rates come from."""
    for key in ("study", "task"):
        if found := _UNFINISHED.search(getattr(files.study, key)):
            yield files.study_source.at(key), found[0]
    for name in files.study.lists_shown:
        for n, event in enumerate(files.events.lists[name]):
            for key in ("definition", "period", "population", "source"):
                if found := _UNFINISHED.search(getattr(event, key)):
                    yield files.events_source.at("lists", name, n, key), found[0]


def _unfinished(found: list[tuple[Position, str]]) -> Iterator[Remark]:
    """Say where something is unfinished; of a file that is so in many places, as a copy to be translated, once."""
    for file in dict.fromkeys(where.file for where, _ in found):
        of_file = [(where, words) for where, words in found if where.file == file]
        left = len(of_file) - 1 if len(of_file) > _MANY else 0
        for where, words in of_file[:1] if left else of_file:
            more = f", and so in {left} places more of this file" if left else ""
            yield Remark.at(where, Doubt.UNFINISHED_TEXT, words=words, more=more)


def _texts(files: Files) -> Iterator[tuple[YamlSource, Path_, Mapping[str, str]]]:
    """Every text that the study may show, in its languages, with its file and the way to it there."""
    languages = files.study.languages
    for name in files.study.lists_shown:
        for n, event in enumerate(files.events.lists[name]):
            texts = {language: event.text[language] for language in languages}
            yield files.events_source, ("lists", name, n, "text"), texts
    for path, local in local_texts(files.texts_source.value):
        yield files.texts_source, path, {language: local[language] for language in languages if language in local}


def _languages(source: YamlSource, path: Path_, texts: Mapping[str, str]) -> Iterator[Remark]:
    said: set[str] = set()
    for one, other in combinations(texts, 2):
        if texts[one] == texts[other] and len(_WORDS.findall(texts[one])) >= 3:
            yield Remark.at(source.at(*path, other), Doubt.UNTRANSLATED, language=other, other=one)
            said |= {one, other}
        elif leans_to(texts[one], one, other) and leans_to(texts[other], other, one):
            yield Remark.at(source.at(*path, one), Doubt.LANGUAGES_SWAPPED, language=one, other=other)
            said |= {one, other}
    for language, text in texts.items():
        if language not in said and (found := seems_to_be(text, language)):
            yield Remark.at(source.at(*path, language), Doubt.OTHER_LANGUAGE, language=language, other=found)


def _wording(source: YamlSource, path: Path_, language: str, text: str) -> Iterator[Remark]:
    def at(words: str) -> Position:
        return source.at_words(words, *path, language)

    if marks := markup(text):
        yield Remark.at(at(marks), Doubt.MARKUP_SHOWN, words=marks)
        return  # what else is odd there belongs to it
    if words := misread(text):
        yield Remark.at(at(words), Doubt.READ_IN_ANOTHER_ENCODING, words=words)
    elif language == "fr" and (slip := french_slip(text)):
        yield Remark.at(at(slip[0]), Doubt.FRENCH_TYPOGRAPHY, words=slip[0], rule=slip[1])
    lines = text.split("\n")
    broken = [line for line, following in pairwise(lines) if _goes_on(line, following)]
    if broken:
        yield Remark.at(source.at(*path, language), Doubt.LINES_NOT_JOINED, line=broken[0].strip()[-40:])


def markup(text: str) -> str | None:
    """Return the first mark of HTML or Markdown, or of a line end as programmers write it."""
    found = _MARKUP.search(text)
    return None if found is None else found[0]


def misread(text: str) -> str | None:
    """Return the first word whose letters a program has read in the wrong encoding."""
    found = _MISREAD.search(text) or _LOST.search(text)
    return None if found is None else found[0]


def _goes_on(line: str, following: str) -> bool:
    """Return whether a line is no whole paragraph: it ends within a sentence, and words follow on the next."""
    return bool(line.strip()) and bool(following.strip()) and not line.rstrip().endswith(_ENDS)

"""What is unusual about the figures that texts have places for: in other brackets, twice, or in one language only."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from experiment.config.check_texts import places_of
from experiment.config.checks import Files
from experiment.config.faults import Doubt
from experiment.config.local_texts import local_texts
from experiment.config.mistakes import Remark
from experiment.config.model import placeholders
from experiment.config.yaml_source import Path_


def doubts_of_places(files: Files) -> Iterator[Remark]:
    """Remark on the places for figures, in each language of the study."""
    for path, local in local_texts(files.texts_source.value):
        allowed = places_of(path)[0]
        if allowed:
            texts = {language: local[language] for language in files.study.languages if language in local}
            yield from _of_text(files, path, allowed, texts)


def _of_text(files: Files, path: Path_, allowed: frozenset[str], texts: Mapping[str, str]) -> Iterator[Remark]:
    at, of = files.texts_source.at_words, {language: placeholders(text) for language, text in texts.items()}
    everywhere = {name for names in of.values() for name in names}
    for language, text in texts.items():
        otherwise = {name: words for name in sorted(allowed) if (words := _in_other_brackets(text, name))}
        for name, words in otherwise.items():
            if name not in of[language]:
                where = at(words, *path, language)
                yield Remark.at(where, Doubt.PLACE_IN_OTHER_BRACKETS, words=words, place=f"{{{name}}}")
        for name in sorted(allowed):
            if of[language].count(name) > 1:
                yield Remark.at(at(f"{{{name}}}", *path, language), Doubt.PLACE_TWICE, place=f"{{{name}}}")
        for name in sorted(everywhere - set(of[language]) - set(otherwise)):
            other = next(one for one in texts if name in of[one])
            facts = {"language": language, "place": f"{{{name}}}", "other": other}
            yield Remark.at(files.texts_source.at(*path, language), Doubt.PLACES_DIFFER, **facts)


def _in_other_brackets(text: str, name: str) -> str | None:
    """Find the name of a figure in brackets or signs that other programs have for it."""
    word = name.replace("_", "[ _-]")
    brackets = [rf"{opens}\s*{word}\s*{closes}" for opens, closes in ((r"\(", r"\)"), (r"\[", r"\]"), ("<", ">"))]
    found = re.search("|".join([*brackets, rf"%{word}%", rf"\${word}\b", rf"_{word}_"]), text)
    return None if found is None else found[0]

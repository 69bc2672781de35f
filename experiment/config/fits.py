"""Whether every text fits the screen: refused while a researcher edits, not found while a patient reads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import lru_cache
from typing import TypeVar, cast

from pydantic import BaseModel

from experiment.config.checks import Files
from experiment.config.doubts_of_words import markup
from experiment.config.faults import Fault
from experiment.config.local_texts import local_texts
from experiment.config.localise import afterwards_page_text, page_text, wording_of
from experiment.config.mistakes import Mistake, Position
from experiment.config.model import TO_TRANSLATE, placeholders
from experiment.config.study_file import StudyFile
from experiment.config.typography import set_text
from experiment.config.yaml_source import Path_, YamlSource
from experiment.format.scale import AnswerScale
from experiment.format.vocabulary import AfterwardsQuestion, EstimationPhase, Question, SessionPart
from experiment.layout.compose import compose
from experiment.layout.size import Size
from experiment.layout.text_block import DoesNotFit
from experiment.layout.views import View
from experiment.layout.wording import Wording

_H = TypeVar("_H")

NARROWEST = Size(1280, 1024)
"""Sizes follow the height of the screen, so the narrowest shape (5:4) is the hardest."""


_ANY_EVENT = "…"
_OF_ONE_SCREEN = frozenset({"pages", "questions", "afterwards", "welcome_back", "technical_stop"})
"""Texts that fill a screen of their own, which is named as it is."""
_TRIED = 24
"""So many of the longest of the others are tried."""
_QUOTED = 8
"""So many letters of a text tell whether it is quoted where a screen does not fit."""
_PLACE = re.compile(r"\{\w+\}")
_LONG_NAME = "W" * 12


@dataclass(frozen=True)
class _Misfit:
    """A screen that does not fit: which text is blamed for it, and what stands on it."""

    mistake: Mistake
    view: View


def check_fit(files: Files) -> list[Mistake]:
    """Find every text that does not fit its place on a 5:4 screen; the events once all that stands around them does.

    A text that is still to be translated will be another one, and is not measured.
    """
    files = _without_unfinished(files)
    misfits = _misfits(_wordings(files))
    mistakes = _traced(files, misfits) if misfits else [one.mistake for one in _misfits(_events(files))]
    marked = _marked(files) if mistakes else {}
    return [
        Mistake.at(one.where, Fault.MARKUP_DOES_NOT_FIT, words=marked[one.where]) if one.where in marked else one
        for one in mistakes
    ]


def _marked(files: Files) -> dict[Position, str]:
    """Find the texts that have markup, which makes words long and puts them together; each with its first mark."""
    texts: list[tuple[YamlSource, Path_, str]] = [
        (files.events_source, ("lists", name, n, "text", language), text)
        for name in files.study.lists_shown
        for n, event in enumerate(files.events.lists[name])
        for language, text in event.text.items()
    ]
    texts += [(files.texts_source, (*path, language), text) for path, language, text in _shared(files)]
    return {
        source.at(*path[:n]): marks
        for source, path, text in texts
        if (marks := markup(text)) is not None
        for n in range(2, len(path) + 1)  # of a question with answers, its own line is named
    }


def _without_unfinished(files: Files) -> Files:
    if TO_TRANSLATE.encode() not in files.texts_source.content:
        return files
    texts = files.texts
    for path, language, text in _shared(files):
        if text.startswith(TO_TRANSLATE):
            texts = _with_text(texts, (*path, language), _short(text))
    return replace(files, texts=texts)


def _traced(files: Files, misfits: list[_Misfit]) -> list[Mistake]:
    """Blame a text that stands on many screens itself, and not each of them: if it were short, they would fit."""
    there = "\n".join(words for one in misfits for words in _words_of(one.view))
    shared = [
        entry for entry in _shared(files) if entry[0][0] not in _OF_ONE_SCREEN and _is_among(entry[2], entry[1], there)
    ]
    quoted = "".join(dict(one.mistake.facts)["problem"] for one in misfits)
    shared.sort(key=lambda entry: (len(entry[2]), entry[2][:_QUOTED] in quoted), reverse=True)
    blamed: list[Mistake] = []
    for path, language, text in shared[:_TRIED]:
        if not misfits:
            break
        left = _misfits(_wordings(replace(files, texts=_with_text(files.texts, (*path, language), _short(text)))))
        if len(left) < len(misfits):
            where = files.texts_source.at(*path, language)
            others = {one.mistake for one in left}
            problem = next(dict(one.mistake.facts)["problem"] for one in misfits if one.mistake not in others)
            blamed.append(Mistake.at(where, Fault.TEXT_DOES_NOT_FIT, problem=problem))
            misfits = left
    return [*blamed, *(one.mistake for one in misfits)]


def _shared(files: Files) -> Iterator[tuple[Path_, str, str]]:
    """Every text of the file of texts in the study's languages: its place, its language and its words."""
    for path, texts in local_texts(files.texts_source.value):
        for language in files.study.languages:
            if language in texts:
                yield path, language, texts[language]


def _short(text: str) -> str:
    """Make the shortest text that has the same places."""
    return " ".join(f"{{{name}}}" for name in placeholders(text)) or _ANY_EVENT


def _is_among(text: str, language: str, there: str) -> bool:
    """Return whether a text, with figures in its places, may be one of those that stand on screens."""
    return max(_PLACE.split(set_text(text, language)), key=len).strip() in there


def _words_of(value: object) -> Iterator[str]:
    """Find every text in a view."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for inner in value:
            yield from _words_of(inner)
    elif is_dataclass(value):
        for one in fields(value):
            yield from _words_of(getattr(value, one.name))


def _with_text(holder: _H, path: Path_, text: str) -> _H:
    """Put another text in the place of one."""
    key, *rest = path
    if isinstance(holder, BaseModel):
        inner = text if not rest else _with_text(getattr(holder, str(key)), tuple(rest), text)
        return holder.model_copy(update={str(key): inner})
    if isinstance(holder, tuple):
        entries = [_with_text(one, tuple(rest), text) if n == key else one for n, one in enumerate(holder)]
        return cast(_H, tuple(entries))
    assert isinstance(holder, dict)
    return cast(_H, {**holder, key: text if not rest else _with_text(holder[key], tuple(rest), text)})


def _misfits(views: Iterator[tuple[Position, View]]) -> list[_Misfit]:
    found: dict[Position, _Misfit] = {}
    for where, view in views:
        if (problem := _problem(view)) is not None:
            found.setdefault(where, _Misfit(Mistake.at(where, Fault.TEXT_DOES_NOT_FIT, problem=problem), view))
    return list(found.values())


@lru_cache(maxsize=16384)  # studies share their texts and events
def _problem(view: View) -> DoesNotFit | None:
    try:
        compose(view, NARROWEST)
    except DoesNotFit as problem:
        return problem
    return None


def _wordings(files: Files) -> Iterator[tuple[Position, View]]:
    """Every sentence and page, with an event of no length."""
    study, texts, at = files.study, files.texts, files.texts_source.at
    for language in study.languages:
        wording = wording_of(texts, language, study.language_of_experimenters)
        for laboratory in study.languages:
            yield from _pauses(files, language, laboratory)
            yield at("technical_stop", language), wording_of(texts, language, laboratory).stopped()
        yield at("welcome_back", language), wording.page(wording.welcome_back)
        for page in texts.pages:
            yield at("pages", page, language), _page(wording, page_text(texts, study, page, language))
        highest_pct = study.estimate.maximum_pct
        yield at("base_rate", "reminder", language), wording.event("", _ANY_EVENT, highest_pct, self_paced=True)
        yield at("base_rate", "caption", language), wording.base_rate("", _ANY_EVENT, highest_pct, self_paced=True)
        if texts.base_rate.not_shown is not None:
            yield at("base_rate", "not_shown", language), wording.no_rate("", _ANY_EVENT, self_paced=True)
        for words in wording.questions:
            yield at("questions", words, language), _estimate(study, wording, words, _ANY_EVENT)
        yield from _comprehension(files, wording, language)
        for question in texts.afterwards:
            path = ("afterwards", question)
            text = afterwards_page_text(texts, study, question, language)
            yield at(*path, "page", language), _page(wording, text)
            yield at(*path, "question", language), _afterwards(study, wording, question, _ANY_EVENT)


def _pauses(files: Files, language: str, laboratory: str) -> Iterator[tuple[Position, View]]:
    """The pause, and if it fits, what may stand below it."""
    at, wording = files.texts_source.at, wording_of(files.texts, language, laboratory)
    yield at("pause"), wording.pause("")
    if _problem(wording.pause("")) is None:
        for part in SessionPart:
            where = wording.where(_LONG_NAME, _LONG_NAME, part, 999, 999, 999)
            yield at("experimenter", "parts", part, laboratory), wording.pause(where)
        for reason in wording.experimenter.pause_why:
            yield at("experimenter", "pauses", reason, laboratory), wording.pause("", wording.why(reason, 999))


def _comprehension(files: Files, wording: Wording, language: str) -> Iterator[tuple[Position, View]]:
    check = files.texts.comprehension
    for name, question in check.questions.items() if check else ():
        where = files.texts_source.at("comprehension", "questions", name)
        answers = tuple(set_text(answer[language], language) for answer in question.answers)
        yield where, wording.choice(set_text(question.text[language], language), answers)
        yield where, _page(wording, wording.feedback("", passed=True, last=True))
        explanation = set_text(question.explanation[language], language)
        yield where, _page(wording, wording.feedback(explanation, passed=False, last=True))


def _events(files: Files) -> Iterator[tuple[Position, View]]:
    """Every event alone and with its rate; a question has it where the rate has it, and in no other size."""
    study = files.study
    for language in study.languages:
        wording = wording_of(files.texts, language, study.language_of_experimenters)
        for name in study.lists_shown:
            for n, event in enumerate(files.events.lists[name]):
                if event.text[language].startswith(TO_TRANSLATE):
                    continue
                where = files.events_source.at("lists", name, n, "text", language)
                text = set_text(event.text[language], language)
                yield where, wording.event(event.id, text, event.base_rate_pct, self_paced=True)
                yield where, wording.base_rate(event.id, text, event.base_rate_pct, self_paced=True)


def _page(wording: Wording, text: str) -> View:
    """A page with as much at its bottom as there can be."""
    return wording.page(text, number=10, of=10)


def _estimate(study: StudyFile, wording: Wording, words: str, event_text: str) -> View:
    question = Question.CONFIDENCE if words == Question.CONFIDENCE else Question.SELF
    scale = study.scale_of(question)
    return wording.estimate(
        question,
        words,
        EstimationPhase.FIRST,
        "",
        event_text,
        _scale(study, scale.minimum_pct, scale.maximum_pct),
    )


def _afterwards(study: StudyFile, wording: Wording, question: AfterwardsQuestion, event_text: str) -> View:
    return wording.afterwards_question(question, "", event_text, study.afterwards_scale(question))


def _scale(study: StudyFile, minimum: int, maximum: int) -> AnswerScale:
    return AnswerScale(minimum, maximum, study.estimate.input, study.estimate.confirm)

"""Whether every text fits the screen: refused while a researcher edits, not found while a patient reads."""

from __future__ import annotations

from collections.abc import Iterator

from experiment.config.checks import Files
from experiment.config.localise import page_text, wording_of
from experiment.config.mistakes import Mistake, Position
from experiment.config.study_file import StudyFile
from experiment.config.typography import set_text
from experiment.format.vocabulary import EstimationPhase, Question
from experiment.layout.compose import compose
from experiment.layout.composition import Size
from experiment.layout.text_block import DoesNotFit
from experiment.layout.views import View
from experiment.layout.wording import Wording
from experiment.messages import Fault

NARROWEST = Size(1280, 1024)
"""Sizes follow the height of the screen, so the narrowest shape (5:4) is the hardest."""


_ANY_EVENT = "…"


def check_fit(files: Files) -> list[Mistake]:
    """Find every text that does not fit its place on a 5:4 screen; the events once all that stands around them does."""
    return _misfits(_wordings(files)) or _misfits(_events(files))


def _misfits(views: Iterator[tuple[Position, View]]) -> list[Mistake]:
    mistakes: dict[Position, Mistake] = {}
    for where, view in views:
        try:
            compose(view, NARROWEST)
        except DoesNotFit as problem:
            mistakes.setdefault(where, Mistake.at(where, Fault.TEXT_DOES_NOT_FIT, problem=problem))
    return list(mistakes.values())


def _wordings(files: Files) -> Iterator[tuple[Position, View]]:
    """Every sentence and page, with an event of no length."""
    highest_pct = files.study.estimate.maximum_pct
    for language in files.study.languages:
        wording, at = wording_of(files.texts, language), files.texts_source.at
        yield at("pause"), wording.pause()
        for key in ("welcome_back", "technical_stop"):
            yield at(key, language), wording.page(getattr(wording, key))
        for page in files.texts.pages:
            yield at("pages", page, language), wording.page(page_text(files.texts, files.study, page, language))
        yield at("base_rate", "reminder", language), wording.event("", _ANY_EVENT, highest_pct, self_paced=True)
        yield at("base_rate", "caption", language), wording.base_rate("", _ANY_EVENT, highest_pct, self_paced=True)
        for question in wording.questions:
            yield at("questions", question, language), _question(files.study, wording, question, _ANY_EVENT)


def _events(files: Files) -> Iterator[tuple[Position, View]]:
    """Every event on every screen that it stands on."""
    study = files.study
    for language in study.languages:
        wording = wording_of(files.texts, language)
        for name in (*study.lists.names, *([study.practice.events] if study.practice else [])):
            for n, event in enumerate(files.events.lists[name]):
                where = files.events_source.at("lists", name, n, "text", language)
                text = set_text(event.text[language], language)
                yield where, wording.event(event.id, text, event.base_rate_pct, self_paced=True)
                yield where, wording.base_rate(event.id, text, event.base_rate_pct, self_paced=True)
                yield where, _question(study, wording, Question.SELF, text)


def _question(study: StudyFile, wording: Wording, question: Question, event_text: str) -> View:
    scale = study.scale_of(question)
    return wording.estimate(
        question,
        EstimationPhase.FIRST,
        "",
        event_text,
        scale.minimum_pct,
        scale.maximum_pct,
        study.estimate.confirm,
        study.estimate.input,
        None,
    )

"""Whether every text fits the screen: refused while a researcher edits, not found while a patient reads."""

from __future__ import annotations

from collections.abc import Iterator

from experiment.config.checks import Files
from experiment.config.localise import page_text, wording_of
from experiment.config.mistakes import Mistake, Position
from experiment.config.typography import set_text
from experiment.format.vocabulary import Confirmation, EstimationPhase
from experiment.layout.compose import compose
from experiment.layout.composition import Size
from experiment.layout.text_block import DoesNotFit
from experiment.layout.views import View
from experiment.layout.wording import Wording

NARROWEST = Size(1024, 768)
"""Sizes follow the height of the screen, so the narrowest shape (4:3) is the hardest."""


def check_fit(files: Files) -> list[Mistake]:
    """Find every text that does not fit its place on a 4:3 screen."""
    mistakes = []
    for where, view in _views(files):
        try:
            compose(view, NARROWEST)
        except DoesNotFit as problem:
            mistakes.append(Mistake(where, f"the text does not fit the screen: {problem}", "shorten it"))
    return mistakes


def _views(files: Files) -> Iterator[tuple[Position, View]]:
    lists = [*files.study.lists.names, *([files.study.practice.events] if files.study.practice else [])]
    for language in files.study.languages:
        wording = wording_of(files.texts, language)
        yield files.texts_source.at("pause"), wording.pause()
        for key in ("welcome_back", "technical_stop"):
            yield files.texts_source.at(key, language), wording.page(getattr(wording, key))
        for page in files.texts.pages:
            where = files.texts_source.at("pages", page, language)
            yield where, wording.page(page_text(files.texts, files.study, page, language))
        for name in lists:
            for n, event in enumerate(files.events.lists[name]):
                text = set_text(event.text[language], language)
                where = files.events_source.at("lists", name, n, "text", language)
                yield where, wording.event(event.id, text, event.base_rate_pct, self_paced=True)
                yield where, wording.base_rate(event.id, text, event.base_rate_pct, self_paced=True)
        yield from _questions(files, wording, language)


def _questions(files: Files, wording: Wording, language: str) -> Iterator[tuple[Position, View]]:
    """Each question with the longest event text of the study."""
    lists = [*files.study.lists.names, *([files.study.practice.events] if files.study.practice else [])]
    events = [(name, n, event) for name in lists for n, event in enumerate(files.events.lists[name])]
    _, _, longest = max(events, key=lambda place: len(place[2].text[language]))
    bounds = files.study.estimate
    for question in wording.questions:
        yield (
            files.texts_source.at("questions", question, language),
            wording.estimate(
                question,
                EstimationPhase.FIRST,
                longest.id,
                set_text(longest.text[language], language),
                bounds.minimum_pct,
                bounds.maximum_pct,
                Confirmation.ENTER,
            ),
        )

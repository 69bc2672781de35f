"""From the file of texts to the words of one language."""

from __future__ import annotations

from collections.abc import Mapping

from experiment.config.study_file import StudyFile
from experiment.config.text_file import TextFile
from experiment.config.typography import NO_BREAK_SPACE, set_text
from experiment.format.vocabulary import (
    MEMORY,
    AfterwardsQuestion,
    AnswerInput,
    Confirmation,
    PauseReason,
    SessionPart,
)
from experiment.layout.wording import AfterwardsWords, ComprehensionWords, ExperimenterWords, Wording


def wording_of(texts: TextFile, language: str, experimenter_language: str) -> Wording:
    """Set every sentence in one language, and what the experimenter reads in the laboratory's."""

    def words(local: Mapping[str, str] | None) -> str:
        # a text that is left out is one that the study never shows: `check_texts` sees to that
        return "" if local is None else set_text(local[language], language)

    def for_experimenter(local: Mapping[str, str]) -> str:
        return set_text(local[experimenter_language], experimenter_language)

    check, experimenter = texts.comprehension, texts.experimenter
    return Wording(
        questions={name: words(local) for name, local in texts.questions.items()},
        percentage=_percentage(texts, language),
        hint=words(texts.estimate.hint),
        rating_hint=words(texts.rating_hint),
        out_of_range=words(texts.estimate.out_of_range),
        not_whole=words(texts.estimate.not_whole),
        nothing_given={
            AnswerInput.TYPED: words(texts.estimate.nothing_typed),
            AnswerInput.SLIDER: words(texts.estimate.nothing_chosen),
        },
        nothing_moved=words(texts.estimate.nothing_moved),
        confirm={
            Confirmation.ENTER: words(texts.estimate.confirm),
            Confirmation.AUTO: words(texts.estimate.confirm_by_itself),
        },
        correct=words(texts.estimate.correct),
        move=words(texts.estimate.move),
        caption=words(texts.base_rate.caption),
        reminder=words(texts.base_rate.reminder),
        not_shown=None if texts.base_rate.not_shown is None else words(texts.base_rate.not_shown),
        go_on=words(texts.go_on),
        go_back=words(texts.go_back),
        comprehension=None
        if check is None
        else ComprehensionWords(
            right=words(check.right),
            wrong=words(check.wrong),
            ask_for_help=words(check.ask_for_help),
            choose=words(check.choose),
            not_chosen=words(check.not_chosen),
        ),
        afterwards={
            question: AfterwardsWords(
                question=words(local.question),
                ends=(words(local.lowest), words(local.highest)) if local.lowest and local.highest else None,
            )
            for question, local in texts.afterwards.items()
        },
        pause_title=words(texts.pause.title),
        pause_text=words(texts.pause.text),
        pause_go_on=words(texts.pause.go_on),
        pause_go_on_yet=words(texts.pause.go_on_yet),
        experimenter=ExperimenterWords(
            pause_how_to_end=for_experimenter(texts.pause.how_to_end),
            pause_end=for_experimenter(texts.pause.end),
            pause_why={
                reason: for_experimenter(getattr(experimenter.pauses, reason))
                for reason in PauseReason
                if reason is not PauseReason.ESCAPE
            },
            pause_reasons={reason: for_experimenter(local) for reason, local in texts.pause.reasons.items()},
            parts={part: for_experimenter(getattr(experimenter.parts, part)) for part in SessionPart},
            left=for_experimenter(experimenter.left),
            duration=for_experimenter(experimenter.duration),
            technical_stop=for_experimenter(experimenter.technical_stop),
        ),
        welcome_back=_paragraphs(texts.welcome_back[language], language),
        technical_stop=_paragraphs(texts.technical_stop[language], language),
    )


def _percentage(texts: TextFile, language: str) -> str:
    """A figure and its sign are never parted by the end of a line, in any language."""
    return set_text(texts.estimate.percentage[language], language).replace(" ", NO_BREAK_SPACE)


def page_text(texts: TextFile, study: StudyFile, page: str, language: str) -> str:
    """Set one page in one language, with the study's figures in their places; each line is a paragraph."""
    return _filled(texts, study, texts.pages[page][language], language)


def afterwards_page_text(texts: TextFile, study: StudyFile, question: AfterwardsQuestion, language: str) -> str:
    """Set the page before a question of those at the end; the figures of a rating are those of its scale."""
    text = texts.afterwards[question].page[language]
    if question == MEMORY:
        return _filled(texts, study, text, language)
    scale = study.afterwards_scale(question)
    return _paragraphs(text.format(minimum=scale.minimum, maximum=scale.maximum), language)


def _filled(texts: TextFile, study: StudyFile, text: str, language: str) -> str:
    percentage = _percentage(texts, language)
    filled = text.format(
        minimum=percentage.format(value=study.estimate.minimum_pct),
        maximum=percentage.format(value=study.estimate.maximum_pct),
        events=study.events_per_visit,
        practice_trials=study.practice.trials if study.practice else 0,
    )
    return _paragraphs(filled, language)


def _paragraphs(text: str, language: str) -> str:
    lines = (line.strip(" ") for line in text.splitlines())
    return set_text("\n\n".join(line for line in lines if line), language)

"""From the file of texts to the words of one language."""

from __future__ import annotations

from collections.abc import Mapping

from experiment.config.study_file import StudyFile
from experiment.config.text_file import TextFile
from experiment.config.typography import NO_BREAK_SPACE, set_text
from experiment.format.vocabulary import AnswerInput, Confirmation
from experiment.layout.wording import Wording


def wording_of(texts: TextFile, language: str) -> Wording:
    """Set every sentence in one language."""

    def words(local: Mapping[str, str]) -> str:
        return set_text(local[language], language)

    return Wording(
        questions={question: words(local) for question, local in texts.questions.items()},
        percentage=_percentage(texts, language),
        hint=words(texts.estimate.hint),
        out_of_range={
            AnswerInput.TYPED: words(texts.estimate.out_of_range),
            AnswerInput.SLIDER: words(texts.estimate.out_of_track),
        },
        nothing_given={
            AnswerInput.TYPED: words(texts.estimate.nothing_typed),
            AnswerInput.SLIDER: words(texts.estimate.nothing_chosen),
        },
        confirm={
            Confirmation.ENTER: words(texts.estimate.confirm_by_enter),
            Confirmation.AUTO: words(texts.estimate.confirm_by_itself),
        },
        move_and_confirm=words(texts.estimate.confirm_slider),
        caption=words(texts.base_rate.caption),
        reminder=words(texts.base_rate.reminder),
        go_on=words(texts.go_on),
        pause_title=words(texts.pause.title),
        pause_text=words(texts.pause.text),
        pause_go_on=words(texts.pause.go_on),
        pause_end=words(texts.pause.end),
        pause_reasons={reason: words(local) for reason, local in texts.pause.reasons.items()},
        welcome_back=_paragraphs(texts.welcome_back[language], language),
        technical_stop=_paragraphs(texts.technical_stop[language], language),
    )


def _percentage(texts: TextFile, language: str) -> str:
    """A figure and its sign are never parted by the end of a line, in any language."""
    return set_text(texts.estimate.percentage[language], language).replace(" ", NO_BREAK_SPACE)


def page_text(texts: TextFile, study: StudyFile, page: str, language: str) -> str:
    """Set one page in one language, with the study's figures in their places; each line is a paragraph."""
    percentage = _percentage(texts, language)
    filled = texts.pages[page][language].format(
        minimum=percentage.format(value=study.estimate.minimum_pct),
        maximum=percentage.format(value=study.estimate.maximum_pct),
        events=study.lists.events_per_list,
        practice_trials=study.practice.trials if study.practice else 0,
    )
    return _paragraphs(filled, language)


def _paragraphs(text: str, language: str) -> str:
    lines = (line.strip(" ") for line in text.splitlines())
    return set_text("\n\n".join(line for line in lines if line), language)

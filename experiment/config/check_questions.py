"""Whether the comprehension check and the questions at the end have all they need."""

from __future__ import annotations

from collections.abc import Iterator

from experiment.config.cross_checks import Files
from experiment.config.explain import closest
from experiment.config.faults import Fault
from experiment.config.mistakes import Mistake
from experiment.format.vocabulary import AfterwardsQuestion


def check_questions(files: Files) -> list[Mistake]:
    """Find every mistake in what is asked besides the estimates."""
    return [*_comprehension(files), *_afterwards_visits(files), *_afterwards_words(files)]


def _comprehension(files: Files) -> Iterator[Mistake]:
    check = files.study.comprehension
    known = files.texts.comprehension.questions if files.texts.comprehension else {}
    for n, name in enumerate(check.questions if check else ()):
        where = files.study_source.at("comprehension", "questions", n)
        if check and name in check.questions[:n]:
            yield Mistake.at(where, Fault.ASKED_TWICE, question=name)
        if name not in known:
            yield Mistake.at(where, Fault.NO_COMPREHENSION_QUESTION, question=name, suggestion=closest(name, known))
    for n, page in enumerate(check.pages if check else ()):
        if page not in files.texts.pages:
            where = files.study_source.at("comprehension", "pages", n)
            yield Mistake.at(where, Fault.PAGE_UNKNOWN, page=page, suggestion=closest(page, files.texts.pages))


def _afterwards_visits(files: Files) -> Iterator[Mistake]:
    """Every visit says what is asked after its trials, be it nothing."""
    afterwards = files.study.afterwards
    if afterwards is None:
        return
    visited = {visit for arm in files.study.arms.values() for visit in arm.visits}
    for visit in files.study.visits:
        if visit in visited and visit not in afterwards.per_visit:
            where = files.study_source.at("afterwards", "per_visit")
            yield Mistake.at(where, Fault.VISIT_WITHOUT_AFTERWARDS, visit=visit)
    for visit, questions in afterwards.per_visit.items():
        if visited and visit not in visited.union(files.study.visits):
            where = files.study_source.at("afterwards", "per_visit", visit)
            yield Mistake.at(where, Fault.NO_SUCH_VISIT, visit=visit, suggestion=closest(visit, files.study.visits))
        for n, question in enumerate(questions):
            if question in questions[:n]:
                where = files.study_source.at("afterwards", "per_visit", visit, n)
                yield Mistake.at(where, Fault.ASKED_TWICE, question=question)


def _afterwards_words(files: Files) -> Iterator[Mistake]:
    """What is asked has words, and what is rated a scale with words for its ends."""
    afterwards, texts = files.study.afterwards, files.texts.afterwards
    asked = {question for questions in (afterwards.per_visit.values() if afterwards else ()) for question in questions}
    for question in AfterwardsQuestion:
        rated = question is not AfterwardsQuestion.MEMORY
        if question in asked and question not in texts:
            yield Mistake.at(files.texts_source.at("afterwards"), Fault.AFTERWARDS_WITHOUT_WORDS, question=question)
        if question in asked and rated and afterwards and afterwards.ratings is None:
            yield Mistake.at(files.study_source.at("afterwards"), Fault.RATING_WITHOUT_SCALE, question=question)
        if question in texts:
            where = files.texts_source.at("afterwards", str(question))
            ends = [end for end in (texts[question].lowest, texts[question].highest) if end is not None]
            if rated and len(ends) < 2:
                yield Mistake.at(where, Fault.RATING_WITHOUT_ENDS, question=question)
            if ends and not rated:
                yield Mistake.at(where, Fault.MEMORY_WITH_ENDS, question=question)

"""Whether the comprehension check and the questions at the end have all they need."""

from __future__ import annotations

from collections.abc import Iterator

from experiment.config.checks import Files
from experiment.config.explain import closest
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
            yield Mistake(where, f"the question “{name}” stands twice", "name each once")
        if name not in known:
            what = f"there is no comprehension question “{name}” in the file of texts"
            yield Mistake(where, what, closest(name, known))
    for n, page in enumerate(check.pages if check else ()):
        if page not in files.texts.pages:
            where = files.study_source.at("comprehension", "pages", n)
            yield Mistake(where, f"there is no page “{page}” in the file of texts", closest(page, files.texts.pages))


def _afterwards_visits(files: Files) -> Iterator[Mistake]:
    """Every visit says what is asked after its trials, be it nothing."""
    afterwards = files.study.afterwards
    if afterwards is None:
        return
    visited = {visit for arm in files.study.arms.values() for visit in arm.visits}
    for visit in files.study.visits:
        if visit in visited and visit not in afterwards.per_visit:
            where = files.study_source.at("afterwards", "per_visit")
            yield Mistake(where, f"the visit “{visit}” is missing", "add it; [] if nothing is asked after its trials")
    for visit, questions in afterwards.per_visit.items():
        if visited and visit not in visited.union(files.study.visits):
            where = files.study_source.at("afterwards", "per_visit", visit)
            yield Mistake(where, f"the study has no visit “{visit}”", closest(visit, files.study.visits))
        for n, question in enumerate(questions):
            if question in questions[:n]:
                where = files.study_source.at("afterwards", "per_visit", visit, n)
                yield Mistake(where, f"the question “{question}” stands twice", "name each once")


def _afterwards_words(files: Files) -> Iterator[Mistake]:
    """What is asked has words, and what is rated a scale with words for its ends."""
    afterwards, texts = files.study.afterwards, files.texts.afterwards
    asked = {question for questions in (afterwards.per_visit.values() if afterwards else ()) for question in questions}
    for question in AfterwardsQuestion:
        rated = question is not AfterwardsQuestion.MEMORY
        if question in asked and question not in texts:
            where = files.texts_source.at("afterwards")
            yield Mistake(where, f"the question “{question}” has no words", "add it to afterwards:")
        if question in asked and rated and afterwards and afterwards.ratings is None:
            where = files.study_source.at("afterwards")
            yield Mistake(where, f"the rating “{question}” has no scale", "add ratings: {minimum: 1, maximum: 6}")
        if question in texts:
            where = files.texts_source.at("afterwards", str(question))
            ends = [end for end in (texts[question].lowest, texts[question].highest) if end is not None]
            if len(ends) != (2 if rated else 0):
                what = f"the ends of “{question}” are not what they must be"
                remedy = "give lowest: and highest:" if rated else "a base rate is recalled in percent: leave them out"
                yield Mistake(where, what, remedy)

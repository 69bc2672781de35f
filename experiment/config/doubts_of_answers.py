"""Whether what counts as the right answer of a comprehension question is what its explanation says.

Whoever answers rightly never reads the explanation, and whoever answers wrongly reads nothing else: a number that names
another answer turns a check of understanding round, and nobody sees it. So the words of the answers are held against
those of the explanation, in every language of the study.
"""

from __future__ import annotations

from collections.abc import Iterator

from experiment.config.checks import Files
from experiment.config.faults import Doubt
from experiment.config.mistakes import Remark
from experiment.config.same_words import words_of
from experiment.config.text_file import ComprehensionQuestion

_SAYS = 2 / 3
"""This share of an answer's words must come in the explanation, if it is to say so."""
_FEW = 2
"""So many words at least."""


def doubts_of_answers(files: Files) -> Iterator[Remark]:
    """Remark on questions of which the explanation says another answer than the one that counts."""
    check, texts = files.study.comprehension, files.texts.comprehension
    for name in check.questions if check and texts else ():
        assert texts is not None  # as the study asks them
        question = texts.questions[name]
        yield from _alike(files, name, question)
        explained = {_explained(question, language) for language in files.study.languages}
        other = next(iter(explained))
        if len(explained) == 1 and other not in (None, question.right):
            where = files.texts_source.at("comprehension", "questions", name, "right")
            facts = {"question": name, "right": question.right, "other": other}
            yield Remark.at(where, Doubt.EXPLAINED_OTHERWISE, **facts)


def _alike(files: Files, name: str, question: ComprehensionQuestion) -> Iterator[Remark]:
    """Find answers that nobody could tell from each other."""
    for language in files.study.languages:
        texts = [answer[language].strip().casefold() for answer in question.answers]
        for n, text in enumerate(texts):
            if text in texts[:n]:
                where = files.texts_source.at("comprehension", "questions", name, "answers", n, language)
                facts = {"one": texts.index(text) + 1, "other": n + 1, "question": name, "language": language}
                yield Remark.at(where, Doubt.ANSWERS_ALIKE, **facts)


def _explained(question: ComprehensionQuestion, language: str) -> int | None:
    """Return the number of the answer whose words the explanation has; of several, the one with most of them."""
    said = words_of(question.explanation[language])
    shares = []
    for n, answer in enumerate(question.answers, start=1):
        words = words_of(answer[language])
        common = len(words & said)
        if common >= _FEW and common >= _SAYS * len(words):
            shares.append((common / len(words), common, n))
    shares.sort(reverse=True)
    if not shares or (len(shares) > 1 and shares[0][:2] == shares[1][:2]):
        return None
    return shares[0][2]

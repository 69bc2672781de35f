"""Whether the comprehension check and the questions at the end have all they need."""

from __future__ import annotations

from collections.abc import Iterator

from experiment.config.checks import Check, Files
from experiment.config.explain import closest
from experiment.config.faults import Fault
from experiment.config.mistakes import Mistake, Position
from experiment.config.odd_names import misspelt, odd_definitions
from experiment.config.study_file import Afterwards
from experiment.format.vocabulary import MEMORY, AfterwardsQuestion, Question


def _comprehension(files: Files) -> Iterator[Mistake]:
    check = files.study.comprehension
    known = files.texts.comprehension.questions if files.texts.comprehension else {}
    odd = odd_definitions(known, {name: [name] for name in check.questions}) if check else {}
    places = {name: files.texts_source.at("comprehension", "questions", name) for name in known}
    yield from misspelt(odd, "comprehension question", places, files.study_source.file.name)
    for n, name in enumerate(check.questions if check else ()):
        where = files.study_source.at("comprehension", "questions", n)
        if check and name in check.questions[:n]:
            yield Mistake.at(where, Fault.ASKED_TWICE, question=name)
        if name not in known and name not in odd:
            yield Mistake.at(where, Fault.NO_COMPREHENSION_QUESTION, question=name, suggestion=closest(name, known))


def _afterwards_visits(files: Files) -> Iterator[Mistake]:
    """Where a study asks at the end, every visit says what, if only `[]`; where it does not, none does: said once."""
    asking = {visit: entry.afterwards for visit, entry in files.study.visits.items() if entry.afterwards}
    if files.study.afterwards is None and asking:
        first = next(iter(asking))
        where = files.study_source.at("visits", first, "afterwards")
        facts = {"question": asking[first][0], "visits": ", ".join(asking)}
        yield Mistake.at(where, Fault.ASKED_WITHOUT_AFTERWARDS, **facts)
    for visit, entry in files.study.visits.items():
        if files.study.afterwards is not None and entry.afterwards is None:
            yield Mistake.at(files.study_source.at("visits", visit), Fault.VISIT_WITHOUT_AFTERWARDS, visit=visit)
        for n, question in enumerate(entry.afterwards or ()):
            if entry.afterwards and question in entry.afterwards[:n]:
                where = files.study_source.at("visits", visit, "afterwards", n)
                yield Mistake.at(where, Fault.ASKED_TWICE, question=question)


def _afterwards_words(files: Files) -> Iterator[Mistake]:
    """What is asked has words, and what is rated a scale with words for its ends."""
    study, texts = files.study, files.texts.afterwards
    asked: dict[AfterwardsQuestion, Position] = {}
    uses: dict[str, list[str]] = {}
    for visit, entry in study.visits.items():
        for n, question in enumerate(entry.afterwards or ()):
            asked.setdefault(question, files.study_source.at("visits", visit, "afterwards", n))
            uses.setdefault(str(question), []).append(visit)
    odd = odd_definitions([str(question) for question in texts], uses)
    places = {str(question): files.texts_source.at("afterwards", question) for question in texts}
    yield from misspelt(odd, "question", places, files.study_source.file.name)
    for question, where in asked.items():
        if question in [str(one) for one in Question]:
            yield Mistake.at(where, Fault.QUESTION_OF_A_TRIAL, question=question)
        elif question not in texts and question not in odd:
            suggestion = closest(question, texts)
            yield Mistake.at(where, Fault.AFTERWARDS_WITHOUT_WORDS, question=question, suggestion=suggestion)
    bare = [str(one) for one in asked if one != MEMORY and not _has_scale(study.afterwards, one)]
    if bare:
        where = files.study_source.at("afterwards")
        yield Mistake.at(where, Fault.RATING_WITHOUT_SCALE, questions=", ".join(bare))
    for question, words in texts.items():
        where = files.texts_source.at("afterwards", question)
        ends = [end for end in (words.lowest, words.highest) if end is not None]
        if question in odd.values():
            continue
        if question != MEMORY and len(ends) < 2:
            yield Mistake.at(where, Fault.RATING_WITHOUT_ENDS, question=question)
        if ends and question == MEMORY:
            yield Mistake.at(where, Fault.MEMORY_WITH_ENDS, question=question)
    for question in study.afterwards.scales if study.afterwards else ():
        if question == MEMORY or question not in asked:
            where = files.study_source.at("afterwards", "scales", question)
            suggestion = closest(question, [one for one in asked if one != MEMORY])
            yield Mistake.at(where, Fault.SCALE_OF_NO_QUESTION, question=question, suggestion=suggestion)


def _has_scale(afterwards: Afterwards | None, question: AfterwardsQuestion) -> bool:
    return afterwards is None or afterwards.ratings is not None or question in afterwards.scales


QUESTION_CHECKS = (
    Check(_comprehension, ("texts.comprehension", "texts.comprehension.questions.*")),
    Check(_afterwards_visits, ("study.afterwards", "study.visits", "study.visits.*.afterwards.**")),
    Check(_afterwards_words, ("study.afterwards.**", "study.visits.**", "texts.afterwards.**")),
)
"""Every check of what is asked besides the estimates."""

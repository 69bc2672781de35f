"""What is unusual in the pages of a study: whether they say what its design does, and which are never shown.

A page is known by its name in the shipped file of texts, or by telling words in French and English; what a page of
one's own says otherwise, nothing here can know.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from experiment.config.checks import Files
from experiment.config.faults import Doubt
from experiment.config.mistakes import Remark
from experiment.config.model import placeholders
from experiment.config.page_names import page_names
from experiment.config.study_file import StudyFile
from experiment.config.trial_screens import AskedEstimate, Screen, ShownEvent, shows_rate
from experiment.format.vocabulary import AnswerInput, Confirmation, EstimationPhase, Question


def doubts_of_pages(files: Files) -> Iterator[Remark]:
    """Remark on the pages of a study."""
    yield from _contradictions(files)
    yield from _practice_without(files)
    yield from _answers(files)
    yield from _unused(files)


@dataclass(frozen=True)
class _Saying:
    """What some pages say of a design.

    Parameters
    ----------
    pages
        Their names in the shipped file of texts.
    words
        What such a page says in French or English, under whatever name; ``None``: nothing that could be told from.
    says
        The same for who reads the warning.
    holds
        Whether it is so.
    """

    pages: frozenset[str]
    words: re.Pattern[str] | None
    says: str
    holds: Callable[[StudyFile], bool]


def _screens(study: StudyFile, only: EstimationPhase | None = None) -> list[Screen]:
    parts = [part for phase in study.phases for part in phase.parts]
    return [screen for part, screens in parts if only in (None, part) for screen in screens]


def _asked(study: StudyFile, only: EstimationPhase | None = None) -> list[AskedEstimate]:
    return [screen for screen in _screens(study, only) if isinstance(screen, AskedEstimate)]


def _is_timed(study: StudyFile) -> bool:
    return any(asked.deadline_s is not None for asked in _asked(study))


def _asks(study: StudyFile, question: Question) -> bool:
    return any(asked.of is question for asked in _asked(study))


def _asks_of_peers(study: StudyFile) -> bool:
    return any(asked.words_name == "same_age_and_gender" for asked in _asked(study))


def _shows_rates(study: StudyFile) -> bool:
    return any(shows_rate(screen) for screen in _screens(study))


def _shows_rates_again(study: StudyFile) -> bool:
    return any(isinstance(one, ShownEvent) and one.with_base_rate for one in _screens(study, EstimationPhase.SECOND))


def _breaks_half_way(study: StudyFile) -> bool:
    return all(
        phase.break_every is None
        or phase.break_every >= study.events_per_visit  # it never comes, which is said by itself
        or 2 * phase.break_every in (study.events_per_visit, study.events_per_visit + 1)
        for phase in study.phases
        if phase.break_page is not None
    )


def _is_within_trial(study: StudyFile) -> bool:
    return any(len(phase.parts) > 1 for phase in study.phases)


_SAYINGS = (
    _Saying(
        frozenset({"answers_slider"}),
        re.compile(r"\b(curseur|slider|place the marker)\b", re.IGNORECASE),
        "that answers are given on a slider",
        lambda study: study.estimate.input is AnswerInput.SLIDER,
    ),
    _Saying(
        frozenset({"answers_typed", "answers_two_digits"}),
        None,
        "that answers are typed only",
        lambda study: study.estimate.input is AnswerInput.TYPED,
    ),
    _Saying(
        frozenset({"answers_two_digits"}),
        None,
        "that the second digit confirms",
        lambda study: study.estimate.confirm is Confirmation.AUTO and study.estimate.maximum_pct < 100,
    ),
    _Saying(
        frozenset({"limited_time"}),
        re.compile(r"\b(quelques secondes|(a )?few seconds)\b", re.IGNORECASE),
        "that there is little time to answer",
        _is_timed,
    ),
    _Saying(
        frozenset({"own_pace"}),
        re.compile(r"\b(à votre rythme|at your own pace)\b", re.IGNORECASE),
        "that there is no limit of time",
        lambda study: not _is_timed(study),
    ),
    _Saying(
        frozenset({"task", "task_same_age_and_gender"}),
        None,
        "that other people's likelihood is asked too",
        lambda study: _asks(study, Question.POPULATION),
    ),
    _Saying(
        frozenset({"task_own_estimate"}),
        None,
        "that only one's own likelihood is asked",
        lambda study: not _asks(study, Question.POPULATION),
    ),
    _Saying(
        frozenset({"task_same_age_and_gender"}),
        None,
        "that people of the same age and gender are asked about",
        _asks_of_peers,
    ),
    _Saying(frozenset({"rates", "rates_of_most"}), None, "that base rates are shown", _shows_rates),
    _Saying(
        frozenset({"rates", "rates_of_most"}),
        None,
        "that a figure appears after the first answers",
        lambda study: not _shows_rates(study) or any(map(shows_rate, _screens(study, EstimationPhase.FIRST))),
    ),
    _Saying(
        frozenset({"confidence"}),
        None,
        "that confidence is asked",
        lambda study: _asks(study, Question.CONFIDENCE),
    ),
    _Saying(frozenset({"estimate_again"}), None, "that both estimates come in one trial", _is_within_trial),
    _Saying(
        frozenset({"second_phase", "second_phase_with_most_rates"}),
        None,
        "that the rates are shown again in the second phase",
        _shows_rates_again,
    ),
    _Saying(
        frozenset({"second_phase_without_rates"}),
        None,
        "that the rates are not shown again in the second phase",
        lambda study: not _shows_rates_again(study),
    ),
    _Saying(
        frozenset({"half_way"}),
        re.compile(r"\b(moitié|half[- ]?way)\b", re.IGNORECASE),
        "that half of a part is over, which is so at one break only",
        _breaks_half_way,
    ),
    _Saying(
        frozenset({"practice"}),
        re.compile(r"\bentraînement\b|\bsome practice\b", re.IGNORECASE),
        "that there is practice",
        lambda study: study.practice is not None,
    ),
)


def _contradictions(files: Files) -> Iterator[Remark]:
    for path, page in page_names(files.study):
        text = "\n".join(files.texts.pages[page].values())
        for saying in _SAYINGS:
            meant = page in saying.pages or (saying.words is not None and saying.words.search(text) is not None)
            if meant and not saying.holds(files.study):
                where = files.study_source.at(*path)
                yield Remark.at(where, Doubt.PAGE_CONTRADICTS, page=page, says=saying.says)


def _practice_without(files: Files) -> Iterator[Remark]:
    if files.study.practice is not None:
        return
    for path, page in page_names(files.study):
        if any("practice_trials" in placeholders(text) for text in files.texts.pages[page].values()):
            where = files.study_source.at(*path)
            says = "how many trials of practice there are, and there is no practice"
            yield Remark.at(where, Doubt.PAGE_CONTRADICTS, page=page, says=says)


def _answers(files: Files) -> Iterator[Remark]:
    """The right answers of the shipped comprehension questions are right for some designs only."""
    study = files.study
    asked = _asked(study, EstimationPhase.FIRST)
    right = {
        "own_estimate": bool(asked) and asked[0].of is Question.SELF,
        "figure": _shows_rates(study),
    }
    for n, name in enumerate(study.comprehension.questions if study.comprehension else ()):
        if not right.get(name, True):
            where = files.study_source.at("comprehension", "questions", n)
            yield Remark.at(where, Doubt.ANSWER_CONTRADICTS, question=name)


def _unused(files: Files) -> Iterator[Remark]:
    """Texts that no screen of the study shows: left over, or a name that is misspelt where it should be used."""
    study, texts = files.study, files.texts
    asked = {question for visit in study.visits.values() for question in visit.afterwards or ()}
    used = {
        ("pages",): {page for _, page in page_names(study)},
        ("questions",): {estimate.words_name for estimate in _asked(study)},
        ("comprehension", "questions"): set(study.comprehension.questions if study.comprehension else ()),
        ("afterwards",): {str(question) for question in asked},
    }
    there = {
        ("pages",): list(texts.pages),
        ("questions",): list(texts.questions),
        ("comprehension", "questions"): list(texts.comprehension.questions if texts.comprehension else ()),
        ("afterwards",): [str(question) for question in texts.afterwards],
    }
    unused = [(*path, name) for path, names in there.items() for name in names if name not in used[path]]
    if unused:
        where = files.texts_source.at(*unused[0])
        named = ", ".join(".".join(path) for path in unused[:6])
        more = f", and {len(unused) - 6} more" if len(unused) > 6 else ""
        yield Remark.at(where, Doubt.UNUSED_TEXTS, texts=named + more)

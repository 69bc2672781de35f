"""What is unusual in the design of a study: its phases, times and ranges."""

from __future__ import annotations

from collections.abc import Iterator

from experiment.config.checks import Files
from experiment.config.faults import Doubt
from experiment.config.mistakes import Position, Remark
from experiment.config.study_file import StudyFile
from experiment.config.trial_screens import (
    KEYS,
    AskedEstimate,
    Screen,
    ShownBaseRate,
    ShownEvent,
    Uniform,
    shows_rate,
)
from experiment.config.visits import Arm
from experiment.config.yaml_source import Path_
from experiment.format.vocabulary import MEMORY, EstimationPhase, Question

_DEADLINE_S = (2.0, 60.0)
_DURATION_S = (0.05, 20.0)
_MINIMUM_S = 10.0
_FEW_ANSWERS = 10


def doubts_of_design(files: Files) -> Iterator[Remark]:
    """Remark on the design of a study."""
    yield from _needless_repeats(files)
    yield from _phases(files)
    yield from _rests(files)
    yield from _times(files)
    yield from _ranges(files)
    yield from _paced(files)
    yield from _words(files)
    yield from _never_asked(files)
    yield from _deadlines(files)
    yield from _confidence(files)
    yield from _pattern(files)


def _phases(files: Files) -> Iterator[Remark]:
    phases, at = files.study.phases, files.study_source.at
    parts = [part for phase in phases for part, _ in phase.parts]
    if EstimationPhase.SECOND not in parts:
        yield Remark.at(at("phases"), Doubt.NO_SECOND_ESTIMATE)
    if not any(shows_rate(screen) for phase in phases for _, screens in phase.parts for screen in screens):
        yield Remark.at(at("phases"), Doubt.RATE_NEVER_SHOWN)
    if files.study.retest is not None and any(len(phase.parts) > 1 for phase in phases):
        yield Remark.at(at("retest"), Doubt.RETEST_WITHIN_TRIAL)
    for n, phase in enumerate(phases):
        if not any(isinstance(screen, ShownEvent) for _, screens in phase.parts for screen in screens):
            yield Remark.at(at("phases", n), Doubt.PHASE_WITHOUT_EVENT)
        for part, screens in phase.parts:
            if sum(shows_rate(screen) for screen in screens) > 1:
                yield Remark.at(at("phases", n, str(part)), Doubt.RATE_SHOWN_TWICE, phase=part)
        every, events = phase.break_every, files.study.events_per_visit
        if every is not None and every >= events:
            yield Remark.at(at("phases", n, "break_every"), Doubt.NO_BREAK_COMES, every=every, events=events)


def _rests(files: Files) -> Iterator[Remark]:
    """Remark on a break among the questions at the end that never comes, or comes within a question."""
    study, where = files.study, files.study_source.at("afterwards", "break_every")
    every = study.afterwards.break_every if study.afterwards else None
    most = max((len(visit.afterwards or ()) for visit in study.visits.values()), default=0)
    events = study.lists.events_per_list
    if every is None or not most:
        return
    if every >= most * events:
        yield Remark.at(where, Doubt.NO_REST_COMES, every=every, most=most, events=events)
    elif every % events:
        yield Remark.at(where, Doubt.REST_WITHIN_A_QUESTION, every=every, events=events)


def _times(files: Files) -> Iterator[Remark]:
    at = files.study_source.at
    yield from _long_minimum(at("pages_minimum_s"), files.study.pages_minimum_s)
    if files.study.afterwards:
        yield from _duration(at("afterwards", "fixation_s"), files.study.afterwards.fixation_s)
    for n, phase in enumerate(files.study.phases):
        for part, screens in phase.parts:
            for m, screen in enumerate(screens):
                path = ("phases", n, str(part), m, KEYS[type(screen)])
                if isinstance(screen, AskedEstimate):
                    yield from _deadline(at(*path, "deadline_s"), screen.deadline_s)
                else:
                    yield from _duration(at(*path, "duration_s"), screen.duration_s)
                if isinstance(screen, ShownEvent | ShownBaseRate):
                    yield from _long_minimum(at(*path, "minimum_s"), screen.minimum_s)


def _deadline(where: Position, seconds: float | None) -> Iterator[Remark]:
    if seconds is not None and seconds < _DEADLINE_S[0]:
        yield Remark.at(where, Doubt.SHORT_DEADLINE, seconds=f"{seconds:g}")
    if seconds is not None and seconds > _DEADLINE_S[1]:
        yield Remark.at(where, Doubt.LONG_DEADLINE, seconds=f"{seconds:g}")


def _duration(where: Position, duration: float | Uniform | None) -> Iterator[Remark]:
    ends = duration.uniform if isinstance(duration, Uniform) else () if duration is None else (duration, duration)
    if ends and ends[0] < _DURATION_S[0]:
        yield Remark.at(where, Doubt.SHORT_DURATION, seconds=f"{ends[0]:g}")
    if ends and ends[-1] > _DURATION_S[1]:
        yield Remark.at(where, Doubt.LONG_DURATION, seconds=f"{ends[-1]:g}")


def _long_minimum(where: Position, seconds: float | None) -> Iterator[Remark]:
    if seconds is not None and seconds > _MINIMUM_S:
        yield Remark.at(where, Doubt.LONG_MINIMUM, seconds=f"{seconds:g}")


def _ranges(files: Files) -> Iterator[Remark]:
    for key, scale in (("estimate", files.study.estimate), ("confidence", files.study.confidence)):
        answers = scale.maximum_pct - scale.minimum_pct + 1 if scale else _FEW_ANSWERS
        if answers < _FEW_ANSWERS:
            yield Remark.at(files.study_source.at(key), Doubt.NARROW_RANGE, answers=answers)


def _needless_repeats(files: Files) -> Iterator[Remark]:
    """A permission that nothing needs would let the slip of a later day pass."""
    study = files.study
    if study.lists.repeat_lists and not any(_has_a_list_twice(study, arm) for arm in study.arms.values()):
        yield Remark.at(files.study_source.at("lists", "repeat_lists"), Doubt.NO_LIST_REPEATED)


def _has_a_list_twice(study: StudyFile, arm: Arm) -> bool:
    lists = [study.visits[visit].list for visit in arm.visits]
    return len(set(lists)) < len(lists)


def _screens(files: Files) -> Iterator[tuple[Path_, Screen]]:
    for n, phase in enumerate(files.study.phases):
        for part, screens in phase.parts:
            for m, screen in enumerate(screens):
                yield ("phases", n, str(part), m, KEYS[type(screen)]), screen


def _paced(files: Files) -> Iterator[Remark]:
    """A screen that waits for the participant among others of its kind that do not: its time may have been lost."""
    screens = list(_screens(files))
    for kind, key in ((AskedEstimate, "deadline_s"), (ShownEvent, "duration_s"), (ShownBaseRate, "duration_s")):
        of_kind = [(path, screen) for path, screen in screens if isinstance(screen, kind)]
        if all(getattr(screen, key) is None for _, screen in of_kind):
            continue
        for path, screen in of_kind:
            if getattr(screen, key) is None:
                where = files.study_source.at(*path)
                yield Remark.at(where, Doubt.SELF_PACED_AMONG_TIMED, screen=KEYS[kind], key=key)


def _deadlines(files: Files) -> Iterator[Remark]:
    """A question that is asked twice, each time with another deadline."""
    before: dict[Question, float] = {}
    for path, screen in _screens(files):
        if not isinstance(screen, AskedEstimate) or screen.deadline_s is None:
            continue
        other = before.setdefault(screen.of, screen.deadline_s)
        if other != screen.deadline_s:
            facts = {"question": screen.of, "seconds": f"{screen.deadline_s:g}", "other": f"{other:g}"}
            where = files.study_source.at(*path, "deadline_s")
            yield Remark.at(where, Doubt.DEADLINES_DIFFER, **facts, phase=path[2])


def _confidence(files: Files) -> Iterator[Remark]:
    """How far the base rate is believed, asked while nobody knows it."""
    is_shown = False
    for path, screen in _screens(files):
        is_shown = is_shown or shows_rate(screen)
        if isinstance(screen, AskedEstimate) and screen.of is Question.CONFIDENCE and not is_shown:
            yield Remark.at(files.study_source.at(*path), Doubt.CONFIDENCE_BEFORE_RATE)


def _pattern(files: Files) -> Iterator[Remark]:
    """A code in the place of the pattern of all codes."""
    pattern = files.study.participant_id.pattern
    if pattern.isalnum():
        letters = pattern.rstrip("0123456789")
        digits = len(pattern) - len(letters)
        wider = f"{letters}[0-9]{{{digits}}}" if digits else f"{pattern}[0-9]{{3}}"
        where = files.study_source.at("participant_id", "pattern")
        yield Remark.at(where, Doubt.PATTERN_OF_ONE_CODE, code=pattern, pattern=wider)


def _words(files: Files) -> Iterator[Remark]:
    for path, screen in _screens(files):
        if isinstance(screen, AskedEstimate) and screen.words in {str(one) for one in Question if one is not screen.of}:
            where = files.study_source.at(*path, "words")
            yield Remark.at(where, Doubt.WORDS_OF_ANOTHER_QUESTION, question=screen.of, words=screen.words)


def _never_asked(files: Files) -> Iterator[Remark]:
    """A scale that nothing is answered on."""
    study, at = files.study, files.study_source.at
    estimates = {screen.of for _, screen in _screens(files) if isinstance(screen, AskedEstimate)}
    asked = {question for visit in study.visits.values() for question in visit.afterwards or ()}
    if study.confidence is not None and Question.CONFIDENCE not in estimates:
        yield Remark.at(at("confidence"), Doubt.NEVER_ASKED, scale="confidence")
    if study.afterwards is not None and study.afterwards.ratings and not asked - {MEMORY}:
        yield Remark.at(at("afterwards", "ratings"), Doubt.NEVER_ASKED, scale="ratings")

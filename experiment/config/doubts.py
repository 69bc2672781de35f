"""What is unusual in a study and may be meant: said by `validate`, refused by nobody.

Every check yields the remarks it makes on a study without mistakes. A file that was cut off between two of its keys is
such a study: what is missing then is at its end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from experiment.config.cross_checks import Files
from experiment.config.doubtful_pages import doubtful_pages
from experiment.config.faults import Doubt
from experiment.config.fingerprint import SHORT
from experiment.config.mistakes import Position, Remark
from experiment.config.study_file import StudyFile
from experiment.config.trial_screens import KEYS, AskedEstimate, ShownBaseRate, ShownEvent, Uniform, shows_rate
from experiment.config.visits import Arm
from experiment.config.yaml_source import YamlSource
from experiment.format.vocabulary import EstimationPhase

_DEADLINE_S = (2.0, 60.0)
_DURATION_S = (0.05, 20.0)
_MINIMUM_S = 10.0
_FEW_ANSWERS = 10


def doubts(files: Files) -> Iterator[Remark]:
    """Remark on everything that is unusual."""
    for check in _CHECKS:
        yield from check(files)


def other_than_reviewed(files: Files, fingerprint: str) -> Iterator[Remark]:
    """Remark on a review that is not of these files as they are now."""
    reviewed = files.study.reviewed
    if reviewed is not None and not reviewed.is_of(fingerprint):
        where = files.study_source.at("reviewed", "hash")
        named = reviewed.hash or "no hash"
        yield Remark.at(where, Doubt.REVIEW_OF_OTHER_FILES, named=named, hash=fingerprint[:SHORT])


def _end_of_the_file(files: Files) -> Iterator[Remark]:
    for source in (files.study_source, files.events_source, files.texts_source):
        if not source.content.endswith((b"\n", b"\r")):
            yield Remark.at(_last_line(source), Doubt.LAST_LINE_WITHOUT_END)
    if not files.study.closing:
        yield Remark.at(files.study_source.at("closing"), Doubt.NO_CLOSING)


def _last_line(source: YamlSource) -> Position:
    return Position(source.file, source.content.count(b"\n") + 1, 1)


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


_CHECKS: tuple[Callable[[Files], Iterator[Remark]], ...] = (
    _end_of_the_file,
    _needless_repeats,
    doubtful_pages,
    _phases,
    _times,
    _ranges,
)

"""A file that was cut off while it was copied or saved: said once, where it ends, and not of every missing key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from experiment.config.checks import Files
from experiment.config.event_file import EventFile
from experiment.config.faults import Fault
from experiment.config.mistakes import Mistake, Position
from experiment.config.model_paths import models_at, value_at, within
from experiment.config.study_file import StudyFile
from experiment.config.yaml_source import LOST, Path_, YamlSource
from experiment.format.vocabulary import EstimationPhase

_MANY = 3
"""So many keys of an entry are seldom forgotten; at the top, or where the last line has no end, one is enough."""
_NAMED = 8
_AT_THE_END = frozenset({"closing", "closing_early"})
"""Keys of a study file that stand below everything which may be cut off."""
_LACKS = {
    Fault.VALUE_MISSING: "",
    Fault.PHASE_WITHOUT_SCREENS: "",
    Fault.NO_OWN_ESTIMATE: "estimate: {of: self}",
    Fault.HALF_A_BREAK: "break_every or break_page",
    Fault.RATING_WITHOUT_SCALE: "ratings",
}
"""What is said of something that is not whole, and what it lacks, if that is the same each time."""


def as_cut_off(model: type[BaseModel], source: YamlSource, details: Sequence[ErrorDetails]) -> YamlSource:
    """Say that a file ends too early, if that is what is wrong with it: all that it lacks comes after its last line.

    Parameters
    ----------
    model
        Of the file.
    source
        The file.
    details
        What is wrong in it.

    Returns
    -------
    YamlSource
        With that among its mistakes, and nothing more to be said of what was open where it ends; or as it was.
    """
    last = _last(source)
    open_ = {last[:n] for n in range(len(last))}
    lacking, short = [], set()
    for detail in details:
        path = tuple(within(detail["loc"], source.value))
        if detail["type"] == "extra_forbidden" and path[:-1] in open_:
            return source  # it may be what is missing, by another name
        if detail["type"] == "too_short" and path in open_:
            short.add(path)
        if detail["type"] == "missing" and path in open_ and (*path, LOST) not in source.spoilt:
            lacking.append((path, str(detail["loc"][-1])))
    is_whole = _ends_its_line(source)
    without_value = last in source.empty
    at_top = any(not path for path, _ in lacking)
    if not (at_top or len(lacking) >= _MANY) and (is_whole or not (lacking or without_value)):
        return source
    outermost = min((len(path) for path, _ in lacking), default=0)  # further in, the order is the writer's own
    if not all(
        _comes_last(model, path, value_at(source.value, path), key) for path, key in lacking if len(path) == outermost
    ):
        return source
    names = list(
        dict.fromkeys(
            [str(last[-1])] * without_value + [key for _, key in sorted(lacking, key=lambda one: -len(one[0]))]
        )
    )
    mistake = _ends_early(source, names)
    lost: set[Path_] = {(*path, LOST) for path in open_}
    return replace(source, mistakes=(*source.mistakes, mistake), spoilt=source.spoilt | lost | short | {last})


def lists_cut_off(files: Files) -> Mistake | None:
    """Say the same of a file of events that ends between two of them, or within one, where others should follow.

    Lists are missing or have too few events, and the last event, or its list, or its line, is not whole.
    """
    source, lists, study = files.events_source, files.events.lists, files.study
    missing = [name for name in study.lists_shown if name not in lists]
    last = max(lists, key=lambda name: source.at("lists", name))
    short = len(lists[last]) < _events_wanted(study, last)
    lacking = _keys_lacking(EventFile, source, _last(source)[:3])
    if not (missing or (short and lacking)) or not (short or lacking or not _ends_its_line(source)):
        return None
    return _ends_early(source, [*lacking, *[f"events of {last}"] * short, *(f"the list {name}" for name in missing)])


def _events_wanted(study: StudyFile, name: str) -> int:
    """Return how many events the study takes from a list; none, if it does not name it, or retest events."""
    if study.practice is not None and name == study.practice.events:
        return study.practice.trials
    return study.lists.events_per_list if name in study.lists.names else 0


def with_end_of_study(files: Files, mistakes: list[Mistake]) -> list[Mistake]:
    """Say the same of a study file that ends within its phases, or its questions at the end.

    No key that could follow is needed in every study. But where the last thing that is there is not whole, or visits
    ask what nothing says how to ask, and no page closes the session, more was written once.
    """
    source = files.study_source
    there = source.value if isinstance(source.value, Mapping) else {}
    if not _AT_THE_END.isdisjoint(there) or any(one.fault is Fault.FILE_ENDS_EARLY for one in mistakes):
        return mistakes
    open_ = {*_open_places(source), source.at(*_last(source))}
    of_end = [one for one in mistakes if one.where in open_ and one.fault in _LACKS]
    unasked = any(one.fault is Fault.ASKED_WITHOUT_AFTERWARDS for one in mistakes)
    if "phases" not in there or not (of_end or unasked):
        return mistakes
    names = [name for one in of_end if (name := _LACKS[one.fault] or dict(one.facts).get("key"))]
    phases = there["phases"] if isinstance(there["phases"], tuple) else ()
    names += [part for part in EstimationPhase if not any(isinstance(one, Mapping) and part in one for one in phases)]
    names += ["afterwards"] * unasked + ["closing"]
    return [*mistakes, _ends_early(source, list(dict.fromkeys(names)))]


def _keys_lacking(model: type[BaseModel], source: YamlSource, path: Path_) -> list[str]:
    """Name the keys that something must have, and has not."""
    there = value_at(source.value, path)
    if not isinstance(there, Mapping):
        return []
    fields = {name: field for one in models_at(model, path) for name, field in one.model_fields.items()}
    return [name for name, field in fields.items() if field.is_required() and name not in there]


def _comes_last(model: type[BaseModel], path: Path_, there: Mapping[str, object], key: str) -> bool:
    """Return whether a key stands after every needed one that is there, in the order of its model."""
    fields = {name: field for one in models_at(model, path) for name, field in one.model_fields.items()}
    names = list(fields)
    before = [names.index(name) for name in there if name in fields and fields[name].is_required()]
    return names.index(key) > max(before, default=-1)


def without_what_is_cut(mistakes: Sequence[Mistake], sources: Sequence[YamlSource]) -> list[Mistake]:
    """Leave out what only follows from that a file ends too early.

    That is what is said of a word in its last line, and what is lacking in what was open there, which may be too little
    to tell by.
    """
    ends = {one.where.file: one for one in mistakes if one.fault is Fault.FILE_ENDS_EARLY}
    lines = {(one.where.file, one.where.line) for one in ends.values()}
    open_ = {place for one in sources if one.file in ends for place in _open_places(one)}
    return [
        one
        for one in mistakes
        if ends.get(one.where.file) == one
        or not (
            (one.where.file, one.where.line) in lines
            or (one.where in open_ and (one.fault is Fault.KEY_MISSING or one.fault in _LACKS))
            or (one.fault is Fault.ASKED_WITHOUT_AFTERWARDS and one.where.file in ends)
        )
    ]


def _last(source: YamlSource) -> Path_:
    return max((path for path in source.positions if LOST not in path), key=lambda one: (source.at(*one), len(one)))


def _open_places(source: YamlSource) -> set[Position]:
    """Return where everything begins that was still open where the file ends, but the file itself."""
    last = _last(source)
    return {source.at(*last[:n]) for n in range(1, len(last))}


def _ends_its_line(source: YamlSource) -> bool:
    return source.content.endswith((b"\n", b"\r"))


def _ends_early(source: YamlSource, names: Sequence[str]) -> Mistake:
    missing = ", ".join(names[:_NAMED]) + (" …" if len(names) > _NAMED else "")
    return Mistake.at(Position(source.file, _last_line(source), 1), Fault.FILE_ENDS_EARLY, missing=missing)


def _last_line(source: YamlSource) -> int:
    lines = source.lines
    return next((n for n in range(len(lines), 0, -1) if lines[n - 1].strip()), 1)

"""What has changed in the files of a study since its last session, key by key, and what follows from each change."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from experiment.config.faults import Change
from experiment.config.fingerprint import NOT_HASHED
from experiment.config.mistakes import Changed
from experiment.config.model import LANGUAGE_PATTERN
from experiment.config.yaml_source import Path_, YamlSource

_OF_STUDY: dict[str, Change] = {
    "study": Change.ANOTHER_STUDY,
    "task": Change.ANOTHER_STUDY,
    "seed": Change.DRAWN_ANEW,
    "participant_id": Change.ENROLLED,
    "operator_code": Change.NOTHING_SHOWN,
    "sites": Change.ENROLLED,
    "arms": Change.ENROLLED,
    "visits": Change.ENROLLED,
    "time_zone": Change.ENROLLED,
    "languages": Change.ENROLLED,
    "experimenter_language": Change.NOTHING_SHOWN,
    "stimuli": Change.NOTHING_SHOWN,
    "lists": Change.ENROLLED,
}
"""What follows from a change of the study file, by its first key; of every other key, that sessions differ."""
_SHOWN_OF_EVENTS = frozenset({"text", "base_rate_pct", "valence"})
"""What of an event a participant meets; the rest stands in the file, or in the data beside the answers."""

_ABSENT = object()
"""In place of the value of a key that is not there."""
_ORDER = "order"
"""In place of a key, where the events of a list stand in another order."""
_LONG = 150
"""A list that takes so many letters is not shown whole."""


@dataclass(frozen=True)
class _Shown:
    """What of events and texts a participant may meet, before or after.

    Parameters
    ----------
    languages, lists
        Of the study.
    """

    languages: frozenset[str]
    lists: frozenset[str]


def changes(then: Sequence[YamlSource], now: Sequence[YamlSource]) -> Iterator[Changed]:
    """Hold the files of a study against those of an earlier session.

    Parameters
    ----------
    then, now
        Study file, events and texts.
    """
    spoken = [set(study.value.get("languages", ())) for study in (then[0], now[0])]
    shown = _Shown(frozenset(spoken[0] | spoken[1]), _lists_of(then[0].value) | _lists_of(now[0].value))
    for kind, before, after in zip(("study", "events", "texts"), then, now, strict=True):
        for path, was, value in _differences(_by_name(before.value), _by_name(after.value), ()):
            if kind == "study" and path[0] in NOT_HASHED:
                continue
            if kind != "study" and path[-1] in spoken[0] ^ spoken[1] and _ABSENT in (was, value):
                continue  # every text has it, or has it no longer: the languages of the study say so
            where = after.at(*_place(after.value, path))
            key = ".".join(_step(one) for one in path)
            yield Changed(where, key, *_both_shown(was, value), _follows(kind, path, shown))


def _by_name(value: Any, key: str = "") -> Any:
    """Name the events of a list, so that one that moved or was put in leaves the others what they are."""
    if isinstance(value, Mapping):
        return {name: _by_name(inner, name) for name, inner in value.items()}
    if isinstance(value, tuple) and value and all(isinstance(one, Mapping) and "id" in one for one in value):
        return _Events({str(one["id"]): one for one in value})
    return value


class _Events(dict[str, Any]):
    """The events of a list by their ids, in its order, which decides about orders of trials."""


def _place(value: Any, path: Path_) -> Path_:
    """Find the way to a named event through the lists of the file."""
    found: list[str | int] = []
    for step in path:
        if isinstance(value, tuple) and isinstance(step, str):
            there = [n for n, one in enumerate(value) if isinstance(one, Mapping) and str(one.get("id")) == step]
            if not there:
                break
            step = there[0]  # noqa: PLW2901
        found.append(step)
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            break
    return tuple(found)


def _differences(then: Any, now: Any, path: Path_) -> Iterator[tuple[Path_, Any, Any]]:
    if isinstance(then, Mapping) and isinstance(now, Mapping):
        both = [key for key in now if key in then]
        if isinstance(now, _Events) and both != [key for key in then if key in now]:
            yield (*path, _ORDER), tuple(then), tuple(now)
        for key in dict.fromkeys((*now, *then)):
            yield from _differences(then.get(key, _ABSENT), now.get(key, _ABSENT), (*path, key))
    elif isinstance(then, tuple) and isinstance(now, tuple) and len(then) == len(now):
        for n, (was, value) in enumerate(zip(then, now, strict=True)):
            yield from _differences(was, value, (*path, n))
    elif then != now or type(then) is not type(now):
        yield path, then, now


def _lists_of(study: Mapping[str, Any]) -> frozenset[str]:
    """Name the lists whose events a study shows."""
    parts = [study[key]["events"] for key in ("practice", "retest") if study.get(key)]
    return frozenset((*study["lists"]["names"], *parts))


def _follows(kind: str, path: Path_, shown: _Shown) -> Change:
    if kind == "study":
        return _OF_STUDY.get(str(path[0]), Change.SESSIONS_DIFFER)
    is_of_a_language = len(path) > 1 and re.fullmatch(LANGUAGE_PATTERN, str(path[-1])) is not None
    if is_of_a_language and path[-1] not in shown.languages:
        return Change.NOTHING_SHOWN
    if kind == "events" and len(path) > 1 and path[1] not in shown.lists:
        return Change.NOTHING_SHOWN
    if path[-1] == _ORDER:
        return Change.ORDER_DIFFERS
    if kind == "texts":
        return Change.NOTHING_SHOWN if path[0] == "experimenter" else Change.WORDS_DIFFER
    inner = set(map(str, path[3:]))
    if len(path) <= 3 or inner & _SHOWN_OF_EVENTS:
        return Change.EVENTS_DIFFER
    return Change.NOTHING_SHOWN


def _step(step: str | int) -> str:
    return str(step + 1) if isinstance(step, int) else step


def _both_shown(was: Any, now: Any) -> tuple[str, str]:
    """Show two values; of two long lists only from where to where they differ."""
    whole = _shown(was), _shown(now)
    if not (isinstance(was, tuple) and isinstance(now, tuple)) or max(map(len, whole)) < _LONG:
        return whole
    shortest = min(len(was), len(now))
    before = next((n for n in range(shortest) if was[n] != now[n]), shortest)
    after = next((n for n in range(shortest - before) if was[-1 - n] != now[-1 - n]), shortest - before)
    both = ([_shown(one) for one in value[before : len(value) - after]] for value in (was, now))
    one, other = ([*["…"] * (before > 0), *shown, *["…"] * (after > 0)] for shown in both)
    return f"[{', '.join(one)}]", f"[{', '.join(other)}]"


def _shown(value: Any) -> str:
    if value is _ABSENT:
        return "not there"
    if value is None:
        return "null"
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{key}: {_shown(inner)}' for key, inner in value.items())}}}"
    if isinstance(value, tuple):
        return f"[{', '.join(map(_shown, value))}]"
    return f"“{value}”" if isinstance(value, str) else str(value).lower() if isinstance(value, bool) else str(value)

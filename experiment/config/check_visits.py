"""Whether arms, visits, lists and anchors fit together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from itertools import combinations
from zoneinfo import available_timezones

from experiment.config.checks import Check, Files
from experiment.config.explain import closest, closest_of
from experiment.config.faults import Fault
from experiment.config.mistakes import Mistake, Position
from experiment.config.odd_names import misspelt, odd_definitions
from experiment.config.study_file import StudyFile
from experiment.config.time_zone import zone_named
from experiment.config.visits import Window, start_of


def _arms_and_visits(files: Files) -> Iterator[Mistake]:
    """Find every mistake in the arms and visits of a study; times only once there are the visits that they are of."""
    uses: dict[str, list[str]] = {}
    for arm, entry in files.study.arms.items():
        for visit in (*entry.visits, *entry.windows):
            uses.setdefault(visit, []).append(arm)
    odd = odd_definitions(files.study.visits, uses)
    places = {visit: files.study_source.at("visits", visit) for visit in files.study.visits}
    there = [*misspelt(odd, "visit", places, "an arm"), *_arms(files, odd), *_visits(files, odd)]
    yield from there or [*_lists_once(files), *_time_zone(files), *_anchors(files), *_times(files), *_order(files)]


def _arms(files: Files, odd: Mapping[str, str]) -> Iterator[Mistake]:
    study, at = files.study, files.study_source.at
    if not study.arms:
        yield Mistake.at(at("arms"), Fault.NO_ARM)
    for arm, entry in study.arms.items():
        for n, visit in enumerate(entry.visits):
            where = at("arms", arm, "visits", n)
            if visit in entry.visits[:n]:
                yield Mistake.at(where, Fault.VISIT_TWICE, visit=visit)
            if visit not in study.visits and visit not in odd:
                yield Mistake.at(where, Fault.NO_SUCH_VISIT, visit=visit, suggestion=closest(visit, study.visits))
        for visit in entry.windows:
            unknown = [one for one in entry.visits if one not in study.visits]
            if visit not in entry.visits and not (visit in study.visits and closest_of(visit, unknown)):
                suggestion = closest(visit, entry.visits)
                where = at("arms", arm, "windows", visit)
                yield Mistake.at(where, Fault.WINDOW_OF_NO_VISIT, arm=arm, visit=visit, suggestion=suggestion)


def _visits(files: Files, odd: Mapping[str, str]) -> Iterator[Mistake]:
    study, at = files.study, files.study_source.at
    visited = sorted({visit for arm in study.arms.values() for visit in arm.visits})
    said = {*odd.values(), *(closest_of(visit, study.visits) for visit in visited if visit not in study.visits)}
    for visit, entry in study.visits.items():
        if entry.list > len(study.lists.names):
            where = at("visits", visit, "list")
            yield Mistake.at(where, Fault.NO_LIST_IN_PLACE, place=entry.list, lists=len(study.lists.names))
        if study.arms and visit not in visited and visit not in said:
            where = at("visits", visit)
            yield Mistake.at(where, Fault.VISIT_OF_NO_ARM, visit=visit, suggestion=closest(visit, visited))


_OFFSET = re.compile(r"(GMT|UTC)?\s*[-+−]?\d{1,2}(:?\d\d)?", re.IGNORECASE)
"""Hours before or after Greenwich."""


def _time_zone(files: Files) -> Iterator[Mistake]:
    study, at = files.study, files.study_source.at
    has_windows = any(visit.windows for visit in study.visits.values())
    has_windows |= any(arm.windows or arm.anchors for arm in study.arms.values())
    if study.time_zone is None and has_windows:
        yield Mistake.at(at("visits"), Fault.TIME_ZONE_MISSING)
    elif study.time_zone is not None and zone_named(study.time_zone) is None:
        suggestion = closest(study.time_zone, _likely(study.time_zone))
        if _OFFSET.fullmatch(study.time_zone):
            suggestion = "a city keeps its summer time, and a number of hours does not"
        yield Mistake.at(at("time_zone"), Fault.TIME_ZONE_UNKNOWN, zone=study.time_zone, suggestion=suggestion)


def _likely(zone: str) -> list[str]:
    """List the time zones of a region, where it is one; there are too many to name them all."""
    known = sorted(available_timezones())
    of_region = [one for one in known if one.startswith(f"{zone.partition('/')[0]}/")]
    regions = sorted({one.partition("/")[0] for one in known if "/" in one})
    near = get_close_matches(zone, known, n=1)
    return near or of_region[:3] or regions


def _lists_once(files: Files) -> Iterator[Mistake]:
    """Nobody has a list twice whose rates are news only once."""
    study = files.study
    if study.lists.repeat_lists:
        return
    for arm, entry in study.arms.items():
        seen: dict[int, str] = {}
        for visit in entry.visits:
            earlier = seen.setdefault(study.visits[visit].list, visit)
            if earlier != visit:
                where = files.study_source.at("visits", visit, "list")
                yield Mistake.at(where, Fault.LIST_REPEATED, arm=arm, earlier=earlier, visit=visit)


def _odd_anchors(files: Files) -> dict[str, str]:
    """Find anchors that are misspelt where an arm names them."""
    study = files.study
    starts = [start_of(visit) for visit in study.visits]
    uses: dict[str, list[str]] = {}
    for visit, of in study.visits.items():
        for anchor in (of.before, *(window.anchor for window in of.windows)):
            uses.setdefault(anchor or "", []).append(visit)
    uses = {anchor: visits for anchor, visits in uses.items() if anchor and anchor not in starts}
    anchors = [anchor for entry in study.arms.values() for anchor in entry.anchors]
    return {name: one for name, one in odd_definitions(anchors, uses).items() if anchors.count(one) == 1}


def _anchors(files: Files) -> Iterator[Mistake]:
    starts = {start_of(visit) for visit in files.study.visits}
    places = {
        anchor: files.study_source.at("arms", arm, "anchors", n)
        for arm, entry in files.study.arms.items()
        for n, anchor in enumerate(entry.anchors)
    }
    yield from misspelt(_odd_anchors(files), "anchor", places, "a visit")
    for arm, entry in files.study.arms.items():
        for n, anchor in enumerate(entry.anchors):
            where = files.study_source.at("arms", arm, "anchors", n)
            if anchor in entry.anchors[:n]:
                yield Mistake.at(where, Fault.ANCHOR_TWICE, anchor=anchor)
            if anchor in starts:
                yield Mistake.at(where, Fault.ANCHOR_OF_A_VISIT, anchor=anchor)


def _times(files: Files) -> Iterator[Mistake]:
    """What a visit's time hangs on happens in every arm that has the visit; what it comes before, in one at least."""
    study, odd = files.study, _odd_anchors(files)
    lost = _lost_anchors(study)
    for arm, anchors in lost.items():
        named = ", ".join(anchors)
        yield Mistake.at(files.study_source.at("arms", arm), Fault.ANCHORS_MISSING, arm=arm, anchors=named)
    if lost:
        return
    for arm, entry in study.arms.items():
        for visit in entry.visits:
            known = entry.anchors_before(visit)
            for window in study.windows_of(arm, visit):
                if window.anchor not in known and odd.get(window.anchor) not in known:
                    facts = {"arm": arm, "visit": visit, "anchor": window.anchor}
                    suggestion = closest(window.anchor, known)
                    where = _place_of(files, arm, visit, window)
                    yield Mistake.at(where, Fault.ANCHOR_UNKNOWN, **facts, suggestion=suggestion)
    for visit, of in study.visits.items():
        anchors = [anchor for arm in study.arms.values() if visit in arm.visits for anchor in arm.anchors]
        if of.before is not None and of.before not in anchors and odd.get(of.before) not in anchors:
            where, suggestion = files.study_source.at("visits", visit, "before"), closest(of.before, anchors)
            yield Mistake.at(where, Fault.ANCHOR_OF_NO_ARM, visit=visit, anchor=of.before, suggestion=suggestion)


def _lost_anchors(study: StudyFile) -> dict[str, list[str]]:
    """Name what visits are due after, by arm, where no arm of the study has any anchor."""
    starts = [start_of(visit) for visit in study.visits]
    if any(entry.anchors for entry in study.arms.values()):
        return {}
    lost: dict[str, list[str]] = {}
    for arm, entry in study.arms.items():
        named = [window.anchor for visit in entry.visits for window in study.windows_of(arm, visit)]
        if anchors := [one for one in dict.fromkeys(named) if closest_of(one, starts) is None]:
            lost[arm] = anchors
    return lost


def _place_of(files: Files, arm: str, visit: str, window: Window) -> Position:
    at = files.study_source.at
    if visit in files.study.arms[arm].windows:
        return at("arms", arm, "windows", visit, "anchor")
    return at("visits", visit, "after" if window is files.study.visits[visit].after else "also", "anchor")


def _order(files: Files) -> Iterator[Mistake]:
    """Of two visits that hang on one anchor, the one that is due first comes first in the arm."""
    for arm, entry in files.study.arms.items():
        for earlier, visit in combinations(entry.visits, 2):
            if _is_due_before(files.study, arm, visit, earlier):
                where = files.study_source.at("arms", arm, "visits", entry.visits.index(visit))
                yield Mistake.at(where, Fault.VISIT_OUT_OF_ORDER, arm=arm, visit=visit, earlier=earlier)


def _is_due_before(study: StudyFile, arm: str, visit: str, other: str) -> bool:
    due = {window.anchor: window.due for window in study.windows_of(arm, other)}
    before = study.before_of(arm, visit)
    return before in due or any(
        window.anchor in due and window.due < due[window.anchor] for window in study.windows_of(arm, visit)
    )


VISIT_CHECKS = (Check(_arms_and_visits, ("study.arms.**", "study.visits.**", "study.lists.**", "study.time_zone")),)
"""Every check of arms, visits, lists and anchors."""

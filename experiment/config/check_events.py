"""Whether a study may show its events, and has the retest events that it asks for."""

from __future__ import annotations

from collections.abc import Iterator

from experiment.config.checks import Check, Files
from experiment.config.cut_off import lists_cut_off
from experiment.config.explain import closest, closest_of
from experiment.config.faults import Fault
from experiment.config.mistakes import Mistake
from experiment.config.odd_names import odd_definitions
from experiment.config.retest_events import retest_events
from experiment.messages import counted


def _sensitive(files: Files) -> Iterator[Mistake]:
    """An event that may hurt is shown only by a study that names it."""
    study, shown = files.study, [name for name in files.study.lists_shown if name in files.events.lists]
    sensitive = [event.id for name in shown for event in files.events.lists[name] if event.sensitive is not None]
    meant = {closest_of(named, sensitive) for named in study.sensitive_events if named not in sensitive}
    for name in shown:
        for n, event in enumerate(files.events.lists[name]):
            if event.sensitive is None:
                continue
            if event.id not in study.sensitive_events and event.id not in meant:
                where = files.events_source.at("lists", name, n, "sensitive")
                facts = {"event": event.id, "reason": event.sensitive, "study": study.study}
                yield Mistake.at(where, Fault.EVENT_SENSITIVE, **facts)
    for n, named in enumerate(study.sensitive_events):
        if named not in sensitive:
            where = files.study_source.at("sensitive_events", n)
            yield Mistake.at(where, Fault.EVENT_NOT_SENSITIVE, event=named, suggestion=closest(named, sensitive))


def _retest_list(files: Files) -> Iterator[Mistake]:
    """Retest events are of a list of their own, which has enough of them for every list of the study."""
    study, lists = files.study, files.events.lists
    if study.retest is None or (study.retest.events not in lists and lists_cut_off(files) is not None):
        return
    name, trials = study.retest.events, study.retest.trials
    where = files.study_source.at("retest", "events")
    practised = study.practice.events if study.practice else None
    if name not in lists and name not in odd_definitions(lists, {one: [one] for one in study.lists_shown}):
        yield Mistake.at(where, Fault.LIST_UNKNOWN, list=name, suggestion=closest(name, lists))
    elif name not in lists:
        return
    elif name in study.lists.names or name == practised:
        yield Mistake.at(where, Fault.RETEST_WITH_OTHER_LIST, list=name)
    elif set(study.lists.names) <= set(lists):
        of_study = {name: lists[name] for name in study.lists.names}
        if retest_events(lists[name], of_study, trials) is None:
            fewer = range(min(trials - 1, len(lists[name]) // len(of_study)), 0, -1)
            most = next((n for n in fewer if retest_events(lists[name], of_study, n) is not None), 0)
            remedy = f"ask for {counted(most, 'trial')} at most, or add events" if most else "add events"
            facts: dict[str, object] = {"list": name, "events": len(lists[name]), "trials": trials}
            facts |= {"lists": len(of_study), "remedy": remedy}
            yield Mistake.at(files.study_source.at("retest", "trials"), Fault.TOO_FEW_RETEST_EVENTS, **facts)


def _retest_words(files: Files) -> Iterator[Mistake]:
    if files.study.retest is not None and files.texts.base_rate.not_shown is None:
        yield Mistake.at(files.texts_source.at("base_rate"), Fault.RETEST_WITHOUT_WORDS)


_SHOWN = ("study.lists.**", "study.practice.**", "study.retest.**", "events.lists.*.*", "events.lists.*.*.id")

EVENT_CHECKS = (
    Check(_sensitive, (*_SHOWN, "study.sensitive_events", "events.lists.*.*.sensitive")),
    Check(_retest_list, (*_SHOWN, "events.lists.*.*.similar")),
    Check(_retest_words, ("study.retest", "texts.base_rate.*")),
)
"""Every check of which events a study shows."""

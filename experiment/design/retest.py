"""The draw of a study's retest events."""

from __future__ import annotations

from experiment.config.event_file import Event
from experiment.config.load import Study
from experiment.config.retest_events import retest_events
from experiment.design.draw import Draw


def retest_of(study: Study, event_list: str) -> list[tuple[str, Event]]:
    """Return the retest events that go with a list, each with the list that it was taken from; none without `retest:`.

    They are drawn from the study's seed alone: whoever meets the list meets the same ones.
    """
    retest = study.file.retest
    if retest is None:
        return []
    candidates = Draw(study.file.seed, "retest events").shuffled(study.events.lists[retest.events])
    lists = {name: study.events.lists[name] for name in study.file.lists.names}
    drawn = retest_events(candidates, lists, retest.trials)
    assert drawn is not None  # a study whose events do not suffice is refused
    return [(retest.events, event) for event in drawn[event_list]]

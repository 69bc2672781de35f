"""Slips of somebody who knows a little YAML, late: each is said once, and what is advised is what was meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from experiment.config.assumptions import load_assumptions
from experiment.config.mistakes import StudyMistakes
from tests.unit.config.study_copies import ASSUMPTIONS, EVENTS, STUDY, TEXTS, StudyCopy

_PRACTICE = """practice:
  events: practice            # which events: assumed
  trials: 3                   # G13, O20
  pages: [practice]
"""
_DEDENTED = "\n".join(line.strip() for line in _PRACTICE.split("\n"))

SLIPS = [
    (EVENTS, "base_rate_pct: 57", "base_rate_pct: 5e1", "write it out: 50"),
    (STUDY, "event: {duration_s: 4.0}", "event: {duration_s: 1e-1}", "write it out: 0.1"),
    (STUDY, "event: {duration_s: 4.0}", "event: {duration_s: -.5}", "at least 0.02 seconds"),
    (STUDY, "of: self, deadline_s: 8.0}", "of: self, deadline_s: none}", "write a number, or null if there is none"),
    (STUDY, "of: self, deadline_s: 8.0}", "of: self, deadline_s: unlimited}", "or null if there is none"),
    (STUDY, "of: self, deadline_s: 8.0}", "of: self, deadline_s: no}", "or null if there is none"),
    (STUDY, "of: self, deadline_s: 8.0}", "of: self, deadline_s: .inf}", "or null if there is none"),
    (STUDY, "window_d: [6, 9]", "window_d: ±1", "counted from the anchor, as due_d is"),
    (STUDY, "window_d: [6, 9]", "window_d: ±1", "such as window_d: [6, 8]"),
    (STUDY, "window_d: [6, 9]", "window_d: [-1, 2]", "such as window_d: [6, 9]"),
    (STUDY, "window_h: [3.5, 5]", "window_h: +/- 0.5", "such as window_h: [3.5, 4.5]"),
    (STUDY, "window_h: [3.5, 5]", "window_h: 3-6", "write a list: [3, 6]"),
    (STUDY, "visits: [baseline, day7]", "visits: {baseline, day7}", "write a list: [baseline, day7]"),
    (STUDY, "names: [A, B, C]", "names: {A, B, C}", "write a list: [A, B, C]"),
    (STUDY, "visits: [baseline, day7]", "visits: [baseline day7]", "two names have a comma between them"),
    (STUDY, "languages: [fr, en]", "languages: [fr en]", "put a comma in its place: [fr, en]"),
    (STUDY, "languages: [fr, en]", "languages: [fr/en]", "“/” does not part the entries of a list"),
    (STUDY, "start_pct: null", "start_pct: middle", "write drawn, a whole number, or null if there is none"),
    (STUDY, "start_pct: null", "start_pct: drwan", "did you mean “drawn”?"),
    (STUDY, "of: self, deadline_s: 8.0}", "of: self, deadline_s: 0}", "at least 0.2 seconds, or null if there is none"),
    (STUDY, "of: self, deadline_s: 8.0}", "of: self, deadline_s: -1}", "or null if there is none"),
    (TEXTS, "{events}", "{ events }", "nothing is put in the place { events }; did you mean “{events}”?"),
    (TEXTS, "{events}", "{event }", "nothing is put in the place {event }; did you mean “{events}”?"),
    (TEXTS, '"{value} %"', '"{ value} %"', "nothing is put in the place { value}; did you mean “{value}”?"),
    (STUDY, "../stimuli/events/adverse.yaml", "https://osf.io/ab12/adverse.yaml", "is an address of the internet"),
    (STUDY, _PRACTICE, f"#{_DEDENTED}", "“practice:” is a comment here"),
    (STUDY, "\nestimate:", "\n  estimate:", "“estimate” is set in below “lists”"),
]


@pytest.mark.parametrize(("file", "old", "new", "said"), SLIPS, ids=[one[2].strip()[:40] for one in SLIPS])
def test_one_message_says_what_was_meant(copy: StudyCopy, file: Path, old: str, new: str, said: str) -> None:
    """A number as computers write it, a word for null, a window around the due time, braces for brackets, an address
    for a file, a head in a comment, a key set in without what belongs to it.
    """
    copy.edit(file, old, new)
    [message] = copy.mistakes()
    assert said in message


@pytest.mark.parametrize(
    ("written", "said"),
    [("1e1", "write it out: 10"), ("1.4E1", "write it out: 14"), ("-.1", "cannot be “-.1”; at least 0")],
)
def test_figures_that_are_assumed_are_read_alike(copy: StudyCopy, written: str, said: str) -> None:
    """What is advised about a number does not depend on which file it stands in."""
    copy.edit(ASSUMPTIONS, "{value: 14.0, between_sd: 9.0", f"{{value: {written}, between_sd: 9.0")
    with pytest.raises(StudyMistakes) as refused:
        load_assumptions(copy.folder / ASSUMPTIONS)
    [message] = str(refused.value).split("\n")
    assert said in message

"""The small study with times: patients have infusions, after which their visits are due."""

from __future__ import annotations

import re
from pathlib import Path

from tests.instruments.small_study import review

_EDITS = {
    "  patient: {visits: [baseline, post4h, day7]}": (
        "  patient: {visits: [baseline, post4h, day7], anchors: [infusion1_end, infusion3_end]}"
    ),
    "  control: {visits: [baseline, day7]}": (
        "  control:\n    visits: [baseline, day7]\n"
        "    windows: {day7: {anchor: baseline_start, due_d: 7, window_d: [6, 9]}}"
    ),
    "  baseline: {": "  baseline: {before: infusion1_end, ",
    "  post4h: {": "  post4h: {after: {anchor: infusion1_end, due_h: 4, window_h: [3.5, 5]}, ",
    "  day7: {list": (
        "  day7: {after: {anchor: infusion3_end, due_h: 4, window_h: [3.5, 5]}, "
        "also: {anchor: infusion1_end, due_d: 7, window_d: [6, 9]}, list"
    ),
    "seed: 7": "seed: 7\ntime_zone: Europe/Paris",
}


def with_anchors(study: Path, **replaced: str) -> Path:
    """Give the visits of a small study their times, as those of the ketamine study, and have it reviewed."""
    text = study.read_text(encoding="utf-8")
    for old, new in {**_EDITS, **replaced}.items():
        assert old in text
        text = text.replace(old, new)
    study.write_text(re.sub(r"reviewed: \{.*\}", "reviewed: null", text), encoding="utf-8", newline="\n")
    review(study)
    return study

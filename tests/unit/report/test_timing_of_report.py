"""What the displays of sessions did is counted over their launches."""

from __future__ import annotations

import dataclasses

from experiment.analysis.sessions import as_table
from experiment.format.apparatus import Display, FlipIntervals
from experiment.report.section import Figure, Table
from experiment.report.study_data import StudyData
from experiment.report.timing import timing

INTERVALS = FlipIntervals(flips=101, dropped=1, longest_ms=33.4, counts_by_ms={16: 99, 33: 1})
DISPLAY = Display(
    name="lab", unexpected=(), text_scale=1.0, width_px=1920, height_px=1080, full_screen=True, refresh_hz=59.95,
    interval_sd_ms=0.02, measured_flips=240, emulated_display=False,
)  # fmt: skip


def test_frames_and_intervals(study: StudyData) -> None:
    """Frames and intervals of the runs that count are added up, by the rate of their display."""
    sessions = []
    for session in study.sessions:
        launches = tuple(
            one.model_copy(
                update={
                    "flip_intervals": INTERVALS,
                    "apparatus": one.apparatus.model_copy(update={"display": DISPLAY}),
                }
            )
            for one in session.sheet.launches
        )
        sheet = session.sheet.model_copy(update={"launches": launches})
        sessions.append(dataclasses.replace(session, sheet=sheet))
    section = timing(dataclasses.replace(study, sessions=tuple(sessions), runs=as_table(tuple(sessions))))
    assert section is not None
    launches_that_count = sum(len(one.sheet.launches) for one in study.counted)
    *_, drawn = [one for one in section.blocks if isinstance(one, Figure)]
    *_, frames = [one for one in section.blocks if isinstance(one, Table)]
    assert f"{100 * launches_that_count}, from 16 to 34 ms; 99.0 % lasted 16 to 17 ms" in drawn.alt
    assert (("60", "5", str(101 * launches_that_count), str(launches_that_count), "33.4"),) == frames.rows

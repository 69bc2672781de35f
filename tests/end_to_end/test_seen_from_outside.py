"""A whole session, watched by another process that sees nothing but pixels: its journal tells the truth."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from experiment.cli import act
from experiment.design.session_plan import SessionPlan
from experiment.format.journal import JournalEntry, ScreenShown, read_entry
from experiment.format.run_files import SessionFiles
from experiment.format.vocabulary import SessionKind
from experiment.layout.size import Size
from experiment.record.read_back import read_plan
from experiment.record.storage import Disk
from experiment.screen.virtual_display import virtual_display
from tests.instruments.outside_witness import bear_witness
from tests.instruments.pixel_observer import Observation, PixelObserver, rows
from tests.instruments.small_study import write_small_study

pytestmark = pytest.mark.paired

SIZE = Size(1280, 720)
FRAME_S = 1 / 60
SPANS = rows(SIZE)


def whose(study: Path) -> list[str]:
    return ["--study", str(study), "--data", str(study.parent / "data"), "--participant", "KD001"]


def session(study: Path) -> None:
    """Conduct one, of somebody who is quick."""
    words = ["--visit", "baseline", "--kind", "test", "--participant-mode", "scripted"]
    command = [sys.executable, "-m", "tests.instruments.quick_run", "run", *whose(study), *words]
    subprocess.run(command, check=True, capture_output=True)


@pytest.mark.parametrize(
    ("answer_input", "comprehension", "afterwards"),
    [("typed", True, ("memory",)), ("slider", False, ("memory", "negativity"))],
)
def test_the_journal_tells_what_was_on_the_screen(
    tmp_path: Path, answer_input: str, comprehension: bool, afterwards: tuple[str, ...]
) -> None:
    """Order, content and duration of every screen, digits and marker included, are what the journal says; a journal
    that says anything else is found out. A busy machine may keep the observer from a look: one of three sessions is
    seen whole.
    """
    for attempt in range(3):
        folder = tmp_path / str(attempt)
        folder.mkdir()
        study = write_small_study(
            folder, events=1, practice=1, short_s=0.3, answer_input=answer_input, comprehension=comprehension,
            afterwards=afterwards,
        )  # fmt: skip
        seen, plan, journal = watched(study)
        testimony = bear_witness(seen, plan, journal, SIZE, SPANS, FRAME_S)
        if not testimony.contradictions:
            break
    assert () == testimony.contradictions
    assert sum(isinstance(entry, ScreenShown) for entry in journal) == testimony.screens > 20
    # On a busy machine the stamp of a flip may be late now and then; how often is a matter for the benchmark.
    assert testimony.wrong_durations(FRAME_S) <= testimony.screens // 8

    screens = [n for n, entry in enumerate(journal) if isinstance(entry, ScreenShown)]
    late = [postponed(entry, 5 * FRAME_S) if n in screens[1::2] else entry for n, entry in enumerate(journal)]
    assert bear_witness(seen, plan, late, SIZE, SPANS, FRAME_S).wrong_durations(FRAME_S) > testimony.screens // 2
    half = Observation(seen.first, seen.changes[: len(seen.changes) // 2])
    assert bear_witness(half, plan, journal, SIZE, SPANS, FRAME_S).contradictions
    other = replace(seen.changes[9], digest=seen.changes[9].digest + 1)
    forged = Observation(seen.first, (*seen.changes[:9], other, *seen.changes[10:]))
    assert bear_witness(forged, plan, journal, SIZE, SPANS, FRAME_S).contradictions


def watched(study: Path) -> tuple[Observation, SessionPlan, list[JournalEntry]]:
    """Conduct a session on a display of its own, and return what was seen there, what was planned and what was told."""
    assert 0 == act(["enrol", *whose(study), "--arm", "patient", "--language", "fr"]).code
    pixels = study.parent / "pixels"
    pixels.mkdir()
    with virtual_display(SIZE, pixels):
        observer = PixelObserver(pixels, SPANS, poll_s=0.001, settle_s=0.005)
        session(study)
        seen = observer.stop()
    files = SessionFiles(study.parent / "data", "KD001", "baseline", "beliefupdate", SessionKind.TEST).run(1)
    return seen, read_plan(Disk(), files), [read_entry(line) for line in files.journal.read_bytes().splitlines()]


def postponed(entry: object, later_s: float) -> ScreenShown:
    assert isinstance(entry, ScreenShown)
    return entry.model_copy(update={"t_s": entry.t_s + later_s})

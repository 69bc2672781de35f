"""The figures of the check that are taken on a window, and their picture."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from experiment.format.check_report import Verdict
from experiment.layout.size import Size

FRAME_S = 1 / 60


def test_a_heavy_screen_fails(open_window: Callable[[Size], object]) -> None:
    """A screen that takes most of a frame to draw leaves no headroom; one that takes longer loses frames as well."""
    from experiment.screen.lab_check.display_lines import heavy_lines
    from experiment.screen.lab_check.measuring import drawing_cost_s, flip_many
    from experiment.screen.window import emulate_refresh

    window = open_window(Size(640, 480))
    emulate_refresh(window)
    shown = flip_many(window, lambda: time.sleep(0.02), 60)
    costs_s = [drawing_cost_s(lambda: time.sleep(0.02)) for _ in range(20)]
    lines = {line.name: line for line in heavy_lines(shown, costs_s, FRAME_S, "a slow one")}
    assert {Verdict.FAIL} == {lines[name].verdict for name in ("draw headroom", "frames lost, heaviest screen")}


class Mode:
    """What pyglet tells of a screen under X."""

    def __init__(self, dotclock: int, htotal: int, vtotal: int) -> None:
        self.info = SimpleNamespace(dotclock=dotclock, htotal=htotal, vtotal=vtotal)
        self.rate = dotclock


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="X is on Linux only")
@pytest.mark.parametrize(
    ("mode", "hertz"),
    [(Mode(148500, 2200, 1125), 60.0), (None, None), (Mode(0, 0, 0), None), (Mode(148500, 1, 1), None)],
)
def test_the_rate_of_a_mode(screen: str, mode: Mode | None, hertz: float | None) -> None:
    """The rate follows from the clock of the pixels; where there is no mode, or a senseless one, nothing is said."""
    from experiment.screen.window import rate_of_mode

    window = SimpleNamespace(winHandle=SimpleNamespace(screen=SimpleNamespace(get_mode=lambda: mode)))
    assert hertz == rate_of_mode(window)


def test_the_picture_of_the_intervals(tmp_path: Path) -> None:
    """The picture is a PNG of a size to look at."""
    from PIL import Image

    from experiment.screen.lab_check.picture import interval_picture
    from tests.instruments.check_reports import report

    file = tmp_path / "picture.png"
    file.write_bytes(interval_picture(report(0, Verdict.PASS).model_copy(update={"intervals_ms": (16.6, 16.7, 33.3)})))
    assert (1000, 400) == Image.open(file).size


def test_a_collection_is_measured(screen: str) -> None:
    """Two million objects that nobody has set aside take too long to be looked through."""
    from experiment.screen.lab_check.machine_lines import collector_line
    from experiment.screen.lab_check.measuring import collection_s

    many: list[list[object]] = [[] for _ in range(2_000_000)]
    assert Verdict.FAIL is collector_line(collection_s()).verdict
    assert many

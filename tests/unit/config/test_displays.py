"""The file of displays: read as strictly as the study files."""

from __future__ import annotations

from pathlib import Path

import pytest

from experiment.config.display_file import ExpectedDisplay, display_named, load_displays
from experiment.config.faults import Fault
from experiment.config.mistakes import StudyMistakes
from experiment.messages import Reason, Refusal

FILE = """default: lab
displays:
  lab: {monitor: 1, size_px: [1920, 1080], refresh_hz: 60, text_scale: 1.2}
  any: {}
"""


def written(folder: Path, text: str) -> Path:
    file = folder / "displays.yaml"
    file.write_text(text, encoding="utf-8", newline="\n")
    return file


def test_a_display_is_found_by_its_name_or_as_the_default(tmp_path: Path) -> None:
    """The default is the display of this computer; a name chooses another; what is left out is not expected."""
    displays = load_displays(written(tmp_path, FILE))
    lab = ExpectedDisplay(monitor=1, size_px=(1920, 1080), refresh_hz=60.0, text_scale=1.2)
    assert ("lab", lab) == display_named(displays, None)
    assert ("any", ExpectedDisplay()) == display_named(displays, "any")
    with pytest.raises(Refusal) as refused:
        display_named(displays, "lap")
    assert Reason.UNKNOWN_DISPLAY is refused.value.reason


@pytest.mark.parametrize(
    ("old", "new", "fault", "line"),
    [
        ("size_px: [1920, 1080]", "size_px: [1920]", Fault.TOO_FEW, 3),
        ("size_px", "size", Fault.KEY_UNKNOWN, 3),
        ("refresh_hz: 60", "refresh_hz: 60 Hz", Fault.NUMBER_WITH_UNIT, 3),
        ("text_scale: 1.2", "text_scale: 0.5", Fault.TOO_SMALL, 3),
        ("default: lab", "default: lap", Fault.NO_SUCH_DISPLAY, 1),
        ("default: lab\n", "", Fault.KEY_MISSING, 1),
    ],
)
def test_a_mistake_is_named_with_its_place(tmp_path: Path, old: str, new: str, fault: Fault, line: int) -> None:
    """Whatever is wrong is refused once, with its line."""
    with pytest.raises(StudyMistakes) as refused:
        load_displays(written(tmp_path, FILE.replace(old, new)))
    assert [(fault, line)] == [(mistake.fault, mistake.where.line) for mistake in refused.value.mistakes]

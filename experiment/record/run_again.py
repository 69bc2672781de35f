"""A run as its participant saw it, read from its files and drawn again."""

from __future__ import annotations

from experiment.format.journal_lines import read_entries
from experiment.format.run_files import RunFiles
from experiment.format.sheet import SessionSheet
from experiment.layout.answer_state import AnswerState
from experiment.layout.picture import png
from experiment.layout.size import Size
from experiment.layout.text_block import DoesNotFit
from experiment.layout.views import View
from experiment.record.read_back import read_plan
from experiment.record.read_sheet import read_sheet
from experiment.record.storage import Storage
from experiment.record.whole_run import content_of, refuse
from experiment.task.on_screen import SCREEN_NAMES
from experiment.task.replay import Replay, ReplayedScreen, replay

_HEIGHT_PX, _USUAL = 540, Size(1280, 720)


def run_again(storage: Storage, files: RunFiles) -> tuple[SessionSheet, Replay]:
    """Make a run again from sheet, plan and journal.

    Raises
    ------
    Refusal
        If they cannot be read, or do not hold together.
    """
    sheet, plan = read_sheet(storage, files.sheet), read_plan(storage, files)
    try:
        return sheet, replay(plan, sheet, read_entries(content_of(storage, files.journal)).entries)
    except LookupError as error:
        refuse(files.journal, "it tells of a screen that was not planned", error)


class DrawnAgain:
    """Draws the screens of a run in the shape of the participant's display; what was drawn before is not drawn again.

    Parameters
    ----------
    sheet
        Of the run: it tells the display, and how large type was.
    """

    def __init__(self, sheet: SessionSheet) -> None:
        displays = (launch.apparatus.display for launch in reversed(sheet.launches))
        display = next((one for one in displays if one), None)
        self._full = Size(display.width_px, display.height_px) if display else _USUAL
        self._size = Size(round(_HEIGHT_PX * self._full.width / self._full.height), _HEIGHT_PX)
        self._scales = display.text_scales if display else {}
        self._drawn: dict[tuple[View, AnswerState, float], bytes] = {}

    def picture(self, screen: ReplayedScreen) -> bytes:
        """Draw a screen as it stood when it was taken off, as the bytes of a PNG file."""
        scale = self._scales.get(SCREEN_NAMES[type(screen.view)], 1.0)
        key = screen.view, screen.last_state, scale
        if key not in self._drawn:
            try:
                self._drawn[key] = png(screen.view, self._size, screen.last_state, scale)
            except DoesNotFit:  # by a pixel of rounding: it did on the screen
                self._drawn[key] = png(screen.view, self._full, screen.last_state, scale)
        return self._drawn[key]

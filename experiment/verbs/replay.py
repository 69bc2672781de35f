"""`replay`: what a participant saw and pressed, as a page of pictures."""

from __future__ import annotations

import argparse
from pathlib import Path

from experiment.format.journal_lines import read_entries
from experiment.layout.answer_state import AnswerState
from experiment.layout.picture import png
from experiment.layout.size import Size
from experiment.layout.text_block import DoesNotFit
from experiment.layout.views import View
from experiment.messages import Reason, Refusal
from experiment.record.named_run import named_run
from experiment.record.read_back import read_plan
from experiment.record.read_sheet import read_sheet
from experiment.record.storage import Disk
from experiment.record.whole_files import write_whole
from experiment.record.whole_run import content_of, refuse
from experiment.task.on_screen import SCREEN_NAMES
from experiment.task.replay import Replay, ReplayedScreen, replay
from experiment.verbs.exit_codes import DONE
from experiment.verbs.progress_bar import ProgressBar
from experiment.verbs.replay_page import page_of

_HEIGHT_PX, _USUAL = 540, Size(1280, 720)


def carry_out(options: argparse.Namespace) -> int:
    """Draw every screen of a run again, from its plan and journal, and write the page."""
    files = named_run(Disk(), options.data, options.run)
    sheet, plan = read_sheet(Disk(), files.sheet), read_plan(Disk(), files)
    try:
        again = replay(plan, sheet, read_entries(content_of(Disk(), files.journal)).entries)
    except LookupError as error:
        refuse(files.journal, "it tells of a screen that was not planned", error)
    display = next((launch.apparatus.display for launch in reversed(sheet.launches) if launch.apparatus.display), None)
    size = Size(display.width_px, display.height_px) if display else _USUAL
    drawing = _Drawing(size)
    scales = display.text_scales if display else {}
    pictures = drawing.all_of(again, scales)
    file = options.out or Path(f"replay_{files.stem}.html")
    try:
        write_whole(Disk(), file, page_of(sheet, again, pictures).encode())
    except OSError as error:
        raise Refusal(Reason.REPLAY_NOT_WRITTEN, file=file, error=error.strerror or error) from error
    print(f"{file}: {len(again.screens)} screens")
    return DONE


class _Drawing:
    """Draws screens; one that has been drawn before is not drawn again.

    Parameters
    ----------
    size
        Of the participant's screen; pictures are smaller, and of its shape.
    """

    def __init__(self, size: Size) -> None:
        self._full, self._size = size, Size(round(_HEIGHT_PX * size.width / size.height), _HEIGHT_PX)
        self._drawn: dict[tuple[View, AnswerState, float], bytes] = {}

    def all_of(self, again: Replay, scales: dict[str, float]) -> list[bytes]:
        """Draw every screen as it stood when it was taken off."""
        bar, pictures = ProgressBar("drawing"), []
        for number, screen in enumerate(again.screens):
            bar(number, len(again.screens))
            pictures.append(self._picture(screen, scales))
        bar(len(again.screens), len(again.screens))
        return pictures

    def _picture(self, screen: ReplayedScreen, scales: dict[str, float]) -> bytes:
        scale = scales.get(SCREEN_NAMES[type(screen.view)], 1.0)
        key = screen.view, screen.last_state, scale
        if key not in self._drawn:
            try:
                self._drawn[key] = png(screen.view, self._size, screen.last_state, scale)
            except DoesNotFit:  # by a pixel of rounding: it did on the screen
                self._drawn[key] = png(screen.view, self._full, screen.last_state, scale)
        return self._drawn[key]

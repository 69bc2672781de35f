"""`replay`: what a participant saw and pressed, as a page of pictures."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from experiment.config.lab_language import lab_language, lab_zone
from experiment.launcher.speaking import Speaker, language_named
from experiment.messages import Reason, Refusal, plainly
from experiment.record.named_run import named_run
from experiment.record.run_again import DrawnAgain, run_again
from experiment.record.storage import Disk
from experiment.record.whole_files import write_whole
from experiment.task.replay import Replay
from experiment.verbs.exit_codes import DONE
from experiment.verbs.progress_bar import ProgressBar
from experiment.verbs.replay_page import page_of


def carry_out(options: argparse.Namespace) -> int:
    """Draw every screen of a run again, from its plan and journal, and write the page."""
    files = named_run(Disk(), options.data, options.run)
    sheet, again = run_again(Disk(), files)
    inputs = [files.inputs / one.name for one in sheet.inputs]
    say = Speaker(language_named(options.language or lab_language(inputs) or "en"))
    page = page_of(sheet, again, _pictures(DrawnAgain(sheet), again), say, lab_zone(inputs))
    file = options.out or Path(f"replay_{files.stem}.html")
    try:
        write_whole(Disk(), Path(os.path.realpath(file)), page.encode())
    except OSError as error:
        raise Refusal(Reason.REPLAY_NOT_WRITTEN, file=file, error=plainly(error)) from error
    print(f"{file}: {len(again.screens)} screens")
    return DONE


def _pictures(drawn: DrawnAgain, again: Replay) -> list[bytes]:
    """Draw every screen as it stood when it was taken off."""
    bar, pictures = ProgressBar("drawing"), []
    for number, screen in enumerate(again.screens):
        bar(number, len(again.screens))
        pictures.append(drawn.picture(screen))
    bar(len(again.screens), len(again.screens))
    return pictures

"""`preview`: a picture of every screen of a study."""

from __future__ import annotations

import argparse

from experiment.config.load import Study, load_study
from experiment.format.near import as_known
from experiment.layout.size import Size
from experiment.messages import Reason, Refusal
from experiment.screen.environment import check_usable
from experiment.screen.only_one import only_one_here
from experiment.verbs.defaults import studies_asked_for, studies_by_name
from experiment.verbs.exit_codes import DONE
from experiment.verbs.some_display import VIRTUAL_SCREEN, some_display


def carry_out(options: argparse.Namespace) -> int:
    """Draw every screen of studies on a window, without running the task."""
    studies = [load_study(file) for file in studies_asked_for(options) or studies_by_name().values()]
    languages = {language for study in studies for language in study.file.languages}
    if options.language is not None:
        options.language = as_known(options.language, sorted(languages))
    if options.language is not None and options.language not in languages:
        raise Refusal(Reason.UNKNOWN_LANGUAGE, language=options.language, languages=", ".join(sorted(languages)))
    try:
        options.out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refusal(Reason.PICTURES_NOT_WRITTEN, folder=options.out, error=error.strerror or error) from error
    with some_display(options.window or VIRTUAL_SCREEN) as size:
        check_usable()
        with only_one_here():
            _draw(studies, size, options)
    return DONE


def _draw(studies: list[Study], size: Size | None, options: argparse.Namespace) -> None:
    from experiment.screen.preview import preview  # noqa: PLC0415
    from experiment.screen.window import open_window  # noqa: PLC0415

    window = open_window(size)
    try:
        for study in studies:
            for language in study.file.languages:
                if options.language in (None, language):
                    sheets = preview(study, language, window, options.out, options.text_scale)
                    for sheet, number in sheets.items():
                        print(f"{sheet}: {number} pictures", flush=True)
    finally:
        window.close()

"""`preview`: every screen of a study as a picture, and one PDF about the study for those who decide on it."""

from __future__ import annotations

import argparse
from pathlib import Path

from experiment.config.load import Study, load_study
from experiment.design.walkthrough import visit_plans
from experiment.format.near import as_known
from experiment.interrupts import importing
from experiment.layout.size import Size
from experiment.messages import Reason, Refusal, plainly
from experiment.verbs.defaults import studies_asked_for, studies_by_name
from experiment.verbs.exit_codes import DONE
from experiment.verbs.progress_bar import ProgressBar

_SIZE = Size(1280, 720)


def carry_out(options: argparse.Namespace) -> int:
    """Draw the screens of studies; nothing of it needs a display."""
    studies = [load_study(file) for file in studies_asked_for(options) or studies_by_name().values()]
    languages = {language for study in studies for language in study.file.languages}
    if options.language is not None:
        options.language = as_known(options.language, sorted(languages))
    if options.language is not None and options.language not in languages:
        raise Refusal(Reason.UNKNOWN_LANGUAGE, language=options.language, languages=", ".join(sorted(languages)))
    try:
        options.out.mkdir(parents=True, exist_ok=True)
        for study in studies:
            print(*_preview(study, options), sep="\n", flush=True)
    except OSError as error:
        raise Refusal(Reason.PICTURES_NOT_WRITTEN, folder=options.out, error=plainly(error)) from error
    return DONE


def _preview(study: Study, options: argparse.Namespace) -> list[str]:
    """Write the pictures and the document of a study, and say what was written."""
    with importing():
        from experiment.printed.drawn_study import drawn_language  # noqa: PLC0415
        from experiment.printed.pictures import save_pictures  # noqa: PLC0415
        from experiment.printed.study_document import StudyDocument  # noqa: PLC0415
    languages = [one for one in study.file.languages if options.language in (None, one)]
    plans = {language: visit_plans(study, language) for language in languages}
    drawn, written = {}, []
    for language in languages:
        bar = ProgressBar(f"{study.file.study} ({language})")
        drawn[language] = drawn_language(study, plans[language], options.window or _SIZE, options.text_scale, bar)
        folder: Path = options.out / f"{study.file.study}_{language}"
        every = drawn[language].all_of_it
        save_pictures(every.scenes, every.pictures, folder)
        written.append(f"{folder}: {len(every.scenes)} pictures")
    if drawn:
        file = options.out / f"{study.file.study}.pdf"
        StudyDocument(study, plans[languages[0]], drawn).write(file)
        written.append(f"{file}: screens, texts and events, for an ethics committee")
    return written

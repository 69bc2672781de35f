"""The pages that a study names, and where."""

from __future__ import annotations

from collections.abc import Iterator

from experiment.config.study_file import StudyFile
from experiment.config.trial_screens import ShownMessage
from experiment.config.yaml_source import Path_


def page_names(study: StudyFile) -> Iterator[tuple[Path_, str]]:
    """Yield every page of the file of texts that a study shows, with the place that names it."""
    lists: list[tuple[Path_, tuple[str, ...]]] = [(("opening",), study.opening)]
    if study.practice is not None:
        lists.append((("practice", "pages"), study.practice.pages))
    if study.comprehension is not None:
        lists.append((("comprehension", "pages"), study.comprehension.pages))
    for n, phase in enumerate(study.phases):
        lists.append((("phases", n, "pages"), phase.pages))
        if phase.break_page is not None:
            yield ("phases", n, "break_page"), phase.break_page
        for part, screens in phase.parts:
            for m, screen in enumerate(screens):
                if isinstance(screen, ShownMessage):
                    yield ("phases", n, str(part), m, "message", "page"), screen.page
    if study.afterwards is not None and study.afterwards.break_page is not None:
        yield ("afterwards", "break_page"), study.afterwards.break_page
    lists.append((("closing",), study.closing))
    lists.append((("closing_early",), study.closing_early or ()))
    for visit, entry in study.visits.items():
        lists.append((("visits", visit, "opening"), entry.opening or ()))
    for path, names in lists:
        for n, name in enumerate(names):
            yield (*path, n), name

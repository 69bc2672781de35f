"""Pages that promise base rates which the study does not show, or say that some are missing where none is."""

from __future__ import annotations

from collections.abc import Iterator

from experiment.config.checks import Files
from experiment.config.faults import Doubt
from experiment.config.mistakes import Remark
from experiment.config.page_names import page_names

# Known by the names that the shipped texts give them: what a page says, no program can read.
_OF_MOST = {"rates": "rates_of_most", "second_phase": "second_phase_with_most_rates"}
_OF_ALL = {most: every for every, most in _OF_MOST.items()}


def doubtful_pages(files: Files) -> Iterator[Remark]:
    """Remark on each page that does not fit to whether the study has retest events."""
    has_retest = files.study.retest is not None
    others = _OF_MOST if has_retest else _OF_ALL
    doubt = Doubt.PAGE_OF_EVERY_RATE if has_retest else Doubt.PAGE_OF_MOST_RATES
    for path, page in page_names(files.study):
        if page in others:
            yield Remark.at(files.study_source.at(*path), doubt, page=page, other=others[page])

"""The report about a study: which sections it has, and in which order."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from experiment import __version__
from experiment.analysis.sheets import run_started
from experiment.format.vocabulary import SessionKind
from experiment.report.deviations import deviations
from experiment.report.errors import errors_and_updates
from experiment.report.groups import groups
from experiment.report.learning import learning
from experiment.report.markup import Html, element
from experiment.report.meanings import meanings
from experiment.report.methods import methods
from experiment.report.model_fits import model_fits
from experiment.report.noise_by_visit import noise
from experiment.report.page import page_of
from experiment.report.quality_overview import quality
from experiment.report.remembering import memory
from experiment.report.response_times import response_times
from experiment.report.section import Section, paragraph
from experiment.report.session_list import for_the_script, session_list
from experiment.report.study_data import StudyData
from experiment.report.symptoms import symptoms
from experiment.report.timing import timing
from experiment.report.trusting import trusting
from experiment.report.updating import updating
from experiment.report.who import who_was_run
from experiment.report.written import minute

SECTIONS: tuple[Callable[[StudyData], Section | None], ...] = (
    who_was_run, deviations, quality, updating, errors_and_updates, noise, trusting, learning, groups,
    symptoms, model_fits, memory, response_times, timing, meanings, methods, session_list,
)  # fmt: skip
"""In the order of the page; one that gives nothing is left out."""


def report_of(data: StudyData) -> str:
    """Return the report: the same data give the same page, to the byte."""
    sections = [made for section in SECTIONS if (made := section(data)) is not None]
    title = f"{data.name}: report of the study"
    footer = (
        f"Written by belief-update {__version__} from the data alone. The page loads nothing, and can be read offline."
    )
    return page_of(title, tuple(_beginning(data)), sections, for_the_script(data), footer)


def _beginning(data: StudyData) -> Iterator[Html]:
    kinds = {session.sheet.kind for session in data.sessions}
    if kinds and kinds != {SessionKind.STUDY}:
        (kind,) = kinds
        yield element("p", f"No data of a study. Each of these is {kind.meaning}.", class_="notice")
    started = [moment for session in data.sessions if (moment := run_started(session.sheet)) is not None]
    if started:
        yield paragraph(f"Data until the session that began at {minute(max(started))} UTC.")
    if not data.measured:
        yield paragraph("No session counts yet: there is nothing to measure.")

"""What is unusual in a study and may be meant: said by `validate`, refused by nobody, accepted by a line of the study.

Every check yields the remarks it makes on a study without mistakes. A file that was cut off between two of its keys is
such a study: what is missing then is at its end.
"""

from __future__ import annotations

from collections.abc import Iterator

from experiment.config.checks import Files
from experiment.config.doubtful_pages import doubtful_pages
from experiment.config.doubts_of_answers import doubts_of_answers
from experiment.config.doubts_of_design import doubts_of_design
from experiment.config.doubts_of_events import doubts_of_events
from experiment.config.doubts_of_framing import doubts_of_framing
from experiment.config.doubts_of_lists import doubts_of_lists
from experiment.config.doubts_of_pages import doubts_of_pages
from experiment.config.doubts_of_places import doubts_of_places
from experiment.config.doubts_of_sources import doubts_of_sources
from experiment.config.doubts_of_words import doubts_of_words
from experiment.config.faults import Doubt
from experiment.config.fingerprint import SHORT
from experiment.config.mistakes import Position, Remark
from experiment.config.yaml_source import YamlSource


def doubts(files: Files, fingerprint: str) -> Iterator[Remark]:
    """Remark on everything that is unusual.

    Parameters
    ----------
    files
        Of a study without mistakes.
    fingerprint
        Their hash.
    """
    yield from _end_of_the_file(files)
    yield from _other_than_reviewed(files, fingerprint)
    yield from doubts_of_design(files)
    yield from doubtful_pages(files)
    yield from doubts_of_pages(files)
    yield from doubts_of_answers(files)
    yield from doubts_of_events(files)
    yield from doubts_of_framing(files)
    yield from doubts_of_lists(files)
    yield from doubts_of_sources(files)
    yield from doubts_of_words(files)
    yield from doubts_of_places(files)


def _other_than_reviewed(files: Files, fingerprint: str) -> Iterator[Remark]:
    """A review that is not of these files as they are now."""
    reviewed = files.study.reviewed
    if reviewed is not None and not reviewed.is_of(fingerprint):
        where = files.study_source.at("reviewed", "hash")
        named = reviewed.hash or "no hash"
        yield Remark.at(where, Doubt.REVIEW_OF_OTHER_FILES, named=named, hash=fingerprint[:SHORT])


def _end_of_the_file(files: Files) -> Iterator[Remark]:
    for source in (files.study_source, files.events_source, files.texts_source):
        if not source.content.endswith((b"\n", b"\r")):
            yield Remark.at(_last_line(source), Doubt.LAST_LINE_WITHOUT_END)
    if not files.study.opening and any(visit.opening is None for visit in files.study.visits.values()):
        yield Remark.at(files.study_source.at("opening"), Doubt.NO_OPENING)
    if not files.study.closing:
        yield Remark.at(files.study_source.at("closing"), Doubt.NO_CLOSING)


def _last_line(source: YamlSource) -> Position:
    return Position(source.file, source.content.count(b"\n") + 1, 1)

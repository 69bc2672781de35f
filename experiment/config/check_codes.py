"""Whether the codes that a study gives to people and places stay what they are."""

from __future__ import annotations

from collections.abc import Iterator

from experiment.config.checks import Check, Files
from experiment.config.code_overlap import code_read_otherwise
from experiment.config.code_pattern import example_of
from experiment.config.faults import Fault
from experiment.config.mistakes import Mistake
from experiment.format.read_otherwise import read_otherwise


def _sites_once(files: Files) -> Iterator[Mistake]:
    sites = files.study.sites
    for n, site in enumerate(sites):
        if site.casefold() in {other.casefold() for other in sites[:n]}:
            yield Mistake.at(files.study_source.at("sites", n), Fault.SITE_TWICE, site=site)


def _visits_apart(files: Files) -> Iterator[Mistake]:
    """Visits are folders, and to many file systems capitals and small letters are the same."""
    seen: dict[str, str] = {}
    for visit in files.study.visits:
        other = seen.setdefault(visit.casefold(), visit)
        if other != visit:
            where = files.study_source.at("visits", visit)
            yield Mistake.at(where, Fault.VISITS_ALIKE, visit=visit, other=other)


def _codes_stay_as_they_are(files: Files) -> Iterator[Mistake]:
    """No participant ID may be read as something else; of operator codes, which stand in no table, not all."""
    study = files.study
    found = code_read_otherwise(study.participant_id.pattern)
    if found is not None:
        where = files.study_source.at("participant_id", "pattern")
        yield Mistake.at(where, Fault.PATTERN_READ_OTHERWISE, code=found[0], otherwise=found[1])
    operator = example_of(study.operator_code.pattern)
    if otherwise := read_otherwise(operator):
        where = files.study_source.at("operator_code", "pattern")
        yield Mistake.at(where, Fault.PATTERN_READ_OTHERWISE, code=operator, otherwise=otherwise)


CODE_CHECKS = (
    Check(_sites_once, ()),
    Check(_visits_apart, ()),
    Check(_codes_stay_as_they_are, ("study.participant_id.**", "study.operator_code.**")),
)
"""Every check of the codes of a study."""

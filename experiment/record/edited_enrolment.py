"""What differs between an enrolment on the disk and the one that was entered last, of which only a digest is kept.

The digest tells all the same, where the change was a small one: of the enrolments that could have been entered, the one
with that digest is it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import tzinfo
from itertools import combinations, permutations, product
from pathlib import Path

from experiment.config.study_file import StudyFile
from experiment.format.enrolment import Enrolment
from experiment.format.ledger import EnrolmentAccepted, EnrolmentChanged, EnrolmentEntered, Ledger
from experiment.format.run_files import participant_file
from experiment.format.vocabulary import EnrolmentChange
from experiment.record.enrolments import enrolled_ids
from experiment.record.findings import shortly
from experiment.record.storage import Storage
from experiment.record.sums import sha256

_MOST_LISTS = 5
"""Whose orders are all tried: 120."""


@dataclass(frozen=True)
class Choices:
    """What an enrolment may have said.

    Parameters
    ----------
    arms, languages, sites
        Of the study, or of all who are enrolled.
    places
        How many places an arm may have.
    """

    arms: tuple[str, ...]
    languages: tuple[str, ...]
    sites: tuple[str | None, ...]
    places: int


def choices_of(study: StudyFile, place: Path, storage: Storage) -> Choices:
    """List what an enrolment of a study may say."""
    sites = (None, *study.sites)
    return Choices(tuple(study.arms), tuple(study.languages), sites, len(enrolled_ids(storage, place)) + 1)


def seen_in(storage: Storage, place: Path) -> Choices:
    """List what the enrolments of a data folder say, where no study file is at hand."""
    known = []
    for who in enrolled_ids(storage, place):
        try:
            known.append(Enrolment.model_validate_json(storage.read(participant_file(place, who))))
        except (OSError, ValueError):
            continue
    return Choices(
        tuple(dict.fromkeys(one.arm for one in known)),
        tuple(dict.fromkeys(one.language for one in known)),
        tuple(dict.fromkeys((None, *(one.site for one in known)))),
        len(known) + 1,
    )


def what_differs(content: bytes, participant_id: str, ledger: Ledger, choices: Choices, zone: tzinfo | None) -> str:
    """Return how an enrolment differs from the one that was entered last.

    Parameters
    ----------
    content
        Of the file; its digest is not the one that was entered.
    choices
        What it may have said.
    zone
        Of the laboratory's clock; ``None``: nobody knows it.
    """
    lines = [
        line
        for line in ledger.lines
        if isinstance(line, EnrolmentEntered | EnrolmentChanged | EnrolmentAccepted)
        and line.participant_id == participant_id
    ]
    last, found = lines[-1], sha256(content)
    for number, line in enumerate(lines[:-1]):
        if line.sha256 == found:
            since = lines[number + 1 :]
            missing = ", ".join(f"{_said(one)} on {shortly(one.utc, zone)}" for one in since)
            return f"it is as it was on {shortly(line.utc, zone)}, and what was entered since is not in it ({missing})"
    try:
        enrolment = Enrolment.model_validate_json(content)
    except ValueError:
        return "it is no enrolment any more"
    if _digest(enrolment) == last.sha256:
        return "it says the same, but is written otherwise: it was saved by another program"
    for before, change, when in _undone(enrolment):
        if _digest(before) == last.sha256:
            return f"it has a change that was not entered: {_words(change)} on {shortly(when, zone)}"
    for other, names in _others(enrolment, choices):
        if _digest(other) == last.sha256:
            told = (f"{name} is {_shown(enrolment, name)}, and was entered as {_shown(other, name)}" for name in names)
            return "; ".join(told)
    now = f"{enrolment.arm}, {enrolment.language}, lists {', '.join(enrolment.list_order)}"
    return f"what it said then cannot be told; it says now: {now}"


def _said(line: EnrolmentEntered | EnrolmentChanged | EnrolmentAccepted) -> str:
    if isinstance(line, EnrolmentChanged):
        return _words(line.change)
    return "enrolled" if isinstance(line, EnrolmentEntered) else "accepted as it was"


def _words(change: EnrolmentChange) -> str:
    return str(change).replace("_", " ")


def _digest(enrolment: Enrolment) -> str:
    return sha256(enrolment.text())


def _shown(enrolment: Enrolment, name: str) -> str:
    value = getattr(enrolment, name)
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def _undone(enrolment: Enrolment) -> Iterator[tuple[Enrolment, EnrolmentChange, str]]:
    """Take the last change back, and the last anchor, as they are kept in the enrolment itself."""
    if enrolment.history:
        last = enrolment.history[-1]
        was = last.model_dump(include={"site", "arm", "language", "list_order", "place_in_arm"})
        before = enrolment.model_copy(update={**was, "history": enrolment.history[:-1]})
        yield before, last.change, last.changed_utc
    if enrolment.anchors:
        *earlier, newest = enrolment.anchors
        again = newest.name in {entry.name for entry in earlier}
        change = EnrolmentChange.ANCHOR_CORRECTED if again else EnrolmentChange.ANCHOR_ENTERED
        yield enrolment.model_copy(update={"anchors": tuple(earlier)}), change, newest.entered_utc


def _others(enrolment: Enrolment, choices: Choices) -> Iterator[tuple[Enrolment, tuple[str, ...]]]:
    """List enrolments that differ by one or two of their values."""
    lists = enrolment.list_order
    orders = permutations(lists) if len(lists) <= _MOST_LISTS else ()
    values: dict[str, tuple[object, ...]] = {
        "arm": choices.arms,
        "language": choices.languages,
        "site": choices.sites,
        "list_order": tuple(orders),
        "place_in_arm": tuple(range(choices.places)),
    }
    others = {name: [one for one in some if one != getattr(enrolment, name)] for name, some in values.items()}
    for count in (1, 2):
        for names in combinations(others, count):
            for some in product(*(others[name] for name in names)):
                yield enrolment.model_copy(update=dict(zip(names, some, strict=True))), names

"""The participants of a study: who is enrolled, in which arm and language, with which order of lists."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any

from experiment.config.code_pattern import example_of
from experiment.config.code_typed import as_meant
from experiment.config.study_file import StudyFile
from experiment.config.time_zone import wall_zone
from experiment.design.list_orders import list_order
from experiment.design.local_time import clock_of, day_of
from experiment.format import wall_clock
from experiment.format.apparatus import utc_now
from experiment.format.enrolment import Enrolment
from experiment.format.ledger import EnrolmentChanged, EnrolmentEntered, Follows, Ledger
from experiment.format.near import near_ones
from experiment.format.read_otherwise import read_otherwise
from experiment.format.run_files import (
    is_participant_folder,
    is_sheet,
    is_visit_folder,
    ledger_file,
    locks_folder,
    participant_file,
    participants_folder,
    place_of,
)
from experiment.format.vocabulary import EnrolmentChange, SessionKind
from experiment.messages import Phrase, Reason, Refusal, together
from experiment.record import ledger as ledgers
from experiment.record.enrolments import Enrolments, all_enrolled, enrolled_ids
from experiment.record.failures import before_the_session, not_read
from experiment.record.half_collected import bring_what_is_to_come
from experiment.record.held_files import is_held, refused_because
from experiment.record.ledger import enter
from experiment.record.provenance import program, unreadable
from experiment.record.soft_locks import Locked
from experiment.record.storage import Storage
from experiment.record.sums import sha256
from experiment.record.whole_files import make_file, make_folders, write_whole


def refuse_withdrawn(participant: Enrolment, zone: tzinfo) -> None:
    """Refuse somebody who no longer takes part, by the calendar of a zone."""
    gone = participant.withdrawn
    if gone is not None:
        who, day = participant.participant_id, day_of(datetime.fromisoformat(gone.changed_utc), zone)
        raise Refusal(Reason.WITHDRAWN, participant_id=who, day=day, why=gone.reason, places="")


def meant_id(study: StudyFile, typed: str) -> str:
    """Return the ID that was meant: small letters and stray spaces are no matter.

    Raises
    ------
    Refusal
        If it is none of the study's.
    """
    pattern = study.participant_id.pattern
    meant = as_meant(pattern, typed)
    if meant is None:
        raise Refusal(Reason.PARTICIPANT_ID_MALFORMED, participant_id=typed, example=example_of(pattern))
    return meant


def check_arm(study: StudyFile, arm: str) -> None:
    """Refuse what is not an arm of the study."""
    if arm not in study.arms:
        raise Refusal(Reason.UNKNOWN_ARM, arm=arm, arms=", ".join(study.arms))


def check_language(study: StudyFile, language: str) -> None:
    """Refuse what is not a language of the study."""
    if language not in study.languages:
        raise Refusal(Reason.UNKNOWN_LANGUAGE, language=language, languages=", ".join(study.languages))


def check_site(study: StudyFile, site: str | None) -> None:
    """Refuse what is not a site of the study; a study that has sites needs one."""
    if site is None and study.sites:
        raise Refusal(Reason.SITE_MISSING, sites=", ".join(study.sites))
    if site is not None and site not in study.sites:
        raise Refusal(Reason.UNKNOWN_SITE, site=site, sites=", ".join(study.sites) or Phrase.NONE.of())


def is_enrolled(storage: Storage, data: Path, study: StudyFile, participant_id: str) -> bool:
    """Return whether there is an enrolment under an ID."""
    return _enrolled_as(storage, data, meant_id(study, participant_id)) is not None


def where_enrolled(storage: Storage, data: Path, study: StudyFile, participant_id: str, kind: SessionKind) -> Path:
    """Tell which folder's enrolment counts for a session: the study's, also for the rehearsal of somebody it knows."""
    if kind is SessionKind.STUDY or is_enrolled(storage, data, study, participant_id):
        return data
    return place_of(data, kind)


def near_enrolled(storage: Storage, data: Path, participant_id: str) -> list[str]:
    """List the enrolled for whom an ID was perhaps mistyped."""
    with before_the_session(data):
        return near_ones(participant_id, enrolled_ids(storage, data))


@contextmanager
def enrolments_held(storage: Storage, data: Path) -> Iterator[Enrolments]:
    """Hold the enrolments of a data folder: meanwhile nobody else enrols or changes one.

    Raises
    ------
    Refusal
        If another process holds them, or the folder cannot be written to.
    """
    bring_what_is_to_come(storage, data)
    try:
        with before_the_session(data):
            for folder in (participants_folder(data), locks_folder(data)):
                make_folders(storage, folder)
            lock = locks_folder(data) / "participants.lock"
            make_file(storage, lock)
            with storage.lock(lock):
                yield all_enrolled(storage, data)
    except Locked as error:
        if error.by is not None:
            raise Refusal(Reason.SESSION_HELD, session=Phrase.ANOTHER_ENROLMENT.of(), file=error.by) from error
        raise Refusal(Reason.SESSION_RUNNING, session=Phrase.ANOTHER_ENROLMENT.of()) from error


_ROOM_BYTES = 1_000_000
"""Room that must be free before an enrolment is written or changed: many times what that takes."""

_OF_THE_DISK = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO}
"""What a disk refuses for every file, and not for the ledger alone."""


def keep(storage: Storage, data: Path, participant: Enrolment, change: EnrolmentChange | None = None) -> None:
    """Enter an enrolment in the ledger, and write it, in place of the one that was there.

    The ledger comes first: what a crash leaves is a line that the next attempt, or the file of before, explains.

    Parameters
    ----------
    change
        What has changed in it; ``None``: it is new.
    """
    content = participant.text()
    who, digest = participant.participant_id, sha256(content)

    def line(due: Follows) -> EnrolmentEntered | EnrolmentChanged:
        facts: dict[str, Any] = {"n": due.n, "utc": utc_now(), "before": due.before, "participant_id": who}
        if change is None:
            return EnrolmentEntered(**facts, sha256=digest)
        return EnrolmentChanged(**facts, change=change, sha256=digest)

    with before_the_session(data):
        free = storage.free_bytes(data)
        if free < _ROOM_BYTES:  # else there might be room for the line of the ledger, and none for what it tells of
            free_mb, needed_mb = free // 1_000_000, _ROOM_BYTES // 1_000_000
            raise Refusal(Reason.DISK_NEARLY_FULL, free_mb=free_mb, data=data, needed_mb=needed_mb)
        try:
            enter(storage, data, line)
        except OSError as error:
            if error.errno in _OF_THE_DISK or is_held(error) or not storage.exists(ledger_file(data)):
                raise
            why = refused_because(error)
            raise Refusal(Reason.LEDGER_NOT_WRITABLE, file=ledger_file(data), error=why) from error
        write_whole(storage, participant_file(data, who), content)


def enrol(
    storage: Storage,
    data: Path,
    study: StudyFile,
    participant_id: str,
    arm: str,
    language: str,
    site: str | None = None,
    place: int | None = None,
) -> Enrolment:
    """Enrol a participant: draw the order of lists, and keep it.

    Parameters
    ----------
    place
        In the arm (of the site), for whoever counts them; ``None``: the next that nobody has in the data folder.

    Raises
    ------
    Refusal
        If the ID, arm, language or site is none of the study's, or the participant is enrolled already.
    """
    who = meant_id(study, participant_id)
    if otherwise := read_otherwise(who):
        raise Refusal(Reason.PARTICIPANT_ID_READ_OTHERWISE, participant_id=who, otherwise=otherwise)
    check_arm(study, arm)
    check_language(study, language)
    check_site(study, site)
    with enrolments_held(storage, data) as enrolled:
        known = _enrolled_as(storage, data, who)
        if known is not None:
            other = _read(storage, participant_file(data, known))
            refuse_withdrawn(other, wall_zone(study.time_zone))
            raise Refusal(Reason.ALREADY_ENROLLED, participant_id=known, arm=other.arm, data=data)
        lost = _enrolment_lost(storage, data, who, wall_zone(study.time_zone))
        if lost is not None and lost.reason is Reason.ENROLMENT_LOST:  # who has had no session may be enrolled again
            raise lost
        place = enrolled.next_place(study.study, site, arm) if place is None else place
        participant = Enrolment(
            written_by=program(),
            participant_id=who,
            study=study.study,
            site=site,
            arm=arm,
            language=language,
            list_order=list_order(study, arm, place, site),
            place_in_arm=place,
            enrolled_utc=wall_clock.now().isoformat(timespec="seconds"),
        )
        keep(storage, data, participant)
    return participant


def _enrolment_lost(storage: Storage, data: Path, who: str, zone: tzinfo) -> Refusal | None:
    """Say of somebody without an enrolment what sessions or the ledger know of one; ``None``: nothing."""
    try:
        ledger = ledgers.read(storage, data)
    except OSError:  # that is said elsewhere; what stands in the folder tells all the same
        ledger = Ledger()
    facts = {"participant_id": who, "data": data, "file": participant_file(data, who).name}
    earlier = _session_of(storage, data, who)
    if earlier is not None:
        return Refusal(Reason.ENROLMENT_LOST, **facts, drawn=f"what was drawn stands in {earlier}")
    if any(lines[0].participant_id.casefold() == who.casefold() for lines in ledger.runs().values()):
        return Refusal(Reason.ENROLMENT_LOST, **facts, drawn="the files of the sessions are gone too")
    entered = [
        line
        for line in ledger.lines
        if isinstance(line, EnrolmentEntered) and line.participant_id.casefold() == who.casefold()
    ]
    if not entered:
        return None
    return Refusal(Reason.ENROLMENT_GONE, **facts, when=clock_of(datetime.fromisoformat(entered[-1].utc), zone))


def _session_of(storage: Storage, data: Path, who: str) -> str | None:
    """Name a file, best a sheet, of a session under an ID; capitals and small letters are the same."""
    names = []
    for folder in storage.names_in(data):
        if is_participant_folder(folder) and folder.casefold() == f"sub-{who}".casefold():
            for visit in filter(is_visit_folder, storage.names_in(data / folder)):
                files = storage.names_in(data / folder / visit)
                names += [(not is_sheet(folder, visit, name), name) for name in files if name.startswith(f"{folder}_")]
    return min(names)[1] if names else None


def find(
    storage: Storage,
    data: Path,
    study: StudyFile,
    participant_id: str,
    kind: SessionKind = SessionKind.STUDY,
) -> Enrolment:
    """Find an enrolled participant, for a kind of session: nobody is told to enrol somebody for a rehearsal.

    Raises
    ------
    Refusal
        If there is none of that ID in this study, or the study no longer has what was drawn for it.
    """
    meant = meant_id(study, participant_id)
    who = _enrolled_as(storage, data, meant)
    if who is None and kind is not SessionKind.STUDY:
        raise Refusal(Reason.NOT_REHEARSED, participant_id=meant, data=data)
    if who is None:
        with before_the_session(data):
            lost = _enrolment_lost(storage, data, meant, wall_zone(study.time_zone))
        if lost is not None:
            raise lost
        near = near_enrolled(storage, data, meant)
        if near:
            raise Refusal(
                Reason.PERHAPS_ANOTHER,
                participant_id=meant,
                data=data,
                near=together(near[:3], Phrase.EITHER),
                places="",
            )
        raise Refusal(Reason.NOT_ENROLLED, participant_id=meant, data=data, places="")
    participant = _read(storage, participant_file(data, who))
    if participant.study != study.study:
        raise Refusal(Reason.OTHER_STUDY, participant_id=who, enrolled_study=participant.study, study=study.study)
    for missing in _no_longer_there(study, participant):
        raise Refusal(Reason.STUDY_CHANGED, participant_id=who, missing=missing, study=study.study)
    return participant


def _enrolled_as(storage: Storage, data: Path, participant_id: str) -> str | None:
    """Find the ID under which somebody is enrolled; capitals and small letters are the same to many file systems."""
    with before_the_session(data):
        ids = enrolled_ids(storage, data)
    if participant_id in ids:
        return participant_id
    return next((who for who in ids if who.casefold() == participant_id.casefold()), None)


def _no_longer_there(study: StudyFile, participant: Enrolment) -> Iterator[str]:
    if participant.arm not in study.arms:
        yield Phrase.IN_THE_ARM.of(arm=participant.arm)
    if participant.language not in study.languages:
        yield Phrase.IN_THE_LANGUAGE.of(language=participant.language)
    if set(participant.list_order) != set(study.lists.names):
        yield Phrase.WITH_THE_LISTS.of(lists=", ".join(participant.list_order))


def _read(storage: Storage, file: Path) -> Enrolment:
    try:
        content = storage.read(file)
    except OSError as error:
        raise not_read(file, error) from error
    try:
        participant = Enrolment.model_validate_json(content)
    except ValueError as error:
        raise unreadable(file, content, "it is not an enrolment") from error
    if file.stem != participant.participant_id:
        what = f"it is the enrolment of {participant.participant_id}"
        raise Refusal(Reason.RECORD_DAMAGED, file=file.name, what=what)
    return participant

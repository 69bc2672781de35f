"""The participants of a study: who is enrolled, in which arm and language, with which order of lists."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timezone
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from experiment.config.code_pattern import is_code
from experiment.config.study_file import StudyFile
from experiment.design.list_orders import list_order
from experiment.format.run_files import locks_folder, participant_file, participants_folder, place_of
from experiment.format.vocabulary import SessionKind
from experiment.messages import Reason, Refusal
from experiment.record.failures import before_the_session
from experiment.record.soft_locks import Locked
from experiment.record.storage import Storage
from experiment.record.whole_files import make_file, make_folders, write_whole


class Participant(BaseModel):
    """One enrolled participant."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    participant_id: str
    study: str
    arm: str
    language: str
    list_order: tuple[str, ...]
    place_in_arm: int
    enrolled_utc: str


def check_id(study: StudyFile, participant_id: str) -> None:
    """Refuse what is not a participant ID of the study."""
    pattern = study.participant_id.pattern
    if not is_code(pattern, participant_id):
        raise Refusal(Reason.PARTICIPANT_ID_MALFORMED, participant_id=participant_id, pattern=pattern)


def check_arm(study: StudyFile, arm: str) -> None:
    """Refuse what is not an arm of the study."""
    if arm not in study.arms:
        raise Refusal(Reason.UNKNOWN_ARM, arm=arm, arms=", ".join(study.arms))


def check_language(study: StudyFile, language: str) -> None:
    """Refuse what is not a language of the study."""
    if language not in study.languages:
        raise Refusal(Reason.UNKNOWN_LANGUAGE, language=language, languages=", ".join(study.languages))


def is_enrolled(storage: Storage, data: Path, study: StudyFile, participant_id: str) -> bool:
    """Tell whether there is an enrolment under an ID."""
    check_id(study, participant_id)
    with before_the_session(data):
        return storage.exists(participant_file(data, participant_id))


def where_enrolled(storage: Storage, data: Path, study: StudyFile, participant_id: str, kind: SessionKind) -> Path:
    """Tell which folder's enrolment counts for a session: the study's, also for the rehearsal of somebody it knows."""
    if kind is SessionKind.STUDY or is_enrolled(storage, data, study, participant_id):
        return data
    return place_of(data, kind)


def enrol(storage: Storage, data: Path, study: StudyFile, participant_id: str, arm: str, language: str) -> Participant:
    """Enrol a participant: draw the order of lists, and keep it.

    Raises
    ------
    Refusal
        If the ID, arm or language is none of the study's, or the participant is enrolled already.
    """
    check_id(study, participant_id)
    check_arm(study, arm)
    check_language(study, language)
    try:
        with before_the_session(data):
            for folder in (participants_folder(data), locks_folder(data)):
                make_folders(storage, folder)
            lock = locks_folder(data) / "participants.lock"
            make_file(storage, lock)
            with storage.lock(lock):
                return _enrol(storage, data, study, participant_id, arm, language)
    except Locked as error:
        if error.by is not None:
            raise Refusal(Reason.SESSION_HELD, session="another enrolment", file=error.by) from error
        raise Refusal(Reason.SESSION_RUNNING, session="another enrolment") from error


def find(storage: Storage, data: Path, study: StudyFile, participant_id: str) -> Participant:
    """Find an enrolled participant.

    Raises
    ------
    Refusal
        If there is none of that ID in this study, or the study no longer has what was drawn for it.
    """
    if not is_enrolled(storage, data, study, participant_id):
        raise Refusal(Reason.NOT_ENROLLED, participant_id=participant_id, data=data)
    with before_the_session(data):
        participant = _read(storage, participant_file(data, participant_id))
    if participant.study != study.study:
        raise Refusal(
            Reason.OTHER_STUDY, participant_id=participant_id, enrolled_study=participant.study, study=study.study
        )
    for missing in _no_longer_there(study, participant):
        raise Refusal(Reason.STUDY_CHANGED, participant_id=participant_id, missing=missing, study=study.study)
    return participant


def _no_longer_there(study: StudyFile, participant: Participant) -> Iterator[str]:
    if participant.arm not in study.arms:
        yield f"in the arm “{participant.arm}”"
    if participant.language not in study.languages:
        yield f"in the language “{participant.language}”"
    if set(participant.list_order) != set(study.lists.names):
        yield f"with the lists {', '.join(participant.list_order)}"


def _enrol(storage: Storage, data: Path, study: StudyFile, participant_id: str, arm: str, language: str) -> Participant:
    enrolled = [_read(storage, file) for file in _files(storage, data)]
    for other in enrolled:
        if other.participant_id == participant_id:
            raise Refusal(Reason.ALREADY_ENROLLED, participant_id=participant_id, arm=other.arm, data=data)
    taken = [other.place_in_arm for other in enrolled if (other.study, other.arm) == (study.study, arm)]
    place = max(taken, default=-1) + 1
    participant = Participant(
        participant_id=participant_id,
        study=study.study,
        arm=arm,
        language=language,
        list_order=list_order(study, arm, place),
        place_in_arm=place,
        enrolled_utc=datetime.now(timezone.utc).isoformat(timespec="seconds"),
    )
    content = participant.model_dump_json(indent=2) + "\n"
    write_whole(storage, participant_file(data, participant_id), content.encode())
    return participant


def _files(storage: Storage, data: Path) -> list[Path]:
    folder = participants_folder(data)
    return [folder / name for name in storage.names_in(folder) if name.endswith(".json")]


def _read(storage: Storage, file: Path) -> Participant:
    try:
        participant = Participant.model_validate_json(storage.read(file))
    except ValueError as error:
        raise Refusal(Reason.RECORD_DAMAGED, file=file.name, what="it is not an enrolment") from error
    if file.stem != participant.participant_id:
        what = f"it is the enrolment of {participant.participant_id}"
        raise Refusal(Reason.RECORD_DAMAGED, file=file.name, what=what)
    return participant

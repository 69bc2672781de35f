"""Whether an enrolment is still the one that a participant's earlier sessions were planned by."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from experiment.format.enrolment import Enrolment
from experiment.format.glimpse import Glimpse
from experiment.format.journal import RunBegun
from experiment.format.journal_lines import read_entries
from experiment.format.run_files import RunFiles, SessionFiles, participant_file
from experiment.format.vocabulary import SessionKind
from experiment.messages import Advice, Phrase, Reason, Refusal
from experiment.record.found_runs import found_runs_of
from experiment.record.storage import Storage
from experiment.record.sums import sha256


class _Drawn(Glimpse):
    """What a session was planned by, in its sheet and in its plan."""

    study: str
    arm: str
    language: str
    list_order: tuple[str, ...]


class _OfParticipant(_Drawn):
    participant_id: str


def check_earlier(storage: Storage, session: SessionFiles, participant: Enrolment) -> tuple[str, ...]:
    """Hold an enrolment against every run that the participant has in the place of a session.

    A run whose sheet is lost or damaged is known by its plan, if that is the one that its journal says it began with.

    Returns
    -------
    tuple of str
        Advice on the runs of which nothing can be read: they keep nobody from a visit that cannot be repeated.

    Raises
    ------
    Refusal
        If the enrolment says otherwise than one of them.
    """
    unknown = []
    others = [] if session.kind is SessionKind.STUDY else _also_rehearsed_as(storage, session, participant)
    for files in found_runs_of(storage, session.place, session.participant_id):
        found = _drawn(storage, files)
        if found is None:
            unknown.append(files.sheet.name)
        elif found.participant_id == participant.participant_id:
            drawn = _Drawn(**found.model_dump(exclude={"participant_id"}))
            if drawn not in others:
                _compare(files, drawn, participant)
    if not unknown:
        return ()
    who = participant.participant_id
    return (Advice.EARLIER_UNREADABLE.say(participant_id=who, files=", ".join(unknown)),)


def _compare(files: RunFiles, before: _Drawn, participant: Enrolment) -> None:
    now = participant.model_dump(include=set(_Drawn.model_fields))
    for name, was in before.model_dump().items():
        if now[name] != was:
            raise Refusal(
                Reason.ENROLMENT_CHANGED,
                participant_id=participant.participant_id,
                file=participant_file(Path(), participant.participant_id).name,
                name=Phrase[name.upper()].of(),
                now=_said(now[name]),
                earlier=files.sheet.name,
                was=_said(was),
            )


def _said(value: object) -> str:
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def _also_rehearsed_as(storage: Storage, session: SessionFiles, participant: Enrolment) -> list[_Drawn]:
    """List as what somebody may have been rehearsed before: uncorrected, or before they were enrolled in the study."""
    study = participant.study
    known = [_Drawn(study=study, **c.model_dump(include=set(_Drawn.model_fields))) for c in participant.history]
    with suppress(OSError, ValueError):
        file = participant_file(session.place, participant.participant_id)
        if session.place != session.data:
            known.append(_Drawn.model_validate_json(storage.read(file)))
    return known


def _drawn(storage: Storage, files: RunFiles) -> _OfParticipant | None:
    """Read what a run was planned by; ``None``: nothing that can be relied on says it."""
    with suppress(OSError, ValueError):
        return _OfParticipant.model_validate_json(storage.read(files.sheet))
    with suppress(OSError, ValueError):
        plan = storage.read(files.plan)
        if sha256(plan) == _plan_begun_with(storage, files):
            return _OfParticipant.model_validate_json(plan)
    return None


def _plan_begun_with(storage: Storage, files: RunFiles) -> str | None:
    first = next(iter(read_entries(storage.read(files.journal)).entries), None)
    return first.plan_sha256 if isinstance(first, RunBegun) else None

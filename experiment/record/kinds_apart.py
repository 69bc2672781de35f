"""Sessions of the study and rehearsals stand in folders of their own."""

from __future__ import annotations

from pathlib import Path

from experiment.format.run_files import among_rehearsals, place_of
from experiment.format.vocabulary import SessionKind
from experiment.messages import Reason, Refusal
from experiment.record.scan import scan
from experiment.record.storage import Storage


def check_place(storage: Storage, data: Path, kind: SessionKind) -> None:
    """Refuse to mix sessions of the study with what is not of the study."""
    if data.exists() and not data.is_dir():
        raise Refusal(Reason.DATA_FOLDER_IS_A_FILE, data=data, file=data)
    if kind is SessionKind.STUDY and among_rehearsals(data):
        raise Refusal(Reason.FOLDER_OF_REHEARSALS, data=data)
    place = place_of(data, kind)
    present = scan(storage, place).kinds
    others = present - {kind}
    if others and not (kind is SessionKind.STUDY and kind in present):  # a stray rehearsal locks nobody out
        raise Refusal(Reason.KINDS_DO_NOT_MIX, data=place, present=", ".join(sorted(others)), kind=kind)

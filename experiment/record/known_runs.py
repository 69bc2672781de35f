"""A participant's runs, held against the ledger: none is missing, none is unknown, none was changed since it ended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo
from enum import Enum
from pathlib import Path

from experiment.config.lab_language import lab_zone
from experiment.config.study_file import StudyFile
from experiment.config.time_zone import wall_zone
from experiment.design.local_time import clock_of
from experiment.format.ledger import DifferenceAccepted, Ledger, OfRun, RunEnded, RunEntered, RunInterrupted
from experiment.format.run_files import RunFiles, SessionFiles, ledger_file, participant_file
from experiment.format.sheet import SessionSheet
from experiment.format.sums_file import read_sums
from experiment.format.vocabulary import SessionKind, Table
from experiment.messages import Advice, Reason, Refusal
from experiment.messages.accepting import Accepts
from experiment.record import ledger as ledgers
from experiment.record.edited_enrolment import choices_of, what_differs
from experiment.record.findings import shortly
from experiment.record.found_runs import found_runs, found_runs_of
from experiment.record.held_files import is_held, refused_because
from experiment.record.out_of_reach import is_away, is_forbidden, owner_of
from experiment.record.run_ledger import enter_accepted, enter_enrolment_accepted
from experiment.record.storage import Storage
from experiment.record.sums import sha256, sums_there
from experiment.record.unused import is_launched
from experiment.record.whole_run import content_of


class Gap(str, Enum):
    """How ledger and folder do not agree about a run."""

    MISSING = "missing"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Difference:
    """A run that only the ledger knows, or only the folder."""

    files: RunFiles
    gap: Gap
    since_utc: str | None = None


def read_ledger_of(storage: Storage, place: Path) -> tuple[Ledger, tuple[str, ...]]:
    """Read the ledger of a folder, and say what is amiss with it: that keeps nobody from a session."""
    try:
        ledger = ledgers.read(storage, place)
    except OSError as error:
        return Ledger(), (_why_not_read(ledger_file(place), error),)
    if ledger.faults:
        return ledger, (Advice.LEDGER_DAMAGED.say(file=ledger_file(place), what=ledger.faults[0]),)
    if not ledger.exists and next(found_runs(storage, place), None) is not None:
        return ledger, (Advice.LEDGER_MISSING.say(file=ledger_file(place)),)
    return ledger, ()


def _why_not_read(file: Path, error: OSError) -> str:
    """Say why the ledger cannot be read: another account's, out of reach, or damaged."""
    why = refused_because(error)
    if is_held(error) or is_away(error):
        return Advice.LEDGER_AWAY.say(file=file, error=why)
    if is_forbidden(error):
        return Advice.LEDGER_FORBIDDEN.say(file=file, error=why, owner=owner_of(file))
    return Advice.LEDGER_DAMAGED.say(file=file, what=f"it cannot be read ({why})")


def differences(storage: Storage, place: Path, ledger: Ledger, participant_id: str) -> Iterator[Difference]:
    """Find the runs of a participant that are missing from the folder, or not known to the ledger."""
    if not ledger.exists:
        return
    there = {run.stem: run for run in found_runs_of(storage, place, participant_id)}
    known = {stem: lines for stem, lines in ledger.runs().items() if lines[0].participant_id == participant_id}
    for stem, lines in known.items():
        if stem not in there and Gap.MISSING not in _accepted(lines):
            first = lines[0]
            session = SessionFiles(place, participant_id, first.visit, first.task, SessionKind.STUDY)
            yield Difference(session.run(first.run), Gap.MISSING, first.utc)
    for stem, run in there.items():
        is_known = any(isinstance(line, RunEntered) for line in known.get(stem, ())) or stem in ledger.older_runs
        if not is_known and Gap.UNKNOWN not in _accepted(known.get(stem, ())) and is_launched(storage, run):
            yield Difference(run, Gap.UNKNOWN)


def _accepted(lines: list[OfRun] | tuple[()]) -> set[str]:
    return {line.what for line in lines if isinstance(line, DifferenceAccepted)}


def check_enrolled(
    storage: Storage, data: Path, study: StudyFile, participant_id: str, ledger: Ledger, accepted: Accepts
) -> None:
    """Refuse somebody whose enrolment is not as it was entered last.

    Parameters
    ----------
    study
        What an enrolment of it may say.
    accepted
        Asked where it is not so: whether the experimenter goes on all the same; the ledger then says so.

    Raises
    ------
    Refusal
        If it is not.
    """
    file, entered = participant_file(data, participant_id), ledger.enrolments().get(participant_id)
    content = content_of(storage, file)
    found = sha256(content)
    if entered in (None, found):
        return
    if not accepted():
        what = what_differs(
            content, participant_id, ledger, choices_of(study, data, storage), wall_zone(study.time_zone)
        )
        raise Refusal(Reason.ENROLMENT_EDITED, participant_id=participant_id, file=file.name, what=what)
    enter_enrolment_accepted(storage, data, participant_id, found)


def check_none_missing(
    storage: Storage, session: SessionFiles, ledger: Ledger, accepted: Accepts, zone: tzinfo
) -> None:
    """Refuse a session of somebody of whom the ledger knows a run that is not there.

    Parameters
    ----------
    accepted
        Asked where it is not so: whether the experimenter goes on all the same; the ledger then says so.
    zone
        That of the laboratory's clock, by which it is said since when the ledger has known it.

    Raises
    ------
    Refusal
        Naming the first such run.
    """
    for one in _of(Gap.MISSING, storage, session, ledger, accepted):
        folder = one.files.session.folder
        since = clock_of(datetime.fromisoformat(one.since_utc), zone) if one.since_utc else "?"
        raise Refusal(Reason.RUN_MISSING, run=one.files.stem, since=since, folder=folder)


def check_none_unknown(storage: Storage, session: SessionFiles, ledger: Ledger, accepted: Accepts) -> None:
    """Refuse a session of somebody who has a run that the ledger does not know; else as `check_none_missing`."""
    for one in _of(Gap.UNKNOWN, storage, session, ledger, accepted):
        raise Refusal(Reason.RUN_UNKNOWN, run=one.files.stem, folder=one.files.session.folder)


def _of(gap: Gap, storage: Storage, session: SessionFiles, ledger: Ledger, accepted: Accepts) -> Iterator[Difference]:
    for one in differences(storage, session.place, ledger, session.participant_id):
        if one.gap is gap and accepted():
            enter_accepted(storage, one.files, gap.value)
        elif one.gap is gap:
            yield one


def check_as_left(storage: Storage, files: RunFiles, sheet: SessionSheet, ledger: Ledger, accepted: Accepts) -> None:
    """Hold a run that is to go on against what the ledger says it was like when it ended or was found interrupted.

    The ledger may be behind, and the run in order: it could not be written when the run went on, or is an older copy.
    So a difference can be accepted, where the files of the run agree among themselves; whoever calls has seen to that.

    Raises
    ------
    Refusal
        Naming the first file that is not as it was.
    """
    other = _other_than_left(storage, files, sheet, ledger)
    if other is None:
        return
    if not accepted():
        name, how, utc = other
        when = f"{how} ({shortly(utc, lab_zone(files.inputs / one.name for one in sheet.inputs))})"
        raise Refusal(Reason.RUN_NOT_AS_LEFT, run=files.stem, file=name, when=when)
    enter_accepted(storage, files, "changed")


def _other_than_left(
    storage: Storage, files: RunFiles, sheet: SessionSheet, ledger: Ledger
) -> tuple[str, str, str] | None:
    """Name the first file of a run that is not as the ledger's last line of it has it; what that was, and when."""
    last = next(reversed(ledger.runs().get(files.stem, ())), None)
    if isinstance(last, RunEnded):
        how = "ended"
        content = content_of(storage, files.checksums) if storage.exists(files.checksums) else b""
        if sha256(content) != last.sums_sha256:
            return files.checksums.name, how, last.utc
        sums = read_sums(content) or {}
    elif isinstance(last, RunInterrupted) and last.sums is not None:
        how, sums = "was found interrupted", last.sums
    else:
        return None
    there = sums_there(storage, files, sheet)
    for name, digest in sums.items():
        if there.get(name) != digest and not (name not in there and _is_spare(files, name)):
            file = files.session.folder / name
            if name not in there and storage.exists(file):
                content_of(storage, file)  # what cannot be read is said to be that
            return name, how, last.utc
    return None


def _is_spare(files: RunFiles, name: str) -> bool:
    """Tell whether a run can go on without a file: a stored study file, as the plan holds all; a table's dictionary."""
    return name.startswith(f"{files.inputs.name}/") or name in {files.sidecar(table).name for table in Table}

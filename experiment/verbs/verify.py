"""`verify`: is everything in the data folder as it was recorded."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path

from experiment.format.ledger import RunEnded, RunResumed, code_meant
from experiment.format.run_files import among_rehearsals, place_of, rehearsals_beside
from experiment.format.vocabulary import SessionKind
from experiment.messages import Reason, Refusal, visible
from experiment.record import ledger as ledgers
from experiment.record.failures import before_reading
from experiment.record.findings import shortly, zone_of_records
from experiment.record.half_collected import is_half
from experiment.record.out_of_reach import owner_of
from experiment.record.storage import Disk
from experiment.record.verify import Finding, Verified, verify
from experiment.verbs.exit_codes import DONE, NO

_EXAMPLE = "K7QX-2M9P"
_OF_A_FILE = 8
"""So much is said of one file."""

_DO = (
    "Change nothing by hand where no line says what to do. Make a copy of the whole data folder, and show it with this "
    "list to whoever looks after the data."
)


def carry_out(options: argparse.Namespace) -> int:
    """Verify, and say what is not as it was recorded."""
    with before_reading(options.data):
        place, ended = (options.data, None) if options.seal is None else _ended(options.data, options.seal)
        who = (options.participant or "").strip() or None
        if ended is not None:
            _check_of(ended, who)
            who = ended.participant_id
        found = _verified(place, who)
    if not (found.runs or found.enrolments or found.amiss):
        whose = f" of {options.participant}" if options.participant else ""
        raise Refusal(Reason.NOTHING_TO_VERIFY, data=options.data, whose=whose)
    if options.json:
        print(json.dumps(asdict(found), indent=2))
    else:
        for line in _lines(place, found, who):
            print(visible(line))
        if ended is not None and not found.amiss:
            rehearsed = " (a rehearsal)" if among_rehearsals(place) else ""
            run = f"{ended.participant_id} at {ended.visit}, run {ended.run}{rehearsed}"
            print(f"{ended.seal}: {run}, ended {_said(place, ended.utc)}; {_since(place, ended)}")
    return NO if found.amiss else DONE


def _verified(place: Path, who: str | None) -> Verified:
    """Verify a folder of sessions; of the folder of all rehearsals, each that is in it."""
    if rehearsals_beside(place) != place:
        return verify(Disk(), place, who)
    found = Verified()
    for folder in sorted(one for one in place.glob("*") if one.is_dir()):
        within = verify(Disk(), folder, who)
        found.runs |= {f"{folder.name}/{stem}": standing for stem, standing in within.runs.items()}
        found.enrolments += [f"{folder.name}/{one}" for one in within.enrolments]
        found.wrong += [replace(one, file=f"{folder.name}/{one.file}") for one in within.wrong]
        found.noted += [replace(one, file=f"{folder.name}/{one.file}") for one in within.noted]
        found.unread += [replace(one, file=f"{folder.name}/{one.file}") for one in within.unread]
    return found


def _ended(data: Path, typed: str) -> tuple[Path, RunEnded]:
    """Find the end of a session, or of a rehearsal, by the code on its paper record, and the folder it is in."""
    code = code_meant(typed)
    if code is None:
        raise Refusal(Reason.NOT_A_SEAL_CODE, code=typed, example=_EXAMPLE)
    for place in dict.fromkeys(place_of(data, kind) for kind in (SessionKind.STUDY, *SessionKind)):
        for line in ledgers.read(Disk(), place).lines:
            if isinstance(line, RunEnded) and line.seal == code:
                return place, line
    raise Refusal(Reason.SEAL_UNKNOWN, code=code, data=data)


def _check_of(ended: RunEnded, participant_id: str | None) -> None:
    """Refuse the code of another's session than that of who was named."""
    if participant_id is not None and participant_id.casefold() != ended.participant_id.casefold():
        run = f"{ended.participant_id} at {ended.visit}, run {ended.run}"
        raise Refusal(Reason.SEAL_OF_ANOTHER, code=ended.seal, run=run, participant_id=participant_id)


def _said(place: Path, utc: str) -> str:
    """Write a moment as the clock of the laboratory showed it."""
    return shortly(utc, zone_of_records(Disk(), place))


def _since(place: Path, ended: RunEnded) -> str:
    """Return what has come of a session since it ended, where all is as it was recorded."""
    lines = ledgers.read(Disk(), place).runs()[ended.stem]
    last = [line for line in lines if isinstance(line, RunEnded | RunResumed)][-1]
    if last == ended:
        return "nothing of it has been changed since"
    if isinstance(last, RunEnded):
        return f"it was resumed, and ended again {_said(place, last.utc)}, with the code {last.seal}"
    return "it was resumed, and has not ended again"


def _lines(place: Path, found: Verified, who: str | None) -> list[str]:
    counts = Counter(found.runs.values())
    stand = ", ".join(f"{count} {standing.value}" for standing, count in sorted(counts.items()))
    runs = f"{_counted(len(found.runs), 'run')}: {stand}" if found.runs else "no runs"
    first = f"{runs}; {_counted(len(found.enrolments), 'enrolment')}" if found.enrolments else runs
    wrong, noted, unread = (list(_shortened(some)) for some in (found.wrong, found.noted, found.unread))
    if unread:
        right = "whatever could be read is as it was recorded"
    elif who is None:
        right = "everything is as it was recorded"
    else:
        right = f"everything of {who} is as it was recorded; the files of others were not looked at"
    return [
        first,
        *(["", "Not as it was recorded, or not part of the record:", *wrong] if wrong else [right]),
        *(["", "Out of reach, which says nothing against it:", *unread, "", _sign_in(place, found)] if unread else []),
        *(["", _DO] if not (unread or all(map(is_half, found.wrong))) else []),
        *(["", "To be known:", *noted] if noted else []),
    ]


def _sign_in(place: Path, found: Verified) -> str:
    """Return what can be done by whoever may not read all of it: to copy it, or put it back, is nothing they can do."""
    owners = ", ".join(sorted({owner_of(place / finding.file) for finding in found.unread}))
    return (
        "See that the disk or network drive is there and that no other program has these open, and sign in with the "
        f"account that records this study's data (these belong to: {owners}), or ask whoever looks after the data to "
        "do so. Then verify again; until then, change nothing and put nothing back: what is out of reach may tell more."
    )


def _counted(count: int, word: str) -> str:
    return f"{count} {word}{'s' if count > 1 else ''}"


def _shortened(findings: list[Finding]) -> Iterator[str]:
    """Return what was found, of each file no more than is read: a spreadsheet that saves a table changes all of it."""
    counts = Counter(finding.file for finding in findings)
    said: Counter[str] = Counter()
    for finding in findings:
        said[finding.file] += 1
        if said[finding.file] <= _OF_A_FILE or counts[finding.file] == _OF_A_FILE + 1:
            yield f"{finding.file}: {finding.what}"
        elif said[finding.file] == counts[finding.file]:
            yield f"{finding.file}: … and {counts[finding.file] - _OF_A_FILE} more of this file (all: --json)"

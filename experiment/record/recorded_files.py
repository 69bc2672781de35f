"""What was recorded in a folder of sessions, by its digests: what stands in its place, and what does not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from experiment.format.ledger import Ledger, OfRun, RunEnded, RunEntered, RunInterrupted
from experiment.format.run_files import RunFiles, SessionFiles, participant_file
from experiment.format.sums_file import read_sums
from experiment.format.vocabulary import SessionKind, Table
from experiment.messages import Refusal
from experiment.record.read_sheet import read_sheet
from experiment.record.storage import Storage
from experiment.record.strays import Shape, Stray
from experiment.record.sums import sha256, sums_there


@dataclass
class RecordedFiles:
    """Files by the SHA-256 of what they hold, or should.

    Parameters
    ----------
    there
        What stands in its place now.
    shared
        Study files, dictionaries and checks that stand in their places: they are the same in many runs.
    away
        What was recorded, and does not stand in its place: the files that should hold it.
    """

    there: dict[str, Path] = field(default_factory=dict)
    shared: dict[str, set[Path]] = field(default_factory=dict)
    away: dict[str, list[Path]] = field(default_factory=dict)

    def take(self, file: Path, recorded: str | None, found: str | None, is_shared: bool = False) -> None:
        """Take in what a file should hold and what it holds, as far as that is known."""
        if found is not None and is_shared:
            self.shared.setdefault(found, set()).add(file)
        elif found is not None:
            self.there.setdefault(found, file)
        if recorded is not None and recorded != found:
            self.away.setdefault(recorded, []).append(file)


def recorded_files(
    storage: Storage, place: Path, ledger: Ledger, there: Mapping[str, RunFiles], strays: Iterable[Stray]
) -> RecordedFiles:
    """Sum up what a folder holds, and take from the ledger what it should hold.

    Parameters
    ----------
    there
        The runs that stand in their places.
    strays
        Where the checksums may be of a run that is not in its place.
    """
    files = RecordedFiles()
    elsewhere = {stray.digest: stray.path for stray in strays if stray.shape is Shape.FILE}
    for who, digest in ledger.enrolments().items():
        file = participant_file(place, who)
        files.take(file, digest, digest_of(storage, file))
    known = ledger.runs()
    runs = dict(there) | {stem: run_of(place, lines[0]) for stem, lines in known.items() if stem not in there}
    for stem, run in runs.items():
        folder, sums = run.session.folder, dict(_sums(storage, run, known.get(stem, []), elsewhere))
        shared = {file.name for file in (run.check, *map(run.sidecar, Table))}
        for name in {**sums, **dict.fromkeys(_names_there(storage, run) if stem in there else ())}:
            is_shared = name in shared or name.startswith(f"{run.inputs.name}/")
            files.take(folder / name, sums.get(name), digest_of(storage, folder / name), is_shared)
    return files


def run_of(place: Path, line: OfRun) -> RunFiles:
    """Name the files of the run that a line of a ledger is of."""
    session = SessionFiles(place, line.participant_id, line.visit, line.task, SessionKind.STUDY)
    return session.run(line.run)


def digest_of(storage: Storage, file: Path) -> str | None:
    """Sum up a file; ``None``: it cannot be read, or is not there."""
    try:
        return sha256(storage.read(file))
    except OSError:
        return None


def _sums(
    storage: Storage, run: RunFiles, lines: list[OfRun], elsewhere: Mapping[str, Path]
) -> Iterator[tuple[str, str]]:
    """List the digests that the ledger has of a run's files, or of its checksums, and those that stand in these."""
    yield from ((run.plan.name, line.plan_sha256) for line in lines if isinstance(line, RunEntered))
    last = lines[-1] if lines else None
    if isinstance(last, RunInterrupted):
        yield from (last.sums or {}).items()
    if isinstance(last, RunEnded):
        yield run.checksums.name, last.sums_sha256
        in_place = digest_of(storage, run.checksums) == last.sums_sha256
        file = run.checksums if in_place else elsewhere.get(last.sums_sha256)
        if file is not None:
            yield from (read_sums(storage.read(file)) or {}).items()


def _names_there(storage: Storage, run: RunFiles) -> list[str]:
    try:
        sheet = read_sheet(storage, run.sheet)
    except Refusal:
        named = (run.sheet, run.plan, run.journal, *map(run.table, Table), run.checksums)
        return [file.name for file in named if storage.exists(file)]
    return [*sums_there(storage, run, sheet), run.checksums.name]

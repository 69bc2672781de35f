"""Where that stands by now which is not in its place: files, and whole runs that were moved or renamed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from experiment.format.run_files import RunFiles
from experiment.record.judged_strays import Judged, Sort
from experiment.record.recorded_files import RecordedFiles


@dataclass(frozen=True)
class MovedRun:
    """A run that stands elsewhere.

    Parameters
    ----------
    there
        The folder that it is in.
    is_renamed
        Whether its files have other names than they had.
    amiss
        Names of its files that are not there as they were recorded.
    """

    there: Path
    is_renamed: bool
    amiss: tuple[str, ...]


@dataclass(frozen=True)
class MovedRecords:
    """Where something is.

    Parameters
    ----------
    files
        Where a recorded file stands that is not in its place, under the place that it should have.
    runs
        The runs that are not in their places, under what the names of their files begin with.
    told
        The strays that are explained by the runs.
    """

    files: Mapping[Path, Path] = field(default_factory=dict)
    runs: Mapping[str, MovedRun] = field(default_factory=dict)
    told: frozenset[Path] = frozenset()


def moved_records(
    judged: Iterable[Judged], missing: Mapping[str, RunFiles], is_there: Mapping[Path, bool], recorded: RecordedFiles
) -> MovedRecords:
    """Find what is not in its place among what belongs to nothing.

    Parameters
    ----------
    missing
        The runs of which nothing stands in its place.
    is_there
        For each file that a stray has the content or the name of: whether there is something in its place.
    recorded
        What was recorded: what has the right content is preferred to what has the name alone.
    """
    found = sorted(judged, key=lambda one: (one.sort is not Sort.RECORDED, str(one.stray.path)))
    files, runs, told = dict[Path, Path](), dict[str, MovedRun](), set[Path]()
    for stem, run in missing.items():
        own = list(_own(run, found, recorded))
        if own:
            there = _folder_of(run, own)
            within = [(one, file) for one, file in own if there in one.stray.path.parents]
            names = any(one.stray.path.name != file.name for one, file in within)
            runs[stem] = MovedRun(there, names, _amiss(run, {one.stray.digest for one, _ in within}, recorded))
            told |= {one.stray.path for one, _ in within}
    for one in found:
        path, of = one.stray.path, one.of
        if of is None or one.sort not in (Sort.RECORDED, Sort.NAMED) or path in told or of in files or is_there[of]:
            continue
        if one.run is None or one.run.stem not in missing:
            files[of] = path
    return MovedRecords(files, runs, frozenset(told))


def _own(run: RunFiles, found: Iterable[Judged], recorded: RecordedFiles) -> Iterator[tuple[Judged, Path]]:
    """List what has the content of a file of a run, or its name, with that file."""
    for one in found:
        files = recorded.away.get(one.stray.digest, [])
        named = [one.of] if one.of is not None and one.sort is Sort.NAMED else []
        file = next((file for file in (*files, *named) if is_of(run, file)), None)
        if file is not None:
            yield one, file


def is_of(run: RunFiles, file: Path) -> bool:
    """Return whether a file is one of a run's, by its place and name."""
    folder = run.session.folder
    return folder in file.parents and file.relative_to(folder).parts[0].startswith(f"{run.stem}_")


def _folder_of(run: RunFiles, own: list[tuple[Judged, Path]]) -> Path:
    """Choose the folder in which most of a run's files stand; study files are in one below it."""
    found: Counter[Path] = Counter()
    for one, file in own:
        depth = len(file.relative_to(run.session.folder).parts)
        found[one.stray.path.parents[depth - 1]] += 2 if one.sort is Sort.RECORDED else 1
    return max(sorted(found), key=lambda folder: found[folder])


def _amiss(run: RunFiles, there: set[str], recorded: RecordedFiles) -> tuple[str, ...]:
    """Name the files of a run that should hold what nothing holds there."""
    amiss = [
        file for digest, files in recorded.away.items() if digest not in there for file in files if is_of(run, file)
    ]
    return tuple(sorted({file.relative_to(run.session.folder).as_posix() for file in amiss}))

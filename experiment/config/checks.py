"""What a check between the files of a study is, and which can be made on files that have mistakes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import cached_property

from experiment.config.event_file import EventFile
from experiment.config.mistakes import Mistake, Position
from experiment.config.study_file import StudyFile
from experiment.config.text_file import TextFile
from experiment.config.yaml_source import Path_, YamlSource


@dataclass(frozen=True)
class Files:
    """The three files of a study, each as a model and with its places.

    Parameters
    ----------
    damage
        Where a model is not what its file says, because of a mistake there: the paths, each after ``study``,
        ``events`` or ``texts``.
    """

    study: StudyFile
    study_source: YamlSource
    events: EventFile
    events_source: YamlSource
    texts: TextFile
    texts_source: YamlSource
    damage: frozenset[Path_] = frozenset()

    def is_mended(self, where: Position) -> bool:
        """Return whether nothing more can be said of a place: of a key or value, or of words within a text."""
        if not self.damage or where in self._mended:
            return bool(self.damage)
        sources = (self.study_source, self.events_source, self.texts_source)
        known = [place for source in sources if source.file == where.file for place in source.positions.values()]
        return max((place for place in known if place <= where), default=None) in self._mended

    @cached_property
    def _mended(self) -> frozenset[Position | None]:
        sources = {"study": self.study_source, "events": self.events_source, "texts": self.texts_source}
        holders = {path[:-1] for path in self.damage if len(path) > 2}  # the file as a whole is none
        return frozenset(
            place
            for name, source in sources.items()
            for known, place in source.positions.items()
            if (name, *known) in holders or any((name, *known[:n]) in self.damage for n in range(len(known) + 1))
        )


@dataclass(frozen=True)
class Check:
    """One check: what finds the mistakes, and what must be known whole for it.

    Parameters
    ----------
    find
        Yields the mistakes of files.
    needs
        Paths that begin with study, events or texts; ``*`` stands for any step, and ``**`` at the end for all that is
        below. Without it, what is below may be wrong.
    """

    find: Callable[[Files], Iterator[Mistake]]
    needs: tuple[str, ...]

    def can_be_made(self, damage: Collection[Path_]) -> bool:
        """Return whether nothing that it needs was mended."""
        return not any(_concerns(path, need) for path in damage for need in self.needs)


def _concerns(path: Path_, need: str) -> bool:
    steps = need.split(".")
    below = steps[-1] == "**"
    steps = steps[:-1] if below else steps
    if len(path) > len(steps) and not below:
        return False
    return all(want in ("*", str(step)) or step == "" for want, step in zip(steps, path, strict=False))


def found_by(checks: Collection[Check], files: Files) -> list[Mistake]:
    """Make every check that can be made, and say nothing of what was mended."""
    return [
        mistake
        for check in checks
        if not files.damage or check.can_be_made(files.damage)
        for mistake in check.find(files)
        if not files.is_mended(mistake.where)
    ]

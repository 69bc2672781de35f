"""A changed study put before the program, and its answer held against the label."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

from experiment.config.examine import examine
from experiment.config.load import load_study
from experiment.config.mistakes import Mistake, Position, StudyMistakes
from tests.instruments.mutations.heads_and_files import HEADS_AND_FILES
from tests.instruments.mutations.legal import LEGAL
from tests.instruments.mutations.out_of_place import OUT_OF_PLACE
from tests.instruments.mutations.refused import MUST_REFUSE
from tests.instruments.mutations.shipped import SHIPPED, STUDY, Label, Mutant
from tests.instruments.mutations.throughout import THROUGHOUT
from tests.instruments.mutations.warned import MUST_WARN
from tests.instruments.mutations.written_otherwise import REFUSED_AS_WRITTEN, TABLE, WARNED_AS_WRITTEN

Operator = Callable[[Random], Mutant]
OPERATORS: tuple[Operator, ...] = (
    *MUST_REFUSE, *OUT_OF_PLACE, *HEADS_AND_FILES, *REFUSED_AS_WRITTEN, *MUST_WARN, *WARNED_AS_WRITTEN, *LEGAL,
    *THROUGHOUT,
)  # fmt: skip
_NEAR = 1
"""So many lines away is still where a person looks."""


class Bench:
    """A folder with the shipped study, in which one mutant after the other is put.

    Parameters
    ----------
    folder
        Empty.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._changed: list[Path] = []
        for file, shipped in SHIPPED.items():
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            (folder / file).write_text(shipped.text, encoding="utf-8", newline="\n")

    def put(self, mutant: Mutant) -> None:
        """Write the files of a mutant, and those that the last one changed as they were."""
        self.restore(*self._changed)
        self._changed = list(mutant.files)
        for file, content in mutant.files.items():
            if isinstance(content, bytes):
                (self.folder / file).write_bytes(content)
            else:
                (self.folder / file).unlink(missing_ok=True)
                content(self.folder / file)

    def restore(self, *files: Path) -> None:
        """Write files as they were shipped; without any, those that the last mutant changed."""
        for file in files or self._changed:
            there = self.folder / file
            if file == TABLE:
                there.unlink(missing_ok=True)
                continue
            if there.is_dir() and not there.is_symlink():
                shutil.rmtree(there)
            elif os.path.lexists(there):
                there.unlink()
            there.write_text(SHIPPED[file].text, encoding="utf-8", newline="\n")
        self._changed = []

    def mistakes(self) -> tuple[Mistake, ...]:
        """What is wrong in the files as they stand."""
        try:
            load_study(self.folder / STUDY)
        except StudyMistakes as no:
            return no.mistakes
        return ()

    def disagreement(self, mutant: Mutant) -> str | None:
        """Put a mutant before the program; ``None``: it says what it should."""
        self.put(mutant)
        if TABLE in mutant.files:
            return self._of_refusal(mutant, examine(self.folder / TABLE).mistakes)
        try:
            remarks = load_study(self.folder / STUDY).remarks
        except StudyMistakes as no:
            return self._of_refusal(mutant, no.mistakes)
        if mutant.label is Label.REFUSE:
            return f"accepted, with {[remark.code for remark in remarks]}"
        if mutant.label is Label.LEGAL:
            return None if not remarks else f"warned of: {' | '.join(map(str, remarks))}"
        of_code = [remark.where for remark in remarks if remark.code == mutant.code]
        if not of_code:
            return f"not warned of as {mutant.code}: {' | '.join(map(str, remarks))}"
        return self._named(mutant, of_code)

    def _of_refusal(self, mutant: Mutant, mistakes: Sequence[Mistake]) -> str | None:
        said = "\n".join(map(str, mistakes))
        if mutant.label is not Label.REFUSE:
            return f"refused: {said}"
        for line in said.split("\n"):
            if not re.fullmatch(r"(.+?):(\d+):(\d+): (.+; .+)", line):
                return f"no place or no remedy: {line}"
        if mutant.alone and len(mistakes) > 1:
            return f"said in {len(mistakes)} messages: {said[:600]}"
        there = [one for one in mistakes if re.search(mutant.says, one.said)]
        if not there:
            return f"not said: {mutant.says}; {said[:600]}"
        return self._named(mutant, [mistake.where for mistake in there], said)

    def _named(self, mutant: Mutant, places: Sequence[Position], said: str = "") -> str | None:
        if mutant.where is None:
            return None
        file, line = mutant.where
        if any(place.file == self.folder / file and abs(place.line - line) <= _NEAR for place in places):
            return None
        named = ", ".join(f"{place.file.name}:{place.line}" for place in places[:5])
        return f"{file.name}:{line} is meant, {named} is named; {said[:300]}"

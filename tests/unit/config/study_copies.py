"""Copies of the shipped ketamine study, to be edited as a researcher would."""

from __future__ import annotations

import shutil
from pathlib import Path

from experiment.config.load import Study, load_study
from experiment.config.mistakes import StudyMistakes
from tests.instruments.small_study import STUDIES_OF_TESTS

PROJECT = Path(__file__).resolve().parents[3]

STUDY = Path("configs/ketamine.yaml")
EVENTS = Path("stimuli/events/adverse.yaml")
TEXTS = Path("stimuli/texts/belief_update.yaml")
DISPLAYS = Path("configs/displays.yaml")
ASSUMPTIONS = Path("configs/assumptions.yaml")


class StudyCopy:
    """The shipped ketamine study in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for file in (STUDY, EVENTS, TEXTS, DISPLAYS, ASSUMPTIONS):
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(STUDIES_OF_TESTS / file, folder / file)

    def text(self, file: Path) -> str:
        return (self.folder / file).read_text(encoding="utf-8")

    def write(self, file: Path, text: str) -> None:
        (self.folder / file).write_text(text, encoding="utf-8", newline="\n")

    def edit(self, file: Path, old: str, new: str) -> None:
        """Replace the first occurrence of a text, which must be there."""
        before, found, after = self.text(file).partition(old)
        assert found, old
        self.write(file, before + new + after)

    def at(self, file: Path, snippet: str) -> str:
        """Say where a text first stands, as messages do."""
        before, found, _ = self.text(file).partition(snippet)
        assert found, snippet
        return f"{self.folder / file}:{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"

    def load(self) -> Study:
        return load_study(self.folder / STUDY)

    def mistakes(self) -> list[str]:
        """The lines of what the loader refuses; none if it does not."""
        try:
            self.load()
        except StudyMistakes as mistakes:
            return str(mistakes).split("\n")
        return []

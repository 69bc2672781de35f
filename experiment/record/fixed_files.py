"""The files of a run that do not grow while a session runs, as they were when it began."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from experiment.format.run_files import RunFiles
from experiment.format.sheet import SessionSheet
from experiment.format.vocabulary import Table
from experiment.messages import Advice
from experiment.record.storage import Storage
from experiment.record.whole_files import put_back, stands_there


class FixedFiles:
    """Plan, dictionaries, check, inputs, sheet and enrolment.

    Parameters
    ----------
    storage, files, sheet
        The run.
    enrolments
        Where the participant's may be.
    """

    def __init__(self, storage: Storage, files: RunFiles, sheet: SessionSheet, enrolments: Iterable[Path]) -> None:
        self._storage, self._files = storage, files
        self._inputs = tuple(item.name for item in sheet.inputs)
        inputs = [files.inputs / name for name in self._inputs]
        self.contents: dict[Path, bytes] = {}
        sidecars = map(files.sidecar, Table)
        for file in (files.plan, *sidecars, files.check, *inputs, files.sheet, *enrolments):
            with suppress(OSError):  # what is not there, or is a link, is missing
                self.contents[file] = storage.read(file)

    @property
    def of_the_run(self) -> dict[Path, bytes]:
        """The fixed files within the run's folder but the sheet, whose last text is summed when it is written."""
        within, about = self._files.session.folder, self._files.sheet
        return {file: content for file, content in self.contents.items() if within in file.parents and file != about}

    def put_back_missing(self) -> None:
        """Write again whatever has gone."""
        for file, content in self.contents.items():
            if not self._storage.exists(file):
                put_back(self._storage, file, content, file.parent)

    def complete(self) -> tuple[str, ...]:
        """Write again what another program has changed or removed.

        Returns
        -------
        tuple of str
            What the experimenter should be told.
        """
        within = self._files.session.folder
        meant = self.of_the_run.items()
        changed = [file for file, content in meant if not stands_there(self._storage, file, content, within)]
        for file in changed:
            put_back(self._storage, file, self.contents[file], within)
        missing = [name for name in self._inputs if self._files.inputs / name not in self.contents]
        said = [Advice.FILES_PUT_BACK.say(files=", ".join(file.name for file in changed))] if changed else []
        return (*said, *([Advice.INPUTS_MISSING.say(files=", ".join(missing))] if missing else []))

"""What others do with a visit while a page about it is open: another launcher, or somebody on the command line."""

from __future__ import annotations

from experiment.format.sheet import SessionSheet
from experiment.launcher.laboratory import Laboratory
from experiment.messages import Refusal


class Meanwhile:
    """Looks at the last session of a visit from now on.

    The place of the session is tried only once its sheet says something else: whoever looks holds it for a moment.

    Parameters
    ----------
    lab, participant_id, visit
        Whose session, and which.
    """

    def __init__(self, lab: Laboratory, participant_id: str, visit: str) -> None:
        self._lab, self._whose = lab, (participant_id, visit)
        self._before = self._sheet()
        self.runs = False
        """Whether it was begun, or gone on with, and runs."""
        self.has_changed = False
        """Whether it was, and runs or runs no more."""

    def look(self) -> bool:
        """Look again, and tell whether it runs."""
        sheet = self._sheet()
        is_new = sheet is not None and sheet != self._before
        if is_new:
            self._before, self.has_changed = sheet, True
        if is_new or self.runs:
            self.runs = self._lab.is_running(*self._whose)
        return self.runs

    def _sheet(self) -> SessionSheet | None:
        try:
            run = self._lab.last_run(*self._whose)
        except Refusal:  # it is being written, or says so itself when it is to go on
            return None
        return None if run is None else run.sheet

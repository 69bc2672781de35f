"""Whether a session that has stopped runs again, begun or gone on with by another launcher, or on the command line."""

from __future__ import annotations

from experiment.format.sheet import SessionSheet
from experiment.launcher.laboratory import Laboratory
from experiment.messages import Refusal


class RunningAgain:
    """Looks at a session from when it has stopped.

    Its place is tried only once its sheet says something else: whoever looks holds it for a moment.

    Parameters
    ----------
    lab, participant_id, visit
        Whose session, and which.
    """

    def __init__(self, lab: Laboratory, participant_id: str, visit: str) -> None:
        self._lab, self._whose = lab, (participant_id, visit)
        self._before = self._sheet()
        self.is_so = False
        """Whether it was found to run."""

    def look(self) -> bool:
        """Look again, and tell whether it runs."""
        sheet = self._sheet()
        if sheet is not None and sheet != self._before:
            self.is_so = self._lab.is_running(*self._whose)
            if not self.is_so:  # it has stopped again meanwhile
                self._before = sheet
        return self.is_so

    def _sheet(self) -> SessionSheet | None:
        try:
            run = self._lab.last_run(*self._whose)
        except Refusal:  # it is being written, or says so itself when it is to go on
            return None
        return None if run is None else run.sheet

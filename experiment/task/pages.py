"""Pages that the participant turns, forward and back."""

from __future__ import annotations

from experiment.design.session_plan import PagesPlan
from experiment.design.session_views import page_view
from experiment.format.journal import PagesDone
from experiment.layout.wording import Wording
from experiment.task.answers import PageTurn
from experiment.task.presentation import Presentation


class PagesRun:
    """Pages that follow one another, until the last is turned.

    Parameters
    ----------
    pages
        What to show.
    step
        Their place in the plan.
    wording, presentation
        The words around them, and where they are shown.
    """

    def __init__(self, pages: PagesPlan, step: int, wording: Wording, presentation: Presentation) -> None:
        self._pages = pages
        self._step = step
        self._wording = wording
        self._presentation = presentation
        self._at = 0

    def present(self) -> None:
        """Show the page that is open, and those that follow; after a pause the same page is still open.

        Raises
        ------
        PauseAsked
            If Escape was pressed; call again to go on.
        """
        while self._at < len(self._pages.pages):
            page = page_view(self._pages, self._at, self._wording)
            awaited = PageTurn(may_go_back=self._at > 0, minimum_s=self._pages.minimum_s)
            turn = self._presentation.show(page, awaited, step=self._step).answer
            assert isinstance(turn, PageTurn)
            self._at += turn.turned
        self._presentation.recorder.note(PagesDone(step=self._step))

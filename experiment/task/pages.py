"""Pages that the participant turns, forward and back."""

from __future__ import annotations

from experiment.design.session_plan import PagesPlan
from experiment.design.session_views import page_view
from experiment.format.journal import PagesDone
from experiment.task.answers import PageTurn
from experiment.task.step_on_stage import StepOnStage


class PagesRun:
    """Pages that follow one another, until the last is turned.

    Parameters
    ----------
    pages
        What to show.
    on
        Where they are shown.
    """

    def __init__(self, pages: PagesPlan, on: StepOnStage) -> None:
        self._pages = pages
        self._on = on
        self._at = 0

    def present(self) -> None:
        """Show the page that is open, and those that follow; after a pause the same page is still open.

        Raises
        ------
        PauseAsked
            If Escape was pressed; call again to go on.
        """
        while self._at < len(self._pages.pages):
            page = page_view(self._pages, self._at, self._on.wording)
            awaited = PageTurn(may_go_back=self._at > 0, minimum_s=self._pages.minimum_s)
            turn = self._on.show(page, awaited, page=self._pages.pages[self._at].page).answer
            assert isinstance(turn, PageTurn)
            self._at += turn.turned
        self._on.note(PagesDone(t_s=self._on.now_s, step=self._on.number))

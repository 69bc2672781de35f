"""Which view a screen of the journal was: made again from the plan, and from what the journal tells before it."""

from __future__ import annotations

from experiment.design.session_plan import (
    AfterwardsPlan,
    ComprehensionPlan,
    MessagePlan,
    PagesPlan,
    SessionPlan,
    TrialPlan,
)
from experiment.design.session_views import afterwards_view, early_closing_views, page_view, pause_view, screen_view
from experiment.design.whereabouts import whereabouts
from experiment.format.journal import (
    ComprehensionAnswered,
    Disturbed,
    JournalEntry,
    LaunchStarted,
    PauseBegun,
    PauseEnded,
    ScreenShown,
)
from experiment.format.sheet import SessionSheet
from experiment.format.vocabulary import PauseReason
from experiment.layout.views import Blank, FixationView, View
from experiment.task.projection import Projection


class ShownAgain:
    """Takes the entries of a journal one by one, and makes the view of each screen.

    Parameters
    ----------
    plan, sheet
        Of the run.
    """

    def __init__(self, plan: SessionPlan, sheet: SessionSheet) -> None:
        self._plan = plan
        self._projection = Projection(plan, sheet)
        self._at = 0
        self._answered: dict[int, ComprehensionAnswered] = {}
        self._why = PauseReason.ESCAPE
        self._amiss: frozenset[PauseReason] = frozenset()

    @property
    def may_go_on(self) -> bool:
        """Whether nothing was amiss with the window, as far as the journal tells."""
        return not self._amiss

    def take(self, entry: JournalEntry) -> None:
        """Take the next entry."""
        self._projection.take(entry)
        match entry:
            case LaunchStarted():
                self._at = self._projection.progress(entry.launch).next_step
                self._amiss = frozenset()
            case ScreenShown() if entry.step is not None:
                self._at = entry.step
            case ComprehensionAnswered():
                self._answered[entry.step] = entry
            case PauseBegun():
                self._why = entry.why
                if entry.why.is_disturbance:
                    self._amiss |= {entry.why}
            case Disturbed():
                self._amiss = frozenset(entry.amiss)
            case PauseEnded():
                self._amiss = frozenset()
            case _:
                pass

    def view_of(self, shown: ScreenShown) -> View:
        """Make the view of a screen that has just been taken.

        Raises
        ------
        LookupError
            If it was not planned.
        """
        wording = self._plan.wording
        if shown.step is None:
            return self._unplanned(shown)
        if shown.show == "fixation":
            return FixationView()
        match self._plan.steps[shown.step]:
            case PagesPlan() as pages:
                return page_view(pages, _place_of(shown.page, [page.page for page in pages.pages]), wording)
            case ComprehensionPlan() as question if shown.show == "page":
                last = self._answered[shown.step]
                over = last.right or last.attempt >= question.attempts
                return wording.page(wording.feedback(question.explanation, last.right, last=over))
            case ComprehensionPlan() as question:
                return wording.choice(question.text, question.answers)
            case AfterwardsPlan() as asked:
                return afterwards_view(asked, wording)
            case TrialPlan() as trial:
                return self._of_trial(trial, shown)

    def _of_trial(self, trial: TrialPlan, shown: ScreenShown) -> View:
        for phase, screen in trial.screens:
            name = "page" if isinstance(screen, MessagePlan) else screen.show
            which = screen.page if isinstance(screen, MessagePlan) else getattr(screen, "question", None)
            asked = shown.page if isinstance(screen, MessagePlan) else shown.question
            if (phase, name, which) == (shown.phase, shown.show, asked):
                return screen_view(screen, trial.event, phase, self._plan.wording)
        raise LookupError(f"{shown.show} of step {shown.step}")

    def _unplanned(self, shown: ScreenShown) -> View:
        """Make what stands in no plan: nothing, a pause, a greeting, or a page of leave."""
        wording = self._plan.wording
        if shown.show == "blank":
            return Blank()
        if shown.show == "pause":
            why = next((reason for reason in PauseReason if reason in self._amiss), self._why)
            return pause_view(self._plan, whereabouts(self._plan, self._at), why)
        if shown.page == "welcome_back":
            return wording.page(wording.welcome_back)
        place = _place_of(shown.page, [page.page for page in self._plan.closing_early])
        return early_closing_views(self._plan)[place]


def _place_of(page: str | None, pages: list[str]) -> int:
    if page not in pages:
        raise LookupError(f"the page {page}")
    return pages.index(page)

"""The page at the end of a visit, or where a session has stopped."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PyQt6.QtWidgets import QGridLayout

from experiment.launcher.speaking import Speaker
from experiment.launcher.summary_state import SummaryState
from experiment.launcher.texts import Everywhere, Monitoring, OnBoard, Sentence
from experiment.launcher.widgets import Button, Page, figure, heading, large, line, said, side_by_side


class SummaryPage(Page):
    """How a visit went, and its seal code, large."""

    def __init__(
        self, say: Speaker, state: SummaryState, look_again: Callable[[], object], back: Callable[[], object]
    ) -> None:
        super().__init__()
        self.column.addWidget(heading(state.said))
        self.seal = large(state.seal)
        self.column.addWidget(said(state.of_seal, bold=True))
        self.column.addWidget(self.seal)
        self.seal.setVisible(bool(state.seal))
        self.column.addWidget(line())
        grid = QGridLayout()
        for label, value in state.lines:
            figure(label, value, grid)
        self.column.addLayout(grid)
        for advice in state.advice:
            self.column.addWidget(said(f"⚠ {advice}"))
        self.away = self.back = Button(say(Everywhere.TO_BOARD), back, main=True)
        self.again = Button(say(OnBoard.LOOK_AGAIN), look_again)
        self.column.addLayout(side_by_side(self.back, self.again))
        self.column.addStretch(1)

    def first_focus(self) -> None:
        """Put the keyboard on what is done next."""
        self.back.setFocus()


class StoppedPage(Page):
    """A session has stopped: what is known, and how to go on.

    Parameters
    ----------
    whose
        The participant, and the visit.
    what
        What is the case, and what the button for going on says.
    why
        Why, and what to do; and which notes were not kept.
    last_words
        What the program of the session has written last.
    """

    def __init__(
        self,
        say: Speaker,
        whose: tuple[str, str],
        what: tuple[Sentence, Sentence],
        why: tuple[str, str],
        last_words: Sequence[str],
        go_on: Callable[[], object],
        back: Callable[[], object],
    ) -> None:
        super().__init__()
        self._say = say
        self.column.addWidget(large("  ·  ".join(whose)))
        self.said, self.why = heading(say(what[0])), said(why[0], bold=True)
        for label in (self.said, self.why, said(why[1], bold=True)):
            self.column.addWidget(label)
            label.setVisible(bool(label.text()))
        self.go_on = Button(say(what[1]), go_on, main=True)
        self.go, self.away = self.go_on, Button(say(Everywhere.TO_BOARD), back)
        self.column.addLayout(side_by_side(self.go_on, self.away))
        if last_words:
            self.column.addWidget(line())
            self.column.addWidget(said(say(Monitoring.WHAT_IT_SAID)))
            self.column.addWidget(said("\n".join(last_words)))
        self.column.addStretch(1)

    def first_focus(self) -> None:
        """Put the keyboard on going on."""
        self.go_on.setFocus()

    def runs_again(self) -> None:
        """Say that the session runs again: there is nothing to go on with, and it can be followed."""
        self.said.setText(self._say(Monitoring.RUNS_AGAIN))
        self.why.setVisible(False)
        self.go_on.setText(self._say(OnBoard.FOLLOW_HERE))


class RunningPage(Page):
    """In the place of the page before a session, where that session runs already."""

    def __init__(
        self, say: Speaker, whose: tuple[str, str], follow: Callable[[], object], back: Callable[[], object]
    ) -> None:
        super().__init__()
        self.column.addWidget(large("  ·  ".join(whose)))
        self.column.addWidget(heading(say(Monitoring.RUNS_NOW)))
        self.go = Button(say(OnBoard.FOLLOW_HERE), follow, main=True)
        self.away = Button(say(Everywhere.TO_BOARD), back)
        self.column.addLayout(side_by_side(self.go, self.away))
        self.column.addStretch(1)

    def first_focus(self) -> None:
        """Put the keyboard on following it."""
        assert self.go is not None
        self.go.setFocus()

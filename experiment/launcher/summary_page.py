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
    what
        What is the case, and what the button for going on says.
    why
        Why, and what to do.
    last_words
        What the program of the session has written last.
    """

    def __init__(
        self,
        say: Speaker,
        what: tuple[Sentence, Sentence],
        why: str,
        last_words: Sequence[str],
        go_on: Callable[[], object],
        back: Callable[[], object],
    ) -> None:
        super().__init__()
        self.said = heading(say(what[0]))
        self.column.addWidget(self.said)
        if why:
            self.column.addWidget(said(why, bold=True))
        self.go_on = Button(say(what[1]), go_on, main=True)
        self.away = self.back = Button(say(Everywhere.TO_BOARD), back)
        self.column.addLayout(side_by_side(self.go_on, self.back))
        if last_words:
            self.column.addWidget(line())
            self.column.addWidget(said(say(Monitoring.WHAT_IT_SAID)))
            self.column.addWidget(said("\n".join(last_words)))
        self.column.addStretch(1)

    def first_focus(self) -> None:
        """Put the keyboard on going on."""
        self.go_on.setFocus()

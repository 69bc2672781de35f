"""What a program has written last, for whoever looks after it: behind a button, and not before."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtWidgets import QVBoxLayout, QWidget

from experiment.launcher.speaking import Speaker
from experiment.launcher.texts import Monitoring
from experiment.launcher.widgets import Button, said, side_by_side


class ProgramWords(QWidget):
    """Nothing, until there are such words; then a button, which shows and hides them."""

    def __init__(self, say: Speaker) -> None:
        super().__init__()
        self.show_them = Button(say(Monitoring.SHOW_WHAT_IT_SAID), self._turn)
        self.words = said()
        self._above = said(say(Monitoring.WHAT_IT_SAID))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(side_by_side(self.show_them))
        column.addWidget(self._above)
        column.addWidget(self.words)
        self.put(())

    def put(self, lines: Sequence[str]) -> None:
        """Keep the words at hand; none, and there is nothing here."""
        self.words.setText("\n".join(lines))
        self.setVisible(bool(lines))
        self._show(False)

    def _turn(self) -> None:
        self._show(self.words.isHidden())

    def _show(self, shown: bool) -> None:
        self._above.setVisible(shown)
        self.words.setVisible(shown)

"""A window that says what is wrong with the launcher itself: who opens it by its icon sees no terminal."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from types import TracebackType

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QDialog, QVBoxLayout

from experiment.launcher.speaking import Speaker
from experiment.launcher.texts import Everywhere, Opening, Sentence
from experiment.launcher.why_not import why_not
from experiment.launcher.widgets import Button, Inner, heading, said, scrolled, side_by_side

_WIDTH_EM, _HEIGHT_EM = 44, 22


class Amiss(QDialog):
    """The window.

    Parameters
    ----------
    say
        In which language.
    what
        What is the case.
    paragraphs
        Why, and what to do.
    """

    def __init__(self, say: Speaker, what: Sentence, paragraphs: Sequence[str]) -> None:
        super().__init__()
        self.setWindowTitle(say(Opening.NAME))
        self.lines = [said(text) for text in paragraphs]
        self.again = Button(say(Opening.TRY_AGAIN), self.accept, main=True)
        self.close_it = Button(say(Everywhere.CLOSE), self.reject)
        inner = Inner()
        column = QVBoxLayout(inner)
        column.addWidget(heading(say(what)))
        for line in self.lines:
            line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(line)
        column.addStretch(1)
        around = QVBoxLayout(self)
        around.addWidget(scrolled(inner))
        around.addLayout(side_by_side(self.again, self.close_it))
        em = self.fontMetrics().height()
        self.resize(_WIDTH_EM * em, _HEIGHT_EM * em)
        self.again.setFocus()


class Mistakes:
    """Says a mistake of the program's own in a window, once at a time; Qt would end the launcher without a word.

    Parameters
    ----------
    say
        In which language.
    """

    def __init__(self, say: Speaker) -> None:
        self._say = say
        self.window: Amiss | None = None

    def __call__(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Take the place of ``sys.excepthook``."""
        sys.__excepthook__(kind, error, trace)
        if not isinstance(error, Exception) or (self.window is not None and self.window.isVisible()):
            return
        self.window = Amiss(self._say, Opening.OWN_MISTAKE, why_not(error, self._say))
        self.window.again.hide()
        self.window.show()

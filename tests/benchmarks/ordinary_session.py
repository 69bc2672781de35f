"""The same session written the ordinary way: text set at onset, a slider, ``ExperimentHandler``, a loop on a clock."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from psychopy import data

from experiment.layout.views import EventView, FixationView, PageView, View
from tests.benchmarks.ordinary import OrdinaryScript

_ANSWER_S, _CONFIRM_S, _PAGE_S, _SCREEN_S = 0.12, 0.24, 0.4, 0.25


class OrdinarySession:
    """Shows the screens of a plan.

    Parameters
    ----------
    window
        Where.
    folder
        Where ``ExperimentHandler`` saves.
    flips
        Tells how many flips there have been.
    """

    def __init__(self, window: Any, folder: Path, flips: Callable[[], int]) -> None:
        self._script = OrdinaryScript(window)
        self._window = window
        self._flips = flips
        self._experiment = data.ExperimentHandler(dataFileName=str(folder / "ordinary"), savePickle=False)
        self.screen_of_flip: list[str] = []
        self.trial_starts: list[int] = []
        self.event_onsets: list[int] = []

    def run(self, views: Iterable[View]) -> None:
        """Show every screen; a virtual hand moves the slider."""
        for view in views:
            before = self._flips()
            if isinstance(view, FixationView):
                self._experiment.nextEntry()
                self.trial_starts.append(before)
                self._script.timed(self._script.fixation, _SCREEN_S)
            elif isinstance(view, PageView):
                self._script.question.text = view.text
                self._script.timed(self._script.question, _PAGE_S)
                self._script.question.text = ""
            elif hasattr(view, "question_text"):
                self._question(view.event_text, view.question_text)
            elif hasattr(view, "event_text"):
                if isinstance(view, EventView):
                    self.event_onsets.append(before)
                self._texts(view.event_text, getattr(view, "base_rate_text", "") or "")
            self.screen_of_flip += [type(view).__name__] * (self._flips() - before)
        self._experiment.saveAsWideText(self._experiment.dataFileName)

    def _texts(self, event_text: str, below: str) -> None:
        script = self._script
        script.text.text, script.question.text = event_text, below
        script.clock.reset()
        while script.clock.getTime() < _SCREEN_S:
            script.text.draw()
            script.question.draw()
            self._window.flip()

    def _question(self, event_text: str, question_text: str) -> None:
        script = self._script
        script.text.text, script.question.text = event_text, question_text
        script.slider.reset()
        script.keyboard.clearEvents()
        script.clock.reset()
        while script.clock.getTime() < _CONFIRM_S:
            if script.clock.getTime() > _ANSWER_S and script.slider.markerPos is None:
                script.slider.markerPos = 40
            script.keyboard.getKeys(waitRelease=False)
            script.text.draw()
            script.question.draw()
            script.slider.draw()
            self._window.flip()
        self._experiment.addData("rating", script.slider.markerPos)
        self._experiment.addData("rt", script.clock.getTime())

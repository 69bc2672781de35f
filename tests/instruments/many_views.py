"""A disk that several see, each under a view of its own."""

from __future__ import annotations

from collections.abc import Callable

from experiment.layout.views import QuestionView, View
from tests.instruments.systems import meddled_with


class Views(list[View]):
    """Does something when the n-th question is shown."""

    def __init__(self, moment: int, do: Callable[[], None]) -> None:
        super().__init__()
        self._questions_until, self._do = moment, do

    def append(self, view: View) -> None:
        super().append(view)
        if isinstance(view, QuestionView):
            self._questions_until -= 1
            if self._questions_until == 0:
                try:
                    self._do()
                except OSError as error:
                    raise meddled_with(error) from error

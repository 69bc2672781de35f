"""Views that have their places and await their pictures."""

from __future__ import annotations

import gc
import math
from collections.abc import Callable, Iterator, Mapping

from psychopy import visual

from experiment.layout.composition import Composition
from experiment.layout.views import View
from experiment.screen.drawing import Drawing, Sprites, pieces


class ToCome:
    """Makes drawings of compositions, all at once or a few pictures at a time.

    Parameters
    ----------
    window
        Where each picture is drawn once, unseen, between two flips.
    sprites
        Makes the pictures.
    drawings
        Where a view is put once it is laid out.
    now_s
        Reads the clock.
    """

    def __init__(
        self, window: visual.Window, sprites: Sprites, drawings: dict[View, Drawing], now_s: Callable[[], float]
    ) -> None:
        self._window = window
        self._sprites = sprites
        self._drawings = drawings
        self._now_s = now_s
        self._compositions: dict[View, Composition] = {}
        self._under_way: Iterator[object] = iter(())

    def add(self, compositions: Mapping[View, Composition]) -> None:
        """Have these made, too."""
        self._compositions |= compositions
        self._under_way = self._all()

    @property
    def is_empty(self) -> bool:
        """Whether everything is laid out."""
        return not self._compositions

    def lay_out_one(self, view: View) -> None:
        """Lay one of them out before the others."""
        for _ in self._made(view):
            pass
        self._draw_once()
        gc.freeze()

    def lay_out(self, until_s: float = math.inf) -> None:
        """Make pictures until a time, one at least; all of them, if none is said."""
        if self.is_empty:
            return
        for _ in self._under_way:
            if self._now_s() >= until_s:
                break
        self._draw_once()
        if self.is_empty:
            gc.freeze()  # what exists is set aside, so that a collection takes two milliseconds instead of seventy

    def _all(self) -> Iterator[object]:
        while self._compositions:
            yield from self._made(next(iter(self._compositions)))

    def _made(self, view: View) -> Iterator[object]:
        yield from pieces(self._compositions[view], self._sprites)
        self._drawings[view] = Drawing(self._compositions.pop(view), self._sprites)
        yield view

    def _draw_once(self) -> None:
        self._sprites.draw_once()
        self._window.clearBuffer()

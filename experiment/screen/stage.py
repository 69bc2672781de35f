"""The real stage: PsychoPy's window and psychtoolbox's clock.

Onsets are flips: the time of the flip that first showed a screen. A timed screen ends at the refresh nearest to its
planned end (half-frame rule on flip stamps: Kleiner, ECVP 2010), which stays right when a frame is late.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Mapping
from functools import partial

from psychopy import visual

from experiment.format.apparatus import FlipIntervals
from experiment.format.vocabulary import PauseReason
from experiment.layout.answer_state import UNANSWERED, AnswerState
from experiment.layout.compose import compose
from experiment.layout.composition import Composition
from experiment.layout.size import Size
from experiment.layout.text_block import DoesNotFit
from experiment.layout.text_scale import fitting_scales
from experiment.layout.views import Blank, FixationView, PageView, PauseView, View
from experiment.messages import Reason, Refusal
from experiment.screen import display_loss
from experiment.screen.clocks import SystemClocks
from experiment.screen.drawing import Drawing, Sprites
from experiment.screen.frame_count import FrameCount
from experiment.screen.inputs import Inputs
from experiment.screen.launch_clock import LaunchClock
from experiment.screen.mouse import Mouse
from experiment.screen.pointing import pointer_of
from experiment.screen.to_come import ToCome
from experiment.screen.window import Refresh, size_of
from experiment.screen.window_watch import WindowWatch
from experiment.task.answers import NOTHING, Answer
from experiment.task.gaps import BRIDGED_S, Clocks, ClockWatch, Gaps, Standstill
from experiment.task.inputs import Input
from experiment.task.orders import Orders
from experiment.task.participant import Observation
from experiment.task.stage import (
    AWAITS_NOTHING,
    Frames,
    Heard,
    Listening,
    OnDisplayLost,
    Shown,
    end_s,
    is_called,
    is_escape,
)

_LAYING_OUT, _LAYING_OUT_IN_HASTE = 0.08, 0.25
"""For so large a share of a frame pictures are begun while the first page stands, and once it has been answered.

The last one begun may take a third of a frame more, and drawing the page as much again.
"""


class PsychoPyStage:
    """A window that shows views and a source of presses.

    Parameters
    ----------
    window
        Where views are shown.
    refresh
        Of its display.
    inputs
        Where presses come from.
    mouse
        The mouse; ``None`` before a virtual participant.
    clock
        The launch's.
    text_scale
        How large type is set, against the usual size, where it fits.
    watch
        Watches that the window stays as it is; ``None`` before a virtual participant.
    clocks
        Held against each other; ``None``: those of this computer.
    """

    def __init__(
        self,
        window: visual.Window,
        refresh: Refresh,
        inputs: Inputs,
        mouse: Mouse | None,
        clock: LaunchClock,
        text_scale: float = 1.0,
        watch: WindowWatch | None = None,
        clocks: Clocks | None = None,
    ) -> None:
        self._window = window
        self._refresh = refresh
        self._inputs = inputs
        self._mouse = mouse
        self._watch = watch
        self._amiss_told = frozenset[PauseReason]()
        self._orders = Orders()
        self._clock = clock
        self._size = size_of(window)
        self._sprites = Sprites(window, self._size)
        self._text_scale = text_scale
        self._drawings: dict[View, Drawing] = {}
        self._to_come = ToCome(window, self._sprites, self._drawings, clock.now_s)
        self._scales: dict[type[View], float] = {}
        self._clock_watch = ClockWatch(clocks or SystemClocks())
        self._looked_s: float | None = None
        """When keys and mouse were last looked at."""
        self._stood_still: Standstill | None = None
        self._standstills: list[Standstill] = []
        self._view: View = Blank()
        self._state = UNANSWERED
        self._first: PageView | None = None
        self._late_view: View | None = None
        self._onset_s = self._last_flip_s = clock.now_s()
        self._unheard: list[Input] = []
        self._frames = FrameCount()
        self._flipped = False
        """Whether there has been a flip since everything was prepared: before it, no interval is one of the display."""

    @property
    def size(self) -> Size:
        """How large the screen is."""
        return self._size

    @property
    def frame_s(self) -> float:
        """The refresh period."""
        return self._refresh.frame_s

    def prepare(self, views: Iterable[View], first: PageView | None = None) -> None:
        """Place every view, then make its pictures; garbage is from then on collected in fixations and pages only.

        Only the pictures take long. Whether everything fits is known, and refused, before any view is shown.
        """
        new = [view for view in dict.fromkeys(views) if view not in self._drawings]
        self._scales |= fitting_scales(new, self._size, self._text_scale)
        self._to_come.add({view: self._composed(view, self._scales[type(view)]) for view in new})
        self._first = first
        if first is None:
            self._to_come.lay_out()
        else:
            self._to_come.lay_out_one(first)
        self._flipped = False
        gc.disable()

    def lay_out(self, view: View) -> None:
        """Lay one more view out, as large as its kind was prepared; the one that was laid out last is forgotten.

        What this makes is not frozen with the rest: it is little, and later collections see to it.
        """
        self._to_come.lay_out()
        if view in self._drawings:
            return
        if self._late_view is not None and self._late_view != self._view:
            del self._drawings[self._late_view]
        self._late_view = view
        self._drawings[view] = Drawing(self._composed(view, self._scales[type(view)]), self._sprites)

    def text_scales(self) -> Mapping[type[View], float]:
        """Return how large the type of each kind of prepared view is set, against the usual size."""
        return dict(self._scales)

    def drawing_of(self, view: View, state: AnswerState = UNANSWERED) -> Callable[[], None]:
        """Return what draws a prepared view, with an answer as it stands: for measuring."""
        return partial(self._drawings[view].draw, state)

    def show(self, view: View, answer: Answer = NOTHING) -> Shown:
        """Put a view up at the next refresh."""
        if view != self._first:
            self._to_come.lay_out()  # nothing, unless Escape or a failure came before that page was listened to
        before, self._view = self._drawings.get(self._view), view
        self._state = answer.state
        self._drawings[view].draw(self._state)
        self._onset_s = self._flip()
        self._hear(before, told_by_s=self._onset_s)
        earlier = tuple(given for given in self._unheard if given.time_s < self._onset_s)
        self._unheard = [given for given in self._unheard if given.time_s >= self._onset_s]
        self._show_cursor()
        if isinstance(view, FixationView | PageView):
            gc.collect()  # never while a response is awaited that is timed
            gc.freeze()  # what a session keeps grows with each trial, and so would the next collection
        return Shown(self._onset_s, earlier)

    def listen(self, answer: Answer, duration_s: float | None) -> Heard:
        """Listen frame by frame, drawing the answer as it stands, and until whatever will be shown is laid out."""
        self._inputs.attend(Observation(self._view, duration_s), self._onset_s)
        until_s = end_s(self._onset_s, duration_s, self.frame_s)
        drawing, listening = self._drawings[self._view], Listening(answer, until_s, self._standstills)
        heard: Heard | None = None
        while True:
            self._hear(drawing)
            while self._unheard and heard is None and not listening.over_at(self._unheard[0].time_s):
                given = self._unheard.pop(0)
                if given.time_s < self._onset_s or self._is_of_a_frozen_screen(given):
                    listening.overhear(given)  # made at the screen before, and heard of too late: it answers nothing
                else:
                    listening.hear(given)
            listening.at(self._last_flip_s)  # whatever was done before it has been heard by now
            heard = heard or self._heard_if_over(listening, until_s) or self._heard_if_called(listening, duration_s)
            if heard is not None and self._to_come.is_empty:
                return heard
            self._state = listening.answer.state
            drawing.draw(self._state)
            self._flip()
            share = _LAYING_OUT if heard is None else _LAYING_OUT_IN_HASTE
            self._to_come.lay_out(self._last_flip_s + share * self.frame_s)

    def stand(self) -> None:
        """Draw what is on once more; nothing is heard, so that standing for long is a standstill."""
        if self._flipped:
            self._drawings[self._view].draw(self._state)
            self._flip()

    def heed(self, orders: Orders) -> None:
        """Say by which orders listening is broken off."""
        self._orders = orders
        if self._watch:
            self._watch.lend_keyboard(lambda: orders.keyboard_is_lent)

    def if_lost(self, action: OnDisplayLost | None) -> None:
        """Say what is to be done and said if the display goes away."""
        display_loss.if_lost(action)

    def amiss(self) -> frozenset[PauseReason]:
        """Return what is not as it was at the beginning."""
        self._amiss_told = self._watch.amiss if self._watch else frozenset()
        return self._amiss_told

    def release(self) -> None:
        """Give the devices back, and let garbage be collected again; the window stays."""
        gc.enable()
        gc.unfreeze()
        self._inputs.close()
        if self._watch:
            self._watch.close()

    def close(self) -> None:
        """Give devices and window back."""
        self.if_lost(None)
        self.release()
        self._window.close()

    def take_gaps(self) -> Gaps:
        """Return what has come between the clock and what it measures since the last call."""
        gaps = Gaps(tuple(self._standstills), self._clock_watch.jump())
        self._standstills.clear()
        return gaps

    def take_frames(self) -> Frames:
        """Return how the display kept time since the last call."""
        return self._frames.take()

    def flip_intervals(self) -> FlipIntervals:
        """Sum up the intervals between all flips so far."""
        return self._frames.summed_up()

    def _composed(self, view: View, text_scale: float) -> Composition:
        try:
            return compose(view, self._size, text_scale)
        except DoesNotFit as problem:
            raise Refusal(Reason.SCREEN_TOO_SMALL, size=self._size, problem=problem) from problem

    def _heard_if_over(self, listening: Listening, until_s: float) -> Heard | None:
        """Return what was heard, if an answer, time or something amiss has ended it."""
        if any(still.is_long for still in self._standstills) and not isinstance(self._view, AWAITS_NOTHING):
            return listening.broken_off(frozenset({PauseReason.STOOD_STILL}), self._last_flip_s)
        if not listening.over and (disturbed := self._disturbed()) is not None:
            return listening.broken_off(disturbed, self._clock.now_s())
        return listening.heard() if listening.over or self._next_screen_is_due(until_s) else None

    def _heard_if_called(self, listening: Listening, duration_s: float | None) -> Heard | None:
        """Return what was heard, if an order has come that breaks the listening off."""
        if self._orders.front:
            self._orders.front = False
            if self._watch:
                self._watch.come_to_front()
        called = is_called(self._orders, self._view, duration_s)
        return listening.called(self._clock.now_s()) if called else None

    def _next_screen_is_due(self, until_s: float) -> bool:
        """Return whether the refresh after this one is the one at which the screen ends.

        Its duration has been rounded to whole frames, so that a stamp that is late by less than half a frame never
        decides between two refreshes.
        """
        return self._last_flip_s + self.frame_s >= until_s - self.frame_s / 2

    def _hear(self, before: Drawing | None, told_by_s: float | None = None) -> None:
        """Take what keys and mouse did; the mouse was on the screen before until the flip that showed this one.

        Parameters
        ----------
        before
            The screen before.
        told_by_s
            The flip that has just shown this one: what the window now tells without a stamp of its own happened before.
        """
        now_s = self._clock.now_s()
        if self._looked_s is not None and now_s - self._looked_s > BRIDGED_S:
            self._stood_still = Standstill(self._looked_s, now_s)
            self._standstills.append(self._stood_still)
        self._looked_s = now_s
        inputs = self._inputs.poll(now_s)
        for event in self._mouse.poll(told_by_s) if self._mouse else ():
            drawing = before if event.time_s < self._onset_s else self._drawings[self._view]
            inputs.append(pointer_of(event, drawing))
        inputs.sort(key=lambda given: given.time_s)
        if self._watch:
            inputs = self._watch.admitted(inputs, self._clock.now_s(), isinstance(self._view, PauseView))
        self._unheard += inputs

    def _disturbed(self) -> frozenset[PauseReason] | None:
        """Return what has gone amiss, in a pause also that all is as before again; ``None``: nothing has happened.

        What the pause has told breaks nothing off: who ends the session there has its last page shown all the same.
        """
        if self._watch is None:
            return None
        news = self._watch.take_news()
        if isinstance(self._view, PauseView):
            return news if self._watch.amiss != self._amiss_told or news - self._amiss_told else None
        return news | (self._watch.amiss - self._amiss_told) or None

    def _is_of_a_frozen_screen(self, given: Input) -> bool:
        """Tell whether an input may have been made before this screen was shown, and have been stamped at the thaw."""
        still = self._stood_still
        frozen = still is not None and still.from_s < self._onset_s and still.spoils(given.time_s)
        return frozen and not is_escape(given)

    def _show_cursor(self) -> None:
        """Show the cursor where there is something to click, and only there."""
        wanted = self._drawings[self._view].clickable
        if self._mouse is not None and self._window.mouseVisible != wanted:
            self._window.mouseVisible = wanted

    def _flip(self) -> float:
        flip_s = self._clock.of_flip(float(self._window.flip()))
        interval_s, self._last_flip_s = flip_s - self._last_flip_s, flip_s
        if self._flipped:
            self._frames.add(interval_s, self.frame_s)
        self._flipped = True
        return flip_s

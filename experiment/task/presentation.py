"""Screens one after the other: each ends at the flip that shows the next."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter

from experiment.format.journal import (
    Answered,
    ClocksJumped,
    Disturbed,
    JournalEntry,
    KeyPressed,
    MouseUsed,
    NoteTaken,
    ScreenOver,
    ScreenShown,
    SliderMoved,
    StoodStill,
)
from experiment.format.vocabulary import EndedBy, EstimationPhase, PauseReason
from experiment.layout.views import (
    BaseRateView,
    Blank,
    EventView,
    NoRateView,
    PauseView,
    QuestionView,
    View,
)
from experiment.task.answers import NOTHING, Answer, SelfPaced
from experiment.task.carry_over import Ended
from experiment.task.inputs import Input, KeyPress, Pointer, PointerAct
from experiment.task.last_answer import ended_with, still_typing
from experiment.task.on_screen import OnScreen
from experiment.task.orders import Orders
from experiment.task.recorder import Recorder
from experiment.task.silence import Silence
from experiment.task.slider import SliderAnswer
from experiment.task.stage import AWAITS_NOTHING, Heard, Stage, end_s, is_escape
from experiment.task.typed_answer import TypedAnswer

_WITH_EVENT = (EventView, QuestionView, BaseRateView, NoRateView)
_NUMBERS = (TypedAnswer, SliderAnswer)
_BEGUN = (SelfPaced, TypedAnswer, SliderAnswer)
"""Kinds of views and answers; unions of them would be made anew whenever something is held against them."""


class PauseAsked(Exception):
    """Escape was pressed, or something else brings the pause; whatever was on the screen is broken off."""

    def __init__(self, why: PauseReason = PauseReason.ESCAPE) -> None:
        self.why = why
        super().__init__(why.value)


class Presentation:
    """Puts screens up, and writes down what happened to the one before as soon as that is known.

    Parameters
    ----------
    stage
        Where they are shown.
    recorder
        Where it is written down.
    silence_pause
        So many questions in a row without any input bring the pause; ``None``: never.
    orders
        Of the experimenter, from another window; ``None``: there will be none.
    """

    def __init__(
        self, stage: Stage, recorder: Recorder, silence_pause: int | None = None, orders: Orders | None = None
    ) -> None:
        self.stage = stage
        self.orders = orders or Orders()
        stage.heed(self.orders)
        self._recorder = recorder
        self._silence = Silence(silence_pause)
        self.now_s = 0.0
        """The time of the last flip or press."""
        self._on: OnScreen | None = None
        self._ended: Ended | None = None
        self._finished: set[int] = set()
        self._rows_due = False

    def show(
        self,
        view: View,
        answer: Answer = NOTHING,
        duration_s: float | None = None,
        step: int | None = None,
        phase: EstimationPhase | None = None,
        page: str | None = None,
    ) -> OnScreen:
        """Put a screen up until its time is over or it is answered.

        Parameters
        ----------
        view
            What to show.
        answer
            What it asks for; nothing, if it only lasts.
        duration_s
            How long it lasts at most; ``None``: until it is answered.
        step, phase
            Where in the plan.
        page
            Its name, if it is a page of text.

        Raises
        ------
        PauseAsked
            If Escape was pressed, or something else brings the pause.
        """
        shown = self.stage.show(view, answer)
        self.now_s = shown.onset_s
        before, self._on = self._on, OnScreen(view, step, phase, shown.onset_s, duration_s, answer, page)
        gap = self._change(before, self._on, shown.earlier)
        self._silence.heard(shown.earlier)
        if isinstance(answer, _BEGUN):
            self._on.answer = answer.begun(shown.onset_s, self._ended)
        if isinstance(view, AWAITS_NOTHING) or (duration_s is not None and not isinstance(view, QuestionView)):
            self._note_notes()
            self._recorder.flush()  # nothing is written while a response is awaited
        if shown.earlier and any(map(is_escape, shown.earlier)) and not isinstance(view, PauseView):
            raise PauseAsked
        if gap is not None and not isinstance(view, PauseView):
            raise PauseAsked(gap)
        heard, gap = self._listen_through(self._on, duration_s)
        if gap is not None and not isinstance(view, PauseView):
            self._on.ended_by = EndedBy.PAUSE_ASKED
            raise PauseAsked(gap)
        if heard.called:
            self.orders.pause = False
            if isinstance(view, PauseView):
                return self._on
            raise PauseAsked(PauseReason.EXPERIMENTER)
        if heard.ended_by is EndedBy.ANSWER:
            self._ended = ended_with(heard.inputs[-1], heard.answer)
        if heard.ended_by is EndedBy.ESCAPE:
            raise PauseAsked
        if heard.ended_by is EndedBy.PAUSE_ASKED:
            amiss = self.stage.amiss()
            self.note(Disturbed(t_s=self.now_s, amiss=tuple(why for why in PauseReason if why in amiss)))
        if heard.disturbed_by is not None and not isinstance(view, PauseView):
            raise PauseAsked(heard.disturbed_by)
        if self._is_silent_for_too_long(view, heard.inputs):
            self._on.ended_by = EndedBy.PAUSE_ASKED
            raise PauseAsked(PauseReason.SILENCE)
        return self._on

    def _listen(self, on: OnScreen, duration_s: float | None) -> tuple[Heard, PauseReason | None]:
        """Listen to the screen that is on, and write down what was done; tell also why a gap asks for a pause."""
        heard = self.stage.listen(on.answer, duration_s)
        happened, gap = self._gaps(on)
        on.answer, on.ended_by = heard.answer, heard.ended_by
        self.now_s = max(self.now_s, heard.disturbed_s or 0.0)
        for given in heard.inputs:
            self.now_s = max(self.now_s, given.time_s)
        self._note_in_order(happened, on, heard.inputs, late=False)
        self._ended = still_typing(self._ended, on.answer, heard.inputs)
        return heard, gap

    def _listen_through(self, on: OnScreen, duration_s: float | None) -> tuple[Heard, PauseReason | None]:
        """Listen as `_listen` does, and go on listening when a note has been written down meanwhile."""
        heard, gap = self._listen(on, duration_s)
        while heard.called and gap is None and not self._is_to_stop(on.view):
            self._note_notes()
            self._recorder.flush()
            self._silence.heard(heard.inputs)
            heard, gap = self._listen(on, duration_s)
        return heard, gap

    def _is_to_stop(self, view: View) -> bool:
        """Return whether an order asks for more than a note."""
        return self.orders.end is not None or (self.orders.pause and not isinstance(view, PauseView))

    def _note_notes(self) -> None:
        """Write down what the experimenter has noted by now."""
        for noted in self.orders.take_notes():
            self.note(NoteTaken(t_s=self.now_s, utc=noted.utc, text=noted.text))

    def note(self, entry: JournalEntry) -> None:
        """Write an entry down when there is time for it."""
        self._recorder.note(entry)

    def keep(self, entry: JournalEntry) -> None:
        """Write an entry down, safe on the disk before this returns."""
        self._recorder.keep(entry)

    def finish(self, step: int) -> None:
        """Have a step's rows written at the next flip, when its last screen has ended.

        They are written once: a step that goes on after a pause may say again that it is finished.
        """
        if step not in self._finished:
            self._finished.add(step)
            self._rows_due = True

    @property
    def finished(self) -> int:
        """How many steps have been finished."""
        return len(self._finished)

    def close(self) -> float:
        """Leave an empty screen, write down what is still due, and tell when that was."""
        shown = self.stage.show(Blank())
        before, self._on = self._on, OnScreen(Blank(), None, None, shown.onset_s, None, NOTHING)
        self._change(before, self._on, shown.earlier)
        self._note_notes()
        self._recorder.flush()
        return shown.onset_s

    def _gaps(self, on: OnScreen) -> tuple[list[JournalEntry], PauseReason | None]:
        """Return what came between the clock and a screen that was on, and whether that asks for a pause."""
        gaps = self.stage.take_gaps()
        if gaps.jump is None and not gaps.standstills:  # as nearly always
            return [], None
        on.standstills += gaps.standstills
        found: list[JournalEntry] = [StoodStill(t_s=still.to_s, from_s=still.from_s) for still in gaps.standstills]
        if gaps.jump is not None:
            found.append(ClocksJumped(t_s=self.now_s, slept_s=gaps.jump.slept_s, set_s=gaps.jump.set_s))
            return found, PauseReason.CLOCKS
        if any(still.is_long for still in gaps.standstills) and not isinstance(on.view, AWAITS_NOTHING):
            return found, PauseReason.STOOD_STILL
        return found, None

    def _change(self, before: OnScreen | None, on: OnScreen, late: tuple[Input, ...]) -> PauseReason | None:
        """Write down how a screen ended and that the next is on; a step that ended with it is finished.

        Returns
        -------
        PauseReason or None
            Why what happened meanwhile asks for a pause.
        """
        frames = self.stage.take_frames()
        gap = None
        if before is not None:
            happened, gap = self._gaps(before)
            for given in late:
                until_s = end_s(before.onset_s, before.planned_s, self.stage.frame_s)
                if not is_escape(given) and not before.answer.complete and given.time_s < until_s:
                    before.answer = before.answer.take(given)
                    if before.answer.complete:
                        self._ended = ended_with(given, before.answer)
            self._ended = still_typing(self._ended, before.answer, late)
            self._note_in_order(happened, before, late, late=True)
            self._note_answer(before, on.onset_s)
            self.note(
                ScreenOver(
                    t_s=on.onset_s,
                    ended_by=before.ended_by,
                    frames_dropped=frames.dropped,
                    frame_longest_s=frames.longest_s,
                )
            )
        self._note_screen(on)
        if self._rows_due:
            self._rows_due = False
            self._recorder.finish()
        return gap

    def _is_silent_for_too_long(self, view: View, inputs: tuple[Input, ...]) -> bool:
        if isinstance(view, QuestionView):
            return self._silence.after(inputs)
        self._silence.heard(inputs)
        return False

    def _note_screen(self, on: OnScreen) -> None:
        view = on.view
        self.note(
            ScreenShown(
                t_s=on.onset_s,
                show=on.name,
                step=on.step,
                phase=on.phase,
                event_id=view.event_id if isinstance(view, _WITH_EVENT) else None,
                question=on.question,
                page=on.page,
                base_rate_pct=view.base_rate_pct if isinstance(view, (EventView, BaseRateView)) else None,
                planned_s=on.planned_s,
            )
        )

    def _note_in_order(self, happened: list[JournalEntry], on: OnScreen, inputs: tuple[Input, ...], late: bool) -> None:
        """Write down what happened while a screen was on, in the order in which it did."""
        if not happened and not inputs and not isinstance(on.answer, SliderAnswer):  # as of most screens
            return
        entries = [*happened, *_inputs(on, inputs, late), *_moves(on)]
        entries.sort(key=_time)
        for entry in entries:
            self._recorder.note(entry)

    def _note_answer(self, on: OnScreen, t_s: float) -> None:
        if not isinstance(on.view, QuestionView) or not isinstance(on.answer, _NUMBERS):
            return
        if on.ended_by not in (EndedBy.TIME, EndedBy.ANSWER):  # broken off: nobody has missed anything
            return
        if on.step is not None:
            columns = on.columns(on.answer)
            self.note(Answered(t_s=t_s, step=on.step, phase=on.phase, question=on.view.question, answer=columns))


def _inputs(on: OnScreen, inputs: tuple[Input, ...], late: bool) -> Iterator[JournalEntry]:
    """Return the entries of the presses that a screen was given."""
    step, question, name = on.step, on.question, on.name
    for given in inputs:
        if isinstance(given, KeyPress):
            yield KeyPressed(
                t_s=given.time_s,
                step=step,
                question=question,
                key=given.key._value_,
                name=given.name,
                during=name,
                late=late,
            )
        elif isinstance(given, Pointer) and given.act is not PointerAct.MOVE:
            yield MouseUsed(
                t_s=given.time_s,
                step=step,
                question=question,
                act=given.act._value_,
                share=given.share,
                target=given.target._value_ if given.target else None,
                during=name,
                late=late,
            )


_time = attrgetter("t_s")


def _moves(on: OnScreen) -> Iterator[JournalEntry]:
    """Return the entries of the moves of a slider’s marker that are not in the journal yet."""
    if isinstance(on.answer, SliderAnswer):
        moves = on.answer.moves[on.moves_noted :]
        on.moves_noted += len(moves)
        step, question = on.step, on.question
        for move in moves:
            yield SliderMoved(t_s=move.time_s, step=step, question=question, value=move.value, by=move.by)

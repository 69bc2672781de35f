"""A whole session, seen from outside and held against its own journal: order, content and duration of every screen.

The journal says which screens were shown when, and which keys were pressed; from the plan follows what each must look
like, drawn with Pillow alone. The observer says what stood on the display, and when it changed.
"""

from __future__ import annotations

import statistics
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise, zip_longest

from experiment.design.session_plan import AfterwardsPlan, ComprehensionPlan, PagesPlan, SessionPlan, TrialPlan
from experiment.design.session_views import afterwards_view
from experiment.format.journal import JournalEntry, KeyPressed, ScreenShown
from experiment.layout.picture import rendered
from experiment.layout.size import Size
from experiment.layout.views import Blank, FixationView, View
from experiment.task.answers import NOTHING, Answer, ChoiceAnswer, GoOn, PageTurn, answer_on
from experiment.task.inputs import Key, KeyPress
from experiment.task.trial import present_as
from tests.instruments.pixel_observer import Change, Observation, Span, digest_of


@dataclass(frozen=True)
class Screen:
    """A screen of the journal.

    Parameters
    ----------
    name
        Its number, kind and event.
    t_s
        Its onset, on the clock of the launch.
    states
        What it must have looked like, in this order: first as it came on, then with each press.
    """

    name: str
    t_s: float
    states: tuple[int, ...]


@dataclass(frozen=True)
class Testimony:
    """What the witness says.

    Parameters
    ----------
    screens
        How many screens the journal has.
    contradictions
        Where order or content were not what the journal says.
    onset_errors_s
        Journal minus observer for each onset; what they have in common, the two clocks' distance, is taken away.
    duration_errors_s
        Journal minus observer for the duration of each screen; 0 if the journal says nothing that the observer, who
        looks only now and then, could contradict.
    """

    screens: int
    contradictions: tuple[str, ...]
    onset_errors_s: tuple[float, ...]
    duration_errors_s: tuple[float, ...]

    def wrong_durations(self, frame_s: float) -> int:
        """Count the durations that are a frame or more from what the journal says."""
        return sum(abs(error_s) > frame_s / 2 for error_s in self.duration_errors_s)


def bear_witness(
    seen: Observation,
    plan: SessionPlan,
    journal: Sequence[JournalEntry],
    size: Size,
    spans: Sequence[Span],
    frame_s: float,
) -> Testimony:
    """Hold what was seen of a session without pauses against its journal.

    Parameters
    ----------
    seen
        From before the first screen until after the last.
    plan, journal
        Of the session: one launch that came to its end.
    size
        Of the screen.
    spans
        What the observer watched.
    frame_s
        Refresh period of the display.
    """
    screens = tuple(_screens(plan, journal, size, tuple(spans)))
    contradictions = [
        f"{after.name} looks like {before.name}"
        for before, after in pairwise(screens)
        if after.states[0] in before.states
    ]
    black = _digest(Blank(), NOTHING, size, tuple(spans))
    if seen.first != black:
        contradictions.append("the display was not black before the first screen")
    onsets: list[tuple[Screen, Change]] = []
    state = 0
    for change in _whole_frames(seen.changes, frame_s):
        now = onsets[-1][0] if onsets else Screen("nothing", 0.0, (black,))
        if change.digest in now.states[state + 1 :]:
            state = now.states.index(change.digest, state + 1)
        elif len(onsets) < len(screens) and change.digest == screens[len(onsets)].states[0]:
            onsets.append((screens[len(onsets)], change))
            state = 0
        elif len(onsets) < len(screens):
            contradictions.append(f"during {now.name}, before {screens[len(onsets)].name}, something else was seen")
    contradictions += [f"{screen.name} was not seen" for screen in screens[len(onsets) :]]
    differences = [screen.t_s - change.time_s for screen, change in onsets]
    between = statistics.median(differences) if differences else 0.0
    durations = tuple(_duration_error_s(before, after) for before, after in pairwise(onsets))
    return Testimony(len(screens), tuple(contradictions), tuple(d - between for d in differences), durations)


def _whole_frames(changes: Sequence[Change], frame_s: float) -> Iterator[Change]:
    """Take what stood for less than half a refresh for a frame that was still being copied: its change is the next."""
    begun: Change | None = None
    for change, following in zip_longest(changes, changes[1:]):
        first = begun or change
        begun = None
        if following is not None and following.first_new_s - first.first_new_s < frame_s / 2:
            begun = first
        else:
            yield Change(first.last_old_s, first.first_new_s, change.digest)


def _duration_error_s(before: tuple[Screen, Change], after: tuple[Screen, Change]) -> float:
    told_s = after[0].t_s - before[0].t_s
    shortest_s = after[1].last_old_s - before[1].first_new_s
    longest_s = after[1].first_new_s - before[1].last_old_s
    return told_s - min(max(told_s, shortest_s), longest_s)


def _screens(
    plan: SessionPlan, journal: Sequence[JournalEntry], size: Size, spans: tuple[Span, ...]
) -> Iterator[Screen]:
    """Say what each screen of the journal must have looked like."""
    planned = planned_views(plan)
    view, answer = next(planned)
    entries = [entry for entry in journal if isinstance(entry, ScreenShown | KeyPressed)]
    starts = [n for n, entry in enumerate(entries) if isinstance(entry, ScreenShown)]
    for number, (start, end) in enumerate(pairwise([*starts, len(entries)])):
        shown, presses = entries[start], entries[start + 1 : end]
        assert isinstance(shown, ScreenShown)
        if number:
            view, answer = planned.send(answer)
        states = [_digest(view, answer, size, spans)]
        for entry in presses:
            if isinstance(entry, KeyPressed) and not entry.late and not answer.complete:
                answer = answer.take(KeyPress(entry.t_s, Key(entry.key), entry.name))
                states.append(_digest(view, answer, size, spans))
        named = " ".join(str(part) for part in (shown.show, shown.event_id, shown.question) if part is not None)
        yield Screen(f"screen {number} ({named})", shown.t_s, tuple(dict.fromkeys(states)))


Screens = Generator[tuple[View, Answer], Answer, None]
"""Yields what a screen shows and asks for; it is told how that was answered."""


def planned_views(plan: SessionPlan) -> Screens:
    """List the screens of a session that nothing interrupts, as its answers have them follow one another."""
    wording = plan.wording
    for step in plan.steps:
        match step:
            case PagesPlan(pages=pages):
                at = 0
                while at < len(pages):
                    page = wording.page(pages[at].text, number=at + 1, of=len(pages))
                    turn = yield page, PageTurn(may_go_back=at > 0)
                    assert isinstance(turn, PageTurn)
                    at += turn.turned
            case ComprehensionPlan():
                yield from _comprehension(step, plan)
            case TrialPlan():
                for phase, screen in step.screens:
                    view, answer, _ = present_as(screen, step.event, phase, wording)
                    yield view, answer
            case AfterwardsPlan():
                yield FixationView(), NOTHING
                yield afterwards_view(step, wording), answer_on(step.scale)
    yield Blank(), NOTHING


def _comprehension(step: ComprehensionPlan, plan: SessionPlan) -> Screens:
    for attempt in range(1, step.attempts + 1):
        chosen = yield plan.wording.choice(step.text, step.answers), ChoiceAnswer(len(step.answers))
        assert isinstance(chosen, ChoiceAnswer)
        passed = chosen.chosen == step.right
        last = passed or attempt == step.attempts
        yield plan.wording.page(plan.wording.feedback(step.explanation, passed, last)), GoOn()
        if passed:
            return


@cache
def _digest(view: View, answer: Answer, size: Size, spans: tuple[Span, ...]) -> int:
    return digest_of(rendered(view, size, answer.state), spans)

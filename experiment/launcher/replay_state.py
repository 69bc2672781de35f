"""What stands on the page of a replay, screen by screen: its picture, its time, what was done. Nothing of Qt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from experiment.format.vocabulary import EndedBy, SessionKind
from experiment.launcher.laboratory import Laboratory
from experiment.launcher.said_inputs import input_said, stood
from experiment.launcher.speaking import Speaker
from experiment.launcher.texts import Monitoring, Replaying, Words
from experiment.messages import Reason, Refusal
from experiment.record.run_again import DrawnAgain, run_again
from experiment.task.replay import ReplayedScreen

SHOWN = {
    "blank": Replaying.SHOWN_BLANK,
    "fixation": Replaying.SHOWN_FIXATION,
    "event": Replaying.SHOWN_EVENT,
    "estimate": Replaying.SHOWN_ESTIMATE,
    "base_rate": Replaying.SHOWN_BASE_RATE,
    "no_rate": Replaying.SHOWN_NO_RATE,
    "page": Replaying.SHOWN_PAGE,
    "comprehension": Words.COMPREHENSION,
    "pause": Replaying.SHOWN_PAUSE,
    "afterwards": Replaying.SHOWN_AFTERWARDS,
}
"""What the journal calls each kind of screen."""

ENDED = {
    EndedBy.TIME: Replaying.ENDED_BY_TIME,
    EndedBy.ANSWER: Replaying.ENDED_BY_ANSWER,
    EndedBy.ESCAPE: Replaying.ENDED_BY_ESCAPE,
    EndedBy.PAUSE_ASKED: Replaying.ENDED_BY_PAUSE_ASKED,
}


def lasted(screen: ReplayedScreen, say: Speaker) -> str:
    """Say how long a screen was on, if that is known."""
    if screen.is_cut_off:
        return say(Replaying.CUT_OFF)
    return say(Replaying.LENGTH_UNKNOWN) if screen.duration_s is None else f"{say.number(screen.duration_s, 3)} s"


def not_known(screen: ReplayedScreen, say: Speaker) -> tuple[str, ...]:
    """Say that something may have been pressed of which the journal tells nothing, if so."""
    return (say(Replaying.LAST_PRESSED_UNKNOWN),) if screen.is_cut_off else ()


@dataclass(frozen=True)
class Shown:
    """A screen of a replay, in words.

    Parameters
    ----------
    place
        Which screen of how many.
    said
        What it is, when it was shown, for how long, and what ended it.
    done
        What was pressed meanwhile, a line each.
    """

    place: str
    said: str
    done: tuple[str, ...]


class ReplayState:
    """The last run of a visit, to be looked at again.

    Raises
    ------
    Refusal
        If there is none, or its files cannot be read.
    """

    def __init__(self, lab: Laboratory, participant_id: str, visit: str, kind: SessionKind, say: Speaker) -> None:
        run = lab.last_run(participant_id, visit, kind)
        if run is None:
            raise Refusal(Reason.NO_SUCH_RUN, run=f"{participant_id}/{visit}", data=lab.data, example="KD001/baseline")
        self._say, self._zone = say, lab.zone
        sheet, self._again = run_again(lab.storage, run.files)
        self._drawn = DrawnAgain(sheet)
        self._began = {one.launch: datetime.fromisoformat(one.started_utc) for one in sheet.launches}
        self.title = say(Replaying.REPLAY_TITLE, participant=participant_id, visit=visit, run=run.files.run)

    def __len__(self) -> int:
        """Return how many screens there are."""
        return len(self._again.screens)

    def picture(self, place: int) -> bytes:
        """Draw a screen as it stood when it was taken off, as the bytes of a PNG file."""
        return self._drawn.picture(self._again.screens[place])

    def shown(self, place: int) -> Shown:
        """Put a screen into words."""
        say, screen = self._say, self._again.screens[place]
        at = self._began[screen.launch] + timedelta(seconds=screen.shown.t_s)
        ended = None if screen.over is None else screen.over.ended_by
        facts = {
            "what": say(SHOWN[screen.shown.show]),
            "time": f"{at.astimezone(self._zone):%H:%M:%S}",
            "lasted": lasted(screen, say),
        }
        said = [say(Replaying.SHOWN, **facts)]
        said += [say(ENDED[ended])] if ended is not None else []
        return Shown(
            place=say(Monitoring.N_OF, number=place + 1, of=len(self)),
            said="  ·  ".join(said),
            done=(*self._done(screen), *not_known(screen, say)) or (say(Replaying.NOTHING_PRESSED),),
        )

    def _done(self, screen: ReplayedScreen) -> Iterator[str]:
        """Return what was pressed while a screen was on, and what stood there then."""
        say = self._say
        for done in sorted(screen.done, key=lambda one: one.t_s):
            after = say(Replaying.AFTER_S, seconds=say.number(done.t_s - screen.shown.t_s, 3))
            there = stood(screen.state_at(done.t_s))
            yield f"{after}  {input_said(done, say)}{f'  →  {there}' if there else ''}"

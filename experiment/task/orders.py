"""What the experimenter asks of a session from the launcher, while it runs."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from experiment.format.apparatus import utc_now
from experiment.format.session_line import Away, End, Front, Note, Order, Pause
from experiment.format.vocabulary import AbortReason


@dataclass(frozen=True)
class Noted:
    """A note, and when it was given."""

    text: str
    utc: str


class Orders:
    """Orders that have been given and are not carried out yet.

    Another thread gives them, whenever they come; the task looks when it may. To look costs next to nothing.

    Parameters
    ----------
    utc
        Tells the time of day.
    """

    def __init__(self, utc: Callable[[], str] = utc_now) -> None:
        self._utc = utc
        self.pause = False
        """Whether a pause is wanted."""
        self.end: AbortReason | None = None
        """Why the session is to be ended, if it is."""
        self.notes: deque[Noted] = deque()
        self.away = False
        """Whether the launcher has the keyboard, as it has said."""
        self.front = False
        """Whether the task is to have the keyboard again."""

    def give(self, order: Order) -> None:
        """Give one."""
        match order:
            case Pause():
                self.pause = True
            case End(reason=reason):
                self.end = reason
            case Note(text=text):
                self.notes.append(Noted(text, self._utc()))
            case Away():
                self.away = True
            case Front():
                self.away, self.front = False, True

    def no_more(self) -> None:
        """Nobody is left who could have the keyboard: a launcher that is gone has not given it back."""
        self.away = False

    @property
    def keyboard_is_lent(self) -> bool:
        """Whether the launcher has the keyboard by asking, or has just given it back."""
        return self.away or self.front

    def take_notes(self) -> list[Noted]:
        """Take the notes that have come by now."""
        return [self.notes.popleft() for _ in range(len(self.notes))]

    def take_end(self) -> AbortReason | None:
        """Take the order to end the session, if there is one; a pause is not wanted any more then."""
        self.pause = False
        reason, self.end = self.end, None
        return reason

"""What can stand on the screen. A view holds its words and the values behind them; it knows nothing of pixels."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TypeAlias

from experiment.format.made_here import made_often
from experiment.format.scale import AnswerScale
from experiment.format.vocabulary import AfterwardsQuestion, EstimationPhase, Question
from experiment.layout.targets import Target


class Notice(Enum):
    """What an answer may have to tell the participant."""

    NOTHING_GIVEN = auto()
    OUT_OF_RANGE = auto()
    NOT_WHOLE = auto()


@dataclass(frozen=True)
class Hint:
    """A few words at the bottom: keys, and what they do.

    Parameters
    ----------
    target
        What a click on the words does; ``None``: nothing.
    """

    text: str
    target: Target | None = None


@dataclass(frozen=True)
class Blank:
    """Nothing."""


@dataclass(frozen=True)
class FixationView:
    """A cross in the middle."""


@made_often
@dataclass(frozen=True)
class EventView:
    """An event, in the second phase perhaps with its base rate."""

    event_id: str
    event_text: str
    base_rate_pct: int | None
    base_rate_line: str | None
    footer: tuple[Hint, ...]


@made_often
@dataclass(frozen=True)
class QuestionView:
    """A question about an event, answered with a number on a scale.

    Parameters
    ----------
    phase
        In which it is asked; ``None``: afterwards.
    figure
        How an answer is written, with the place ``{value}``; empty: it is not seen, only the marker is.
    ends
        What the ends of a rating mean; ``None``: the figures say so themselves.
    """

    question: Question | AfterwardsQuestion
    phase: EstimationPhase | None
    event_id: str
    event_text: str
    question_text: str
    scale: AnswerScale
    figure: str
    ends: tuple[str, str] | None
    hint: str
    nothing_given: str
    out_of_range: str
    not_whole: str
    footer: tuple[Hint, ...]

    @property
    def digits(self) -> int:
        """How many digits an answer can have."""
        return len(str(self.scale.maximum))


@made_often
@dataclass(frozen=True)
class BaseRateView:
    """The base rate of an event."""

    event_id: str
    event_text: str
    base_rate_pct: int
    caption: str
    base_rate_text: str
    footer: tuple[Hint, ...]


@dataclass(frozen=True)
class NoRateView:
    """What stands where the base rate would, of an event whose rate is not shown."""

    event_id: str
    event_text: str
    line: str
    footer: tuple[Hint, ...]


@dataclass(frozen=True)
class PageView:
    """A page of text: paragraphs are separated by empty lines."""

    text: str
    footer: tuple[Hint, ...]


@dataclass(frozen=True)
class ChoiceView:
    """A question with numbered answers.

    Parameters
    ----------
    not_chosen
        What is said to a key that chooses none of them.
    """

    text: str
    options: tuple[str, ...]
    not_chosen: str
    footer: tuple[Hint, ...]


@dataclass(frozen=True)
class PauseView:
    """Go on, or end the session for one of the numbered reasons.

    Parameters
    ----------
    go_on, go_on_yet
        The keys that go on, before a reason is chosen and after that.
    how_to_end, end
        How the session can be ended, and the key that ends it once a reason is chosen.
    where
        For the experimenter: whose session it is, and where it stands.
    why
        For the experimenter: what has brought the pause, if that was not Escape.
    """

    title: str
    text: str
    go_on: str
    go_on_yet: str
    how_to_end: str
    end: str
    options: tuple[str, ...]
    where: str
    why: str = ""


View: TypeAlias = (
    Blank | FixationView | EventView | QuestionView | BaseRateView | NoRateView | PageView | ChoiceView | PauseView
)

"""What a session of each published study must be, written from the task's record and not from the program.

Every row names the source that says it:

* G13: the original script of 2013 (NeilGarrett/UpdateBiasTask, read).
* O20: Ossola, Garrett, Sharot and Marchesi 2020, eLife 9:e58891 (read).
* K25: Khalid and others 2025, eLife 13:RP101157 (read); the laboratory in Paris that ran B22.
* B22: Bottemanne and others 2022, JAMA Psychiatry 79:1124 (abstract and press release read; the methods were not).

`OPEN` stands where the record says nothing: what the study does there is its own, and no test may hold it to a number.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Unsaid(Enum):
    """The one value of `OPEN`."""

    OPEN = "the record does not say"


OPEN = Unsaid.OPEN
"""Nothing is known about it, so nothing is checked."""

SELF_PACED: None = None
"""The record says that there was no limit."""


@dataclass(frozen=True)
class Shown:
    """A screen that stays for a time of its own."""

    what: str
    seconds: float | Unsaid | None
    source: str
    with_base_rate: bool = False


@dataclass(frozen=True)
class Asked:
    """A screen that waits for an answer, at most until its deadline."""

    what: str
    deadline_s: float | Unsaid | None
    source: str


@dataclass(frozen=True)
class Phase:
    """One run through all the events."""

    screens: tuple[Shown | Asked, ...]
    random_order: bool | Unsaid
    source: str


@dataclass(frozen=True)
class Range:
    """Whole numbers, both ends included."""

    lowest: int
    highest: int
    source: str


@dataclass(frozen=True)
class Count:
    """How many there are of something."""

    number: int | Unsaid
    source: str


@dataclass(frozen=True)
class Afterwards:
    """What is asked of every event once the trials are over; `ratings` in the order in which the record names them."""

    memory: bool | Unsaid
    ratings: tuple[str, ...] | Unsaid
    ratings_are_in_this_order: bool
    rating_range: Range | None
    deadline_s: float | Unsaid | None
    source: str


@dataclass(frozen=True)
class Visit:
    """One coming to the laboratory."""

    name: str
    source: str


@dataclass(frozen=True)
class Arm:
    """A group of participants and its visits, in their order."""

    name: str
    visits: tuple[Visit, ...]


@dataclass(frozen=True)
class Design:
    """A published study as far as it is published."""

    study: str
    phases: tuple[Phase, ...]
    events: Count
    practice: Count
    base_rates: Range | None
    estimates: Range
    confidence: Range | None
    typed: bool | Unsaid
    afterwards: Afterwards
    lists: Count
    screens_between_are_open: bool
    """The record names the screens in their order and is silent on fixations between them."""

    def range_of(self, question: str) -> Range:
        """The numbers that a question of the trials may be answered with."""
        if question != "confidence":
            return self.estimates
        assert self.confidence is not None
        return self.confidence


NOTHING_KNOWN_AFTERWARDS = Afterwards(OPEN, OPEN, False, None, OPEN, "neither K25 nor B22 says that anything was asked")

ORIGINAL = Design(
    study="original",
    phases=(
        Phase(
            screens=(
                Shown("event", 4.0, "G13"),
                Asked("self", 8.0, "G13: at most 8 s for both digits"),
                Shown("fixation", 1.0, "G13"),
                Shown("base_rate", 2.0, "G13"),
                Shown("fixation", 1.0, "G13"),
            ),
            random_order=True,
            source="G13: 40 trials, order random",
        ),
        Phase(
            screens=(
                Shown("event", 4.0, "G13"),
                Asked("self", 8.0, "G13"),
                Shown("fixation", 1.0, "G13"),
            ),
            random_order=True,
            source="G13: session 2, re-randomised, without the base rate and its fixation",
        ),
    ),
    events=Count(40, "G13"),
    practice=Count(3, "G13"),
    base_rates=None,
    estimates=Range(3, 77, "G13: 03-77"),
    confidence=None,
    typed=True,
    afterwards=Afterwards(
        memory=True,
        ratings=("prior_experience", "negativity", "vividness"),
        ratings_are_in_this_order=True,
        rating_range=Range(1, 6, "G13"),
        deadline_s=SELF_PACED,
        source="G13: memory of every base rate, then three blocks of ratings, none with a limit",
    ),
    lists=Count(OPEN, "G13: the script reads one list; how more are given out is not said"),
    screens_between_are_open=False,
)

CLINICAL = Design(
    study="clinical",
    phases=(
        Phase(
            screens=(
                Shown("event", 4.0, "O20"),
                Asked("self", 6.0, "O20: the window is 6 s"),
                Shown("fixation", 1.0, "G13, which O20 follows"),
                Shown("base_rate", 2.0, "O20"),
                Shown("fixation", 1.0, "G13, which O20 follows"),
            ),
            random_order=True,
            source="G13, which O20 follows",
        ),
        Phase(
            screens=(
                Shown("event", 4.0, "O20"),
                Asked("self", 6.0, "O20"),
                Shown("fixation", 1.0, "G13, which O20 follows"),
            ),
            random_order=True,
            source="G13, which O20 follows",
        ),
    ),
    events=Count(40, "O20"),
    practice=Count(3, "O20"),
    base_rates=Range(10, 70, "O20"),
    estimates=Range(3, 77, "O20: participants were told this range"),
    confidence=None,
    typed=True,
    afterwards=Afterwards(
        memory=True,
        ratings=("familiarity", "prior_experience", "vividness", "emotional_arousal", "negativity"),
        ratings_are_in_this_order=False,
        rating_range=Range(1, 6, "O20"),
        deadline_s=SELF_PACED,
        source="O20: memory of base rates, then five ratings; no limit as in G13, which O20 follows",
    ),
    lists=Count(3, "O20: three lists of 40, each participant one of them at random"),
    screens_between_are_open=False,
)

PARIS_TWO_PHASE = Design(
    study="paris_two_phase",
    phases=(
        Phase(
            screens=(
                Shown("event", SELF_PACED, "K25: self-paced"),
                Asked("self", SELF_PACED, "K25: self-paced"),
                Asked("population", SELF_PACED, "K25: the risk of someone of the same age and gender"),
                Shown("base_rate", SELF_PACED, "K25: self-paced"),
                Asked("confidence", SELF_PACED, "K25: confidence in the base rate"),
            ),
            random_order=OPEN,
            source="K25: run 1",
        ),
        Phase(
            screens=(
                Shown("event", SELF_PACED, "K25: with its base rate shown again", with_base_rate=True),
                Asked("self", SELF_PACED, "K25"),
            ),
            random_order=OPEN,
            source="K25: run 2",
        ),
    ),
    events=Count(40, "K25"),
    practice=Count(OPEN, "K25: nothing said"),
    base_rates=Range(10, 70, "K25"),
    estimates=Range(3, 77, "K25"),
    confidence=Range(0, 100, "K25"),
    typed=OPEN,
    afterwards=NOTHING_KNOWN_AFTERWARDS,
    lists=Count(OPEN, "K25: nothing said"),
    screens_between_are_open=True,
)

PARIS_ONE_PHASE = Design(
    study="paris_one_phase",
    phases=(
        Phase(
            screens=(
                Shown("event", SELF_PACED, "K25: self-paced"),
                Asked("self", SELF_PACED, "K25"),
                Asked("population", SELF_PACED, "K25"),
                Shown("base_rate", SELF_PACED, "K25: self-paced"),
                Asked("confidence", SELF_PACED, "K25"),
                Asked("self", SELF_PACED, "K25: the second estimate, in the same trial"),
            ),
            random_order=OPEN,
            source="K25: the one-run version",
        ),
    ),
    events=Count(40, "K25"),
    practice=Count(OPEN, "K25: nothing said"),
    base_rates=Range(10, 70, "K25"),
    estimates=Range(3, 77, "K25"),
    confidence=Range(0, 100, "K25"),
    typed=OPEN,
    afterwards=NOTHING_KNOWN_AFTERWARDS,
    lists=Count(OPEN, "K25: nothing said"),
    screens_between_are_open=True,
)

KETAMINE = Design(
    study="ketamine",
    phases=(
        Phase(
            screens=(
                Shown("event", OPEN, "B22"),
                Asked("self", OPEN, "B22: estimate one's own probability"),
                Asked("population", OPEN, "K25: the same laboratory's run 1; B22 does not say"),
                Shown("base_rate", OPEN, "B22: be told the population's"),
            ),
            random_order=OPEN,
            source="B22 through K25",
        ),
        Phase(
            screens=(
                Shown("event", OPEN, "K25: with its base rate shown again", with_base_rate=True),
                Asked("self", OPEN, "B22: estimate again"),
            ),
            random_order=OPEN,
            source="B22 through K25",
        ),
    ),
    events=Count(40, "B22"),
    practice=Count(OPEN, "B22: nothing said"),
    base_rates=Range(10, 70, "K25"),
    estimates=Range(3, 77, "K25"),
    confidence=None,
    typed=OPEN,
    afterwards=NOTHING_KNOWN_AFTERWARDS,
    lists=Count(OPEN, "B22: lists per visit unknown"),
    screens_between_are_open=True,
)

PUBLISHED = (ORIGINAL, CLINICAL, PARIS_TWO_PHASE, PARIS_ONE_PHASE, KETAMINE)

KETAMINE_ARMS = (
    Arm(
        "patient",
        (
            Visit("baseline", "B22: 24 h before the first infusion"),
            Visit("post4h", "B22: 4 h after the first infusion"),
            Visit("day7", "B22: 4 h after the third infusion, a week after the first"),
        ),
    ),
    Arm(
        "control",
        (
            Visit("baseline", "B22: controls came twice"),
            Visit("day7", "B22: a week apart, no infusion"),
        ),
    ),
)

"""The file of texts: every word on the screen, in every language, except the events themselves."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from experiment.config.faults import Fault
from experiment.config.model import AfterwardsName, Count, LocalText, Model, Name, for_editors, wrong
from experiment.format.vocabulary import AbortReason


class EstimateTexts(Model):
    """What stands around a typed answer."""

    percentage: LocalText
    """How a percentage is written, with {value} where the figure stands."""
    hint: LocalText
    """Below the entry: the range, with {minimum} and {maximum}."""
    out_of_range: LocalText
    """In place of the hint after a value outside the range, with {minimum} and {maximum}."""
    not_whole: LocalText
    """In place of the hint after a key that belongs to no whole number, with {minimum} and {maximum}."""
    nothing_typed: LocalText | None = None
    """In place of the hint after Enter without a value."""
    nothing_chosen: LocalText | None = None
    """In place of the hint when a slider without a marker is confirmed."""
    nothing_moved: LocalText | None = None
    """The same when its marker has a start and has not been touched."""
    confirm: LocalText
    """At the bottom: the keys that confirm; a click on the words confirms, too."""
    confirm_by_itself: LocalText | None = None
    """The same where the last digit confirms."""
    correct: LocalText | None = None
    """Beside it, below a typed answer: the key that takes the last digit back."""
    move: LocalText | None = None
    """Beside it, below a slider: what moves the marker."""


class BaseRateTexts(Model):
    """What stands around a base rate."""

    caption: LocalText | None = None
    """Above the figure."""
    reminder: LocalText | None = None
    """Below an event that is shown with its base rate again, with {rate}."""
    not_shown: LocalText | None = None
    """In place of the figure, in a trial of a retest event; only studies with retest: need it."""


class PauseTexts(Model):
    """The pause screen."""

    title: LocalText
    """Its heading."""
    text: LocalText
    """What the participant reads."""
    go_on: LocalText
    """Which keys go on."""
    go_on_yet: LocalText
    """Which key still goes on once a reason is chosen."""
    how_to_end: LocalText
    """How to end the session; the experimenter reads it."""
    end: LocalText
    """Which key ends the session once a reason is chosen; the experimenter reads it."""
    reasons: dict[AbortReason, LocalText]
    """The reasons for which a session may be ended; the experimenter chooses one by its number."""


class ComprehensionQuestion(Model):
    """A question about the task with several answers, one of which is right."""

    model_config = for_editors(
        allOf=[
            {"if": {"properties": {"answers": {"maxItems": n}}}, "then": {"properties": {"right": {"maximum": n}}}}
            for n in (2, 3, 4)
        ]
    )

    text: LocalText
    """The question."""
    answers: Annotated[tuple[LocalText, ...], Field(min_length=2, max_length=4)]
    """Two to four answers, in the order in which they stand on the screen."""
    right: Count
    """The number of the right answer, from 1. For example `2`."""
    explanation: LocalText
    """What is said after a wrong answer."""

    @model_validator(mode="after")
    def _right_exists(self) -> ComprehensionQuestion:
        if self.right > len(self.answers):
            raise wrong(Fault.NO_SUCH_ANSWER, "right", right=self.right, answers=len(self.answers))
        return self


class ComprehensionTexts(Model):
    """The check that the task is understood."""

    questions: dict[Name, ComprehensionQuestion]
    """The questions, by the names under which studies ask them."""
    right: LocalText
    """The page after a right answer."""
    wrong: LocalText
    """The page after a wrong answer begins with it; the explanation follows."""
    ask_for_help: LocalText
    """Ends that page when the question is not asked again."""
    choose: LocalText
    """At the bottom: what chooses."""
    not_chosen: LocalText
    """Below the answers after a key that chooses none of them, with {answers}, the number of the last one."""


class AfterwardsTexts(Model):
    """One question of those that are asked about each event at the end."""

    page: LocalText
    """The page before it; {minimum} and {maximum} stand for the ends of its scale."""
    question: LocalText
    """The question, which stands below each event."""
    lowest: LocalText | None = None
    """What the lowest rating means; memory has none."""
    highest: LocalText | None = None
    """What the highest rating means."""


class PartTexts(Model):
    """What the parts of a session are called."""

    instructions: LocalText
    """The pages at the beginning."""
    practice: LocalText
    """The practice."""
    comprehension: LocalText
    """The comprehension check."""
    first_estimates: LocalText
    """The phase with the first estimates."""
    second_estimates: LocalText
    """The phase with the second estimates."""
    both_estimates: LocalText
    """Where a trial asks for both estimates."""
    afterwards: LocalText
    """The questions after the trials."""
    closing: LocalText
    """The pages at the end."""


class PauseWhyTexts(Model):
    """Why the task has paused by itself."""

    experimenter: LocalText
    """Somebody has asked for it from the launcher."""
    silence: LocalText
    """So many {questions} in a row had no key and no click."""
    size_changed: LocalText
    """The size of the screen, or of the window, is another than at the beginning."""
    refresh_changed: LocalText
    """The refresh rate of the screen is another than at the beginning."""
    hidden: LocalText
    """The window is minimised, or on a desktop that is not shown."""
    covered: LocalText
    """Another window lies over it."""
    keyboard_lost: LocalText
    """What is typed goes to another window."""
    clocks: LocalText
    """The computer has slept, or its clock was set."""
    stood_still: LocalText
    """The computer has stood still for some seconds."""


class ExperimenterTexts(Model):
    """What the experimenter reads on the participant's screen, in the study's experimenter_language."""

    parts: PartTexts
    """What the parts of a session are called."""
    left: LocalText
    """How many trials or questions of a part are left: {left} of {of}."""
    duration: LocalText
    """How long the rest will take, with {minutes}."""
    pauses: PauseWhyTexts
    """Why the task has paused by itself."""
    technical_stop: LocalText
    """Below the page of a technical stop: how to leave it."""


class TextFile(Model):
    """Every word on the screen."""

    pages: dict[Name, LocalText]
    """Pages of text by name; {minimum}, {maximum}, {events} and {practice_trials} stand for the study's figures."""
    questions: dict[Name, LocalText]
    """What is asked about an event: self, population, confidence, and other words for them."""
    estimate: EstimateTexts
    """What stands around an answer."""
    base_rate: BaseRateTexts
    """What stands around a base rate."""
    go_on: LocalText
    """At the bottom of a page or a screen that waits for the participant; a click on the words goes on, too."""
    go_back: LocalText
    """Beside it, on a page that has another before it: the key that goes back."""
    comprehension: ComprehensionTexts | None = None
    """The check that the task is understood; only studies with comprehension: need it."""
    afterwards: dict[AfterwardsName, AfterwardsTexts] = Field(default_factory=dict)
    """Questions at the end by name: memory, and ratings, one's own too; only what a study asks is needed."""
    rating_hint: LocalText | None = None
    """Below a typed rating: what its ends mean, with {minimum}, {lowest}, {maximum} and {highest}."""
    pause: PauseTexts
    """The pause screen."""
    experimenter: ExperimenterTexts
    """What the experimenter reads on the participant's screen."""
    welcome_back: LocalText
    """The first page after an interruption."""
    technical_stop: LocalText
    """When the session must be stopped for a technical reason."""

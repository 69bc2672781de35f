"""The file of texts: every word on the screen, in every language, except the events themselves."""

from __future__ import annotations

from experiment.config.model import LocalText, Model, Name
from experiment.format.vocabulary import AbortReason, Question


class EstimateTexts(Model):
    """What stands around a typed answer."""

    percentage: LocalText
    """How a percentage is written, with {value} where the figure stands."""
    hint: LocalText
    """Below the entry: the range, with {minimum} and {maximum}."""
    out_of_range: LocalText
    """In place of the hint after a value outside the range, with {minimum} and {maximum}."""
    out_of_track: LocalText
    """The same for a number typed at a slider, with {minimum} and {maximum}."""
    nothing_typed: LocalText
    """In place of the hint after Enter without a value."""
    nothing_chosen: LocalText
    """In place of the hint when a slider without a marker is confirmed."""
    confirm_by_enter: LocalText
    """At the bottom, where Enter confirms."""
    confirm_by_itself: LocalText
    """At the bottom, where the last digit confirms."""
    confirm_slider: LocalText
    """At the bottom of a slider."""


class BaseRateTexts(Model):
    """What stands around a base rate."""

    caption: LocalText
    """Above the figure."""
    reminder: LocalText
    """Below an event that is shown with its base rate again, with {rate}."""


class PauseTexts(Model):
    """The screen that Escape brings."""

    title: LocalText
    text: LocalText
    go_on: LocalText
    """Which key goes on."""
    end: LocalText
    """How to end the session."""
    reasons: dict[AbortReason, LocalText]
    """The reasons for which a session may be ended; each is chosen by its number."""


class TextFile(Model):
    """Every word on the screen."""

    pages: dict[Name, LocalText]
    """Pages of text by name; {minimum}, {maximum}, {events} and {practice_trials} stand for the study's figures."""
    questions: dict[Question, LocalText]
    """What is asked about an event."""
    estimate: EstimateTexts
    base_rate: BaseRateTexts
    go_on: LocalText
    """At the bottom of a page or a screen that waits for the participant."""
    pause: PauseTexts
    welcome_back: LocalText
    """The first page after an interruption."""
    technical_stop: LocalText
    """When the session must be stopped for a technical reason."""

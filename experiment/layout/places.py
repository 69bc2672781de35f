"""Where things stand on a screen, and how large: shares of its height, so that small and large screens look alike."""

from __future__ import annotations

from typing import NamedTuple


class Band(NamedTuple):
    """A band across the screen, from its top."""

    top: float
    bottom: float


# Size of type
EVENT_TYPE = 0.075
EVENT_TYPE_ABOVE = 0.055
"""Of an event that something else is asked or told about, below it."""
QUESTION_TYPE = 0.046
BODY_TYPE = 0.041
SMALL_TYPE = 0.037
WHY_TYPE = 0.026
TINY_TYPE = 0.02
TITLE_TYPE = 0.06
RATE_TYPE = 0.15
RATE_LINE_TYPE = 0.05
DIGITS_TYPE = 0.11

# An event, alone or with its rate below it
EVENT = Band(0.28, 0.58)
RATE_LINE = Band(0.60, 0.78)

# What is said about an event that stands above it
EVENT_ABOVE = Band(0.08, 0.27)
CAPTION = Band(0.35, 0.49)
RATE = Band(0.50, 0.78)
NO_RATE = Band(0.35, 0.78)
QUESTION = Band(0.29, 0.50)

# A typed answer
ENTRY = Band(0.53, 0.68)
ENTRY_CAPTION = Band(0.70, 0.795)
DIGIT_BUTTONS_TOP = 0.805

# A slider
SLIDER_VALUE = Band(0.50, 0.645)
SLIDER_LINE = 0.69
SLIDER_CAPTION = Band(0.78, 0.886)
SLIDER_CAPTION_BELOW_ENDS = Band(0.826, 0.886)

# Pages and choices
PAGE = Band(0.05, 0.88)
CHOICE_QUESTION = Band(0.08, 0.34)
CHOICES = Band(0.36, 0.80)
CHOICE_CAPTION = Band(0.81, 0.885)

# The pause
PAUSE_WHY = Band(0.005, 0.08)
PAUSE_TITLE = Band(0.08, 0.20)
PAUSE_TEXT = Band(0.22, 0.36)
PAUSE_GO_ON = Band(0.38, 0.48)
PAUSE_END = Band(0.53, 0.65)
PAUSE_REASONS = Band(0.65, 0.94)
PAUSE_WHERE = Band(0.945, 0.996)

"""What is wrong with words that somebody has typed, as the page says it before any command is given them."""

from __future__ import annotations

from experiment.config.own_words import LONGEST, own_words
from experiment.launcher.speaking import Speaker
from experiment.launcher.texts import Everywhere


def amiss_with(typed: str, say: Speaker) -> str:
    """Say why these words cannot be kept as they are; nothing, if they can."""
    words = own_words(typed)
    if words.unseen is not None:
        return say(Everywhere.WORDS_UNSEEN)
    return say(Everywhere.WORDS_TOO_LONG, length=len(words.text), longest=LONGEST) if words.is_too_long else ""

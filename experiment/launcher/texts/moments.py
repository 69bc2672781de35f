"""Words before a moment: in French they go by whether a day is said, or the time alone."""

from __future__ import annotations

from enum import unique

from experiment.launcher.texts.sentence import Sentence


@unique
class Moments(Sentence):
    """Words before a moment: in French they go by whether a day is said, or the time alone."""

    UNTIL_DAY = ("until {moment}", "jusqu'au {moment}")
    UNTIL_TIME = ("until {moment}", "jusqu'à {moment}")
    FROM_DAY = ("from {moment}", "à partir du {moment}")
    FROM_TIME = ("from {moment}", "à partir de {moment}")
    DUE_DAY = ("due {moment}", "prévue le {moment}")
    DUE_TIME = ("due {moment}", "prévue à {moment}")

"""Every sentence of the launcher, in English and in French, by the page on which it stands."""

from __future__ import annotations

from experiment.launcher.texts.anchors import Anchors
from experiment.launcher.texts.board import OnBoard
from experiment.launcher.texts.commands import Commands
from experiment.launcher.texts.enrolling import Enrolling
from experiment.launcher.texts.everywhere import Everywhere
from experiment.launcher.texts.keys import Keys
from experiment.launcher.texts.moments import Moments
from experiment.launcher.texts.monitoring import Monitoring
from experiment.launcher.texts.opening import Opening
from experiment.launcher.texts.preflight import Preflight
from experiment.launcher.texts.replaying import Replaying
from experiment.launcher.texts.sentence import Sentence
from experiment.launcher.texts.starting import Starting
from experiment.launcher.texts.summary import Summary
from experiment.launcher.texts.windows import Windows
from experiment.launcher.texts.words import Words

ALL: tuple[type[Sentence], ...] = (
    Anchors,
    OnBoard,
    Commands,
    Enrolling,
    Everywhere,
    Keys,
    Moments,
    Monitoring,
    Opening,
    Preflight,
    Replaying,
    Starting,
    Summary,
    Windows,
    Words,
)

__all__ = [
    "ALL",
    "Anchors",
    "Commands",
    "Enrolling",
    "Everywhere",
    "Keys",
    "Moments",
    "Monitoring",
    "OnBoard",
    "Opening",
    "Preflight",
    "Replaying",
    "Sentence",
    "Starting",
    "Summary",
    "Windows",
    "Words",
]

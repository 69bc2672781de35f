"""Why something is not possible, in the launcher's own words: French, and English where the catalogue names options."""

from __future__ import annotations

from collections.abc import Mapping

from experiment.launcher.refused.advice import ADVICE
from experiment.launcher.refused.computer import COMPUTER
from experiment.launcher.refused.people import PEOPLE
from experiment.launcher.refused.places import PLACES
from experiment.launcher.refused.questions import QUESTIONS
from experiment.launcher.refused.sessions import SESSIONS
from experiment.launcher.refused.wording import Here
from experiment.messages import Message

HERE: Mapping[Message, Here] = {**PEOPLE, **SESSIONS, **PLACES, **COMPUTER, **QUESTIONS}

__all__ = ["ADVICE", "HERE", "Here"]

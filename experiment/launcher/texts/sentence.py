"""A sentence of the launcher, in both languages."""

from __future__ import annotations

from enum import Enum


class Sentence(Enum):
    """What the launcher says: in English, in French; plain spaces and apostrophes, set when it is said."""

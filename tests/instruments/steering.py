"""Whether a text can steer a terminal."""

from __future__ import annotations

import unicodedata

NEVER = ("Cc", "Cf", "Cs", "Zl", "Zp")


def steers(text: str) -> bool:
    """Whether a text holds what a terminal would act on, line ends apart."""
    return any(unicodedata.category(one) in NEVER for one in text if one != "\n")

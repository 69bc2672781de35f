"""What can be said to be done, and what was probably meant by something else.

Standard library only, and readable for Python 3.8: lab.py looks a verb up here before it installs anything.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable

LAUNCHER = "launcher"
"""What is done where no verb is named."""

VERBS = (
    "validate", "new", "lists", "enrol", "anchor", "status", "plan", "check", "run", "verify", "backup", "collect",
    "replay", "drill", "score", "quality", "export", "report", "fit", "recover", "preview", "simulate", "power",
    "preregister", LAUNCHER, "demo",
)  # fmt: skip
"""Every verb of the command."""


def meant_by(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that was probably meant: the only one that begins so, or one that resembles it.

    The dashes before an option make nothing alike.
    """
    plain, choices = word.lstrip("-"), list(known)
    begun = [one for one in choices if plain and one.lstrip("-").startswith(plain)]
    if len(begun) == 1:
        return begun[0]
    by_plain = {one.lstrip("-"): one for one in choices}
    match = difflib.get_close_matches(plain, by_plain, n=1, cutoff=0.6)
    return by_plain[match[0]] if match else None


def suggestion(word: str, known: Iterable[str]) -> str:
    """Return which of the known words was probably meant, or name them all."""
    choices = list(known)
    meant = meant_by(word, choices)
    return f"did you mean {meant}?" if meant else f"choose from: {', '.join(choices)}"

"""A code as somebody types it at night: small letters for capitals, a space too many."""

from __future__ import annotations

from experiment.config.code_pattern import is_code


def as_meant(pattern: str, typed: str) -> str | None:
    """Return the code that was meant, as the pattern wants it; ``None``: it is none of this pattern."""
    together = "".join(typed.split())
    forms = (typed, together, together.upper(), together.lower())
    return next((form for form in forms if is_code(pattern, form)), None)

"""A number with its noun."""

from __future__ import annotations


def counted(number: int, one: str, several: str | None = None) -> str:
    """Write a number and what it is of, as one or as several.

    Parameters
    ----------
    number
        How many there are.
    one, several
        The noun for one, and for any other number; without the latter, an s is put behind the former.
    """
    return f"{number} {one if number == 1 else several or f'{one}s'}"

"""What people write for a number or a day, in the form in which a study file has it.

What is proposed can be written as it is: no advice leads to a second refusal.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

_IN_SECONDS = {"s": 1.0, "h": 3600.0, "d": 86400.0}
"""The units of times that keys end in."""
_UNITS = {"s": "seconds", "h": "hours", "d": "days", "pct": "percent", "share": "shares of 1"}
_TIMES = {
    0.001: ("ms", "msec", "millisecond", "milliseconds", "milliseconde", "millisecondes", "milisegundos"),
    1.0: ("s", "sec", "secs", "second", "seconds", "seconde", "secondes", "segundo", "segundos"),
    60.0: ("min", "mins", "mn", "minute", "minutes", "minuto", "minutos"),
    3600.0: ("h", "hr", "hrs", "hour", "hours", "heure", "heures", "hora", "horas"),
    86400.0: ("d", "day", "days", "j", "jour", "jours", "día", "días"),
}
_SECONDS_OF = {word: seconds for seconds, words in _TIMES.items() for word in words}
_QUANTITY = re.compile(r"(-?\d+)(?:([.,])(\d+))?(\s*)([^\W\d_]*|%)")
_OTHER_UNITS = ("hz",)
_PERCENT = ("%", "percent", "pct", "pourcent", "prozent")
UNITS_OF_NUMBERS = frozenset({*_SECONDS_OF, *_PERCENT, *_OTHER_UNITS})
"""What may stand right behind a number, and is no part of it."""
_MULTIPLES = ("dozen", "score", "hundred", "thousand", "million", "douzaine", "cent", "cents", "mille", "mil", "cien")
_LETTERS_FOR_DIGITS = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1", "|": "1", ",": "."})
_WITH_LETTERS = re.compile(r"-?[0-9OolI|]+(?:[.,][0-9OolI|]+)?")
_SHORTEST = 4
_ALONE = 2
"""So many letters without any digit may still be a number: O for 0, lO for 10."""
_ROUNDING = 1e-6


@dataclass(frozen=True)
class Quantity:
    """A number as somebody has written it.

    Parameters
    ----------
    number
        It, with a point.
    has_comma
        A comma stood for the point.
    unit
        The word or sign behind it; empty, if there is none.
    """

    number: str
    has_comma: bool
    unit: str

    def in_unit_of(self, key: str) -> str:
        """Return the number in the unit of a key: 4000 ms are 4 for ``duration_s``, and 20 % are 0.2 of 1."""
        if self.unit.lower() in _PERCENT and _ending(key) == "share":
            return plain(float(self.number) / 100)
        seconds, of_key = _SECONDS_OF.get(self.unit.lower()), _IN_SECONDS.get(_ending(key))
        if seconds is None or of_key is None or seconds == of_key:
            return self.number
        return plain(float(self.number) * seconds / of_key)


def quantity(text: str) -> Quantity | None:
    """Read a number with a comma, a unit, or neither; ``None``: it is none."""
    found = _QUANTITY.fullmatch(text.strip())
    if found is None:
        return None
    whole, sign, decimals, space, unit = found.groups()
    if unit and unit.lower() not in UNITS_OF_NUMBERS and not _is_counted(space, unit.lower()):
        return None  # what stands there may be a part of the number: 4O
    return Quantity(whole if sign is None else f"{whole}.{decimals}", sign == ",", unit)


def _is_counted(space: str, word: str) -> bool:
    """Return whether a word behind a number says what is counted: 40 events."""
    return bool(space) and len(word) >= _SHORTEST and word not in _MULTIPLES


def with_digits(text: str) -> str | None:
    """Write a number with digits alone in which letters stand that look like them: 4O is 40.

    Returns
    -------
    str or None
        ``None``: it is no such number.
    """
    word = text.strip()
    if not _WITH_LETTERS.fullmatch(word) or re.fullmatch(r"[-\d.,]+", word):
        return None
    if not re.search("[0-9]", word) and len(word) > _ALONE:
        return None
    number = float(word.translate(_LETTERS_FOR_DIGITS))
    return str(int(number)) if re.fullmatch("[^.,]+", word) else plain(number)


def near_day(text: str) -> str | None:
    """Write a date as files have it, which people write with the day first or in quotes; ``None``: it is none."""
    days = []
    for form in ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%Y/%m/%d", "%m/%d/%Y"):
        with suppress(ValueError):
            days.append(datetime.strptime(text.strip(), form).strftime("%Y-%m-%d"))
    return " or ".join(dict.fromkeys(days)) or None


def unit_of(key: str) -> str | None:
    """Name the unit in which a key is, by its ending."""
    return _UNITS.get(_ending(key))


def near_whole(number: float, key: str, fits: Callable[[object], bool]) -> str:
    """Propose whole numbers that fit for one that is none, as a part of a sentence; empty, if none is near."""
    share = round(number * 100) or 1
    if key.endswith("_pct") and 0 < number < 1 and fits(share):
        return f": {share}, if {number:g} of 1 is meant"
    near = [whole for whole in dict.fromkeys((math.floor(number), math.ceil(number))) if fits(whole)]
    thousands = round(number * 1000)
    if number >= 1 and abs(number * 1000 - thousands) < _ROUNDING and thousands % 10 and fits(thousands):
        near.append(thousands)  # 20.221, where the point parts thousands
    return f": {' or '.join(map(str, near))}" if near else ""


def keys_in_units(key: str, value: object, known: list[str]) -> Iterator[tuple[str, str]]:
    """Find the keys that are the same in another unit.

    Yields
    ------
    str, str
        The unit of such a key, and how it is written with the value in it.
    """
    stem, _, unit = key.rpartition("_")
    seconds = _SECONDS_OF.get(unit.lower())
    if not stem or seconds is None:
        return
    for other in sorted(known, key=lambda one: _IN_SECONDS.get(_ending(one)) != seconds):
        ending = _ending(other)
        if other == f"{stem}_{ending}" and ending in _IN_SECONDS:
            yield _UNITS[ending], f"{other}: {_converted(value, seconds / _IN_SECONDS[ending])}"


def _converted(value: object, by: float) -> str:
    if isinstance(value, bool) or value is None:
        return "…"
    if isinstance(value, int | float):
        return str(value) if by == 1 else plain(value * by)
    if isinstance(value, tuple | list):
        return f"[{', '.join(_converted(one, by) for one in value)}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {_converted(one, by)}' for key, one in value.items())}}}"
    given = quantity(value) if isinstance(value, str) else None
    return "…" if given is None else plain(float(given.number) * by)


def plain(number: float) -> str:
    """Write a number with a point, and no more digits than it needs."""
    written = f"{number:.6f}".rstrip("0")
    return f"{written}0" if written.endswith(".") else written


def _ending(key: str) -> str:
    return "s" if key == "uniform" else key.rpartition("_")[2]
